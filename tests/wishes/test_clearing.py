"""Places that are to be free: what is there goes elsewhere, and not to where it would be again."""

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.robot import Workspace
from agent.spatial import place_of
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Observation

THINGS = (
    thing("red", "block", 0.40, -0.30),
    thing("green", "block", 0.62, -0.30),
    thing("blue", "block", 0.50, 0.0),
    thing("white", "cup", 0.40, 0.28),
)
SEEN = Observation(THINGS)


def cleared(goal):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    return [wish.members for wish in reading.wishes]


@pytest.mark.parametrize(
    "goal",
    [
        "clear the left side",
        "Please clear the left side of the table.",
        "The left side of the table should be empty.",
        "I need the left side free",
        "keep everything off the left side",
        "nothing should stand on the left side",
        "I don't want anything on the left side of the table",
    ],
)
def test_a_side_is_free_with_its_corners(goal):
    assert cleared(goal) == [("red block", "green block")]


def test_the_middle_is_but_the_middle():
    goal = "I'm about to roll out some dough, so the middle of the table has to be empty."
    assert cleared(goal) == [("blue block",)]


@pytest.mark.parametrize(
    "goal",
    ["clear the red block", "clear the table", "free the corner", "clear the right side"],
)
def test_what_is_no_place_or_free_already_is_not_read(goal):
    seen = Observation(THINGS[:3])
    assert not read_goal(goal, seen).complete


def test_what_leaves_a_side_does_not_come_back_to_it():
    robot = ToyRobot(THINGS)
    *_, last = Agent(robot, ToyPerception(), ExpertPlanner()).run("clear the left side")
    assert isinstance(last, Finished)
    assert last.verification == "verified"
    places = [place_of(*o.position[:2], Workspace()) for o in robot.objects.values()]
    assert not any("left" in place for place in places)
