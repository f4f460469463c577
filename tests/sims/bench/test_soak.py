"""A soak of some simulated minutes: every run is told, no success is false."""

import pytest

from agent.planners.expert import ExpertPlanner
from sims.bench.soak import Tally, flat, soak, summary


@pytest.mark.slow
def test_minutes_of_goals_with_faults_lose_nothing_and_claim_nothing_false(tmp_path):
    tally = soak(0.05, ExpertPlanner(), tmp_path, more=4)
    assert tally.goals >= 8
    assert tally.verified >= tally.goals // 2
    assert tally.false == []
    assert tally.lost == 0
    assert summary(tally, 0.05, 1.0)["hours"] >= 0.05


def test_memory_is_flat_or_not():
    assert flat([(t, 100.0) for t in range(100)], 100.0) == 0.0
    assert flat([(t, 100.0 + t) for t in range(100)], 100.0) == pytest.approx(0.56, abs=0.01)


def test_a_success_that_is_not_true_is_told():
    tally = Tally(goals=1, verified=1, false=["cap/seen/nth:0: put it there (run)"])
    assert summary(tally, 1.0, 1.0)["false"] == tally.false
