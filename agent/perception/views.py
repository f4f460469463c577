"""Several pictures of one table, put together in the base frame."""

from __future__ import annotations

import math
from collections.abc import Sequence

from agent.types import ObjectState


def merged(views: Sequence[Sequence[ObjectState]]) -> list[ObjectState]:
    """Return what several cameras see, each thing once and as the surest of them sees it.

    Two of them mean the same where their middles are closer than half the smaller one's
    length and their colours agree; the kind is then that of the surer look.
    """
    if len(views) == 1:
        return list(views[0])
    found = sorted((o for view in views for o in view), key=lambda o: -o.confidence)
    out: list[ObjectState] = []
    for o in found:
        if not any(same(o, other) for other in out):
            out.append(o)
    return out


def same(a: ObjectState, b: ObjectState) -> bool:
    """Tell whether two looks of different cameras are at one thing."""
    length = min(max(a.size), max(b.size))
    return a.color == b.color and math.dist(a.position, b.position) < length / 2
