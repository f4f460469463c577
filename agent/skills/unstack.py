"""Take a thing off what it stands on."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.skills.pick import why_not as cannot_pick
from agent.skills.uncover import clear_away
from agent.spatial import support_of
from agent.types import Observation, Outcome, SkillCall


class Unstack(Skill):
    """put a thing that stands on another on the free table"""

    name: ClassVar[str] = "unstack"
    signature: ClassVar[str] = "unstack(object)"

    def applies(self, observation: Observation) -> bool:
        """For callers who know what they want: a planner picks and places by itself."""
        return False

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Everything that stands on something and is clear."""
        return self.sift((SkillCall(self.name, (o.name,)) for o in body.observation.objects), body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why it cannot be taken off, or nothing."""
        o = body.observation.find(call.args[0]) if call.args else None
        if o is None:
            return f"{call.args[0] if call.args else 'the object'} is not to be seen"
        if support_of(o, body.observation) is None:
            return f"{o.name} stands on nothing but the table"
        return cannot_pick(o, body)

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Pick it up, put it on a free spot near by, and look whether it stands there."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        o = body.observation.find(call.args[0])
        assert o is not None  # why_not has found it
        if failed := clear_away(o, o.name, body):
            return Outcome(False, f"could not unstack {o.name}: {failed}")
        seen = body.observation.find(o.name)
        if seen is None:
            return Outcome(False, f"{o.name} is not to be seen")
        under = support_of(seen, body.observation)
        if under is not None:
            return Outcome(False, f"{o.name} is on {under.target}")
        return Outcome(True, f"{o.name} stands on the table")
