"""The skills that there are, and what can be done with them now."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from dataclasses import replace

import agent.skills
from agent.body import Body
from agent.errors import UsageError
from agent.references import ground_one, names_a_thing
from agent.skills.base import Skill
from agent.spatial import touching
from agent.types import Choices, ObjectState, Observation, Outcome, SkillCall

ORDER = ("pick", "place", "push", "home", "look", "say", "ask", "done", "cannot")
"""The order in which the model reads them; skills that are not named here come after."""


def load_skills() -> dict[str, Skill]:
    """Return one instance of every skill class found in this folder, by name."""
    found: dict[str, Skill] = {}
    for module in pkgutil.iter_modules(agent.skills.__path__):
        loaded = importlib.import_module(f"agent.skills.{module.name}")
        for _, cls in inspect.getmembers(loaded, inspect.isclass):
            if issubclass(cls, Skill) and hasattr(cls, "name"):
                found[cls.name] = cls()
    rank = {name: i for i, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda kv: (rank.get(kv[0], len(rank)), kv[0])))


class SkillLibrary:
    """All skills together: what is feasible now, and running one call."""

    def __init__(self, skills: Mapping[str, Skill] | None = None) -> None:
        self.skills = dict(skills) if skills is not None else load_skills()

    def feasible(self, body: Body) -> Choices:
        """Return what can be done now, with reasons for what cannot."""
        calls: list[SkillCall] = []
        blocked: dict[str, str] = {}
        for skill in self.skills.values():
            if not skill.applies(body.observation):
                continue
            more, reasons = skill.feasible(body)
            calls += more
            blocked |= reasons
        free = tuple(s.name for s in self.skills.values() if s.free_text)
        return Choices(tuple(calls), free, blocked)

    def ground(self, call: SkillCall, body: Body, last: str | None = None) -> SkillCall:
        """Return the call with the names of things for what was said of them.

        `pick(leftmost block)` becomes `pick(red block)`; `last` is what was spoken of last.

        Raises:
            UsageError: where a reference cannot be read, means nothing here, or several things.
        """
        skill = self.skills.get(call.skill)
        seen = body.observation
        said = [
            skill is not None and not skill.free_text and names_a_thing(arg, seen)
            for arg in call.args
        ]
        # What a skill takes as it stands, such as `red pieces`, is its own affair.
        if not any(said) or not self.why_not(call, body):
            return call
        args = tuple(
            ground_one(arg, seen, body.workspace, last) if is_reference else arg
            for arg, is_reference in zip(call.args, said, strict=True)
        )
        return SkillCall(call.skill, args)

    def run(self, call: SkillCall, body: Body, last: str | None = None) -> Outcome:
        """Carry a call out; its arguments may be references, which are grounded first."""
        skill = self.skills.get(call.skill)
        if skill is None:
            raise UsageError(
                f"There is no skill {call.skill!r}; there are {', '.join(self.skills)}."
            )
        try:
            grounded = self.ground(call, body, last)
        except UsageError as error:
            return Outcome(False, error.message)
        outcome = skill.run(grounded, body)
        meant = [f"{a} is {b}" for a, b in zip(call.args, grounded.args, strict=True) if a != b]
        return replace(outcome, message="; ".join([*meant, outcome.message]))

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why a call cannot be carried out now, or nothing; it need not be listed."""
        skill = self.skills.get(call.skill)
        return skill.why_not(call, body) if skill else f"there is no skill {call.skill!r}"

    def touched(self, call: SkillCall, body: Body) -> tuple[ObjectState, ...]:
        """Return the things that a call may touch or move, with what is in or on them.

        What is in the hand moves with it.
        """
        skill, seen = self.skills.get(call.skill), body.observation
        if skill is None or not skill.moves:
            return ()
        names = [*skill.touches(call, body), seen.holding]
        return touching([o for o in seen.objects if o.name in names], seen)

    def describe(self, observation: Observation | None = None) -> str:
        """Return one line a skill, as the model reads them: those there is something for."""
        return "\n".join(
            s.describe()
            for s in self.skills.values()
            if observation is None or s.applies(observation)
        )
