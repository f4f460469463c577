"""What people need and complain about, from which it follows what is to be moved."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.needs_words import EMPTY, IN_THE_WAY, NEED, SPACE
from agent.training.language.natural.single import somewhere
from agent.training.language.natural.words import say
from agent.training.language.refer import known_as
from agent.training.language.several import facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact

HERE = {"left": ("on the left", "on the left side"), "right": ("on the right", "on the right side"),
        "top": ("at the top", "at the top edge"), "bottom": ("at the bottom", "at the bottom edge"),
        "middle": ("in the middle", "in the middle of the table")}  # fmt: skip


def need(t: Table) -> Command:
    """One thing somewhere, for a reason of daily life."""
    return somewhere(NEED, t, "need")


def in_the_way(t: Table) -> Command:
    """One thing away from another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if o is not a)
    relation, target = goal_of(a, t)
    if target is b:
        raise Unlucky
    text = say(IN_THE_WAY, t, {"a": a, "b": b}, [(relation, target)])
    return Command(text, (fact(relation, a, target),), structure="natural-in-the-way")


def space(t: Table) -> Command:
    """One thing away from the side where it is."""
    a = t.pick(o for o in t.movable if not t.lies_in(o))
    sides = [side for side in HERE if side in t.where(a)]
    target = t.place([a])
    if not sides or (side := one(sides, t.rng)) in target:
        raise Unlucky
    text = say(SPACE, t, {"a": a}, [("at", target)], here=one(HERE[side], t.rng))
    return Command(text, t.open([Fact("at", a.name, target)]), structure="natural-space")


def emptied(t: Table) -> Command:
    """What is in a hollow thing goes somewhere else."""
    m = t.pick(o for o in t.hollow if t.contents(o))
    them = t.contents(m)
    if any(o not in t.movable for o in them) or not known_as(m, t):
        raise Unlucky
    relation, target = targeted(t, them)
    if target is m:
        raise Unlucky
    text = say(EMPTY, t, {"m": m}, [(relation, target)])
    return Command(text, facts_of(t, them, relation, target), structure="natural-emptying")
