"""Tip what is in a held cup into something hollow."""

from __future__ import annotations

import math
from typing import ClassVar

from agent.body import Body
from agent.kinds import HELD_BY_RIM, is_hollow
from agent.skills.base import Skill
from agent.skills.grasp import UNDER_RIM
from agent.spatial import is_in
from agent.types import ObjectState, Observation, Outcome, Pose, Quaternion, SkillCall

STEPS = tuple(math.radians(a) for a in (0, 30, 60, 90, 135))
"""By how much the cup is tipped, one after the other."""
SHAKEN = tuple(math.radians(a) for a in (100, 135, 100, 135))
"""What sticks is shaken out."""
TOWARDS = tuple(math.radians(a) for a in (90, -90, 135, -135, 0))
"""Which way the cup may be tipped, about z from x: an arm's wrist leans sideways the furthest."""
HEIGHT = 0.20
"""How far over the rim of the target the hand is (m): it comes down on one side."""
ROOM = 0.022
"""Least that small things need between the rim of the held cup and the palm (m)."""
SHORT = 0.02
"""How far before the target's middle the hand is (m): what slides out flies on a little."""


class Pour(Skill):
    """tip what is in the held cup into a bowl"""

    name: ClassVar[str] = "pour"
    risky = True
    signature: ClassVar[str] = "pour(target)"

    def applies(self, observation: Observation) -> bool:
        """Only where there is a cup."""
        return any(o.kind in HELD_BY_RIM for o in observation.objects)

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Into everything hollow, while a cup is held."""
        if reason := not_held(body):
            return [], {"pour": reason}
        hollow = (o.name for o in body.observation.objects if is_hollow(o))
        return self.sift((SkillCall("pour", (name,)) for name in hollow), body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why nothing can be poured there, or nothing."""
        if reason := not_held(body):
            return reason
        o = body.observation.find(call.args[0]) if call.args else None
        if o is None:
            return f"{call.args[0] if call.args else 'the target'} is not to be seen"
        if not is_hollow(o) or o.name == body.observation.holding:
            return f"nothing can be poured into {o.name}"
        return "" if body.workspace.contains(*o.position[:2]) else f"{o.name} is out of reach"

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Tip the cup over the target, shake it, and count what is in the target then."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        target = body.observation.find(call.args[0])
        assert target is not None  # why_not has found it
        before = body.observation
        failed = tipped(target, body)
        after = body.look()
        if failed:
            return Outcome(False, f"could not pour into {target.name}: {failed}")
        if body.held is None:
            return Outcome(False, "the cup slipped out of the hand while it was tipped")
        poured = inside(target.name, after) - inside(target.name, before)
        beside = len(after.objects) - len(before.objects) - poured
        measured = {"poured": poured, "beside": beside}
        if poured < 1:
            return Outcome(False, f"nothing came into {target.name}", measured)
        spilled = f", {beside} beside it" if beside > 0 else ""
        return Outcome(True, f"{poured} more in {target.name}{spilled}", measured)


def not_held(body: Body) -> str:
    """Return why there is nothing to pour from, or nothing."""
    if body.held is None:
        return "nothing is held"
    if body.held.kind not in HELD_BY_RIM:
        return f"{body.held.name} is nothing to pour from"
    if body.robot.hand.palm_above - UNDER_RIM < ROOM:
        return f"the fingers are too short: the palm closes {body.held.name}"
    return ""


def inside(name: str, seen: Observation) -> int:
    """Return how many things are seen in a hollow one."""
    o = seen.find(name)
    return sum(is_in(b, o) for b in seen.objects) if o is not None else 0


def tipped(target: ObjectState, body: Body) -> str:
    """Tip the cup and bring it upright again; return why it cannot be tipped, or nothing."""
    failed = ""
    for phi in TOWARDS:
        failed = lean_to(phi, STEPS, target, body)
        if not failed:
            lean_to(phi, SHAKEN, target, body)
        lean_to(phi, STEPS[::-1], target, body)
        if not failed or body.held is None:
            break
    return failed


def lean_to(phi: float, tilts: tuple[float, ...], target: ObjectState, body: Body) -> str:
    """Lean the hand to one angle after the other; return why one is not reached, or nothing."""
    x, y, _ = target.position
    at = x - SHORT * math.cos(phi), y - SHORT * math.sin(phi), target.top + HEIGHT
    failed = ""
    for tilt in tilts:
        around = body.surroundings((target.name,))
        motion = body.robot.move_to(Pose(at, leaning(phi, tilt)), 0.7, around)
        if not motion.ok:
            failed = failed or motion.reason
            if tilts is STEPS:
                break
    return failed


def leaning(phi: float, tilt: float) -> Quaternion:
    """Return how a hand is turned whose back leans by `tilt` towards `phi` about z (rad).

    Its fingers close across that direction, so that they are not in the way.
    """
    a, b = tilt / 2, phi / 2
    # About z by phi, about y by tilt, about x by half a turn.
    return (
        math.cos(a) * math.cos(b),
        math.cos(a) * math.sin(b),
        -math.sin(a) * math.cos(b),
        math.sin(a) * math.sin(b),
    )
