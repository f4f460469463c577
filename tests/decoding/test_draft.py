"""What is guessed to be called next, from the text of a chat alone."""

import pytest

from agent.decoding.draft import draft
from agent.types import SkillCall

EMPTY_HAND = [
    SkillCall("pick", ("blue bowl",)),
    SkillCall("pick", ("red block",)),
    SkillCall("push", ("red block", "left")),
    SkillCall("home"),
    SkillCall("done"),
]
HOLDING = [
    SkillCall("place", ("in", "blue bowl")),
    SkillCall("place", ("on", "red block")),
    SkillCall("place", ("left of", "blue bowl")),
    SkillCall("done"),
]


def chat(*turns: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": turn} for turn in turns]


@pytest.mark.parametrize(
    ("told", "calls", "guess"),
    [
        ("To do: red block in blue bowl.", EMPTY_HAND, "pick(red block)"),
        ("To do: red block in blue bowl.", HOLDING, "place(in, blue bowl)"),
        ("To do: red block left of blue bowl.", EMPTY_HAND, "pick(red block)"),
        (
            "To do: red block left of blue bowl; green block in tray.",
            HOLDING,
            "place(left of, blue bowl)",
        ),
        ("Seen: red block.\nTo do: nothing.", EMPTY_HAND, "done()"),
    ],
)  # fmt: skip
def test_the_first_thing_to_do_tells_the_next_call(told, calls, guess):
    assert str(draft(chat(told), calls)) == guess


def test_a_list_holds_until_another_one_is_told():
    told = chat("To do: green block in tray.", "To do: red block in blue bowl.", "ok: holding it")
    assert draft(told, HOLDING) == HOLDING[0]


@pytest.mark.parametrize(
    "told",
    [
        "Goal: tidy up",
        "To do: a tower of all blocks.",
        "To do: red block in blue bowl.\nFirst: blue bowl emptied.",
        "Goal: say To do: red block in blue bowl.",
        "To do: red block 2 in yellow bowl.",
    ],
)
def test_without_a_list_that_can_be_begun_nothing_is_guessed(told):
    assert draft(chat(told), HOLDING) is None
