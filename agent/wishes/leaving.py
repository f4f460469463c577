"""What shall not be where it is: taken out of a bowl, off a tower, away from a side."""

from __future__ import annotations

import re

from agent.phrases import place_name
from agent.types import Fact
from agent.wishes.base import Out, Reading, Scene
from agent.wishes.courtesies import any_of
from agent.wishes.speech import GATHER, TAKE

VERBS = any_of(f"remove|fish|pull|clear|unstack|unload|{GATHER}|{TAKE}")
OF = r"(?:(?:back )?out of|(?:back )?out from|from|off of|off|down from|away from)"
HERE = r"(?: (?:in|inside|on|at) (?:it|there))?"
FROM = re.compile(rf"(?:{VERBS}) (?P<a>.+?) {OF} (?P<b>.+)")
OUT_OF = re.compile(
    rf"(?P<a>.+?) (?:must|should|has to|have to|needs to|need to|shall|may|can) "
    rf"(?:come|go|get|be taken|be removed|leave)(?: {OF})? (?P<b>.+)"
)
EMPTY = re.compile(
    rf"(?:empty|empty out|clear out|unload|clear off|clear)(?: out)? (?P<b>.+?){HERE}"
)
NONE = re.compile(
    r"(?:no (?P<a>[a-z ]+?)|nothing) (?:may|must|should|shall|can) "
    r"(?:be|stay|remain|be left|lie|stand) (?:in|on|at) (?P<b>.+)"
)
EVERYTHING = ("everything", "all", "all of it", "whatever is in it", "what is in it", "anything")


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that things leave where they are; where to, is left to the robot."""
    if m := EMPTY.fullmatch(text):
        return leaving(None, m["b"], scene)
    if m := NONE.fullmatch(text):
        return leaving(f"all {m['a']}" if m["a"] else None, m["b"], scene, some=True)
    for form in (FROM, OUT_OF):
        if m := form.fullmatch(text):
            what = None if m["a"] in EVERYTHING else m["a"]
            return leaving(what, m["b"], scene)
    return None


def leaving(what: str | None, where: str, scene: Scene, some: bool = False) -> Reading | None:
    """Return the wish that things leave, or without a name all that are there.

    Where they are named they all have to be there, or with `some` at least one of them.
    """
    target = place_name(where)
    if target is None:
        found = scene.all_of(where, None)
        target = found[0].name if len(found) == 1 else None
    if target is None:
        return None
    things = scene.all_of(what, None) if what else scene.observation.objects
    names = [o.name for o in things if o.name != target]
    outs = tuple(out for name in names if (out := leaves(name, target, scene)))
    if not outs or (what and not some and len(outs) < len(things)):
        return None
    return Reading(complete=True, wishes=outs)


def leaves(name: str, target: str, scene: Scene) -> Out | None:
    """Return the wish that a thing is no longer where it is now, if it is there."""
    there = (r for r in ("in", "on", "at") if scene.holds(Fact(r, name, target)))
    relation = next(there, None)
    return Out(name, relation, target) if relation else None
