"""Rows, shares and numbers of things, in whatever sentence; two towers; towers by their ends."""

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining

SEEN = Observation(
    (
        thing("red", "block", 0.38, 0.25),
        thing("green", "block", 0.62, -0.30),
        thing("blue", "block", 0.62, 0.10),
        thing("yellow", "block", 0.50, -0.12),
        thing("white", "bowl", 0.38, -0.20),
        thing("orange", "bowl", 0.44, 0.05),
    )
)


def left(goal):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert reading.restated  # a guess by the words is never called verified
    return [str(f) for f in remaining(reading, SEEN, Workspace())]


def test_a_row_is_of_all_blocks_or_of_those_that_are_named():
    wish = read_goal("I'd feel better with the blocks in a neat row, like jars on a sill", SEEN)
    assert len(wish.wishes[0].members) == 4
    wish = read_goal("string the blocks out in a row for us, leave the yellow one out of it", SEEN)
    assert set(wish.wishes[0].members) == {"red block", "green block", "blue block"}


def test_shares_are_of_the_same_number():
    facts = left("they'll squabble otherwise, so the four blocks fairly between the two bowls")
    assert sorted(f.split(" in ")[1] for f in facts) == ["orange bowl"] * 2 + ["white bowl"] * 2


def test_so_many_blocks_go_to_each_place():
    facts = left("my mum wants two blocks in the white bowl and one in the orange bowl")
    assert sorted(f.split(" in ")[1] for f in facts) == ["orange bowl", "white bowl", "white bowl"]
    facts = left("any two blocks, you choose, off to the far left corner")
    assert [f.split(" at ")[1] for f in facts] == ["top left corner"] * 2


def test_two_towers_of_two():
    facts = left("red and green make one pile, blue and yellow the other")
    assert facts == ["green block on red block", "yellow block on blue block"]


def test_a_tower_by_its_ends():
    wish = read_goal("a tower without the green one, so long as red is the crown", SEEN).wishes[0]
    assert (set(wish.members), wish.top) == (
        {"red block", "blue block", "yellow block"},
        ("red block",),
    )


@pytest.mark.parametrize(
    "goal",
    [
        "the red block is next in line",
        "two blocks in the white bowl or the orange bowl",
        "one duck per bowl",
        "two towers in a row of three blocks",
        "of those blocks in a row I only want the middle one at the front edge",
    ],
)
def test_what_is_something_else_is_left_to_the_planner(goal):
    assert not read_goal(goal, SEEN).complete


@pytest.mark.parametrize(
    ("goal", "counts"),
    [
        ("the orange bowl gets one cube and the white bowl gets two", {"orange": 1, "white": 2}),
        ("the white dish should hold exactly three blocks", {"white": 3}),
        ("the boss says half of these four cubes in the white bowl", {"white": 2}),
        ("I'd like one cube in each of the two far corners", {"top left": 1, "top right": 1}),
        ("two of the cubes in the white bowl is plenty", {"white": 2}),
        ("one cube along the left and two along the right, your choice", {"left": 1, "right": 2}),
    ],
)
def test_what_holds_so_many(goal, counts):
    facts = [f.split(" in " if " in " in f else " at ")[1] for f in left(goal)]
    assert {k: sum(f.startswith(k) for f in facts) for k in counts} == counts
    assert len(facts) == sum(counts.values())


@pytest.mark.parametrize(
    "goal",
    [
        "the white bowl gets two cubes and the orange one three",  # there are but four
        "at least one of the two blocks goes in the white bowl, red in any case",
        "any two blocks in the white bowl, and red in any case",
        "put red and blue by the white bowl, one to its left, one at its back",
    ],
)
def test_what_cannot_be_counted_so(goal):
    reading = read_goal(goal, SEEN)
    assert not (reading.complete and reading.facts)
