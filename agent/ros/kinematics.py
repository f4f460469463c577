"""What the ROS 2 body has to be told of a kind of arm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from agent.robot import Hand, Surroundings, Workspace
from agent.types import Pose


class Kinematics(Protocol):
    """What is known of a kind of arm, and how it finds its ways; moves nothing."""

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def workspace(self) -> Workspace:
        """Return where it works."""
        ...

    @property
    def hand(self) -> Hand:
        """Return its gripper's shape."""
        ...

    @property
    def rest(self) -> Pose:
        """Return where it is when it is drawn back."""
        ...

    @property
    def step(self) -> float:
        """Return the time (s) between two postures of a way."""
        ...

    @property
    def joints(self) -> tuple[str, ...]:
        """Return the names of the arm's joints."""
        ...

    @property
    def fingers(self) -> tuple[str, ...]:
        """Return the names of the fingers' joints."""
        ...

    def to(
        self,
        pose: Pose,
        start: NDArray[np.float64],
        places: Sequence[float],
        speed: float = 1.0,
        around: Surroundings | None = None,
    ) -> NDArray[np.float64] | str:
        """Return the joint angles of every step of a way, or why there is none."""
        ...

    def tool(self, joints: Sequence[float]) -> Pose:
        """Return where the tool point is in a posture."""
        ...

    def gap(self, places: Sequence[float]) -> float:
        """Return the gap (m) between fingers at such joint places."""
        ...
