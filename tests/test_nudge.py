"""One thing that is moved by so much, or turned, however that is said."""

import pytest

from agent.nudge import nudge
from agent.rewording import reworded
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.15),
        thing("blue", "bowl", 0.46, 0.14),
    )
)


def meant(text):
    found = nudge(reworded(text, SEEN), SEEN)
    return str(found) if found else None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("could the red block budge up a bit to the right?", "moved 5 cm to the right"),
        ("I can't read it; nudge the red block ten centimetres left", "moved 10 cm to the left"),
        ("the red block wants to be about four inches further back", "moved 10.16 cm back"),
        ("pull the red block two fingers' width closer to me", "moved 4 cm forward"),
        ("turn the red block forty-five degrees so that its corner faces me", "turned to 45"),
        ("give the red block an eighth of a turn clockwise", "turned to -45"),
        ("send the red block ten centimetres left, give or take", "moved 10 cm to the left"),
        ("back a bit with the red one, so my elbow has some space", "moved 5 cm back"),
        ("a few cm my way with the red block, it's nearly right already", "moved 5 cm forward"),
        ("two thumbs nearer to the robot, the red block", "moved 5 cm back"),
        ("the red block hides the bowl from me, slide it to one side", "moved 12 cm to the left"),
        ("scoot red an inch or so, left or right is fine", "moved 4 cm to the left"),
        ("shift red by the width of a block to the left", "moved 4 cm to the left"),
        ("swivel the red block a touch clockwise, but don't lift it", "turned to -30"),
        ("rotate red by 60 degrees but keep it on its spot, either way round", "turned to 60"),
    ],
)
def test_what_is_moved_or_turned_and_by_how_much(text, fact):
    assert meant(text) == f"red block {fact}"


@pytest.mark.parametrize(
    "text",
    [
        "move the red block a little",
        "turn the red block around",
        "shift the red block to the left side",
        "push the red block a bit, not to the left",
        "a bit left or to the front with the red block",
        "turn the red block a bit towards the green one",
        "nudge the red block against the green block on the left",
    ],
)
def test_what_tells_no_way_or_something_else_is_left_to_the_planner(text):
    assert meant(text) is None
