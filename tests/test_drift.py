"""Things that go to sides and corners, however that is said."""

from dataclasses import replace

import pytest

from agent.drift import drift
from agent.rewording import reworded
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.15),
        thing("yellow", "block", 0.44, -0.10),
        thing("blue", "bowl", 0.46, 0.14),
    )
)

ODD = ("(x block", "a[b", "\\g<1>", "blue bowl")


def places(text):
    found = drift(reworded(text, SEEN), SEEN, Workspace())
    return {f.subject: f.target for f in found}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the red block closer to me, please", "bottom side"),
        ("get that red block away from me", "top side"),
        ("shove red off to the right", "right side"),
        ("red block, hard left", "left side"),
        ("the red cube is in the way; could it come nearer to where I'm sitting?", "bottom side"),
        ("I can't reach the red block; bring it nearer", "bottom side"),
        ("get red out of the middle and over to the left edge", "left side"),
        ("take the red block to the left, right in front of me", "bottom left corner"),
        ("can red go to your side of the table, robot?", "top side"),
        ("bring me the red one, over to my side here", "bottom side"),
        ("dead center is where I'd like the red block", "middle"),
        ("up here on my right, in the corner, I want red", "bottom right corner"),
        ("red at the far edge, about the middle of it", "top side"),
        ("the left edge, halfway along, for the red block", "left side"),
        ("tuck red up against the back edge", "top side"),
    ],
)
def test_one_thing_goes_to_one_place(text, place):
    assert places(text) == {"red block": place}


def test_several_things_take_turns_with_places():
    assert places("greens left, reds right") == {
        "green block": "left side",
        "red block": "right side",
    }
    assert places("red and yellow to my left, green to my right") == {
        "red block": "left side",
        "yellow block": "left side",
        "green block": "right side",
    }


def test_things_go_to_things_as_well():
    found = drift(reworded("red, green and yellow belong in the dish", SEEN), SEEN, Workspace())
    assert [str(f) for f in found] == [
        "red block in blue bowl",
        "green block in blue bowl",
        "yellow block in blue bowl",
    ]
    found = drift(reworded("job's easy: red block, blue bowl", SEEN), SEEN, Workspace())
    assert [str(f) for f in found] == ["red block in blue bowl"]


def test_closer_to_a_bowl_is_not_in_it():
    found = drift(reworded("move the red block closer to the bowl", SEEN), SEEN, Workspace())
    assert [str(f) for f in found] == ["red block near blue bowl"]


def test_what_is_in_the_way_moves_unless_it_is_another_thing():
    assert places("the red one is in my way, to the left with it") == {"red block": "left side"}
    assert places("red hides something, so green goes to the left") == {"green block": "left side"}


def test_what_is_not_spoken_of_stays_anyway():
    assert places("only red goes to the left, the rest can lie about") == {"red block": "left side"}
    assert places("just the green one to the back, leave the others") == {"green block": "top side"}
    others = {"green block", "yellow block"}
    assert places("red left, the rest right") == {
        "red block": "left side", **dict.fromkeys(others, "right side"),
    }  # fmt: skip
    assert places("leave the red one, the others to the left") == dict.fromkeys(others, "left side")


@pytest.mark.parametrize(
    "text",
    [
        "is the red block on the left?",
        "don't put the red block on the left",
        "the red block is on the left",
        "red on green, then to the left",
        "move the red block left or right",
        "the red block goes on the green one on the right",
        "red right now",
        "the red block will be sat upon by the green one",
        "green at the very bottom, red at the very top and yellow squeezed in the middle",
    ],
)
def test_what_could_mean_something_else_is_left_to_the_planner(text):
    assert places(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "red left, green right. no, the other way round",
        "Red on the left and green on the right - wait, swap those two.",
        "hmm, red to the left side, green to the right, no sorry, I meant the other way about",
    ],
)
def test_what_goes_where_is_exchanged(text):
    assert places(text) == {"red block": "right side", "green block": "left side"}


def test_either_way_is_as_it_is_said():
    assert places("red left and green right, or the other way round, I don't mind") == {
        "red block": "left side",
        "green block": "right side",
    }


def test_three_are_not_exchanged():
    assert places("red left, green right, yellow in the middle. no, the other way round") == {}


def test_in_is_in_what_there_is():
    found = drift(reworded("the two leftmost cubes go straight in", SEEN), SEEN, Workspace())
    assert {str(f) for f in found} == {"green block in blue bowl", "yellow block in blue bowl"}


def test_only_what_is_named_goes():
    assert places("Only the red one has to go to the left, the rest can lie about.") == {
        "red block": "left side"
    }
    assert places("the red one goes only a bit to the left") == {}


def test_numbers_in_brackets_and_odd_names_are_only_words():
    odd = [replace(o, name=name) for o, name in zip(SEEN.objects, ODD, strict=False)]
    for text in (
        "put <7> to the left",
        "the <0> one right, \\g<1> left",
        "red left, (x block right",
    ):
        for seen in (SEEN, replace(SEEN, objects=tuple(odd))):
            drift(reworded(text, seen), seen, Workspace())
