"""What things of this table cannot do, as visitors ask for it, with the reason to give."""

from __future__ import annotations

from agent.kinds import can_stand_on, fits_in, has_flat_top, is_hollow
from agent.skills.grasp import faces
from agent.training.language.command import Command
from agent.training.language.natural.impossible_words import (
    AT_ONCE,
    EACH_OTHER,
    INTO,
    ONTO,
    TWO_PLACES,
    WIDE,
)
from agent.training.language.natural.refusals import refused
from agent.training.language.natural.words import AT, place, say
from agent.training.language.refer import known_as
from agent.training.language.refusals import AT_ONCE_REASON
from agent.training.language.splits import Phrases, one
from agent.training.language.table import WIDEST, Table, Unlucky
from agent.types import ObjectState

OPPOSITE = (
    ("left side", "right side"), ("top side", "bottom side"), ("middle", "left side"),
    ("middle", "right side"), ("top side", "middle"), ("bottom side", "middle"),
)  # fmt: skip


def told(form: Phrases, t: Table, a: ObjectState, b: ObjectState) -> str:
    """Return a sentence about two things that have a clear name each."""
    if not known_as(a, t) or not known_as(b, t):
        raise Unlucky
    return say(form, t, {"a": a, "b": b})


def too_wide(t: Table) -> Command:
    """To move what no hand holds."""
    a = t.pick(o for o in t.objects if min(w for _, w in faces(o)) > WIDEST)
    others = [o for o in t.objects if o is not a]
    relation = one(("at", "at", "left of", "right of", "behind"), t.rng)
    target = t.place([a]) if relation == "at" or not others else t.pick(others)
    relation = "at" if isinstance(target, str) else relation
    text = say(WIDE, t, {"a": a}, [(relation, target)])
    return refused(text, f"{a.name} is too wide for the hand", "hand")


def too_large(t: Table) -> Command:
    """Into what is too narrow."""
    b = t.pick(o for o in t.inside if is_hollow(o))
    a = t.pick(o for o in t.movable if o is not b and not fits_in(o, b))
    return refused(told(INTO, t, a, b), f"{a.name} is too large for {b.name}", "size")


def not_hollow(t: Table) -> Command:
    """Into what has no opening."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.inside if o is not a and not is_hollow(o))
    return refused(told(INTO, t, a, b), f"nothing can be put in {b.name}", "opening")


def no_flat_top(t: Table) -> Command:
    """Onto what has no flat top."""
    b = t.pick(o for o in t.inside if not has_flat_top(o) and not is_hollow(o))
    a = t.pick(o for o in t.movable if o is not b)
    return refused(told(ONTO, t, a, b), f"nothing can be put on {b.name}", "flat-top")


def unstable(t: Table) -> Command:
    """Onto what it would fall from."""
    b = t.pick(o for o in t.inside if has_flat_top(o))
    a = t.pick(o for o in t.movable if o is not b and not can_stand_on(o, b))
    return refused(told(ONTO, t, a, b), f"{a.name} would not stay on {b.name}", "hold")


def at_once(t: Table) -> Command:
    """Two things of which only one can be."""
    style = t.rng.random()
    a = t.pick(t.movable)
    if style < 0.5:
        b, c = t.some((o for o in t.hollow if t.fits(a, "in", o)), 2)
        if not all(known_as(o, t) for o in (a, b, c)):
            raise Unlucky
        text = say(AT_ONCE, t, {"a": a, "b": b, "c": c})
    elif style < 0.75:
        here, there = one(OPPOSITE, t.rng)
        text = say(TWO_PLACES, t, {"a": a}, here=place(here, AT, t), there=place(there, AT, t))
    else:
        b = t.pick(o for o in t.movable if o is not a)
        if not (can_stand_on(a, b) and can_stand_on(b, a)):
            raise Unlucky
        text = told(EACH_OTHER, t, a, b)
    return refused(text, AT_ONCE_REASON, "at-once")
