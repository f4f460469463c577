"""Build a tower, from the bottom up."""

from __future__ import annotations

import itertools
from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.skills.pick import Pick
from agent.skills.place import Place
from agent.spatial import is_on
from agent.types import Observation, Outcome, SkillCall


class Stack(Skill):
    """stand things on one another, the first at the bottom"""

    name: ClassVar[str] = "stack"
    signature: ClassVar[str] = "stack(object, object, ...)"

    def applies(self, observation: Observation) -> bool:
        """For callers who know what they want: a planner picks and places by itself."""
        return False

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Accepted, but not listed: there are too many towers."""
        return [], {}

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return what is wrong with the names, or nothing."""
        if len(call.args) < 2 or len(set(call.args)) < len(call.args):
            return "a tower needs two different things or more"
        if body.held is not None:
            return f"the hand holds {body.held.name}"
        missing = [name for name in call.args if body.observation.find(name) is None]
        return f"{missing[0]} is not to be seen" if missing else ""

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Pick and place one after the other, and look whether the tower stands."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        for lower, upper in itertools.pairwise(call.args):
            seen = body.observation
            if is_on(*(o for n in (upper, lower) if (o := seen.find(n)) is not None)):
                continue
            for step in (SkillCall("pick", (upper,)), SkillCall("place", ("on", lower))):
                outcome = (Pick() if step.skill == "pick" else Place()).run(step, body)
                if not outcome.ok:
                    return outcome
        height = standing(call.args, body.look())
        message = f"{height} of {len(call.args)} stand on one another"
        return Outcome(height == len(call.args), message, {"height": height})


def standing(names: tuple[str, ...], seen: Observation) -> int:
    """Return how many of the things, from the bottom up, stand on one another."""
    height = 1
    for lower, upper in itertools.pairwise(names):
        a, b = seen.find(upper), seen.find(lower)
        if a is None or b is None or not is_on(a, b):
            break
        height += 1
    return height
