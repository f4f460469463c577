"""The two controllers of an arm, led step by step: what each is at, and how it ended.

They behave as ros2_control's joint_trajectory_controller and gripper_action_controller do: a
new goal takes the place of the one before, a cancelled or failed one leaves the arm holding
where it is. They know the arm, and no ROS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sims.robots.arm import Arm, Touch
from sims.ros.trajectories import (
    GOAL_TOLERANCE_VIOLATED,
    INVALID_GOAL,
    PATH_TOLERANCE_VIOLATED,
    Course,
    Goal,
    Joints,
    check,
)
from sims.world import TIME_STEP

NEAR = 0.001
"""How far (m) from its aim a gap counts as reached."""
EVERY = 4
"""Steps of the world between two looks at whether the joints are on their course."""
REPLACED = "a new goal took its place"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a goal ended: as the action's state, with its result's code and words."""

    state: Literal["succeeded", "aborted", "canceled"]
    code: int = 0
    why: str = ""


class ArmController:
    """Leads an arm's joints along trajectories.

    Args:
        arm: the arm.
        names: of its joints, in its own order.
        path: how far (rad) a joint may be off its course, unless a goal says otherwise.
    """

    def __init__(self, arm: Arm, names: tuple[str, ...], path: float = 0.2) -> None:
        self.arm, self.names, self.path = arm, names, path
        self.feels = arm.feels
        """The share of a joint's greatest torque that counts as a collision."""
        self.goal: Goal | None = None
        self.ended: Ended | None = None
        """How the latest goal ended; None while it lasts."""
        self.braking = False
        """Whether the arm is on its way to rest after a halt."""

    @property
    def busy(self) -> bool:
        """Tell whether a goal lasts."""
        return self.goal is not None

    def start(self, goal: Goal, now: float) -> Ended | None:
        """Take a goal up; return how the one before ended, if it did so by this.

        Raises Refused for a goal that it does not take.
        """
        check(goal, self.names, now)
        before = self.finish("aborted", INVALID_GOAL, REPLACED) if self.goal else None
        q, v = self.arm.heading()
        self.goal, self.ended, self.braking = goal, None, False
        self.course = Course(goal, self.names, q, v, goal.start or now, TIME_STEP)
        self.touch = Touch(self.arm, self.feels)
        self.on_path = self.allowed(goal.path, self.path)
        self.at_end = self.allowed(goal.end, np.inf)
        self.steps = 0
        return before

    def step(self, now: float) -> None:
        """Command the joints for the step of the world that begins now (s)."""
        if self.goal is None:
            if self.braking:
                # Towards wherever it is now, so that nothing pulls it back on its way to rest.
                self.arm.hold()
                self.braking = not self.arm.still()
            return
        q, v, self.pull = self.course.at(now + TIME_STEP)
        self.arm.command(q, v)

    def check(self, now: float) -> None:
        """See after a step how far the goal is."""
        if self.goal is None:
            return
        over = self.course.over(now)
        self.steps += 1
        if over < 0.0:
            if felt := self.touch.met(self.pull):
                self.halt("aborted", PATH_TOLERANCE_VIOLATED, felt)
            elif self.steps % EVERY == 0 and (off := self.off(self.on_path)):
                self.halt("aborted", PATH_TOLERANCE_VIOLATED, f"{off} is off its course")
        elif not (off := self.off(self.at_end)):
            self.finish("succeeded")
        elif self.goal.patience and over > self.goal.patience:
            self.halt("aborted", GOAL_TOLERANCE_VIOLATED, f"{off} did not arrive")

    def off(self, allowed: Joints) -> str:
        """Return the joint that is furthest off beyond what is allowed (J,), or nothing."""
        excess = np.abs(self.arm.lag()) - allowed
        worst = int(excess.argmax())
        return self.names[worst] if excess[worst] > 0.0 else ""

    def allowed(self, tolerances: Mapping[str, float], default: float) -> Joints:
        """Return how far (J,) each joint may be off, in rad.

        As in the action a tolerance of 0 is the default, and a negative one none.
        """
        out = np.array([tolerances.get(name, 0.0) or default for name in self.names])
        return np.where(out < 0.0, np.inf, out)

    def halt(
        self, state: Literal["aborted", "canceled"], code: int = 0, why: str = ""
    ) -> Ended | None:
        """End the goal, if there is one, and hold the arm where it is."""
        self.arm.hold()
        self.braking = True
        return self.finish(state, code, why) if self.goal else None

    def finish(
        self, state: Literal["succeeded", "aborted", "canceled"], code: int = 0, why: str = ""
    ) -> Ended:
        """End the goal."""
        self.goal, self.ended = None, Ended(state, code, why)
        return self.ended


class GripperController:
    """Opens and closes an arm's fingers; a position is the gap between them in metres."""

    def __init__(self, arm: Arm) -> None:
        self.arm = arm
        self.way: Iterator[None] | None = None
        self.ended: Ended | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a goal lasts."""
        return self.way is not None

    def start(self, gap: float) -> Ended | None:
        """Take a goal up; return how the one before ended, if it did so by this."""
        before = self.finish("aborted", REPLACED) if self.way else None
        self.aim = min(max(gap, 0.0), self.arm.hand.opening)
        self.way, self.ended = self.arm.gripping(gap), None
        return before

    def step(self) -> None:
        """Command the fingers for the step of the world that begins now."""
        if self.way is not None and next(self.way, self) is self:
            self.finish("succeeded")

    def halt(self, state: Literal["aborted", "canceled"], why: str = "") -> Ended | None:
        """End the goal, if there is one; the fingers keep the force that they have."""
        return self.finish(state, why) if self.way else None

    def finish(self, state: Literal["succeeded", "aborted", "canceled"], why: str = "") -> Ended:
        """End the goal."""
        self.way, self.ended = None, Ended(state, 0, why)
        return self.ended

    def reached(self) -> bool:
        """Tell whether the gap is the one that was asked for."""
        return abs(self.arm.gap() - self.aim) < NEAR
