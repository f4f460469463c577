"""Rows in which things stand: "everything in the front row"."""

from __future__ import annotations

import re

from agent.pointing.alike import both
from agent.references.words import NOUNS
from agent.spatial import loose
from agent.types import Observation

NOUN = "|".join(NOUNS)
FRONT = "front|first|near|nearest|closest|bottom|nearer|lower"
BACK = "back|rear|far|farthest|furthest|top|farther|upper|last"
ROW = re.compile(
    rf"\b(?:everything|(?:all|every|each|both)(?: of)?(?: the| those)?(?: (?:{NOUN}|one|thing)s?)?"
    rf"|what(?:ever)?(?:'s| is| stands)?|(?:the|those|these)(?: (?:two|three|four))? (?:{NOUN}"
    rf"|one|thing)s"
    rf"|(?:the|those|these) (?:two|three|four)) (?:(?:that is|that's|that are|standing|lying) )?"
    rf"(?:in|from|of) (?:the|my) (?P<which>{FRONT}|{BACK}) row\b"
)
"""All that stands in one of two rows."""
DEEP = 0.05
"""Things in a row stand no farther (m) from its edge than this."""


def rowed(text: str, observation: Observation) -> str:
    """Return a text in which what stands in the front or back row has its name."""

    def names(m: re.Match[str]) -> str:
        things = loose(observation)
        front = re.fullmatch(FRONT, m["which"]) is not None
        end = (max if front else min)(o.position[0] for o in things) if things else 0.0
        row = [o for o in things if abs(o.position[0] - end) < DEEP]
        if not 1 < len(row) < len(things):
            return m[0]
        return both([o.name for o in sorted(row, key=lambda o: o.position[1])])

    return ROW.sub(names, text)
