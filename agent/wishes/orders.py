"""Rows in an order: "red, yellow and green from left to right, in a row".

Each thing stands beside the one before it. That they stand straight as well is not measured, so
such a goal ends *unverified* at best.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from agent.spatial import DIRECTIONS
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
STEP = 0.10
"""About how far (m) things in a row are apart."""


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
    """Return what makes a row: all that come before and behind the one that stays."""
    stays = staying(row, relation, scene)
    pairs = list(itertools.pairwise(o.name for o in row))
    after = [Fact(relation, b, a) for a, b in pairs[stays:]]
    before = [Fact(OPPOSITE[relation], a, b) for a, b in reversed(pairs[:stays])]
    return after + before


def staying(row: Sequence[ObjectState], relation: str, scene: Scene) -> int:
    """Return the place in a row of the thing around which there is most room for the others."""
    (ux, uy), ws = DIRECTIONS[relation], scene.workspace

    def lacking(i: int) -> float:
        x, y, _ = row[i].position
        ends = ((x + ux * STEP * n, y + uy * STEP * n) for n in (-i, len(row) - 1 - i))
        return sum(
            max(0.0, low - at, at - high)
            for end in ends
            for at, (low, high) in zip(end, (ws.x, ws.y), strict=True)
        )

    return min(range(len(row)), key=lacking)
