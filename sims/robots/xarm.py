"""UFACTORY xArm 6 with the maker's gripper, whose fingers swing on parallel linkages."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pybullet as p

from agent.motion.timing import Limits
from agent.robot import Hand, Workspace
from agent.types import Pose
from sims.robots.arm import Arm
from sims.robots.planar import PlanarArm

KNUCKLES, PADS = (8, 11), (9, 12)
LINKAGES = ((8, 9), (8, 10), (8, 11), (11, 12), (11, 13))
"""Joints that turn by the same angle: one motor drives them all."""
CLOSED = 0.84
"""The knuckles' angle (rad) at which the fingers meet."""
PIVOT, ARM_OUT, ARM_DOWN = 0.006, 0.035465, 0.042039
"""From the middle to the knuckle less the pad, and the knuckle's lever, open (m)."""
PAD_LENGTH = 0.0535
"""From a pad's joint to the tool point, along the finger (m)."""
HOLD_TORQUE = 1.0
"""Of each knuckle (N m): some 18 N at the fingertips."""
TOOL = 0.1675
"""From the flange to the tool point (m): the closed fingertips are a centimetre further."""
LIMITS = Limits(
    # From the maker's manual: rad, rad/s, rad/s^2, rad/s^3, N m.
    lower=np.array([-2 * math.pi, -2.059, -3.927, -2 * math.pi, -1.69297, -2 * math.pi]),
    upper=np.array([2 * math.pi, 2.0944, 0.19198, 2 * math.pi, math.pi, 2 * math.pi]),
    velocity=np.full(6, math.pi),
    acceleration=np.full(6, 20.0),
    jerk=np.full(6, 500.0),
    torque=np.array([50.0, 50.0, 32.0, 32.0, 32.0, 20.0]),
)


class XArm(Arm):
    """The arm with its base at the origin; the tool point is between its fingertips."""

    name = "xarm"
    urdf = "xarm/xarm6_with_gripper.urdf"
    joints = (1, 2, 3, 4, 5, 6)
    fingers = (8, 9, 10, 11, 12, 13)
    pads = PADS
    tool_link = 7
    tool_ahead = TOOL
    hand = Hand(0.08, (0.038, 0.019), (0.090, 0.041), 0.034, 0.010)
    iterations = 80
    feels = 0.35  # a light arm that may speed up faster shakes more
    table = Workspace(x=(0.26, 0.56), y=(-0.30, 0.30))  # its reach is 15 cm less than the Panda's
    rest = Pose.tool_down(0.28, 0.0, 0.46)
    kinematics = PlanarArm(
        LIMITS,
        height=0.267,
        upper=(0.0535, 0.2845),
        fore=(0.0775, -0.3425),
        hand=(0.076, -0.097 - TOOL),
        shoulder=1,
        elbow=2,
        wrist=4,
        roll=5,
    )

    def equip_fingers(self) -> None:
        """Couple the linkages: the real gripper drives them from one motor."""
        for pad in PADS:
            p.changeDynamics(
                self.body,
                pad,
                lateralFriction=1.2,
                # Soft pads resist turning; Bullet asks for the first to heed the second.
                rollingFriction=0.01,
                spinningFriction=0.01,
                physicsClientId=self.client,
            )
        for joint in self.fingers:
            p.setJointMotorControl2(
                self.body, joint, p.VELOCITY_CONTROL, force=0.0, physicsClientId=self.client
            )
        for a, b in LINKAGES:
            gear = p.createConstraint(
                *(self.body, a, self.body, b, p.JOINT_GEAR),
                *((1, 0, 0), (0, 0, 0), (0, 0, 0)),
                physicsClientId=self.client,
            )
            p.changeConstraint(
                gear, gearRatio=-1, erp=1.0, maxForce=100, physicsClientId=self.client
            )

    @classmethod
    def finger_joints(cls, width: float) -> Sequence[float]:
        """Return the linkages' angles (rad) at a gap of `width` (m)."""
        return [float(np.interp(width, GAPS, ANGLES))] * len(cls.fingers)

    @classmethod
    def finger_gap(cls, places: Sequence[float]) -> float:
        """Return the gap (m) of linkages at such angles (rad)."""
        knuckles, pads = (places[0] + places[3]) / 2, (places[1] + places[4]) / 2
        # The simulated linkages give way a little: pads that are pressed on lean apart.
        return gap_at(knuckles) + 2 * PAD_LENGTH * (pads - knuckles)

    def command_fingers(self, width: float) -> None:
        """Tell both knuckles to turn."""
        p.setJointMotorControlArray(
            *(self.body, KNUCKLES, p.POSITION_CONTROL, self.finger_joints(width)[:2]),
            forces=[HOLD_TORQUE] * 2,
            positionGains=[0.1] * 2,
            physicsClientId=self.client,
        )


def gap_at(angle: float) -> float:
    """Return the gap (m) between the fingers when the knuckles have turned by `angle`."""
    return 2 * (PIVOT + ARM_OUT * math.cos(angle) - ARM_DOWN * math.sin(angle))


ANGLES = np.linspace(CLOSED, 0.0, 64)
GAPS = np.array([gap_at(a) for a in ANGLES])
