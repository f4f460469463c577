"""Rows in an order: each thing beside the one before it, around the one with most room."""

import pytest

from agent.events import Finished
from agent.goals import read_goal
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Observation

THINGS = (
    thing("red", "block", 0.40, 0.25),
    thing("green", "block", 0.60, -0.30),
    thing("blue", "block", 0.60, 0.10),
    thing("yellow", "block", 0.50, -0.10),
    thing("white", "bowl", 0.35, -0.20),
)
SEEN = Observation(THINGS)
RISING = ["green block right of yellow block, a little", "red block left of yellow block, a little"]


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put red, yellow and green in a row from left to right", RISING),
        ("Rainbow time! red, then yellow, then green, going from left to right in a row", RISING),
        ("From left to right I'd like to see red, then yellow, then green, in one row.", RISING),
        ("arrange the blocks from left to right in this order: red, yellow, green", RISING),
        ("line up green, yellow and red from right to left", [RISING[1], RISING[0]]),
        (
            "Align the blue and the yellow block along the axis that points from you to me.",
            ["blue block behind yellow block, a little"],
        ),
        (
            "the blue block, the yellow one, front to back",
            ["yellow block behind blue block, a little"],
        ),
    ],
)
def test_each_stands_beside_the_one_before(goal, facts):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert sorted(str(f) for f in reading.facts) == sorted(facts)


@pytest.mark.parametrize(
    "goal",
    [
        "move the red block from left to right",
        "put red and blue in the bowl from left to right",
        "put red, the nice one and green in a row from left to right",
    ],
)
def test_what_is_no_row_of_named_things_is_not_read_as_one(goal):
    assert not read_goal(goal, SEEN).complete


def test_where_no_one_has_room_around_it_the_row_begins_at_a_side():
    at_the_edges = (thing("red", "block", 0.40, 0.31), thing("green", "block", 0.60, -0.31))
    reading = read_goal("put red and green in a row from left to right", Observation(at_the_edges))
    assert [str(f) for f in reading.facts] == [
        "red block at top left corner",
        "green block right of red block, a little",
    ]


def test_it_is_carried_out_and_not_called_verified():
    robot = ToyRobot(THINGS)
    *_, last = Agent(robot, ToyPerception(), ExpertPlanner()).run(
        "put red, yellow and green in a row from left to right"
    )
    assert isinstance(last, Finished)
    assert (last.ending, last.verification) == ("done", "unverified")
    y = {name: o.position[1] for name, o in robot.objects.items()}
    assert y["red block"] < y["yellow block"] < y["green block"]
