"""Descriptions in a goal, and what they mean on this table."""

import pytest

from agent.mentions import mentions
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.20),
        thing("green", "block", 0.50, -0.24),
        thing("yellow", "block", 0.60, 0.02),
        thing("blue", "bowl", 0.40, -0.05),
        thing("white", "bowl", 0.60, 0.25),
    )
)


@pytest.mark.parametrize(
    ("goal", "meant"),
    [
        ("shove the leftmost block into the white bowl", {"leftmost block": "green block"}),
        (
            "Grab the block closest to the white bowl, then lay it in the middle.",
            {"block closest to the white bowl": "red block"},
        ),
        (
            "the second block from the left goes in the bowl that is the leftmost",
            {"second block from the left": "yellow block", "leftmost bowl": "blue bowl"},
        ),
        (
            "I need block number three from the left",
            {"third block from the left": "red block"},
        ),
    ],
)
def test_descriptions_are_found_in_any_sentence(goal, meant):
    assert dict(mentions(goal, SEEN, Workspace())) == meant


@pytest.mark.parametrize(
    ("goal", "meant"),
    [
        (
            "shove the blocks into the white bowl",
            {"blocks": "green block, red block, yellow block"},
        ),
        (
            "everything but the bowls goes to the left side",
            {"everything but the bowls": "green block, red block, yellow block"},
        ),
        (
            "all blocks except the red one belong in the middle",
            {"all blocks except the red one": "green block, yellow block"},
        ),
        ("whatever is white may move to the middle", {"whatever is white": "white bowl"}),
        ("shove things around", {}),
        (
            "take the block by the far edge and lay it in the middle",
            {"block by the far edge": "red block"},
        ),
        ("put the block by the far edge", {}),
        ("move the two leftmost blocks", {"the two leftmost blocks": "green block, yellow block"}),
        ("you left the red one right next to the bowl", {}),
        ("the block in the back corner goes to the middle", {}),
    ],
)
def test_sets_are_told_where_they_are_asked_for(goal, meant):
    assert dict(mentions(goal, SEEN, Workspace(), sets=True)) == meant


@pytest.mark.parametrize(
    "goal",
    [
        "put the red block in the blue bowl",
        "put the red block next to the blue bowl",
        "put the red block at the top left corner",
        "stack all the blocks",
        "move the green block to the left of the blue bowl",
        "",
        "please!",
    ],
)
def test_plain_names_and_destinations_are_not_told(goal):
    assert mentions(goal, SEEN, Workspace()) == ()


def test_a_description_of_nothing_here_is_left_out():
    assert mentions("put the block in the green bowl in the middle", SEEN, Workspace()) == ()


def test_what_is_told_is_short():
    goal = "the leftmost block, the rightmost block, the leftmost bowl, the rightmost bowl, "
    assert len(mentions(goal * 3, SEEN, Workspace())) <= 4


def test_so_many_by_rank():
    seen = Observation(
        (
            thing("red", "block", 0.62, -0.13),
            thing("green", "block", 0.42, -0.08),
            thing("blue", "block", 0.36, 0.28),
            thing("yellow", "ball", 0.5, 0.1),
        )
    )
    found = mentions("the two leftmost cubes go over there", seen, Workspace(), sets=True)
    assert found == (("the two leftmost cubes", "green block, red block"),)
    found = mentions("whatever isn't a cube goes over there", seen, Workspace(), sets=True)
    assert found == (("whatever isn't a cube", "yellow ball"),)
    found = mentions("one of the two leftmost cubes goes there", seen, Workspace(), sets=True)
    assert "green block, red block" not in dict(found).values()
