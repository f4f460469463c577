"""Give a goal up and say why."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.types import Outcome, SkillCall


class Cannot(Skill):
    """give up, with the reason"""

    name: ClassVar[str] = "cannot"
    signature: ClassVar[str] = "cannot(text)"
    moves: ClassVar[bool] = False
    free_text: ClassVar[bool] = True

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible, with any text."""
        return [], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Hand the words to the loop, which shows them to the person."""
        return Outcome(True, f"gave up: {call.args[0]}")
