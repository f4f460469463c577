"""What a skill is: a signature, a docstring that the model reads, and a motion that measures.

A new skill is one new file in this folder with one subclass of `Skill`. Its class
docstring's first line goes into the prompt, and nothing else has to be edited.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import ClassVar

from agent.body import Body
from agent.types import ObjectState, Observation, Outcome, Pose, SkillCall


class Skill(ABC):
    """One thing that the robot can do."""

    name: ClassVar[str]
    signature: ClassVar[str]
    moves: ClassVar[bool] = True
    """Whether the arm moves, and so whether the guard has to look at it."""
    free_text: ClassVar[bool] = False
    """Whether its one argument is a sentence instead of a choice."""

    @abstractmethod
    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Return the calls that can be carried out now, and why others cannot."""

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


APPROACH = 0.10
"""How far above an object the hand lines up before it goes down (m)."""


def wrap_quarter(yaw: float) -> float:
    """Return the equivalent of `yaw` for a four-sided object, in [-45, 45) degrees."""
    return (yaw + math.pi / 4) % (math.pi / 2) - math.pi / 4


def finger_clearance(
    x: float, y: float, yaw: float, bottom: float, opening: float, others: list[ObjectState]
) -> float:
    """Return the smallest horizontal distance (m) from an open finger to another object."""
    best = math.inf
    for side in (-1, 1):
        fx = x + side * math.sin(yaw) * (opening / 2 + 0.01)
        fy = y - side * math.cos(yaw) * (opening / 2 + 0.01)
        for other in others:
            if other.top < bottom:
                continue
            distance = math.hypot(fx - other.position[0], fy - other.position[1])
            best = min(best, distance - max(other.size[:2]) / 2)
    return best


def grasp_yaw(target: ObjectState, observation: Observation, opening: float) -> float:
    """Return the yaw at which the fingers stay clearest of the neighbours."""
    others = [o for o in observation.objects if o.name != target.name and o.kind != "bowl"]
    first = wrap_quarter(target.yaw)
    second = first + math.pi / 2 if first < 0 else first - math.pi / 2
    x, y, _ = target.position

    def clear(yaw: float) -> float:
        return min(0.02, finger_clearance(x, y, yaw, target.bottom + 0.01, opening, others))

    return first if clear(first) >= clear(second) else second


def go(body: Body, x: float, y: float, z: float, yaw: float = 0.0, speed: float = 1.0) -> str:
    """Move the tool point, pointing down; return why it did not arrive, or nothing."""
    motion = body.robot.move_to(Pose.tool_down(x, y, z, yaw), speed)
    return "" if motion.ok else motion.reason
