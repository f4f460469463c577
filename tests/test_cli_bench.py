"""Benchmarks from the command line: exit codes, JSON and nothing else, what can be gone on with."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from agent import cli_bench
from agent.cli import app
from sims.bench.folder import RunFolder
from sims.bench.work import failed

CAP = ("bench", "cap", "--planner", "expert", "--only", "seen/pick-and-place", "--workers", "1")
KEYS = (
    "suite planner perception episodes successes success_rate interval partial_score "
    "false_success seconds folder errors"
).split()


def handily(*args):
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(a) for a in args])


def sentence(result):
    """Return what a person was told, on one line."""
    return " ".join(result.stderr.split())


def won(key):
    """Return the record of an episode that went well."""
    good = {"success": True, "score": 1.0, "declared": True, "verification": "verified"}
    return replace(failed(key, "", "", 1), error="", ending="done", blame="", **good)


def lost(key):
    """Return the record of a failure."""
    return replace(won(key), success=False, verification="contradicted", blame="planner")


@pytest.fixture
def episodes(monkeypatch):
    """Let episodes be made up: `episodes(make)` has `make(key)` give each one's record."""

    def use(make):
        def backend(todo, config, path, workers):
            yield from map(make, todo)

        monkeypatch.setattr(cli_bench, "backend_of", lambda cluster: backend)

    return use


def test_a_run_says_what_it_found_as_json_and_nothing_else(tmp_path):
    args = (*CAP, "--episodes", "2", "--video", "none", "--json", "--out", str(tmp_path / "run"))
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", *args], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(KEYS) <= told.keys()
    assert (told["suite"], told["planner"], told["perception"]) == ("cap", "expert", "camera")
    assert (told["episodes"], told["successes"], told["success_rate"]) == (2, 2, 1.0)
    assert told["folder"] == str(tmp_path / "run")
    assert (tmp_path / "run" / "report.html").exists()


def test_ctrl_c_leaves_a_run_to_go_on_with_and_starts_no_other(tmp_path):
    args = (*CAP, "--episodes", "4", "--video", "none", "--json")
    run = subprocess.Popen(
        [sys.executable, "-m", "agent.cli", *args, "--ablate", "perception", "--out", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    late = time.monotonic() + 120
    while not any(p.stat().st_size for p in tmp_path.glob("*/episodes.jsonl")):
        assert time.monotonic() < late
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    said, noticed = run.communicate(timeout=60)
    assert run.returncode == 130, noticed
    assert noticed.strip() == "Stopped; the same command goes on."
    there = json.loads(said)["episodes"]
    assert 1 <= there < 4
    (folder,) = tmp_path.iterdir()
    on = handily(*args, "--resume", "--out", folder)
    assert on.exit_code == 0
    assert json.loads(on.stdout)["episodes"] == 4


def test_an_episode_that_broke_off_makes_exit_code_1(tmp_path, episodes):
    episodes(lambda key: failed(key, "boom", "", 3) if key.index else won(key))
    done = handily(*CAP, "--episodes", "4", "--json", "--out", tmp_path / "run")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["episodes"], told["errors"], told["success_rate"]) == (4, 3, 1.0)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("juggling",), "There is no suite 'juggling'"),
        (("cap", "--resume"), "to go on with. hint: Leave --resume out."),
        (("cap", "--video", "some"), "There is no --video 'some'"),
        (("cap", "--ablate", "robot"), "--ablate knows no 'robot'"),
        (("cap", "--stacks", "3"), "--stacks measures hands and eyes: bench skills, not bench cap"),
        (("skills", "--views", "3", "--perception", "oracle"), "needs --perception camera"),
    ],
)
def test_what_cannot_be_run_is_told_in_a_sentence(tmp_path, args, words):
    done = handily("bench", *args, "--planner", "expert", "--out", tmp_path / "run")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in sentence(done)
    assert not (tmp_path / "run").exists()


def test_hands_and_eyes_measure_what_is_asked_for_alone(tmp_path):
    done = handily("bench", "skills", "--views", "1", "--json", "--out", tmp_path)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["trials"] == []
    assert told["perception"]["scenes"] == 1


def test_an_ablation_has_a_folder_for_each_way(tmp_path, episodes):
    episodes(won)
    done = handily(*CAP, "--episodes", "2", "--ablate", "perception", "--out", tmp_path)
    assert done.exit_code == 0
    folders = sorted(tmp_path.iterdir())
    assert [RunFolder(f).info["perception"] for f in folders] == ["camera", "oracle"]
    assert "decoding" in done.stdout  # the table of both


def test_the_films_are_those_of_the_failures_that_are_shown(tmp_path, episodes, monkeypatch):
    asked = []

    def film(folder, record):
        asked.append(record)
        if record.false_success:
            (place := folder.episode(record.task, record.seed)).mkdir(parents=True)
            (place / "video.mp4").touch()

    def make(key):
        if key.index == 0:
            return failed(key, "boom", "", 3)
        return lost(key) if key.index < 3 else replace(lost(key), verification="verified")

    monkeypatch.setattr("sims.bench.film.film", film)
    monkeypatch.setattr("sims.bench.page.FAILURES", 2)
    episodes(make)
    run = (*CAP, "--episodes", "4", "--out", tmp_path / "a")
    assert "1 video in" in " ".join(handily(*run).stdout.split())
    assert [r.index for r in asked] == [3, 1]
    asked.clear()
    handily(*run, "--video", "all")
    assert [r.index for r in asked] == [1, 2]


@pytest.fixture
def pair(tmp_path, episodes):
    """Return the folders of two runs that part on one episode."""
    folders = []
    for name, make in (("a", won), ("b", lambda key: lost(key) if key.index == 1 else won(key))):
        episodes(make)
        few = ("--episodes", "3", "--video", "none", "--out", tmp_path / name)
        assert handily(*CAP, *few).exit_code == 0
        folders.append(tmp_path / name)
    return folders


def test_two_runs_are_compared(pair):
    told = json.loads(handily("compare", *pair, "--json").stdout)
    assert (told["pairs"], told["gained"], told["lost"]) == (3, 0, 1)
    assert told["interval"][0] < told["difference"] < told["interval"][1]
    assert told["flips"][0]["again"][0].endswith("--only seen/pick-and-place:1")
    assert "0 gained, 1 lost" in handily("compare", *pair).stdout
    refused = handily("compare", pair[0], pair[0] / "none", "--json")
    assert refused.exit_code == 2
    assert json.loads(refused.stdout)["kind"] == "error"


def test_a_report_is_written_or_it_is_said_why_not(pair, tmp_path):
    html, text, table = (tmp_path / name for name in ("r.html", "r.md", "r.csv"))
    done = handily("report", *pair, "--html", html, "--markdown", text, "--csv", table)
    assert done.exit_code == 0
    assert text.read_text().startswith("## cap")
    assert table.read_text().startswith("folder,")
    assert "<html" in html.read_text()
    for option in ("--markdown", "--csv", "--html", "--export"):
        refused = handily("report", *pair, option, text / "x.jsonl")
        assert refused.exit_code == 2
        assert ("None of these" if option == "--export" else "cannot be written") in sentence(
            refused
        )
    refused = handily("report", *pair, "--markdown", tmp_path / "no/such/x.md")
    assert "x.md cannot be written: No such file or directory." in sentence(refused)
