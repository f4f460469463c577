"""The comparison of speeds: every side moves the cube, and a peer that is missing is told."""

import sys

import pytest

from sims.bench import carry
from sims.bench.carry import TASK
from sims.bench.throughput import compare, main, report, summary


def test_every_side_of_ours_carries_the_cube(tmp_path):
    path = tmp_path / "carry.yaml"
    path.write_text(TASK)
    sides = {
        "arm": carry.arm,
        "env": lambda: carry.env(path),
        "skills": carry.skills,
    }
    sums = {name: summary(r) for name, r in compare(sides, 1).items()}
    assert {name: s["done"] for name, s in sums.items()} == {"arm": 1, "env": 1, "skills": 1}


def test_a_peer_that_is_not_installed_is_told(capsys):
    assert main(["--peer-python", sys.executable]) == 2
    out = capsys.readouterr().out
    assert "panda-gym does not run there: ModuleNotFoundError: No module named 'panda_gym'" in out
    assert "pip install panda-gym" in out.replace("\n", " ")


def test_an_interpreter_that_there_is_not(capsys, tmp_path):
    assert main(["--peer-python", str(tmp_path / "python")]) == 2
    assert "cannot be run: No such file or directory." in capsys.readouterr().out.replace("\n", "")


def test_five_runs_at_least(capsys):
    with pytest.raises(SystemExit):
        main(["--runs", "3"])
    assert "--runs is 3; it has to be 5 or more." in capsys.readouterr().err


@pytest.mark.parametrize(("lifted", "ratios"), [(0.15, ["2.00", "2.00"]), (0.02, ["", ""])])
def test_the_ratios_are_those_of_the_medians_where_both_delivered(capsys, lifted, ratios):
    from rich.console import Console

    one = {"wall": 0.5, "cpu": 0.5, "simulated": 4.0, "anew": 0.1, "rate": 240.0}
    ours = summary([one | {"lifted": 0.15, "off": 0.01}] * 5)
    runs = [one | {"wall": 1.0, "lifted": 0.15, "off": 0.01}] * 4
    peer = summary([*runs, one | {"wall": 1.0, "lifted": lifted, "off": 0.01}])
    assert (ours["done"], peer["done"]) == (5, 5 if lifted > 0.1 else 4)
    report({"arm": ours, "panda-gym": peer}, "panda-gym", Console(width=200))
    row = next(line for line in capsys.readouterr().out.splitlines() if "arm" in line)
    assert [cell.strip() for cell in row.split("│")][-3:-1] == ratios
