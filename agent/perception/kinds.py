"""What kind of thing a face and what lies below it make: geometry alone decides."""

from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull

from agent.perception.outlines import Face, profile, sphere
from agent.perception.picture import Patch

TINY = 0.029
"""What is no larger than this (m) any way is a piece."""
ROUGH = 0.0025
"""How far (m) off its shape the points of a thing may lie on the average."""
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


FITS = (piece, hollow, prism, ball, duck)
"""What is tried, in this order."""
