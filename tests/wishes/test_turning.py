"""Things turned on the spot: by how much, and from how they lie."""

import math

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.robot import Workspace
from agent.spatial import holds
from agent.toy import ToyPerception, ToyRobot
from agent.types import Fact, ObjectState, Observation

PLANK, CUBE, BOX, CAN = (
    (0.1, 0.033, 0.02),
    (0.04, 0.04, 0.04),
    (0.06, 0.045, 0.03),
    (0.06, 0.06, 0.1),
)


def lying(color, kind, x, y, size, degrees=0.0):
    yaw = math.radians(degrees)
    return ObjectState(f"{color} {kind}", kind, color, (x, y, size[2] / 2), size, yaw)


THINGS = (
    lying("brown", "plank", 0.40, 0.20, PLANK, 20.0),
    lying("pink", "plank", 0.50, -0.20, PLANK),
    lying("red", "block", 0.50, 0.05, CUBE),
    lying("purple", "box", 0.60, 0.20, BOX),
    lying("red", "can", 0.60, -0.10, CAN),
)
SEEN = Observation(THINGS)


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("Rotate the brown plank ninety degrees.", ["brown plank turned to 110"]),
        ("rotate the brown plank by a quarter turn", ["brown plank turned to 110"]),
        ("turn the pink plank clockwise, like 45 degrees or so", ["pink plank turned to -45"]),
        ("Give the box a 30° twist, clockwise as seen from above.", ["purple box turned to -30"]),
        ("Twist the box thirty degrees anticlockwise, in place.", ["purple box turned to 30"]),
        ("turn the red block by 30 degrees, right", ["red block turned to -30"]),
        ("turn the red block by 45 degrees", ["red block turned to 45"]),
        (
            "please turn both planks by ninety degrees",
            ["brown plank turned to 110", "pink plank turned to 90"],
        ),
        (
            "turn the pink plank 45 degrees and put the red block on the box",
            ["pink plank turned to 45", "red block on purple box"],
        ),
    ],
)
def test_it_is_read_by_how_much_and_from_how_a_thing_lies(goal, facts):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == facts


@pytest.mark.parametrize(
    "goal",
    [
        "turn the red block by 90 degrees",  # a cube looks as before
        "turn the can by 45 degrees",
        "rotate the plank by 45 degrees",  # which one?
        "turn the red block",
        "rotate the red block -30 degrees",
        "turn up the heat by 20 degrees",
    ],
)
def test_what_nobody_could_see_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete


@pytest.mark.parametrize(
    ("yaw", "so"), [(110.0, True), (-70.0, True), (104.0, True), (90.0, False)]
)
def test_it_holds_as_far_as_the_shape_shows(yaw, so):
    seen = Observation((lying("brown", "plank", 0.40, 0.20, PLANK, yaw),))
    assert holds(Fact("turned", "brown plank", "to 110"), seen, Workspace()) is so


def test_one_call_does_it_and_a_measurement_shows_it():
    robot = ToyRobot(THINGS)
    agent = Agent(robot, ToyPerception(), ExpertPlanner())
    *_, last = agent.run("turn the pink plank 45 degrees and put the red block on the box")
    assert isinstance(last, Finished)
    assert (last.verification, last.steps) == ("verified", 4)
    assert robot.objects["pink plank"].yaw == pytest.approx(math.radians(45), abs=0.1)


def test_what_cannot_be_turned_is_told_with_its_reason():
    on_top = ObjectState("green block", "block", "green", (0.50, 0.05, 0.06), CUBE)
    agent = Agent(ToyRobot((*THINGS, on_top)), ToyPerception(), ExpertPlanner())
    *_, last = agent.run("turn the red block by 45 degrees")
    assert isinstance(last, Finished)
    assert last.ending == "gave up"
    assert last.message == "something is on top of red block"
