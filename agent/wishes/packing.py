"""Packing: things side by side on the floor of a tray."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.kinds import is_hollow, is_round
from agent.robot import Workspace
from agent.spatial import is_in, within
from agent.types import Fact, ObjectState, Observation
from agent.wishes.base import Reading, Scene
from agent.wishes.speech import PUT

TOLERANCE = 0.015
"""How far (m) what is packed may reach over an edge, or be over the floor."""
FLAT = (
    r",? (?:so that (?:all of them|all|they all|they|each of them|each|every one of them) "
    r"(?:stand|stands|lie|lies|rest|rests|are|is) (?:flat )?on (?:its|the) (?:floor|bottom)"
    r"|side by side|next to (?:each other|one another)|without stacking(?: them)?|in one layer)"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """Things that all stand on the floor of a hollow one, within its outline."""

    members: tuple[str, ...]
    target: str

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return what is not packed yet, and what is but stands on another thing."""
        box = observation.find(self.target)
        out = []
        for name in self.members:
            o = observation.find(name)
            packed = o is not None and box is not None and is_packed(o, box)
            if not packed or name == observation.holding:
                out.append(Fact("in", name, self.target))
        return tuple(out)


def is_packed(o: ObjectState, box: ObjectState) -> bool:
    """Tell whether all corners of a thing are within a box, and nothing but its floor below."""
    if is_round(box):
        return is_in(o, box) and o.bottom < box.bottom + TOLERANCE
    return within(o, box, TOLERANCE)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that several things lie in one, none of them on another."""
    m = re.fullmatch(rf"(?:{PUT}) (?P<a>.+?) (?:into|inside|in) (?P<b>.+?){FLAT}", text)
    if m is None:
        return None
    members, target = scene.all_of(m["a"]), scene.all_of(m["b"], "tray")
    if not members or len(target) != 1 or not is_hollow(target[0]) or target[0] in members:
        return None
    return Reading(complete=True, wishes=(Packed(tuple(o.name for o in members), target[0].name),))
