"""The skills benchmark: resumable, and judged by what is so."""

import json

import pytest

from agent.types import Outcome
from sims.bench import skills
from sims.bench.run import Plan, read, results, run
from sims.bench.skills import trial
from sims.bench.statistics import Rate

PLAN = Plan("pick-and-place", "panda", "camera", 0, 2)


def test_wilsons_interval_is_the_published_one():
    low, high = Rate(81, 263).interval  # Newcombe 1998, table I
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_a_run_that_was_cut_off_goes_on_with_what_is_missing(tmp_path):
    path = tmp_path / "skills.jsonl"
    first = [t.seed for t in run([PLAN], path, workers=1)]
    assert sorted(first) == [0, 1]
    lines = path.read_text().splitlines()
    path.write_text(lines[0] + "\n" + lines[1][:30])
    (again,) = run([PLAN], path, workers=1)
    assert again.seed == json.loads(lines[1])["seed"]
    (summary,) = results([PLAN], path)
    assert summary.success.trials == 2
    assert len(read(path)) == 2


def test_a_lie_is_counted_as_a_false_success(monkeypatch):
    def liar(setting):
        _, facts = skills.pick_and_place(setting)
        setting.world.move(facts[0].subject, 2.0, 0.0, 0.1)
        return Outcome(True, "all is well"), facts

    monkeypatch.setattr(skills, "KINDS", {"pick-and-place": liar})
    told = trial("pick-and-place", "panda", "camera", 0)
    assert told.claimed
    assert told.false_success
