"""One kind of fault a task: what counts, and that a success is never made up."""

from dataclasses import replace

import pytest

from agent.errors import UsageError
from agent.events import Finished
from agent.robot import Workspace
from agent.types import ObjectState, Observation
from sims.bench.episode import PATIENCE, Settings, Stage, episode, recorded
from sims.faults import KINDS, Faults
from sims.tasks.faults import SUITE
from sims.tasks.predicates import Truth, judge
from sims.world import World

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


BOWL = ObjectState("red bowl", "bowl", "red", (0.5, 0.0, 0.02), (0.15, 0.15, 0.045), 0.0)
BLOCK = ObjectState("red block", "block", "red", (0.5, 0.0, 0.03), (0.04, 0.04, 0.04), 0.0)
ASIDE = replace(BLOCK, position=(0.5, 0.2, 0.02))


@pytest.mark.parametrize(
    ("block", "ending", "message", "success"),
    [
        (BLOCK, "done", "", True),
        (BLOCK, "out of steps", "the block is gone", False),
        (BLOCK, "gave up", "I do not want to", False),
        (BLOCK, "gave up", "the block is gone", False),
        (ASIDE, "gave up", "the block is gone", True),
        (ASIDE, "no answer", "I see no red block. Which one do you mean?", True),
        (ASIDE, "out of steps", "the block is gone", False),
        (ASIDE, "done", "the block is gone", False),
    ],
)
def test_undeclared_counts_what_was_rightly_refused_alone(block, ending, message, success):
    taken = SUITE.instance("taken", 0, 0, WS)
    goal = {"any": [["in", "red block", "red bowl"], taken.goal["any"][1]]}
    now = Observation((block, BOWL))
    truth = Truth(now, now, events=[Finished(ending, "unverified", message, 1, 0.0)])
    record = recorded(replace(taken, goal=goal), ("taken", 0, 0), truth, 1.0, 1.0, "")
    assert record.success == success
    assert (record.blame == "") == success


def test_a_lying_sensor_is_not_asked_what_is_in_the_hand():
    instance = replace(SUITE.instance("sensor", 0, 0, WS), faults="sensor=1")
    stage = Stage(instance, Settings(states=False), None, 0)
    at = stage.arm.state().tool.position
    stage.world.move(instance.things[0].name, at[0], at[1], at[2], 0.0)
    stage.faulty._lie = (0.02, 40.0)
    assert stage.robot.state().finger_force > 0
    assert stage.in_hand() is None
    stage.close()


def test_a_person_has_had_enough_of_questions():
    instance = replace(SUITE.instance("drop", 0, 0, WS), human=(("which", "the red one"),))
    stage = Stage(instance, Settings(states=False), None, 0)
    answers = [stage.answer("which?") for _ in range(PATIENCE + 1)]
    stage.close()
    assert answers == ["the red one"] * PATIENCE + [None]


def test_a_world_is_closed_where_no_agent_can_be_put_before_it(monkeypatch):
    closed = []
    monkeypatch.setattr(World, "close", lambda world: closed.append(world))
    with pytest.raises(UsageError, match="perception"):
        Stage(SUITE.instance("drop", 0, 0, WS), Settings(perception="none"), None, 0)
    assert closed
    monkeypatch.undo()
    closed[0].close()
