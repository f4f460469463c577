"""How an arm draws back to where it hides nothing from the camera."""

from __future__ import annotations

import math
from abc import abstractmethod

from agent.robot import Motion, RobotState, Surroundings
from agent.types import Pose

LOW, RAISED = 0.20, 0.25
"""A hand that is lower (m) is raised so high first."""
AT_REST = 0.02
"""So near (m) to its rest the arm is drawn back."""


class Rests:
    """What an arm with a place to rest at can do besides.

    `plans` tells that it goes round what it is told of, instead of straight through it.
    """

    plans = True

    @property
    @abstractmethod
    def resting(self) -> Pose:
        """Return where the arm is when it is drawn back."""

    @abstractmethod
    def state(self) -> RobotState:
        """Read the joints and the hand."""

    @abstractmethod
    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point to a pose."""

    def home(self, around: Surroundings | None = None) -> Motion:
        """Raise the hand first, then draw it back."""
        tool = self.state().tool
        x, y, z = tool.position
        if z < LOW:
            raised = self.move_to(Pose((x, y, RAISED), tool.orientation), 1.0, around)
            if not raised.ok:
                return raised
        return self.move_to(self.resting, 1.0, around)

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        return math.dist(self.state().tool.position, self.resting.position) < AT_REST
