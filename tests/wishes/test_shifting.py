"""Things moved by so much, in a direction."""

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Observation

THINGS = (
    thing("red", "block", 0.45, 0.10),
    thing("green", "block", 0.60, -0.25),
    thing("yellow", "bowl", 0.60, 0.25),
)
SEEN = Observation(THINGS)


@pytest.mark.parametrize(
    ("goal", "moved"),
    [
        ("push the red block ten centimetres to the left", "10 cm to the left"),
        ("Okay robot, scoot the red block back by 5 cm, so away from me", "5 cm back"),
        ("nudge the red block a bit closer to me", "5 cm forward"),
        ("slide the red block over 3 inches to the right", "7.62 cm to the right"),
        ("move the red block 60 mm right", "6 cm to the right"),
        ("push the red block forward by about fifteen centimeters", "15 cm forward"),
    ],
)
def test_how_far_and_where_to(goal, moved):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == [f"red block moved {moved}"]


@pytest.mark.parametrize(
    "goal",
    [
        "push the red block 1 cm to the left",  # less than a look could tell
        "push the block ten centimetres to the left",
        "push the red block left",
        "move the red block a bit to the left of the bowl",
    ],
)
def test_other_goals_are_not_read_as_that(goal):
    assert not any(f.relation == "moved" for f in read_goal(goal, SEEN).facts)


def test_it_is_done_and_measured():
    robot = ToyRobot(THINGS)
    agent = Agent(robot, ToyPerception(), ExpertPlanner())
    *_, last = agent.run("push the red block ten centimetres to the left")
    assert isinstance(last, Finished)
    assert last.verification == "verified"
    assert robot.objects["red block"].position[:2] == pytest.approx((0.45, 0.0), abs=0.02)


def test_off_the_table_is_told():
    agent = Agent(ToyRobot(THINGS), ToyPerception(), ExpertPlanner())
    *_, last = agent.run("push the red block 60 cm to the left")
    assert isinstance(last, Finished)
    assert last.ending == "gave up"


@pytest.mark.parametrize(
    "goal",
    [
        "move the red block 10 cm to the left, I mean to the right",
        "push the red block 10 cm back towards me",
        "push the red block 10 cm away to the left",
        "move the red block 20 cm to the left, sorry, to the right",
    ],
)
def test_two_ways_at_once_are_not_read(goal):
    assert not read_goal(goal, SEEN).complete
