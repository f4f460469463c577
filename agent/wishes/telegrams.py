"""Wishes without a verb or a preposition: "white cup. middle of the table."."""

from __future__ import annotations

import re

from agent.kinds import is_hollow
from agent.phrases import place_name
from agent.references.words import COLORS, NOUNS
from agent.types import Fact
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import trim

NOUN = re.compile(rf"\b(?:{'|'.join(NOUNS)})\b")
THING = rf"(?:the )?(?:{'|'.join(COLORS)}) (?:{'|'.join(NOUNS)})s?"
TWO = re.compile(rf"({THING}) ({THING})")
JOINT = re.compile(r"[,.;:!?]+ | ?[-=]+> ?")


def read(text: str, scene: Scene) -> Reading | None:
    """Read what to move, and behind a comma or an arrow where to."""
    both = TWO.fullmatch(text)
    parts = list(both.groups()) if both else [t for p in JOINT.split(text) if (t := trim(p))]
    if len(parts) != 2:
        return None
    a, b = parts
    subjects = scene.named(a)
    if not isinstance(subjects, list) or not subjects:
        return None
    if place := place_name(re.sub(r"^(?:to|at|in|on) ", "", b)):
        return Reading(tuple(Fact("at", name, place) for name in subjects), True)
    if not NOUN.search(b):
        return None
    targets = scene.all_of(re.sub(r"^(?:in|into|inside|to) ", "", b), "bowl")
    if len(targets) != 1 or not is_hollow(targets[0]) or targets[0].name in subjects:
        return None
    return Reading(tuple(Fact("in", name, targets[0].name) for name in subjects), True)
