"""A kinematic robot in a few dozen lines: no physics, no camera, instant motions.

Tests of the loop run on it, and so does the making of training data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.errors import Stopped
from agent.kinds import is_hollow
from agent.robot import CameraFrame, Hand, Motion, RobotState, Surroundings, Workspace
from agent.types import ObjectState, Observation, Pose, Vec3

HOME = Pose.tool_down(0.30, 0.0, 0.50)


SIZES: dict[str, Vec3] = {
    "block": (0.04, 0.04, 0.04),
    "bowl": (0.15, 0.15, 0.045),
    "small box": (0.060, 0.045, 0.030),
    "big box": (0.100, 0.070, 0.050),
    "cup": (0.072, 0.072, 0.080),
    "can": (0.060, 0.060, 0.100),
    "ball": (0.066, 0.066, 0.066),
    "tray": (0.200, 0.140, 0.025),
}
"""Word to size in metres; the last word is the kind."""


def thing(color: str, word: str, x: float, y: float) -> ObjectState:
    """Return a thing that stands on the table at (x, y), in metres."""
    size, kind = SIZES[word], word.split()[-1]
    return ObjectState(f"{color} {kind}", kind, color, (x, y, size[2] / 2), size)


class ToyRobot:
    """Holds what the closing fingers surround; lets it drop straight down."""

    name = "toy"
    hand = Hand(0.08, (0.014, 0.011), (0.105, 0.033), 0.038, 0.010)
    cameras: tuple[str, ...] = ()

    def __init__(self, objects: Sequence[ObjectState], workspace: Workspace | None = None) -> None:
        self.workspace = workspace or Workspace()
        self.objects = {o.name: o for o in objects}
        self.held: str | None = None
        self.width = self.hand.opening
        self.tool = HOME
        self.sag = 0.0
        self.moves = 0
        self.stopped = False

    def state(self) -> RobotState:
        """Read the hand."""
        gap = self.objects[self.held].size[1] if self.held else self.width
        return RobotState(self.tool, (), gap, 10.0 if self.held else 0.0, float(self.moves))

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Be there at once, with what is held."""
        if self.stopped:
            raise Stopped("The robot is stopped.")
        turn = pose.yaw - self.tool.yaw
        self.tool, self.moves = pose, self.moves + 1
        if self.held:
            (x, y, z), o = pose.position, self.objects[self.held]
            yaw = math.remainder(o.yaw + turn, math.tau)
            self.objects[self.held] = replace(o, position=(x, y, z - self.sag), yaw=yaw)
        return Motion(True)

    def grip(self, width: float) -> None:
        """Close on what is between the fingers, or let go of what is held."""
        x, y, z = self.tool.position
        self.width = width
        if width > 0.0 and self.held:
            o = self.objects[self.held]
            self.held = None
            below = max((t for t in self._tops(o.name, x, y) if t <= z), default=0.0)
            self.objects[o.name] = replace(o, position=(x, y, below + o.size[2] / 2))
        elif width == 0.0 and not self.held:
            near = [o for o in self.objects.values() if self._between(o, (x, y, z))]
            least = min(near, key=lambda o: math.dist(o.position, (x, y, z)), default=None)
            self.held = least.name if least else None
            # What is tall or hollow is not held at its middle.
            self.sag = z - least.position[2] if least else 0.0

    def _between(self, o: ObjectState, tool: Vec3) -> bool:
        centred = math.dist(o.position[:2], tool[:2]) < 0.015
        fits = min(o.size[:2]) < self.hand.opening
        return centred and fits and o.bottom < tool[2] < o.top + 0.001

    def _tops(self, name: str, x: float, y: float) -> list[float]:
        under = [
            o
            for o in self.objects.values()
            if o.name != name and math.dist(o.position[:2], (x, y)) < max(o.size[:2]) / 2
        ]
        return [o.bottom + 0.008 if is_hollow(o) else o.top for o in under]

    def home(self, around: Surroundings | None = None) -> Motion:
        """Draw back."""
        return self.move_to(HOME)

    @property
    def resting(self) -> Pose:
        """Return where the hand is when it is drawn back."""
        return HOME

    def at_home(self) -> bool:
        """Tell whether the hand is drawn back."""
        return self.tool == HOME

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """There is no camera."""
        raise NotImplementedError("the toy robot has no camera; use ToyPerception")

    def stop(self) -> None:
        """Latch a stop."""
        self.stopped = True

    def resume(self) -> None:
        """Clear it."""
        self.stopped = False


class ToyPerception:
    """Knows where the toy's objects are; says so wherever results are printed."""

    source = "toy"
    frame: CameraFrame | None = None

    def perceive(
        self, robot: Any, previous: Observation | None, camera: str | None = None
    ) -> tuple[ObjectState, ...]:
        """Return the toy's objects, without the one in the hand."""
        return tuple(o for o in robot.objects.values() if o.name != robot.held)
