"""Goals read as facts; what cannot be read is never called verified."""

import pytest

from agent.goals import read_goal, verify
from agent.robot import Workspace
from agent.types import Observation


@pytest.fixture
def seen(toy):
    return Observation(tuple(toy.objects.values()))


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put the red block in the blue bowl", ["red block in blue bowl"]),
        ("Please stack the red cube onto the green one.", ["red block on green block"]),
        (
            "pick up the red block and place it to the left of the blue bowl",
            ["red block left of blue bowl"],
        ),
        ("move the green block to the top left corner", ["green block at top left corner"]),
        (
            "put the red block on the yellow block and then put it in the bowl",
            ["red block in blue bowl"],
        ),
        (
            "put all the blocks in the blue bowl",
            ["red block in blue bowl", "green block in blue bowl", "yellow block in blue bowl"],
        ),
        ("grab the yellow block", ["yellow block held hand"]),
    ],
)
def test_goals_are_read(seen, goal, facts):
    assert [str(f) for f in read_goal(goal, seen).facts] == facts


def test_what_cannot_be_read_in_full_is_unverified(seen):
    reading = read_goal("juggle the red block", seen)
    assert verify(reading, seen, Workspace())[0] == "unverified"


def test_what_does_not_hold_is_contradicted(seen):
    reading = read_goal("put the red block in the blue bowl", seen)
    assert verify(reading, seen, Workspace()) == ("contradicted", "red block is not in blue bowl")


def test_missing_things_are_named(seen):
    assert read_goal("put the banana in the blue bowl", seen).missing == ("banana",)
