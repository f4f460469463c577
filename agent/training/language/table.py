"""What a goal has to know of a table: what can be moved, what holds, what is possible."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from agent.kinds import can_stand_on, fits_in, has_flat_top, is_hollow, reach
from agent.robot import Workspace
from agent.skills.grasp import best_grasp, faces, room_at
from agent.skills.spots import all_of, beside
from agent.spatial import holds, is_clear, is_in, is_on, place_of
from agent.toy import ToyRobot
from agent.training.language.splits import Rng
from agent.types import Fact, ObjectState, Observation

HAND = ToyRobot.hand
WIDEST = HAND.opening - 0.005
BESIDE = "left of|right of|in front of|behind|near".split("|")
WIDTH = 0.115
"""How far apart (m) the spots for several things at one place have to be."""
PLACES = {
    "train": "left side|top left corner|top side|top right corner|middle".split("|"),
    "val": "left side|top left corner|top side|top right corner|middle".split("|"),
    "test": "right side|bottom left corner|bottom side|bottom right corner".split("|"),
}
SIDES = {
    "train": "left of|in front of|behind".split("|"),
    "val": "left of|in front of|behind".split("|"),
    "test": ["right of", "in front of"],
}
"""Relations beside a thing that a goal may name."""


class Unlucky(Exception):
    """This table does not suit the goal; another one may."""


@dataclass
class Table:
    """The things on a table, a split, and a source of chance.

    `tags` collects how things were referred to, for the name of the goal's structure.
    """

    objects: Sequence[ObjectState]
    rng: Rng
    split: str = "train"
    workspace: Workspace = field(default_factory=Workspace)
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen = Observation(tuple(self.objects))
        inside = [o for o in self.objects if self.workspace.contains(*o.position[:2])]
        narrow = [o for o in inside if min(w for _, w in faces(o)) <= WIDEST]
        self.movable = [
            o
            for o in narrow
            if is_clear(o, self.seen) and best_grasp(o, self.seen, HAND) is not None
        ]
        self.blocks = [o for o in self.objects if o.kind == "block"]
        self.bowls = [o for o in self.objects if o.kind == "bowl"]
        self.hollow = [o for o in inside if is_hollow(o)]
        self.inside = inside

    def pick(self, options: Iterable[ObjectState]) -> ObjectState:
        """Return one of some things."""
        some = list(options)
        if not some:
            raise Unlucky
        return some[int(self.rng.integers(len(some)))]

    def some(self, options: Iterable[ObjectState], number: int) -> list[ObjectState]:
        """Return so many of some things, in a random order."""
        them = list(options)
        if len(them) < number:
            raise Unlucky
        return [them[i] for i in self.rng.permutation(len(them))[:number]]

    def chance(self, share: float) -> bool:
        """Return true once in a while."""
        return bool(self.rng.random() < share)

    def get(self, name: str) -> ObjectState:
        """Return the thing of that name."""
        found = self.seen.find(name)
        if found is None:
            raise Unlucky
        return found

    def free_blocks(self) -> list[ObjectState]:
        """Return the blocks, sorted by name, if all of them can be moved."""
        if any(b not in self.movable for b in self.blocks):
            raise Unlucky
        return sorted(self.blocks, key=lambda o: o.name)

    def holds(self, fact: Fact) -> bool:
        """Tell whether a fact is true already."""
        return bool(holds(fact, self.seen, self.workspace))

    def open(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return those facts that are not true already; none is bad luck."""
        out = tuple(f for f in facts if not self.holds(f))
        if not out:
            raise Unlucky
        return out

    def contents(self, hollow: ObjectState) -> list[ObjectState]:
        """Return what is in a hollow thing, sorted by name."""
        return sorted((o for o in self.objects if is_in(o, hollow)), key=lambda o: o.name)

    def fits(self, a: ObjectState, relation: str, b: ObjectState) -> bool:
        """Tell whether `a` can be put in or on `b`, or has room beside it."""
        if a.name == b.name or b not in self.inside:
            return False
        if relation == "in":
            return fits_in(a, b) and sum(is_in(o, b) for o in self.objects) < 4
        if relation == "on":
            return can_stand_on(a, b) and is_clear(b, self.seen) and not self.lies_in(b)
        far = (max(a.size[:2]) + max(b.size[:2])) / 2
        others = [o for o in self.objects if o.name != a.name]
        needed = max(0.055, reach(a) + 0.027)
        return any(
            self.workspace.contains(x, y, 0.015) and all(room_at(x, y, o) > needed for o in others)
            for x, y in beside(relation, b, far)
        )

    def lies_in(self, o: ObjectState) -> bool:
        """Tell whether a thing lies in another."""
        return any(is_in(o, b) for b in self.objects)

    def room(self, place: str, moved: Sequence[ObjectState]) -> bool:
        """Tell whether so many things have room at a place, beside what is not moved."""
        names = {o.name for o in moved}
        others = [o for o in self.objects if o.name not in names]
        needed = max(0.055, max(reach(o) for o in moved) + 0.03)
        spots: list[tuple[float, float]] = []
        for x, y in all_of(place, self.workspace):
            if not self.workspace.contains(x, y, 0.015):
                continue
            free = all(room_at(x, y, o) > needed for o in others)
            if free and all(math.dist((x, y), s) > max(WIDTH, 2 * needed) for s in spots):
                spots.append((x, y))
            if len(spots) == len(moved):
                return True
        return False

    def place(self, moved: Sequence[ObjectState]) -> str:
        """Return a place with room for some things, at which not all of them are."""
        options = [p for p in PLACES[self.split] if self.room(p, moved)]
        options = [p for p in options if any(self.where(o) != p for o in moved)]
        if not options:
            raise Unlucky
        return options[int(self.rng.integers(len(options)))]

    def where(self, o: ObjectState) -> str:
        """Return the place at which a thing is; none where it is in or on another."""
        return place_of(*o.position[:2], self.workspace)

    def after(self, facts: Sequence[Fact]) -> Table:
        """Return the table as it will be, as far as that is known: with what was put in or on."""
        objects = {o.name: o for o in self.objects}
        for f in facts:
            b = objects.get(f.target)
            a = objects[f.subject]
            if f.relation == "in" and b:
                z = b.bottom + 0.008 + a.size[2] / 2
            elif f.relation == "on" and b:
                z = b.top + a.size[2] / 2
            else:
                continue
            objects[a.name] = replace(a, position=(*b.position[:2], z))
        return replace(self, objects=tuple(objects.values()))


def stackable(order: Sequence[ObjectState]) -> bool:
    """Tell whether things can stand on one another, the first at the foot."""
    pairs = zip(order, order[1:], strict=False)
    return all(has_flat_top(a) and can_stand_on(b, a) for a, b in pairs)


def tower(order: Sequence[ObjectState]) -> list[Fact]:
    """Return the facts that stack things, the first at the foot."""
    return [Fact("on", b.name, a.name) for a, b in zip(order, order[1:], strict=False)]


def on_top(o: ObjectState, objects: Sequence[ObjectState]) -> list[ObjectState]:
    """Return what stands on a thing."""
    return [a for a in objects if is_on(a, o)]
