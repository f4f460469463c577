"""Lessons in restating: what is asked is what a run asks, and the answer is one it may give."""

import itertools
import re

import numpy as np
import pytest

from agent.models import load
from agent.restating import CANNOT, END, SYSTEM, UNCLEAR
from agent.training.batches import LONGEST, Batch, bundled, encode
from agent.training.restatements import restatements


def some(number, seed=3, split="train"):
    return list(itertools.islice(restatements(seed, split), number))


@pytest.fixture(scope="module")
def lessons():
    return some(400)


def test_the_same_seed_gives_the_same_lessons():
    assert some(30) == some(30)
    assert some(30) != some(30, seed=4)


def test_each_is_a_question_and_its_answer(lessons):
    for found in lessons:
        system, asked, right = found.messages
        assert system["content"] == SYSTEM
        assert "\nGoal: " in asked["content"]
        assert found.learn == (False, False, True)
        *facts, end = right["content"].split("\n")
        assert end in ((END,) if facts else (UNCLEAR, CANNOT))


def test_an_answer_names_what_is_seen_and_each_thing_once(lessons):
    for found in lessons:
        seen = found.messages[1]["content"].partition("\nHand:")[0].removeprefix("Seen: ")
        names = [re.split(r" (?:at|in|on) ", part)[0] for part in seen.rstrip(".").split("; ")]
        facts = found.messages[2]["content"].split("\n")[:-1]
        subjects = [max((n for n in names if f.startswith(f"{n} ")), key=len) for f in facts]
        assert len(set(subjects)) == len(subjects)


def test_simple_structures_do_not_drown_the_others(lessons):
    kinds = [f.structure for f in lessons if f.structure not in ("restate said", "restate ask")]
    assert 0.2 < len(kinds) / len(lessons) < 0.5
    assert len(set(kinds)) > 45
    assert max(kinds.count(kind) for kind in set(kinds)) < 0.08 * len(kinds)


def test_goals_are_asked_about_answered_and_refused(lessons):
    right = [found.messages[2]["content"] for found in lessons]
    answered = [f for f in lessons if "\nThe person says: " in f.messages[1]["content"]]
    assert right.count(UNCLEAR) > 5
    assert right.count(CANNOT) > 15
    assert len(answered) > 8
    assert all(f.messages[2]["content"].endswith(END) for f in answered)


@pytest.mark.llm
def test_lessons_that_begin_alike_are_one_example_and_are_read_as_if_alone(lessons):
    import torch

    from agent.training.passes import forward

    base = load("embedded-base", dtype="float32")
    alone = [encode(base.tokenizer, found) for found in lessons[:12]]
    together = bundled(alone)
    assert len(together) < 6
    assert sum(len(e.ids) for e in together) < 0.6 * sum(len(e.ids) for e in alone)
    assert all(len(e.ids) <= LONGEST for e in together)
    assert np.array_equal(
        [e.ids[p] for e in together for p in e.said], [e.ids[p] for e in alone for p in e.said]
    )
    with torch.no_grad():
        one, _ = forward(base.model, Batch(together[0].head, tuple(together)))
        each = [forward(base.model, Batch(e.head, (e,)))[0] for e in alone]
    apart = (one - torch.cat(each)).abs()
    # The pass computes in bfloat16: two roundings of the same logits, whose spread is 5.
    assert apart.mean() < 0.15
