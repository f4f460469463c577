"""Goals read as facts; what cannot be read is never called verified."""

import pytest

from agent.goals import Context, read_goal
from agent.phrases import Unclear
from agent.robot import Workspace
from agent.types import Fact, Observation
from agent.verification import verify


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
        ("the red block should go to the right side", ["red block at right side"]),
        (
            "put both the red cube and the green one into the bowl",
            ["red block in blue bowl", "green block in blue bowl"],
        ),
        (
            "put the red block in the blue bowl and the green one behind the yellow block",
            ["red block in blue bowl", "green block behind yellow block"],
        ),
    ],
)
def test_goals_are_read(seen, goal, facts):
    assert [str(f) for f in read_goal(goal, seen).facts] == facts


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put the leftmost block in the blue bowl", ["green block in blue bowl"]),
        ("Put the second block from the left in the bowl.", ["yellow block in blue bowl"]),
        ("stack the rightmost block on the leftmost one", ["red block on green block"]),
        (
            "move the block closest to the blue bowl to the right side",
            ["green block at right side"],
        ),
        ("grab the block farthest from the blue bowl", ["red block held hand"]),
        ("put the block left of the blue bowl on the red block", ["green block on red block"]),
        (
            "put all warm blocks in the blue bowl",
            ["red block in blue bowl", "yellow block in blue bowl"],
        ),
        (
            "put all blocks except the red one in the bowl",
            ["green block in blue bowl", "yellow block in blue bowl"],
        ),
        (
            "put the block nearest to the top left corner behind the red block and put the "
            "frontmost block in the bowl",
            ["green block behind red block", "yellow block in blue bowl"],
        ),
        (
            "put the red block and the leftmost block in the blue bowl",
            ["red block in blue bowl", "green block in blue bowl"],
        ),
    ],
)
def test_references_are_read_by_where_things_are_at_the_start(seen, goal, facts):
    reading = read_goal(goal, seen)
    assert [str(f) for f in reading.facts] == facts
    assert reading.complete


def test_a_reference_that_matches_nothing_or_several_is_unclear(seen):
    (missing,) = read_goal("put the block in the blue bowl on the red block", seen).unclear
    assert missing == Unclear("block in the blue bowl")
    (several,) = read_goal("put the warm block in the blue bowl", seen).unclear
    assert several == Unclear("warm block", ("red block", "yellow block"))


def test_what_cannot_be_read_in_full_is_unverified(seen):
    reading = read_goal("juggle the red block", seen)
    assert verify(reading, seen, Workspace())[0] == "unverified"


def test_what_does_not_hold_is_contradicted(seen):
    reading = read_goal("put the red block in the blue bowl", seen)
    assert verify(reading, seen, Workspace()) == ("contradicted", "red block is not in blue bowl")


def test_missing_things_are_named(seen):
    assert read_goal("put the banana in the blue bowl", seen).unclear == (Unclear("banana"),)


def test_what_could_mean_several_things_is_unclear(seen):
    (unclear,) = read_goal("put the block in the blue bowl", seen).unclear
    assert unclear == Unclear("block", ("red block", "green block", "yellow block"))


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put it back", ["red block back where it was"]),
        ("now the green one too", ["green block in blue bowl"]),
        ("do the same with the yellow cube", ["yellow block in blue bowl"]),
        ("no, on the green block instead", ["red block on green block"]),
        ("now take it out and put it to the left side", ["red block at left side"]),
    ],
)
def test_follow_ups_are_read_by_what_was_said_before(seen, goal, facts):
    context = Context((Fact("in", "red block", "blue bowl"),), {"red block": (0.4, 0.2, 0.02)})
    assert [str(f) for f in read_goal(goal, seen, context).facts] == facts


def test_the_other_one_is_clear_only_where_there_are_two(seen):
    context = Context((Fact("in", "red block", "blue bowl"),))
    (unclear,) = read_goal("now the other one", seen, context).unclear
    assert unclear.candidates == ("green block", "yellow block")
    two = Observation(tuple(o for o in seen.objects if o.name != "green block"))
    assert [str(f) for f in read_goal("now the other one", two, context).facts] == [
        "yellow block in blue bowl"
    ]


@pytest.mark.parametrize(
    "goal",
    ["melt the red block", "let the red block float over the bowl", "could you paint it green"],
)
def test_what_no_arm_can_do_is_refused_by_its_verb(seen, goal):
    assert read_goal(goal, seen).refusal == "I have no skill for that"


def test_what_others_do_is_not_refused(seen):
    assert not read_goal("she wants to cook, so move the red block to the middle", seen).refusal
