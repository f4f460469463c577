"""What is right at each step of a suite is recorded, and `handily calibrate` makes use of it."""

import json

import pytest
from typer.testing import CliRunner

from agent.cli import app
from agent.planners.random import RandomPlanner
from sims.bench.calibrate import counts, record

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def episodes():
    """One episode of each task of the suite, with a planner that knows nothing."""
    runs = record(RandomPlanner(), "ask", 9, seed=3, perception="oracle")
    return {steps[0].episode.split(":")[0]: [step.right for step in steps] for steps in runs}


@pytest.mark.parametrize("task", ["spatial/near", "spatial/axis", "numeric"])
def test_where_the_goal_is_unclear_asking_and_what_is_meant_are_right(episodes, task):
    first, second, *_ = episodes[task]
    asks = [right for right in first if right.startswith("ask(")]
    assert asks[-1] == "ask("
    assert {*first} - {*asks} == {*second}
    assert all(right.startswith("pick(") for right in second)


@pytest.mark.parametrize("task", ["attribute/block", "attribute/bowl", "clear/one"])
def test_one_call_is_right_where_one_thing_is_meant(episodes, task):
    picked, placed, done = episodes[task]
    assert (len(picked), len(placed)) == (1, 1)
    assert done == ("done()",)


def test_all_the_blocks_may_come_in_any_order(episodes):
    picks = [right for right in episodes["clear/all"] if right[0].startswith("pick(")]
    assert [len(right) for right in picks] == [3, 2, 1]


def test_any_block_will_do_where_they_are_counted(episodes):
    first = episodes["clear/number"][0]
    assert len(first) == 3
    assert all(right.endswith(" block)") for right in first)


def test_every_task_ends_with_done(episodes):
    assert len(episodes) == 9
    assert all(steps[-1] == ("done()",) for steps in episodes.values())


def test_counts_are_found_wherever_they_stand_in_a_goal():
    count = ["count", "block", "in", "red bowl", 2]
    assert list(counts(count)) == [count]
    assert list(counts([{"not": ["asked"]}, count])) == [count]
    assert list(counts(["in", "red block", "red bowl"])) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--target", "1.5"], "The target is 1.5; it has to lie between 0 and 1."),
        (["--per", "day"], "There is no unit 'day'"),
        (["--seed", "7", "--check-seed", "7"], "a fair check needs others"),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_model_loads(options, said):
    result = RUNNER.invoke(app, ["calibrate", *options])
    assert result.exit_code == 2
    assert said in result.output.replace("\n", " ")


@pytest.mark.llm
@pytest.mark.slow
def test_it_writes_a_calibration_and_tries_it_on_other_seeds(tmp_path):
    out = tmp_path / "calibration.json"
    sizes = ["--episodes", "2", "--check", "1", "--target", "0.6", "--perception", "oracle"]
    result = RUNNER.invoke(app, ["calibrate", *sizes, "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout.strip().splitlines()[-1])
    kept = json.loads(out.read_text())
    assert told["threshold"] == kept["threshold"]
    assert kept["suite"] == "ask"
    assert kept["n"] >= 4
    assert kept["model"]
    assert "coverage" in told
