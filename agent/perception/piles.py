"""Boxes of one colour that stand on each other: one patch in the picture, but two things."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from agent.perception.memory import SLACK
from agent.perception.picture import Patch
from agent.perception.shapes import FACE, FOOT, Rectangle, outline
from agent.types import ObjectState

NARROWER = 0.01
"""Of what is below, this much (m) of a side may be hidden by what is on it."""


def pile(patch: Patch, before: Sequence[ObjectState]) -> list[ObjectState]:
    """Return the two boxes, seen apart before, that a patch shows on each other, or nothing."""
    cloud = patch.points
    low, top = np.percentile(cloud[:, 2], [2, 97])
    boxes = [o for o in before if o.kind == "box"]
    for lower, upper in itertools.permutations(boxes, 2):
        height = lower.size[2]
        if low > FOOT or abs(top - height - upper.size[2]) > SLACK:
            continue
        above = cloud[cloud[:, 2] > top - FACE]
        below = cloud[cloud[:, 2] < height + FACE]
        if min(len(above), len(below)) < 12:
            continue
        a, b = outlined(above), outlined(below)
        if alike(a, upper, SLACK) and alike(b, lower, NARROWER):
            return [stands(lower, b, 0.0), stands(upper, a, height)]
    return []


def outlined(cloud: NDArray[np.float64]) -> Rectangle:
    """Return the outline of points (N, 3) from above, along its longer side."""
    box = outline(cloud[:, :2])
    if box.along >= box.across:
        return box
    turned = box.yaw + math.pi / 2
    return replace(box, along=box.across, across=box.along, yaw=turned)


def alike(box: Rectangle, o: ObjectState, slack: float) -> bool:
    """Tell whether an outline is that of a thing, give or take some metres."""
    long, short = sorted(o.size[:2], reverse=True)
    return abs(box.along - long) < slack and abs(box.across - short) < slack


def stands(o: ObjectState, box: Rectangle, bottom: float) -> ObjectState:
    """Return a thing where its outline is, with its foot at a height (m)."""
    at = (box.x, box.y, bottom + o.size[2] / 2)
    return replace(o, name="", position=at, yaw=box.yaw, confidence=1.0, visible=True)
