"""Wishes of which only one can come true: they are refused before anything moves."""

from __future__ import annotations

import re

from agent.phrases import place_name
from agent.references.words import NUMBERS
from agent.wishes.base import Reading, Scene
from agent.wishes.speech import PUT

BOTH = "both cannot be so at the same time"
AT_ONCE = r" (?:at once|at the same time|simultaneously)"
REL = "(?:into|inside|in|onto|on top of|on|at|to)"
FORMS = (
    re.compile(
        rf"(?:{PUT}) (?P<a>.+?) both {REL} (?P<b>.+?) and (?:{REL} )?(?P<c>.+?)(?:{AT_ONCE})?"
    ),
    re.compile(
        rf"(?:{PUT}) (?P<a>.+?) {REL} both (?P<b>.+?) and (?:{REL} )?(?P<c>.+?)(?:{AT_ONCE})?"
    ),
    re.compile(
        rf"(?:{PUT}) (?P<a>.+?) {REL} (?P<x>.+ so that it is {REL} )?(?P<b>.+?) and (?:{REL} )?"
        rf"(?P<c>.+?){AT_ONCE}"
    ),
)
SIDES = re.compile(
    rf"(?:{PUT}) (?P<a>.+?) on (?:both|all|opposite) sides of (?P<b>.+?)(?:{AT_ONCE})?"
)
ON_TOP = re.compile(
    r".+\b(?:in which|so that|where|and) each (?:one )?(?:of (?:the two|them|the \w+) )?"
    r"(?:is|stands|being) on top(?: of the other(?: one)?)?"
)


TOO_FAR = "that is out of reach"
UNITS = {"m": 1.0, "meter": 1.0, "metre": 1.0, "cm": 0.01, "centimeter": 0.01, "centimetre": 0.01}
DISTANCE = re.compile(
    rf"\b(?P<n>\d+(?:\.\d+)?|{'|'.join(NUMBERS)}|a(?=[ -]))[ -]?(?P<unit>{'|'.join(UNITS)})s?\b"
)


def beyond(text: str, scene: Scene) -> bool:
    """Tell whether a text names a distance that is longer than the workspace is wide."""
    ws = scene.context.workspace
    widest = max(ws.x[1] - ws.x[0], ws.y[1] - ws.y[0])
    for m in DISTANCE.finditer(text):
        said = m["n"]
        n = 1.0 if said == "a" else float(NUMBERS.get(said, said))
        if n * UNITS[m["unit"]] > widest:
            return True
    return False


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one thing in two places at once, or for one that is far away."""
    if beyond(text, scene):
        return Reading(refusal=TOO_FAR)
    if ON_TOP.fullmatch(text):
        return Reading(refusal=BOTH)
    m = SIDES.fullmatch(text)
    if m and len(scene.all_of(m["a"])) == 1 and len(scene.all_of(m["b"], None)) == 1:
        return Reading(refusal=BOTH)
    for form in FORMS:
        m = form.fullmatch(text)
        if m is None or len(scene.all_of(m["a"])) != 1:
            continue
        ends = [end(phrase, scene) for phrase in (m["b"], m["c"])]
        if all(ends) and ends[0] != ends[1]:
            return Reading(refusal=BOTH)
    return None


def end(phrase: str, scene: Scene) -> str:
    """Return the one thing or place that a phrase means, or nothing."""
    if place := place_name(phrase):
        return place
    found = scene.all_of(phrase, "bowl")
    return found[0].name if len(found) == 1 else ""
