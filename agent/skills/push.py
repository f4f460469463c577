"""Push an object along the table."""

from __future__ import annotations

import math
from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill, go
from agent.spatial import DIRECTIONS, is_clear, support_of
from agent.types import ObjectState, Outcome, SkillCall

WAYS = {"left": "left of", "right": "right of", "forward": "in front of", "back": "behind"}
DISTANCE = 0.08
"""How far an object is pushed (m)."""


class Push(Skill):
    """push a block along the table: left, right, forward (to the person) or back"""

    name: ClassVar[str] = "push"
    signature: ClassVar[str] = "push(object, direction)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Objects that stand on the table with a free way on both sides."""
        if body.held is not None:
            return [], {"push": f"the hand holds {body.held.name}"}
        calls, blocked = [], {}
        for o in body.observation.objects:
            for way in WAYS:
                call = SkillCall("push", (o.name, way))
                reason = why_not(o, way, body)
                if reason:
                    blocked[str(call)] = reason
                else:
                    calls.append(call)
        return calls, blocked

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Sweep with closed fingers, then look how far it went."""
        name, way = call.args
        o = body.observation.find(name)
        if o is None:
            return Outcome(False, f"{name} is not to be seen")
        ux, uy = DIRECTIONS[WAYS[way]]
        x, y, z = o.position
        back = max(o.size[:2]) / 2 * 1.42 + 0.02
        # The tool is turned so that both fingers touch the face that is pushed.
        yaw = 0.0 if ux else math.pi / 2
        start, end = (x - ux * back, y - uy * back), (x + ux * DISTANCE, y + uy * DISTANCE)
        end = (end[0] - ux * (o.size[0] / 2 + 0.01), end[1] - uy * (o.size[0] / 2 + 0.01))
        body.robot.grip(0.0)
        failed = go(body, *start, o.top + 0.08, yaw) or go(body, *start, z, yaw)
        failed = failed or go(body, *end, z, yaw, 0.3)
        go(body, *end, o.top + 0.10, yaw)
        seen = body.look().find(name)
        if failed or seen is None:
            return Outcome(False, failed or f"{name} is not to be seen")
        moved = (seen.position[0] - x) * ux + (seen.position[1] - y) * uy
        message = f"{name} moved {moved * 100:.0f} cm {way}"
        return Outcome(moved > DISTANCE / 2, message, {"moved": moved})


def why_not(o: ObjectState, way: str, body: Body) -> str:
    """Return why an object cannot be pushed that way now, or nothing."""
    if o.kind == "bowl":
        return f"{o.name} is too heavy to push"
    if not is_clear(o, body.observation) or support_of(o, body.observation):
        return f"{o.name} does not stand alone on the table"
    ux, uy = DIRECTIONS[WAYS[way]]
    x, y, _ = o.position
    for s in (-0.07, DISTANCE + 0.02):
        px, py = x + ux * s, y + uy * s
        if not body.workspace.contains(px, py):
            return "the way leaves the workspace"
        for other in body.observation.objects:
            apart = math.hypot(px - other.position[0], py - other.position[1])
            if other.name != o.name and apart < max(other.size[:2]) / 2 + 0.03:
                return f"{other.name} is in the way"
    return ""
