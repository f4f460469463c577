"""Where among other things a thing still fits on the floor of a tray, side by side with them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from agent.kinds import WALL, is_round
from agent.robot import Hand
from agent.skills.base import wrap_quarter
from agent.skills.grasp import CLEAR, clearance, hold_height
from agent.types import ObjectState

SLACK = 0.006
"""Kept free (m) beside walls: a hand is some millimetres off."""
BESIDE = 0.007
"""Kept free (m) between things that stand beside one another."""
GRID = 0.01
"""Between the spots (m) that are tried."""
FLOOR = 0.008
"""How high over a hollow thing's bottom others are let go (m)."""
Spot = tuple[float, float, float, float]
"""x, y, height of the surface, yaw of the hand."""


def packed_spot(
    tray: ObjectState,
    held: ObjectState,
    fingers: tuple[float, float],
    inside: Sequence[ObjectState],
    outside: Sequence[ObjectState],
    hand: Hand,
) -> Spot | None:
    """Return the free spot that leaves most of the tray's length free, or None.

    `fingers` are how wide what they hold is between them, and how far they open to let go (m).
    """
    # Over the rim the fingers have no walls beside them.
    over = tray.top + hand.tip_below - hold_height(held, hand)
    low = max(tray.bottom + FLOOR, over)
    others = [*inside, *outside]
    for x, y, yaw, size in spots(tray, held, fingers[0]):
        down = replace(held, position=(x, y, low + size[2] / 2), size=size, yaw=yaw)
        if any(separation(down, b) < BESIDE for b in inside):
            continue
        if clearance(down, yaw, fingers[1], others, hand) >= CLEAR:
            return x, y, low, yaw
    return None


def spots(
    tray: ObjectState, held: ObjectState, width: float
) -> list[tuple[float, float, float, tuple[float, float, float]]]:
    """Return spots between the walls: x, y, yaw of the hand, and what is held as it lies then.

    Those that end nearest to one end of the tray come first. `width` (m) is what is measured
    between the fingers; at yaw 0 they close along y.
    """
    first, second, height = held.size
    across, along = sorted((first, second), key=lambda s: abs(s - width))
    c, s = math.cos(tray.yaw), math.sin(tray.yaw)
    start = wrap_quarter(tray.yaw)
    quarters = round((tray.yaw - start) / (math.pi / 2))
    out = []
    for turn in (start, start + math.pi / 2 if start < 0 else start - math.pi / 2):
        lengthwise = (round((turn - start) / (math.pi / 2)) + quarters) % 2 == 0
        eu, ev = (along, across) if lengthwise else (across, along)
        a, b = (side / 2 - WALL - SLACK for side in tray.size[:2])
        for u, v in itertools.product(steps(a - eu / 2), steps(b - ev / 2)):
            x, y = tray.position[0] + c * u - s * v, tray.position[1] + s * u + c * v
            out.append(((u + eu / 2, v + ev / 2), (x, y, turn, (along, across, height))))
    return [spot for _, spot in sorted(out, key=lambda o: o[0])]


def steps(most: float) -> list[float]:
    """Return numbers from `-most` to `most` (m); none where there is no room."""
    if most < 0.0:
        return []
    return [float(s) for s in np.linspace(-most, most, max(1, math.ceil(2 * most / GRID)) + 1)]


def separation(a: ObjectState, b: ObjectState) -> float:
    """Return how far apart (m) two outlines are at the least; negative where they overlap."""
    best = -math.inf
    dx, dy = b.position[0] - a.position[0], b.position[1] - a.position[1]
    for angle in (a.yaw, a.yaw + math.pi / 2, b.yaw, b.yaw + math.pi / 2):
        ux, uy = math.cos(angle), math.sin(angle)
        best = max(best, abs(dx * ux + dy * uy) - half(a, ux, uy) - half(b, ux, uy))
    return best


def half(o: ObjectState, ux: float, uy: float) -> float:
    """Return how far (m) an outline reaches from its middle along a unit vector."""
    if is_round(o):
        return max(o.size[:2]) / 2
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    return (abs(ux * c + uy * s) * o.size[0] + abs(uy * c - ux * s) * o.size[1]) / 2
