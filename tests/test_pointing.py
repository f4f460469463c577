"""What a sentence points at has its name in the end."""

from dataclasses import replace

import pytest

from agent.goals import read_goal
from agent.pointing import numbered, pointed, unnumbered
from agent.rewording import reworded
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Fact, Observation


def seen(*things):
    """Return what is seen; the second of two that have the same name is number 2."""
    return numbered(Observation(things))


ROW = seen(
    thing("red", "block", 0.45, -0.25),
    thing("blue", "block", 0.45, -0.10),
    thing("green", "block", 0.45, 0.05),
    thing("yellow", "block", 0.62, 0.25),
    thing("white", "bowl", 0.38, 0.22),
)
TWINS = Observation(
    (
        thing("red", "block", 0.40, -0.25),
        replace(thing("red", "block", 0.60, 0.20), name="red block 2"),
        thing("green", "block", 0.45, 0.05),
        thing("yellow", "block", 0.62, 0.28),
        thing("gray", "bowl", 0.60, -0.15),
    )
)


def told(text, table):
    """Return a text as it is pointed at on a table."""
    return pointed(reworded(text, table), table, Workspace())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("drop the second block, counting from the right, in the bowl", ["green"]),
        ("if you count from the left, the third block goes in the bowl", ["green"]),
        ("reading from the left, the second one belongs in the bowl", ["blue"]),
        ("the blue block's neighbours go in the bowl", ["red", "green"]),
        ("the left neighbour of the blue block goes in the bowl", ["red"]),
        ("put the block that is neither red nor blue nor green in the bowl", ["yellow"]),
        ("the cube whose neighbours are long gone goes in the bowl", []),
        ("rightmost? nope, the leftmost, and into the bowl with it", ["red"]),
        ("the one the color of a lemon goes in the bowl", ["yellow"]),
        ("there's a cube near the front edge, drop it in the bowl", ["yellow"]),
        ("there's a cube near the bowl's edge, drop it in the bowl", []),
        ("in front of the white bowl there stands a cube, pop it in the bowl", ["yellow"]),
        ("do you see the block between the red and the green one? Tip it in the bowl", ["blue"]),
        ("any block but the red one goes in the bowl", []),
        ("which block is closest to the bowl? Drop that one in it", ["green"]),
        ("the third one along from the left goes in the bowl", ["green"]),
        ("that blue block, its left neighbour goes in the bowl", ["red"]),
        ("everything but the red and the blue block goes in the bowl", []),
        ("give the bowl the block that is farthest from it", ["red"]),
        ("whichever block is nearest to me goes on the one nearest to you", ["yellow"]),
    ],
)
def test_one_is_pointed_at_by_where_it_stands(text, names):
    found = told(text, ROW)
    assert all(f"the {name} block" in found for name in names)
    assert names or found == reworded(text, ROW)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the red block on the left stays, its twin goes to the left", "the red block 2 goes to"),
        ("there are two red cubes; lift the far one", "lift the red block 1"),
        ("of the two red ones, the right one goes in the bowl", "the red block 2 goes in"),
        ("I see two reds. Lift the one next to the yellow block", "lift the red block 2"),
        ("put the red block on the left, no wait, the green block, in the bowl", "put the green"),
        ("not the red block beside the yellow one, the other one, lift it", "the red block 1,"),
        ("place the nearer of the red cubes in the bowl", "place the red block 2 in"),
        ("all the blocks but the two that look the same go in", "green block and the yellow block"),
        (
            "the red block further right goes on the other red block",
            "block 2 goes on the red block 1",
        ),
        ("both blocks that look the same go in the bowl", "the red block 1 and the red block 2 go"),
        ("the block that's by itself on the left goes in", "the red block 1 goes in"),
    ],
)
def test_twins_are_told_apart(text, name):
    assert name in told(text, numbered(TWINS))


@pytest.mark.parametrize(
    "text",
    [
        "put the red block in the bowl",
        "lift the middle one of the tower",
        "put one of the leftmost blocks in the bowl",
        "the near corners: red in the left one",
        "move the green block to the left of the yellow block",
        "stack them, the yellow block at the bottom",
        "put the green block on the left",
    ],
)
def test_places_and_what_is_open_are_left_alone(text):
    assert told(text, numbered(TWINS)) == reworded(text, numbered(TWINS))


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        (
            "there's a gap between the bowls, the red block would fit",
            "put the red block between the",
        ),
        ("the green block goes in the bowl, mind the yellow block", "the green block goes in the"),
        ("the green block goes in the bowl, the yellow block stays", "the green block goes in the"),
        ("all blocks go in the bowl, the yellow block stays", None),
        ("the green block goes in the bowl, not the one behind it", "the green block goes in the"),
        ("don't lift the green block", None),
    ],
)
def test_what_is_said_beside_a_wish_is_left_out(text, plainly):
    found = told(text, numbered(TWINS))
    assert found.startswith(plainly) if plainly else found == reworded(text, numbered(TWINS))
    assert not plainly or "yellow" not in found


def test_the_odd_one_out():
    table = seen(
        thing("red", "block", 0.40, -0.25),
        thing("blue", "block", 0.60, 0.20),
        thing("green", "ball", 0.45, 0.05),
        thing("white", "bowl", 0.40, 0.20),
    )
    for text in (
        "the odd one out goes in the bowl",
        "one of these isn't a block. That one goes in the bowl",
        "the only thing that is not a block goes in the bowl",
    ):
        assert told(text, table).startswith("the green ball goes in")
    # Where nothing is odd, nothing is meant.
    assert "odd one out" in told("the odd one out goes in the bowl", numbered(TWINS))


def test_numbers_are_taken_off_again():
    fact = Fact("on", "red block 1", "green block")
    assert unnumbered([fact], TWINS) == (Fact("on", "red block", "green block"),)


def test_a_goal_is_read_by_what_it_points_at():
    read = read_goal("Counting from the left, the first block goes in the bowl", TWINS)
    assert [str(f) for f in read.facts] == ["red block in gray bowl"]
    # That it was meant, no measurement shows.
    assert read.complete
    assert read.restated


def test_what_means_several_things_is_still_asked_about():
    read = read_goal("put the red block in the bowl", TWINS)
    assert not read.complete
    assert read.unclear[0].candidates == ("red block", "red block 2")
