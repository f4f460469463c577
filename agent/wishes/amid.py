"""Things between two others: "put the duck between the two cans"."""

from __future__ import annotations

import re

from agent.types import Fact
from agent.wishes.base import Reading, Scene
from agent.wishes.speech import PUT, UNIT, bare

BETWEEN = re.compile(
    r"(?P<x>.+?) (?:(?:down|over|right|exactly|just|somewhere|in|squarely) )*"
    r"(?:in ?)?between (?P<ends>.+)"
)
MIDWAY = re.compile(r"(?P<x>.+?) (?:halfway|midway|half way) between (?P<ends>.+)")


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that one thing be between two others, which stay where they are."""
    said = bare(text)
    m = MIDWAY.fullmatch(said) or BETWEEN.fullmatch(said)
    if m is None or (said == text and not re.search(rf"^(?:{PUT})\b|{re.escape(UNIT)}", text)):
        return None
    one, ends = scene.all_of(m["x"].strip()), scene.all_of(m["ends"])
    if len(one) != 1 or len(ends) != 2 or one[0] in ends or ends[0] == ends[1]:
        return None
    return Reading((Fact("between", one[0].name, ends[0].name, more=(ends[1].name,)),), True)
