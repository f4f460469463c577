"""Things turned on the spot: "rotate the plank by 45 degrees, clockwise"."""

from __future__ import annotations

import math
import re

from agent.kinds import is_round
from agent.spatial import TURNED, symmetry
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import any_of

TURN = "turn|rotate|spin|twist|swivel|pivot|yaw|swing|revolve"
TENS = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45,
        "fifty": 50, "sixty": 60, "seventy": 70, "seventy five": 75, "eighty": 80,
        "ninety": 90}  # fmt: skip
NUMBER = rf"\d{{1,3}}|{any_of('|'.join(TENS))}"
ABOUT = r"(?:(?:about|around|roughly|approximately|like|some|exactly|just|through|by) )*"
ANGLE = (
    rf"{ABOUT}(?:a |an )?(?:(?P<n>{NUMBER})(?: ?degrees?| ?deg| ?\u00b0)(?: turn| twist)?"
    r"|(?P<quarter>(?:a )?quarter(?: of a)? turn|a quarter))(?: or so)?"
)
WAY = (
    r"(?:to the |in the )?(?P<way>counter ?clockwise|anti ?clockwise|clockwise|left|right)"
    r"(?: direction)?"
)
END = any_of(
    """in place|on the spot|where it is|where it stands|where it lies|as seen from above|from above
    |seen from above|around|round|over|leave it in place otherwise|in its place|on its spot"""
)
ENDS = rf"(?:,? (?:{END}))*"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{TURN}) (?P<a>.+?)(?: round| around)?,? {ANGLE}(?:,? {WAY})?{ENDS}",
        rf"(?:{TURN}) (?P<a>.+?)(?: round| around)?,? {WAY},? {ANGLE}{ENDS}",
        rf"(?:give|make) (?P<a>.+?) {ANGLE}(?: (?:{TURN}))?(?:,? {WAY})?{ENDS}",
        rf"(?P<a>.+?) (?:should|must|has to|needs to|is to) be (?:{TURN})e?d {ANGLE}(?:,? {WAY})?"
        rf"{ENDS}",
    )
)
CLOCKWISE = ("clockwise", "right")


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish to turn things; not where nobody could see that they were turned."""
    said = re.sub(r"(?<=\w)-(?=[a-z])", " ", text)
    for form in FORMS:
        m = form.fullmatch(said)
        things = scene.all_of(m["a"], None) if m else ()
        if m is None or not things:
            continue
        degrees = 90 if m["quarter"] else TENS.get(m["n"]) or int(m["n"])
        turn = -degrees if m["way"] in CLOCKWISE else degrees
        if all(is_seen(o, turn) for o in things):
            return Reading(tuple(turned(o, turn) for o in things), complete=True)
    return None


def is_seen(o: ObjectState, degrees: float) -> bool:
    """Tell whether a thing looks different once it is turned."""
    off = abs(math.remainder(math.radians(degrees), symmetry(o)))
    return not is_round(o) and off > 2 * TURNED


def turned(o: ObjectState, degrees: float) -> Fact:
    """Return that a thing has been turned by so much, counter-clockwise, from how it is."""
    yaw = math.remainder(math.degrees(o.yaw) + degrees, 360.0)
    return Fact("turned", o.name, f"to {yaw:.0f}")
