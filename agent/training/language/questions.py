"""Goals that leave something open, so that a question has to come first."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.forms import clause, many
from agent.training.language.refer import OPEN, by_relation, by_side, known_as
from agent.training.language.several import NUMBERS, facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

FEW = Phrases(
    """a few blocks|some blocks|several blocks|a handful of blocks|some of the blocks
    |a few of the blocks|a number of blocks|several of the blocks|a couple of blocks|some cubes
    |a few cubes|a bunch of blocks|a small number of blocks|various blocks|a group of blocks
    |a certain number of the blocks|part of the blocks|not all of the blocks
    |a portion of the blocks|a good few blocks|quite a few blocks|several cubes
    |a bunch of the cubes|one or more blocks|more than one block|an amount of blocks
    |a selection of blocks|a fair number of blocks|not too many blocks"""
)
ASIDE = Phrases(
    """lateral to|sideways of|to one side of|on one side of|off to the side of|on either side of
    |to the side of|sideways from|aside of|on some side of|laterally from|at one flank of
    |flanking|to a side of|at the side of"""
)
AHEAD = Phrases(
    """in front of or behind|behind or before|ahead of or behind|on the depth axis of
    |along my viewing direction from|before or behind|in front or in back of
    |along the front-back axis of|fore or aft of"""
)
ANSWERS = {
    "left of": ("the left side", "left", "to the left", "on the left", "to the left of it"),
    "right of": ("the right side", "right", "to the right", "on the right of it"),
    "in front of": ("in front of it", "in front", "the front", "in front, please"),
    "behind": ("behind it", "behind", "the back", "at the back of it"),
}  # fmt: skip


def how_many(t: Table) -> Command:
    """A number that is not said."""
    blocks = t.free_blocks()
    if len(blocks) < 3:
        raise Unlucky
    number = int(t.rng.integers(2, min(4, len(blocks))))
    relation, target = targeted(t, blocks[:number])
    facts = facts_of(t, blocks[:number], relation, target)
    if len(facts) < number:
        raise Unlucky
    text = many(FEW.pick(t.split, t.rng), t, relation, target)
    word = NUMBERS[number]
    answer = one((word, f"{word} blocks", str(number), f"{word} of them", f"{word}, please"), t.rng)
    return Command(text, facts, ask="How many blocks?", answer=answer, structure="ask-how-many")


def which_side(t: Table) -> Command:
    """Beside a thing, on a side that only the person knows."""
    a = t.pick(t.movable)
    deep = t.chance(0.4)
    beside = one(("left of", "right of"), t.rng)
    relation = one(("in front of", "behind"), t.rng) if deep else beside
    b = t.pick(o for o in t.objects if t.fits(a, relation, o))
    facts = t.open([Fact(relation, a.name, b.name)])
    names = known_as(a, t), known_as(b, t)
    if not all(names):
        raise Unlucky
    words = (AHEAD if deep else ASIDE).pick(t.split, t.rng)
    # Some sentence round a spot, whose words then give way to those that leave it open.
    text = clause(names[0], t, "at", OPEN)
    text = text.replace(OPEN, f"{words} {names[1]}")
    answer = one(ANSWERS[relation], t.rng)
    ask = f"On which side of {b.name}?"
    return Command(text, facts, ask=ask, answer=answer, structure="ask-which-side")


def open_words(a: ObjectState, t: Table) -> str:
    """Return words that leave open which thing is meant; some are alike but for a number."""
    twins = [o for o in t.movable if (o.kind, o.color) == (a.kind, a.color)]
    if len(twins) > 1 and a.color:
        return f"{a.color} {a.kind}"
    if sum(o.kind == a.kind for o in t.movable) > 1 and t.chance(0.5) and short(a, t):
        return a.kind
    raise Unlucky


def reply(a: ObjectState, words: str, t: Table) -> str:
    """Return which one was meant by such words."""
    answer = known_as(a, t) or by_side(a, t) or by_relation(a, t)
    if words == a.kind:
        answer = one((answer, short(a, t)), t.rng)
    if not answer:
        raise Unlucky
    return answer


def which_one(t: Table) -> Command:
    """A thing that could be any of several."""
    a = t.pick(t.movable)
    words = open_words(a, t)
    relation, target = goal_of(a, t)
    text = clause(f"the {words}", t, relation, target)
    answer = reply(a, words, t)
    facts = (fact(relation, a, target),)
    return Command(text, facts, ask=f"Which {words}?", answer=answer, structure="ask-which")


def which_target(t: Table) -> Command:
    """Into a bowl that could be any."""
    a = t.pick(t.movable)
    bowls = [o for o in t.bowls if t.fits(a, "in", o) and not t.holds(Fact("in", a.name, o.name))]
    if len(bowls) < 2 or len(bowls) < len(t.bowls):
        raise Unlucky
    b = t.pick(bowls)
    answer = one((known_as(b, t), short(b, t)), t.rng)
    name = known_as(a, t)
    if not answer or not name:
        raise Unlucky
    which = one(("the bowl", "a bowl", "one of the bowls"), t.rng)
    text = clause(name, t, "at", OPEN)
    text = text.replace(OPEN, f"in {which}")
    return Command(text, (Fact("in", a.name, b.name),), ask="Which bowl?", answer=answer,
                   structure="ask-which-bowl")  # fmt: skip


def short(o: ObjectState, t: Table) -> str:
    """Return "the red one", or its whole name."""
    alike = sum(b.color == o.color and b.kind == o.kind for b in t.objects)
    return f"the {o.color} one" if o.color and alike == 1 else known_as(o, t)
