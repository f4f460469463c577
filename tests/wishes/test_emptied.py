"""Places that things leave, however that is said."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation
from agent.wishes.clearing import Cleared

SEEN = Observation(
    (
        thing("red", "block", 0.50, -0.28),
        thing("white", "can", 0.62, -0.28),
        thing("green", "block", 0.48, 0.02),
        thing("blue", "cup", 0.40, 0.26),
    )
)


def leaving(text):
    reading = read_goal(text, SEEN)
    wishes = [w for w in reading.wishes if isinstance(w, Cleared)]
    return [w.members for w in wishes] if reading.complete else []


@pytest.mark.parametrize(
    "text",
    [
        "I need the left side empty, so shift whatever is standing there somewhere else.",
        "My sketchbook goes on the left, so nothing can stay there",
        "Could you make some room on the left for my plate?",
        "Get all that junk off the left edge",
        "There is too much stuff on the left, get rid of it",
        "everything on the left should be moved somewhere else",
        "I'd like nothing on the left",
    ],
)
def test_all_there_is_leaves_a_place(text):
    assert leaving(text) == [SEEN.names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("No cube may stay along the left edge, my keyboard has to fit.", {"red block"}),
        ("Neither the red block nor the can has any business on the left", {"red block"}),
        ("I spilled tea on the left! get the red cube and the can away from there", {"white can"}),
        ("the can doesn't belong on the left", {"white can"}),
        ("I want the left edge of the desk free of blocks", {"red block", "green block"}),
        ("the blocks must leave the left side", {"red block", "green block"}),
    ],
)
def test_what_is_named_leaves_a_place(text, names):
    assert names <= set(*leaving(text))


@pytest.mark.parametrize(
    "text",
    [
        "put the red block on the free spot on the right",
        "there is some space on the left, put red there",
        "move the red block away to the left",
        "I need some room on the left, so move the can to the right side",
        "the block from the left goes elsewhere, and the cup in the middle",
        "if the left side is empty, put the cup there",
    ],
)
def test_what_goes_somewhere_is_another_wish(text):
    assert leaving(text) == []
