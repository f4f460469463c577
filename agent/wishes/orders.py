"""Rows in an order: "red, yellow and green from left to right, in a row".

Each thing stands beside the one before it. That they stand straight as well is not measured, so
such a goal ends *unverified* at best.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence

from agent.spatial import DIRECTIONS, PLACES, place_point
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import any_of
from agent.wishes.speech import GATHER, MAKE, UNIT, WANT

RUNS = {
    "left to right": "right of",
    "right to left": "left of",
    "front to back": "behind",
    "me to you": "behind",
    "back to front": "in front of",
    "you to me": "in front of",
    "top to bottom": "in front of",
}
"""How a row runs, and how each thing stands to the one before it."""
OPPOSITE = {"right of": "left of", "left of": "right of", "behind": "in front of",
            "in front of": "behind"}  # fmt: skip
RUN = rf"(?:(?:going|running|ordered|reading|as seen) )?(?:from )?(?P<run>{any_of('|'.join(RUNS))})"
ROW = (
    r"(?:all )?(?:in|into|on|as|along) (?:a|one|the) (?:(?:nice|neat|tidy|straight|single|long) )*"
    r"(?:line|row|file|axis)(?: (?:that points|pointing))?"
)
VERB = rf"(?:{GATHER}|{WANT}|{MAKE}|line up|align|there should be|it should be)"
LOT = r"(?:the \w+s|them|everything|these|it)"
THIS = r"(?: in (?:this|that|the following) (?:order|sequence))?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{RUN}[:,]? (?:{VERB} )?(?P<set>.+?)(?:,? {ROW})?",
        rf"(?:{VERB} )?{LOT}(?: up)?(?:,? {ROW})?,? {RUN}(?:,? {ROW})?{THIS}[:,] ?(?P<set>.+)",
        rf"(?:{VERB} )?(?P<set>.+?)(?: up)?(?:,? {ROW})?,? {RUN}(?:,? {ROW})?",
    )
)
NEXT = re.compile(
    r",? (?:and )?(?:then|next|followed by|after that|finally|lastly),? |, and |,? and "
)
STARTS = {"right of": "left", "left of": "right", "behind": "bottom", "in front of": "top"}
"""The side where a row begins for which there is no room around any of its things."""
NEXT_TO = ("a little",)
"""How far things in a row are apart: what stands askew beside another one is in no row."""
STEP = 0.09
"""How far (m) that is from one block's middle to the next one's."""


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for a row of which every thing is named, in its order."""
    text = re.sub(r"\bthe (left|right|front|back|top|bottom)\b(?= to|$)", r"\1", text)
    for form in FORMS:
        m = form.fullmatch(text.replace(UNIT, ""))
        if m is None or not re.search(r",| and | then ", m["set"]):
            continue
        row = in_order(m["set"], scene)
        if len(row) > 1:
            return Reading(tuple(beside(row, RUNS[m["run"]], scene)), complete=True, restated=True)
    return None


def in_order(phrase: str, scene: Scene) -> tuple[ObjectState, ...]:
    """Return the things of a list in its order; none where one of them is not sure."""
    parts = [p.strip() for p in NEXT.sub(", ", phrase).split(",") if p.strip()]
    found = [scene.all_of(part) for part in parts]
    row = tuple(itertools.chain.from_iterable(found))
    sure = all(len(things) == 1 for things in found) and len(set(row)) == len(row)
    return row if sure else scene.all_of(phrase)


def beside(row: Sequence[ObjectState], relation: str, scene: Scene) -> list[Fact]:
    """Return what makes a row: all that come before and behind the one that stays, if one can."""
    stays = staying(row, relation, scene)
    pairs = list(itertools.pairwise(o.name for o in row))
    if stays is None:
        chain = [Fact(relation, b, a, more=NEXT_TO) for a, b in pairs]
        return [Fact("at", row[0].name, start(row, relation, scene)), *chain]
    after = [Fact(relation, b, a, more=NEXT_TO) for a, b in pairs[stays:]]
    before = [Fact(OPPOSITE[relation], a, b, more=NEXT_TO) for a, b in reversed(pairs[:stays])]
    return after + before


def staying(row: Sequence[ObjectState], relation: str, scene: Scene) -> int | None:
    """Return the place in a row of a thing around which there is room for all others."""

    def lacking(i: int) -> int:
        at = spots(row[i].position, relation, range(-i, len(row) - i))
        return len(taken(at, row, i, scene)) + sum(not scene.workspace.contains(*p) for p in at)

    best = min(range(len(row)), key=lacking)
    return best if lacking(best) == 0 else None


def start(row: Sequence[ObjectState], relation: str, scene: Scene) -> str:
    """Return the place at a side from which a row has most room."""

    def lacking(place: str) -> int:
        point = place_point(place, scene.workspace)
        return len(taken(spots(point, relation, range(len(row))), row, 0, scene))

    return min((p for p in PLACES if STARTS[relation] in p.split()), key=lacking)


def spots(at: Sequence[float], relation: str, steps: Iterable[int]) -> list[tuple[float, float]]:
    """Return the points (x, y) of a row through a point, so many steps from it."""
    ux, uy = DIRECTIONS[relation]
    return [(at[0] + ux * STEP * n, at[1] + uy * STEP * n) for n in steps]


def taken(
    at: Sequence[tuple[float, float]], row: Sequence[ObjectState], first: int, scene: Scene
) -> list[ObjectState]:
    """Return what stands in the way of a row, at others' spots; `first` is put down first."""
    return [
        o
        for j, spot in enumerate(at)
        for o in scene.observation.objects
        if o not in (row[first], row[j]) and math.dist(o.position[:2], spot) < STEP * 0.8
    ]
