"""One kind of fault a task: what counts, and that a success is never made up."""

import pytest

from agent.robot import Workspace
from sims.bench.episode import Settings, Stage, episode
from sims.faults import KINDS, Faults
from sims.tasks.faults import SUITE
from sims.tasks.predicates import judge

WS = Workspace()


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_the_same_instance_with_just_that_fault(kind):
    instance = SUITE.instance(kind, 0, 0, WS)
    assert instance == SUITE.instance(kind, 0, 0, WS)
    assert str(Faults.parse(instance.faults)).partition("=")[0] == kind


def test_nothing_is_done_at_the_start():
    stage = Stage(SUITE.instance("taken", 0, 0, WS), Settings(states=False), None, 0)
    assert judge(stage.instance.goal, stage.truth()) == 0.0
    stage.close()


@pytest.mark.parametrize(
    ("kind", "seed"), [("drop", 4), ("slip", 2), ("moved", 1), ("taken", 2), ("sensor", 2)]
)
def test_the_expert_recovers_or_says_what_is_gone(kind, seed):
    settings = Settings(states=False)
    record = episode(SUITE.instance(kind, 0, 0, WS), (kind, 0, seed), settings, None)
    assert record.faults  # with this seed it happens
    assert record.success, record.message
    assert not record.false_success
