"""What an earlier look adds to the present one: names that stay, things that are hidden."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from agent.perception.picture import CEILING
from agent.robot import CameraFrame
from agent.types import ObjectState, Observation

MARGIN = 0.01
"""A surface this much nearer than a thing's own (m) hides it."""
SHARE = 0.5
"""Of a thing that has to be covered for it to count as hidden."""


def named(seen: Sequence[ObjectState], previous: Observation | None) -> list[ObjectState]:
    """Give each object its earlier name; new ones of a kind get `red block 2` and so on."""
    known = [o for o in previous.objects if o.name != previous.holding] if previous else []
    groups: dict[tuple[str, str], list[ObjectState]] = defaultdict(list)
    for o in seen:
        groups[o.color, o.kind].append(o)
    out: list[ObjectState] = []
    for (color, kind), group in groups.items():
        before = [o for o in known if (o.color, o.kind) == (color, kind)]
        names = nearest(group, before)
        free = fresh_names(f"{color} {kind}", {o.name for o in before}, previous)
        out += [
            replace(o, name=names[i] if i in names else next(free)) for i, o in enumerate(group)
        ]
    return out


def nearest(now: list[ObjectState], before: list[ObjectState]) -> dict[int, str]:
    """Return which earlier name each object keeps, for the least total distance."""
    if not before:
        return {}
    cost = [[math.dist(a.position, b.position) for b in before] for a in now]
    rows, columns = linear_sum_assignment(np.array(cost))
    return {int(i): before[int(j)].name for i, j in zip(rows, columns, strict=True)}


def fresh_names(
    plain: str, taken: set[str], previous: Observation | None
) -> itertools.filterfalse[str]:
    """Return unused names; that of what was in the hand comes first, it may be down now."""
    numbered = itertools.chain([plain], (f"{plain} {i}" for i in itertools.count(2)))
    held = previous.find(previous.holding) if previous and previous.holding else None
    if held is not None and f"{held.color} {held.kind}" == plain:
        rest = (name for name in numbered if name != held.name)
        numbered = itertools.chain([held.name], rest)
    return itertools.filterfalse(taken.__contains__, numbered)


def remembered(
    seen: Sequence[ObjectState], previous: Observation | None, frame: CameraFrame
) -> list[ObjectState]:
    """Return the earlier objects that are not seen because something nearer hides them."""
    if previous is None:
        return []
    names = {o.name for o in seen} | {previous.holding}
    return [
        replace(o, visible=False)
        for o in previous.objects
        # What was in the hand a moment ago has fallen, and is not where the hand was.
        if o.name not in names and o.bottom < CEILING and covered(o, frame) > SHARE
    ]


def covered(o: ObjectState, frame: CameraFrame) -> float:
    """Return which share of an object's side towards the camera is hidden or out of view."""
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    grid = np.array(list(itertools.product((-0.4, 0.0, 0.4), repeat=3))) * o.size
    box = grid @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + o.position
    camera = (box - frame.pose[:3, 3]) @ frame.pose[:3, :3]
    u, v, w = (camera @ frame.intrinsics.T).T
    column, row = np.floor(u / w).astype(int), np.floor(v / w).astype(int)
    height, width = frame.depth.shape
    inside = (w > 0) & (column >= 0) & (column < width) & (row >= 0) & (row < height)
    depth = frame.depth[row.clip(0, height - 1), column.clip(0, width - 1)]
    # Points of its own near side are the reference: behind them the object hides itself.
    near = camera[:, 2] < np.percentile(camera[:, 2], 45)
    hidden = ~inside | (depth < camera[:, 2] - MARGIN)
    return float(hidden[near].mean())
