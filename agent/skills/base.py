"""What a skill is: a signature, a docstring that the model reads, and a motion that measures.

A new skill is one new file in this folder with one subclass of `Skill`. Its class
docstring's first line goes into the prompt, and nothing else has to be edited.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from agent.body import Body
from agent.types import Observation, Outcome, Pose, SkillCall, wordless


class Skill(ABC):
    """One thing that the robot can do."""

    name: ClassVar[str]
    signature: ClassVar[str]
    moves: ClassVar[bool] = True
    """Whether the arm moves, and so whether the guard has to look at it."""
    risky: ClassVar[bool] = False
    """Whether what it does is hard to undo, so that a person may want to be asked first."""
    free_text: ClassVar[bool] = False
    """Whether its one argument is a sentence instead of a choice."""

    @abstractmethod
    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Return the calls that can be carried out now, and why others cannot."""

    def applies(self, observation: Observation) -> bool:
        """Tell whether there is anything to do it with; if not, the model never reads of it."""
        return True

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why a call cannot be carried out now, or nothing.

        A skill may accept more than `feasible` lists, where a list would be too long.
        """
        if self.free_text:
            return wordless(call)
        calls, blocked = self.feasible(body)
        if call in calls:
            return ""
        return blocked.get(str(call)) or blocked.get(call.skill) or f"{call} cannot be done now"

    def touches(self, call: SkillCall, body: Body) -> tuple[str, ...]:
        """Return the names of the things that a call may touch or move: those it names.

        A skill that moves others has to tell them here, since the guard goes by it.
        """
        return () if self.free_text else call.args

    def sift(
        self, calls: Iterable[SkillCall], body: Body
    ) -> tuple[list[SkillCall], dict[str, str]]:
        """Part calls into those that can be carried out now, and why the others cannot."""
        reasons = {call: self.why_not(call, body) for call in calls}
        free = [call for call, reason in reasons.items() if not reason]
        return free, {str(call): reason for call, reason in reasons.items() if reason}

    @abstractmethod
    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Carry the call out and return what was measured afterwards."""

    @classmethod
    def describe(cls) -> str:
        """Return the line that the model reads."""
        summary = (cls.__doc__ or "").strip().splitlines()[0]
        return f"{cls.signature}: {summary}"


class Speech(Skill):
    """A skill of words: the loop shows them to the person, and nothing moves."""

    moves: ClassVar[bool] = False
    free_text: ClassVar[bool] = True
    report: ClassVar[str]
    """What is said of it afterwards, with a gap for the words."""

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Always possible, with any text."""
        return [], {}

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Report the words."""
        return Outcome(True, self.report.format(call.args[0]))


class OnFixture(Skill):
    """A skill for one kind of furniture, of which it takes the name."""

    kind: ClassVar[str]

    def applies(self, observation: Observation) -> bool:
        """Only where there is such furniture."""
        return any(o.kind == self.kind for o in observation.objects)

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """All of its kind for which `why_not` knows no reason."""
        there = (o.name for o in body.observation.objects if o.kind == self.kind)
        return self.sift((SkillCall(self.name, (name,)) for name in there), body)


APPROACH = 0.10
"""How far above an object the hand lines up before it goes down (m)."""


def wrap_quarter(yaw: float) -> float:
    """Return the equivalent of `yaw` for a four-sided object, in [-45, 45) degrees."""
    return (yaw + math.pi / 4) % (math.pi / 2) - math.pi / 4


def go(
    body: Body,
    x: float,
    y: float,
    z: float,
    yaw: float = 0.0,
    speed: float = 1.0,
    touch: Iterable[str] = (),
) -> str:
    """Move the tool point, pointing down; return why it did not arrive, or nothing."""
    around = body.surroundings(touch)
    motion = body.robot.move_to(Pose.tool_down(x, y, z, yaw), speed, around)
    return "" if motion.ok else motion.reason


def yaw_of(body: Body) -> float:
    """Return the yaw (rad) of the hand, which points down."""
    return body.robot.state().tool.yaw
