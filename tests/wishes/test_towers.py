"""Towers of so many each, and of what "them" means."""

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
    ["two towers of two blocks each", "Twin towers, two blocks each!", "make two piles of two"],
)
def test_each_tower_has_blocks_of_its_own(goal):
    first, second = wished(goal)
    assert not set(first.members) & set(second.members)
    assert len(first.members) == len(second.members) == 2


@pytest.mark.parametrize(
    "goal", ["three towers of two blocks each", "two towers of one block each"]
)
def test_there_have_to_be_enough_blocks(goal):
    assert not read_goal(goal, SEEN).complete


def test_them_are_the_blocks_where_nothing_else_was_spoken_of():
    (tower,) = wished("stack em up, yellow last")
    assert (len(tower.members), tower.top) == (4, ("yellow block",))
    (tower,) = wished("pile up three blocks, whichever, one on the other")
    assert tower.number == 3


def test_it_is_carried_out():
    *_, last = Agent(ToyRobot(THINGS), ToyPerception(), ExpertPlanner()).run(
        "two towers of two blocks each"
    )
    assert isinstance(last, Finished)
    assert last.verification == "verified"
