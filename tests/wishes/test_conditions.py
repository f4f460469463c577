"""Wishes that hang on what is seen: the part that applies is read, the other one is not."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.25),
        thing("green", "block", 0.60, -0.30),
        thing("white", "cup", 0.35, 0.0),
        thing("blue", "bowl", 0.60, 0.28),
    )
)
GREEN, RED = "green block in blue bowl", "red block in blue bowl"


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("If you see a red cup, put the green block in it. Otherwise use the blue bowl.", [GREEN]),
        ("If there is a yellow block put it in the bowl, otherwise take the green one", [GREEN]),
        ("if there is a green block put it in the bowl, otherwise take the red one", [GREEN]),
        ("Should there be more than one block, put all of them in the bowl.", [RED, GREEN]),
        ("if the bowl is empty put the red block in it", [RED]),
        ("if the bowl is not empty put the red block in it, else put the green one there", None),
        ("put the red block in the bowl if there is a white cup", [RED]),
        (
            "if there is no cup, put the red block in the bowl, else the green block in the cup",
            ["green block in white cup"],
        ),
    ],
)
def test_what_applies_is_read(goal, facts):
    reading = read_goal(goal, SEEN)
    assert [str(f) for f in reading.facts] == facts if facts else not reading.complete


@pytest.mark.parametrize(
    "goal",
    [
        "if there is a yellow block, put the red one in the bowl",  # nothing is to be done then
        "if it rains, put the red block in the bowl",
        "if the red block likes it, put it in the bowl",
        "put the red block in the bowl if you like, otherwise in the cup",
    ],
)
def test_what_nobody_can_tell_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("if there is a cup, take the green block and put it in the bowl", [GREEN]),
        ("if there is a red block and a pink block, put the green block in the bowl", []),
        (
            "put the red block in the bowl and put the green block in the cup if there is a zebra",
            [],
        ),
        ("if there is a cup, put it in the middle, else leave it. then put red in the bowl", []),
    ],
)
def test_only_one_wish_hangs_on_a_condition(goal, facts):
    reading = read_goal(goal, SEEN)
    assert [str(f) for f in reading.facts if reading.complete] == facts


@pytest.mark.parametrize(
    "goal",
    ["do not put three cups in the bowl", "if there are fewer than three cups, wait a moment"],
)
def test_what_is_counted_in_a_condition_or_a_ban_is_not_refused(goal):
    assert not read_goal(goal, SEEN).refusal
