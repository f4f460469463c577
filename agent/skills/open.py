"""Pull a drawer open by its handle."""

from __future__ import annotations

import math
from typing import ClassVar

from agent.body import Body
from agent.fixtures import Fixture
from agent.skills.base import APPROACH, OnFixture, go
from agent.types import ObjectState, Outcome, SkillCall

OPEN = 0.75
"""Share of its way from which on a drawer counts as open."""
SHUT = 0.015
"""What stands out no further than this (m) counts as closed."""
AROUND_BAR = 0.044
"""How far the fingers open round a handle (m)."""
STEP = 0.01
"""The handle is led in straight steps of this length (m)."""
LAG = 0.004
"""A hand that stays this far (m) behind is held back: the drawer is stuck."""


class Open(OnFixture):
    """pull a drawer open"""

    name: ClassVar[str] = "open"
    signature: ClassVar[str] = "open(drawer)"
    kind: ClassVar[str] = "drawer"

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why a drawer cannot be opened, or nothing."""
        found = drawer_of(call, body)
        if isinstance(found, str):
            return found
        f, o = found
        if f.travelled(o) > OPEN * f.travel:
            return f"{f.name} is open"
        return in_the_way(f, o, body)

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Pull, let go, and look how far it is open."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        f, _ = found_drawer(call, body)
        # A little short of the end, so that nothing is torn at.
        failed = slide(f, f.travel - 0.005, body)
        travel = seen_travel(f, body)
        return report(f, travel, travel is not None and travel > OPEN * f.travel, failed)


def drawer_of(call: SkillCall, body: Body) -> tuple[Fixture, ObjectState] | str:
    """Return the drawer a call names and its handle as last seen, or why there is none."""
    name = call.args[0] if len(call.args) == 1 else ""
    f, o = body.fixture(name), body.observation.find(name)
    if f is None or o is None or f.kind != "drawer":
        return f"there is no drawer {name!r}"
    if body.held is not None:
        return f"the hand holds {body.held.name}"
    return f, o


def found_drawer(call: SkillCall, body: Body) -> tuple[Fixture, ObjectState]:
    """Return the drawer of a call that is known to be right."""
    found = drawer_of(call, body)
    assert not isinstance(found, str)
    return found


def in_the_way(f: Fixture, o: ObjectState, body: Body) -> str:
    """Return what stands where the handle has to go, or nothing."""
    x, y, _ = f.at(f.travel)
    for other in body.observation.objects:
        dx, dy = abs(other.position[0] - o.position[0]), abs(other.position[1] - o.position[1])
        wide = f.size[0] / 2 + max(other.size[:2]) / 2 + 0.02
        far = math.dist((x, y), o.position[:2]) + max(other.size[:2]) / 2 + 0.03
        ahead = sum((p - q) * a for p, q, a in zip(other.position, o.position, f.axis, strict=True))
        across = dx if f.axis[1] else dy
        if other.name != f.name and across < wide and -0.03 < ahead < far:
            return f"{other.name} is in the way of {f.name}"
    return ""


def slide(f: Fixture, travel: float, body: Body) -> str:
    """Take the handle and lead it to `travel` (m); return why it was not reached, or nothing."""
    o = body.observation.find(f.name)
    start = f.travelled(o) if o is not None else 0.0
    x, y, z = f.at(start)
    # The fingers close along the way that the handle goes.
    yaw = 0.0 if f.axis[1] else math.pi / 2
    touch = (f.name, f.obstacle().name)
    body.robot.grip(AROUND_BAR)
    failed = go(body, x, y, z + APPROACH, yaw, touch=touch)
    failed = failed or go(body, x, y, z, yaw, 0.5, touch)
    if failed:
        return failed
    body.robot.grip(0.0)
    if not body.grips_something():
        failed = f"the fingers do not feel the handle of {f.name}"
    failed = failed or lead(f, start, travel, yaw, body)
    if not failed and not body.grips_something():
        failed = f"the handle of {f.name} slipped away"
    body.robot.grip(AROUND_BAR)
    x, y, z = body.robot.state().tool.position
    go(body, x, y, z + APPROACH, yaw, touch=touch)
    return failed


def lead(f: Fixture, start: float, travel: float, yaw: float, body: Body) -> str:
    """Lead a handle that is held from `start` to `travel` (m); return why it stuck, or nothing."""
    touch = (f.name, f.obstacle().name)
    steps = max(1, math.ceil(abs(travel - start) / STEP))
    here = f.at(start)
    for i in range(1, steps + 1):
        at = f.at(start + (travel - start) * i / steps)
        failed = go(body, *at, yaw, 0.4, touch)
        if failed or math.dist(body.robot.state().tool.position, at) > LAG:
            go(body, *here, yaw, 0.4, touch)  # pull no longer, or the hand stays wedged
            return failed or f"{f.name} is stuck"
        here = at
    return ""


def seen_travel(f: Fixture, body: Body) -> float | None:
    """Look afresh and return how far (m) the drawer is open, or None when it is hidden."""
    seen = body.look().find(f.name)
    return f.travelled(seen) if seen is not None and seen.visible else None


def report(f: Fixture, travel: float | None, ok: bool, failed: str) -> Outcome:
    """Put what was seen in words; where nothing is seen nothing is claimed."""
    if travel is None:
        return Outcome(False, failed or f"the handle of {f.name} is not to be seen")
    message = f"{f.name} is {travel * 100:.0f} cm open"
    return Outcome(ok, message + (f": {failed}" if failed else ""), {"travel": travel})
