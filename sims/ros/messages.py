"""What is measured of the simulated arm, as messages."""

from __future__ import annotations

import array
import math
from collections.abc import Sequence

import numpy as np
import pybullet as p
from builtin_interfaces.msg import Time
from control_msgs.action import FollowJointTrajectory
from control_msgs.msg import JointTolerance
from geometry_msgs.msg import TransformStamped
from sensor_msgs.msg import CameraInfo, Image, JointState

from agent.robot import CameraFrame
from sims.ros.table import Table, joint_infos
from sims.ros.trajectories import Goal, Point

Transform = tuple[Sequence[float], Sequence[float]]
"""A position (m) and a quaternion xyzw."""


def stamp(seconds: float) -> Time:
    """Return a time."""
    whole = math.floor(seconds)
    return Time(sec=whole, nanosec=min(round((seconds - whole) * 1e9), 999_999_999))


def seconds(time: Time) -> float:
    """Return a time, or a duration, in seconds."""
    return time.sec + time.nanosec * 1e-9  # type: ignore[no-any-return]


def joint_state(table: Table) -> JointState:
    """Return what the joints measure; a finger's effort is the force on its pad (N)."""
    arm = table.arm
    states = p.getJointStates(arm.body, arm.movable, physicsClientId=arm.client)
    count = len(arm.joints)
    force = arm.state().finger_force
    return JointState(
        name=[*table.joints, *table.fingers],
        position=array.array("d", [s[0] for s in states]),
        velocity=array.array("d", [s[1] for s in states]),
        effort=array.array("d", [*(s[3] for s in states[:count]), *[force] * len(arm.fingers)]),
    )


class Frames:
    """The frames of an arm, its tool point and its cameras.

    Args:
        table: with the arm.
        prefix: before each frame's name, for several robots.
    """

    def __init__(self, table: Table, prefix: str) -> None:
        self.arm, self.prefix = table.arm, prefix
        infos = joint_infos(self.arm)
        self.base: str = p.getBodyInfo(self.arm.body, physicsClientId=self.arm.client)[0].decode()
        links = [info[12].decode() for info in infos]
        self.parents = [self.base if info[16] < 0 else links[info[16]] for info in infos]
        self.links, self.above = links, [info[16] for info in infos]
        self.moving = [i for i, info in enumerate(infos) if info[2] != p.JOINT_FIXED]
        self.fixed = [i for i, info in enumerate(infos) if info[2] == p.JOINT_FIXED]

    def moved(self, time: Time) -> list[TransformStamped]:
        """Return the transforms of all joints that can move."""
        return self._links(self.moving, time)

    def still(self, time: Time) -> list[TransformStamped]:
        """Return the transforms that never change, those of the cameras among them."""
        arm = self.arm
        tool = transform(
            self.prefix + "tool",
            self.prefix + self.links[arm.tool_link],
            ((0.0, 0.0, arm.tool_ahead), (0.0, 0.0, 0.0, 1.0)),
            time,
        )
        fixed = arm.world.render(8, 6).pose
        eye = transform(
            self.prefix + "camera_optical_frame",
            self.prefix + self.base,
            (fixed[:3, 3].tolist(), quaternion(fixed[:3, :3])),
            time,
        )
        # The wrist's camera looks where the tool points, up in its picture is towards the robot.
        turned = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        wrist = transform(
            self.prefix + "wrist_camera_optical_frame",
            self.prefix + "tool",
            (arm.eye, quaternion(turned)),
            time,
        )
        return [*self._links(self.fixed, time), tool, eye, wrist]

    def _links(self, joints: Sequence[int], time: Time) -> list[TransformStamped]:
        arm, out = self.arm, []
        client = arm.client
        root = p.getBasePositionAndOrientation(arm.body, physicsClientId=client)
        ids = range(len(self.links))
        states = p.getLinkStates(
            arm.body, ids, computeForwardKinematics=True, physicsClientId=client
        )
        for i in joints:
            above = root if self.above[i] < 0 else states[self.above[i]][4:6]
            at = p.multiplyTransforms(*p.invertTransform(*above), *states[i][4:6])
            out.append(
                transform(self.prefix + self.links[i], self.prefix + self.parents[i], at, time)
            )
        return out


def transform(child: str, parent: str, at: Transform, time: Time) -> TransformStamped:
    """Return where a frame is in its parent."""
    out = TransformStamped()
    out.header.stamp, out.header.frame_id, out.child_frame_id = time, parent, child
    (x, y, z), (a, b, c, d) = at
    move, turn = out.transform.translation, out.transform.rotation
    move.x, move.y, move.z = float(x), float(y), float(z)
    turn.x, turn.y, turn.z, turn.w = float(a), float(b), float(c), float(d)
    return out


def quaternion(rotation: np.ndarray) -> list[float]:
    """Return a rotation (3, 3) as a quaternion xyzw."""
    from scipy.spatial.transform import Rotation

    out: list[float] = Rotation.from_matrix(rotation).as_quat().tolist()
    return out


def pictures(frame: CameraFrame, time: Time, name: str) -> tuple[Image, Image, CameraInfo]:
    """Return a frame as a colour picture (rgb8), a depth picture (32FC1, m), and what it takes
    to turn pixels into points."""
    height, width = frame.depth.shape
    out = []
    for values, encoding, size in ((frame.rgb, "rgb8", 3), (frame.depth, "32FC1", 4)):
        image = Image(height=height, width=width, encoding=encoding, step=width * size)
        # Anything but an array of bytes is copied value by value.
        image.data = array.array("B", np.ascontiguousarray(values).tobytes())
        out.append(image)
    info = CameraInfo(height=height, width=width, distortion_model="plumb_bob", d=[0.0] * 5)
    info.k = frame.intrinsics.ravel()
    info.r = np.eye(3).ravel()
    info.p = np.hstack([frame.intrinsics, np.zeros((3, 1))]).ravel()
    for message in (*out, info):
        message.header.stamp, message.header.frame_id = time, name
    return out[0], out[1], info


def goal_of(message: FollowJointTrajectory.Goal) -> Goal:
    """Return an action's goal in plain numbers."""
    course = message.trajectory
    return Goal(
        tuple(course.joint_names),
        tuple(
            Point(
                seconds(point.time_from_start),
                point.positions.tolist(),
                point.velocities.tolist(),
                point.accelerations.tolist(),
            )
            for point in course.points
        ),
        seconds(course.header.stamp),
        tolerances(message.path_tolerance),
        tolerances(message.goal_tolerance),
        seconds(message.goal_time_tolerance),
    )


def tolerances(listed: Sequence[JointTolerance]) -> dict[str, float]:
    """Return how far (rad) each joint may be off."""
    return {t.name: t.position for t in listed}
