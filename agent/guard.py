"""The checks between a decision and the arm: no model has a say in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.types import Choices, Decision, SkillCall, Verdict


@dataclass(frozen=True, slots=True)
class Guard:
    """Limits of a run.

    `forbidden` are names of objects that must not be touched; `max_steps` ends a run;
    `max_repeats` is how often the very same call may fail before it is blocked.
    """

    forbidden: tuple[str, ...] = ()
    max_steps: int = 30
    max_repeats: int = 2

    def check(self, decision: Decision, choices: Choices, failed: Sequence[SkillCall]) -> Verdict:
        """Allow, block or refuse a decision; `failed` are the calls that failed so far."""
        call = decision.call
        for name in call.args:
            if name in self.forbidden:
                return Verdict("refuse", f"{name} must not be touched")
        if call not in choices.calls and call.skill not in choices.open:
            reason = choices.blocked.get(str(call)) or choices.blocked.get(call.skill)
            return Verdict("block", reason or f"{call} cannot be done now")
        if failed.count(call) >= self.max_repeats:
            return Verdict("block", f"{call} failed {self.max_repeats} times already")
        return Verdict()
