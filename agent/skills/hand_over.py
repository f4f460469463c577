"""Hold a thing out over a named place until somebody takes it."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill, go
from agent.spatial import PLACES, place_point
from agent.types import Observation, Outcome, SkillCall

HEIGHT = 0.20
"""How high (m) over the table it is held out."""
PATIENCE = 5.0
"""How long (s) it is held out."""


class HandOver(Skill):
    """hold the held thing out over a place until somebody takes it"""

    name: ClassVar[str] = "hand_over"
    signature: ClassVar[str] = "hand_over(place)"

    def applies(self, observation: Observation) -> bool:
        """For callers who know that somebody is there: no camera shows it."""
        return False

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Over every named place, while something is held."""
        return self.sift((SkillCall(self.name, (place,)) for place in PLACES), body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why it cannot be held out there, or nothing."""
        if body.held is None:
            return "nothing is held"
        place = call.args[0] if call.args else ""
        return "" if place in PLACES else f"there is no place {place!r}; {', '.join(PLACES)}"

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Hold it out, feel whether it is pulled out of the fingers, and look."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        assert body.held is not None  # why_not has looked
        name, (x, y) = body.held.name, place_point(call.args[0], body.workspace)
        if failed := go(body, x, y, HEIGHT):
            return Outcome(False, f"could not hold out {name}: {failed}")
        until = body.robot.state().time + PATIENCE
        while body.grips_something() and body.robot.state().time < until:
            body.robot.grip(0.0)
        taken = not body.grips_something()
        if taken:
            body.robot.grip(body.robot.hand.opening)
        seen = body.look().find(name)
        if not taken:
            return Outcome(False, f"nobody took {name}: the hand still holds it")
        if seen is not None and seen.visible:
            return Outcome(False, f"{name} left the hand and lies on the table")
        return Outcome(True, f"somebody took {name} out of the hand")
