"""One RGB-D picture to patches: what stands on the table, parted by colour and depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from agent.perception.colors import COLORS
from agent.robot import CameraFrame, Workspace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Labels = NDArray[np.int16]
FLOOR, CEILING = 0.006, 0.28
"""What is lower is table, what is higher is the drawn-back arm (m)."""
AROUND = 0.12
"""How far beyond the workspace things are still looked for (m)."""
JUMP = 0.02
"""Neighbouring pixels further apart in depth (m) are on different surfaces."""
MIN_PIXELS = 30
NONE = -1
"""Label of what has no colour that we have a word for, or is no thing at all."""
PALETTE = np.array(list(COLORS.values()), dtype=np.float64)
NAMES = tuple(COLORS)
AROUND_PIXEL = tuple((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0))
SHADE = 150
"""Pixels of a piece that may be but a shade of its neighbour."""
FRIENDS = 3
"""A pixel with fewer neighbours of its own colour is taken for noise."""

ALIKE = {
    name: {
        other
        for other, rgb in COLORS.items()
        if other != name
        and np.linalg.norm(np.divide(rgb, np.linalg.norm(rgb)) - np.divide(mine, length)) < 0.06
    }
    for name, mine in COLORS.items()
    for length in [np.linalg.norm(mine)]
}
"""Colours that differ in little but how bright they are."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A connected piece of one colour on one surface.

    `points` (N, 3) in m, base frame; `pixels` (N, 2) their rows and columns; `areas` (N,)
    how much level surface (m^2) each pixel covers at its height.
    """

    color: str
    points: Floats
    pixels: Ints
    areas: Floats

    def only(self, chosen: NDArray[Any] | slice) -> Patch:
        """Return the part that `chosen` picks: a mask (N,), indices or a slice."""
        return Patch(self.color, self.points[chosen], self.pixels[chosen], self.areas[chosen])


def united(patches: Sequence[Patch]) -> Patch:
    """Return pieces of one colour as one."""
    if len(patches) == 1:
        return patches[0]
    return Patch(
        patches[0].color,
        np.concatenate([patch.points for patch in patches]),
        np.concatenate([patch.pixels for patch in patches]),
        np.concatenate([patch.areas for patch in patches]),
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture that has been made sense of: its patches, the largest first.

    `labels` (H, W) tell the colour of what stands on the table, `heights` (H, W) how high
    everything is (m), `eye` (3,) is where the camera stands (m, base frame).
    """

    frame: CameraFrame
    patches: tuple[Patch, ...]
    labels: Labels
    heights: NDArray[np.float32]

    @property
    def eye(self) -> Floats:
        """Return where the camera stands."""
        return self.frame.pose[:3, 3]


def seen_in(frame: CameraFrame, workspace: Workspace) -> Sight:
    """Return what stands out of the table."""
    heights, rays = heights_of(frame)
    rows, columns, points = lift(frame, workspace, heights, rays)
    labels = np.full(frame.depth.shape, NONE, dtype=np.int16)
    if not len(points):
        return Sight(frame, (), labels, heights)
    labels[rows, columns] = classify(frame.rgb[rows, columns])
    for _ in range(2):
        settle(labels, rows, columns)
    focal = frame.intrinsics[0, 0] * frame.intrinsics[1, 1]
    areas = frame.depth[rows, columns] ** 3 / (focal * np.abs(frame.pose[2, 3] - points[:, 2]))
    whole = Patch("", points, np.column_stack([rows, columns]), areas)
    return Sight(frame, tuple(cut(whole, labels, frame.depth)), labels, heights)


def cut(whole: Patch, labels: Labels, depth: NDArray[np.float32]) -> list[Patch]:
    """Return the connected pieces, the largest first."""
    rows, columns = whole.pixels.T
    top, left, bottom, right = rows.min(), columns.min(), rows.max() + 1, columns.max() + 1
    index = np.full((bottom - top, right - left), -1, dtype=np.int32)
    index[rows - top, columns - left] = np.arange(len(rows))
    near = labels[top:bottom, left:right]
    edge = edges(depth[top:bottom, left:right])
    boxes = ndimage.find_objects(near + 1, len(NAMES))
    out: list[Patch] = []
    for label, frame in enumerate(boxes):
        if frame is None:
            continue
        pieces, _ = ndimage.label((near[frame] == label) & ~edge[frame])
        inside = index[frame]
        marks = pieces[pieces > 0]
        order = np.argsort(marks, kind="stable")
        sizes = np.bincount(marks)[1:]
        for chosen in np.split(inside[pieces > 0][order], np.cumsum(sizes)[:-1]):
            if len(chosen) >= MIN_PIXELS:
                out.append(replace(whole.only(chosen), color=NAMES[label]))
    out.sort(key=lambda patch: -len(patch.points))
    return [patch for patch in out if not is_shade(patch, out)]


