"""Franka Emika Panda with its parallel hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pybullet as p

from agent.motion.timing import Limits
from agent.robot import Hand
from agent.types import Pose
from sims.robots.arm import Arm
from sims.robots.planar import PlanarArm

FINGERS = (9, 10)
LIMITS = Limits(
    # From the maker's data sheet: rad, rad/s, rad/s^2, rad/s^3, N m.
    lower=np.array([-2.8973, -1.7628, -2.8973, -3.0718, -2.8973, -0.0175, -2.8973]),
    upper=np.array([2.8973, 1.7628, 2.8973, -0.0698, 2.8973, 3.7525, 2.8973]),
    velocity=np.array([2.175, 2.175, 2.175, 2.175, 2.61, 2.61, 2.61]),
    acceleration=np.array([15.0, 7.5, 10.0, 12.5, 15.0, 20.0, 20.0]),
    jerk=np.array([7500.0, 3750.0, 5000.0, 6250.0, 7500.0, 10000.0, 10000.0]),
    torque=np.array([87.0, 87.0, 87.0, 87.0, 12.0, 12.0, 12.0]),
)
HOLD_FORCE = 15.0
"""With which the fingers close (N); the 70 that the maker's hand has would crush small things."""


class Panda(Arm):
    """The arm with its base at the origin; the tool point is between its fingertips."""

    name = "panda"
    urdf = "franka_panda/panda.urdf"
    plain = tuple(f"link{i}" for i in range(1, 7))
    joints = (0, 1, 2, 3, 4, 5, 6)
    fingers = FINGERS
    pads = FINGERS
    tool_link = 11
    hand = Hand(0.08, (0.014, 0.011), (0.105, 0.033), 0.038, 0.010)
    rest = Pose.tool_down(0.30, 0.0, 0.52)
    kinematics = PlanarArm(
        # Lengths are those of the maker's Denavit-Hartenberg table.
        LIMITS,
        height=0.333,
        upper=(0.0825, 0.316),
        fore=(-0.0825, 0.384),
        hand=(0.088, -0.107 - 0.105),
        shoulder=1,
        elbow=3,
        wrist=5,
        roll=6,
        elbow_sign=-1.0,
        wrist_sign=-1.0,
        rolled=math.pi / 4,
    )

    def equip_fingers(self) -> None:
        """Couple both fingers: the real hand drives them from one motor."""
        for finger in FINGERS:
            p.changeDynamics(
                self.body,
                finger,
                lateralFriction=1.2,
                # Soft pads resist turning; Bullet asks for the first to heed the second.
                rollingFriction=0.01,
                spinningFriction=0.01,
                physicsClientId=self.client,
            )
        gear = p.createConstraint(
            *(self.body, FINGERS[0], self.body, FINGERS[1], p.JOINT_GEAR),
            *((1, 0, 0), (0, 0, 0), (0, 0, 0)),
            physicsClientId=self.client,
        )
        p.changeConstraint(gear, gearRatio=-1, erp=0.2, maxForce=100, physicsClientId=self.client)

    @classmethod
    def finger_joints(cls, width: float) -> Sequence[float]:
        """Return how far (m) each finger is out at a gap of `width` (m)."""
        return width / 2, width / 2

    @classmethod
    def finger_gap(cls, places: Sequence[float]) -> float:
        """Return the gap (m) of fingers that are so far out (m)."""
        return places[0] + places[1]

    def command_fingers(self, width: float) -> None:
        """Tell both motors to go to half the gap."""
        p.setJointMotorControlArray(
            *(self.body, FINGERS, p.POSITION_CONTROL, [width / 2] * 2),
            forces=[HOLD_FORCE] * 2,
            physicsClientId=self.client,
        )
