"""What is to stay is no part of a wish, unless the wish may be about it."""

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.unmoved import unmoved

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.15),
        thing("yellow", "block", 0.44, -0.10),
        thing("blue", "bowl", 0.46, 0.20),
    )
)


@pytest.mark.parametrize(
    "said",
    [
        "the green one stays where it is",
        "green doesn't",
        "the green block can wait",
        "and the green one's fine there",
        "but leave me the green",
        "not the green one",
        "while the green cube isn't to be touched",
        "hands off the green one",
    ],
)
def test_what_stays_is_left_out(said):
    text, still = unmoved(f"red in the blue bowl, {said}", SEEN, Workspace())
    assert text == "red in the blue bowl"
    assert still == {"green block"}


@pytest.mark.parametrize("said", ["the rest may stay put", "the others don't budge"])
def test_the_rest_may_stay(said):
    assert unmoved(f"red in the blue bowl; {said}", SEEN, Workspace())[0] == "red in the blue bowl"


def test_the_rest_may_be_what_does_not_stay():
    text, still = unmoved("leave the green one, the others go in the bowl", SEEN, Workspace())
    assert text == "the red block and the yellow block go in the bowl"
    assert still == {"green block"}


@pytest.mark.parametrize(
    "text",
    [
        "don't move the green one yet, red in the bowl",
        "the green one stays out, but comes to the left",
        "not green in the bowl, it goes on red",
        "if the green one is on the left, red stays",
        "red in the bowl, not the green one, i mean",
        "green rests on red",
    ],
)
def test_what_may_be_meant_otherwise_is_left_as_it_is(text):
    assert unmoved(text, SEEN, Workspace()) == (text, frozenset())


def test_the_rules_read_what_is_left():
    reading = read_goal("Put the red block in the bowl, the green one stays.", SEEN)
    assert [str(f) for f in reading.facts] == ["red block in blue bowl"]
    assert reading.complete


def test_nothing_is_both_moved_and_left():
    reading = read_goal("All cubes in the bowl, the green one stays.", SEEN)
    assert "green block in blue bowl" not in {str(f) for f in reading.facts}
