"""Goals that cannot be reached, each with the reason to give."""

from __future__ import annotations

from collections.abc import Callable

from agent.kinds import can_stand_on, fits_in, has_flat_top, is_hollow
from agent.skills.grasp import faces
from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import clause, many, polite, simple
from agent.training.language.impossible import (
    AT_ONCE,
    BEYOND,
    INSIDE,
    MISSING,
    NO_SKILL,
    ONTO,
    UNKNOWN,
    UNKNOWN_TARGET,
)
from agent.training.language.refer import known_as, refer
from agent.training.language.several import NUMBERS
from agent.training.language.single import HOLD, goal_of
from agent.training.language.splits import one
from agent.training.language.table import SIDES, WIDEST, Table, Unlucky
from agent.types import ObjectState

OUT_OF_REACH = "that is out of reach"
AT_ONCE_REASON = "both cannot be so at the same time"
NO_SKILL_REASON = "I have no skill for that"
TOO_FEW = "there are not so many"
NOTHING_SUCH = "there is no such thing here"


def refused(text: str, reason: str, t: Table) -> Command:
    """Return a goal that is to be refused."""
    text = polite(text, t) if t.chance(0.12) else text
    return Command(text, refuse=reason, structure="refusal")


def wanted(a: ObjectState, t: Table) -> str:
    """Return any wish about a thing: to hold it, or to have it elsewhere."""
    words = known_as(a, t) or refer(a, t)
    if t.chance(0.35):
        take = verbs.TAKE.pick(t.split, t.rng)
        return HOLD.pick(t.split, t.rng).format(take=take, a=words)
    if t.chance(0.5):
        others = [b for b in t.objects if b is not a]
        return clause(words, t, one(SIDES[t.split], t.rng), t.pick(others))
    return clause(words, t, "at", t.place([a]))


def too_wide(t: Table) -> Command:
    """To move what no hand holds."""
    a = t.pick(o for o in t.objects if min(w for _, w in faces(o)) > WIDEST)
    return refused(wanted(a, t), f"{a.name} is too wide for the hand", t)


def too_far(t: Table) -> Command:
    """To move what stands out of reach, or to put something in it."""
    far = t.pick(o for o in t.objects if o not in t.inside)
    if min(w for _, w in faces(far)) <= WIDEST:
        return refused(wanted(far, t), f"{far.name} is out of reach", t)
    a = t.pick(o for o in t.movable if fits_in(o, far))
    text = clause(refer(a, t), t, "in", far)
    return refused(text, f"{far.name} is out of reach", t)


def put_so(relation: str, a: ObjectState, b: ObjectState, t: Table) -> str:
    """Return a command to put one thing in or on another."""
    if t.chance(0.4):
        return clause(known_as(a, t) or refer(a, t), t, relation, b)
    form = (INSIDE if relation == "in" else ONTO).pick(t.split, t.rng)
    put = verbs.PUT.pick(t.split, t.rng)
    names = known_as(a, t) or refer(a, t), known_as(b, t)
    if not names[1]:
        raise Unlucky
    return form.format(put=put, a=names[0], b=names[1])


def not_hollow(t: Table) -> Command:
    """Into what has no opening."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.inside if o is not a and not is_hollow(o))
    text = put_so("in", a, b, t)
    return refused(text, f"nothing can be put in {b.name}", t)


def too_large(t: Table) -> Command:
    """Into what is too narrow."""
    b = t.pick(o for o in t.inside if is_hollow(o))
    a = t.pick(o for o in t.movable if o is not b and not fits_in(o, b))
    text = put_so("in", a, b, t)
    return refused(text, f"{a.name} is too large for {b.name}", t)


def no_flat_top(t: Table) -> Command:
    """Onto what has no flat top."""
    b = t.pick(o for o in t.inside if not has_flat_top(o) and not is_hollow(o))
    a = t.pick(o for o in t.movable if o is not b)
    text = put_so("on", a, b, t)
    return refused(text, f"nothing can be put on {b.name}", t)


def unstable(t: Table) -> Command:
    """Onto what it would fall from."""
    b = t.pick(o for o in t.inside if has_flat_top(o))
    a = t.pick(o for o in t.movable if o is not b and not can_stand_on(o, b))
    text = put_so("on", a, b, t)
    return refused(text, f"{a.name} would not stay on {b.name}", t)


def beyond(t: Table) -> Command:
    """To where no arm reaches."""
    a = t.pick(t.movable)
    where = BEYOND.pick(t.split, t.rng)
    words = known_as(a, t) or refer(a, t)
    if t.chance(0.25):
        form = verbs.WANT.pick(t.split, t.rng)
        return refused(form.format(a=words, at=where), OUT_OF_REACH, t)
    return refused(f"{verbs.PUT.pick(t.split, t.rng)} {words} {where}", OUT_OF_REACH, t)


def at_once(t: Table) -> Command:
    """Two things of which only one can be."""
    a = t.pick(t.movable)
    b, c = t.some((o for o in t.hollow if t.fits(a, "in", o)), 2)
    names = [known_as(o, t) for o in (a, b, c)]
    if not all(names):
        raise Unlucky
    put = verbs.PUT.pick(t.split, t.rng)
    text = AT_ONCE.pick(t.split, t.rng).format(put=put, a=names[0], b=names[1], c=names[2])
    return refused(text, AT_ONCE_REASON, t)


def no_skill(t: Table) -> Command:
    """What two fingers cannot do."""
    text = NO_SKILL.pick(t.split, t.rng)
    if "{a}" in text:
        a = t.pick(t.objects)
        text = text.format(a=known_as(a, t) or refer(a, t))
    return refused(text, NO_SKILL_REASON, t)


def too_few(t: Table) -> Command:
    """More than there are."""
    number = len(t.blocks) + int(t.rng.integers(1, 4))
    if number > 7 or not t.blocks:
        raise Unlucky
    word = (*NUMBERS, "six", "seven")[number]
    forms = (
        "{} of the blocks|all {} blocks|{} blocks|any {} of the cubes|exactly {} blocks|{} cubes"
    )
    words = one(forms.split("|"), t.rng).format(one((word, word, str(number)), t.rng))
    relation, target = goal_of(t.pick(t.movable), t)
    if relation not in ("in", "at"):
        raise Unlucky
    return refused(many(words, t, relation, target), TOO_FEW, t)


def missing(t: Table) -> Command:
    """A thing that no table has."""
    name = UNKNOWN.pick(t.split, t.rng)
    if t.chance(0.3):
        a = t.pick(t.movable)
        form = UNKNOWN_TARGET.pick(t.split, t.rng)
        do = form.format(put=verbs.PUT.pick(t.split, t.rng), a=refer(a, t), x=name)
        return refused(do, NOTHING_SUCH, t)
    if t.chance(0.4):
        a = t.pick(t.movable)
        return refused(simple(f"the {name}", t, *goal_of(a, t)), NOTHING_SUCH, t)
    take = verbs.TAKE.pick(t.split, t.rng)
    return refused(MISSING.pick(t.split, t.rng).format(take=take, x=name), NOTHING_SUCH, t)


MAKERS: tuple[tuple[Callable[[Table], Command], float], ...] = (
    (too_wide, 0.9),
    (too_far, 6.0),
    (not_hollow, 0.9),
    (too_large, 6.0),
    (no_flat_top, 6.0),
    (unstable, 6.0),
    (beyond, 0.7),
    (at_once, 0.6),
    (no_skill, 1.0),
    (too_few, 0.5),
    (missing, 0.8),
)
"""With how often (%) each is tried; most tables do not suit some of them."""
