"""Several things at once: all of them, all but some, two of them, lists, the rest."""

from __future__ import annotations

from collections.abc import Sequence

from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.natural.several_words import (
    ALL,
    BOTH,
    EXCEPT,
    OF_COLOR,
    PAIR,
    REST,
    SORT,
    TRIPLE,
    TWO,
)
from agent.training.language.natural.words import plain, say
from agent.training.language.several import NUMBERS, facts_of, targeted
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.training.language.towers import bowl_of
from agent.types import Fact, ObjectState


def together(names: str, a: ObjectState, b: ObjectState, t: Table) -> str:
    """Return two things as one phrase: "the red and the green block"."""
    plainly = all(o.name == f"{o.color} {o.kind}" for o in (a, b)) and a.kind == b.kind
    if not plainly or t.chance(0.4):
        return f"{plain(a, t)} and {plain(b, t)}"
    forms = ("the {0} and the {1} {2}", "the {0} and {1} {2}s", "the {0} {2} and the {1} one")
    return one(forms, t.rng).format(a.color, b.color, names)


def gathered(
    form: Phrases, t: Table, them: Sequence[ObjectState], tag: str, *others: ObjectState, **own: str
) -> Command:
    """Some things to one target, in the words of a form; `others`, {x} and {y}, stay."""
    relation, target = targeted(t, them)
    things = dict(zip("xy", others, strict=False))
    text = say(form, t, things, [(relation, target)], **own)
    return Command(text, facts_of(t, them, relation, target), structure=f"natural-{tag}")


def all_blocks(t: Table) -> Command:
    """All the blocks to one place."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    relation, target = targeted(t, blocks)
    form = BOTH if len(blocks) == 2 and t.chance(0.6) else ALL
    text = say(form, t, {}, [(relation, target)])
    return Command(text, facts_of(t, blocks, relation, target), structure="natural-all")


def of_color(t: Table) -> Command:
    """All the blocks of one colour to one place."""
    blocks = t.free_blocks()
    color = t.pick(blocks).color
    them = [b for b in blocks if b.color == color]
    if len(them) < 2 or not color:
        raise Unlucky
    return gathered(OF_COLOR, t, them, "all-of-a-colour", color=color)


def all_but(t: Table) -> Command:
    """All the blocks to one place, but not one of them."""
    blocks = t.free_blocks()
    if len(blocks) < 3:
        raise Unlucky
    x = t.pick(blocks)
    return gathered(EXCEPT, t, [b for b in blocks if b is not x], "exception", x)


def two(t: Table) -> Command:
    """Any two blocks; the first by name."""
    blocks = t.free_blocks()
    them = blocks[:2]
    if len(blocks) < 3:
        raise Unlucky
    relation, target = targeted(t, them)
    if any(t.holds(Fact(relation, b.name, name_of(target))) for b in blocks):
        raise Unlucky
    text = say(TWO, t, {}, [(relation, target)])
    return Command(text, facts_of(t, them, relation, target), structure="natural-quantity-two")


def listed(t: Table) -> Command:
    """Two or three named things to one place."""
    number = 2 if t.chance(0.7) else 3
    them = t.some(t.movable, number)
    relation, target = targeted(t, them)
    facts = facts_of(t, them, relation, target)
    if len(facts) < number:
        raise Unlucky
    things = dict(zip("abc", them, strict=False))
    pair = together(them[0].kind, them[0], them[1], t)
    text = say(PAIR if number == 2 else TRIPLE, t, things, [(relation, target)], ab=pair)
    return Command(text, facts, structure=f"natural-list-of-{NUMBERS[number]}")


def rest(t: Table) -> Command:
    """One block here, the others there."""
    blocks = t.free_blocks()
    a = t.pick(blocks)
    others = [b for b in blocks if b is not a]
    if not others or len(others) == 1:
        raise Unlucky
    (r, first), (r2, second) = targeted(t, [a]), targeted(t, others)
    corners = all("corner" in name_of(b) for b in (first, second))
    if name_of(first) == name_of(second) or corners or t.holds(Fact(r, a.name, name_of(first))):
        raise Unlucky
    facts = (*facts_of(t, [a], r, first), *facts_of(t, others, r2, second))
    text = say(REST, t, {"a": a}, [(r, first), (r2, second)])
    return Command(text, facts, structure="natural-rest")


def name_of(target: Target) -> str:
    """Return the name of a thing or place."""
    return target if isinstance(target, str) else target.name


def sort(t: Table) -> Command:
    """Each block in the bowl of its colour."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    facts = t.open(Fact("in", b.name, bowl_of(b, t).name) for b in blocks)
    return Command(say(SORT, t, {}), facts, structure="natural-sorting")
