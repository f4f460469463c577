"""Places that are to be free: "clear the left side of the table"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.phrases import place_name
from agent.robot import Workspace
from agent.spatial import FIXED, PLACES, place_of
from agent.types import Fact, Observation
from agent.wishes.base import Reading, Scene, aside
from agent.wishes.courtesies import any_of
from agent.wishes.speech import WANT

PLACE = r"(?P<p>(?:the |my )?[a-z ]+?)(?: of the (?:table|desk)| on the table)?"
FREE = any_of("empty|free|clear|cleared|vacant|bare|emptied|unoccupied|free of things|uncluttered")
MUST = any_of(
    """should be|has to be|must be|needs to be|is to be|ought to be|shall be|has to stay|must stay
    |should stay|has to become|should become|needs to stay|has to get"""
)
OFF = "off|away from|out of|from"
THING = r"(?:anything|a thing|things|any things|stuff|any stuff|objects|any objects)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:clear|empty|vacate|free)(?: up| out)? {PLACE}",
        rf"(?:clear|get|take|keep|move|bring) (?:everything|all things|all of it)"
        rf" (?:{OFF}) {PLACE}",
        rf"(?:make|keep|get) {PLACE} (?:{FREE})",
        rf"{PLACE} (?:{MUST}) (?:{FREE})",
        rf"(?:{WANT}) {PLACE} (?:to be )?(?:{FREE})",
        rf"nothing (?:should|must|may|shall) (?:be|stand|lie|stay|remain) (?:at|on|in) {PLACE}",
        rf"i do not want {THING} (?:at|on|in) {PLACE}",
    )
)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Things of which none is to be at any of some places."""

    members: tuple[str, ...]
    places: tuple[str, ...]

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return where to put those that are."""
        found = (o for n in self.members if (o := observation.find(n)) is not None)
        held = observation.holding
        there = [
            o
            for o in found
            if o.name == held or place_of(*o.position[:2], workspace) in self.places
        ]
        there.sort(key=lambda o: o.name != held)
        return tuple(aside(o.name, observation, workspace, *self.places) for o in there)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that a place be free, where something is there that can be moved."""
    for form in FORMS:
        m = form.fullmatch(text)
        place = place_name(near_me(m["p"])) if m else None
        if place is None:
            continue
        places = around(place)
        there = [
            o.name
            for o in scene.observation.objects
            if o.kind not in FIXED and place_of(*o.position[:2], scene.workspace) in places
        ]
        return Reading(complete=True, wishes=(Cleared(tuple(there), places),)) if there else None
    return None


def near_me(phrase: str) -> str:
    """Return the name of the side that is "closest to me"."""
    return re.sub(
        r"(?:edge|side|part) (?:that is )?(?:closest|nearest|next|close|near) to me$",
        "bottom side",
        phrase,
    )


def around(place: str) -> tuple[str, ...]:
    """Return the places that make up a side, corners included, or the place itself."""
    side = place.removesuffix(" side")
    corners = (p for p in PLACES if p.endswith("corner") and side in p.split())
    return (place, *corners) if place.endswith("side") else (place,)
