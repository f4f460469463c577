"""Push a drawer shut by its handle."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import OnFixture
from agent.skills.open import SHUT, drawer_of, found_drawer, report, seen_travel, slide
from agent.types import Outcome, SkillCall


class Close(OnFixture):
    """push a drawer shut"""

    name: ClassVar[str] = "close"
    signature: ClassVar[str] = "close(drawer)"
    kind: ClassVar[str] = "drawer"

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why a drawer cannot be closed, or nothing."""
        found = drawer_of(call, body)
        if isinstance(found, str):
            return found
        f, o = found
        return f"{f.name} is closed" if f.travelled(o) < SHUT else ""

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Push, let go, and look how far it still stands out."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        f, _ = found_drawer(call, body)
        failed = slide(f, 0.0, body)
        travel = seen_travel(f, body)
        return report(f, travel, travel is not None and travel < SHUT, failed)
