"""What a goal has to know of a table: what can be moved, what holds, what is possible."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from agent import spatial
from agent.kinds import can_stand_on, fits_in, has_flat_top, is_hollow, reach
from agent.robot import Workspace
from agent.skills.grasp import best_grasp, faces, room_at
from agent.skills.spots import all_of, around, beside
from agent.spatial import holds, is_clear, is_in, place_of, place_point
from agent.toy import ToyRobot
from agent.training.language.splits import Rng
from agent.types import Fact, ObjectState, Observation

HAND = ToyRobot.hand
WIDEST = HAND.opening - 0.005
PLACES = {
    "train": list(spatial.PLACES),
    "val": list(spatial.PLACES),
    "test": "right side|bottom left corner|bottom side|bottom right corner".split("|"),
}
"""Places that a goal may name; those that are left out have no words for the test alone."""
SIDES = {
    "train": list(spatial.DIRECTIONS),
    "val": list(spatial.DIRECTIONS),
    "test": ["right of", "in front of"],
}
"""Relations beside a thing that a goal may name."""


Point = tuple[float, float]


class Unlucky(Exception):
    """This table does not suit the goal; another one may."""


@dataclass
class Table:
    """The things on a table, a split, and a source of chance.

    `tags` collects how things were referred to, for the name of the goal's structure;
    `plainly` is how often a thing is called by its name rather than by where it is.
    """

    objects: Sequence[ObjectState]
    rng: Rng
    split: str = "train"
    workspace: Workspace = field(default_factory=Workspace)
    tags: list[str] = field(default_factory=list)
    plainly: float = 0.72

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
        others = [o for o in self.objects if o.name not in (a.name, b.name)]
        if relation == "in":
            inside = [o for o in others if is_in(o, b)]
            return fits_in(a, b) and crowd([a, *inside]) <= (1 if b.kind == "cup" else 5)
        if relation == "on":
            high = [o for o in others if o.top > b.top]
            tight = any(room_at(*b.position[:2], o) < reach(a) + 0.03 for o in high)
            firm = can_stand_on(a, b) and is_clear(b, self.seen) and not self.lies_in(b)
            return firm and not tight
        return self.beside(a, relation, b) is not None

    def beside(self, a: ObjectState, relation: str, b: ObjectState) -> Point | None:
        """Return where beside `b` there is room for `a`, with half a centimetre to spare."""
        far = (max(a.size[:2]) + max(b.size[:2])) / 2
        return self.free(a, beside(relation, b, far), [o for o in self.objects if o.name != a.name])

    def free(
        self, a: ObjectState, spots: Iterable[Point], others: Sequence[ObjectState]
    ) -> Point | None:
        """Return the first of some spots where `a` has room."""
        needed = max(0.055, reach(a) + 0.03)
        for x, y in spots:
            inside = self.workspace.contains(x, y, 0.015)
            if inside and all(room_at(x, y, o) > needed for o in others):
                return x, y
        return None

    def lies_in(self, o: ObjectState) -> bool:
        """Tell whether a thing lies in another."""
        return any(is_in(o, b) for b in self.objects)

    def room(self, place: str, moved: Sequence[ObjectState]) -> bool:
        """Tell whether so many things have room at a place, one after the other."""
        return self.landing(place, moved) is not None

    def landing(self, place: str, moved: Sequence[ObjectState]) -> list[ObjectState] | None:
        """Return all that is on the table once some of it was put down at a place."""
        spots = [*around(*place_point(place, self.workspace), 0.10), *all_of(place, self.workspace)]
        spots = [(x, y) for x, y in spots if place_of(x, y, self.workspace) == place]
        objects = list(self.objects)
        for a in moved:
            objects = [o for o in objects if o.name != a.name]
            if (at := self.free(a, spots, objects)) is None:
                return None
            objects.append(replace(a, position=(*at, a.size[2] / 2)))
        return objects

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
        """Return the table as it will be once these wishes are fulfilled, roughly."""
        t = self
        for f in facts:
            a, b = t.get(f.subject), t.seen.find(f.target)
            at: tuple[float, ...] | None = None
            if f.relation == "at":
                objects = t.landing(f.target, [a])
                if objects is None:
                    raise Unlucky
                t = replace(t, objects=tuple(objects))
                continue
            if b and f.relation in ("in", "on"):
                z = b.bottom + 0.008 if f.relation == "in" else b.top
                at = (*b.position[:2], z + a.size[2] / 2)
            elif b and (spot := t.beside(a, f.relation, b)):
                at = (*spot, a.size[2] / 2)
            if at is not None:
                moved = replace(a, position=(at[0], at[1], at[2]))
                t = replace(t, objects=tuple(moved if o is a else o for o in t.objects))
        return t


def crowd(them: Iterable[ObjectState]) -> int:
    """Return how much room things take, in blocks."""
    return sum(1 if o.kind == "block" else 2 for o in them)


def stackable(order: Sequence[ObjectState]) -> bool:
    """Tell whether things can stand on one another, the first at the foot."""
    pairs = itertools.pairwise(order)
    return all(has_flat_top(a) and can_stand_on(b, a) for a, b in pairs)


def tower(order: Sequence[ObjectState]) -> list[Fact]:
    """Return the facts that stack things, the first at the foot."""
    return [Fact("on", b.name, a.name) for a, b in itertools.pairwise(order)]
