"""One of several places, whichever: "in one of the corners", "into any bowl"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from agent.kinds import is_hollow
from agent.references.words import EXCEPT
from agent.spatial import place_of, place_point
from agent.types import ObjectState
from agent.wishes.base import CORNERS, EitherOf, Reading, Scene, has_room
from agent.wishes.counts import Count
from agent.wishes.speech import bare

CORNER = re.compile(
    r"(?P<a>.+?) (?:in|into|to|at|on) (?:a|any|one|1|some|either)(?: of the(?: four)?)? corners?"
    r"(?: of the (?:table|workspace))?"
)
FREE = re.compile(
    r"(?P<a>.+?) (?:in|into|to|at) (?:(?:whichever|any|the|a) corner (?:that |which )?is "
    r"(?:still )?(?:free|empty)|(?:the|a|any) (?:free|empty|unoccupied) corner)"
)
HOLLOW = re.compile(
    r"(?P<a>.+?) (?:in|into|inside|to) (?:any|either)(?: one)?(?: of the)? (?P<b>[a-z ]+?)"
    rf"(?:,? (?:(?:just|but) not|{'|'.join(EXCEPT)}) (?P<but>.+))?"
)
SUBJECTS = re.compile(r"either (?P<x>.+?) or (?P<y>.+?) (?:in|into|inside|to|on|onto) (?P<b>.+)")
NOT_BOTH = re.compile(
    r"[,;.]? ?(?:and |but )?(?:just |only )?(?:(?:not|never) (?:both|the two)(?: of them)?"
    r"|only one(?: of them)?|one of them)(?: together| at once| at the same time)?(?: please)?$"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one thing in any of several places."""
    said = bare(NOT_BOTH.sub("", text))
    if m := CORNER.fullmatch(said):
        return corner_for(m["a"], scene)
    if m := FREE.fullmatch(said):
        taken = {place_of(*o.position[:2], scene.workspace) for o in scene.observation.objects}
        return corner_for(m["a"], scene, [c for c in CORNERS if c not in taken])
    if m := SUBJECTS.fullmatch(said):
        return one_of_two(m["x"], m["y"], m["b"], scene)
    m = HOLLOW.fullmatch(said)
    one = scene.all_of(m["a"]) if m else ()
    if m is None or len(one) != 1:
        return None
    targets = any_of_these(m["b"].removesuffix("s"), m["but"], scene)
    if not targets or not all(map(is_hollow, targets)) or one[0] in targets:
        return None
    near = min(targets, key=lambda o: math.dist(o.position[:2], one[0].position[:2]))
    wish = EitherOf(one[0].name, "in", tuple(o.name for o in targets), near.name)
    return Reading(complete=True, wishes=(wish,))


def any_of_these(what: str, but: str | None, scene: Scene) -> tuple[ObjectState, ...]:
    """Return all things that a phrase means, without those that may not be it; none of one."""
    things = scene.all_of(f"all {what}s", None)
    if len(things) < 2:
        return ()
    if but is None:
        return things
    others = scene.all_of(re.sub(r"\bones?\b", what.split()[-1], but), None)
    if not others or not set(others) <= set(things):
        return ()
    return tuple(o for o in things if o not in others)


def one_of_two(x: str, y: str, where: str, scene: Scene) -> Reading | None:
    """Return the wish that one of two things, but not both, is in or on another."""
    two, target = two_of(x, y, scene), scene.all_of(where, None)
    if not two or len(target) != 1 or target[0] in two:
        return None
    relation = "in" if is_hollow(target[0]) else "on"
    names = tuple(o.name for o in two)
    return Reading(complete=True, wishes=(Count(names, 1, relation, target[0].name),))


def two_of(x: str, y: str, scene: Scene) -> tuple[ObjectState, ...]:
    """Return the two things that "the red" and "the blue can" mean; none where it is not two."""
    noun = y.split()[-1]
    two = (*(scene.all_of(f"{x} {noun}") or scene.all_of(x)), *scene.all_of(y))
    return two if len(two) == 2 and two[0] != two[1] else ()


def corner_for(what: str, scene: Scene, among: Sequence[str] = CORNERS) -> Reading | None:
    """Return the wish for one thing in a corner: the nearest with room where it has to move."""
    one = scene.all_of(what)
    if len(one) != 1 or not among:
        return None
    name, at, ws = one[0].name, one[0].position[:2], scene.workspace

    def cost(corner: str) -> tuple[bool, float]:
        room = has_room(corner, scene.observation, ws, (name,))
        return not room, math.dist(at, place_point(corner, ws))

    wish = EitherOf(name, "at", tuple(among), min(among, key=cost))
    return Reading(complete=True, wishes=(wish,))
