"""Shapes fitted to clouds of points: the circle of a bowl's rim, the square of a block.

Clouds are (N, 3) in metres in the base frame, seen from the person's side (from +x).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
YAWS = np.radians(np.arange(-45.0, 45.0, 1.5))
BINS = 72
"""Directions into which a rim is cut."""
RADII = (0.05, 0.11)
"""Radii (m) that a bowl may have."""
FACE = 0.005
"""Points this close (m) to the highest belong to a top face."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A rim: centre (m), radius (m), height (m), share of its round that is seen."""

    x: float
    y: float
    radius: float
    top: float
    seen: float


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
    """Fit a circle (Kasa 1976) to the outermost points, without those that stray."""
    span = np.ptp(cloud[:, :2], axis=0)
    if span.max() < 1.2 * RADII[0]:
        return None
    x, y = (cloud[:, :2].max(axis=0) + cloud[:, :2].min(axis=0)) / 2
    radius = 0.0
    for _ in range(4):
        edge = outermost(cloud, x, y)
        for tolerance in (0.02, 0.006, 0.003):
            a = np.column_stack([2 * edge[:, :2], np.ones(len(edge))])
            (x, y, c), *_ = np.linalg.lstsq(a, (edge[:, :2] ** 2).sum(axis=1), rcond=None)
            radius = math.sqrt(max(1e-9, c + x * x + y * y))
            off = np.abs(np.hypot(edge[:, 0] - x, edge[:, 1] - y) - radius)
            if (off < tolerance).sum() >= 8:
                edge = edge[off < tolerance]
    if not RADII[0] < radius < RADII[1]:
        return None
    reach = np.hypot(cloud[:, 0] - x, cloud[:, 1] - y)
    on = cloud[np.abs(reach - radius) < 0.004]
    if len(on) < 12 or np.mean(reach > radius + 0.006) > 0.02:
        return None
    seen = len(np.unique(direction(on, x, y))) / BINS
    return Circle(float(x), float(y), radius, float(np.percentile(on[:, 2], 95)), seen)


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


def square(cloud: Floats, edge: float | None = None) -> Square | None:
    """Fit a block's outline; `edge` (m), where known, tells a whole face from a part."""
    top = float(np.percentile(cloud[:, 2], 97))
    face = cloud[cloud[:, 2] > top - FACE][:, :2]
    if len(face) >= 12:
        centre, long, short, yaw = rectangle(face)
        size = edge or long
        if short > 0.018 and long < 0.075 and short > 0.85 * long and abs(long - size) < 0.006:
            return Square(*centre, (long + short) / 2, yaw, top, True)
    guess = edge or max(float(np.ptp(cloud[:, 2])), 0.02)
    centre, yaw = corner(cloud[:, :2], guess)
    # Under an overhang the upper edge is hidden, but what stands on the table is that high.
    if float(np.percentile(cloud[:, 2], 3)) < 0.25 * guess and top < guess:
        top = guess
    return Square(*centre, guess, yaw, top, False) if guess < 0.075 else None


def rectangle(face: Floats) -> tuple[tuple[float, float], float, float, float]:
    """Return centre, longer and shorter side (m), yaw (rad) of the smallest rectangle."""
    a, b = turned(face)
    low = np.column_stack([np.percentile(a, 0.5, axis=0), np.percentile(b, 0.5, axis=0)])
    high = np.column_stack([np.percentile(a, 99.5, axis=0), np.percentile(b, 99.5, axis=0)])
    best = int((high - low).prod(axis=1).argmin())
    size = high[best] - low[best]
    return back((low[best] + high[best]) / 2, best), size.max(), size.min(), float(YAWS[best])


def corner(cloud: Floats, edge: float) -> tuple[tuple[float, float], float]:
    """Return centre and yaw of the square of side `edge` whose near sides are seen.

    Vertical faces are lines from above: the right yaw is the one at which the points lie
    closest to the near sides (Zhang et al. 2017, "Efficient L-Shape Fitting").
    """
    points = cloud[:: max(1, len(cloud) // 400)]
    a, b = turned(points)
    bounds = []
    off = []
    for axis, toward in ((a, np.cos(YAWS)), (b, -np.sin(YAWS))):
        low, high = np.percentile(axis, 1, axis=0), np.percentile(axis, 99, axis=0)
        # The camera stands at +x: of two opposite sides it sees the one that faces it.
        near = np.where(toward >= 0, high, low)
        far = near - np.where(toward >= 0, edge, -edge)
        whole = high - low > 0.85 * edge
        bounds.append(np.where(whole, (low + high) / 2, (near + far) / 2))
        off.append(np.abs(axis - near))
    best = int(np.minimum(*off).mean(axis=0).argmin())
    return back(np.array([bounds[0][best], bounds[1][best]]), best), float(YAWS[best])


def turned(points: Floats) -> tuple[Floats, Floats]:
    """Return the coordinates of points (N, 2) along axes turned by each yaw: (N, yaws)."""
    c, s = np.cos(YAWS), np.sin(YAWS)
    x, y = points[:, :1], points[:, 1:]
    return x * c + y * s, y * c - x * s


def back(at: Floats, index: int) -> tuple[float, float]:
    """Return a point on turned axes in the base frame."""
    c, s = math.cos(YAWS[index]), math.sin(YAWS[index])
    return float(at[0] * c - at[1] * s), float(at[0] * s + at[1] * c)
