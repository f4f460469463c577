"""What people say beside their wish is left out; what might be part of it is not."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation
from agent.wishes.courtesies import spelled, trim
from agent.wishes.idle import without_idle

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.20),
        thing("green", "block", 0.50, -0.20),
        thing("blue", "bowl", 0.40, -0.05),
    )
)


@pytest.mark.parametrize(
    "goal",
    [
        "um, put the red block in the bowl",
        "yo, red block in the blue bowl, buddy",
        "would you be so very kind as to place the red block in the bowl?",
        "alright, would it be possible to drop the red one in the bowl, dear",
        "red block, into the bowl please, my train leaves in five minutes",
        "could i trouble you to move the red block over into the bowl, if you would be so kind",
        "the red one, drop it in the bowl. The green block stays where it is.",
        "red block. blue bowl. chop chop!",
        "red block -> blue bowl",
        "pls put d red blk in the bowl thx",
        "would it be possible that the red block ends up in the bowl when you're done?",
        "put the red blcok in the bolw",
        "all the red stuff goes in the bowl, the rest stays where it is",
        "everything that isnt green into the bowl pls",
        "chuck red in the bowl, i don't mind how you do it",
        "the red block should be put inside the bowl, that's all",
    ],
)
def test_it_is_the_same_wish(goal):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == ["red block in blue bowl"]


@pytest.mark.parametrize(
    "goal",
    [
        "put the red block in the bowl, just kidding",
        "put the red block in the bowl, but only if it is empty",
        "put the red block in the bowl, or better not",
        "put the red block in the bowl, not before lunch",
        "put the red block in the bowl and keep the red block where it is",
    ],
)
def test_what_could_change_the_wish_is_not_passed_over(goal):
    assert not read_goal(goal, SEEN).complete


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("tail", ["", ", okay", ", right?", " please"])
def test_the_side_at_the_end_is_where_it_goes(side, tail):
    reading = read_goal(f"move the red block to the {side}{tail}", SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == [f"red block at {side} side"]


def test_parts_without_a_word_about_things_or_places_are_idle():
    said = "we are plating in two minutes, put the red block in the bowl, there's a dear"
    assert without_idle(said, SEEN) == "put the red block in the bowl, there's a dear"
    assert without_idle("hello, world", SEEN) == "hello, world"


def test_next_to_is_no_order():
    assert trim("next, put it away") == "put it away"
    assert trim("next to the bowl") == "next to the bowl"


def test_hasty_words_are_written_out_and_numbers_stay_numbers():
    assert spelled("mvoe teh red blk 2 the bowl") == "move the red block to the bowl"
    assert (
        spelled("plz, to the rihgt of the grene cyilnder")
        == "plz, to the right of the green cylinder"
    )
    assert spelled("all 2 blocks") == "all 2 blocks"
    assert spelled("put 2 of the blocks there") == "put 2 of the blocks there"


def test_everything_is_of_all_kinds_but_bowls_do_not_go_in_bowls():
    reading = read_goal("put everything except the green block in the bowl", SEEN)
    assert [str(f) for f in reading.facts] == ["red block in blue bowl"]
    reading = read_goal("everything blue goes to the left side", SEEN)
    assert [str(f) for f in reading.facts] == ["blue bowl at left side"]
    reading = read_goal("everything except the bowl goes to the bottom side", SEEN)
    assert {f.subject for f in reading.facts} == {"red block", "green block"}


@pytest.mark.parametrize(
    ("goal", "fact"),
    [
        ("take the red block over to the left side", "red block at left side"),
        ("take the red block", "red block held hand"),
        ("red block, far left corner", "red block at top left corner"),
        ("red block, far left", "red block at left side"),
    ],
)
def test_where_a_thing_is_taken(goal, fact):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == [fact]
