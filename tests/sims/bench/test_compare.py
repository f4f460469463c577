"""Two runs are compared on the episodes they share, and every flip can be looked at."""

import itertools
import math
import shlex

import pytest
from scipy.stats import binomtest, multinomial

from agent.errors import UsageError
from sims.bench.compare import bootstrap, compare, interval, mcnemar, newcombe
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


def coverage(p11, p10, p01, pairs):
    """Return how often the interval holds the true difference, all outcomes counted."""
    chances, hit = (p11, p10, p01, 1 - p11 - p10 - p01), 0.0
    for both, gained, lost in itertools.product(range(pairs + 1), repeat=3):
        if (rest := pairs - both - gained - lost) >= 0:
            low, high = newcombe(both, gained, lost, pairs)
            chance = multinomial.pmf((both, gained, lost, rest), pairs, chances)
            hit += chance * (low - 1e-12 <= p10 - p01 <= high + 1e-12)
    return hit


@pytest.mark.parametrize("chances", [(0.9, 0.03, 0.03), (0.6, 0.2, 0.05), (0.3, 0.1, 0.4)])
def test_newcombes_interval_holds_the_truth_as_often_as_it_says(chances):
    assert 0.94 < coverage(*chances, pairs=15) < 1.0


def test_newcombes_interval_is_wilsons_where_nothing_is_shared_and_mirrors():
    # Five pairs that both did: each rate alone may be as low as Wilson's bound.
    low = 1 - Rate(5, 5).interval[0]
    assert newcombe(5, 0, 0, 5) == pytest.approx((-low, low))
    assert newcombe(0, 5, 0, 5) == pytest.approx((1 - math.sqrt(2) * low, 1.0))
    a, b = newcombe(30, 7, 2, 50), newcombe(30, 2, 7, 50)
    assert a == pytest.approx((-b[1], -b[0]))


def test_an_interval_always_has_a_width():
    for flips in ((0, 0), (3, 0), (0, 5)):
        (low, high), method = interval(5 - sum(flips), *flips, 5)
        assert method == "Newcombe"
        assert high - low > 0.3
    assert interval(300, 60, 20, 400) == (bootstrap(60, 20, 400), "bootstrap")


def test_runs_are_joined_on_their_episodes_and_flips_tell_how_to_replay_them(made, record):
    a = made("a", [record(0), record(1), record(2, success=False, message="fell"), record(7)])
    b = made(
        "b",
        [record(0), record(1, success=False), record(2), record(3), record(7, error="boom")],
        planner="local",
        model="embedded",
        limit=20.0,
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
    assert words[words.index("--limit") + 1] == "20.0"
    assert "--model" not in lost.again[0]
    assert "--limit" not in lost.again[0]  # a run that was made before there was one
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
