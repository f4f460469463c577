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

from agent.perception.kinds import BLOCK, FITS, is_tiny, may_be_cube
from agent.perception.memory import SLACK, within
from agent.perception.outlines import FLAT, Face, face_of
from agent.perception.picture import NONE, Patch, Sight, united
from agent.perception.piles import pile
from agent.perception.shapes import FOOT
from agent.types import ObjectState

Floats = NDArray[np.float64]
GAP = 0.012
"""Pieces of one colour closer than this (m), seen from above, may be one thing."""
LEVEL = 0.35
"""Share of the points seen that a level face has, at the least."""
LARGEST = 0.45
"""No thing is longer than this (m)."""
STEEP = 0.9
"""Sine of the angle from which on a view is one from above."""
FROM_ABOVE = 0.6
"""Confidence in what is seen from above, as if it stood on the table."""
FILLED = 0.02
"""Share of a tray's long outline that what lies in it cuts off."""
FREE, HIDDEN, TINY_HIDDEN, HALF = 0.05, 0.12, 0.25, 0.5
"""Shares of an outline that other things cut off: none to speak of, too much of a face to
trust its shape, the same for a small piece, too much of a thing."""


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
        still = unmoved(one, sight, before)
        if still is None and (boxes := pile(one, before)):
            found += boxes
            continue
        whole = still or solid(one, sight)
        if whole is not None:
            found.append(as_high(whole, before))
            continue
        for patch in group:
            part = solid(patch, sight) if len(group) > 1 else None
            if part is not None:
                found.append(as_high(part, before))
            elif not is_low(patch):
                left.append(patch)
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
    if not known or hidden(patch, sight) < (FILLED if known[0].kind == "tray" else FREE):
        return None
    return replace(known[0], visible=True, confidence=1.0)


def as_high(o: ObjectState, before: Sequence[ObjectState]) -> ObjectState:
    """Return a thing as high as it was found to be before, where it now stands over the table.

    The rim of a tray hides the foot of what lies in it, which then looks lower than it is, and
    as if it hung in the air.
    """
    for old in before if o.bottom > SLACK else ():
        alike = old.kind == o.kind and np.allclose(old.size[:2], o.size[:2], atol=SLACK)
        height = min(old.size[2], o.top)
        if alike and height > o.size[2]:
            x, y, _ = o.position
            size = (*o.size[:2], height)
            return replace(o, position=(x, y, o.top - height / 2), size=size)
    return o


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
    for fit in FITS:
        out = fit(patch, face, face.level - bottom)
        if out is not None:
            kind, x, y, size, yaw = out
            sure = FROM_ABOVE if above else 1.0
            z = face.level - size[2] / 2 if kind == "ball" else bottom + size[2] / 2
            return ObjectState("", kind, patch.color, (x, y, z), size, yaw, sure)
    return None


def is_low(patch: Patch) -> bool:
    """Tell whether a patch has a level face lower than any block's, and stands on the table.

    It is a part of something else then, and better not named than named wrongly.
    """
    low, high = np.percentile(patch.points[:, 2], [2, 97])
    face = face_of(patch) if low < FOOT and high < BLOCK[0] else None
    if face is None:
        return False
    level = np.abs(patch.points[:, 2] - face.level) < 2 * FLAT
    return face.level < BLOCK[0] - SLACK and float(np.mean(level)) > LEVEL


def looks_down(face: Face, sight: Sight) -> bool:
    """Tell whether the camera is so far above a thing that it sees no side, nor its foot."""
    x, y, z = sight.eye - (face.box.x, face.box.y, face.level)
    return bool(z > STEEP * math.hypot(x, y, z))


def bottom_of(patch: Patch, face: Face, cut: float) -> float | None:
    """Return how high (m) the foot of a patch is, or None where that cannot be told."""
    low = float(np.percentile(patch.points[:, 2], 2))
    # It stands on the table, on a round foot maybe, or behind what hides its foot.
    hides = 1.2 if is_tiny(face) else 2
    if low < max(FOOT, face.level / (hides if cut > FREE else 4)):
        return 0.0
    return low if cut < FREE else None


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
