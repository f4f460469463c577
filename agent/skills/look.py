"""Look at the table again."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.types import Outcome, SkillCall


class Look(Skill):
    """look at the table again"""

    name: ClassVar[str] = "look"
    signature: ClassVar[str] = "look()"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible."""
        return [SkillCall("look")], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Take a fresh picture and count what is on it."""
        seen = [o for o in body.look().objects if o.visible]
        return Outcome(bool(seen), f"{len(seen)} objects seen", {"seen": len(seen)})
