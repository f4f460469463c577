"""A table whose things do at once what they are wanted to do, and nothing else."""

import itertools
import math
from dataclasses import replace

import pytest

from agent.kinds import is_hollow
from agent.robot import Workspace
from agent.spatial import AMOUNTS, DIRECTIONS, LINES, holds, is_on, place_point
from agent.types import Observation
from agent.wishes.base import spots
from agent.wishes.packing import is_packed

WS = Workspace()
STEP = 0.065
"""How far (m) things in a line are apart, seen from above."""


def ideal(fact, seen):
    """Return what is seen once a fact was brought about, as far as it can be."""
    o = seen.find(fact.subject)
    b = seen.find(fact.target)
    assert not any(is_on(other, o) for other in seen.objects), f"{fact}: something stands on it"
    if fact.relation == "at":
        others = [p for p in seen.objects if p is not o]
        x, y = max(
            (place_point(fact.target, WS), *spots(fact.target, WS)),
            key=lambda at: min((math.dist(at, p.position[:2]) for p in others), default=0),
        )
        return moved(o, seen, (x, y, o.size[2] / 2))
    if fact.relation == "on":
        assert not any(is_on(other, b) for other in seen.objects), f"{fact}: it is taken"
        return moved(o, seen, (*b.position[:2], b.top + o.size[2] / 2))
    if fact.relation == "in":
        return into(o, b, seen)
    if fact.relation in LINES:
        return lined(fact, o, b, seen)
    if fact.relation in DIRECTIONS:
        ux, uy = DIRECTIONS[fact.relation]
        r = (max(o.size[:2]) + max(b.size[:2])) / 2 + AMOUNTS.get((*fact.more, "")[0], 0.06)
        x, y = b.position[0] + ux * r, b.position[1] + uy * r
        return moved(o, seen, (x, y, o.size[2] / 2))
    raise AssertionError(fact)


def into(o, b, seen):
    """Put a thing in a hollow one; in a tray, somewhere on its floor."""
    assert is_hollow(b)
    if b.kind == "bowl":
        return moved(o, seen, (*b.position[:2], b.bottom + 0.01 + o.size[2] / 2))
    inside = [p for p in seen.objects if p is not o and is_packed(p, b)]
    u, v = (b.size[0] - 0.05) / 2, (b.size[1] - 0.05) / 2
    grid = itertools.product([k / 10 * u for k in range(-10, 11)], [-v, -v / 2, 0, v / 2, v])
    spots_ = []
    for a, c in grid:
        x = b.position[0] + a * math.cos(b.yaw) - c * math.sin(b.yaw)
        y = b.position[1] + a * math.sin(b.yaw) + c * math.cos(b.yaw)
        down = replace(o, position=(x, y, b.bottom + 0.005 + o.size[2] / 2), yaw=b.yaw)
        if is_packed(down, b):
            apart = min((math.dist((x, y), p.position[:2]) for p in inside), default=1.0)
            spots_.append((apart, down))
    assert spots_
    down = max(spots_, key=lambda s: s[0])[1]
    return replace(seen, objects=tuple(down if p.name == o.name else p for p in seen.objects))


def lined(fact, o, first, seen):
    """Put a thing where it is in a line with others, apart from them."""
    others = [first, *(seen.find(n) for n in fact.more)]
    ways = LINES[fact.relation] or tuple(
        (math.cos(a), math.sin(a))
        for a in [
            math.atan2(
                others[-1].position[1] - first.position[1],
                others[-1].position[0] - first.position[0],
            )
        ]
    )
    cx, cy = (sum(p.position[i] for p in others) / len(others) for i in (0, 1))
    for (ux, uy), k in itertools.product(ways, (1, -1, 2, -2, 3, -3, 4, -4, 5, -5)):
        x, y = cx + ux * k * STEP, cy + uy * k * STEP
        down = moved(o, seen, (x, y, o.size[2] / 2))
        if holds(fact, down, WS):
            return down
    raise AssertionError(f"{fact}: no such spot")


def moved(o, seen, position):
    """Return what is seen once a thing stands elsewhere."""
    there = replace(o, position=position, yaw=0.0)
    return replace(seen, objects=tuple(there if p.name == o.name else p for p in seen.objects))


def carry_out(reading, seen, remaining, most=30):
    """Bring about what remains, one fact after the other; return what is seen then."""
    for _ in range(most):
        left = remaining(reading, seen, WS)
        if not left:
            return seen
        seen = ideal(left[0], seen)
    raise AssertionError(f"no end: {[str(f) for f in left]}")


@pytest.fixture
def carried():
    return carry_out


@pytest.fixture
def toys(toy):
    return Observation(tuple(toy.objects.values()))
