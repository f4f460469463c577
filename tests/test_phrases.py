"""Noun phrases, place names and what a text names that nobody sees."""

from dataclasses import replace

import pytest

from agent.goals import VERBS
from agent.phrases import Unclear, place_name, things, unseen
from agent.types import Observation

ALL = ["red block", "green block", "yellow block"]


@pytest.fixture
def seen(toy):
    return Observation(tuple(toy.objects.values()))


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("it", ["green block"]),
        ("that one", ["green block"]),
        ("the red block", ["red block"]),
        ("a red cube", ["red block"]),
        ("the red one", ["red block"]),
        ("red", ["red block"]),
        ("the bowl", ["blue bowl"]),
        ("the dish", ["blue bowl"]),
        ("all the blocks", ALL),
        ("every cube", ALL),
        ("blocks", ALL),
        ("everything", ALL),
        ("all of them", ALL),
        ("the other blocks", ["red block", "yellow block"]),
        ("the red block and the yellow one", ["red block", "yellow block"]),
        ("both the red cube and the bowl", ["red block", "blue bowl"]),
        ("the leftmost block", ["green block"]),
        ("the second block from the left", ["yellow block"]),
        ("the block closest to the blue bowl", ["green block"]),
        ("all blocks except the red one", ["green block", "yellow block"]),
        ("the block between the red block and the green block", Unclear),
        ("the leftmost block and the red one", ["green block", "red block"]),
        ("the warm block", Unclear),
        ("the warm block that is not red", ["yellow block"]),
        ("all pink blocks", []),
        ("all pieces in the bowl", Unclear),
        ("how many blocks", None),
        ("the banana", None),
        ("the red banana", None),
        ("the block and the moon", Unclear),
        ("the red block and the moon", None),
        ("quickly", None),
        ("", None),
    ],
)
def test_noun_phrases(seen, phrase, names):
    found = things(phrase, seen, "green block", "block")
    if names is Unclear:
        assert isinstance(found, Unclear)
    else:
        assert found == names


def test_it_means_nothing_where_nothing_was_spoken_of(seen):
    assert things("it", seen) is None


def test_what_is_unclear_names_what_it_could_be(seen):
    assert things("the block", seen) == Unclear("block", tuple(ALL))
    assert things("the pink block", seen) == Unclear("pink block")
    assert things("the warm block", seen) == Unclear("warm block", ("red block", "yellow block"))
    assert things("the cube whose mood is warm", seen) is None
    assert things("the cube that is warm", seen) == Unclear(
        "cube that is warm", ("red block", "yellow block")
    )
    # The part that is to blame is asked about, and not the whole.
    two = Observation((*seen.objects, pink_bowl(seen)))
    assert things("the block closest to the bowl", two) == Unclear(
        "bowl", ("blue bowl", "pink bowl")
    )


def pink_bowl(seen):
    bowl = seen.find("blue bowl")
    return replace(bowl, name="pink bowl", color="pink", position=(0.6, 0.25, 0.02))


def test_gray_is_spelled_both_ways(seen):
    gray = replace(seen.find("red block"), name="gray block", color="gray")
    for word in ("grey", "gray"):
        assert things(f"the {word} block", Observation((gray,))) == ["gray block"]


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("the left side", "left side"),
        ("left", "left side"),
        ("the top left corner", "top left corner"),
        ("the upper left corner of the table", "top left corner"),
        ("the lower right corner", "bottom right corner"),
        ("the centre", "middle"),
        ("the center of the workspace", "middle"),
        ("the right edge", "right side"),
        ("the blue bowl", None),
        ("the far side", "top side"),
        ("the sunny side", None),
    ],
)
def test_places(phrase, place):
    assert place_name(phrase) == place


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("put the red block in the blue bowl", []),
        ("put the pink block in the blue bowl", ["pink block"]),
        ("put the red block in the pink bowl", ["pink bowl"]),
        ("put the banana in the blue bowl", ["banana"]),
        ("put the biggest thing in the blue bowl", []),
        ("put the third from the left in the bowl", []),
        ("put the furthest item to the left", []),
    ],
)
def test_what_is_named_and_not_seen(seen, text, missing):
    assert [u.phrase for u in unseen(text, VERBS, seen)] == missing
