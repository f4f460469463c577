"""Cups, cans, rings, boxes and the like: the kind is read off the shape, nothing else.

From above a thing shows its highest face: whether that is round or has corners, full or
hollow, and how high it lies, tells most kinds. What has no flat face is a ball or a duck.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from agent.perception.memory import within
from agent.perception.outlines import Face, face_of, profile, sphere
from agent.perception.picture import NONE, Patch, Sight, united
from agent.perception.shapes import FOOT
from agent.types import ObjectState

Floats = NDArray[np.float64]
GAP = 0.012
"""Pieces of one colour closer than this (m), seen from above, may be one thing."""
LARGEST = 0.27
"""No thing is longer than this (m)."""
TINY = 0.029
"""What is no larger than this (m) any way is a piece."""
ROUGH = 0.0025
"""How far (m) off its shape the points of a thing may lie on the average."""
STEEP = 0.9
"""Sine of the angle from which on a view is one from above."""
FROM_ABOVE = 0.6
"""Confidence in what is seen from above, as if it stood on the table."""
FREE, HIDDEN, TINY_HIDDEN, HALF = 0.05, 0.12, 0.25, 0.5
"""Shares of an outline that other things cut off: none to speak of, too much of a face to
trust its shape, the same for a small piece, too much of a thing."""
COVERED = 0.4
"""Share of the middle of a face from which on it is full; studs and noise leave gaps."""
WIDE = 0.04
"""What is less wide (m) has no hollow that a camera is sure to see."""
TALL = 1.3
"""A full round thing this much higher than wide is a can, a lower one a cylinder."""
STRETCHED = 2.2
"""A box this much longer than wide is a plank."""
BRICK = 0.046
"""Flat with corners, and no longer than this (m): a brick."""
BLOCK = (0.028, 0.075)
"""Edges (m) that cubes have."""
DUCK = ((0.50, 1.30), (0.55, 1.30), (0.45, 1.20), (0.25, 0.95), (0.25, 0.80))
"""Width of a duck over its height, in five layers from its foot to its head."""


def part_solids(
    patches: Sequence[Patch], sight: Sight, before: Sequence[ObjectState] = ()
) -> tuple[list[ObjectState], list[Patch]]:
    """Return what pieces of one colour are recognised as, and the pieces that are not.

    `before` are things of that colour seen earlier: one of which less is seen now, and all
    of that where it was, has not moved.
    """
    found: list[ObjectState] = []
    left: list[Patch] = []
    for group in clusters(patches):
        one = united(group)
        whole = unmoved(one, sight, before) or solid(one, sight)
        if whole is not None:
            found.append(whole)
            continue
        for patch in group:
            part = solid(patch, sight) if len(group) > 1 else None
            if part is None:
                left.append(patch)
            else:
                found.append(part)
    return found, left


def clusters(patches: Sequence[Patch]) -> list[list[Patch]]:
    """Return the pieces in groups that lie close together, seen from above."""
    groups: list[tuple[Floats, Floats, list[Patch]]] = []
    for patch in patches:
        low, high, members = patch.points[:, :2].min(0), patch.points[:, :2].max(0), [patch]
        rest = []
        for lower, higher, others in groups:
            close = (np.maximum(low, lower) - np.minimum(high, higher)).max() < GAP
            both = np.minimum(low, lower), np.maximum(high, higher)
            if close and (both[1] - both[0]).max() < LARGEST:
                low, high, members = *both, [*others, *members]
            else:
                rest.append((lower, higher, others))
        groups = [*rest, (low, high, members)]
    return [members for _, _, members in groups]


def unmoved(patch: Patch, sight: Sight, before: Sequence[ObjectState]) -> ObjectState | None:
    """Return the thing that a half-hidden patch is a part of, if it is where it was."""
    known = [o for o in before if o.kind not in ("block", "bowl") and within(o, patch.points)]
    if not known or hidden(patch, sight) < FREE:
        return None
    return replace(known[0], visible=True, confidence=1.0)


def solid(patch: Patch, sight: Sight) -> ObjectState | None:
    """Return what a patch is, or None for what a block or a part of something may be."""
    cloud = patch.points
    span = np.ptp(cloud, axis=0)
    if span[:2].max() > LARGEST:
        return None
    face = face_of(patch)
    if face is None:
        return None
    cut = hidden(patch, sight)
    if cut > HALF or hidden(patch.only(face.of), sight) > (
        TINY_HIDDEN if is_tiny(face) else HIDDEN
    ):
        return None
    above = looks_down(face, sight)
    bottom = 0.0 if above else bottom_of(patch, face, cut)
    if bottom is None:
        return None
    straight = face.beyond(patch.points) < 0.2
    if straight and may_be_cube(face) and float(np.percentile(patch.points[:, 2], 2)) > FOOT:
        return None  # a block may lie in or on anything, and its foot then is not to be seen
    for fit in (piece, hollow, prism, ball, duck):
        out = fit(patch, face, face.level - bottom)
        if out is not None:
            kind, x, y, size, yaw = out
            sure = FROM_ABOVE if above else 1.0
            z = face.level - size[2] / 2 if kind == "ball" else bottom + size[2] / 2
            return ObjectState("", kind, patch.color, (x, y, z), size, yaw, sure)
    return None


def looks_down(face: Face, sight: Sight) -> bool:
    """Tell whether the camera is so far above a thing that it sees no side, nor its foot."""
    x, y, z = sight.eye - (face.box.x, face.box.y, face.level)
    return bool(z > STEEP * math.hypot(x, y, z))


def bottom_of(patch: Patch, face: Face, cut: float) -> float | None:
    """Return how high (m) the foot of a patch is, or None where that cannot be told."""
    low = float(np.percentile(patch.points[:, 2], 2))
    # It stands on the table, on a round foot maybe, or behind what hides its foot.
    if low < max(FOOT, face.level / (2 if cut > FREE else 4)):
        return 0.0
    return low if cut < FREE else None


Fit = tuple[str, float, float, tuple[float, float, float], float]
"""Kind, middle (x, y) in m, size in m, yaw in rad."""


def piece(patch: Patch, face: Face, height: float) -> Fit | None:
    """Recognise a small piece of any shape."""
    box = face.box
    if not is_tiny(face) or not 0.006 < height < TINY:
        return None
    if face.beyond(patch.points) > 0.1:
        return None
    width = max(box.along, box.across), min(box.along, box.across)
    return "piece", box.x, box.y, (*width, height), face.long_yaw


def is_tiny(face: Face) -> bool:
    """Tell whether a face is that of a small piece."""
    return max(face.box.along, face.box.across) < TINY


def hollow(patch: Patch, face: Face, height: float) -> Fit | None:
    """Recognise what has a rim, and less than a rim in its middle."""
    box = face.box
    if face.core > COVERED or min(box.along, box.across) < WIDE:
        return None
    if face.corners:
        good = height < 0.06 and max(box.along, box.across) > 0.12
        size = (max(box.along, box.across), min(box.along, box.across), height)
        return ("tray", box.x, box.y, size, face.long_yaw) if good else None
    rim = face.rim
    if rim is None or rim.seen < 0.6 or face.beyond(patch.points) > 0.05:
        return None
    size = (2 * rim.radius, 2 * rim.radius, height)
    if height > rim.radius:
        return "cup", rim.x, rim.y, size, 0.0
    reach = np.hypot(patch.points[:, 0] - rim.x, patch.points[:, 1] - rim.y)
    # Through a ring the table is seen.
    empty = bool(np.mean(reach < 0.4 * rim.radius) < 0.01)
    return ("ring" if empty else "bowl", rim.x, rim.y, size, 0.0)


def prism(patch: Patch, face: Face, height: float) -> Fit | None:
    """Recognise what has a flat, full face and straight sides."""
    box = face.box
    full = face.core > COVERED or min(box.along, box.across) < WIDE
    if not full or height < 0.008 or face.beyond(patch.points) > 0.04:
        return None
    long, short = max(box.along, box.across), min(box.along, box.across)
    if not face.corners:
        if short < 0.85 * long:
            return None
        x, y, radius = face.disc
        kind = "can" if height > TALL * 2 * radius else "cylinder"
        return kind, x, y, (2 * radius, 2 * radius, height), 0.0
    if may_be_blocks(long, short, height):
        return None
    size = (long, short, height)
    if long > STRETCHED * short:
        return "plank", box.x, box.y, size, face.long_yaw
    kind = "brick" if long < BRICK and height < short else "box"
    return kind, box.x, box.y, size, face.long_yaw


def may_be_blocks(long: float, short: float, height: float) -> bool:
    """Tell whether sides (m) are those of a cube, or of cubes in a row or a stack."""
    if not BLOCK[0] < short < BLOCK[1]:
        return False
    row, stack = long / short, height / short
    square = row < 1.2 and (abs(stack - round(stack)) < 0.2 * round(stack))
    return square or (abs(stack - 1) < 0.12 and abs(row - round(row)) < 0.08 * round(row))


def may_be_cube(face: Face) -> bool:
    """Tell whether a face is a square of a block's size."""
    sides = sorted((face.box.along, face.box.across))
    return face.corners and BLOCK[0] < sides[0] and sides[1] < min(BLOCK[1], 1.2 * sides[0])


