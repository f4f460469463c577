"""Towers are understood by what is said of their blocks, in whatever order and sentence."""

from __future__ import annotations

import itertools

import pytest

from agent.rewording import reworded
from agent.robot import Workspace
from agent.storeys import storeys
from agent.toy import thing
from agent.types import ObjectState, Observation

RED = thing("red", "block", 0.40, -0.25)
GREEN = thing("green", "block", 0.55, -0.10)
BLUE = thing("blue", "block", 0.40, 0.05)
WHITE = thing("white", "block", 0.55, 0.20)
BOWL = thing("yellow", "bowl", 0.40, 0.25)


def read(text: str, *things: ObjectState) -> list[str]:
    """Return what is understood, as text, of some things on the table."""
    seen = Observation(things)
    return [str(f) for f in storeys(reworded(text, seen), seen, Workspace())]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("a tower: the second layer green, the lowest blue, the highest red", "blue green red"),
        ("pile them up so that red is the roof and blue the ground floor", "blue green red"),
        ("going upwards the stack is white, blue, red", "white blue red"),
        ("from top to bottom I'd love red, white, blue, all stacked", "blue white red"),
        ("stack red, white, blue from the top. no, sorry, from the bottom", "red white blue"),
        ("usually red, green, blue from the bottom up, now the other way round", "blue green red"),
        ("white over red over green, if you'd be so kind", "green red white"),
        ("begin with green, set blue on it, and finish with the red one", "green blue red"),
        ("red goes beneath white, and white beneath blue", "red white blue"),
        ("a sandwich: blue is the filling, red and white are the bread", "red blue white"),
        ("stack the four: white third from the bottom, green second from the top", ""),
        ("all four on one pile, green second from the top, red lowest, white just above red",
         "red white green blue"),
    ],
)  # fmt: skip
def test_an_order_is_understood_from_its_clues(text, chain):
    things = (RED, GREEN, BLUE, WHITE) if "four" in text or "white" in text else (RED, GREEN, BLUE)
    names = [f"{color} block" for color in chain.split()]
    assert read(text, *things, BOWL) == [f"{b} on {a}" for a, b in itertools.pairwise(names)]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("stack all three freely, but green must not be at the bottom", lambda c: c[0] != "green"),
        ("one tower of all, neither the top nor the bottom is red", lambda c: c[1] == "red"),
        ("all blocks on one pile, red and blue must not touch", lambda c: c[1] == "green"),
        ("pile them up: whoever is on top must not be red or blue", lambda c: c[2] == "green"),
    ],
)  # fmt: skip
def test_what_must_not_be_so_leaves_the_other_orders(text, fits):
    facts = [f.split(" ") for f in read(text, RED, GREEN, BLUE)]
    chain = [facts[0][3], *(f[0] for f in facts)]
    assert sorted(chain) == ["blue", "green", "red"]
    assert fits(chain)


def test_two_towers_are_paired_as_it_is_said():
    twins = [
        ObjectState("red block 2", "block", "red", (0.6, -0.25, 0.02), RED.size),
        ObjectState("blue block 2", "block", "blue", (0.6, 0.05, 0.02), BLUE.size),
    ]
    seen = (RED, BLUE, *twins)
    alike = read("two stacks, each of the same color", *seen)
    assert sorted(f.replace(" 2", "") for f in alike) == [
        "blue block on blue block",
        "red block on red block",
    ]
    mixed = read("two stacks, each one red and one blue, with the blue ones underneath", *seen)
    assert [f.replace(" 2", "") for f in mixed] == ["red block on blue block"] * 2
    stripes = read("one tall tower in stripes, red and blue by turns", *seen)
    assert len(stripes) == 3
    assert all(f.count("red") == 1 for f in stripes)
    roofs = read("two piles with red and green as the roofs", RED, GREEN, BLUE, WHITE)
    assert sorted(f.split()[0] for f in roofs) == ["green", "red"]


def test_a_tower_stands_where_it_is_said():
    corner = read(
        "in the far left corner of the table stack red on green on blue", RED, GREEN, BLUE
    )
    assert corner[0] == "blue block at top left corner"
    text = "next to the yellow bowl a tower: white at the bottom, red in the middle, blue on top"
    beside = read(text, RED, BLUE, WHITE, BOWL)
    assert beside == [
        "white block near yellow bowl", "red block on white block", "blue block on red block",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "put the red block on the green block",  # others read that
        "a tower of red, green and blue if the bowl is empty",
        "stack red on green, and push blue to the left",
        "the stack: red at the top, blue wherever the nearest one was",
        "red on green, blue on white",  # two deeds, no tower
        "stack red on green and set blue to the right of them",
        "how high is the tower with red on top and blue at the bottom?",
        "the carrot block on top of the tower, blue at the bottom",
    ],
)
def test_what_tells_more_than_a_tower_is_left_to_others(text):
    assert read(text, RED, GREEN, BLUE, WHITE, BOWL) == []


def test_a_tower_that_stands_already_is_not_taken_for_a_new_one():
    up = ObjectState("green block", "block", "green", (*RED.position[:2], 0.06), RED.size)
    assert read("make the tower three high, blue at the very top", RED, up, BLUE) == []


def test_two_of_one_color_are_not_told_apart_by_it():
    other = ObjectState("red block 2", "block", "red", (0.6, -0.25, 0.02), RED.size)
    assert read("a tower: red at the bottom, then blue, then green", RED, other, BLUE, GREEN) == []
