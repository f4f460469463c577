"""What a thing shows from above: its highest face, and what of it lies beyond that."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from agent.perception.picture import Patch
from agent.perception.shapes import FACE, Circle, Rectangle, fitted, outline

Floats = NDArray[np.float64]
FEW = 12
FLAT = 0.0015
"""Of a face, points this close (m) to its level are no part of the sides below its edge."""
SQUARE = 0.885
"""Share of its smallest rectangle that a face with corners fills; a round one fills 0.785."""
SIDE = 0.004
"""What is no further (m) outside a face's outline belongs to upright sides below it."""


@dataclass(frozen=True, slots=True)
class Face:
    """The highest face of a patch.

    `of` (N,) tells which points of the patch it has, `level` is its height (m), `box` the
    smallest rectangle round it, `disc` middle and radius (m) were it a full disc, `rim`
    the circle through its outermost points, `fill` the share of `box` within its hull,
    and `core` how much of the middle of `box` is covered by it.
    """

    of: NDArray[np.bool_]
    level: float
    box: Rectangle
    disc: tuple[float, float, float]
    rim: Circle | None
    fill: float
    core: float

    @property
    def corners(self) -> bool:
        """Tell whether it has corners."""
        return self.fill > SQUARE

    @property
    def long_yaw(self) -> float:
        """Return the yaw (rad) of its longer side."""
        box = self.box
        return box.yaw if box.along >= box.across else box.yaw + math.pi / 2

    def beyond(self, cloud: Floats) -> float:
        """Return which share of points (N, 3) lies outside its outline, seen from above."""
        local = cloud[:, :2] - (self.box.x, self.box.y)
        if not self.corners:
            radius = max(self.box.along, self.box.across) / 2
            return float(np.mean(np.hypot(*local.T) > radius + SIDE))
        c, s = math.cos(self.box.yaw), math.sin(self.box.yaw)
        out = np.abs(local @ np.array([[c, -s], [s, c]])) - (
            self.box.along / 2,
            self.box.across / 2,
        )
        return float(np.mean(out.max(axis=1) > SIDE))


def face_of(patch: Patch) -> Face | None:
    """Return the highest face of a patch, or None where too little of it is seen."""
    cloud = patch.points
    top = float(np.percentile(cloud[:, 2], 97))
    of = cloud[:, 2] > top - FACE
    plan, areas = cloud[of, :2], patch.areas[of]
    if len(plan) < FEW or np.ptp(plan, axis=0).min() < 0.004:
        return None
    try:
        hull = ConvexHull(plan)
    except QhullError:
        return None
    box = outline(plan)
    fill = float(hull.volume / max(box.along * box.across, 1e-9))
    # Points are the middles of pixels: the outline lies half a pixel further out.
    pixel = math.sqrt(float(areas.mean()))
    level = float(np.median(cloud[of, 2]))
    disc = disc_of(plan, areas * (np.abs(cloud[of, 2] - level) < FLAT))
    reach = np.hypot(*(plan - (box.x, box.y)).T)
    inner = 0.35 * min(box.along, box.across) / 2
    core = float(areas[reach < inner].sum()) / (math.pi * inner**2)
    larger = Rectangle(box.x, box.y, box.along + pixel, box.across + pixel, box.yaw)
    rim = fitted(cloud[of]) if core < 0.5 else None
    return Face(of, level, larger, disc, rim, fill, core)


def disc_of(plan: Floats, weights: Floats) -> tuple[float, float, float]:
    """Return middle and radius (m) of the disc that has the moments of weighted points (N, 2)."""
    total = float(weights.sum())
    x, y = (float(v) for v in weights @ plan / total)
    spread = float(weights @ ((plan - (x, y)) ** 2).sum(axis=1)) / total
    return x, y, math.sqrt(2 * spread)


def sphere(cloud: Floats) -> tuple[float, float, float, float, float]:
    """Return middle, radius (m) of the sphere through points (N, 3), and how far off they are."""
    a = np.column_stack([2 * cloud, np.ones(len(cloud))])
    (x, y, z, c), *_ = np.linalg.lstsq(a, (cloud**2).sum(axis=1), rcond=None)
    radius = math.sqrt(max(1e-9, c + x * x + y * y + z * z))
    off = np.abs(np.linalg.norm(cloud - (x, y, z), axis=1) - radius)
    return float(x), float(y), float(z), radius, float(off.mean())


def profile(cloud: Floats, height: float, layers: int) -> list[float] | None:
    """Return how wide points (N, 3) are over their height, layer by layer from below."""
    top = float(cloud[:, 2].max())
    layer = np.clip(((cloud[:, 2] - top + height) / height * layers).astype(int), 0, layers - 1)
    out = []
    for i in range(layers):
        plan = cloud[layer == i, :2]
        if len(plan) < FEW:
            return None
        out.append(float(np.ptp(plan[:, 1]) / height))
    return out
