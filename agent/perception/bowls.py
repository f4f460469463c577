"""Bowls: the rims among the patches, and what belongs to none."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from agent.perception.picture import Patch, connected, united
from agent.perception.shapes import Circle, contents, rim
from agent.types import ObjectState

RIM_SEEN = 0.3
"""Share of a rim that has to be seen to believe in a bowl."""
WIDEST = 0.23
"""No bowl (m) is wider, with a block that touches it."""
ENOUGH = 1200
"""Points that tell a rim as well as more would."""


def part_bowls(pieces: list[Patch]) -> tuple[list[ObjectState], list[Patch]]:
    """Return the bowls among pieces of one colour, and the pieces that belong to none.

    A bowl is seen in several pieces where its front rim, or what lies in it, stands
    before its far side: pieces that lie within one rim are put together again.
    """
    bowls: list[ObjectState] = []
    left = list(pieces)
    while left:
        best: Circle | None = None
        for group in groups(left):
            circle = rim(thinned(united(group)).points)
            if circle and circle.seen > (best.seen if best else RIM_SEEN):
                best = circle
            if best and best.seen > 0.9:
                break
        if best is None:
            break
        bowls.append(state(left[0].color, best))
        left = [piece for patch in left for piece in outside(patch, best)]
    return bowls, left


def groups(pieces: list[Patch]) -> Iterable[list[Patch]]:
    """Yield each piece alone, and together with all that could be in one bowl with it."""
    spans = [(p.points[:, :2].min(axis=0), p.points[:, :2].max(axis=0)) for p in pieces]
    done: set[tuple[int, ...]] = set()
    for i, (low, high) in enumerate(spans):
        near = tuple(
            j
            for j, (lower, higher) in enumerate(spans)
            if (np.maximum(high, higher) - np.minimum(low, lower)).max() < WIDEST
        )
        # What is too large for a bowl is near nothing, not even itself.
        for group in itertools.filterfalse(done.__contains__, ((i,), near) if near else ()):
            done.add(group)
            yield [pieces[j] for j in group]


def thinned(patch: Patch) -> Patch:
    """Return a patch with no more points than it takes."""
    return patch.only(slice(None, None, max(1, len(patch.points) // ENOUGH)))


def outside(patch: Patch, bowl: Circle) -> Iterable[Patch]:
    """Yield what of a patch is not the bowl's own wall or floor."""
    cloud = patch.points
    reach = np.hypot(cloud[:, 0] - bowl.x, cloud[:, 1] - bowl.y)
    beyond = (reach > bowl.radius + 0.006) | (cloud[:, 2] > bowl.top + 0.006)
    apart = beyond | contents(cloud, bowl)
    # Noise leaves specks of the wall over: they do not hang together.
    yield from connected(patch.only(apart))


def state(color: str, circle: Circle) -> ObjectState:
    """Return a bowl that stands on the table."""
    width, top = 2 * circle.radius, circle.top
    at = (circle.x, circle.y, top / 2)
    confidence = min(1.0, 0.4 + circle.seen)
    return ObjectState("", "bowl", color, at, (width, width, top), confidence=confidence)
