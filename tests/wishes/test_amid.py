"""A thing between two others."""

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Observation

THINGS = (
    thing("red", "block", 0.36, 0.25),
    thing("green", "block", 0.60, -0.25),
    thing("white", "can", 0.60, 0.25),
    thing("blue", "can", 0.36, -0.25),
    thing("yellow", "bowl", 0.62, 0.0),
)
SEEN = Observation(THINGS)


@pytest.mark.parametrize(
    ("goal", "fact"),
    [
        (
            "put the red block between the green block and the blue can",
            "red block between green block, blue can",
        ),
        (
            "The red block wants to stand between the two cans.",
            "red block between white can, blue can",
        ),
        ("set the bowl down right in between both cans", "yellow bowl between white can, blue can"),
        (
            "take the red block and put it midway between the cans",
            "red block between white can, blue can",
        ),
    ],
)
def test_it_is_read(goal, fact):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == [fact]


@pytest.mark.parametrize(
    "goal",
    [
        "put the block between the two cans",
        "put the red block between the blocks",
        "share the blocks between the two cans",
        "choose between the red block and the bowl",
    ],
)
def test_other_things_are_not_read_as_that(goal):
    assert not any(f.relation == "between" for f in read_goal(goal, SEEN).facts)


def test_it_is_done_and_measured():
    robot = ToyRobot(THINGS)
    agent = Agent(robot, ToyPerception(), ExpertPlanner())
    *_, last = agent.run("put the red block between the two cans")
    assert isinstance(last, Finished)
    assert last.verification == "verified"
    x, y, _ = robot.objects["red block"].position
    assert (x, y) == (pytest.approx(0.48, abs=0.06), pytest.approx(0.0, abs=0.1))


def test_no_room_is_told():
    close = (thing("red", "can", 0.48, 0.05), thing("green", "can", 0.48, -0.05), THINGS[0])
    *_, last = Agent(ToyRobot(close), ToyPerception(), ExpertPlanner()).run(
        "put the red block between the two cans"
    )
    assert isinstance(last, Finished)
    assert last.ending == "gave up"
