"""Franka Emika Panda with its parallel hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pybullet as p

from agent.errors import Stopped
from agent.robot import CameraFrame, Motion, RobotState, Workspace
from agent.types import Pose
from sims.world import TIME_STEP, World

TOOL_LINK = 11
FINGERS = (9, 10)
ARM = tuple(range(7))
# Joint limits from the maker's data sheet: positions (rad), velocities (rad/s).
LOWER = (-2.8973, -1.7628, -2.8973, -3.0718, -2.8973, -0.0175, -2.8973)
UPPER = (2.8973, 1.7628, 2.8973, -0.0698, 2.8973, 3.7525, 2.8973)
VELOCITY = np.array([2.175, 2.175, 2.175, 2.175, 2.61, 2.61, 2.61])
REST = (0.0, -0.6, 0.0, -2.4, 0.0, 1.8, 0.785)
HOME_POSITION = (0.30, 0.0, 0.52)
MIN_JERK_PEAK = 1.875
"""Peak over mean velocity of a minimum-jerk motion (Flash & Hogan 1985)."""
HOLD_FORCE = 30.0
STRAIGHT = 0.16
"""Motions shorter than this (m) go in a straight line of the tool."""


class Panda:
    """The arm, its base at the origin, the table's top at z = 0."""

    name = "panda"
    max_opening = 0.08

    def __init__(self, world: World, workspace: Workspace | None = None) -> None:
        self.world = world
        self.workspace = workspace or Workspace()
        self._client = world.client
        self._stopped = False
        self.body: int = p.loadURDF(
            "franka_panda/panda.urdf", useFixedBase=True, physicsClientId=self._client
        )
        for finger in FINGERS:
            p.changeDynamics(
                self.body,
                finger,
                lateralFriction=1.2,
                spinningFriction=0.01,
                physicsClientId=self._client,
            )
        # The real hand drives both fingers from one motor; without the gear they drift aside.
        gear = p.createConstraint(
            self.body,
            9,
            self.body,
            10,
            p.JOINT_GEAR,
            (1, 0, 0),
            (0, 0, 0),
            (0, 0, 0),
            physicsClientId=self._client,
        )
        p.changeConstraint(gear, gearRatio=-1, erp=0.2, maxForce=100, physicsClientId=self._client)
        self._width = 0.08
        self._home = self._solve(Pose.tool_down(*HOME_POSITION), REST)
        for joint, q in zip(ARM, self._home, strict=True):
            p.resetJointState(self.body, joint, q, physicsClientId=self._client)
        for finger in FINGERS:
            p.resetJointState(self.body, finger, 0.04, physicsClientId=self._client)
        self._target = self._home

    def state(self) -> RobotState:
        """Read the joints, the fingers' gap, and the weaker finger's contact force."""
        states = p.getJointStates(self.body, [*ARM, *FINGERS], physicsClientId=self._client)
        link = p.getLinkState(self.body, TOOL_LINK, physicsClientId=self._client)
        return RobotState(
            tool=Pose(tuple(link[4]), tuple(link[5])),
            joints=tuple(s[0] for s in states[:7]),
            finger_gap=states[7][0] + states[8][0],
            finger_force=min(self._touch(f) for f in FINGERS),
            time=self.world.time,
        )

    def _touch(self, finger: int) -> float:
        contacts = p.getContactPoints(
            bodyA=self.body, linkIndexA=finger, physicsClientId=self._client
        )
        return float(sum(c[9] for c in contacts if c[2] != self.body))

    def move_to(self, pose: Pose, speed: float = 1.0) -> Motion:
        """Go there in joint space; a short way in a straight line of the tool."""
        here = self.state().tool
        way = math.dist(here.position, pose.position)
        points = 6 if way < STRAIGHT and same_heading(here, pose) else 1
        q = np.array(self._target)
        waypoints = []
        for i in range(1, points + 1):
            at = tuple(
                np.array(here.position) * (1 - i / points) + np.array(pose.position) * i / points
            )
            q = np.array(self._solve(Pose(at, pose.orientation), q))
            waypoints.append(q)
        missed = math.dist(self._forward(waypoints[-1]), pose.position)
        if missed > 0.005:
            return Motion(False, f"out of reach by {missed * 100:.1f} cm", missed)
        self._follow(waypoints, speed)
        error = math.dist(self.state().tool.position, pose.position)
        if error > 0.015:
            return Motion(
                False, f"stopped {error * 100:.1f} cm short: something is in the way", error
            )
        return Motion(True, "", error)

    def _solve(self, pose: Pose, seed: Sequence[float]) -> tuple[float, ...]:
        q = list(seed)
        for _ in range(4):
            for joint, value in zip(ARM, q, strict=True):
                self._scratch(joint, value)
            q = list(
                p.calculateInverseKinematics(
                    0,
                    TOOL_LINK,
                    pose.position,
                    pose.orientation,
                    lowerLimits=[*LOWER, 0, 0],
                    upperLimits=[*UPPER, 0.04, 0.04],
                    jointRanges=[u - lo for u, lo in zip(UPPER, LOWER, strict=True)] + [0.04] * 2,
                    restPoses=[*q, 0.04, 0.04],
                    maxNumIterations=100,
                    residualThreshold=1e-5,
                    physicsClientId=self._ik_client,
                )[:7]
            )
            if math.dist(self._forward(q), pose.position) < 1e-3:
                break
        return tuple(np.clip(q, LOWER, UPPER))

    @property
    def _ik_client(self) -> int:
        """A second client with the arm alone, so that solving never disturbs the world."""
        if not hasattr(self, "_ik"):
            import pybullet_data

            self._ik: int = p.connect(p.DIRECT)
            p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=self._ik)
            p.loadURDF("franka_panda/panda.urdf", useFixedBase=True, physicsClientId=self._ik)
        return self._ik

    def _scratch(self, joint: int, value: float) -> None:
        p.resetJointState(0, joint, value, physicsClientId=self._ik_client)

    def _forward(self, q: Sequence[float]) -> tuple[float, float, float]:
        for joint, value in zip(ARM, q, strict=True):
            self._scratch(joint, value)
        x, y, z = p.getLinkState(
            0, TOOL_LINK, computeForwardKinematics=True, physicsClientId=self._ik_client
        )[4]
        return x, y, z

    def _follow(self, waypoints: Sequence[np.ndarray], speed: float) -> None:
        """Follow a polyline in joint space with one minimum-jerk time law over its length."""
        path = np.array([self._target, *waypoints])
        needed = np.abs(np.diff(path, axis=0)) / VELOCITY
        lengths = needed.max(axis=1)
        total = float(lengths.sum())
        seconds = max(0.15, total * MIN_JERK_PEAK / (0.8 * min(speed, 1.0)))
        marks = np.concatenate([[0.0], np.cumsum(lengths)]) / max(total, 1e-9)
        steps = max(2, round(seconds / TIME_STEP))
        for i in range(1, steps + 1):
            t = i / steps
            s = t**3 * (10 - 15 * t + 6 * t * t)
            self._servo([float(np.interp(s, marks, path[:, j])) for j in ARM])
        for _ in range(48):
            self._servo(self._target)
            if self._settled():
                break

    def _settled(self) -> bool:
        now = p.getJointStates(self.body, ARM, physicsClientId=self._client)
        return max(abs(s[0] - q) for s, q in zip(now, self._target, strict=True)) < 1e-3

    def _servo(self, q: Sequence[float]) -> None:
        """Command the joints for one step of the world."""
        if self._stopped:
            # The arm stays where it is and keeps hold of what it has.
            raise Stopped("The robot was stopped.")
        self._target = tuple(q)
        p.setJointMotorControlArray(
            self.body,
            ARM,
            p.POSITION_CONTROL,
            q,
            forces=[87.0] * 4 + [50.0] * 3,
            positionGains=[0.3] * 7,
            physicsClientId=self._client,
        )
        p.setJointMotorControlArray(
            self.body,
            FINGERS,
            p.POSITION_CONTROL,
            [self._width / 2] * 2,
            forces=[HOLD_FORCE] * 2,
            physicsClientId=self._client,
        )
        self.world.step()

    def grip(self, width: float) -> None:
        """Move the fingers, and wait until they no longer move."""
        self._width = width
        for i in range(96):
            self._servo(self._target)
            speeds = p.getJointStates(self.body, FINGERS, physicsClientId=self._client)
            if i > 24 and max(abs(s[1]) for s in speeds) < 2e-3:
                break

    def home(self) -> Motion:
        """Raise the hand first, then draw it back."""
        x, y, z = self.state().tool.position
        if z < 0.2:
            yaw_keeping = self.state().tool.orientation
            self.move_to(Pose((x, y, 0.25), yaw_keeping))
        self._follow([np.array(self._home)], 1.0)
        return Motion(self.at_home(), "" if self.at_home() else "the arm did not arrive")

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        return math.dist(self.state().tool.position, HOME_POSITION) < 0.02

    def capture(self) -> CameraFrame:
        """Take a picture with the fixed camera."""
        return self.world.render()

    def stop(self) -> None:
        """Latch a stop; safe from another thread or a signal handler."""
        self._stopped = True

    def resume(self) -> None:
        """Clear a latched stop."""
        self._stopped = False


def same_heading(a: Pose, b: Pose) -> bool:
    """Tell whether two orientations are within about ten degrees."""
    return abs(float(np.dot(a.orientation, b.orientation))) > 0.996
