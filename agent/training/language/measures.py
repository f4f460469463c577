"""Things between two others, and things moved by so much."""

from __future__ import annotations

from agent.spatial import CORRIDOR, STEPS, shifted, support_of
from agent.training.language.command import Command
from agent.training.language.refer import refer
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact

AMID = Phrases(
    """put {a} between {b} and {c}|place {a} between {b} and {c}|{a} goes between {b} and {c}
    |move {a} in between {b} and {c}|I want {a} between {b} and {c}
    |{a} should stand between {b} and {c}|could you set {a} between {b} and {c}""",
    val="squeeze {a} in between {b} and {c}|{a} belongs between {b} and {c}",
    test="wedge {a} between {b} and {c}|let {a} be between {b} and {c}",
)
SHIFT = Phrases(
    """push {a} {n} centimeters {way}|move {a} {n} cm {way}|shift {a} by {n} cm {way}
    |move {a} {way} by {n} centimeters|slide {a} {n} centimetres {way}
    |please push {a} {way} by {n} cm|could you push {a} {n} cm {way}""",
    val="scoot {a} {n} cm {way}|{a} has to go {n} cm {way}",
    test="budge {a} {n} cm {way}|let {a} travel {n} cm {way}",
)
WAYS = {
    "to the left": ("to the left", "left"),
    "to the right": ("to the right", "right"),
    "forward": ("forward", "towards me", "closer to me"),
    "back": ("back", "away from me", "backwards"),
}
FAR = (5, 6, 8, 10, 12, 15, 20)


def amid(t: Table) -> Command:
    """One thing between two others."""
    a = t.pick(o for o in t.movable)
    b, c = t.some((o for o in t.inside if o.name != a.name and not support_of(o, t.seen)), 2)
    fact = Fact("between", a.name, b.name, more=(c.name,))
    if t.holds(fact) or abs(b.position[1] - c.position[1]) < 3 * CORRIDOR:
        raise Unlucky
    words = (refer(o, t, t.objects) for o in (a, b, c))
    text = AMID.pick(t.split, t.rng).format(**dict(zip("abc", words, strict=True)))
    return Command(text, (fact,), structure="amid")


def shift(t: Table) -> Command:
    """One thing moved by so much."""
    a = t.pick(o for o in t.movable if not support_of(o, t.seen))
    way, far = one(list(STEPS), t.rng), one(FAR, t.rng)
    words = f"{far} cm {way}"
    to = shifted(a.position, words)
    if to is None or not t.workspace.contains(*to):
        raise Unlucky
    said = one(WAYS[way], t.rng)
    text = SHIFT.pick(t.split, t.rng).format(a=refer(a, t, t.movable), n=far, way=said)
    return Command(text, (Fact("moved", a.name, words, to),), structure="moved")
