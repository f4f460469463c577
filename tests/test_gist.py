"""The gist of a goal for one thing, whatever is said around it."""

import pytest

from agent.gist import gist
from agent.rewording import reworded
from agent.types import ObjectState, Observation

SIZES = {"block": (0.04, 0.04, 0.04), "cup": (0.08, 0.08, 0.08), "duck": (0.04, 0.04, 0.04),
         "bowl": (0.14, 0.14, 0.05), "can": (0.06, 0.06, 0.1)}  # fmt: skip
NAMES = ("red block", "yellow block", "white cup", "blue bowl", "green can", "orange duck")


def seen(name, i):
    color, kind = name.split()
    size = SIZES[kind]
    return ObjectState(name, kind, color, (0.4 + 0.1 * (i % 3), -0.25 + 0.1 * i, size[2] / 2), size)


SEEN = Observation(tuple(seen(name, i) for i, name in enumerate(NAMES)))


@pytest.mark.parametrize(
    ("goal", "fact"),
    [
        ("My hands are full of dough, so somebody has to get the duck over to the bowl",
         "orange duck in blue bowl"),
        ("On the red block I'd like the yellow one.", "yellow block on red block"),
        ("I'd be ever so grateful if that white cup ended up behind the bowl",
         "white cup behind blue bowl"),
        ("can the duck sit behind the cup so it's hiding?", "orange duck behind white cup"),
        ("what if you put the duck to the right of the can", "orange duck right of green can"),
        ("I need orange duck on left side from green can.", "orange duck left of green can"),
        ("umm the cup, the white one, yeah, put that next to the can", "white cup near green can"),
        ("I keep knocking over the white cup, move it to the far edge", "white cup at top side"),
        ("the duck might rather live at the near left corner", "orange duck at bottom left corner"),
        ("can we get the duck well behind the cup, like with plenty of room in between",
         "orange duck behind white cup, a lot"),
        ("the duck a tad to the left of the can, if you would",
         "orange duck left of green can, a little"),
        ("Hide the duck behind the cup so my brother can't find him",
         "orange duck behind white cup"),
        ("into the bowl you must give the duck, give or take", "orange duck in blue bowl"),
        ("I'd prefer the can somewhere in the middle", "green can at middle"),
    ],
)  # fmt: skip
def test_the_gist(goal, fact):
    assert str(gist(reworded(goal, SEEN), SEEN)) == fact


@pytest.mark.parametrize(
    "goal",
    [
        "under no circumstances may the duck go in the bowl",
        "the duck or the can might go in the bowl",
        "is the duck in the bowl?",
        "the block might rather live in the bowl",  # there are two
        "the duck and the bottle might rather live in the bowl",  # one is not to be seen
        "it might rather live in the bowl with the duck",  # it was spoken of before
        "tip the duck out of the bowl",
        "let the can lean against the cup",
        "the duck would look good on the can next to the cup",
        "turn the duck in the bowl by 90 degrees",
        "I wonder why the duck is at the left edge of the bowl",
        "bring me the duck that is in the bowl",
        "the red block is crowned by the yellow one",
        "the duck behind the cup, wait, it's the can I want there",
        "glue the duck to the can",
        "the duck beside the can, to its left",
        "the duck is in the bowl",
        "I put the duck in the bowl",
        "the duck might live in the bowl, just kidding",
    ],
)
def test_no_gist_where_more_or_something_else_may_be_meant(goal):
    assert gist(reworded(goal, SEEN), SEEN) is None
