"""Turn an object on the spot."""

from __future__ import annotations

import math
from typing import ClassVar

from agent.body import Body
from agent.kinds import is_round
from agent.skills.base import Skill, go, yaw_of
from agent.skills.grasp import hold_height
from agent.skills.pick import take, why_not
from agent.skills.place import put
from agent.spatial import support_of, symmetry
from agent.types import ObjectState, Outcome, SkillCall

ANGLES = ("45", "90")
"""Degrees that are offered, few since each is scored for each block; others are accepted."""
LIFT = 0.01
"""How far it is lifted to be turned (m)."""
TOLERANCE = math.radians(8)
LIMIT = 180.0


class Rotate(Skill):
    """turn a block on the spot by degrees, counter-clockwise"""

    name: ClassVar[str] = "rotate"
    signature: ClassVar[str] = "rotate(object, degrees)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """What can be picked and stands on the table. Also accepted: other angles, `to 30`."""
        calls, blocked = [], {}
        for o in body.observation.objects:
            reason = cannot_turn(o, body)
            if reason:
                blocked[f"rotate({o.name})"] = reason
            else:
                calls += [SkillCall("rotate", (o.name, angle)) for angle in ANGLES]
        return calls, blocked

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return what is wrong with the angle or the object, or nothing."""
        o = body.observation.find(call.args[0]) if call.args else None
        if len(call.args) != 2 or o is None:
            return f"{call.args[0] if call.args else 'the object'} is not to be seen"
        if angle_of(call.args[1], o) is None:
            return f"{call.args[1]!r} is no angle between -180 and 180 degrees"
        return cannot_turn(o, body)

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Grasp, lift a little, turn, put down, and measure the angle afresh."""
        reason = self.why_not(call, body)
        o = body.observation.find(call.args[0]) if call.args else None
        turn = angle_of(call.args[1], o) if o is not None and not reason else None
        if reason or o is None or turn is None:
            return Outcome(False, reason)
        failed = take(o, body, hold_height(o, body.robot.hand) - o.size[2] + LIFT)
        if failed or body.held is None:
            body.robot.grip(body.robot.hand.opening)
            body.look()
            return Outcome(False, failed or f"missed {o.name}")
        x, y, _ = o.position
        failed = self.turn(o, turn, body)
        if failed:
            put(o, (x, y, o.bottom, yaw_of(body)), body, (o.name,))
            body.look()
            return Outcome(False, f"could not turn {o.name}: {failed}")
        return measure(o, turn, body)

    def turn(self, o: ObjectState, turn: float, body: Body) -> str:
        """Turn what is held and put it down; a long turn in steps, for the wrist's sake."""
        x, y, _ = o.position
        start = yaw_of(body)
        steps = max(1, math.ceil(abs(turn) / math.radians(45)))
        for i in range(1, steps + 1):
            yaw = start + turn * i / steps
            if failed := go(body, x, y, o.top + 0.02, yaw, 0.5, (o.name,)):
                return failed
        return put(o, (x, y, o.bottom, start + turn), body, (o.name,))


def angle_of(text: str, o: ObjectState) -> float | None:
    """Return by how much (rad) to turn for `45`, `-30` or `to 20`; None if it is no angle."""
    to = text.startswith("to ")
    try:
        degrees = float(text.removeprefix("to ").removesuffix("degrees").strip())
    except ValueError:
        return None
    if not abs(degrees) <= LIMIT:
        return None
    turn = math.radians(degrees)
    return math.remainder(turn - o.yaw, symmetry(o)) if to else turn


def measure(before: ObjectState, turn: float, body: Body) -> Outcome:
    """Compare the yaw that is seen with the one that was wanted, as far as its shape shows."""
    seen = body.look().find(before.name)
    if seen is None:
        return Outcome(False, f"{before.name} is not to be seen")
    error = abs(math.remainder(seen.yaw - before.yaw - turn, symmetry(before)))
    moved = math.dist(seen.position, before.position)
    message = (
        f"{before.name} turned, {math.degrees(error):.0f} degrees and {moved * 100:.0f} cm off"
    )
    ok = error < TOLERANCE and moved < 0.03
    return Outcome(ok, message, {"yaw_error": error, "moved": moved})


def cannot_turn(o: ObjectState, body: Body) -> str:
    """Return why an object cannot be turned now, or nothing."""
    if reason := why_not(o, body):
        return reason
    if is_round(o):
        return f"{o.name} looks the same from every side"
    if support_of(o, body.observation):
        return f"{o.name} does not stand on the table"
    return ""
