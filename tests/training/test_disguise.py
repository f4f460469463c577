"""Other names for places and relations: consistent, and never in the goal's own words."""

import numpy as np

from agent.spatial import PLACES
from agent.training.data import Lesson
from agent.training.disguise import coined, disguised

CHAT = (
    ("system", "skills"),
    (
        "user",
        "Seen: red block at top side; blue bowl at left side.\nHand: empty.\n"
        "Goal: pop the red one over to the left of the blue bowl\n"
        "To do: red block left of blue bowl.",
    ),
    ("assistant", "pick(red block)"),
    ("user", "ok: holding red block"),
    ("assistant", "place(left of, blue bowl)"),
    (
        "user",
        "ok: red block left of blue bowl\nNow: red block at top left corner.\nTo do: nothing.",
    ),
    ("assistant", "done()"),
)
LESSON = Lesson(
    tuple({"role": role, "content": text} for role, text in CHAT),
    tuple(role == "assistant" for role, _ in CHAT),
)


def other(seed):
    """Return the lesson disguised; a seed that leaves it alone gives None."""
    new = disguised(LESSON, np.random.default_rng(seed))
    return None if new is LESSON else [m["content"] for m in new.messages]


def test_a_call_says_what_the_list_says():
    for texts in filter(None, map(other, range(20))):
        call = texts[4].removeprefix("place(").removesuffix(")").split(", ")
        fact = ", ".join([f"red block {call[0]} {call[1]}", *call[2:]])
        assert f"To do: {fact}." in texts[1]
        assert texts[5].startswith(f"ok: {fact}\n")


def test_the_goal_keeps_its_words():
    for texts in filter(None, map(other, range(20))):
        assert "Goal: pop the red one over to the left of the blue bowl\n" in texts[1]


def test_places_have_names_that_do_not_exist():
    rng = np.random.default_rng(0)
    assert not {coined(rng) for _ in range(300)} & set(PLACES)
    for texts in filter(None, map(other, range(20))):
        assert not any(place in text for text in texts for place in PLACES)


def test_without_a_list_nothing_is_changed():
    bare = Lesson((LESSON.messages[0], {"role": "user", "content": "Goal: x"}), (False, False))
    assert disguised(bare, np.random.default_rng(1)) is bare
