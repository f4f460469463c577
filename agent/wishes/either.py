"""One of several places, whichever: "in one of the corners", "into any bowl"."""

from __future__ import annotations

import math
import re

from agent.kinds import is_hollow
from agent.spatial import place_point
from agent.wishes.base import CORNERS, EitherOf, Reading, Scene, has_room
from agent.wishes.speech import bare

CORNER = re.compile(
    r"(?P<a>.+?) (?:in|into|to|at|on) (?:a|any|one|1|some|either)(?: of the(?: four)?)? corners?"
    r"(?: of the (?:table|workspace))?"
)
HOLLOW = re.compile(
    r"(?P<a>.+?) (?:in|into|inside|to) (?:any|either)(?: one)?(?: of the)? (?P<b>[a-z ]+?)"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one thing in any of several places."""
    said = bare(text)
    if m := CORNER.fullmatch(said):
        return corner_for(m["a"], scene)
    m = HOLLOW.fullmatch(said)
    one = scene.all_of(m["a"]) if m else ()
    if m is None or len(one) != 1:
        return None
    targets = scene.all_of(f"all {m['b'].removesuffix('s')}s", None)
    if len(targets) < 2 or not all(map(is_hollow, targets)) or one[0] in targets:
        return None
    near = min(targets, key=lambda o: math.dist(o.position[:2], one[0].position[:2]))
    wish = EitherOf(one[0].name, "in", tuple(o.name for o in targets), near.name)
    return Reading(complete=True, wishes=(wish,))


def corner_for(what: str, scene: Scene) -> Reading | None:
    """Return the wish for one thing in a corner: the nearest with room where it has to move."""
    one = scene.all_of(what)
    if len(one) != 1:
        return None
    name, at, ws = one[0].name, one[0].position[:2], scene.workspace

    def cost(corner: str) -> tuple[bool, float]:
        room = has_room(corner, scene.observation, ws, (name,))
        return not room, math.dist(at, place_point(corner, ws))

    wish = EitherOf(name, "at", CORNERS, min(CORNERS, key=cost))
    return Reading(complete=True, wishes=(wish,))
