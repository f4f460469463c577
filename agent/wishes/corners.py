"""Corners: each thing in one of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.robot import Workspace
from agent.spatial import place_of, place_point
from agent.types import Fact, ObjectState, Observation
from agent.wishes.base import CORNERS, Reading, Scene, has_room
from agent.wishes.counts import NAMES
from agent.wishes.speech import GATHER, WANT, bare


@dataclass(frozen=True, slots=True)
class Corners:
    """Things each in a corner of its own; `starts` is where (m) each stood at first.

    What has to move goes to the nearest free corner from there, so that a thing's corner
    does not change while it is in the hand.
    """

    members: tuple[str, ...]
    starts: tuple[tuple[float, float], ...]

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return which thing goes to which corner."""
        taken = self.kept(observation, workspace)
        left = [n for n in self.members if n not in taken.values()]
        free = [c for c in CORNERS if c not in taken]
        room = {c: has_room(c, observation, workspace, self.members) for c in free}
        starts = dict(zip(self.members, self.starts, strict=True))
        facts = {}
        while left and free:
            name, corner = min(
                ((n, c) for n in left for c in free),
                key=lambda nc: (
                    not room[nc[1]],
                    math.dist(starts[nc[0]], place_point(nc[1], workspace)),
                    nc,
                ),
            )
            facts[name] = Fact("at", name, corner)
            left.remove(name)
            free.remove(corner)
        return tuple(sorted(facts.values(), key=lambda f: f.subject != observation.holding))

    def kept(self, observation: Observation, workspace: Workspace) -> dict[str, str]:
        """Return what may stay, by its corner: of several in one corner the first."""
        taken: dict[str, str] = {}
        for name in self.members:
            o = observation.find(name)
            if o is None or name == observation.holding:
                continue
            here = place_of(*o.position[:2], workspace)
            if here in CORNERS:
                taken.setdefault(here, name)
        return taken


TABLE = r"(?: of the (?:table|workspace))?"
NOT_TWO = (
    r"(?:no two (?:of them )?(?:in|to|on) the same(?: one| corner)?"
    r"|at most one (?:to|in|per) (?:(?:a|each|every) )?(?:corner|one)"
    r"|one (?:to|in|per) (?:(?:a|each|every) )?corner)"
)
OWN = (
    r"(?:(?:the )?(?:four )?(?:different|separate|distinct) corners|(?:its|their|an) own corners?"
    r"|a (?:different|separate) corner|(?:a corner|corners) of (?:its|their) own)"
)
SET = r"(?P<set>.+?)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{SET} (?:in|into|to|on|at|over) {OWN}{TABLE}",
        rf"{SET} (?:in|into|to|over|across|among|on) (?:the )?(?:four )?corners{TABLE},?"
        rf"(?: (?:with|so that there (?:is|are)))? {NOT_TWO}",
    )
)
SPREAD = re.compile(
    rf"(?:spread|distribute) {SET}(?: out)? (?:over|across|among|to) (?:the )?(?:four )?"
    rf"corners{TABLE}"
)
IN_EACH = re.compile(
    r"(?:a|one) (?P<noun>\w+) (?:in|into|to|on|at) (?:each|every)(?: of the)?(?: four)? corners?"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that things are in different corners."""
    if not re.match(rf"(?:{GATHER}|{WANT}|every|each|all|one)\b", text):
        return None
    said = bare(text)
    if m := IN_EACH.fullmatch(said):
        return in_each(m["noun"], scene)
    found = [SPREAD.fullmatch(text), *(form.fullmatch(said) for form in FORMS)]
    for m in found:
        members = scene.all_of(m["set"]) if m else ()
        if len(members) > len(CORNERS):
            return Reading(refusal="there are only four corners")
        if len(members) > 1:
            return apart(members)
    return None


def apart(members: Sequence[ObjectState]) -> Reading:
    """Return the wish that things are in different corners."""
    starts = tuple(o.position[:2] for o in members)
    wish = Corners(tuple(o.name for o in members), starts)
    return Reading(complete=True, wishes=(wish,))


def in_each(noun: str, scene: Scene) -> Reading | None:
    """Return the wish for one thing in each corner, where there are as many."""
    members = scene.all_of(f"all {noun}s")
    if 0 < len(members) < len(CORNERS):
        only = NAMES[len(members)]
        few = f"{'is' if len(members) == 1 else 'are'} only {only} {noun}{'s' * (len(members) > 1)}"
        return Reading(refusal=f"there {few}")
    return apart(members) if len(members) == len(CORNERS) else None
