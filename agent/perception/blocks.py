"""Blocks: cubes that may touch, stand on each other, or be seen in part only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from agent.perception.memory import SLACK, within
from agent.perception.picture import MIN_PIXELS, Patch
from agent.perception.shapes import FACE, Square, rectangle, square
from agent.types import ObjectState, Observation

Floats = NDArray[np.float64]
SPECK = 0.012
"""What is smaller than this (m) every way is too little to go by."""
USUAL = 0.04
"""Edge (m) of a block when none has been seen whole."""


def blocks(patches: list[Patch], previous: Observation | None, eye: Floats) -> list[ObjectState]:
    """Return the blocks in patches; those seen whole tell how large the others are."""
    before = [o for o in previous.objects if o.kind == "block"] if previous else []
    first = [square(patch.points, eye) for patch in patches]
    edges = [fit.edge for fit in first if fit and fit.whole]
    usual = float(np.median(edges or [o.size[0] for o in before] or [USUAL]))
    out = []
    for color in dict.fromkeys(patch.color for patch in patches):
        edge = next((o.size[0] for o in before if o.color == color), usual)
        same = [o for o in before if o.color == color]
        clouds = [patch.points for patch in patches if patch.color == color]
        for cloud in joined(clouds, edge, eye):
            for piece in cubes(cloud, edge):
                fit = square(piece, eye, edge)
                if fit is None or np.ptp(piece, axis=0).max() < SPECK:
                    continue
                still = next((o for o in same if not fit.whole and is_still(o, piece)), None)
                out.append(
                    replace(still, visible=True, confidence=1.0)
                    if still
                    else block_state(color, fit)
                )
    return out


def joined(clouds: list[Floats], edge: float, eye: Floats) -> list[Floats]:
    """Join pieces of one block that something in front has cut apart."""
    out: list[Floats] = []
    for cloud in clouds:
        for i, other in enumerate(out):
            both = np.concatenate([other, cloud])
            span = np.ptp(both, axis=0)
            # Within a block's diagonal and height; a whole one has no missing piece.
            fits = span[:2].max() < 1.45 * edge and span[2] < 1.15 * edge
            if fits and not whole(other, edge, eye):
                out[i] = both
                break
        else:
            out.append(cloud)
    return out


def whole(cloud: Floats, edge: float, eye: Floats) -> bool:
    """Tell whether a block's top face is seen whole."""
    fit = square(cloud, eye, edge)
    return fit is not None and fit.whole


def cubes(cloud: Floats, edge: float) -> Iterable[Floats]:
    """Yield one cloud a cube: blocks of one colour may touch, or stand on each other."""
    height = float(np.percentile(cloud[:, 2], 97))
    upper = cloud[:, 2] > height - edge - 0.003
    if (~upper).sum() >= MIN_PIXELS and float(np.ptp(cloud[~upper, 2])) > edge / 2:
        yield from cubes(cloud[upper], edge)
        yield from cubes(cloud[~upper], edge)
        return
    face = cloud[cloud[:, 2] > height - FACE][:, :2]
    if len(face) < MIN_PIXELS or np.ptp(face, axis=0).max() < 1.45 * edge:  # one's diagonal
        yield cloud
        return
    centre, long, short, yaw = rectangle(face)
    count = round(long / edge)
    if count < 2 or short < 0.8 * edge:
        yield cloud
        return
    c, s = math.cos(yaw), math.sin(yaw)
    along = (cloud[:, :2] - centre) @ np.array([c, s])
    across = (cloud[:, :2] - centre) @ np.array([-s, c])
    axis = along if np.ptp(along) > np.ptp(across) else across
    slot = np.clip(np.floor((axis / long + 0.5) * count), 0, count - 1)
    for i in range(count):
        if (slot == i).sum() >= MIN_PIXELS:
            yield cloud[slot == i]


def is_still(o: ObjectState, cloud: Floats) -> bool:
    """Tell whether what is seen of a thing lies on its outline in its earlier place."""
    # The highest points at the old top, and nearly all within the old box.
    level = abs(float(np.percentile(cloud[:, 2], 97)) - o.top) < SLACK
    return level and within(o, cloud)


def block_state(color: str, fit: Square) -> ObjectState:
    """Return a block whose height is its edge."""
    at = (fit.x, fit.y, fit.top - fit.edge / 2)
    confidence = 1.0 if fit.whole else 0.6
    return ObjectState("", "block", color, at, (fit.edge,) * 3, fit.yaw, confidence)
