"""Everyday things that a goal needs and nobody sees."""

import pytest

from agent.everyday import absent, is_absent, is_misread
from agent.goals import VERBS, read_goal
from agent.phrases import Unclear
from agent.toy import thing
from agent.types import Observation

SEEN = Observation((thing("red", "block", 0.4, 0.2), thing("green", "bowl", 0.4, -0.2)))


@pytest.mark.parametrize(
    ("goal", "word"),
    [
        ("hand me the screwdriver", "screwdriver"),
        ("put the red block next to the kettle", "kettle"),
        ("open the upper cabinet please", "cabinet"),
        ("move the red block to the left of the sponge", "sponge"),
    ],
)
def test_what_is_not_there_is_named(goal, word):
    assert [u.phrase for u in absent(goal, VERBS, SEEN)] == [word]


@pytest.mark.parametrize(
    "goal",
    [
        "i spilled my coffee, put the red block in the green bowl",
        "put the red block in the green dish",
        "the recipe says that the red brick goes in the bowl",
        "if there is a lamp, put the red block in the bowl",
        "take the block that dreams of the bowl",
        "put the red block in the bowl like the first stone of a house",
        "put the red block in the bowl, i'll take a photo of it",
        "in this house we are tidy, so put the red block in the bowl",
        "not on my watch; the red block goes in the bowl",
        "the red block in the back left, please, those are my goalposts",
        "put the red block in the bowl so that it doesn't leave a mark",
    ],
)
def test_what_is_only_spoken_of_is_not_asked_about(goal):
    assert not [u for u in read_goal(goal, SEEN).unclear if not u.candidates]


def test_a_thing_by_that_name_is_there():
    named = Observation((*SEEN.objects, thing("blue", "cup", 0.5, 0.0)))
    lamp = Observation(
        (*SEEN.objects, type(SEEN.objects[0])("tin lamp", "lamp", "gray", (0.5, 0, 0), (0.1,) * 3))
    )
    assert absent("take the lamp", VERBS, lamp) == []
    assert absent("take the cup", VERBS, named) == []


@pytest.mark.parametrize("said", ["two meters to the right", "90 cm forward", "1.5 m to the left"])
def test_distances_beyond_the_table_are_refused(said):
    assert read_goal(f"move the red block {said}", SEEN).refusal == "that is out of reach"


def test_short_distances_are_not():
    assert read_goal("move the red block 5 cm to the left", SEEN).refusal == ""


@pytest.mark.parametrize(
    ("phrase", "so"),
    [("spoon", True), ("red bowl", True), ("swim", False), ("red bowl on the left side", False)],
)
def test_what_is_plainly_absent_is_told_from_an_unknown_word(phrase, so):
    assert is_absent(Unclear(phrase)) is so


def test_a_part_of_a_sentence_is_no_name():
    assert is_misread(Unclear("orange on white"))
    assert not is_misread(Unclear("orange bowl"))
