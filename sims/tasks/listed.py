"""Where things stand that a user listed, and what a scene lays of its own."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from agent.fixtures import Fixture
from agent.robot import Workspace
from agent.types import ObjectState, Observation
from sims.build import scenes
from sims.objects import THINGS
from sims.scenes.furniture import KEPT
from sims.tasks.base import Put
from sims.tasks.predicates import Truth, judge
from sims.world import World

GAP = 0.045
"""Between the edges of things that are laid from the seed (m)."""
EDGE = 0.03
"""How far (m) the middle of a thing stays within the workspace's edge."""
LAYOUTS, SPOTS = 60, 60
"""How often a table is begun anew, and how many spots are tried for each thing."""
SEEDS = 3
"""How many tables of a scene are looked at for what always stands there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing as it was listed: `at` is x, y (m), `yaw` in radians; None: from the seed."""

    word: str
    color: str
    name: str
    at: tuple[float, float] | None = None
    yaw: float | None = None


@functools.cache
def contents(scene: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the kinds of what always stands in a scene, by name, and its furniture's names."""
    if not scene:
        return {}, ()
    tables: list[dict[str, str]] = []
    furniture: tuple[str, ...] = ()
    for seed in range(SEEDS):
        with World() as world:
            scenes()[scene]().build(world, np.random.default_rng(seed), Workspace())
            tables.append({o.name: o.kind for o in world.true_objects()})
            fixtures = (getattr(part, "fixture", None) for part in world.parts)
            furniture = tuple(f.name for f in fixtures if isinstance(f, Fixture))
    always = set(tables[0]).intersection(*tables[1:])
    return {name: kind for name, kind in tables[0].items() if name in always}, furniture


def lay(
    objects: tuple[Listed, ...], rng: np.random.Generator, workspace: Workspace, furnished: bool
) -> tuple[Put, ...] | None:
    """Give a spot to everything that has none, apart from the rest; None where there is no room."""
    order = sorted(objects, key=lambda o: (o.at is None, -THINGS[o.word].reach))
    for _ in range(LAYOUTS):
        found: dict[str, Put] = {}
        for o in order:
            spot = o.at or free(THINGS[o.word].reach, found, rng, workspace, furnished)
            if spot is None:
                break
            yaw = float(rng.uniform(-math.pi / 4, math.pi / 4)) if o.yaw is None else o.yaw
            found[o.name] = Put(o.word, o.color, o.name, (*spot, yaw))
        else:
            return tuple(found[o.name] for o in objects)
    return None


def free(
    reach: float,
    found: dict[str, Put],
    rng: np.random.Generator,
    workspace: Workspace,
    furnished: bool,
) -> tuple[float, float] | None:
    """Return a free spot for what reaches so far (m) from its middle."""
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    for _ in range(SPOTS):
        spot = float(rng.uniform(x0 + EDGE, x1 - EDGE)), float(rng.uniform(y0 + EDGE, y1 - EDGE))
        apart = (math.dist(spot, p.xy) - reach - THINGS[p.word].reach for p in found.values())
        if all(a > GAP for a in apart) and (not furnished or clear(spot, reach)):
            return spot
    return None


def clear(spot: tuple[float, float], reach: float) -> bool:
    """Tell whether a spot is so far (m) from all furniture."""
    return not any(
        all(lo - reach < v < hi + reach for v, lo, hi in zip(spot, low, high, strict=True))
        for low, high in KEPT
    )


def done(goal: Any, things: tuple[Put, ...], workspace: Workspace) -> bool:
    """Tell whether a goal holds before anything was done."""
    states = []
    for o in things:
        size = THINGS[o.word].size
        states.append(ObjectState(o.name, o.kind, o.color, (*o.xy, size[2] / 2), size, o.at[2]))
    seen = Observation(tuple(states))
    return judge(goal, Truth(seen, seen, workspace)) == 1.0
