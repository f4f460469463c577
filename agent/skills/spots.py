"""Where on the table something can be put down: free spots that make a relation true."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from agent.body import Body
from agent.skills.base import wrap_quarter
from agent.spatial import (
    AMOUNTS,
    DIRECTIONS,
    LINES,
    SAME_SPOT,
    is_clear,
    long_axis,
    place_of,
    place_point,
)
from agent.types import ObjectState

CLEARANCE = 0.05
"""Free space kept round a spot on the table for the fingers to open (m)."""
PERSON = 0.25
"""How high over the table something is held out to the person (m)."""
Spot = tuple[float, float, float, float]
"""x, y, height of the surface, yaw."""
Points = Iterator[tuple[float, float]]


def find_spot(
    relation: str, target: str, held: ObjectState, body: Body, more: tuple[str, ...] = ()
) -> Spot | None:
    """Return a free spot that makes the relation true, or None.

    `more` is how far apart ("a little"), or the other things that a line goes through.
    """
    ws = body.workspace
    if relation in LINES:
        line = [o for n in (target, *more) if (o := body.observation.find(n)) is not None]
        return first_free(in_line(relation, line, held), held, body)
    if relation == "at":
        return first_free(around(*place_point(target, ws), 0.10), held, body, target)
    if relation == "to":
        return handing_spot(held, body)
    if relation == "back":
        origin = body.origin(held.name)
        return first_free(around(*origin[:2], SAME_SPOT * 0.9), held, body) if origin else None
    o = body.observation.find(target)
    if o is None:
        return None
    if relation == "in":
        return spot_in_bowl(o, held, body)
    if relation == "on":
        clear = is_clear(o, body.observation) and ws.contains(*o.position[:2])
        return (*o.position[:2], o.top, wrap_quarter(o.yaw)) if clear else None
    reach = (max(o.size[:2]) + max(held.size[:2])) / 2
    if more:
        return first_free(at_distance(relation, o, reach + AMOUNTS[more[0]]), held, body)
    return first_free(beside(relation, o, reach), held, body)


def at_distance(relation: str, o: ObjectState, r: float) -> Points:
    """Return points `r` (m) from `o` in a direction, give or take a centimetre."""
    ux, uy = DIRECTIONS[relation]
    for slant in (0.0, 0.015, -0.015, 0.03, -0.03):
        for more in (0.0, 0.008, -0.008):
            along = r + more
            yield o.position[0] + ux * along - uy * slant, o.position[1] + uy * along + ux * slant


def in_line(relation: str, line: list[ObjectState], held: ObjectState) -> Points:
    """Return points on the line, outwards from either of its ends, then between."""
    n = len(line)
    cx, cy = (sum(o.position[i] for o in line) / n for i in (0, 1))
    for ux, uy in LINES[relation] or (long_axis([o.position[:2] for o in line]),):
        along = sorted(
            ((o.position[0] - cx) * ux + (o.position[1] - cy) * uy, max(o.size[:2]) / 2)
            for o in line
        )
        half = max(held.size[:2]) / 2
        (first, r0), (last, r1) = along[0], along[-1]
        steps = [last + r1 + half + d for d in (0.06, 0.09, 0.12, 0.15)]
        steps += [first - r0 - half - d for d in (0.06, 0.09, 0.12, 0.15)]
        steps += [(a + b) / 2 for (a, _), (b, _) in itertools.pairwise(along)]
        for s in steps:
            yield cx + ux * s, cy + uy * s


def handing_spot(held: ObjectState, body: Body) -> Spot:
    """Return the spot in the air at the person's edge of the table."""
    x, y = place_point("bottom side", body.workspace)
    return x, y, PERSON - held.size[2] / 2, 0.0


def beside(relation: str, o: ObjectState, reach: float) -> Points:
    """Return points in a direction from `o`, the nearest to the axis first."""
    if relation == "near":
        for distance in (0.06, 0.09, 0.12):
            for i in range(12):
                a = math.pi / 6 * i
                r = reach + distance
                yield o.position[0] + r * math.cos(a), o.position[1] + r * math.sin(a)
        return
    ux, uy = DIRECTIONS[relation]
    for distance in (0.06, 0.08, 0.10, 0.125):
        for slant in (0.0, 0.03, -0.03, 0.06, -0.06, 0.09, -0.09):
            r = reach + distance
            yield o.position[0] + ux * r - uy * slant, o.position[1] + uy * r + ux * slant


def around(x: float, y: float, radius: float) -> Points:
    """Return points round a place, the place itself first."""
    yield x, y
    for r in (0.3, 0.6, 1.0):
        for i in range(8):
            a = math.pi / 4 * i
            yield x + r * radius * math.cos(a), y + r * radius * math.sin(a)


def first_free(
    points: Points, held: ObjectState, body: Body, place: str | None = None
) -> Spot | None:
    """Return the first point with nothing within the fingers' reach."""
    ws = body.workspace
    others = [o for o in body.observation.objects if o.name != held.name]
    for x, y in points:
        if not ws.contains(x, y, 0.01) or (place and place_of(x, y, ws) != place):
            continue
        if all(
            math.hypot(x - o.position[0], y - o.position[1]) > max(o.size[:2]) / 2 + CLEARANCE
            for o in others
        ):
            return x, y, 0.0, 0.0
    return None


def spot_in_bowl(bowl: ObjectState, held: ObjectState, body: Body) -> Spot | None:
    """Return the emptiest spot on the bowl's floor, or on top of what is in it already."""
    x, y, _ = bowl.position
    inside = [
        o
        for o in body.observation.objects
        if o.kind != "bowl"
        and o.name != held.name
        and math.hypot(o.position[0] - x, o.position[1] - y) < bowl.size[0] / 2
    ]
    floor = bowl.bottom + 0.008
    if not body.workspace.contains(x, y):
        return None
    if not inside:
        return x, y, floor, 0.0
    step = 0.03
    slots = [(x + dx, y + dy) for dx in (-step, 0, step) for dy in (-step, 0, step)]

    def room(slot: tuple[float, float]) -> float:
        return min(math.hypot(slot[0] - o.position[0], slot[1] - o.position[1]) for o in inside)

    best = max(slots, key=room)
    # Let it drop in from just above the others, so that the fingers do not push them about.
    under = max(floor, max(o.top for o in inside) - 0.01)
    return (*best, under, 0.0) if under < 0.12 else None
