"""Speak to the person."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.types import Outcome, SkillCall


class Say(Skill):
    """tell the person something"""

    name: ClassVar[str] = "say"
    signature: ClassVar[str] = "say(text)"
    moves: ClassVar[bool] = False
    free_text: ClassVar[bool] = True

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible, with any text."""
        return [], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Hand the words to the loop, which shows them to the person."""
        return Outcome(True, f'said "{call.args[0]}"')
