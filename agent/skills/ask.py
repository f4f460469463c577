"""Ask the person a question."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.types import Outcome, SkillCall


class Ask(Skill):
    """ask the person when the goal is unclear or names what is not there"""

    name: ClassVar[str] = "ask"
    signature: ClassVar[str] = "ask(text)"
    moves: ClassVar[bool] = False
    free_text: ClassVar[bool] = True

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible, with any text."""
        return [], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Hand the words to the loop, which shows them to the person."""
        return Outcome(True, f'asked "{call.args[0]}"')
