"""A planned way as a trajectory message."""

from __future__ import annotations

import array
import math
from collections.abc import Sequence

import numpy as np
from builtin_interfaces.msg import Duration
from control_msgs.action import FollowJointTrajectory
from control_msgs.msg import JointTolerance
from numpy.typing import NDArray
from trajectory_msgs.msg import JointTrajectoryPoint

EVERY = 8
"""Every so many steps of a way are a point; a cubic joins them to within a hair's breadth."""
ARRIVES = 0.001
"""How near (rad) each joint has to come; `LINGERS` how long (s) it may take after the end."""
LINGERS = 0.2


def message(
    joints: Sequence[str],
    start: NDArray[np.float64],
    way: NDArray[np.float64],
    step: float,
) -> FollowJointTrajectory.Goal:
    """Return the goal that leads the joints from `start` (J,) along a way (N, J).

    `step` is the time (s) between two postures of the way; the first is one step after the
    start.
    """
    whole = np.vstack([start, way])
    speeds = np.gradient(whole, step, axis=0) if len(way) > 1 else np.zeros_like(whole)
    speeds[-1] = 0.0
    goal = FollowJointTrajectory.Goal()
    goal.trajectory.joint_names = list(joints)
    marks = [*range(EVERY, len(way), EVERY), len(way)]
    goal.trajectory.points = [
        JointTrajectoryPoint(
            positions=array.array("d", whole[i]),
            velocities=array.array("d", speeds[i]),
            time_from_start=duration(i * step),
        )
        for i in marks
    ]
    goal.goal_tolerance = [JointTolerance(name=name, position=ARRIVES) for name in joints]
    goal.goal_time_tolerance = duration(LINGERS)
    return goal


def duration(seconds: float) -> Duration:
    """Return a duration."""
    whole = math.floor(seconds)
    return Duration(sec=whole, nanosec=min(round((seconds - whole) * 1e9), 999_999_999))
