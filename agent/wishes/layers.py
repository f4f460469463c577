"""Towers told layer by layer: "green at the bottom, then white, and red on the very top"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.kinds import is_hollow
from agent.references.words import NUMBERS
from agent.types import Fact
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import any_of
from agent.wishes.speech import GATHER, MAKE, WANT

HEAP = "(?:stack|tower|pile|sandwich|burger|totem|column|snowman|skyscraper)"
STARTS = any_of(
    f"{MAKE}|{GATHER}|{WANT}|assemble|erect|give me|here is|there is|time for|how about"
)
NUMBER = "|".join(NUMBERS)
MANY = rf"(?:of|from|with) (?:the |all )?(?:{NUMBER})(?: (?:block|cube|brick|layer|thing)s)?"
HEADER = re.compile(
    rf"(?:(?:{STARTS}) )?(?:up )?(?:(?:me|us|them|'em) )*(?:(?:an?|one|the|this) )?"
    rf"(?:(?:little|small|nice|single|big) )*{HEAP}(?: up| time)?(?: {MANY})?"
    r"(?: (?:on|upon|on top of) (?P<base>.+?))?(?: (?:with|where|having|please|for me))*"
    r"|(?:stack|pile)(?: (?:them|these|it|'em|em))?(?: up)?"
)
UP = any_of(
    """bottom to (?:the )?top|bottom up|bottom upwards?|ground up|upwards?|up|lowest to highest
    |table up"""
)
DOWN = "top to (?:the )?bottom|top down|top downwards?|downwards?|highest to lowest"
DIRECTION = re.compile(
    r"(?:(?:going|listed|counted|in this order|in that order|the order is|order) ?)?"
    rf"(?:from )?(?:the )?(?:(?P<up>{UP}|(?<=from )bottom|(?<=from the )bottom)"
    rf"|(?P<down>{DOWN}|(?<=from )top|(?<=from the )top))"
)
IS = any_of(
    """is|are|goes|go|comes|come|sits|stands|lies|being|as|forms|makes|should be|shall be|has to be
    |must be|will be|stays|placed|put|and|then|next|that|it|gets|to be|to go|belongs|serves|right
    |directly|finally|lastly|just|only|of it all"""
)
PLACED = rf"(?:(?:{IS}) )*"
VERY = "(?:(?:the|my|our|a) )?(?:very )?"
LOW = any_of(
    """bottom|base|ground|ground floor|foot|foundation|table|floor|lowest|lowest layer|bottom layer
    |lower one"""
)
ALL = "(?:it|it all|the tower|the stack|everything|all)"
HIGH = "top|roof|tip|summit|crown|peak|top layer|highest|upper one|head"
CUES = {
    "bottom": any_of(
        rf"""(?:at|on|to|for|in|from)? ?{VERY}(?:{LOW})(?: of {ALL})?
        |underneath|below|beneath|lowest|lower|down below|at the bottom of everything
        |first(?: of all)?|under (?:it|that|everything)|underneath (?:it|that)"""
    ),
    "middle": any_of(
        rf"""(?:in|at|for|into)? ?{VERY}(?:middle|center|middle layer|middle one)
        |in between|between(?: them| the two| those| both)?|sandwiched(?: between them)?"""
    ),
    "top": any_of(
        rf"""(?:at|on|to|for|in|up|up at|up on|right at)? ?{VERY}(?:{HIGH})(?: of {ALL})?|up top
        |uppermost|topmost|highest|last(?: of all)?|upper|to finish
        |to crown it|(?:as|like) (?:the|a) cherry on top"""
    ),
    "next": any_of(
        """(?:on|upon|onto|over|above|on top of|atop) (?:it|that|that one|this|this one)|next|then
        |after(?: that)?|afterwards|second|third|above"""
    ),
}
"""What is said of where in a tower a thing is."""
PATTERNS = [
    (cue, re.compile(pattern))
    for cue, words in CUES.items()
    for pattern in (
        rf"(?P<a>.+?) {PLACED}(?:{words})",
        rf"{PLACED}(?:{words}) {PLACED}(?P<a>.+)",
    )
] + [("", re.compile(rf"{PLACED}(?P<a>.+?)(?: (?:{IS}))*"))]
RANK = {"bottom": 0, "middle": 1, "top": 2}
VERTICAL = re.compile(
    r"\b(?:on (?:it|that|top)|above|under|underneath|below|beneath|bottom|base|top|roof|ground"
    r"|foundation|lowest|highest|between)\b"
)
"""Without a word for a tower, one of these has to be said."""
ELSEWHERE = re.compile(r"\b(?:(?:on|at|to|in) the (?:left|right)|corner|side|edge)\b")
JOINT = re.compile(
    r" (?=from (?:the )?(?:top|bottom)\b)|[,;:.!?]+(?: and\b| then\b| with\b)*"
    r"|\band then\b|\bthen\b|\band\b|\bwith\b"
)


@dataclass(frozen=True)
class Layer:
    """One thing of a tower, and what was said of where in it."""

    name: str
    cue: str


def read(text: str, scene: Scene) -> Reading | None:
    """Read a tower of which each layer is named."""
    parts = [part for p in JOINT.split(text) if (part := p.strip())]
    base, way, header = "", "", False
    layers: list[Layer] = []
    for part in parts:
        if (m := HEADER.fullmatch(part)) and not layers:
            header, base = True, m["base"] or ""
        elif m := DIRECTION.fullmatch(part):
            way = "up" if m["up"] else "down"
        elif layer := layer_of(part, scene):
            layers.append(layer)
        else:
            return None
    then = re.search(r"\bthen\b", text) is not None
    header = header or (then and bool(layers) and layers[0].cue == "bottom")
    told = header or VERTICAL.search(text) is not None
    names = in_order(layers, way, header, then) if told else []
    if names and base:
        found = scene.all_of(base, None)
        names = [found[0].name, *names] if len(found) == 1 else []
    if len(set(names)) < max(2, len(layers)):
        return None
    kinds = [scene.observation.find(name) for name in names]
    if any(o is None or is_hollow(o) for o in kinds[1:]):
        return None
    hollow = kinds[0] is not None and is_hollow(kinds[0])
    pairs = itertools.pairwise(names)
    return Reading(
        tuple(Fact("in" if hollow and i == 0 else "on", b, a) for i, (a, b) in enumerate(pairs)),
        True,
    )


def layer_of(part: str, scene: Scene) -> Layer | None:
    """Return the layer that a part of the text is about, if it is about one."""
    if ELSEWHERE.search(part):
        return None
    part = re.sub(rf"^(?:{STARTS}|start with|begin with|starting with) ", "", part)
    for cue, pattern in PATTERNS:
        m = pattern.fullmatch(part)
        found = scene.named(m["a"].strip()) if m else None
        if isinstance(found, list) and len(found) == 1:
            return Layer(found[0], cue)
    return None


def in_order(layers: Sequence[Layer], way: str, header: bool, then: bool) -> list[str]:
    """Return the names from the bottom to the top; none where the order is not plain."""
    names = [layer.name for layer in layers]
    cues = [layer.cue for layer in layers]
    plain = set(cues) <= {"", "next"}
    if way:
        return (names if way == "up" else names[::-1]) if plain else []
    if set(cues) <= set(RANK) and len(set(cues)) == len(cues):
        ranked = sorted(layers, key=lambda layer: RANK[layer.cue])
        return [layer.name for layer in ranked] if header or {"top", "bottom"} <= set(cues) else []
    if plain:
        return names if header and ("next" in cues[1:] or then) else []
    between = set(cues[1:-1]) <= {"", "next", "middle"}
    upwards = cues[0] in ("bottom", "", "next") and cues[-1] != "bottom"
    if upwards and between and (header or "next" in cues or cues[-1] == "top"):
        return names
    downwards = cues[0] == "top" and cues[-1] in ("bottom", "") and "next" not in cues
    return names[::-1] if downwards and between and header else []
