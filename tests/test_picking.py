"""Any one of several things, whichever."""

from dataclasses import replace

import pytest

from agent.rewording import reworded
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        replace(thing("red", "block", 0.56, 0.21), name="red block 2"),
        thing("green", "block", 0.50, -0.15),
        thing("blue", "bowl", 0.46, 0.14),
    )
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pop one of the reds in the dish", "pop the red block in the blue bowl"),
        ("Any red brick goes left, I don't care which", "the red block goes left"),
        ("bring me whichever red block you prefer", "bring me the red block"),
        ("either of the two red cubes to the back", "the red block to the back"),
        ("put any old block on the green one", "put the red block on the green block"),
        ("let some red cube or other go right", "let the red block go right"),
        ("a red cube belongs in the bowl", "the red block belongs in the blue bowl"),
    ],
)
def test_one_of_several_is_named(text, told):
    assert reworded(text, SEEN) == told


@pytest.mark.parametrize(
    "text",
    [
        "put one of the reds on the other",
        "one red block and two more",
        "a red cube in each bowl",
        "don't put any block there",
        "any block but not the red ones",
        "whichever block is nearest to me",
        "put a red block in if there is any block",
    ],
)
def test_what_may_be_about_more_is_left(text):
    assert " the red block " not in f" {reworded(text, SEEN)} "
