"""What a goal was read as, and what the readers of goals share.

A `Reading` says what is wanted as facts, where things can be named once and for all, and as
wishes, where what is to be done depends on how things stand: a tower may be built in any
order, and "two blocks" are any two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from agent.kinds import reach
from agent.phrases import Unclear, place_name, the_rest, things
from agent.robot import Workspace
from agent.spatial import PLACES, displaced, holds, place_of, place_point
from agent.types import Fact, ObjectState, Observation, Vec3

CORNERS = tuple(name for name in PLACES if name.endswith("corner"))
FINGERS = 0.055
"""Room (m) round what is put down, for the fingers to open."""
FINE = 0.03
"""Between the points (m) of a place at which room is looked for."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was said and done before: the last goal's facts, and where things were before it.

    `workspace` is where the named places are. `understood` are the last goal's facts where the
    planner restated it; the rules make nothing of them, as they may be wrong.
    """

    facts: tuple[Fact, ...] = ()
    understood: tuple[Fact, ...] = ()
    before: Mapping[str, Vec3] = field(default_factory=dict)
    workspace: Workspace = field(default_factory=Workspace)

    @property
    def last(self) -> str | None:
        """What was spoken of last, which is what "it" means."""
        return self.facts[-1].subject if self.facts else None

    def after(self, facts: Sequence[Fact], restated: bool = False) -> Context:
        """Return the context once these facts were wished for, or understood to be."""
        if restated:
            return replace(self, facts=(), understood=tuple(facts))
        return replace(self, facts=tuple(facts) or self.facts, understood=())

    def moved(self, before: Observation, after: Observation) -> Context:
        """Return the context once the world went from one observation to another."""
        left = {was.name: was.position for was in displaced(before, after)}
        return replace(self, before={**self.before, **left})


class Wish(Protocol):
    """Something wanted that no fixed facts say."""

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return what is to be brought about as things stand now; nothing where it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """A phrase of a goal that leaves something open, and the question about it."""

    phrase: str
    question: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a goal wants, as far as it could be read.

    `complete` tells whether every part was read; `unclear` are phrases to ask about before
    anything moves; `understood` is false when no word of the goal is known. `doubts` are
    phrases that leave something open, which the planner may ask about or settle by itself.
    `restated` tells that the planner took some of these facts to be wanted, which the rules did
    not read.
    `refusal` says why the goal cannot be reached, where its words alone and what is seen tell.
    """

    facts: tuple[Fact, ...] = ()
    complete: bool = False
    unclear: tuple[Unclear, ...] = ()
    understood: bool = True
    doubts: tuple[Doubt, ...] = ()
    refusal: str = ""
    wishes: tuple[Wish, ...] = ()
    restated: bool = False


def spoken_of(wishes: Sequence[Wish]) -> set[str]:
    """Return the things that wishes would move."""
    out: set[str] = set()
    for wish in wishes:
        out |= set(getattr(wish, "members", ()))
    return out


@dataclass(frozen=True, slots=True)
class Scene:
    """What a goal is read against: what is seen, and what was said before.

    `spoken` is what this goal has named so far, which "the others" are not.
    """

    observation: Observation
    context: Context
    spoken: tuple[str, ...] = ()

    @property
    def workspace(self) -> Workspace:
        """Where the named places are."""
        return self.context.workspace

    def named(self, phrase: str, kind: str | None = "block") -> list[str] | Unclear | None:
        """Return the names that a phrase means here, or None when it is no such phrase."""
        rest = the_rest(phrase, self.observation, self.spoken)
        if rest is not None:
            return rest
        return things(phrase, self.observation, self.context.last, kind, self.workspace)

    def all_of(self, phrase: str, kind: str | None = "block") -> tuple[ObjectState, ...]:
        """Return the things that a phrase means for certain; none where it is not certain."""
        found = self.named(phrase, kind)
        return self.states(found) if isinstance(found, list) else ()

    def states(self, names: Sequence[str]) -> tuple[ObjectState, ...]:
        """Return the things of some names."""
        return tuple(o for n in names if (o := self.observation.find(n)) is not None)

    def holds(self, fact: Fact) -> bool:
        """Tell whether a fact is seen to hold."""
        return bool(holds(fact, self.observation, self.workspace))


@dataclass(frozen=True, slots=True)
class EitherOf:
    """A thing in a relation to any of several; `preferred` is where it goes if it has to move."""

    subject: str
    relation: str
    targets: tuple[str, ...]
    preferred: str

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return where to put it, unless it is well where it is."""
        facts = (Fact(self.relation, self.subject, t) for t in self.targets)
        if any(holds(f, observation, workspace) for f in facts):
            return ()
        return (Fact(self.relation, self.subject, self.preferred),)


@dataclass(frozen=True, slots=True)
class Out:
    """A thing that must not come to be where others are wanted."""

    subject: str
    relation: str
    target: str

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return where to put it instead, if it is there."""
        if not holds(Fact(self.relation, self.subject, self.target), observation, workspace):
            return ()
        return (aside(self.subject, observation, workspace, self.target),)


def aside(name: str, observation: Observation, workspace: Workspace, *avoid: str) -> Fact:
    """Return the fact that a thing stands at the nearest place that is out of the way."""
    o = observation.find(name)
    at = o.position[:2] if o else (0.0, 0.0)
    here = place_of(*at, workspace)
    targets = (t for a in avoid if (t := observation.find(a)) is not None)
    taken = {*avoid, here, *(place_of(*t.position[:2], workspace) for t in targets)}

    def cost(place: str) -> tuple[bool, bool, float]:
        room = has_room(place, observation, workspace, (name,))
        return place in taken, not room, math.dist(at, place_point(place, workspace))

    return Fact("at", name, min(PLACES, key=cost))


def has_room(
    place: str, observation: Observation, workspace: Workspace, moved: Sequence[str]
) -> bool:
    """Tell whether there is a free spot at a place, beside all that is not moved there."""
    others = [o for o in observation.objects if o.name not in moved]
    return any(
        all(math.dist(at, o.position[:2]) > reach(o) + FINGERS for o in others)
        for at in spots(place, workspace)
    )


def spots(place: str, workspace: Workspace) -> Iterator[tuple[float, float]]:
    """Yield points (x, y) all over a place."""
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    for i in range(1, int((x1 - x0) / FINE)):
        for j in range(1, int((y1 - y0) / FINE)):
            x, y = x0 + i * FINE, y0 + j * FINE
            if place_of(x, y, workspace) == place:
                yield x, y


def placed_text(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield a text without the named place at its end, with that place; then the whole text."""
    for preposition in (" on ", " in ", " at ", " to ", " into ", " onto "):
        before, found, after = text.rpartition(preposition)
        if found and (place := place_name(after)):
            yield before, place
    yield text, None
