"""One RGB-D picture to patches: what stands on the table, parted by colour and depth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from agent.perception.colors import COLORS
from agent.robot import CameraFrame, Workspace

Floats = NDArray[np.float64]
FLOOR, CEILING = 0.006, 0.28
"""What is lower is table, what is higher is the drawn-back arm (m)."""
AROUND = 0.12
"""How far beyond the workspace things are still looked for (m)."""
JUMP = 0.02
"""Neighbouring pixels further apart in depth (m) are on different surfaces."""
MIN_PIXELS = 30
PALETTE = np.array(list(COLORS.values()), dtype=np.float64)
NAMES = tuple(COLORS)


@dataclass(frozen=True, slots=True)
class Patch:
    """A connected piece of one colour on one surface; `points` (N, 3) in m, base frame."""

    color: str
    points: Floats


def patches_of(frame: CameraFrame, workspace: Workspace) -> list[Patch]:
    """Return what stands out of the table, the largest first."""
    rows, columns, points = lift(frame, workspace)
    if not len(points):
        return []
    top, left = rows.min(), columns.min()
    shape = (int(rows.max() - top + 1), int(columns.max() - left + 1))
    labels = np.full(shape, -1, dtype=np.int16)
    index = np.full(shape, -1, dtype=np.int32)
    labels[rows - top, columns - left] = classify(frame.rgb[rows, columns])
    index[rows - top, columns - left] = np.arange(len(points))
    depth = frame.depth[top : top + shape[0], left : left + shape[1]]
    edge = np.zeros(shape, dtype=bool)
    edge[:, 1:] |= depth[:, 1:] - depth[:, :-1] > JUMP
    edge[:, :-1] |= depth[:, :-1] - depth[:, 1:] > JUMP
    edge[1:] |= depth[1:] - depth[:-1] > JUMP
    edge[:-1] |= depth[:-1] - depth[1:] > JUMP
    out: list[Patch] = []
    for label in np.unique(labels[labels >= 0]):
        pieces, count = ndimage.label((labels == label) & ~edge)
        boxes = ndimage.find_objects(pieces)
        for i in range(1, count + 1):
            box = boxes[i - 1]
            chosen = index[box][pieces[box] == i]
            if len(chosen) >= MIN_PIXELS:
                out.append(Patch(NAMES[label], points[chosen]))
    return sorted(out, key=lambda patch: -len(patch.points))


def lift(
    frame: CameraFrame, workspace: Workspace
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return rows, columns and points (N, 3) of the pixels that show things on the table."""
    k, rotation, origin = frame.intrinsics, frame.pose[:3, :3], frame.pose[:3, 3]
    height, width = frame.depth.shape
    u = ((np.arange(width) + 0.5 - k[0, 2]) / k[0, 0]).astype(np.float32)
    v = ((np.arange(height) + 0.5 - k[1, 2]) / k[1, 1]).astype(np.float32)
    # Height first, for all pixels; the rest only for those that are neither table nor arm.
    slope = rotation[2].astype(np.float32)
    z = frame.depth * (slope[0] * u[None, :] + slope[1] * v[:, None] + slope[2])
    z += np.float32(origin[2])
    rows, columns = np.nonzero((z > FLOOR) & (z < CEILING))
    depth = frame.depth[rows, columns].astype(np.float64)
    rays = np.column_stack([u[columns], v[rows], np.ones(len(rows))])
    points = (rays * depth[:, None]) @ rotation.T + origin
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    x, y = points[:, 0], points[:, 1]
    near = (x > x0 - AROUND) & (x < x1 + AROUND) & (y > y0 - AROUND) & (y < y1 + AROUND)
    return rows[near], columns[near], points[near]


def classify(rgb: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Return the index of the nearest named colour for pixels (N, 3), -1 for none.

    Shading scales a colour, so directions are compared, and the scale only lightly.
    """
    pixels = rgb.astype(np.float64)
    length = np.linalg.norm(pixels, axis=1, keepdims=True) + 1e-9
    norm = np.linalg.norm(PALETTE, axis=1)
    cosine = (pixels / length) @ (PALETTE / norm[:, None]).T
    # For small angles the chord is the angle, and cheaper than the arc cosine.
    angle = np.sqrt(np.maximum(0.0, 2 - 2 * cosine))
    scale = np.abs(np.log(length / (norm * 0.85)))
    cost = angle + 0.05 * scale
    best = cost.argmin(axis=1)
    out: NDArray[np.int16] = np.where(cost[np.arange(len(best)), best] < 0.16, best, -1)
    return out.astype(np.int16)
