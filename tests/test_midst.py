"""Things between two others, however that is said."""

import pytest

from agent.midst import midst
from agent.rewording import reworded
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.15),
        thing("pink", "block", 0.60, -0.15),
        thing("blue", "bowl", 0.46, 0.14),
        thing("white", "bowl", 0.40, -0.20),
    )
)


def meant(text):
    found = midst(reworded(text, SEEN), SEEN)
    return str(found) if found else None


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("there's room between the two bowls, so let the red block sit there",
         "blue bowl, white bowl"),
        ("squeeze red in between green and pink, there's space enough", "green block, pink block"),
        ("how about red standing halfway between the green cube near me and the blue dish",
         "green block, blue bowl"),
        ("fill the gap between the bowls with the red one", "blue bowl, white bowl"),
    ],
)  # fmt: skip
def test_what_is_between_two_others(text, ends):
    assert meant(text) == f"red block between {ends}"


@pytest.mark.parametrize(
    "text",
    [
        "take the red block from between the bowls",
        "is the red block between the bowls?",
        "don't leave the red block between the bowls",
        "the red block between the bowls goes on the green one",
        "the red block between the bowls goes to the left",
        "red and green between the bowls",
        "put the red block between the bowl and the edge",
    ],
)
def test_what_tells_something_else_is_left_to_others(text):
    assert meant(text) is None
