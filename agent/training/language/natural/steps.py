"""Several sentences, one after the other: steps, words like "it" and "there", corrections."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.multi import wishes
from agent.training.language.natural.single import somewhere
from agent.training.language.natural.steps_words import (
    BEFORE,
    ITSELF,
    ON_IT,
    OTHER_SPOT,
    OTHER_THING,
    THREE,
    TOO,
    TWO,
)
from agent.training.language.natural.words import say, where
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState


def told(form: Phrases, t: Table, number: int, tag: str) -> Command:
    """Return so many wishes in the words of a form, in the order of their slots."""
    them = wishes(t, number)
    things = {key: a for key, (a, _, _) in zip("abcd", them, strict=False)}
    text = say(form, t, things, [(relation, target) for _, relation, target in them])
    facts = t.open(fact(relation, a, target) for a, relation, target in them)
    return Command(text, facts, structure=f"natural-{tag}")


def two_steps(t: Table) -> Command:
    """Two wishes."""
    return told(TWO, t, 2, "two-steps")


def reversed_steps(t: Table) -> Command:
    """Two wishes of which the one that comes second may be said first."""
    return told(BEFORE, t, 2, "reversed-steps")


def three_steps(t: Table) -> Command:
    """Three wishes."""
    return told(THREE, t, 3, "three-steps")


def itself(t: Table) -> Command:
    """One wish in two sentences."""
    return somewhere(ITSELF, t, "it")


def too(t: Table) -> Command:
    """One thing somewhere, and another at the same spot."""
    a, b = t.some(t.movable, 2)
    relation, target = goal_of(a, t)
    if relation not in ("in", "at") or target is b:
        raise Unlucky
    first, second = fact(relation, a, target), fact(relation, b, target)
    now = t.after([first])
    if not has_room(now, b, target) or t.holds(second):
        raise Unlucky
    text = say(TOO, t, {"a": a, "b": b}, [(relation, target)])
    return Command(text, (first, second), structure="natural-too")


def has_room(now: Table, b: ObjectState, target: Target) -> bool:
    """Tell whether a thing has room at a place, or in another, on the table as it will be."""
    if isinstance(target, str):
        return now.room(target, [b])
    return now.fits(b, "in", now.get(target.name))


def on_it(t: Table) -> Command:
    """One thing on another, and a thing on that."""
    a, b = t.some(t.movable, 2)
    targets = [o for o in t.objects if o is not b and t.fits(a, "on", o)]
    target = t.pick(o for o in targets if not t.holds(Fact("on", a.name, o.name)))
    if not t.fits(b, "on", a):
        raise Unlucky
    facts = (Fact("on", a.name, target.name), Fact("on", b.name, a.name))
    text = say(ON_IT, t, {"a": a, "b": b}, [("on", target)])
    return Command(text, facts, structure="natural-on-it")


def other_thing(t: Table) -> Command:
    """A wish that is corrected: another thing is meant."""
    a, x = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not x])
    words = the_one(a, x, t, 0.6)
    own = {"a": words} if words else {}
    text = say(OTHER_THING, t, {"a": a, "x": x}, [(relation, target)], **own)
    return Command(text, (fact(relation, a, target),), structure="natural-corrected-thing")


def the_one(o: ObjectState, other: ObjectState, t: Table, share: float) -> str:
    """Return "the red one", now and then, for one of two alike where nothing else is red."""
    alike = [b for b in t.movable if b.color == o.color]
    apart = o.kind == other.kind and o.color and o.color != other.color and len(alike) == 1
    return f"the {o.color} one" if apart and t.chance(share) else ""


def other_spot(t: Table) -> Command:
    """A wish that is corrected: another spot is meant."""
    a = t.pick(t.movable)
    (relation, target), (r, wrong) = two_goals(a, t)
    text = say(OTHER_SPOT, t, {"a": a}, [(relation, target)], wrong=where(r, wrong, t))
    return Command(text, (fact(relation, a, target),), structure="natural-corrected-spot")


def two_goals(a: ObjectState, t: Table) -> tuple[tuple[str, Target], tuple[str, Target]]:
    """Return two spots where a thing can go, which are not one and the same."""
    (relation, target), (r, other) = goal_of(a, t), goal_of(a, t)
    if target is other or target == other or {relation, r} == {"in", "on"}:
        raise Unlucky
    return (relation, target), (r, other)
