"""Where on the table something can be put down: free spots that make a relation true."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from agent.body import Body
from agent.kinds import WALL, can_stand_on, fits_in, is_round, reach
from agent.robot import Workspace
from agent.skills.base import wrap_quarter
from agent.skills.grasp import CLEAR, clearance, hold_height, room_at
from agent.skills.packed import FLOOR, Spot, packed_spot
from agent.spatial import (
    AMOUNTS,
    DIRECTIONS,
    LINES,
    SAME_SPOT,
    is_clear,
    is_over,
    long_axis,
    place_of,
    place_point,
    shifted,
)
from agent.types import ObjectState

CLEARANCE = 0.05
"""Free space kept round a spot on the table for the fingers to open (m)."""
TIGHT = 0.03
"""The same, where there is no room for that."""
ASIDE = 0.022
"""Free space kept beside what is put down there (m)."""
LOOSE = 0.025
"""How much wider than a thing the fingers open to let go of it (m)."""
SLOT = 0.045
"""How far from a hollow thing's rim others are put, beside what is in it already (m)."""
FINE = 0.012
"""Between the points (m) that are tried where none of the usual ones is free."""
OUTWARDS = (0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.24)
"""How far (m) from the end of a line it is made longer."""
OFF = 0.03
"""How far (m) from a line things are that are not on it."""
PERSON = 0.25
"""How high over the table something is held out to the person (m)."""
Points = Iterable[tuple[float, float]]


def find_spot(
    relation: str, target: str, held: ObjectState, body: Body, more: tuple[str, ...] = ()
) -> Spot | None:
    """Return a free spot that makes the relation true, or None.

    `more` is how far apart ("a little"), or the other things that a line goes through, or the
    other end of what it is to be between.
    """
    ws = body.workspace
    if relation in LINES:
        line = [o for n in (target, *more) if (o := body.observation.find(n)) is not None]
        return first_free(in_line(relation, line, held), held, body)
    if relation == "between":
        ends = [o for n in (target, *more) if (o := body.observation.find(n)) is not None]
        return first_free(amid(*ends), held, body) if len(ends) == 2 else None
    if relation == "at":
        near = [*around(*place_point(target, ws), 0.10), *all_of(target, ws)]
        # Where several are to stand at one place, they stand closer together.
        return first_free(near, held, body, target) or first_free(near, held, body, target, TIGHT)
    if relation == "to":
        return handing_spot(held, body)
    if relation == "back":
        origin = body.origin(held.name)
        return first_free(around(*origin[:2], SAME_SPOT * 0.9), held, body) if origin else None
    if relation == "moved":
        origin = body.origin(held.name)
        to = shifted(origin, target) if origin else None
        return first_free(around(*to, ASIDE), held, body) if to else None
    o = body.observation.find(target)
    if o is None:
        return None
    if relation == "in":
        return spot_in(o, held, body)
    if relation == "on":
        return spot_on(o, held, body)
    apart = (max(o.size[:2]) + max(held.size[:2])) / 2
    if more:
        return first_free(at_distance(relation, o, apart + AMOUNTS[more[0]]), held, body)
    return first_free(beside(relation, o, apart), held, body)


def at_distance(relation: str, o: ObjectState, r: float) -> Points:
    """Return points `r` (m) from `o` in a direction, give or take a centimetre."""
    ux, uy = DIRECTIONS[relation]
    for slant in (0.0, 0.015, -0.015, 0.03, -0.03):
        for more in (0.0, 0.008, -0.008):
            along = r + more
            yield o.position[0] + ux * along - uy * slant, o.position[1] + uy * along + ux * slant


def amid(a: ObjectState, b: ObjectState) -> Points:
    """Return points between two things, the middle first."""
    (ax, ay), (bx, by) = a.position[:2], b.position[:2]
    length = math.dist((ax, ay), (bx, by)) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    for aside in (0.0, 0.02, -0.02, 0.04, -0.04):
        for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7):
            along = share * length
            yield ax + along * ux - aside * uy, ay + along * uy + aside * ux


def in_line(relation: str, line: list[ObjectState], held: ObjectState) -> Points:
    """Return points on the line, outwards from either of its ends, then between."""
    n = len(line)
    cx, cy = (sum(o.position[i] for o in line) / n for i in (0, 1))
    ways = LINES[relation] or (long_axis([o.position[:2] for o in line]),)
    for ux, uy in ways:
        off = (abs((o.position[0] - cx) * uy - (o.position[1] - cy) * ux) for o in line)
        if len(ways) > 1 and max(off) > OFF:
            continue  # of two diagonals, those that are there already are on one
        along = sorted(
            ((o.position[0] - cx) * ux + (o.position[1] - cy) * uy, max(o.size[:2]) / 2)
            for o in line
        )
        half = max(held.size[:2]) / 2
        (first, r0), (last, r1) = along[0], along[-1]
        steps = [last + r1 + half + d for d in OUTWARDS]
        steps += [first - r0 - half - d for d in OUTWARDS]
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


