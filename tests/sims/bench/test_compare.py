"""Two runs are compared on the episodes they share, and every flip can be looked at."""

import shlex

import pytest
from scipy.stats import binomtest

from agent.errors import UsageError
from sims.bench.compare import bootstrap, compare, mcnemar
from sims.bench.statistics import Rate


def test_mcnemars_test_is_the_exact_one():
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(6, 0) == pytest.approx(2 * 0.5**6)
    # Both tails of a fair coin: 1 or fewer, or 9 or more, of 10.
    assert mcnemar(1, 9) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(7, 3) == binomtest(3, 10, 0.5).pvalue


def test_the_bootstrap_agrees_with_the_normal_interval_and_repeats():
    low, high = bootstrap(60, 20, 400)
    assert (low, high) == bootstrap(60, 20, 400)
    half = 1.96 * ((0.15 + 0.05 - 0.1**2) / 400) ** 0.5
    assert (low, high) == pytest.approx((0.1 - half, 0.1 + half), abs=0.005)
    assert bootstrap(0, 0, 10) == (0.0, 0.0)


def test_runs_are_joined_on_their_episodes_and_flips_tell_how_to_replay_them(made, record):
    a = made("a", [record(0), record(1), record(2, success=False, message="fell"), record(7)])
    b = made(
        "b",
        [record(0), record(1, success=False), record(2), record(3), record(7, error="boom")],
        planner="local",
        model="embedded",
    )
    c = compare(a, b)
    assert (c.rates, c.gained, c.lost) == ((Rate(2, 3), Rate(2, 3)), 1, 1)
    assert (c.difference, c.p, c.unpaired) == (0.0, 1.0, 2)
    assert c.interval[0] < 0 < c.interval[1]
    lost, gained = c.flips
    assert (lost.index, lost.better, gained.index, gained.better) == (1, 0, 2, 1)
    assert gained.why == "planner: fell"
    assert gained.traces[0] == f"handily trace {a.path}/episodes/seen-stack-all-s1002/trace.jsonl"
    words = shlex.split(lost.again[1])
    assert words[:3] == ["handily", "bench", "cap"]
    assert words[-2:] == ["--only", "seen/stack-all:1"]
    assert words[words.index("--model") + 1] == "embedded"
    assert "--model" not in lost.again[0]
    assert c.differs == ("planner ('expert', 'local')", "model ('', 'embedded')")
    assert "cannot be told from" in str(c)
    assert gained.traces[0] in str(c)
    assert c.as_json()["flips"][1]["better"] == "B"


def test_an_episode_of_a_suite_in_a_file_is_run_again_from_that_file(made, record):
    a = made("a", [record(0)], suite="mine", suite_file="/x y/mine.yaml")
    b = made("b", [record(0, success=False)], suite="mine", suite_file="/z/mine.yaml")
    (flip,) = compare(a, b).flips
    assert shlex.split(flip.again[0])[:3] == ["handily", "bench", "/x y/mine.yaml"]


def test_a_difference_in_packages_is_told(made, record):
    a = made("a", [record(0)])
    b = made("b", [record(0)], packages={"numpy": "3"}, machine={"cores": 64})
    assert compare(a, b).differs == ("package numpy ('2', '3')",)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"suite": "loho"}, "cap version 1 and .* loho version 1"),
        ({"suite_version": 2}, "version 2"),
        ({"robot": "xarm"}, "another table"),
    ],
)
def test_runs_of_other_episodes_are_refused_in_a_sentence(made, record, changes, word):
    with pytest.raises(UsageError, match=word):
        compare(made("a", [record(0)]), made("b", [record(0)], **changes))


def test_runs_without_a_common_episode_are_refused(made, record):
    with pytest.raises(UsageError, match="no judged episode in common"):
        compare(made("a", [record(0)]), made("b", [record(0, seed=5)]))
    with pytest.raises(UsageError, match=r"run\.json"):
        compare(made("c", [record(0)]).path, made("d", []).path / "nothing")
