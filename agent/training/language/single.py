"""Goals of one thing: where it goes, or that it is to be held."""

from __future__ import annotations

from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import Target, clause, polite
from agent.training.language.refer import refer
from agent.training.language.splits import one
from agent.training.language.table import SIDES, Table, Unlucky
from agent.types import Fact, ObjectState

HOLD = verbs.Phrases(
    """{take} {a}|{take} {a} and hold it|{take} {a} and keep it in your hand|{take} {a} and wait
    |hold on to {a}|have {a} in your hand|I want you to hold {a}|keep hold of {a}|hold {a} up
    |{a} should be in your hand|{take} {a} for now|{take} {a} and don't let go
    |let me see you hold {a}|hold {a} for me|get a grip on {a}|close your fingers on {a}
    |{take} {a} off the table|{take} {a} and nothing else|just {take} {a}
    |show me that you can {take} {a}|grip {a} firmly|{take} {a} and stay there
    |{take} {a} with your gripper|wrap your fingers around {a}"""
)


def goal_of(
    a: ObjectState, t: Table, others: list[ObjectState] | None = None
) -> tuple[str, Target]:
    """Return a relation and a target for a thing that is possible and does not hold."""
    for _ in range(6):
        relation = one("in in in in on on on at at at beside".split(), t.rng)
        if relation == "at":
            return relation, t.place([a])
        relation = one(SIDES[t.split], t.rng) if relation == "beside" else relation
        targets = [b for b in (others or t.objects) if t.fits(a, relation, b)]
        targets = [b for b in targets if not t.holds(Fact(relation, a.name, b.name))]
        if targets:
            return relation, t.pick(targets)
    raise Unlucky


def fact(relation: str, a: ObjectState, target: Target) -> Fact:
    """Return the wish as a fact."""
    return Fact(relation, a.name, target if isinstance(target, str) else target.name)


def single(t: Table) -> Command:
    """One thing somewhere."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    words = refer(a, t, t.movable)
    text = clause(words, t, relation, target)
    kind = "relative" if any(tag.startswith("relative") for tag in t.tags) else "single"
    return Command(text, (fact(relation, a, target),), structure="-".join([kind, *extra(t)]))


def referred(t: Table) -> Command:
    """One thing somewhere, told by where it is."""
    t.plainly = 0.1
    return single(t)


def extra(t: Table) -> list[str]:
    """Return what else is to be said of a goal's structure."""
    return [tag for tag in dict.fromkeys(t.tags) if tag in ("ordinal", "distance", "size", "only")]


def near(t: Table) -> Command:
    """One thing next to another, on a side that nobody says."""
    a = t.pick(t.movable)
    relation = one(("near", "left of", "right of", "in front of", "behind"), t.rng)
    others = [b for b in t.objects if t.fits(a, relation, b)]
    b = t.pick(b for b in others if not t.holds(Fact("near", a.name, b.name)))
    t.open([Fact(relation, a.name, b.name)])
    words = refer(a, t, t.movable)
    return Command(clause(words, t, "near", b), (Fact(relation, a.name, b.name),), structure="near")


def hold(t: Table) -> Command:
    """One thing in the hand."""
    a = t.pick(t.movable)
    take = verbs.TAKE.pick(t.split, t.rng)
    text = HOLD.pick(t.split, t.rng).format(take=take, a=refer(a, t, t.movable))
    text = polite(text, t) if t.chance(0.4) else text
    return Command(text, (Fact("held", a.name, "hand"),), structure="hold")
