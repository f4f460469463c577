"""What an earlier look adds to the present one: things that are hidden, and how sure it is."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from agent.perception.picture import CEILING
from agent.robot import CameraFrame
from agent.types import ObjectState, Observation

MARGIN = 0.01
"""A surface this much nearer than a thing's own (m) hides it."""
SHARE = 0.5
"""Of a thing that has to be covered for it to count as hidden."""
GRID = np.array(list(itertools.product((-0.4, 0.0, 0.4), repeat=3)))
FADES = 0.9
"""What a thing's confidence is multiplied with at each look at which it is hidden."""
SLACK = 0.006
"""What is seen of a thing that has not moved lies in its old box, give or take this (m)."""


def remembered(
    seen: Sequence[ObjectState], previous: Observation | None, frames: Sequence[CameraFrame]
) -> list[ObjectState]:
    """Return the earlier objects that no camera sees, as something nearer hides them from all."""
    if previous is None:
        return []
    names = {o.name for o in seen} | {previous.holding}
    return [
        replace(o, visible=False, confidence=o.confidence * FADES)
        for o in previous.objects
        # What was in the hand a moment ago has fallen, and is not where the hand was.
        if o.name not in names
        and o.bottom < CEILING
        and all(covered(o, frame) > SHARE for frame in frames)
    ]


def assured(o: ObjectState, frame: CameraFrame) -> ObjectState:
    """Return an object with the confidence that is due to it.

    That is how well its shape was fitted times the share of its near side that is in view:
    1 for what is seen whole, little for what looks round a corner.
    """
    return replace(o, confidence=o.confidence * (1.0 - covered(o, frame)))


def within(o: ObjectState, cloud: NDArray[np.float64]) -> bool:
    """Tell whether points (N, 3) lie within the box in which an object was seen before."""
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    local = (cloud - o.position) @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    beyond = np.abs(local) - np.array(o.size) / 2
    return float(np.mean(beyond.max(axis=1) < SLACK)) > 0.95


def covered(o: ObjectState, frame: CameraFrame) -> float:
    """Return which share of an object's side towards the camera is hidden or out of view.

    Rays go to points all over it. Where they enter its box they should end, or behind that.
    """
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    points = GRID * o.size
    camera = (points @ turn + o.position - frame.pose[:3, 3]) @ frame.pose[:3, :3]
    u, v, w = (camera @ frame.intrinsics.T).T
    column, row = np.floor(u / w).astype(int), np.floor(v / w).astype(int)
    height, width = frame.depth.shape
    inside = (w > 0) & (column >= 0) & (column < width) & (row >= 0) & (row < height)
    depth = frame.depth[row.clip(0, height - 1), column.clip(0, width - 1)]
    eye = turn @ (frame.pose[:3, 3] - o.position)
    way = points - eye
    way[np.abs(way) < 1e-9] = 1e-9
    half = np.sign(way) * np.array(o.size) / 2
    entry = ((-half - eye) / way).max(axis=1) * camera[:, 2]
    return float((~inside | (depth < entry - MARGIN)).mean())
