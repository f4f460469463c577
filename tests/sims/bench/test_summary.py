"""What a run says follows from its records alone, and nothing says nothing."""

import json

import pytest

from sims.bench.statistics import Rate
from sims.bench.summary import clustered, summarise


def test_errors_are_outside_the_rate_and_failures_in_the_pessimistic_one(made, record):
    rows = [record(0), record(1), record(2, success=False), record(3, success=False, error="boom")]
    s = summarise(made("a", rows, episodes=6))
    assert (s.all.rate, s.all.pessimistic, s.all.errors) == (Rate(2, 3), Rate(2, 4), 1)
    assert s.missing == 2
    assert s.blame == {"planner": 1}
    assert s.all.score == pytest.approx(2.5 / 3)
    for word in ("2/3", "1 error left out", "50.0%", "2 episodes missing"):
        assert word in s.headline()


def test_a_later_record_of_an_episode_replaces_an_earlier_one(made, record):
    s = summarise(made("a", [record(0, success=False, error="boom"), record(0)], episodes=1))
    assert (s.all.rate, s.all.errors, s.missing) == (Rate(1, 1), 0, 0)


def test_what_was_claimed_but_is_not_so_is_counted_in_two_ways(made, record):
    rows = [record(0, success=False, verification="verified"), record(1, success=False)]
    s = summarise(made("a", rows))
    assert (s.all.false_success, s.all.declared_false) == (1, 2)


@pytest.mark.parametrize("broken", [0, 2])
def test_a_run_without_a_judged_episode_is_no_silent_success(made, record, broken):
    s = summarise(made("a", [record(i, success=False, error="boom") for i in range(broken)]))
    assert s.empty
    assert "No episode has been judged" in s.headline()
    told = json.loads(json.dumps(s.as_json(), allow_nan=False))
    assert told["success_rate"] is None
    assert told["partial_score"] is None
    assert told["interval"] == [0.0, 1.0]


def test_tasks_and_groups_have_rows_and_tasks_weigh_alike(made, record):
    rows = [record(i, "seen/a") for i in range(8)]
    rows += [record(i, "seen/b", success=False) for i in range(2)]
    s = summarise(made("a", [*rows, record(0, "unseen/a")]))
    assert [(r.name, r.rate) for r in s.groups] == [
        ("seen", Rate(8, 10)),
        ("unseen", Rate(1, 1)),
    ]
    assert [r.name for r in s.tasks] == ["seen/a", "seen/b", "unseen/a"]
    assert s.mean == pytest.approx(2 / 3)
    assert s.mean_interval[0] <= 2 / 3 <= s.mean_interval[1]
    assert s.as_json()["tasks"][1]["success_rate"] == 0.0


def test_the_interval_over_tasks_is_that_of_the_binomial_and_repeats():
    groups = [[1.0] * 5] * 10 + [[0.0] * 5] * 10
    low, high = clustered(groups)
    assert (low, high) == clustered(groups)
    # Twenty tasks, half of them won: a binomial of 20 draws has a deviation of 0.112.
    assert (low, high) == pytest.approx((0.5 - 0.219, 0.5 + 0.219), abs=0.035)
    assert clustered([]) == (0.0, 1.0)
    assert clustered([[1.0] * 10]) == Rate(10, 10).interval


def test_tasks_that_are_all_alike_leave_as_much_open_as_their_number_does():
    assert clustered([[1.0] * 50] * 4) == Rate(4, 4).interval
    assert clustered([[0.0]] * 7) == Rate(0, 7).interval
    assert clustered([[1.0, 0.0]] * 4) == Rate(2, 4).interval
    low, high = clustered([[1.0, 0.0]] * 3)  # one and a half of three tasks
    assert (low, high) == (Rate(1, 3).interval[0], Rate(2, 3).interval[1])
