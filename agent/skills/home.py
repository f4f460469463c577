"""Draw the arm back."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.types import Outcome, SkillCall


class Home(Skill):
    """draw the arm back"""

    name: ClassVar[str] = "home"
    signature: ClassVar[str] = "home()"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible."""
        return [SkillCall("home")], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Move and measure whether the arm arrived."""
        motion = body.robot.home(body.surroundings())
        body.look()
        return Outcome(motion.ok, "the arm is drawn back" if motion.ok else motion.reason)
