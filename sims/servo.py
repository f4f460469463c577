"""Small steps of the hand in fixed time, for controllers that close the loop themselves.

`move_to` plans a whole motion and ends it at rest. Here every command lasts as long as the
last one, and the next may come while the arm still moves: Ruckig leads the joints on from
the speed that they have, within the maker's limits.
"""

from __future__ import annotations

import math

import numpy as np
from ruckig import InputParameter, Ruckig, Trajectory

from agent.motion.timing import EASE, RAMP, SHARE
from agent.types import Pose
from sims.robots.arm import FINGER_SPEED, Arm
from sims.robots.ways import ARRIVED
from sims.world import TIME_STEP

STAYS = 1e-6
"""Less (m) is no command."""
TURN = math.pi / 2
"""How far (rad) the hand turns to either side; further is the same grasp."""


class Servo:
    """Leads an arm's hand, which points down, step by step."""

    def __init__(self, arm: Arm) -> None:
        self.arm = arm
        state = arm.state()
        self.at = np.array(state.tool.position)
        self.yaw = yaw_of(state.tool)
        self.gap = state.finger_gap
        joints = len(arm.joints)
        limits = arm.limits
        self.ruckig, self.law = Ruckig(joints), InputParameter(joints)
        self.law.current_position = self.law.target_position = list(arm._target)
        self.law.max_velocity = list(SHARE * limits.velocity)
        self.law.max_acceleration = list(EASE * limits.acceleration)
        self.law.max_jerk = list(EASE * np.minimum(limits.jerk, limits.acceleration / RAMP))

    def drive(self, by: np.ndarray, turn: float, width: float, steps: int) -> bool:
        """Move by (3,) metres from here, turn by radians, bring the fingers towards a gap (m).

        Takes so many steps of the world. Returns whether that point can be reached; where it
        cannot, the hand stays.
        """
        arm, ws = self.arm, self.arm.workspace
        low = np.array([ws.x[0], ws.y[0], max(ws.z[0], arm.hand.tip_below)])
        high = np.array([ws.x[1], ws.y[1], ws.z[1]])
        here = np.array(arm.state().tool.position)
        # From where the hand is, or a controller that sees it lag would ask for the rest twice;
        # along an axis without a command it stays on its way, and does not drift.
        at = np.clip(np.where(np.abs(by) > STAYS, here + by, self.at), low, high)
        yaw = min(max(self.yaw + turn, -TURN), TURN)
        x, y, z = (float(v) for v in at)
        goal, missed = arm.ways.solve(Pose.tool_down(x, y, z, yaw), arm._target)
        reached = missed <= ARRIVED
        if reached:
            self.at, self.yaw = at, yaw
            self.law.target_position = list(goal)
        way = Trajectory(len(arm.joints))
        self.ruckig.calculate(self.law, way)
        for i in range(1, steps + 1):
            position, speed, _ = way.at_time(i * TIME_STEP)
            self.fingers(width)
            arm._servo(np.array(position), np.array(speed))
        position, speed, pull = way.at_time(steps * TIME_STEP)
        self.law.current_position = position
        self.law.current_velocity = speed
        self.law.current_acceleration = pull
        return reached

    def fingers(self, width: float) -> None:
        """Bring the fingers nearer to a gap (m), at the hand's own speed."""
        step = FINGER_SPEED * TIME_STEP
        self.gap += min(max(width - self.gap, -step), step)
        self.arm.command_fingers(self.gap)


def yaw_of(tool: Pose) -> float:
    """Return how far (rad) a hand that points down is turned."""
    x, y, _, _ = tool.orientation
    return math.remainder(2 * math.atan2(y, x), math.pi)
