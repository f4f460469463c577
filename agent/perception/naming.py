"""What things are called: colour and kind, with a size or a number where two are alike."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from agent.perception.picture import CEILING
from agent.types import ObjectState, Observation

LARGER = 1.25
"""A thing this many times as long as another is the big one, the other the small one."""
SLACK = 0.008
"""What differs in size by less than this (m) may be the same thing."""
FOREIGN = 10.0
"""Metres of distance that a metre of difference in size counts for."""
DOUBT = 0.5
"""Most confidence in a thing that looks like something else."""
WHOLE = 0.7
"""A thing seen with less confidence than this has no size to go by."""


def named(seen: Sequence[ObjectState], previous: Observation | None) -> list[ObjectState]:
    """Give each object its earlier name; new ones get `red block`, `red block 2`, `big red box`."""
    known = [o for o in previous.objects if o.name != previous.holding] if previous else []
    held = previous.find(previous.holding) if previous and previous.holding else None
    seen = recognised(seen, known, held)
    groups: dict[tuple[str, str], list[ObjectState]] = defaultdict(list)
    for o in seen:
        groups[o.color, o.kind].append(o)
    out: list[ObjectState] = []
    for sort, group in groups.items():
        before = [o for o in known if (o.color, o.kind) == sort]
        in_hand = held if held and (held.color, held.kind) == sort else None
        out += [replace(o, name=name) for o, name in names(group, before, in_hand)]
    return out


def recognised(
    seen: Sequence[ObjectState], known: Sequence[ObjectState], held: ObjectState | None = None
) -> list[ObjectState]:
    """Return what is seen with things as what they were before, where they look like others.

    A thing that is half hidden, or lies on its side, may be taken for another kind, or for
    several. Of one colour, what is new stands for what is missing if it is no larger.
    """
    out = list(seen)
    for color in dict.fromkeys(o.color for o in known):
        missing, new = unmatched(
            [o for o in known if o.color == color], [o for o in out if o.color == color]
        )
        if held is not None and held.color == color:
            new = [o for o in new if o.kind != held.kind]  # that may be what was in the hand
        if len(missing) == 1 and new and fits(new, missing[0]):
            out = [o for o in out if all(o is not piece for piece in new)]
            out.append(put_together(new, missing[0]))
    return out


def unmatched(
    before: Sequence[ObjectState], now: Sequence[ObjectState]
) -> tuple[list[ObjectState], list[ObjectState]]:
    """Return of which kinds there are fewer now than before, and of which there are more."""
    missing, new = list(before), []
    for o in now:
        same = next((b for b in missing if b.kind == o.kind), None)
        if same is None:
            new.append(o)
        else:
            missing.remove(same)
    return missing, new


def fits(pieces: Sequence[ObjectState], whole: ObjectState) -> bool:
    """Tell whether pieces lie close enough together to be one thing.

    A single one may look larger than it is, with what it lies in; it is where the thing was,
    unless that was in the hand a moment ago.
    """
    longest = max(whole.size) + SLACK
    if len(pieces) == 1:
        put_down = whole.bottom >= CEILING
        there = put_down or math.dist(whole.position[:2], pieces[0].position[:2]) < longest
        return there and max(pieces[0].size) < 2 * longest
    return all(
        max(o.size) <= longest and math.dist(o.position, pieces[0].position) < longest
        for o in pieces
    )


def put_together(pieces: Sequence[ObjectState], whole: ObjectState) -> ObjectState:
    """Return a known thing where its pieces are seen, with the turn of the largest of them."""
    largest = max(pieces, key=lambda o: (o.confidence, max(o.size)))
    x, y = (sum(o.position[i] for o in pieces) / len(pieces) for i in (0, 1))
    z = max(o.top for o in pieces) - whole.size[2] / 2
    confidence = min(DOUBT, largest.confidence)
    return replace(whole, position=(x, y, z), yaw=largest.yaw, confidence=confidence, visible=True)


def names(
    group: list[ObjectState], before: list[ObjectState], held: ObjectState | None
) -> Iterable[tuple[ObjectState, str]]:
    """Yield the things of one colour and kind with their names."""
    kept = nearest(group, before)
    taken = {o.name for o in before}
    new = [o for i, o in enumerate(group) if i not in kept]
    yield from ((group[i], name) for i, name in kept.items())
    if held is not None and new:
        # What was in the hand may be down now.
        down = min(new, key=lambda o: size_gap(o, held))
        new = [o for o in new if o is not down]
        taken.add(held.name)
        yield down, held.name
    others = [*group, *(o for o in before if o.name not in kept.values())]
    for o in new:
        plain = f"{o.color} {o.kind}"
        word = size_word(o, [b for b in others if b is not o])
        numbered = (f"{plain} {i}" for i in itertools.count(2))
        sized = [f"{word} {plain}"] if word else []
        name = next(n for n in itertools.chain(sized, [plain], numbered) if n not in taken)
        taken.add(name)
        yield o, name


def size_word(o: ObjectState, others: Sequence[ObjectState]) -> str:
    """Return "big" or "small" for what is clearly larger or smaller than all the others."""
    sure = [b for b in (o, *others) if b.confidence >= WHOLE]
    if not others or len(sure) < len(others) + 1:
        return ""
    mine, lengths = max(o.size), [max(b.size) for b in others]
    if mine > LARGER * max(lengths):
        return "big"
    return "small" if mine * LARGER < min(lengths) else ""


def nearest(now: list[ObjectState], before: list[ObjectState]) -> dict[int, str]:
    """Return which earlier name each object keeps, for the least total distance.

    A thing does not change its size: one that differs much is another.
    """
    if not before:
        return {}
    cost = np.array(
        [
            [math.dist(a.position, b.position) + FOREIGN * size_gap(a, b) for b in before]
            for a in now
        ]
    )
    rows, columns = linear_sum_assignment(cost)
    return {int(i): before[int(j)].name for i, j in zip(rows, columns, strict=True)}


def size_gap(a: ObjectState, b: ObjectState) -> float:
    """Return by how much (m) two things differ in length, beyond what is measured badly."""
    return max(0.0, abs(max(a.size) - max(b.size)) - SLACK)
