"""What people need and complain about, from which it follows what is to be moved."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.refer import known_as
from agent.training.language.several import facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact

NEED = sentences(
    """I always look for {a} {at}, can you put it there|{a} is annoying me, put it {at}
    |I keep losing {a}. Put it {at} please|my kid wants to see {a} {at}
    |I can't reach {a}. Could you put it {at}?|{a} doesn't belong there, it belongs {at}
    |someone left {a} lying around, put it {at}|I don't like where {a} is. {at} would be better
    |we'll need {a} later, so keep it {at}|it would look much nicer with {a} {at}
    |I'm taking a photo, can you get {a} {at}|my boss wants {a} {at}, don't ask me why
    |I want to play with {a} later, put it {at}|why is {a} not {at}? please fix it
    |{a} should have been {at} already|how would it look with {a} {at}? show me
    |I have my hands full, can you put {a} {at}|the cat keeps knocking {a} over, put it {at}""",
    often="I can't reach {a}. Could you put it {at}?",
)
IN_THE_WAY = sentences(
    """{a} is in the way of {b}, put it {at}|{a} is blocking {b}, move it {to}
    |I can't get at {b}, move {a} {to}|{a} is too close to {b}, put it {at}
    |I need to get to {b}. {a} is in the way, it can go {at}
    |make room around {b}, {a} can go {at}|{b} needs more space, so put {a} {at}
    |I'm going to use {b} now, please put {a} {at} so it's not in the way""",
    often="{a} is in the way of {b}, put it {at}",
)
SPACE = sentences(
    """I need some space {here}, move {a} {to}|I need the space {here}. Put {a} {at} instead
    |it's too crowded {here}, move {a} {to}|I want to put my laptop {here}, so move {a} {to}
    |{a} can't stay {here}, put it {at}|could you free up some space {here}? {a} can go {at}
    |my coffee goes {here}, so {a} has to go {at}|clear the space {here} please, {a} goes {at}""",
    often="I need some space {here}, move {a} {to}",
)
EMPTY = sentences(
    """I need {m} empty, put what's in it {at}|empty {m} please, the stuff in it goes {at}
    |can you empty {m}? Put everything {at}|I want to use {m}, take everything out and put it {at}
    |{m} should be empty. What's in it goes {at}|get everything out of {m} and put it {at}
    |I have to wash {m}, so put what is inside {at}|take the stuff out of {m}, it goes {at}""",
    often="empty {m} please, the stuff in it goes {at}",
)
HERE = {"left": ("on the left", "on the left side"), "right": ("on the right", "on the right side"),
        "top": ("at the top", "at the top edge"), "bottom": ("at the bottom", "at the bottom edge"),
        "middle": ("in the middle", "in the middle of the table")}  # fmt: skip


def need(t: Table) -> Command:
    """One thing somewhere, for a reason of daily life."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    text = say(NEED, t, {"a": a}, [(relation, target)])
    return Command(text, (fact(relation, a, target),), structure="natural-need")


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
