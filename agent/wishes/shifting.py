"""Things moved by so much: "push the red block ten centimetres to the left"."""

from __future__ import annotations

import re

from agent.references.words import NUMBERS
from agent.spatial import ABOUT, AMOUNTS, shifted, support_of
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import any_of
from agent.wishes.speech import PUT
from agent.wishes.turning import TENS

VERB = f"push|pull|{PUT}|get"
WAYS = {
    "to the left": any_of("to the left|to my left|left|leftwards?|further left|over left"),
    "to the right": any_of("to the right|to my right|right|rightwards?|further right|over right"),
    "forward": any_of(
        """forwards?|towards? me|closer to me|nearer to me|to me|towards? the front|my way|closer
        |nearer|in my direction|towards? us"""
    ),
    "back": any_of(
        """backwards?|back|away from me|towards? you|away|towards? the robot|towards? the back
        |further back|closer to you|in your direction|away from us"""
    ),
}
WAY = "|".join(rf"(?P<w{i}>{words})" for i, words in enumerate(WAYS.values()))
UNITS = {"c": 1.0, "m": 0.1, "i": 2.54}
"""First letter of a unit to centimetres."""
UNIT_WORDS = r"(?P<unit>centi ?met(?:er|re)s?|cms?|milli ?met(?:er|re)s?|mm|inch(?:es)?)"
FAR = (
    r"(?:(?:by|about|around|roughly|some|exactly|another|just|maybe|like) )*"
    rf"(?:(?P<n>\d+(?:\.\d+)?|{any_of('|'.join((*NUMBERS, *TENS)))}) ?{UNIT_WORDS}"
    r"|(?P<bit>(?:just )?(?:a (?:little |tiny |wee )?(?:bit|little|tad|touch)|slightly)))"
)
WITH = r"(?:,? (?:so |that is )?(?P<with>away from me|towards? me|to the (?:left|right)))?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{VERB}) (?P<x>.+?)(?: over| along)? {FAR}(?: further)?,?"
        rf" (?:over |more )?(?:{WAY}){WITH}",
        rf"(?:{VERB}) (?P<x>.+?) (?:{WAY}) {FAR}{WITH}",
    )
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that one thing on the table be moved by so much in a direction."""
    for form in FORMS:
        m = form.fullmatch(text)
        things = scene.all_of(m["x"]) if m else ()
        if m is None or len(things) != 1 or support_of(things[0], scene.observation):
            continue
        way = next(way for i, way in enumerate(WAYS) if m[f"w{i}"])
        if m["with"] and not re.fullmatch(WAYS[way], m["with"]):
            return None  # one way was said, and then another one
        if fact := moved(things[0], metres(m), way):
            return Reading((fact,), complete=True)
    return None


def metres(found: re.Match[str]) -> float:
    """Return how far (m) a thing is to be moved."""
    if found["bit"]:
        return AMOUNTS["a little"]
    said = found["n"]
    number = NUMBERS.get(said) or TENS.get(said) or float(said)
    return in_metres(number, found["unit"])


def in_metres(number: float, unit: str) -> float:
    """Return so many centimetres, millimetres or inches, as they are written, in metres."""
    per = next(per for start, per in UNITS.items() if unit.replace(" ", "").startswith(start))
    return number * per / 100


def moved(o: ObjectState, far: float, way: str) -> Fact | None:
    """Return that a thing was moved so far (m); None where that is too little to be measured."""
    words = f"{far * 100:g} cm {way}"
    point = shifted(o.position, words)
    return Fact("moved", o.name, words, point) if far >= 2 * ABOUT else None
