"""The checks between a decision and the arm: no model has a say in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from agent.naming import means
from agent.types import Choices, Decision, ObjectState, SkillCall, Verdict, wordless

Policy = Literal["never", "risky", "always"]
"""Before what a person is asked: nothing, what is hard to undo, everything that moves the arm."""
Confirm = Callable[[SkillCall, str], bool]
"""Asks a person whether a call may be carried out, and why it is asked; false without an answer."""
ENDS = ("done", "cannot")
"""Skills that end a run: a budget never stands in the way of its honest end."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has taken so far: wall-clock time (s), and tokens that the model dealt with."""

    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0

    def cost(self, price_in: float, price_out: float) -> float:
        """Return what the tokens cost, at prices for a million of those read and written."""
        return (self.tokens_in * price_in + self.tokens_out * price_out) / 1e6


def denied(call: SkillCall, reason: str) -> bool:
    """Deny, since there is nobody to ask."""
    return False


@dataclass(frozen=True, slots=True)
class Guard:
    """Limits of a run.

    Args:
        forbidden: names or descriptions of what must not be touched; "bowl" means every bowl.
        max_steps: ends a run.
        max_repeats: how often the very same call may fail before it is blocked.
        skills: those that may move the arm; None for all. Words may always be said.
        policy: before what a person is asked.
        confirm: asks the person.
        risky: skills that are hard to undo; None for those that say so of themselves.
        moving: skills that move the arm; None for all that do not say that they keep it still.
        max_seconds: of wall-clock time, waiting for people included; 0 for no limit. What has
            begun is not cut short by it.
        max_tokens: read and written by the model, together; 0 for no limit.
        max_cost: in the currency of the prices; 0 for no limit.
        price_in: of a million tokens that are read.
        price_out: of a million tokens that are written.
    """

    forbidden: tuple[str, ...] = ()
    max_steps: int = 30
    max_repeats: int = 2
    skills: tuple[str, ...] | None = None
    policy: Policy = "never"
    confirm: Confirm = denied
    risky: frozenset[str] | None = None
    moving: frozenset[str] | None = None
    max_seconds: float = 0.0
    max_tokens: int = 0
    max_cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0

    def check(
        self,
        decision: Decision,
        choices: Choices,
        failed: Sequence[SkillCall],
        spent: Spent = Spent(),
        touched: Sequence[ObjectState] = (),
    ) -> Verdict:
        """Allow, block or refuse a decision.

        Args:
            decision: of which the call names things by their names.
            choices: what can be carried out now.
            failed: the calls that failed so far.
            spent: what the run has taken so far.
            touched: the things that the call would touch or move.
        """
        call = decision.call
        if name := self.untouchable(call, choices, touched):
            return Verdict("refuse", f"{name} must not be touched")
        if not self.allows(call.skill):
            return Verdict("block", f"{call.skill} is not allowed")
        if call not in choices.calls and call.skill not in choices.open:
            reason = choices.blocked.get(str(call)) or choices.blocked.get(call.skill)
            return Verdict("block", reason or f"{call} cannot be done now")
        if call.skill in choices.open and (reason := wordless(call)):
            return Verdict("block", reason)
        if failed.count(call) >= self.max_repeats:
            return Verdict("block", f"{call} failed {self.max_repeats} times already")
        if call.skill not in ENDS and (over := self.overspent(spent)):
            return Verdict("refuse", over)
        if (reason := self.doubt(call.skill)) and not self.confirm(call, reason):
            return Verdict("refuse", f"{call} was not confirmed")
        return Verdict()

    def untouchable(self, call: SkillCall, choices: Choices, touched: Sequence[ObjectState]) -> str:
        """Return what a call names or would touch that must not be touched, or nothing.

        What is only spoken of is not touched.
        """
        if call.skill in choices.open:
            return ""
        things: tuple[str | ObjectState, ...] = (*call.args, *touched)
        for thing in things:
            if any(means(rule, thing) for rule in self.forbidden):
                return thing if isinstance(thing, str) else thing.name
        return ""

    def allows(self, skill: str) -> bool:
        """Tell whether a skill may be used at all."""
        return self.skills is None or skill in self.skills or not self.moves(skill)

    def offers(self, choices: Choices) -> Choices:
        """Return the choices without those skills that may not be used."""
        if self.skills is None:
            return choices
        calls = tuple(c for c in choices.calls if self.allows(c.skill))
        return replace(choices, calls=calls)

    def overspent(self, spent: Spent) -> str:
        """Return which budget is used up, or nothing."""
        if self.max_seconds and spent.seconds >= self.max_seconds:
            return f"the time is up: {spent.seconds:.0f} of {self.max_seconds:g} s"
        tokens = spent.tokens_in + spent.tokens_out
        if self.max_tokens and tokens >= self.max_tokens:
            return f"the tokens are used up: {tokens} of {self.max_tokens}"
        cost = spent.cost(self.price_in, self.price_out)
        if self.max_cost and cost >= self.max_cost:
            return f"the money is spent: {cost:.4f} of {self.max_cost:g}"
        return ""

    def doubt(self, skill: str) -> str:
        """Return why a person has to be asked before a skill is used, or nothing."""
        if self.policy == "never":
            return ""
        if self.is_risky(skill):
            return f"{skill} is risky"
        return "every motion is asked" if self.policy == "always" and self.moves(skill) else ""

    def moves(self, skill: str) -> bool:
        """Tell whether a skill moves the arm; one that nobody knows does."""
        if self.moving is not None:
            return skill in self.moving
        return skill not in known() or skill in known("moves")

    def is_risky(self, skill: str) -> bool:
        """Tell whether what a skill does is hard to undo; one that nobody knows is risky."""
        if self.risky is not None:
            return skill in self.risky
        return skill not in known() or skill in known("risky")


@cache
def known(trait: str = "name") -> frozenset[str]:
    """Return the names of the skills that there are, or of those with a trait."""
    from agent.skills.library import load_skills

    return frozenset(name for name, skill in load_skills().items() if getattr(skill, trait))
