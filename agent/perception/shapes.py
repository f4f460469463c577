"""Shapes fitted to clouds of points: the circle of a bowl's rim, the square of a block.

Clouds are (N, 3) in metres in the base frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
YAWS = np.radians(np.arange(-45.0, 45.0, 1.5))
COARSE = np.radians(np.arange(-45.0, 45.0, 6.0))
FINE = np.radians(np.arange(-6.0, 6.1, 0.5))
BINS = 72
"""Directions into which a rim is cut."""
RADII = (0.05, 0.11)
"""Radii (m) that a bowl may have."""
FACE = 0.005
"""Points this close (m) to the highest belong to a top face."""
FOOT = 0.012
"""What has points lower than this (m) stands on the table."""
RIDGE = 0.003
"""Points this close (m) to the highest of a rim are its ridge."""
NEAR = 0.003
"""Points this close (m) to a circle lie on it."""
STRAY, ROUND = 0.02, 0.5
"""Share of points that may lie beyond a rim; more may where so much of the round is seen."""
INSIDE, DEEP, FULL = 0.75, 0.012, 0.04
"""Share of a rim's radius within which no more than a share of points is so near (m) its top."""
LEGS = ((6, 12), (9, 18), (12, 24), (18, 36), (24, 48))
"""Steps round a rim, in directions, between the points through which circles are tried."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A rim: centre (m), radius (m), height (m), share of its round that is seen."""

    x: float
    y: float
    radius: float
    top: float
    seen: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Seen from above: centre (m), extents (m) along and across its yaw (rad)."""

    x: float
    y: float
    along: float
    across: float
    yaw: float


@dataclass(frozen=True, slots=True)
class Square:
    """A block from above: centre (m), edge (m), yaw (rad), height (m), whole face seen?"""

    x: float
    y: float
    edge: float
    yaw: float
    top: float
    whole: bool


def rim(cloud: Floats) -> Circle | None:
    """Fit a circle (Kasa 1976) to the outermost points, without those that stray.

    A block of the bowl's colour may touch it: where too many stray, the circle through three of
    the points is taken that has most of them on it (RANSAC, Fischler and Bolles 1981).
    """
    span = np.ptp(cloud[:, :2], axis=0)
    if span.max() < 1.2 * RADII[0]:
        return None
    found = lying_on(cloud, *round_of(cloud), STRAY)
    if found is not None and found.seen > ROUND:
        return found
    other = lying_on(cloud, *most_round(cloud), 1.0)
    hollow = other is not None and other.seen > ROUND and is_hollow(cloud, other)
    return other if hollow else found


def lying_on(cloud: Floats, x: float, y: float, radius: float, stray: float) -> Circle | None:
    """Return the rim of that circle (m), or None where more than a share of points strays."""
    if not RADII[0] < radius < RADII[1]:
        return None
    reach = np.hypot(cloud[:, 0] - x, cloud[:, 1] - y)
    on = cloud[np.abs(reach - radius) < 0.004]
    if len(on) < 12 or np.mean(reach > radius + 0.006) > stray:
        return None
    return circle(on, x, y, radius)


def is_hollow(cloud: Floats, rim: Circle) -> bool:
    """Tell whether most of what is outermost is the rim, and hardly anything within as high."""
    edge = outermost(cloud, rim.x, rim.y)
    off = np.abs(np.hypot(edge[:, 0] - rim.x, edge[:, 1] - rim.y) - rim.radius)
    if (off < NEAR).sum() < ROUND * BINS:
        return False
    within = np.hypot(cloud[:, 0] - rim.x, cloud[:, 1] - rim.y) < INSIDE * rim.radius
    return float(np.mean(within & (cloud[:, 2] > rim.top - DEEP))) < FULL


def fitted(face: Floats) -> Circle | None:
    """Fit a circle to the outermost points of a face (N, 3)."""
    x, y, radius = round_of(face)
    on = face[np.abs(np.hypot(face[:, 0] - x, face[:, 1] - y) - radius) < 0.004]
    return circle(on, x, y, radius) if len(on) >= 12 else None


def circle(on: Floats, x: float, y: float, radius: float) -> Circle:
    """Return the rim with that middle and radius (m), of which points `on` (N, 3) are seen."""
    seen = len(np.unique(direction(on, x, y))) / BINS
    top = float(np.percentile(on[:, 2], 95))
    top = float(np.median(on[on[:, 2] > top - RIDGE][:, 2]))
    return Circle(x, y, radius, top, seen)


def round_of(cloud: Floats) -> tuple[float, float, float]:
    """Return middle and radius (m) of the circle through the outermost points (N, 3)."""
    x, y = (cloud[:, :2].max(axis=0) + cloud[:, :2].min(axis=0)) / 2
    radius = 0.0
    for _ in range(4):
        edge = outermost(cloud, x, y)
        for tolerance in (0.02, 0.006, 0.003):
            x, y, radius = least_squares(edge)
            off = np.abs(np.hypot(edge[:, 0] - x, edge[:, 1] - y) - radius)
            if (off < tolerance).sum() >= 8:
                edge = edge[off < tolerance]
    return x, y, radius


def most_round(cloud: Floats) -> tuple[float, float, float]:
    """Return middle and radius (m) of the circle on which most of the outermost points lie."""
    x, y = (cloud[:, :2].max(axis=0) + cloud[:, :2].min(axis=0)) / 2
    radius = 0.0
    for _ in range(3):
        edge = outermost(cloud, x, y)[:, :2]
        at = np.arange(len(edge))
        first = np.tile(edge, (len(LEGS), 1))
        second = np.concatenate([edge[(at + a) % len(edge)] for a, _ in LEGS])
        third = np.concatenate([edge[(at + b) % len(edge)] for _, b in LEGS])
        circles = through(first, second, third)
        off = np.abs(np.linalg.norm(edge[None] - circles[:, None, :2], axis=2) - circles[:, 2:])
        good = (off < NEAR).sum(axis=1) * (circles[:, 2] < RADII[1])
        on = edge[off[int(good.argmax())] < NEAR]
        if len(on) < 8:
            return 0.0, 0.0, 0.0
        x, y, radius = least_squares(on)
    return x, y, radius


def through(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return middles and radii (N, 3) of the circles through three points each, (N, 2) all."""
    u, v = b - a, c - a
    twice = 2 * (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
    twice = np.where(np.abs(twice) < 1e-9, 1e-9, twice)
    uu, vv = (u * u).sum(axis=1), (v * v).sum(axis=1)
    middle = np.column_stack([v[:, 1] * uu - u[:, 1] * vv, u[:, 0] * vv - v[:, 0] * uu])
    middle /= twice[:, None]
    return np.column_stack([a + middle, np.hypot(*middle.T)])


def least_squares(edge: Floats) -> tuple[float, float, float]:
    """Return middle and radius (m) of the circle nearest to points (N, 2 or more)."""
    a = np.column_stack([2 * edge[:, :2], np.ones(len(edge))])
    (x, y, c), *_ = np.linalg.lstsq(a, (edge[:, :2] ** 2).sum(axis=1), rcond=None)
    return float(x), float(y), math.sqrt(max(1e-9, c + x * x + y * y))


def direction(cloud: Floats, x: float, y: float) -> NDArray[np.int64]:
    """Return into which of the directions round (x, y) each point falls."""
    turn = np.arctan2(cloud[:, 1] - y, cloud[:, 0] - x) / (2 * math.pi) + 0.5
    return np.minimum((turn * BINS).astype(np.int64), BINS - 1)


def outermost(cloud: Floats, x: float, y: float) -> Floats:
    """Return the farthest point from (x, y) in each direction."""
    order = np.argsort(np.hypot(cloud[:, 0] - x, cloud[:, 1] - y))
    # Later assignments win, so each direction keeps its farthest.
    last = np.full(BINS, -1)
    last[direction(cloud[order], x, y)] = order
    return cloud[last[last >= 0]]


def contents(cloud: Floats, bowl: Circle) -> NDArray[np.bool_]:
    """Tell which points lie well above the inside of a bowl of the same colour."""
    reach = np.hypot(cloud[:, 0] - bowl.x, cloud[:, 1] - bowl.y) / bowl.radius
    inside = np.clip((reach - 0.6) / 0.4, 0.0, 1.0) * bowl.top
    out: NDArray[np.bool_] = (reach < 0.9) & (cloud[:, 2] > np.maximum(inside, 0.012) + 0.008)
    return out


def square(cloud: Floats, eye: Floats, edge: float | None = None) -> Square | None:
    """Fit a block's outline as seen from `eye` (3,); its `edge` (m), where that is known,
    tells a whole face from a part.
    """
    top = float(np.percentile(cloud[:, 2], 97))
    upper = cloud[cloud[:, 2] > top - FACE]
    face = upper[:, :2]
    if len(face) >= 12:
        # Most of the upper points lie on the face itself: their middle is free of noise.
        level = float(np.median(upper[:, 2]))
        centre, long, short, yaw = rectangle(face)
        size = edge or long
        if short > 0.018 and long < 0.075 and short > 0.85 * long and abs(long - size) < 0.006:
            # What stands on the table is as wide as it is high, and heights are the surer.
            stands = float(np.percentile(cloud[:, 2], 2)) < FOOT and abs(level - long) < FOOT / 2
            return Square(*centre, level if stands else (long + short) / 2, yaw, level, True)
    guess = edge or max(float(np.ptp(cloud[:, 2])), 0.02)
    centre, yaw = corner(cloud[:, :2], guess, eye)
    # Under an overhang the upper edge is hidden, but what stands on the table is that high.
    if float(np.percentile(cloud[:, 2], 3)) < 0.25 * guess and top < guess:
        top = guess
    return Square(*centre, guess, yaw, top, False) if guess < 0.075 else None


def rectangle(face: Floats) -> tuple[tuple[float, float], float, float, float]:
    """Return centre, longer and shorter side (m), yaw (rad) of the smallest rectangle."""
    fit = outline(face)
    return (fit.x, fit.y), max(fit.along, fit.across), min(fit.along, fit.across), fit.yaw


def outline(face: Floats) -> Rectangle:
    """Return the smallest rectangle round points (N, 2), but for a few that stray."""
    points = face.astype(np.float32) - face[0].astype(np.float32)
    around = 0.0
    # Coarse, then fine: of a rectangle the area has one valley in a quarter of a turn.
    for yaws in (COARSE, FINE):
        tried = around + yaws
        a, b = turned(points, tried)
        ends = np.sort(np.stack([a, b]), axis=1)
        stray = int(0.005 * len(points))
        low, high = ends[:, stray], ends[:, len(points) - 1 - stray]
        best = int((high - low).prod(axis=0).argmin())
        around = float(tried[best])
    middle = ((low + high) / 2)[:, best].astype(np.float64)
    x, y = back(middle, around)
    along, across = (float(v) for v in (high - low)[:, best])
    return Rectangle(x + float(face[0, 0]), y + float(face[0, 1]), along, across, around)


def corner(cloud: Floats, edge: float, eye: Floats) -> tuple[tuple[float, float], float]:
    """Return centre and yaw of the square of side `edge` whose near sides are seen.

    Vertical faces are lines from above: the right yaw is the one at which the points lie
    closest to the near sides (Zhang et al. 2017, "Efficient L-Shape Fitting").
    """
    points = cloud[:: max(1, len(cloud) // 400)]
    toward = (eye[:2] - points.mean(axis=0))[None]
    bounds = []
    off = []
    for axis, facing in zip(turned(points, YAWS), turned(toward, YAWS), strict=True):
        low, high = np.percentile(axis, [1, 99], axis=0)
        # Of two opposite sides the camera sees the one that faces it.
        near = np.where(facing[0] >= 0, high, low)
        far = near - np.where(facing[0] >= 0, edge, -edge)
        whole = high - low > 0.85 * edge
        bounds.append(np.where(whole, (low + high) / 2, (near + far) / 2))
        off.append(np.abs(axis - near))
    best = int(np.minimum(*off).mean(axis=0).argmin())
    yaw = float(YAWS[best])
    return back(np.array([bounds[0][best], bounds[1][best]]), yaw), yaw


def turned(points: Floats, yaws: Floats) -> tuple[Floats, Floats]:
    """Return the coordinates of points (N, 2) along axes turned by each yaw: (N, yaws)."""
    c, s = np.cos(yaws).astype(points.dtype), np.sin(yaws).astype(points.dtype)
    x, y = points[:, :1], points[:, 1:]
    return x * c + y * s, y * c - x * s


def back(at: Floats, yaw: float) -> tuple[float, float]:
    """Return a point on turned axes in the base frame."""
    c, s = math.cos(yaw), math.sin(yaw)
    return float(at[0] * c - at[1] * s), float(at[0] * s + at[1] * c)
