"""Towers told in other words, at most their ends by name."""

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining, verify

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.25),
        thing("green", "block", 0.60, -0.30),
        thing("blue", "block", 0.40, -0.10),
        thing("white", "block", 0.50, 0.10),
    )
)


@pytest.mark.parametrize(
    ("goal", "bottom", "top"),
    [
        ("Stack all four if you can. Blue must be the lowest, otherwise as you like.", "blue", ""),
        ("Everything you see in one single stack, with the green one on top.", "", "green"),
        ("I'd love a tall one, all four blocks, with white at the very top", "", "white"),
        ("I need a pile out of the four cubes, but the red one has to be the foot.", "red", ""),
    ],
)
def test_a_tower_of_all_in_any_order_but_for_its_ends(goal, bottom, top):
    reading = read_goal(goal, SEEN)
    (tower,) = reading.wishes
    assert reading.complete
    assert tower.bottom == ((f"{bottom} block",) if bottom else ())
    assert tower.top == ((f"{top} block",) if top else ())
    assert len(remaining(reading, SEEN, Workspace())) == 3
    assert reading.restated  # by some of its words: it is never called verified
    assert verify(reading, SEEN, Workspace())[0] == "contradicted"


@pytest.mark.parametrize(
    "goal",
    [
        "Make a tower of all the blocks, then put the red one on the left",
        "I want all blocks stacked with red on top of green",
        "a tower of all four blocks from white through green and red to blue",
        "put all the blocks on the stack and the red one off it",
    ],
)
def test_what_says_more_than_that_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete
