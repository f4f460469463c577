"""Franka Emika Panda with its parallel hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pybullet as p
import pybullet_data
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from agent.errors import Stopped, UsageError
from agent.robot import CameraFrame, Motion, RobotState, Surroundings, Workspace
from agent.types import Pose
from sims.robots import panda_kinematics as kinematics
from sims.world import TIME_STEP, World

TOOL_LINK = 11
FINGERS = (9, 10)
ARM = tuple(range(7))
# From the maker's data sheet (rad/s, rad/s^2).
VELOCITY = np.array([2.175, 2.175, 2.175, 2.175, 2.61, 2.61, 2.61])
ACCELERATION = np.array([15.0, 7.5, 10.0, 12.5, 15.0, 20.0, 20.0])
HOME = Pose.tool_down(0.30, 0.0, 0.52)
MIN_JERK_PEAK = 1.875
"""Peak over mean velocity of a minimum-jerk motion (Flash & Hogan 1985)."""
SHARE = 0.95
"""Of the joint velocity limits, at full speed."""
HOLD_FORCE = 30.0
ARRIVED = 0.002
"""Solutions that miss by more (m) are none."""
BLOCKED = 0.015
"""A hand that ends further off (m) has met something."""

Joints = NDArray[np.float64]


class Panda:
    """The arm, its base at the origin, the table's top at z = 0."""

    name = "panda"
    max_opening = 0.08
    cameras = ("fixed",)

    def __init__(self, world: World, workspace: Workspace | None = None) -> None:
        self.world = world
        self.workspace = workspace or Workspace()
        self._client = world.client
        self._scratch: int | None = None
        self._stopped = False
        self._width = self.max_opening
        self.body = load(self._client)
        self._equip_fingers()
        self._home = kinematics.down(HOME)
        self._target = self._home
        for joint, q in zip(ARM, self._home, strict=True):
            p.resetJointState(self.body, joint, q, physicsClientId=self._client)
        for finger in FINGERS:
            p.resetJointState(self.body, finger, 0.04, physicsClientId=self._client)
        self._command()
        world.parts.append(self)

    def _equip_fingers(self) -> None:
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
            *(self.body, FINGERS[0], self.body, FINGERS[1], p.JOINT_GEAR),
            *((1, 0, 0), (0, 0, 0), (0, 0, 0)),
            physicsClientId=self._client,
        )
        p.changeConstraint(gear, gearRatio=-1, erp=0.2, maxForce=100, physicsClientId=self._client)

    def state(self) -> RobotState:
        """Read the joints, the fingers' gap, and the weaker finger's contact force."""
        states = p.getJointStates(self.body, [*ARM, *FINGERS], physicsClientId=self._client)
        link = p.getLinkState(
            self.body, TOOL_LINK, computeForwardKinematics=True, physicsClientId=self._client
        )
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

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point there: a short way straight, a long way round the base.

        The hand is symmetric. Where the wrist cannot turn as far as `pose` asks, it takes
        the same grasp turned by half a turn.
        """
        self._check_stop()
        goal, missed = self._solve(pose)
        if missed > ARRIVED:
            return Motion(False, f"unreachable: {missed * 100:.1f} cm short", missed)
        self._follow(kinematics.path(self._target, goal), speed)
        error = math.dist(self.state().tool.position, pose.position)
        if error > BLOCKED:
            return Motion(
                False, f"stopped {error * 100:.1f} cm short: something is in the way", error
            )
        return Motion(True, "", error)

    def _solve(self, pose: Pose) -> tuple[Joints, float]:
        """Return joint angles and by how much (m) they miss the pose."""
        if kinematics.points_down(pose):
            q, missed = kinematics.nearest_down(pose)
            return q, missed
        return self._solve_tilted(pose)

    def _solve_tilted(self, pose: Pose) -> tuple[Joints, float]:
        """Solve numerically, in a client of its own so that the world is not disturbed."""
        if self._scratch is None:
            self._scratch = p.connect(p.DIRECT)
            load(self._scratch)
        q = kinematics.nearest_down(Pose.tool_down(*pose.position))[0]
        span = kinematics.UPPER - kinematics.LOWER
        for _ in range(8):
            for joint, value in zip(ARM, q, strict=True):
                p.resetJointState(0, joint, value, physicsClientId=self._scratch)
            link = p.getLinkState(
                0, TOOL_LINK, computeForwardKinematics=True, physicsClientId=self._scratch
            )
            missed = math.dist(link[4], pose.position)
            # Half the angle, weighted by a hand's length, makes a turn count as a distance.
            turn = math.acos(min(1.0, abs(float(np.dot(link[5], pose.orientation)))))
            missed = max(missed, 0.1 * turn)
            if missed < ARRIVED / 4:
                break
            q = np.clip(
                p.calculateInverseKinematics(
                    *(0, TOOL_LINK, pose.position, pose.orientation),
                    lowerLimits=[*kinematics.LOWER, 0, 0],
                    upperLimits=[*kinematics.UPPER, 0.04, 0.04],
                    jointRanges=[*span, 0.04, 0.04],
                    restPoses=[*q, 0.04, 0.04],
                    maxNumIterations=200,
                    residualThreshold=1e-5,
                    physicsClientId=self._scratch,
                )[:7],
                kinematics.LOWER,
                kinematics.UPPER,
            )
        return q, missed

    def _follow(self, path: Sequence[Joints], speed: float) -> None:
        """Follow a polyline in joint space with one minimum-jerk time law over its length."""
        points = np.array([self._target, *path])
        lengths = (np.abs(np.diff(points, axis=0)) / VELOCITY).max(axis=1)
        total = float(lengths.sum())
        share = SHARE * min(max(speed, 0.01), 1.0)
        seconds = max(0.15, total * MIN_JERK_PEAK / share)
        marks = np.concatenate([[0.0], np.cumsum(lengths)]) / max(total, 1e-9)
        way = sampled(points, marks, seconds)
        strain = np.abs(np.diff(way, 2, axis=0)).max(axis=0) / TIME_STEP**2 / ACCELERATION
        if strain.max() > 1.0:
            way = sampled(points, marks, seconds * math.sqrt(strain.max()))
        for q in way:
            self._servo(q)
        for _ in range(48):
            if self._settled():
                break
            self._servo(self._target)

    def _settled(self) -> bool:
        now = p.getJointStates(self.body, ARM, physicsClientId=self._client)
        return all(abs(s[0] - q) < 1e-3 for s, q in zip(now, self._target, strict=True))

    def _check_stop(self) -> None:
        if self._stopped:
            # The arm stays where it is and keeps hold of what it has.
            raise Stopped("The robot was stopped.")

    def _servo(self, q: Joints) -> None:
        """Command the joints for one step of the world."""
        self._check_stop()
        self._target = q
        self._command()
        self.world.step()

    def _command(self) -> None:
        p.setJointMotorControlArray(
            *(self.body, ARM, p.POSITION_CONTROL, self._target),
            forces=[87.0] * 4 + [50.0] * 3,
            positionGains=[0.3] * 7,
            physicsClientId=self._client,
        )
        p.setJointMotorControlArray(
            *(self.body, FINGERS, p.POSITION_CONTROL, [self._width / 2] * 2),
            forces=[HOLD_FORCE] * 2,
            physicsClientId=self._client,
        )

    def grip(self, width: float) -> None:
        """Move the fingers, and wait until they no longer move."""
        self._check_stop()
        self._width = min(max(width, 0.0), self.max_opening)
        for i in range(96):
            self._servo(self._target)
            speeds = p.getJointStates(self.body, FINGERS, physicsClientId=self._client)
            if i > 18 and max(abs(s[1]) for s in speeds) < 2e-3:
                break

    def home(self) -> Motion:
        """Raise the hand first, then draw it back."""
        tool = self.state().tool
        x, y, z = tool.position
        if z < 0.2:
            self.move_to(Pose((x, y, 0.25), tool.orientation))
        return self.move_to(HOME)

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        return math.dist(self.state().tool.position, HOME.position) < 0.02

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture with the fixed camera."""
        if camera not in self.cameras:
            raise UsageError(f"There is no camera {camera!r}; there is: {', '.join(self.cameras)}.")
        return self.world.render()

    def stop(self) -> None:
        """Latch a stop; safe from another thread or a signal handler."""
        self._stopped = True

    def resume(self) -> None:
        """Clear a latched stop."""
        self._stopped = False

    def snapshot(self) -> tuple[Joints, float]:
        """Return what the motors are told to do."""
        return self._target, self._width

    def restore(self, kept: tuple[Joints, float]) -> None:
        """Tell the motors what `snapshot` returned."""
        self._target, self._width = kept
        self._command()

    def close(self) -> None:
        """Let go of the solver's client."""
        if self._scratch is not None:
            p.disconnect(physicsClientId=self._scratch)
            self._scratch = None


def sampled(points: Joints, marks: Joints, seconds: float) -> Joints:
    """Return joint angles (N, 7), one a time step, along a polyline `points` (M, 7).

    `marks` (M,) are the points' places along it, from 0 to 1.
    """
    steps = max(4, math.ceil(seconds / TIME_STEP))
    t = np.arange(1, steps + 1) / steps
    s = t**3 * (10 - 15 * t + 6 * t * t)
    if len(points) < 3:
        return points[0] + np.outer(s, points[-1] - points[0])
    # Monotone and smooth: no jerk at the points, and no swing beyond them.
    return np.asarray(PchipInterpolator(marks, points)(s))


def load(client: int) -> int:
    """Load the arm with its base at the origin; return its id."""
    p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=client)
    body: int = p.loadURDF("franka_panda/panda.urdf", useFixedBase=True, physicsClientId=client)
    return body
