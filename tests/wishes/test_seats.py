"""Corners and edges as the person sees them, from where they sit."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation
from agent.wishes.seats import cornered


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("to the right corner that's closest to me", "to the bottom right corner"),
        ("in the corner on my left, the one near me", "in the bottom left corner"),
        ("in the far corner on the right", "in the top right corner"),
        ("to the back left corner please", "to the top left corner please"),
        ("in the corner on the right, far away from me", "in the top right corner"),
        ("in the corner nearest my right hand", "in the bottom right corner"),
        ("in the far left corner, from where i'm sitting", "in the top left corner"),
        ("right by my edge of the table", "right by the bottom side"),
        ("in the corner down here on my left", "in the bottom left corner"),
        ("to the corner on my right, this end of the table", "to the bottom right corner"),
        ("to the corner over there on the left, away from me", "to the top left corner"),
        ("at the back edge, right in the middle of it", "at the back edge"),
        ("in the middle of the left edge", "at the left edge"),
        ("at the left edge, halfway along", "at the left edge"),
        ("on the left side to the middle", "on the left side to the middle"),
        ("on the left side in the middle", "on the left side in the middle"),
        ("in the middle, near the left edge", "in the middle, near the left edge"),
        ("left of the cup near the corner", "left of the cup near the corner"),
    ],
)
def test_a_corner_has_its_usual_name(said, place):
    assert cornered(f"put it {said}") == f"put it {place}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "near corners: red in the left one, blue in the right one",
            "red in the near left corner, blue in the near right corner",
        ),
        (
            "red to the far left corner and blue to the near right one",
            "red to the top left corner and blue to the bottom right corner",
        ),
        (
            "red on the left one, blue on the right one",
            "red on the left one, blue on the right one",
        ),
    ],
)
def test_corners_are_told_once(said, told):
    assert cornered(said) == cornered(told)


def test_rules_read_such_a_corner():
    seen = Observation((thing("red", "block", 0.40, 0.05),))
    goal = "Bring the red block to the left corner, the one closest to me."
    assert [str(f) for f in read_goal(goal, seen).facts] == ["red block at bottom left corner"]
