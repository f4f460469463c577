"""The simulated arm's topics, services and actions, named as a ros2_control robot has them."""

from __future__ import annotations

import array
import contextlib
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pybullet_data
from control_msgs.action import FollowJointTrajectory, GripperCommand
from handily_interfaces.srv import Reset
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
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
from agent.ros.common import ALIVE, COMMANDER, LATCHED, alone, declare, without_name
from sims.ros.controllers import ArmController, Ended, GripperController
from sims.ros.messages import Frames, goal_of, joint_state, stamp
from sims.ros.settings import settings_of
from sims.ros.table import Spec
from sims.ros.trajectories import Refused, check

if TYPE_CHECKING:
    from sims.ros.sim_node import Driver

MONITOR = 0.05
"""Seconds between two feedbacks of an action."""


@dataclass(eq=False)
class Pending:
    """A goal that an action was given, until it is known how it ended."""

    key: bytes
    """The goal's id."""
    done: threading.Event = field(default_factory=threading.Event)
    ended: Ended | None = None


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
        self.controller_nodes = [
            Node(
                name,
                cli_args=without_name(arguments),
                use_global_arguments=False,
                start_parameter_services=False,
                enable_rosout=False,
            )
            for name in ("arm_controller", "gripper_controller")
        ]
        self.group = ReentrantCallbackGroup()
        self.pending: dict[str, Pending] = {}
        """What the arm and the gripper are at."""
        self.cancelled: set[bytes] = set()
        """Goals that are not to be started, should they not have been yet."""
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
        # Each controller is a node of its own, as under ros2_control: with little to wait for,
        # its executor is quick.
        arm, gripper = self.controller_nodes
        self.actions = [
            ActionServer(
                arm,
                FollowJointTrajectory,
                "arm_controller/follow_joint_trajectory",
                self.follow,
                callback_group=ReentrantCallbackGroup(),
                goal_callback=self.accepts,
                cancel_callback=lambda handle: self.cancel("arm", handle),
            ),
            ActionServer(
                gripper,
                GripperCommand,
                "gripper_controller/gripper_cmd",
                self.grip,
                callback_group=ReentrantCallbackGroup(),
                goal_callback=lambda _: verdict(not driver.stopped),
                cancel_callback=lambda handle: self.cancel("gripper", handle),
            ),
        ]
        services: list[tuple[Any, str, Any]] = [
            (Trigger, "~/stop", self.stop),
            (Trigger, "~/clear_stop", self.clear_stop),
            (SetBool, "~/pause", self.pause),
            (Reset, "~/reset", self.reset),
            (Trigger, "camera/trigger", lambda _, out: self.trigger("fixed", out)),
            (Trigger, "wrist_camera/trigger", lambda _, out: self.trigger("wrist", out)),
        ]
        if self.settings.debug:
            services.append((Trigger, "~/judge", self.judge))
        for kind, name, call in services:
            node.create_service(kind, name, call, callback_group=group)
        node.create_subscription(
            Empty,
            COMMANDER,
            lambda _: None,
            ALIVE,
            event_callbacks=SubscriptionEventCallbacks(liveliness=self.liveliness),
            callback_group=group,
        )

    def nodes(self) -> list[Node]:
        """Return all nodes, each of which is to have an executor."""
        return [self.node, *self.controller_nodes]

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
        """Publish where the links are."""
        self.tf.publish(TFMessage(transforms=self.frames.moved(stamp(driver.now))))

    def settle(self, driver: Driver) -> None:
        """Tell those who wait how their goals ended."""
        for name, controller in self.controllers(driver).items():
            if name in self.pending and not controller.busy:
                self.settled(name, controller.ended)

    def settled(self, name: str, ended: Ended | None) -> None:
        """Tell who waits for a controller how its goal ended."""
        pending = self.pending.pop(name, None)
        if pending:
            pending.ended = ended
            pending.done.set()

    def over(self, driver: Driver) -> bool:
        """Tell whether a goal has ended of which nobody was told yet."""
        return any(not self.controllers(driver)[name].busy for name in self.pending)

    def controllers(self, driver: Driver) -> dict[str, ArmController | GripperController]:
        """Return both controllers."""
        return {"arm": driver.table.controller, "gripper": driver.table.gripper}

    # The actions; each call has a thread of the executor to itself.

    def accepts(self, goal: FollowJointTrajectory.Goal) -> GoalResponse:
        """Take a trajectory or refuse it, as upstream's controller does, with a word in the log."""
        driver = self.driver
        if driver.stopped:
            self.node.get_logger().warning("trajectory refused: the arm is stopped")
            return GoalResponse.REJECT
        try:
            check(goal_of(goal), driver.table.joints, driver.now)
        except Refused as refused:
            self.node.get_logger().warning(f"trajectory refused: {refused.why}")
            return GoalResponse.REJECT
        return GoalResponse.ACCEPT

    def follow(self, handle: ServerGoalHandle) -> FollowJointTrajectory.Result:
        """Lead the arm along a trajectory."""
        driver, goal = self.driver, goal_of(handle.request)

        def start() -> Ended | None:
            return driver.table.controller.start(goal, driver.table.world.time)

        def report() -> None:
            out = FollowJointTrajectory.Feedback(joint_names=list(driver.table.joints))
            q, v = driver.table.arm.heading()
            out.header.stamp = stamp(driver.now)
            out.desired.positions = array.array("d", q)
            out.desired.velocities = array.array("d", v)
            if self.latest:
                actual = self.latest.position[: len(q)]
                out.actual.positions = actual
                out.error.positions = array.array(
                    "d", [a - b for a, b in zip(q, actual, strict=True)]
                )
            handle.publish_feedback(out)

        ended = self.carry_out("arm", handle, start, report)
        result = FollowJointTrajectory.Result(error_code=ended.code, error_string=ended.why)
        return result

    def grip(self, handle: ServerGoalHandle) -> GripperCommand.Result:
        """Move the fingers to a gap (m) between them."""
        driver = self.driver
        gap = float(handle.request.command.position)

        def report() -> None:
            if self.latest:
                handle.publish_feedback(GripperCommand.Feedback(effort=self.latest.effort[-1]))

        self.carry_out("gripper", handle, lambda: driver.table.gripper.start(gap), report)
        state = driver.table.arm.state
        measured = driver.do(state)
        reached = driver.table.gripper.reached()
        return GripperCommand.Result(
            position=measured.finger_gap,
            effort=measured.finger_force,
            stalled=not reached,
            reached_goal=reached,
        )

    def carry_out(self, name: str, handle: ServerGoalHandle, start: Any, report: Any) -> Ended:
        """Start a goal, tell how far it is, and return how it ended."""
        pending = Pending(bytes(handle.goal_id.uuid))

        def begin() -> None:
            if self.driver.stopped or pending.key in self.cancelled:
                stopped = Ended("aborted", 0, "the arm is stopped")
                pending.ended = stopped if self.driver.stopped else Ended("canceled")
                pending.done.set()
                return
            before = start()
            if before:
                self.settled(name, before)
            self.pending[name] = pending

        try:
            self.driver.do(begin)
        except Refused as refused:
            pending.ended = Ended("aborted", refused.code, refused.why)
            pending.done.set()
        while not pending.done.wait(MONITOR):
            with contextlib.suppress(Exception):  # at the end of all there is nobody to tell
                report()
        ended = pending.ended or Ended("aborted")
        self.cancelled.discard(pending.key)
        if ended.state == "canceled":
            # The action learns of it only when the answer to the cancelling is on its way.
            for _ in range(100):
                if handle.is_cancel_requested:
                    handle.canceled()
                    return ended
                threading.Event().wait(0.005)
        if ended.state == "succeeded":
            handle.succeed()
        else:
            handle.abort()
        return ended

    def cancel(self, name: str, handle: ServerGoalHandle) -> CancelResponse:
        """Hold the arm, or the fingers, where they are, if it is this goal that moves them."""
        driver, key = self.driver, bytes(handle.goal_id.uuid)

        def halt() -> None:
            pending = self.pending.get(name)
            if pending and pending.key == key:
                self.controllers(driver)[name].halt("canceled")
            else:
                self.cancelled.add(key)

        driver.do(halt)
        return CancelResponse.ACCEPT

    # The rest of what comes in.

    def liveliness(self, event: Any) -> None:
        """Hold the arm when somebody who commands it has died."""
        driver = self.driver
        if event.alive_count_change < 0:
            driver.commands.put(lambda: driver.hold("aborted", "whoever commanded it is gone"))

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

    def trigger(self, camera: str, out: Trigger.Response) -> Trigger.Response:
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


def verdict(ok: bool) -> GoalResponse:
    """Return an action's answer to a goal."""
    return GoalResponse.ACCEPT if ok else GoalResponse.REJECT
