"""Things that are told by where they are, what is nearest, what is in or on what, what is big."""

from __future__ import annotations

import itertools

from agent.spatial import gap, is_in, is_on
from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.refer import CLEAR, known_as, peers
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

MOST = sentences(
    """put the {side}most {ak} {at}|{side}most {ak} {at}|take the {side}most {ak} and put it {at}
    |grab the {ak} that's {side}most and put it {at}|can you put the {side}most {ak} {at}?
    |the {ak} all the way on the {side} goes {at}|move the {side}most {ak} {to}
    |put the first {ak} from the {side} {at}|the {side}most {ak}, put that one {at}
    |pick the {ak} that is most on the {side} and put it {at}
    |which {ak} is the {side}most? put it {at}|I want the {side}most {ak} {at} please
    |look at the {side}most {ak}. it should go {at}""",
    often="put the {side}most {ak} {at}",
)
SECOND = sentences(
    """put the second {ak} from the {side} {at}|second {ak} from the {side} {at}
    |take the second {ak} from the {side} and put it {at}
    |count from the {side}: the second {ak} goes {at}|move the 2nd {ak} from the {side} {to}
    |the {ak} that's second from the {side} should be {at}
    |not the {side}most {ak} but the one after it, put it {at}
    |could you take the second {ak} from the {side}? It goes {at}""",
    often="put the second {ak} from the {side} {at}",
)
NEAREST = sentences(
    """put the {ak} nearest to {m} {at}|put the {ak} closest to {m} {at}
    |take the {ak} next to {m} - the closest one - and put it {at}
    |which {ak} is closest to {m}? put it {at}|the {ak} that's closest to {m} goes {at}
    |find the {ak} nearest to {m} and put it {at}
    |{ak} nearest {m_}: {at}|I mean the {ak} closest to {m}, it should be {at}
    |can you take the {ak} that is nearest to {m} and put it {at}
    |look which {ak} is nearest to {m} and move it {to}
    |the nearest {ak} to {m} please, {at}""",
    often="put the {ak} closest to {m} {at}",
)
INSIDE = sentences(
    """put what's in {m} {at}|take the {ak} out of {m} and put it {at}|the one in {m} goes {at}
    |put the {ak} that is in {m} {at}|whatever is in {m}, put it {at}
    |there's a {ak} in {m}. Put it {at}|what's in {m} should be {at}
    |move the thing in {m} {to}|can you get the {ak} out of {m} and put it {at}?
    |{ak} from {m_} {to}|see what's in {m}? I want it {at}|get it out of {m}, and put it {at}
    |somebody put a {ak} in {m}, it belongs {at}""",
    often="take the {ak} out of {m} and put it {at}",
)
ATOP = sentences(
    """take what's on top of {m} and put it {at}|put the {ak} that is on {m} {at}
    |the one on top of {m} goes {at}|take the {ak} off {m} and put it {at}
    |get the {ak} down from {m}, it goes {at}|what's on {m} should be {at}
    |there is a {ak} on {m}, move it {to}|unstack {m}: put the one on it {at}""",
    often="take the {ak} off {m} and put it {at}",
)
BIG = sentences(
    """put the biggest {ak} {at}|move the big {ak} {to}|take the largest {ak} and put it {at}
    |the bigger {ak} goes {at}|biggest {ak} {at}|can you lift the big {ak}? put it {at}
    |which {ak} is bigger? that one goes {at}""",
    often="put the biggest {ak} {at}",
)
SMALL = sentences(
    """put the smallest {ak} {at}|move the small {ak} {to}|the smaller {ak} goes {at}
    |take the small {ak} and put it {at}|smallest {ak} {at}|can you grab the small {ak}? put it {at}
    |the little {ak} should be {at}""",
    often="put the smallest {ak} {at}",
)
AXES = {"left": (1, 1), "right": (1, -1), "top": (0, 1), "bottom": (0, -1)}


def told(form: Phrases, a: ObjectState, t: Table, tag: str, **marks: ObjectState) -> Command:
    """Return a wish about a thing that the form's own words tell."""
    relation, target = goal_of(a, t)
    own = {"side": t.tags[-1]} if form in (MOST, SECOND) else {}
    text = say(form, t, {"a": a, **marks}, [(relation, target)], **own)
    return Command(text, (fact(relation, a, target),), structure=f"natural-{tag}")


def ordinal(t: Table) -> Command:
    """The leftmost, or the second from the left, of its kind."""
    a = t.pick(t.movable)
    side = one(("left", "right", "left", "right", "top", "bottom"), t.rng)
    axis, sign = AXES[side]
    ranked = sorted([a, *peers(a, t)], key=lambda o: sign * o.position[axis])
    spots = [sign * o.position[axis] for o in ranked]
    if len(ranked) < 2 or min(b - a for a, b in itertools.pairwise(spots)) < CLEAR:
        raise Unlucky
    rank = ranked.index(a)
    if rank > 1 or (rank == 1 and len(ranked) < 3):
        raise Unlucky
    t.tags.append(side)
    return told((MOST, SECOND)[rank], a, t, ("ordinal-first", "ordinal-second")[rank])


def nearest(t: Table) -> Command:
    """The one of its kind that is closest to another thing."""
    a = t.pick(t.movable)
    others = peers(a, t)
    m = t.pick(o for o in t.objects if o is not a and o not in others)
    if not others or gap(a, m) > min(gap(o, m) for o in others) - CLEAR or not known_as(m, t):
        raise Unlucky
    return told(NEAREST, a, t, "nearest", m=m)


def inside(t: Table) -> Command:
    """What is alone in a hollow thing."""
    m = t.pick(o for o in t.hollow if len(t.contents(o)) == 1)
    a = t.pick(o for o in t.movable if is_in(o, m))
    return told(INSIDE, a, t, "what-is-in", m=m)


def atop(t: Table) -> Command:
    """What is on top of another thing."""
    a = t.pick(o for o in t.movable if any(is_on(o, b) for b in t.objects))
    m = t.pick(b for b in t.objects if is_on(a, b))
    return told(ATOP, a, t, "what-is-on", m=m)


def sized(t: Table) -> Command:
    """The biggest or the smallest of its kind."""
    a = t.pick(o for o in t.movable if peers(o, t))
    sizes = [max(o.size) for o in peers(a, t)]
    big, small = max(a.size) > max(sizes) * 1.2, max(a.size) < min(sizes) / 1.2
    if not (big or small):
        raise Unlucky
    return told(BIG if big else SMALL, a, t, "size")
