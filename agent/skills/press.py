"""Press a button from above."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.fixtures import Fixture
from agent.skills.base import OnFixture, go
from agent.types import Outcome, SkillCall

ABOVE = 0.025
"""From so far over its cap (m) the hand feels its way down."""
STEP = 0.002
"""By this much (m) at a time."""
TOUCH = 0.1
"""The force on the fingers (N) that is a touch."""
HARD = 3.0
"""A force (N) against which no button's spring would stand: this is the end of its way."""
PRESSED = 0.6
"""Share of its way that a button has to go down."""


class Press(OnFixture):
    """press a button"""

    name: ClassVar[str] = "press"
    risky = True
    signature: ClassVar[str] = "press(button)"
    kind: ClassVar[str] = "button"

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why a button cannot be pressed, or nothing."""
        name = call.args[0] if len(call.args) == 1 else ""
        f, o = body.fixture(name), body.observation.find(name)
        if f is None or o is None or f.kind != "button":
            return f"there is no button {name!r}"
        if body.held is not None:
            return f"the hand holds {body.held.name}"
        for other in body.observation.objects:
            near = max(other.size[:2]) / 2 + 0.03
            dx, dy = (abs(p - q) for p, q in zip(other.position[:2], o.position, strict=False))
            if other.name != name and max(dx, dy) < near:
                return f"{other.name} is in the way of {name}"
        return ""

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Feel the way down with closed fingers; the hand measures how far the cap gave."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        f = body.fixture(call.args[0])
        assert f is not None  # why_not has just found it
        failed, depth = press(f, body)
        body.look()
        if failed:
            return Outcome(False, f"could not press {f.name}: {failed}")
        message = f"{f.name} gave {depth * 1000:.0f} mm"
        return Outcome(depth >= PRESSED * f.travel, message, {"depth": depth})


def press(f: Fixture, body: Body) -> tuple[str, float]:
    """Press; return why it was not reached, or nothing, and how far (m) the cap gave.

    The cap gives from where the fingers first feel it to where it withstands them.
    """
    x, y, z = f.handle
    top = z + f.size[2] / 2
    touch = (f.name, f.obstacle().name)
    body.robot.grip(0.0)
    failed = go(body, x, y, top + 0.08, touch=touch)
    failed = failed or go(body, x, y, top + ABOVE, touch=touch)
    felt: float | None = None
    lowest = top + ABOVE
    for i in range(1, int((ABOVE + f.travel) / STEP) + 4):
        if failed:
            break
        failed = go(body, x, y, top + ABOVE - STEP * i, speed=0.2, touch=touch)
        state = body.robot.state()
        lowest = min(lowest, state.tool.position[2])
        if felt is None and state.finger_force > TOUCH:
            felt = state.tool.position[2]
        if state.finger_force > HARD:
            break
    go(body, x, y, top + 0.08, touch=touch)
    if felt is None:
        return failed or "the fingers feel nothing", 0.0
    return failed, felt - lowest
