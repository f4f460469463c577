"""The simulated arm's topics, services and actions, named as a ros2_control robot has them."""

from __future__ import annotations

import math
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pybullet_data
from handily_interfaces.srv import Reset
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.event_handler import SubscriptionEventCallbacks
from rclpy.node import Node
from rclpy.qos import QoSProfile, ReliabilityPolicy
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import JointState
from std_msgs.msg import Empty, String
from std_srvs.srv import SetBool, Trigger
from tf2_msgs.msg import TFMessage

from agent.errors import UsageError
from agent.ros.common import ALIVE, COMMANDER, LATCHED, alone, declare
from sims.ros.actions import FollowAction, GripAction, quick_nodes
from sims.ros.camera import NAMES
from sims.ros.messages import Frames, joint_state, stamp
from sims.ros.settings import settings_of
from sims.ros.table import Spec

if TYPE_CHECKING:
    from sims.ros.sim_node import Driver


class Doors:
    """A node with all that the driver offers.

    Args:
        arguments: of the command line, which the cameras' node is to heed as well.
    """

    def __init__(self, arguments: tuple[str, ...]) -> None:
        self.arguments = arguments
        self.node = node = Node("sim")
        self.settings = settings_of(node)
        alone(node, declare(node, "startup_wait", 1.0, "How long to look for a node of the same "
                            "name (s).", (0.0, 60.0)))  # fmt: skip
        self.quick = quick_nodes(arguments)
        """Nodes with little to wait for, which is why they are quick."""
        self.group = ReentrantCallbackGroup()
        self.states = node.create_publisher(JointState, "joint_states", 10)
        self.tf = node.create_publisher(TFMessage, "/tf", 10)
        self.tf_static = node.create_publisher(TFMessage, "/tf_static", LATCHED)
        clock = QoSProfile(depth=1, reliability=ReliabilityPolicy.BEST_EFFORT)
        self.clock = node.create_publisher(Clock, "/clock", clock)
        self.description = node.create_publisher(String, "robot_description", LATCHED)
        self.latest: JointState | None = None

    def open(self, driver: Driver) -> None:
        """Begin to serve."""
        self.driver = driver
        node, group = self.node, self.group
        self.describe(driver)
        arm, gripper, shutter = self.quick
        self.actions = [FollowAction(arm, driver), GripAction(gripper, driver)]
        services: list[tuple[Any, str, Any]] = [
            (Trigger, "~/stop", self.stop),
            (Trigger, "~/clear_stop", self.clear_stop),
            (SetBool, "~/pause", self.pause),
            (Reset, "~/reset", self.reset),
        ]
        if self.settings.debug:
            services.append((Trigger, "~/judge", self.judge))
        for kind, name, call in services:
            node.create_service(kind, name, call, callback_group=group)
        for camera, name in NAMES.items():
            shutter.create_service(Trigger, f"{name}/trigger", partial(self.trigger, camera))
        node.create_subscription(
            Empty,
            COMMANDER,
            lambda _: None,
            ALIVE,
            event_callbacks=SubscriptionEventCallbacks(liveliness=self.liveliness),
            callback_group=group,
        )

    # What goes out; called by the driver's loop.

    def describe(self, driver: Driver) -> None:
        """Publish what does not change while a table lies."""
        self.frames = Frames(driver.table, self.settings.frame_prefix)
        self.tf_static.publish(TFMessage(transforms=self.frames.still(stamp(driver.now))))
        path = Path(pybullet_data.getDataPath()) / driver.table.arm.urdf
        text = path.read_text().replace("package://", f"file://{path.parent}/")
        self.description.publish(String(data=text))

    def publish_state(self, driver: Driver) -> None:
        """Publish the clock and what the joints measure."""
        now = stamp(driver.now)
        self.clock.publish(Clock(clock=now))
        message = joint_state(driver.table)
        message.header.stamp = now
        self.latest = message
        self.states.publish(message)

    def publish_frames(self, driver: Driver) -> None:
        """Publish where the links are, if anybody wants to know: it takes its time."""
        if not self.tf.get_subscription_count():
            return
        self.tf.publish(TFMessage(transforms=self.frames.moved(stamp(driver.now))))

    def settle(self) -> None:
        """Tell those who wait how their goals ended."""
        for action in self.actions:
            action.settle()

    @property
    def over(self) -> bool:
        """Tell whether a goal has ended of which nobody was told yet."""
        return any(action.over for action in self.actions)

    def report(self) -> None:
        """Tell those who wait how far their goals are."""
        if self.latest:
            for action in self.actions:
                action.report(self.latest)

    # What comes in; each call has a thread of the executor to itself.

    def liveliness(self, event: Any) -> None:
        """Hold the arm when somebody who commands it has died, and does not come back at once.

        On a busy machine one who lives may say so a little late.
        """
        if event.alive_count_change:
            self.driver.doubt = time.monotonic() if event.alive_count_change < 0 else math.inf

    def stop(self, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Hold the arm, and take no goal until the stop is cleared."""
        self.driver.do(self.driver.stop)
        out.success, out.message = True, "stopped"
        return out

    def clear_stop(self, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Take goals again."""
        self.driver.do(self.driver.clear)
        out.success = True
        return out

    def pause(self, request: SetBool.Request, out: SetBool.Response) -> SetBool.Response:
        """Let no time pass, or let it pass again."""
        self.driver.paused = request.data
        out.success = True
        return out

    def reset(self, request: Reset.Request, out: Reset.Response) -> Reset.Response:
        """Lay the table anew."""
        driver = self.driver
        spec = Spec(request.scene or driver.table.spec.scene, request.seed, self.settings.robot)
        try:
            driver.do(lambda: driver.reset(spec), 60.0)
            out.success = True
            out.message = driver.table.instance.instruction if driver.table.instance else ""
        except UsageError as error:
            out.message = error.message
        return out

    def trigger(self, camera: str, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Have a picture taken at once."""
        out.success = self.driver.cameras is not None
        out.message = "" if out.success else "there is no camera"
        self.driver.commands.put(lambda: self.driver.wanted.update({camera: True}))
        return out

    def judge(self, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Tell how far the task's goal truly holds: for tests and benchmarks, not for agents."""
        try:
            score = self.driver.do(self.driver.table.score, 60.0)
            out.success, out.message = score == 1.0, f"{score}"
        except UsageError as error:
            out.message = error.message
        return out
