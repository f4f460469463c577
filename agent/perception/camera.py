"""Objects from one RGB-D picture: depth finds what stands on the table, colour parts it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from agent.perception.memory import named, remembered
from agent.perception.picture import MIN_PIXELS, Patch, patches_of
from agent.perception.shapes import FACE, Circle, Square, contents, rectangle, rim, square
from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Observation

Floats = NDArray[np.float64]
STILL = 0.006
"""What is seen of a half-hidden thing fits its old place within this (m): it has not moved."""
SPECK = 0.012
"""What is smaller than this (m) every way is too little to go by."""
RIM_SEEN = 0.3
"""Share of a rim that has to be seen to believe in a bowl."""


class CameraPerception:
    """Looks with the fixed camera; remembers what is hidden, forgets what is gone."""

    source = "camera"

    def __init__(self) -> None:
        self.frame: CameraFrame | None = None
        """The picture of the latest look."""

    def perceive(self, robot: Robot, previous: Observation | None) -> tuple[ObjectState, ...]:
        """Return the objects seen now, and those remembered that something hides."""
        frame = self.frame = robot.capture()
        clouds: dict[str, list[Floats]] = defaultdict(list)
        for patch in patches_of(frame, robot.workspace):
            clouds[patch.color].append(patch.points)
        bowls: list[ObjectState] = []
        rest: list[Patch] = []
        for color, pieces in clouds.items():
            rims, loose = part_bowls(pieces)
            bowls += [bowl_state(color, circle) for circle in rims]
            rest += [Patch(color, points) for points in loose]
        seen = named([*bowls, *blocks(rest, previous)], previous)
        return (*seen, *remembered(seen, previous, frame))


def part_bowls(pieces: list[Floats]) -> tuple[list[Circle], list[Floats]]:
    """Return the rims among pieces of one colour, and the pieces that belong to none.

    A bowl is seen in several pieces where its front rim, or what lies in it, stands
    before its far side: pieces that lie within one rim are put together again.
    """
    rims: list[Circle] = []
    left = list(pieces)
    for _ in range(len(pieces)):
        best: tuple[Circle, list[int]] | None = None
        for i, piece in enumerate(left):
            near = [
                j
                for j, other in enumerate(left)
                if np.ptp(np.concatenate([piece, other])[:, :2], axis=0).max() < 0.2
            ]
            for group in filter(None, ([i], near)):
                circle = rim(np.concatenate([left[j] for j in group]))
                if circle and circle.seen > (best[0].seen if best else RIM_SEEN):
                    best = circle, group
            if best and best[0].seen > 0.9:
                break
        if best is None:
            break
        circle = best[0]
        rims.append(circle)
        left = [piece for cloud in left for piece in outside(cloud, circle)]
    return rims, left


def outside(cloud: Floats, bowl: Circle) -> Iterable[Floats]:
    """Yield what of a cloud is not the bowl's own wall or floor."""
    reach = np.hypot(cloud[:, 0] - bowl.x, cloud[:, 1] - bowl.y)
    beyond = (reach > bowl.radius + 0.006) | (cloud[:, 2] > bowl.top + 0.006)
    apart = beyond | contents(cloud, bowl)
    if apart.sum() >= MIN_PIXELS:
        yield cloud[apart]


def bowl_state(color: str, circle: Circle) -> ObjectState:
    """Return a bowl that stands on the table."""
    width, top = 2 * circle.radius, circle.top
    at = (circle.x, circle.y, top / 2)
    confidence = min(1.0, 0.4 + circle.seen)
    return ObjectState("", "bowl", color, at, (width, width, top), confidence=confidence)


def blocks(patches: list[Patch], previous: Observation | None) -> list[ObjectState]:
    """Return the blocks in patches; those seen whole tell how large the others are."""
    before = [o for o in previous.objects if o.kind == "block"] if previous else []
    first = [square(patch.points) for patch in patches]
    edges = [fit.edge for fit in first if fit and fit.whole]
    usual = float(np.median(edges or [o.size[0] for o in before] or [0.04]))
    out = []
    for color in dict.fromkeys(patch.color for patch in patches):
        edge = next((o.size[0] for o in before if o.color == color), usual)
        same = [o for o in before if o.color == color]
        for cloud in joined([patch.points for patch in patches if patch.color == color], edge):
            for piece in cubes(cloud, edge):
                fit = square(piece, edge)
                if fit is None or np.ptp(piece, axis=0).max() < SPECK:
                    continue
                still = next((o for o in same if not fit.whole and is_still(o, piece)), None)
                out.append(replace(still, visible=True) if still else block_state(color, fit))
    return out


def joined(clouds: list[Floats], edge: float) -> list[Floats]:
    """Join pieces of one block that something in front has cut apart."""
    out: list[Floats] = []
    for cloud in clouds:
        for i, other in enumerate(out):
            both = np.concatenate([other, cloud])
            span = np.ptp(both, axis=0)
            # Within a block's diagonal and height; a whole one has no missing piece.
            if span[:2].max() < 1.45 * edge and span[2] < 1.15 * edge and not whole(other, edge):
                out[i] = both
                break
        else:
            out.append(cloud)
    return out


def whole(cloud: Floats, edge: float) -> bool:
    """Tell whether a block's top face is seen whole."""
    fit = square(cloud, edge)
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
    if len(face) < MIN_PIXELS:
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
    """Tell whether what is seen of a block lies on its outline in its earlier place."""
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    local = (cloud - o.position) @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    beyond = np.abs(local) - np.array(o.size) / 2
    # The highest points at the old top, and nearly all within the old box.
    level = abs(float(np.percentile(cloud[:, 2], 97)) - o.top) < STILL
    return level and float(np.mean(beyond.max(axis=1) < STILL)) > 0.95


def block_state(color: str, fit: Square) -> ObjectState:
    """Return a block whose height is its edge."""
    at = (fit.x, fit.y, fit.top - fit.edge / 2)
    confidence = 1.0 if fit.whole else 0.6
    return ObjectState("", "block", color, at, (fit.edge,) * 3, fit.yaw, confidence)
