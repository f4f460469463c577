"""Look at the table again, or from above at where something was that is hidden."""

from __future__ import annotations

from typing import ClassVar

from agent.body import WRIST, Body
from agent.skills.base import Skill
from agent.spatial import place_of
from agent.types import ObjectState, Outcome, SkillCall


class Look(Skill):
    """look at the table again"""

    name: ClassVar[str] = "look"
    signature: ClassVar[str] = "look()"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible; with a camera on the wrist, also at each thing that is hidden."""
        hidden = (o.name for o in body.observation.objects if not o.visible)
        calls, blocked = self.sift((SkillCall("look", (name,)) for name in hidden), body)
        return [SkillCall("look"), *calls], blocked

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why it cannot be looked at, or nothing."""
        if not call.args:
            return ""
        name = call.args[0]
        if WRIST not in body.robot.cameras:
            return "there is no camera on the wrist"
        if body.observation.holding:
            return f"the hand holds {body.observation.holding}, which hides the view"
        return "" if body.observation.find(name) else f"{name} is not known"

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Take a fresh picture and tell what is on it."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        o = body.observation.find(call.args[0]) if call.args else None
        if o is not None:
            return from_above(o, body)
        seen = [o for o in body.look().objects if o.visible]
        return Outcome(bool(seen), f"{len(seen)} objects seen", {"seen": len(seen)})


def from_above(o: ObjectState, body: Body) -> Outcome:
    """Look from over a thing's place and tell whether it is there."""
    if failed := body.look_at(o):
        return Outcome(False, f"could not look at {o.name} from above: {failed}")
    now = body.observation.find(o.name)
    if now is None:
        return Outcome(False, f"{o.name} is not there any more")
    if not now.visible:
        return Outcome(False, f"{o.name} is still hidden, from above too")
    x, y, z = now.position
    where = place_of(x, y, body.workspace)
    return Outcome(True, f"{o.name} is seen from above, at {where}", {"x": x, "y": y, "z": z})
