"""Where the hand may take hold of a thing: geometry over what was last measured."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.kinds import HELD_BY_RIM, is_round, reach
from agent.robot import Hand
from agent.skills.base import wrap_quarter
from agent.spatial import is_in
from agent.types import ObjectState, Observation

FREE = 0.005
"""How much wider (m) than a thing the open fingers have to be."""
CLEAR = 0.002
"""Kept between a finger and a neighbour (m)."""
ENOUGH = 0.008
"""Room (m) at which it matters more how far the fingers open."""
AMPLE = 0.02
"""Room (m) beyond which more is of no use."""
AIR = 0.016
"""What narrowly opened fingers leave beside the thing, both sides together (m)."""
LOW = 0.012
"""Least height (m) of the tool point over what a thing stands on."""
UNDER_RIM = 0.014
"""How far below its rim the tool point is on a cup (m)."""
UNDER_PALM = 0.006
"""Kept between the palm and the top of what is held (m)."""

Points = NDArray[np.float64]
LATTICE = np.array([(a, b) for a in np.linspace(0, 1, 9) for b in np.linspace(-1, 1, 5)]).T
"""Points (2, N) over a rectangle, in shares of its sides."""


@dataclass(frozen=True, slots=True)
class Grasp:
    """A yaw of the hand (rad) over a thing, how far it opens, and its clearance (m).

    `width` (m) is that of the thing between the fingers.
    """

    yaw: float
    opening: float
    clearance: float
    width: float


def hold_height(o: ObjectState, hand: Hand) -> float:
    """Return how far (m) over its bottom a thing is held.

    That is at its middle, but no lower than the fingertips reach over a table, and no lower
    than the palm comes down on what is tall, such as a can. A cup is held below its rim.
    """
    rim = o.size[2] - UNDER_RIM if o.kind in HELD_BY_RIM else 0.0
    return max(o.size[2] / 2, LOW, o.size[2] + UNDER_PALM - hand.palm_above, rim)


def best_grasp(target: ObjectState, observation: Observation, hand: Hand) -> Grasp | None:
    """Return the grasp that leaves the neighbours most room, or None when none is free.

    Once there is room enough, wide open fingers are better: they forgive more.
    """
    free = [g for g in grasps(target, observation, hand) if g.clearance >= CLEAR]

    def worth(g: Grasp) -> tuple[float, ...]:
        # A narrow side forgives more than a wide one, if it is narrower by a centimetre. Where
        # there is ample room, the least turn of the wrist is best.
        narrow = -round(g.width, 2)
        return min(ENOUGH, g.clearance), g.opening, narrow, min(AMPLE, g.clearance), -abs(g.yaw)

    return max(free, key=worth, default=None)


def grasps(target: ObjectState, observation: Observation, hand: Hand) -> Iterator[Grasp]:
    """Yield the grasps from above across each pair of faces that fits between the fingers."""
    others = [o for o in observation.objects if o.name not in (target.name, observation.holding)]
    for yaw, width in faces(target):
        if width > hand.opening - FREE:
            continue
        for opening in (hand.opening, width + AIR):
            if opening <= hand.opening:
                yield Grasp(yaw, opening, clearance(target, yaw, opening, others, hand), width)


def faces(target: ObjectState) -> list[tuple[float, float]]:
    """Return the yaws (rad) at which the fingers lie flat on the thing, with its width (m)."""
    if is_round(target):
        return [(math.pi / 6 * i, max(target.size[:2])) for i in (0, 1, -1, 2, -2, 3)]
    first = wrap_quarter(target.yaw)
    turned = round((target.yaw - first) / (math.pi / 2)) % 2
    second = first + math.pi / 2 if first < 0 else first - math.pi / 2
    # At yaw 0 the fingers close along the thing's own y.
    across, along = target.size[1 - turned], target.size[turned]
    return [(first, across), (second, along)]


def clearance(
    target: ObjectState, yaw: float, opening: float, others: list[ObjectState], hand: Hand
) -> float:
    """Return the least horizontal distance (m) from the open hand to a neighbour."""
    x, y, _ = target.position
    z = target.bottom + hold_height(target, hand)
    thick, half = hand.finger
    near, far = opening / 2, opening / 2 + thick
    fingers = np.concatenate(
        [rectangle(x, y, yaw, (near, far), half), rectangle(x, y, yaw, (-far, -near), half)]
    )
    palm = rectangle(x, y, yaw, (-hand.palm[0], hand.palm[0]), hand.palm[1])
    bowls = [b for b in others if is_in(target, b)]
    best = math.inf
    far_off = math.hypot(max(hand.palm[0], far), max(hand.palm[1], half)) + AMPLE
    for other in others:
        if math.dist(target.position[:2], other.position[:2]) > far_off + reach(other):
            continue
        if other.top > z - hand.tip_below:
            free = room(fingers, other)
            # A bowl's walls and what lies in it with the thing give way a little.
            gives = other in bowls or any(is_in(other, b) for b in bowls)
            best = min(best, max(free, CLEAR) if gives else free)
        if other.top > z + hand.palm_above:
            best = min(best, room(palm, other))
    return best


def rectangle(x: float, y: float, yaw: float, along: tuple[float, float], half: float) -> Points:
    """Return points (N, 2) over a rectangle; `along` is the way the fingers close."""
    c, s = math.cos(yaw), math.sin(yaw)
    near, far = along
    a, b = near + (far - near) * LATTICE[0], half * LATTICE[1]
    return np.column_stack([x - s * a + c * b, y + c * a + s * b])


def room(points: Points, other: ObjectState) -> float:
    """Return how far (m) the nearest of points (N, 2) is from a neighbour's outline."""
    local = points - other.position[:2]
    if is_round(other):
        return float(np.hypot(*local.T).min() - max(other.size[:2]) / 2)
    c, s = math.cos(other.yaw), math.sin(other.yaw)
    beyond = np.abs(local @ np.array([[c, -s], [s, c]])) - np.array(other.size[:2]) / 2
    outside = np.hypot(*np.maximum(beyond, 0.0).T)
    return float((outside + np.minimum(beyond.max(axis=1), 0.0)).min())


def room_at(x: float, y: float, other: ObjectState) -> float:
    """Return how far (m) one point is from a neighbour's outline, as `room` does."""
    u, v = x - other.position[0], y - other.position[1]
    if is_round(other):
        return math.hypot(u, v) - max(other.size[:2]) / 2
    c, s = math.cos(other.yaw), math.sin(other.yaw)
    a, b = abs(c * u + s * v) - other.size[0] / 2, abs(c * v - s * u) - other.size[1] / 2
    return math.hypot(max(a, 0.0), max(b, 0.0)) + min(max(a, b), 0.0)
