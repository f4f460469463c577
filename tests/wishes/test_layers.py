"""Towers told layer by layer, in whatever order; a place at the table's end is no layer."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.20),
        thing("green", "block", 0.50, -0.20),
        thing("yellow", "block", 0.60, 0.0),
        thing("blue", "bowl", 0.40, -0.05),
    )
)
TOWER = ["green block on red block", "yellow block on green block"]


@pytest.mark.parametrize(
    "goal",
    [
        "build a tower: red at the bottom, then green, then yellow",
        "make a tower of three, red block at the bottom, green in the middle, yellow on top",
        "make a tower! red on the bottom, green on that and yellow on the very top",
        "yellow on top, green in the middle, red at the bottom",
        "stack them up: red as the base, green above it, yellow to finish",
        "pile, from the bottom: red, green, yellow",
        "tower from the top: yellow, green, red",
        "stack: red first, then green, then yellow",
        "green in the middle, red underneath, yellow up top",
    ],
)
def test_layers_in_any_order(goal):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert sorted(str(f) for f in reading.facts) == sorted(TOWER)


def test_what_it_stands_on():
    reading = read_goal("build a stack on the red block: green first, then yellow", SEEN)
    assert [str(f) for f in reading.facts] == TOWER


@pytest.mark.parametrize(
    "goal",
    [
        "red at the bottom, green on the left, yellow at the top",
        "red first, green second",
        "red at the bottom, green somewhere, yellow on top",
        "stack red, green and yellow, whoever comes first",
    ],
)
def test_what_is_no_plain_tower_is_not_read_as_one(goal):
    reading = read_goal(goal, SEEN)
    assert not [f for f in reading.facts if f.relation == "on"]
