"""Two things on both sides of a third."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("brown", "block", 0.37, -0.26),
        thing("white", "block", 0.63, -0.24),
        thing("red", "cup", 0.50, 0.05),
        thing("pink", "block", 0.37, 0.29),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Stand pink and brown by the cup, one to its left, one to its right.",
        "put the brown and the pink block on either side of the cup",
        "brown and pink next to the cup, one on each side",
    ],
)
def test_one_stands_on_each_side(text):
    assert {str(f) for f in read_goal(text, SEEN).facts} == {
        "brown block left of red cup",
        "pink block right of red cup",
    }


@pytest.mark.parametrize(
    "text",
    [
        "put the brown block to the left of the cup",
        "the blocks on either side of the cup go to the left",
        "brown and pink not on either side of the cup",
    ],
)
def test_other_wishes_are_not_read_so(text):
    facts = [str(f) for f in read_goal(text, SEEN).facts]
    assert "pink block right of red cup" not in facts