@functools.lru_cache(maxsize=64)
def all_of(place: str, workspace: Workspace) -> tuple[tuple[float, float], ...]:
    """Return points all over a place, the nearest to its middle first; kept, as places stay."""
    middle = place_point(place, workspace)
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    grid = itertools.product(np.arange(x0, x1, FINE), np.arange(y0, y1, FINE))
    there = [(float(x), float(y)) for x, y in grid if place_of(x, y, workspace) == place]
    return tuple(sorted(there, key=lambda at: math.dist(at, middle)))


def first_free(
    points: Points,
    held: ObjectState,
    body: Body,
    place: str | None = None,
    least: float = CLEARANCE,
) -> Spot | None:
    """Return the first point of the table with nothing near it and room for the hand."""
    ws = body.workspace
    others = [o for o in body.observation.objects if o.name != held.name]
    needed = max(least, reach(held) + ASIDE * least / CLEARANCE)
    for x, y in points:
        if not ws.contains(x, y, 0.01) or (place and place_of(x, y, ws) != place):
            continue
        if all(room_at(x, y, o) > needed for o in others) and (
            spot := with_room((x, y, 0.0, 0.0), held, others, body)
        ):
            return spot
    return None


def with_room(
    spot: Spot, held: ObjectState, others: Sequence[ObjectState], body: Body
) -> Spot | None:
    """Return the spot, or the same a quarter turned, if the opening hand touches no other."""
    x, y, surface, yaw = spot
    down = replace(held, position=(x, y, surface + held.size[2] / 2))
    opening = let_go(body)
    for turn in (yaw, yaw + math.pi / 2 if yaw <= 0 else yaw - math.pi / 2):
        if clearance(down, turn, opening, list(others), body.robot.hand) >= CLEAR:
            return x, y, surface, turn
    return None


def let_go(body: Body) -> float:
    """Return how far (m) the fingers open to let go: no more than they must, beside walls."""
    return min(body.robot.hand.opening, body.robot.state().finger_gap + LOOSE)


def spot_on(o: ObjectState, held: ObjectState, body: Body) -> Spot | None:
    """Return the middle of a flat top that is clear, and wide enough for what is held."""
    if not (can_stand_on(held, o) and is_clear(o, body.observation)):
        return None
    if not body.workspace.contains(*o.position[:2]):
        return None
    others = [b for b in body.observation.objects if b.name not in (o.name, held.name)]
    beside = [b for b in others if b.top > o.top]
    if any(room_at(*o.position[:2], b) < reach(held) for b in beside):
        return None
    return with_room((*o.position[:2], o.top, wrap_quarter(o.yaw)), held, beside, body)


def spot_in(hollow: ObjectState, held: ObjectState, body: Body) -> Spot | None:
    """Return the emptiest spot on a hollow thing's floor, or on top of what is in it already."""
    x, y, _ = hollow.position
    if not fits_in(held, hollow) or not body.workspace.contains(x, y):
        return None
    others = [b for b in body.observation.objects if b.name not in (hollow.name, held.name)]
    inside = [b for b in others if is_over(b, hollow, 0.0)]
    hand = body.robot.hand
    outside = [b for b in others if b not in inside]
    if not is_round(hollow):
        fingers = body.robot.state().finger_gap, let_go(body)
        if spot := packed_spot(hollow, held, fingers, inside, outside, hand):
            return spot
    low = hollow.bottom + FLOOR
    if let_go(body) / 2 + hand.finger[0] > min(hollow.size[:2]) / 2 - WALL:
        # Where the hand does not fit, the thing is let fall from over the rim.
        low = max(low, hollow.top + hand.tip_below - hold_height(held, hand))
    if not inside:
        return with_room((x, y, low, 0.0), held, outside, body)

    def free(slot: tuple[float, float]) -> float:
        return min(math.dist(slot, b.position[:2]) for b in inside)

    best = max(slots(hollow), key=free)
    # Let it drop in from just above the others, so that the fingers do not push them about.
    under = max(low, max(b.top for b in inside) - 0.01)
    return with_room((*best, under, 0.0), held, outside, body) if under < 0.12 else None


def slots(hollow: ObjectState) -> list[tuple[float, float]]:
    """Return points (m) over a hollow thing's floor, along its own axes."""
    x, y, _ = hollow.position
    c, s = math.cos(hollow.yaw), math.sin(hollow.yaw)
    a, b = (max(0.0, size / 2 - SLOT) for size in hollow.size[:2])
    steps = itertools.product((-a, 0.0, a), (-b, 0.0, b))
    return [(x + c * u - s * v, y + s * u + c * v) for u, v in steps]
