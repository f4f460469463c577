"""Any of several places will do: the nearest is taken, and what is well where it is stays."""

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining

WS = Workspace()
SEEN = Observation(
    (
        thing("red", "block", 0.45, 0.09),
        thing("green", "block", 0.64, -0.32),
        thing("blue", "bowl", 0.40, -0.05),
        thing("yellow", "bowl", 0.58, 0.25),
    )
)


def todo(goal, seen):
    """Return what is to be done for a goal that was read in full."""
    reading = read_goal(goal, seen)
    assert reading.complete
    return [str(f) for f in remaining(reading, seen, WS)]


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put the red block in one of the corners", ["red block at top right corner"]),
        ("red block to any corner, i don't mind which", ["red block at top right corner"]),
        ("put the green block in a corner of the table", []),
        ("drop the red block into any bowl", ["red block in blue bowl"]),
        ("the green one goes in either of the bowls", ["green block in blue bowl"]),
    ],
)
def test_the_nearest_will_do(goal, facts):
    assert todo(goal, SEEN) == facts


@pytest.mark.parametrize("goal", ["put a block in any bowl", "put the red block in any drawer"])
def test_what_names_no_one_thing_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete


FULL = Observation(
    (
        *SEEN.objects,
        thing("red", "can", 0.36, 0.36),
        thing("blue", "can", 0.36, -0.36),
        thing("white", "can", 0.65, 0.36),
        thing("gray", "tray", 0.50, -0.20),
    )
)
"""Something stands in every corner but the one of the green block, which stands in it, too."""


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("either the red or the blue can in the tray. you choose", ["red can in gray tray"]),
        ("put either the red or the green block in the blue bowl", ["red block in blue bowl"]),
        (
            "either the red or the green block in the blue bowl, not both",
            ["red block in blue bowl"],
        ),
        ("put a block, any block at all, into the blue bowl", ["red block in blue bowl"]),
        ("put any can in the tray", ["red can in gray tray"]),
        (
            "the red block can go in any of the bowls, just not the blue one please",
            ["red block in yellow bowl"],
        ),
    ],
)
def test_one_of_several_will_do(goal, facts):
    assert todo(goal, FULL) == facts


def test_a_corner_that_is_free_is_one_where_nothing_stands():
    goal = "the red block goes in whichever corner is still free"
    assert todo(goal, SEEN) == ["red block at top right corner"]
    assert not read_goal(goal, FULL).complete