def is_shade(patch: Patch, others: Sequence[Patch]) -> bool:
    """Tell whether a small piece is but a shade of what it is a part of: gray upon white."""
    if len(patch.points) > SHADE:
        return False
    middle, rows = patch.points.mean(axis=0), patch.pixels
    for other in others:
        if other.color in ALIKE[patch.color] and len(other.points) > len(rows):
            near = np.abs(other.points - middle).max(axis=1) < 0.02
            if near.sum() > len(rows):
                return True
    return False


def connected(patch: Patch) -> list[Patch]:
    """Return the pieces of a patch that hang together in the picture, without specks."""
    if len(patch.points) < MIN_PIXELS:
        return []
    rows, columns = (patch.pixels - patch.pixels.min(axis=0)).T
    mask = np.zeros((rows.max() + 1, columns.max() + 1), dtype=bool)
    mask[rows, columns] = True
    marks = ndimage.label(mask)[0][rows, columns]
    large = np.flatnonzero(np.bincount(marks) >= MIN_PIXELS)
    return [patch.only(marks == mark) for mark in large]


def edges(depth: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell which pixels lie on the far side of a jump in depth."""
    edge = np.zeros(depth.shape, dtype=bool)
    across, down = depth[:, 1:] - depth[:, :-1], depth[1:] - depth[:-1]
    edge[:, 1:] |= across > JUMP
    edge[:, :-1] |= across < -JUMP
    edge[1:] |= down > JUMP
    edge[:-1] |= down < -JUMP
    return edge


def heights_of(frame: CameraFrame) -> tuple[NDArray[np.float32], tuple[Floats, Floats]]:
    """Return all pixels' heights (H, W) in m, and the slopes of columns' and rows' rays."""
    k, rotation = frame.intrinsics, frame.pose[:3, :3]
    height, width = frame.depth.shape
    u = ((np.arange(width) + 0.5 - k[0, 2]) / k[0, 0]).astype(np.float32)
    v = ((np.arange(height) + 0.5 - k[1, 2]) / k[1, 1]).astype(np.float32)
    slope = rotation[2].astype(np.float32)
    z = frame.depth * (slope[0] * u[None, :] + slope[1] * v[:, None] + slope[2])
    z += np.float32(frame.pose[2, 3])
    return z, (u, v)


def lift(
    frame: CameraFrame,
    workspace: Workspace,
    heights: NDArray[np.float32],
    rays: tuple[Floats, Floats],
) -> tuple[Ints, Ints, Floats]:
    """Return rows, columns and points (N, 3) of the pixels that show things on the table."""
    u, v = rays
    # Height first, for all pixels; the rest only for those that are neither table nor arm.
    rows, columns = np.nonzero((heights > FLOOR) & (heights < CEILING))
    depth = frame.depth[rows, columns].astype(np.float64)
    rays3 = np.column_stack([u[columns], v[rows], np.ones(len(rows))])
    points = (rays3 * depth[:, None]) @ frame.pose[:3, :3].T + frame.pose[:3, 3]
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    x, y = points[:, 0], points[:, 1]
    near = (x > x0 - AROUND) & (x < x1 + AROUND) & (y > y0 - AROUND) & (y < y1 + AROUND)
    return rows[near], columns[near], points[near]


def settle(labels: Labels, rows: Ints, columns: Ints) -> None:
    """Give pixels that are alone with their colour that of most of their neighbours."""
    height, width = labels.shape
    inner = (rows > 0) & (rows < height - 1) & (columns > 0) & (columns < width - 1)
    rows, columns = rows[inner], columns[inner]
    own = labels[rows, columns]
    flat, at = labels.reshape(-1), rows * width + columns
    friends = np.zeros(len(at), dtype=np.int8)
    for i, j in AROUND_PIXEL:
        friends += flat[at + i * width + j] == own
    alone = at[(friends < FRIENDS) | (own == NONE)]
    if not len(alone):
        return
    around = np.stack([flat[alone + i * width + j] for i, j in AROUND_PIXEL], axis=1)
    votes = (around[:, :, None] == np.arange(len(NAMES))).sum(axis=1)
    most = votes.argmax(axis=1)
    flat[alone] = np.where(votes.max(axis=1) > FRIENDS, most, NONE)


def classify(rgb: NDArray[np.uint8]) -> Labels:
    """Return the index of the nearest named colour for pixels (N, 3), -1 for none.

    Shading scales a colour, so directions are compared, and the scale only lightly.
    """
    pixels = rgb.astype(np.float32)
    length = np.sqrt((pixels * pixels).sum(axis=1, keepdims=True)) + np.float32(1e-9)
    norm = np.linalg.norm(PALETTE, axis=1).astype(np.float32)
    cosine = (pixels / length) @ (PALETTE.astype(np.float32) / norm[:, None]).T
    # For small angles the chord is the angle, and cheaper than the arc cosine.
    angle = np.sqrt(np.maximum(np.float32(0), 2 - 2 * cosine))
    cost = angle + np.float32(0.05) * np.abs(np.log(length) - np.log(norm * np.float32(0.85)))
    best = cost.argmin(axis=1)
    chosen = cost[np.arange(len(best)), best]
    return np.where(chosen < 0.16, best, NONE).astype(np.int16)
