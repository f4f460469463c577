"""A node that writes what it receives of a run into a bag.

    handily_recorder --ros-args -p out:=runs/bags

`ros2 bag play` and `ros2 bag info` know what to do with it, and so does Foxglove.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rclpy.clock import Clock, ClockType
from rclpy.duration import Duration
from rclpy.exceptions import InvalidTopicNameException
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy
from rclpy.signals import SignalHandlerOptions
from rclpy.validate_topic_name import validate_topic_name
from rosbags.interfaces import (
    Qos,
    QosDurability,
    QosHistory,
    QosLiveliness,
    QosReliability,
    QosTime,
)

from agent.errors import HandilyError, UsageError
from agent.ros.common import declare, finish, init
from agent.ros.recording import BagWriter
from agent.ros.signals import Interrupts

ROBOT = (
    "joint_states",
    "/tf",
    "/tf_static",
    "/clock",
    "robot_description",
    "camera/image_raw",
    "camera/depth/image_raw",
    "camera/camera_info",
)
AGENT = ("events", "status", "plan", "stopped", "confirmation_request")
PICTURES = ("sensor_msgs/msg/Image", "sensor_msgs/msg/CompressedImage")
EVERY = 0.2
"""How often (s) to look for topics that are not followed yet."""
LAST = 0.3
"""How long (s) to listen on when all is to end: others have a last word."""
DEPTH, FEW = 200, 20
"""How many messages may wait to be written, and how many of those that are pictures."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic that is recorded."""

    kind: str
    subscription: Any

    def hears(self, offered: Sequence[QoSProfile]) -> bool:
        """Tell whether it is sent what is published at these qualities."""
        own = self.subscription.qos_profile
        return all(
            (own.reliability != ReliabilityPolicy.RELIABLE or o.reliability == own.reliability)
            and (
                own.durability != DurabilityPolicy.TRANSIENT_LOCAL or o.durability == own.durability
            )
            for o in offered
        )


class Recorder(Node):
    """Follows topics as they appear, at the qualities at which they are published."""

    def __init__(self) -> None:
        super().__init__("recorder")
        out = declare(self, "out", "runs/bags", "The folder in which each run has one.")
        agent = declare(self, "agent", "agent", "The name of the agent's node.")
        topics = [*ROBOT, *(f"{agent}/{name}" for name in AGENT), "/diagnostics"]
        topics = declare(self, "topics", topics, "What to record.")
        limit = declare(
            self, "max_bytes", 0, "How large a bag may be (bytes), 0: any size.", (0, 2**62)
        )
        self.images = declare(self, "images", True, "Whether pictures are recorded.")
        try:
            for name in topics:
                validate_topic_name(name)
        except InvalidTopicNameException as error:
            raise UsageError(f"The parameter topics has one that cannot be: {error}") from error
        self.wanted = [self.resolve_topic_name(name) for name in topics]
        self.followed: dict[str, Followed] = {}
        self.writer = BagWriter(Path(out), limit)
        # By the steady clock: the simulated one, which it may be told to use, can stand still.
        steady = Clock(clock_type=ClockType.STEADY_TIME)
        self.create_timer(EVERY, self.look, clock=steady)
        self.get_logger().info(f"recording to {self.writer.path}")

    def look(self) -> None:
        """Follow what is published by now."""
        for name in list(self.wanted):
            there = self.get_publishers_info_by_topic(name)
            offered = [publisher.qos_profile for publisher in there]
            held = self.followed.get(name)
            if held and not held.hears(offered):
                self.destroy_subscription(held.subscription)
                self.followed[name] = self.follow(name, held.kind, offered)
            elif there and held is None:
                self.begin(name, there[0].topic_type, offered)

    def begin(self, name: str, kind: str, offered: Sequence[QoSProfile]) -> None:
        """Record a topic from now on, if that is possible and wanted."""
        if kind in PICTURES and not self.images:
            self.wanted.remove(name)
            return
        try:
            self.writer.add(name, kind, [recorded(o) for o in offered])
            self.followed[name] = self.follow(name, kind, offered)
        except UsageError as error:
            self.wanted.remove(name)
            self.get_logger().error(f"{name} is not recorded: {error.message} {error.hint}")

    def follow(self, name: str, kind: str, offered: Sequence[QoSProfile]) -> Followed:
        """Subscribe to a topic so that all its publishers are heard."""
        depth = FEW if kind in PICTURES else DEPTH

        def take(data: bytes, info: Any) -> None:
            self.take(name, info["received_timestamp"] or time.time_ns(), data)

        subscription = self.create_subscription(
            message_class(kind), name, take, adapted(offered, depth), raw=True
        )
        return Followed(kind, subscription)

    def take(self, name: str, stamp: int, data: bytes) -> None:
        """Write what was received."""
        self.writer.write(name, stamp, data)
        if self.writer.trouble and self.wanted:
            self.get_logger().error(self.writer.trouble)
            self.wanted.clear()

    def close(self) -> bool:
        """Finish the bag, and say what is in it; return whether all went well."""
        told = bool(self.writer.trouble)
        self.writer.close()
        if self.writer.trouble and not told:
            self.get_logger().error(self.writer.trouble)
        counts = {name: count for name, count in self.writer.counts.items() if count}
        listed = ", ".join(f"{name} {count}" for name, count in counts.items()) or "nothing came"
        self.get_logger().info(
            f"recorded {sum(counts.values())} messages to {self.writer.path}: {listed}"
        )
        return not self.writer.failed


