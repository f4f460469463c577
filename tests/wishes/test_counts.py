"""Half of a set, and anything of a color."""

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Observation

THINGS = (
    thing("red", "block", 0.38, 0.25),
    thing("green", "block", 0.62, -0.30),
    thing("blue", "block", 0.62, 0.10),
    thing("yellow", "block", 0.50, -0.12),
    thing("white", "bowl", 0.38, -0.20),
)
SEEN = Observation(THINGS)


def wished(goal, seen=SEEN):
    reading = read_goal(goal, seen)
    assert reading.complete
    return reading.wishes


@pytest.mark.parametrize(
    "goal",
    ["put half of the blocks in the bowl", "Exactly half of the blocks belong in the bowl."],
)
def test_half_of_four_is_two(goal):
    (count,) = wished(goal)
    assert (count.number, count.relation, count.target) == (2, "in", "white bowl")


def test_half_of_three_is_nothing_sure():
    assert not read_goal("put half of the blocks in the bowl", Observation(THINGS[1:])).complete


def test_something_red_is_any_red_thing():
    (count,) = wished("put something red in the bowl")
    assert (count.members, count.number) == (("red block",), 1)


def test_it_is_carried_out():
    *_, last = Agent(ToyRobot(THINGS), ToyPerception(), ExpertPlanner()).run(
        "put half of the blocks in the bowl"
    )
    assert isinstance(last, Finished)
    assert last.verification == "verified"


@pytest.mark.parametrize(
    "goal",
    [
        "put two blocks and the green block in the bowl",
        "put all the blocks in the bowl that are not red",
        "put everything red and blue in the bowl",
    ],
)
def test_what_is_more_than_a_number_is_not_read_as_one(goal):
    assert not read_goal(goal, SEEN).complete
