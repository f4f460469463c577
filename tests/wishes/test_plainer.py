"""Turns of phrase that the rules read only once they are told more plainly."""

import pytest

from agent.goals import read_goal
from agent.types import ObjectState, Observation
from agent.wishes.plainer import plainer

SIZES = {"block": (0.04, 0.04, 0.04), "cup": (0.08, 0.08, 0.08), "duck": (0.04, 0.04, 0.04),
         "bowl": (0.14, 0.14, 0.05), "tray": (0.25, 0.18, 0.03)}  # fmt: skip
NAMES = ("red block", "yellow block", "white cup", "blue bowl", "gray tray", "orange duck")


def seen(name, i):
    color, kind = name.split()
    return ObjectState(name, kind, color, (0.4 + 0.1 * (i % 3), -0.25 + 0.1 * i, 0.03), SIZES[kind])


SEEN = Observation(tuple(seen(name, i) for i, name in enumerate(NAMES)))


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("That red cube, could it stand next to the mug?", ["red block near white cup"]),
        ("The duck, it belongs in the bowl.", ["orange duck in blue bowl"]),
        ("Take the red block. Put it in the bowl.", ["red block in blue bowl"]),
        (
            "put the red block in the bowl and the yellow one there as well",
            ["red block in blue bowl", "yellow block in blue bowl"],
        ),
        (
            "First bring the cup to the right side. When that's done, drop the duck into it.",
            ["white cup at right side", "orange duck in white cup"],
        ),
        (
            "um robot take the uh the red block and put it in the in the tray thanks",
            ["red block in gray tray"],
        ),
        ("Red block, dead centre of the table, ta.", ["red block at middle"]),
        ("stack red on yellow. sorry, other way round", ["yellow block on red block"]),
        ("Put the cup on the tray, the others I still need.", ["white cup in gray tray"]),
        ("the yellow block should sit with the red one under it", ["yellow block on red block"]),
        ("centre the cup for me would you", ["white cup at middle"]),
        (
            "see the blue bowl? pop the duck into it and put the red block right beside it",
            ["orange duck in blue bowl", "red block near blue bowl"],
        ),
        (
            "We have a duck and a cup. The former goes left of the tray, the latter behind it.",
            ["orange duck left of gray tray", "white cup behind gray tray"],
        ),
        (
            "The blocks are dusty. Collect them on the tray please",
            ["red block in gray tray", "yellow block in gray tray"],
        ),
        ("put my duck in the corner? it wants to swim", []),
        ("can you put the ducky in my bowl? it wants to swim!!", ["orange duck in blue bowl"]),
        (
            "I don't want to see a single block outside the tray",
            ["red block in gray tray", "yellow block in gray tray"],
        ),
        ("You see that cup? On the tray with it.", ["white cup in gray tray"]),
        ("on the tray goes the duck", ["orange duck in gray tray"]),
        ("yellow block blue bowl. now", ["yellow block in blue bowl"]),
    ],
)
def test_what_is_meant(goal, facts):
    reading = read_goal(goal, SEEN)
    assert [str(f) for f in reading.facts] == facts
    assert reading.complete == bool(facts)


@pytest.mark.parametrize(
    "goal",
    [
        "put the red block in the blue bowl",
        "put the red block in the bowl. that is wrong",
        "put the duck on the tray",
    ],
)
def test_what_changes_the_meaning_or_is_plain_stays(goal):
    assert plainer(goal) == goal


def test_what_may_be_so_is_no_wish():
    assert "," in plainer("the duck, should it be in the bowl, is wet")
