"""Pictures of a ROS 2 camera: colour, depth, and where it was taken from."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from geometry_msgs.msg import TransformStamped
from numpy.typing import NDArray
from rclpy.node import Node
from rclpy.qos import QoSProfile, ReliabilityPolicy
from sensor_msgs.msg import CameraInfo, Image
from std_srvs.srv import Trigger
from tf2_msgs.msg import TFMessage

from agent.errors import NoPicture
from agent.motion.rotations import matrix
from agent.robot import CameraFrame
from agent.ros.common import LATCHED
from agent.types import Pose

AGAIN = 0.5
"""A picture that has not come after so long (s) is asked for once more."""
PARTS = "image_raw", "depth/image_raw", "camera_info"
Matrix = NDArray[np.float64]


class Mounts:
    """The transforms that never change, as `/tf_static` tells them."""

    def __init__(self, node: Node) -> None:
        self.above: dict[str, tuple[str, Matrix]] = {}
        node.create_subscription(TFMessage, "/tf_static", self.learn, LATCHED)

    def learn(self, message: TFMessage) -> None:
        """Remember each frame's place in its parent."""
        for t in message.transforms:
            self.above[t.child_frame_id] = t.header.frame_id, homogeneous(t)

    def find(self, frame: str, among: Mapping[str, Matrix]) -> Matrix | None:
        """Return the pose (4, 4) of a frame in the base frame, by way of one that is known.

        `among` are poses (4, 4) of frames that are known already: the base, the tool point.
        """
        out = np.eye(4)
        for _ in range(len(self.above) + 1):
            if frame in among:
                return among[frame] @ out
            if frame not in self.above:
                return None
            frame, step = self.above[frame]
            out = step @ out
        return None


class Camera:
    """One camera: keeps the latest picture of each kind, and puts those of a moment together.

    Args:
        node: whose executor receives the pictures.
        name: what its topics begin with, such as "camera".
    """

    def __init__(self, node: Node, name: str) -> None:
        self.name = name
        self.changed = threading.Condition()
        self.latest: dict[str, Any] = {}
        quality = QoSProfile(depth=2, reliability=ReliabilityPolicy.BEST_EFFORT)
        for part, kind in zip(PARTS, (Image, Image, CameraInfo), strict=True):
            node.create_subscription(kind, f"{name}/{part}", self.keeper(part), quality)
        self.trigger = node.create_client(Trigger, f"{name}/trigger")

    def keeper(self, part: str) -> Callable[[Any], None]:
        """Return what keeps one kind of message."""

        def keep(message: Any) -> None:
            with self.changed:
                self.latest[part] = message
                self.changed.notify_all()

        return keep

    def take(self, since: float, wait: float, watch: Callable[[], None]) -> tuple[Any, Any, Any]:
        """Return colour, depth and intrinsics of one moment that is not before `since` (s).

        Raises:
            NoPicture: when none came within `wait` seconds, and which one.
        """
        end = time.monotonic() + wait
        asked = -AGAIN
        while True:
            watch()
            now = time.monotonic()
            if now - asked >= AGAIN and self.trigger.service_is_ready():
                # A camera that can be asked gives its picture at once; others send them anyway.
                self.trigger.call_async(Trigger.Request())
                asked = now
            with self.changed:
                if (found := self.complete(since)) is not None:
                    return found
                self.changed.wait(0.05)
            if now > end:
                raise NoPicture(self.missing(since, wait))

    def complete(self, since: float) -> tuple[Any, Any, Any] | None:
        """Return the three messages if they are of one moment, and late enough."""
        if len(self.latest) < len(PARTS):
            return None
        color, depth, info = (self.latest[part] for part in PARTS)
        times = {(m.header.stamp.sec, m.header.stamp.nanosec) for m in (color, depth)}
        if len(times) > 1 or at(color) < since:
            return None
        return color, depth, info

    def missing(self, since: float, wait: float) -> str:
        """Say which messages did not come."""
        late = [p for p in PARTS if p not in self.latest or at(self.latest[p]) < since]
        topics = " and ".join(f"{self.name}/{part}" for part in late or PARTS)
        return f"no picture came on {topics} within {wait:g} s"


def at(message: Any) -> float:
    """Return a message's time (s)."""
    stamp = message.header.stamp
    return float(stamp.sec + stamp.nanosec * 1e-9)


def frame_of(color: Any, depth: Any, info: Any, pose: Matrix) -> CameraFrame:
    """Return three messages as a picture taken from a pose (4, 4) in the base frame.

    Raises:
        NoPicture: for encodings other than rgb8 or bgr8, and 32FC1 or 16UC1 (mm).
    """
    height, width = color.height, color.width
    if color.encoding not in ("rgb8", "bgr8") or depth.encoding not in ("32FC1", "16UC1"):
        raise NoPicture(
            f"the camera sends {color.encoding} and {depth.encoding}; rgb8 or bgr8 and 32FC1 or "
            "16UC1 can be read"
        )
    if (depth.height, depth.width) != (height, width):
        raise NoPicture(
            f"the depth picture is {depth.width}x{depth.height}, the colour picture "
            f"{width}x{height}; they have to be registered to one another"
        )
    rgb = pixels(color, np.uint8, 3)
    if color.encoding == "bgr8":
        rgb = rgb[:, :, ::-1]
    if depth.encoding == "16UC1":
        metres = pixels(depth, np.uint16, 1)[:, :, 0].astype(np.float32) / 1000
    else:
        metres = pixels(depth, np.float32, 1)[:, :, 0]
    return CameraFrame(
        np.ascontiguousarray(rgb), np.array(metres), np.array(info.k).reshape(3, 3), pose
    )


def pixels(image: Any, kind: Any, channels: int) -> NDArray[Any]:
    """Return a picture's values (H, W, C), its rows' padding left out."""
    rows = np.frombuffer(image.data, np.uint8).reshape(image.height, image.step)
    width = image.width * channels * np.dtype(kind).itemsize
    values = np.ascontiguousarray(rows[:, :width]).view(kind)
    return values.reshape(image.height, image.width, channels)


def homogeneous(t: TransformStamped) -> Matrix:
    """Return a transform (4, 4)."""
    move, turn = t.transform.translation, t.transform.rotation
    return pose_matrix(Pose((move.x, move.y, move.z), (turn.x, turn.y, turn.z, turn.w)))


def pose_matrix(pose: Pose) -> Matrix:
    """Return a pose as a transform (4, 4)."""
    out = np.eye(4)
    out[:3, :3], out[:3, 3] = matrix(pose), pose.position
    return out
