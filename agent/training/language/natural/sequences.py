"""Three and four wishes, told forwards and backwards, and what is put next to what was moved."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.multi import wishes
from agent.training.language.natural.sequences_words import (
    BACKWARDS,
    BESIDE_IT,
    CHAIN,
    FOUR,
    THEN_HOLD,
    THERE_TOO,
)
from agent.training.language.natural.steps import has_room, told
from agent.training.language.natural.words import BESIDE, say
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import one
from agent.training.language.table import SIDES, Table, Unlucky
from agent.types import Fact


def chain(t: Table) -> Command:
    """Three wishes with many words between them."""
    return told(CHAIN, t, 3, "chain")


def four_steps(t: Table) -> Command:
    """Four wishes."""
    return told(FOUR, t, 4, "four-steps")


def backwards(t: Table) -> Command:
    """Three wishes of which the last is said first."""
    return told(BACKWARDS, t, 3, "backwards")


def there_too(t: Table) -> Command:
    """Two things to one spot, and one to another."""
    (a, relation, target), (c, r, other) = wishes(t, 2)
    if relation not in ("in", "at"):
        raise Unlucky
    first, last = fact(relation, a, target), fact(r, c, other)
    used = {first.target, last.target, a.name, c.name}
    b = t.pick(o for o in t.movable if o.name not in used)
    second = fact(relation, b, target)
    now = t.after([first, last])
    if not has_room(now, b, target) or t.holds(second) or first.target == last.target:
        raise Unlucky
    things = {"a": a, "b": b, "c": c}
    text = say(THERE_TOO, t, things, [(relation, target), (r, other)])
    return Command(text, (first, second, last), structure="natural-there-too")


def beside_it(t: Table) -> Command:
    """One thing somewhere on the table, and another next to it, on some side or a given one."""
    a, c = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not c])
    if relation in ("in", "on"):
        raise Unlucky
    first = fact(relation, a, target)
    now = t.after([first])
    side = "near" if t.chance(0.5) else one(SIDES[t.split], t.rng)
    second = Fact(side, c.name, a.name)
    if t.holds(second) or now.holds(second) or not now.fits(now.get(c.name), side, now.get(a.name)):
        raise Unlucky
    by = one(BESIDE[side], t.rng)
    text = say(BESIDE_IT, t, {"a": a, "c": c}, [(relation, target)], by=by)
    structure = "natural-near-it" if side == "near" else "natural-beside-it"
    return Command(text, (first, second), structure=structure)


def then_hold(t: Table) -> Command:
    """One thing somewhere, and another in the hand."""
    a, b = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not b])
    if target is b:
        raise Unlucky
    text = say(THEN_HOLD, t, {"a": a, "b": b}, [(relation, target)])
    facts = (fact(relation, a, target), Fact("held", b.name, "hand"))
    return Command(text, facts, structure="natural-then-hold")
