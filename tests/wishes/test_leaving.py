"""What shall leave where it is: only what is there, and nothing is wanted of where it goes."""

from dataclasses import replace

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining, verify

WS = Workspace()
BOWL = thing("blue", "bowl", 0.40, -0.05)


@pytest.fixture
def seen():
    """The red and the green block lie in the blue bowl, yellow on the left side."""
    inside = [
        replace(thing(color, "block", 0.4, -0.05), position=(0.40 + dx, -0.05, 0.03))
        for color, dx in (("red", 0.0), ("green", 0.03))
    ]
    return Observation((*inside, thing("yellow", "block", 0.48, -0.30), BOWL))


def moved(seen, name, x, y):
    o = replace(seen.find(name), position=(x, y, 0.02))
    return replace(seen, objects=tuple(o if p.name == name else p for p in seen.objects))


@pytest.mark.parametrize(
    ("goal", "names"),
    [
        ("take the red block out of the bowl", {"red block"}),
        ("please fish the green one out of the blue bowl", {"green block"}),
        ("empty the bowl", {"red block", "green block"}),
        ("take everything out of the bowl", {"red block", "green block"}),
        ("the red block must come out of the bowl", {"red block"}),
        ("no block may stay on the left side", {"yellow block"}),
        ("clear the left side", {"yellow block"}),
    ],
)
def test_it_goes_somewhere_else(seen, goal, names):
    reading = read_goal(goal, seen)
    assert reading.complete
    facts = remaining(reading, seen, WS)
    assert {f.subject for f in facts} == names
    for name in names:
        assert verify(reading, seen, WS)[0] == "contradicted"
        seen = moved(seen, name, 0.60, 0.1 if name == "red block" else 0.25)
    assert verify(reading, seen, WS)[0] == "verified"


@pytest.mark.parametrize(
    "goal",
    [
        "take the yellow block out of the bowl",
        "take the red block out of the bowl and admire it",
        "take the blocks out of the bowl, but only if they are dry",
    ],
)
def test_what_is_not_there_or_more_is_not_read(seen, goal):
    assert not read_goal(goal, seen).complete


def test_out_of_one_and_into_another_is_one_move(seen):
    reading = read_goal("take the red block out of the bowl and put it on the left side", seen)
    assert [str(f) for f in reading.facts] == ["red block at left side"]
    assert not reading.wishes
