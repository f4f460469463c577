"""Push an object along the table."""

from __future__ import annotations

import math
import re
from typing import ClassVar

from agent.body import Body
from agent.kinds import ROLLING, is_round, reach
from agent.skills.base import Skill, go
from agent.skills.grasp import LOW
from agent.spatial import DIRECTIONS, FIXED, PLACES, is_clear, place_of, place_point, support_of
from agent.types import ObjectState, Outcome, SkillCall

WAYS = {"left": "left of", "right": "right of", "forward": "in front of", "back": "behind"}
DISTANCE = 0.08
"""How far an object is pushed if nothing else is said (m)."""
LARGEST = 0.12
"""What is longer than this (m) is too heavy for the fingers to push."""
HIGHEST = 0.025
"""How high (m) over its bottom a thing is pushed at the most, not to tip it over."""
SHORTEST, LONGEST = 0.02, 0.40
"""Distances that can be asked for (m)."""
Vector = tuple[float, float]


class Push(Skill):
    """push a block along the table: left, right, forward (to the person) or back"""

    name: ClassVar[str] = "push"
    risky = True
    signature: ClassVar[str] = "push(object, direction)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Objects that stand on the table with a free way on both sides.

        Also accepted, though not listed: a third argument, `15 cm`; and `to` with a place.
        """
        if body.held is not None:
            return [], {"push": f"the hand holds {body.held.name}"}
        names = [o.name for o in body.observation.objects]
        calls = (SkillCall("push", (name, way)) for name in names for way in WAYS)
        return self.sift(calls, body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return what is wrong with the words, the object or the way, or nothing."""
        if body.held is not None:
            return f"the hand holds {body.held.name}"
        o = body.observation.find(call.args[0]) if call.args else None
        if o is None:
            return f"{call.args[0] if call.args else 'the object'} is not to be seen"
        strokes = strokes_of(call.args[1:], o, body)
        if isinstance(strokes, str):
            return strokes
        return why_not(o, strokes, body)

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Sweep with closed fingers, then look how far it went."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        name, way, *_ = call.args
        before = body.observation.find(name)
        assert before is not None  # why_not has just found it
        strokes = strokes_of(call.args[1:], before, body)
        assert not isinstance(strokes, str)
        o, failed = before, ""
        for stroke in strokes:
            failed = failed or push(o, stroke, body)
            # Each stroke starts from where the thing is seen to be.
            o = body.look().find(name) or o
        seen = body.observation.find(name)
        if failed or seen is None:
            return Outcome(False, failed or f"{name} is not to be seen")
        if way == "to":
            place = place_of(*seen.position[:2], body.workspace)
            where = {"x": seen.position[0], "y": seen.position[1]}
            return Outcome(place == call.args[2], f"{name} is at {place} now", where)
        (ux, uy), distance = strokes[0]
        moved = (seen.position[0] - before.position[0]) * ux
        moved += (seen.position[1] - before.position[1]) * uy
        message = f"{name} moved {moved * 100:.0f} cm {way}"
        return Outcome(abs(moved - distance) < distance / 2, message, {"moved": moved})


Stroke = tuple[Vector, float]
"""A unit vector (x, y) and a distance (m)."""


def strokes_of(args: tuple[str, ...], o: ObjectState, body: Body) -> list[Stroke] | str:
    """Return how to push for `left`, `left, 15 cm` or `to, right side`, or what is wrong."""
    if len(args) == 2 and args[0] == "to" and args[1] in PLACES:
        ways = strokes_to(*place_point(args[1], body.workspace), o)
        return next((w for w in ways if not why_not(o, w, body)), ways[0])
    if not 1 <= len(args) <= 2 or args[0] not in WAYS:
        return f"it is not clear where {', '.join(args) or 'nothing'!r} is"
    distance = DISTANCE if len(args) == 1 else metres(args[1])
    if distance is None or not SHORTEST <= distance <= LONGEST:
        return f"{args[-1]!r} is no distance between 2 and 40 cm"
    return [(DIRECTIONS[WAYS[args[0]]], distance)]


def strokes_to(x: float, y: float, o: ObjectState) -> list[list[Stroke]]:
    """Return the two ways round a corner to a point (m), leaving out what is too short."""
    dx, dy = x - o.position[0], y - o.position[1]
    along: Stroke = ((math.copysign(1.0, dx), 0.0), abs(dx))
    across: Stroke = ((0.0, math.copysign(1.0, dy)), abs(dy))
    return [[s for s in way if s[1] > SHORTEST] for way in ((across, along), (along, across))]


def metres(text: str) -> float | None:
    """Return the metres that `15 cm`, `0.2 m` or `30 mm` is, or None."""
    m = re.fullmatch(r"(\d+(?:\.\d+)?) ?(cm|mm|m)", text.strip())
    return float(m[1]) * {"m": 1.0, "cm": 0.01, "mm": 0.001}[m[2]] if m else None


def push(o: ObjectState, stroke: Stroke, body: Body) -> str:
    """Push once with closed fingers; return why the hand did not arrive, or nothing."""
    (ux, uy), distance = stroke
    x, y, _ = o.position
    z = o.bottom + max(LOW, min(o.size[2] / 2, HIGHEST))
    back = reach(o) + 0.02
    # The tool is turned so that both fingers touch the face that is pushed.
    yaw = 0.0 if ux else math.pi / 2
    far = distance - half_along(o, ux, uy) - 0.01
    start, end = (x - ux * back, y - uy * back), (x + ux * far, y + uy * far)
    touch = (o.name,)
    body.robot.grip(0.0)
    failed = go(body, *start, o.top + 0.08, yaw) or go(body, *start, z, yaw, touch=touch)
    failed = failed or go(body, *end, z, yaw, 0.3, touch)
    go(body, *end, o.top + 0.10, yaw, touch=touch)
    return failed


def half_along(o: ObjectState, ux: float, uy: float) -> float:
    """Return how far (m) a thing's middle is from the face that is pushed along a unit vector."""
    if is_round(o) or abs(o.size[0] - o.size[1]) < 0.005:
        # A cube turns until its face lies on the fingers.
        return max(o.size[:2]) / 2
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    return (abs(ux * c + uy * s) * o.size[0] + abs(uy * c - ux * s) * o.size[1]) / 2


def why_not(o: ObjectState, strokes: list[Stroke], body: Body) -> str:
    """Return why an object cannot be pushed that way now, or nothing."""
    if o.kind in FIXED:
        return f"{o.name} is fixed"
    if max(o.size[:2]) > LARGEST:
        return f"{o.name} is too heavy to push"
    if o.kind in ROLLING:
        return f"{o.name} would roll away"
    if not is_clear(o, body.observation) or support_of(o, body.observation):
        return f"{o.name} does not stand alone on the table"
    x, y, _ = o.position
    for (ux, uy), distance in strokes:
        for i in range(-1, math.ceil((distance + 0.02) / 0.05) + 1):
            s = -reach(o) - 0.042 if i < 0 else min(0.05 * i, distance + 0.02)
            if reason := blocked_at(x + ux * s, y + uy * s, o, body):
                return reason
        x, y = x + ux * distance, y + uy * distance
    return ""


def blocked_at(x: float, y: float, o: ObjectState, body: Body) -> str:
    """Return what is in the way at a point of the table (m), or nothing."""
    if not body.workspace.contains(x, y):
        return "the way leaves the workspace"
    for other in body.observation.objects:
        apart = math.hypot(x - other.position[0], y - other.position[1])
        if other.name != o.name and apart < (max(other.size[:2]) + max(o.size[:2])) / 2 + 0.01:
            return f"{other.name} is in the way"
    return ""