def ball(patch: Patch, face: Face, height: float) -> Fit | None:
    """Recognise a ball."""
    x, y, _, radius, off = sphere(patch.points)
    curved = face.beyond(patch.points) > 0.3
    if not (curved and TINY / 2 < radius < 0.06 and off < ROUGH):
        return None
    return "ball", x, y, (2 * radius,) * 3, 0.0


def duck(patch: Patch, face: Face, height: float) -> Fit | None:
    """Recognise a duck by how wide it is at which height."""
    if not 0.04 < height < 0.12 or face.beyond(patch.points) < 0.15:
        return None
    widths = profile(patch.points, height, len(DUCK))
    if widths is None or not all(
        low < w < high for w, (low, high) in zip(widths, DUCK, strict=True)
    ):
        return None
    hull = patch.points[:, :2][ConvexHull(patch.points[:, :2]).vertices]
    low, high = hull.min(axis=0), hull.max(axis=0)
    middle, size = (low + high) / 2, high - low
    extents = (float(size[0]), float(size[1]), height)
    return "duck", float(middle[0]), float(middle[1]), extents, 0.0


def hidden(patch: Patch, sight: Sight, step: int = 3) -> float:
    """Return which share of a patch's outline in the picture other things cut off."""
    rows, columns = patch.pixels.T
    height, width = sight.labels.shape
    own = sight.labels[rows, columns]
    depth, level = sight.frame.depth[rows, columns], sight.heights[rows, columns]
    cut = np.zeros(len(rows), dtype=bool)
    for i, j in offsets(step):
        r, c = rows + i, columns + j
        cut |= (r < 0) | (r >= height) | (c < 0) | (c >= width)
        r, c = r.clip(0, height - 1), c.clip(0, width - 1)
        label = sight.labels[r, c]
        nearer = depth - sight.frame.depth[r, c]
        above = (sight.heights[r, c] > level + 0.004) & (nearer > -0.01)
        cut |= (label != own) & (label != NONE) & ((nearer > 0.012) | above)
    return float(cut.sum()) / (step * 4 * math.sqrt(len(rows)))


def offsets(step: int) -> Iterable[tuple[int, int]]:
    """Yield the four ways to a neighbour, in pixels."""
    return ((step, 0), (-step, 0), (0, step), (0, -step))
