"""How a tower goes on from what stands already."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.kinds import can_stand_on, is_hollow
from agent.robot import Workspace
from agent.spatial import is_on, place_of, place_point
from agent.types import Fact, ObjectState, Observation

SIZE = 0.005
"""Sizes that differ by less than this (m) make no difference in a tower."""


@dataclass(frozen=True, slots=True)
class Tower:
    """Things that are to stand on one another.

    At the bottom stands one of `bottom` and on top one of `top`, where these are not empty;
    with `alternate` no two neighbours are of one colour. `number` of them, or all with 0.
    """

    members: tuple[str, ...]
    place: str = ""
    bottom: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    alternate: bool = False
    number: int = 0

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return how to go on from what stands already."""
        return tuple(Building(self, observation, workspace).facts())


class Building:
    """A tower as far as it stands, and what comes next."""

    def __init__(self, tower: Tower, observation: Observation, workspace: Workspace) -> None:
        self.tower, self.observation, self.workspace = tower, observation, workspace
        found = (observation.find(name) for name in tower.members)
        self.seen = [o for o in found if o is not None]
        self.height = tower.number or len(tower.members)

    def facts(self) -> Iterator[Fact]:
        """Yield what is to be done, from the bottom up."""
        chain = max(self.standing(), key=len, default=[])
        if len(chain) < 2 and not self.tower.place:
            chain = [min(bases, key=self.base_cost)] if (bases := self.bases()) else []
        if not chain:
            bases = self.bases() or self.seen
            if not bases:
                return
            chain = [min(bases, key=self.base_cost)]
            if self.tower.place:
                yield Fact("at", chain[0].name, self.tower.place)
        left = [o for o in self.seen if o not in chain]
        while left and len(chain) < self.height:
            base, below = chain[0], chain[-1]
            fitting = [o for o in left if self.fits(o, chain)] or left
            chain.append(min(fitting, key=lambda o: self.next_cost(o, base, left)))
            left.remove(chain[-1])
            yield Fact("on", chain[-1].name, below.name)
        hidden = [n for n in self.tower.members if self.observation.find(n) is None]
        for name in hidden[: self.height - len(chain)]:
            yield Fact("on", name, chain[-1].name)

    def standing(self) -> Iterator[list[ObjectState]]:
        """Yield what stands on one another in a wanted order, where the tower is to be."""
        free = [o for o in self.seen if o.name != self.observation.holding]
        for base in free:
            if any(is_on(base, o) for o in free) or not self.fits(base, []):
                continue
            chain = [base]
            while len(chain) < self.height and (
                on := next((o for o in free if is_on(o, chain[-1]) and self.fits(o, chain)), None)
            ):
                chain.append(on)
            if not self.tower.place or all(self.at_place(o) for o in chain):
                yield chain

    def at_place(self, o: ObjectState) -> bool:
        """Tell whether a thing is where the tower is to be."""
        return place_of(*o.position[:2], self.workspace) == self.tower.place

    def fits(self, o: ObjectState, chain: Sequence[ObjectState]) -> bool:
        """Tell whether a thing may come next."""
        tower = self.tower
        last = len(chain) == self.height - 1
        if tower.top and (o.name in tower.top) != last:
            return False
        if not chain:
            return not tower.bottom or o.name in tower.bottom
        if tower.bottom and not tower.alternate and o.name in tower.bottom:
            return False
        return can_stand_on(o, chain[-1]) and not (tower.alternate and o.color == chain[-1].color)

    def bases(self) -> list[ObjectState]:
        """Return what may stand at the bottom; what is held only where it has to be moved."""
        held = self.observation.holding
        fitting = [o for o in self.seen if self.fits(o, [])]
        return [o for o in fitting if self.tower.place or o.name != held] or fitting

    def base_cost(self, o: ObjectState) -> tuple[bool, bool, float, float, str]:
        """Return what tells which is the best at the bottom."""
        covered = any(is_on(b, o) for b in self.observation.objects)
        size = -round(min(o.size[:2]) / SIZE)
        if self.tower.place:
            way = math.dist(o.position[:2], place_point(self.tower.place, self.workspace))
            return o.name != self.observation.holding, covered, size, way, o.name
        inside = any(is_hollow(b) and near(o, b) for b in self.observation.objects)
        return inside, False, size, 0.0, o.name

    def next_cost(
        self, o: ObjectState, base: ObjectState, left: Sequence[ObjectState]
    ) -> tuple[bool, bool, float, float, str]:
        """Return what tells which comes next: beside a high tower the hand has no room."""
        held = o.name == self.observation.holding
        covered = any(is_on(b, o) for b in left)
        size = -round(min(o.size[:2]) / SIZE)
        return covered, not held, size, math.dist(o.position[:2], base.position[:2]), o.name


def near(o: ObjectState, bowl: ObjectState) -> bool:
    """Tell whether a thing is over a hollow one."""
    return math.dist(o.position[:2], bowl.position[:2]) < max(bowl.size[:2]) / 2
