"""Zones: places that a goal gives colours to, and what goes there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from agent.phrases import place_name
from agent.references.words import COLORS, NOUNS
from agent.types import Fact, ObjectState
from agent.wishes.base import Out, Reading, Scene, Wish
from agent.wishes.colors import plural
from agent.wishes.speech import GATHER

Zones = Mapping[str, str]
"""Place by colour."""
C = rf"(?:the )?(?P<c>{'|'.join(COLORS)})"
LEGEND = tuple(
    re.compile(form)
    for form in (
        rf"(?:the )?(?P<p>[a-z ]+?) is {C} (?:zone|area)",
        rf"(?:the )?(?P<p>[a-z ]+?) is for {C}(?: (?:{'|'.join(NOUNS)})(?:s|es)?)?",
        rf"{C} (?:zone|area) is (?:in |on |at )?(?:the )?(?P<p>[a-z ]+?)",
        rf"{C}(?: ones?)? (?:in|on|at|to) (?:the )?(?P<p>[a-z ]+?)",
    )
)
N = rf"(?P<noun>{'|'.join(NOUNS)})(?:s|es)?"
OWN = (
    r"(?:in|into|to) (?:(?:its|their)(?: own)? (?:zone|area)s?"
    r"|the (?:zone|area)s? (?:of|with|for|in) (?:its|their|the same|the matching|matching)(?: own)?"
    r" colors?)"
)
EVEN = tuple(
    re.compile(form)
    for form in (
        rf"(?:{GATHER}) (?:all )?(?:the )?{N} of (?:an )?(?P<parity>even|odd) number {OWN}",
        rf"of each color (?:that has|with) an (?P<parity>even|odd) number of {N},? (?:{GATHER}) "
        rf"(?:the \w+|them) {OWN}",
        rf"(?:where|if) the number of {N} of a color is (?P<parity>even|odd),? (?:{GATHER}) "
        rf"(?:the \w+|them) {OWN}",
    )
)
ALL = re.compile(rf"(?:{GATHER}) (?P<set>.+?) {OWN}")
BIG = "(?:big|bigger|large|larger)"
SMALL = "(?:small|smaller|little)"
PAIRS = (
    re.compile(
        rf"stack (?:all )?(?:the )?{N} by color,? (?:with )?the {BIG} one "
        rf"(?:below|under) the {SMALL} one"
    ),
    re.compile(
        rf"put the {BIG} {N} of each color there,? and the {SMALL} (?:\w+) of the same color on it"
    ),
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish about zones, and which they are."""
    before, colon, after = text.partition(": ")
    if not colon:
        return None
    for legend, wish in ((before, after), (after, before)):
        if zones := legend_of(legend):
            return (
                even(wish, zones, scene) or pairs(wish, zones, scene) or every(wish, zones, scene)
            )
    return None


def legend_of(text: str) -> dict[str, str]:
    """Return which place is whose, or nothing where a text is no such list."""
    zones: dict[str, str] = {}
    for part in re.split(r",? and |, |; ", text):
        m = next((m for form in LEGEND if (m := form.fullmatch(part))), None)
        place = place_name(m["p"]) if m else None
        if m is None or place is None or m["c"] in zones or place in zones.values():
            return {}
        zones[m["c"]] = place
    return zones


def even(wish: str, zones: Zones, scene: Scene) -> Reading | None:
    """Read that those go to their zones of whose colour there is an even (or odd) number."""
    m = next((m for form in EVEN if (m := form.fullmatch(wish))), None)
    if m is None:
        return None
    of: dict[str, list[ObjectState]] = defaultdict(list)
    for o in scene.all_of(f"all {plural(m['noun'])}"):
        of[o.color].append(o)
    odd = m["parity"] == "odd"
    facts: list[Fact] = []
    wishes: list[Wish] = []
    for color, group in of.items():
        wanted = len(group) % 2 == odd
        if wanted and color not in zones:
            return None
        for o in group:
            fact = Fact("at", o.name, zones.get(color, ""))
            if wanted:
                facts.append(fact)
            elif color in zones and not scene.holds(fact):
                wishes.append(Out(o.name, "at", zones[color]))
    if not facts:
        return Reading(refusal=f"there is no color of which the number is {m['parity']}")
    return Reading(tuple(facts), True, wishes=tuple(wishes))


def every(wish: str, zones: Zones, scene: Scene) -> Reading | None:
    """Read that all of some things go to the zones of their colours."""
    m = ALL.fullmatch(wish)
    things = scene.all_of(m["set"]) if m else ()
    if not things or any(o.color not in zones for o in things):
        return None
    return Reading(tuple(Fact("at", o.name, zones[o.color]) for o in things), True)


def pairs(wish: str, zones: Zones, scene: Scene) -> Reading | None:
    """Read that the big one of each colour goes to its zone, and the small one on it."""
    m = next((m for form in PAIRS if (m := form.fullmatch(wish))), None)
    if m is None:
        return None
    facts = []
    for color, place in zones.items():
        two = scene.all_of(f"all {color} {plural(m['noun'])}")
        if len(two) != 2:
            return None
        small, big = sorted(two, key=lambda o: o.size[0] * o.size[1])
        if small.size[0] * small.size[1] > 0.8 * big.size[0] * big.size[1]:
            return None
        facts += [Fact("at", big.name, place), Fact("on", small.name, big.name)]
    return Reading(tuple(facts), True)
