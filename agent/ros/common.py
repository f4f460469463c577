"""What all nodes have in common: how they start, and the qualities of their topics."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import rclpy
from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.action import ActionClient, ActionServer
from rclpy.duration import Duration
from rclpy.executors import Executor, ExternalShutdownException
from rclpy.lifecycle import LifecycleNode
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, LivelinessPolicy, QoSProfile, ReliabilityPolicy

from agent.errors import UsageError

LATCHED = QoSProfile(
    depth=1, reliability=ReliabilityPolicy.RELIABLE, durability=DurabilityPolicy.TRANSIENT_LOCAL
)
"""For what later comers have to know too."""
RECENT = QoSProfile(
    depth=100, reliability=ReliabilityPolicy.RELIABLE, durability=DurabilityPolicy.TRANSIENT_LOCAL
)
"""For what a recorder that is found a little late is not to miss."""
ALIVE = QoSProfile(
    depth=1,
    liveliness=LivelinessPolicy.AUTOMATIC,
    liveliness_lease_duration=Duration(seconds=0.1),
)
"""By which who commands an arm shows that it lives: the middleware does it, whatever the
process is busy with, and the arm's driver hears within the lease when it no longer does."""
GONE = "whoever commanded it is gone"
"""Why a driver holds an arm whose commander it has not heard of in time."""
COMMANDER = "arm_controller/commander"
"""The topic of those who command an arm."""
HERE = "ROS_AUTOMATIC_DISCOVERY_RANGE", "ROS_STATIC_PEERS"
PROFILES = "FASTDDS_DEFAULT_PROFILES_FILE", "FASTRTPS_DEFAULT_PROFILES_FILE"


def init(arguments: Sequence[str] | None = None, **options: Any) -> None:
    """Initialise rclpy.

    Unless the environment says otherwise, within this machine only, and with room for pictures
    in the shared memory of Fast DDS.
    """
    if not any(name in os.environ for name in HERE):
        os.environ[HERE[0]] = "LOCALHOST"
    if not any(name in os.environ for name in PROFILES):
        os.environ[PROFILES[0]] = str(Path(__file__).with_name("fastdds.xml"))
    rclpy.init(args=list(arguments) if arguments is not None else None, **options)


def finish(*executors: Executor) -> None:
    """Leave the graph: end executors and their nodes, and shut rclpy down."""
    for executor in executors:
        leave(executor)
    rclpy.try_shutdown()


def leave(executor: Executor, thread: threading.Thread | None = None) -> None:
    """End an executor, the thread in which it spins, and its nodes."""
    nodes = executor.get_nodes()
    executor.shutdown(1.0)
    if thread:
        thread.join(2.0)
    for node in nodes:
        end(node)


def end(node: Node) -> None:
    """Take a node from the graph, after its executor was shut down.

    The middleware's threads end with the last node. A process that exits while they run may be
    torn down under their feet, and crash.
    """
    for part in list(node.waitables):
        # An action's client or server holds its node, and rclpy does not end it with the node.
        if isinstance(part, ActionClient | ActionServer):
            part.destroy()
    if isinstance(node, LifecycleNode):
        node._state_machine.destroy_when_not_in_use()  # so does its state
    node.destroy_node()


@contextlib.contextmanager
def until_shutdown() -> Iterator[None]:
    """Serve until ROS is shut down; what breaks by that is no error."""
    try:
        yield
    except (ExternalShutdownException, KeyboardInterrupt):
        pass
    except Exception:
        if rclpy.ok():
            raise


def declare(
    node: Node, name: str, default: Any, doc: str, among: tuple[float, float] | None = None
) -> Any:
    """Declare a parameter that stays as it is set at the start, and return its value.

    `among` are the least and the greatest value allowed. Raises UsageError for a value of
    another kind or beyond them.
    """
    descriptor = ParameterDescriptor(description=doc, read_only=True)
    if among is not None and isinstance(default, float):
        descriptor.floating_point_range = [
            FloatingPointRange(from_value=float(among[0]), to_value=float(among[1]))
        ]
    elif among is not None:
        descriptor.integer_range = [IntegerRange(from_value=int(among[0]), to_value=int(among[1]))]
    try:
        return node.declare_parameter(name, default, descriptor).value
    except Exception as error:  # rclpy has a class of its own for each way to be wrong
        allowed = f", from {among[0]:g} to {among[1]:g}" if among else ""
        raise UsageError(
            f"The parameter {name} cannot be what it was set to: {error}",
            f"It is a {type(default).__name__}{allowed}: {doc}",
        ) from error


def alone(node: Node, wait: float) -> None:
    """Make sure that no other node has this one's name.

    Raises UsageError when within `wait` seconds another one is seen.
    """
    me = node.get_name(), node.get_namespace()
    end = time.monotonic() + wait
    while time.monotonic() < end:
        if node.get_node_names_and_namespaces().count(me) > 1:
            raise UsageError(
                f"A node called {node.get_fully_qualified_name()} already lives.",
                "End it first, or give this one another name or namespace.",
            )
        time.sleep(0.05)


def without_name(arguments: Sequence[str]) -> list[str]:
    """Return a command line without what renames its node: it has others beside that one."""
    out: list[str] = []
    for argument in arguments:
        if argument.startswith("__node:=") and out and out[-1] in ("-r", "--remap"):
            out.pop()
        else:
            out.append(argument)
    return out