def message_class(kind: str) -> Any:
    """Return the class of a type of messages.

    Raises UsageError for one whose package is not installed.
    """
    package, _, name = kind.partition("/msg/")
    try:
        return getattr(importlib.import_module(f"{package}.msg"), name)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"{kind} is not installed here.", f"Install {package}.") from error


def adapted(offered: Sequence[QoSProfile], depth: int) -> QoSProfile:
    """Return the best qualities at which all the publishers can be heard."""
    reliable = all(o.reliability == ReliabilityPolicy.RELIABLE for o in offered)
    latched = all(o.durability == DurabilityPolicy.TRANSIENT_LOCAL for o in offered)
    return QoSProfile(
        depth=depth,
        reliability=ReliabilityPolicy.RELIABLE if reliable else ReliabilityPolicy.BEST_EFFORT,
        durability=DurabilityPolicy.TRANSIENT_LOCAL if latched else DurabilityPolicy.VOLATILE,
    )


def recorded(offered: QoSProfile) -> Qos:
    """Return qualities as a bag has them: the numbers are the same."""
    return Qos(
        QosHistory(int(offered.history)),
        offered.depth,
        QosReliability(int(offered.reliability)),
        QosDurability(int(offered.durability)),
        span(offered.deadline),
        span(offered.lifespan),
        QosLiveliness(int(offered.liveliness)),
        span(offered.liveliness_lease_duration),
        offered.avoid_ros_namespace_conventions,
    )


def span(duration: Duration) -> QosTime:
    """Return a duration as a bag has it."""
    return QosTime(*divmod(duration.nanoseconds, 10**9))


def main() -> None:
    """Record until interrupted; exit code 2 where it cannot start, 1 where the bag was cut."""
    code = 0
    with Interrupts() as interrupts:
        init(signal_handler_options=SignalHandlerOptions.NO)
        executor = SingleThreadedExecutor()
        recorder: Recorder | None = None
        try:
            recorder = Recorder()
            executor.add_node(recorder)
            while not interrupts.count:
                executor.spin_once(timeout_sec=0.1)
            end = time.monotonic() + LAST
            while (left := end - time.monotonic()) > 0.0:
                executor.spin_once(timeout_sec=left)
        except HandilyError as error:
            print(f"handily_recorder: {error.message} {error.hint}".strip(), file=sys.stderr)
            code = 2
        finally:
            if recorder and not recorder.close():
                code = 1
            finish(executor)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
