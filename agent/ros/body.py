"""A robot behind ROS 2: it knows topics, actions and the arm's own kinematics, nothing else.

Whatever publishes `joint_states` and offers a FollowJointTrajectory and a GripperCommand action
can be driven, by remapping their names.
"""

from __future__ import annotations

import math
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from action_msgs.srv import CancelGoal
from control_msgs.action import FollowJointTrajectory, GripperCommand
from numpy.typing import NDArray
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from sensor_msgs.msg import JointState
from std_msgs.msg import Empty

from agent.errors import NoPicture, RobotLost, Stopped, UsageError
from agent.motion.rest import Rests
from agent.robot import CameraFrame, Motion, RobotState, Surroundings
from agent.ros.action import GoalClient
from agent.ros.common import ALIVE, COMMANDER, GONE, leave, until_shutdown
from agent.ros.eyes import Camera, Mounts, at, frame_of, pose_matrix
from agent.ros.kinematics import Kinematics
from agent.ros.silence import Silence
from agent.ros.trajectory import message
from agent.ros.wait import until, wait_for
from agent.types import Pose
from agent.urgency import urgent

ARM, GRIPPER = "arm_controller/follow_joint_trajectory", "gripper_controller/gripper_cmd"
CAMERAS = {"fixed": "camera", "wrist": "wrist_camera"}
BLOCKED = 0.015
"""A hand that ends further off (m) has met something."""
STILL = 0.02, 0.004
"""Joints (rad/s) and fingers (m/s or rad/s) that are slower do not move."""
ELSEWHERE = 0.05
"""An arm that is further (rad) from where it was sent was moved by somebody else."""
SETTLES = 0.15
"""How long (s) to wait for a measurement of what has come to rest."""
STOPS = 0.5
"""How long (s) to wait for the end of a motion that was stopped."""
GREETS = 0.5
"""How long (s) to wait for an answer to a greeting before the next one."""
TRIES = 3
"""How often to set out, should a busy machine keep the driver from hearing that we live."""
LATE = 5.0
"""How much longer (s) than planned a motion may take to answer."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long (s) to wait: for a driver to appear, for its next state, for a picture."""

    driver: float = 10.0
    state: float = 1.0
    picture: float = 3.0


class Measured(NamedTuple):
    """What a joint measures: rad or m, those a second, N m or N."""

    position: float
    velocity: float
    effort: float


class RosRobot(Rests):
    """A `Robot` over topics and actions.

    Each of its nodes has an executor and a thread of its own, so that a stop passes through
    nothing that may be busy, not even with pictures.

    Args:
        node: for the arm; its names, namespace and remappings count.
        eyes: for the cameras.
        kinematics: of the arm.
        base: the frame of the robot's base.
        tool: the frame of the tool point.
        patience: how long to wait for what.
        scale: what the gripper's position is for a gap of one metre: 0.5 where it is that of
            one of two fingers.
    """

    cameras = tuple(CAMERAS)

    def __init__(
        self,
        node: Node,
        eyes: Node,
        kinematics: Kinematics,
        base: str,
        tool: str,
        patience: Patience = Patience(),
        scale: float = 1.0,
    ) -> None:
        self.node, self.kinematics, self.patience = node, kinematics, patience
        self.name, self.workspace = kinematics.name, kinematics.workspace
        self.hand = kinematics.hand
        self.base, self.tool, self.scale = base, tool, scale
        self.fixtures: tuple[Any, ...] = ()
        self.halted = self.latched = False
        self.met = False
        """Whether we and the driver that now speaks have found one another."""
        self.stops = 0
        """How often it was stopped."""
        self.silence = Silence(node)
        self.stamp = -math.inf
        """Of the latest state of the arm (s)."""
        self.measured: dict[str, Measured] = {}
        """What was last heard of each joint: arm and gripper may tell it apart."""
        self.target: NDArray[np.float64] | None = None
        """Where the arm was last told to be, if it got there."""
        self.arm = GoalClient(node, FollowJointTrajectory, ARM)
        self.gripper = GoalClient(node, GripperCommand, GRIPPER)
        self.cancels = [
            node.create_client(CancelGoal, f"{name}/_action/cancel_goal") for name in (ARM, GRIPPER)
        ]
        node.create_subscription(JointState, "joint_states", self.hear, 10)
        self.mounts = Mounts(eyes)
        self.eyes = {name: Camera(eyes, topic) for name, topic in CAMERAS.items()}
        self.alive = node.create_publisher(Empty, COMMANDER, ALIVE)
        self.executors = [SingleThreadedExecutor() for _ in range(2)]
        self.threads = []
        for executor, receiver in zip(self.executors, (node, eyes), strict=True):
            executor.add_node(receiver)
            self.threads.append(threading.Thread(target=self.spin, args=(executor,), daemon=True))
            self.threads[-1].start()

    def spin(self, executor: SingleThreadedExecutor) -> None:
        """Receive until ROS is shut down."""
        with urgent(), until_shutdown():
            executor.spin()

    def hear(self, message: JointState) -> None:
        """Keep what is told of each joint."""
        count = len(message.name)
        lists = (message.position, message.velocity, message.effort)
        full = [values if len(values) == count else [0.0] * count for values in lists]
        for name, *values in zip(message.name, *full, strict=True):
            self.measured[name] = Measured(*values)
        if self.kinematics.joints[0] in message.name:
            self.stamp = at(message)
            self.silence.broken()

    @property
    def lost(self) -> bool:
        """Whether the driver has been silent for too long."""
        return self.silence.seconds > self.patience.state

    @property
    def resting(self) -> Pose:
        """Return where the arm is when it is drawn back."""
        return self.kinematics.rest

    # What can go wrong.

    def ready(self) -> None:
        """Wait until the driver is there.

        Raises:
            RobotLost: when it is not within `patience.driver` seconds; says what is missing.
        """
        end = time.monotonic() + self.patience.driver
        namespace = self.node.get_namespace()
        for client, action in ((self.arm, ARM), (self.gripper, GRIPPER)):
            if not client.wait_for_server(max(0.0, end - time.monotonic())):
                raise RobotLost(
                    f"No controller offers {action} in {namespace} within "
                    f"{self.patience.driver:g} s.",
                    "Start the arm's driver, or remap the action's name.",
                )
        if not all(self.greet(client, end) for client in self.cancels):
            raise RobotLost("The robot's controllers do not answer.")
        known = {*self.kinematics.joints, *self.kinematics.fingers}
        if not until(lambda: known <= set(self.measured), max(0.0, end - time.monotonic())):
            missing = next(n for n in sorted(known) if n not in self.measured)
            raise RobotLost(
                f"No joint_states with {missing} came in {namespace} within "
                f"{self.patience.driver:g} s.",
                "Start the arm's driver, or name its joints as the arm's description does.",
            )

        self.met = True

    def find_again(self) -> None:
        """Wait for another driver in place of one that was lost; see `ready`."""
        if not self.met or self.lost:
            self.met = False
            self.measured.clear()
            self.ready()

    def greet(self, client: Any, end: float) -> bool:
        """Ask something harmless until it is answered: then both sides have found one another.

        Discovery takes up to seconds, and what is sent before its end may be lost.
        """
        nobody = CancelGoal.Request()
        nobody.goal_info.goal_id.uuid = list(uuid.uuid4().bytes)
        while (left := end - time.monotonic()) > 0.0:
            if client.service_is_ready() and wait_for(
                client.call_async(nobody), lambda: None, min(GREETS, left)
            ):
                return True
            time.sleep(0.02)
        return False

    def watch(self) -> None:
        """Raise `Stopped` while a stop holds, and `RobotLost` when the driver is silent."""
        if self.halted or self.latched:
            raise Stopped("The robot was stopped.")
        if self.lost:
            self.met = False
            self.measured.clear()
            raise RobotLost(
                f"The robot's driver has sent no joint_states for {self.patience.state:g} s: "
                "where the arm is, nobody knows."
            )

    def stop(self) -> None:
        """End the motion in progress, whoever asked for it; none starts until `resume`."""
        self.halted = True
        self.cancel()

    def latch(self) -> None:
        """Stop, until `release`: `resume` alone is not enough."""
        self.latched = True
        self.cancel()

    def cancel(self) -> None:
        """Cancel all goals of both controllers; the fingers keep what they hold."""
        self.target = None
        self.stops += 1
        for client in self.cancels:
            # No id and no time: all goals.
            client.call_async(CancelGoal.Request())

    def resume(self) -> None:
        """Clear a stop that is not latched."""
        self.halted = False

    def release(self) -> None:
        """Clear a latched stop."""
        self.latched = self.halted = False

    # The robot.

    def state(self) -> RobotState:
        """Return what was last measured."""
        self.watch()
        kin, known = self.kinematics, self.measured
        joints = tuple(known[name].position for name in kin.joints)
        force = min(abs(known[name].effort) for name in kin.fingers)
        return RobotState(kin.tool(joints), joints, kin.gap(self.places()), force, self.stamp)

    def places(self) -> list[float]:
        """Return where the fingers' joints are."""
        return [self.measured[name].position for name in self.kinematics.fingers]

    def settled(self, since: float) -> RobotState:
        """Return a state after a time (s) in which nothing moves, if one comes soon."""
        parts = tuple(zip((self.kinematics.joints, self.kinematics.fingers), STILL, strict=True))

        def still() -> bool:
            return self.stamp > since and all(
                abs(self.measured[name].velocity) < most for names, most in parts for name in names
            )

        until(still, SETTLES, self.watch)
        return self.state()

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point to `pose`; see `agent.robot.Robot`."""
        motion = Motion(False)
        for _ in range(TRIES):
            motion = self.attempt(pose, speed, around)
            if not motion.reason.endswith(GONE):
                break
        return motion

    def attempt(self, pose: Pose, speed: float, around: Surroundings | None) -> Motion:
        """Move once, from wherever the arm is."""
        kin, before = self.kinematics, self.state()
        start = self.begins(before.joints)
        way = kin.to(pose, start, self.places(), speed, around)
        if isinstance(way, str):
            return Motion(False, way)
        goal = message(kin.joints, start, way, kin.step)
        self.target = None
        result = self.carry_out(self.arm, goal, len(way) * kin.step + LATE)
        error = math.dist(self.settled(before.time).tool.position, pose.position)
        if result is None:
            return Motion(False, "the arm's controller refused the trajectory", error)
        gone = result.error_code == FollowJointTrajectory.Result.GOAL_TOLERANCE_VIOLATED
        if (result.error_code and not gone) or error > BLOCKED:
            why = result.error_string or "something is in the way"
            return Motion(False, f"stopped {error * 100:.1f} cm short: {why}", error, True)
        self.target = way[-1]
        return Motion(True, "", error)

    def begins(self, joints: Sequence[float]) -> NDArray[np.float64]:
        """Return from where a way begins: where the arm was sent, unless it is elsewhere (rad)."""
        here = np.array(joints)
        if self.target is None or np.abs(here - self.target).max() > ELSEWHERE:
            return here
        return self.target

    def grip(self, width: float) -> None:
        """Move the fingers, and wait until they no longer move."""
        before = self.state().time
        goal = GripperCommand.Goal()
        goal.command.position = width * self.scale
        self.carry_out(self.gripper, goal, LATE)
        self.settled(before)

    def carry_out(self, client: GoalClient, goal: Any, wait: float) -> Any:
        """Return an action's result, or None where the goal was refused.

        Raises:
            Stopped: when a stop ended it.
            RobotLost: when the driver falls silent, or does not answer within `wait` seconds.
        """
        self.watch()
        if not client.server_is_ready():
            raise RobotLost("The robot's controllers are gone.")
        stops = self.stops
        asked = client.send_goal_async(goal)

        def caught(future: Any) -> None:
            # A stop that overtook the goal found nothing to cancel.
            if self.stops != stops and future.result().accepted:
                future.result().cancel_goal_async()

        asked.add_done_callback(caught)
        if not wait_for(asked, self.guarded, self.patience.driver):
            raise RobotLost("The robot's controller does not answer.")
        handle = asked.result()
        if not handle.accepted:
            return None
        answer = handle.get_result_async()
        try:
            there = wait_for(answer, self.guarded, wait)
        except Stopped:
            wait_for(answer, lambda: None, STOPS)  # a stopped run ends when the arm has stopped
            raise
        if not there:
            self.cancel()
            raise RobotLost("The robot's controller does not say how the motion ended.")
        self.watch()
        return answer.result().result

    def guarded(self) -> None:
        """Watch; where the driver is silent, what may still move is cancelled."""
        try:
            self.watch()
        except RobotLost:
            self.cancel()
            raise

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture with one of `cameras`, not older than this call."""
        if camera not in self.eyes:
            raise UsageError(f"There is no camera {camera!r}; there are: {', '.join(self.eyes)}.")
        state = self.state()
        found = self.eyes[camera].take(state.time, self.patience.picture, self.watch)
        name = found[0].header.frame_id
        known: Mapping[str, Any] = {self.base: np.eye(4), self.tool: pose_matrix(state.tool)}
        pose = self.mounts.find(name, known)
        if pose is None:
            raise NoPicture(f"/tf_static does not tell where {name} is from {self.base}")
        return frame_of(*found, pose)

    def close(self) -> None:
        """Receive nothing any more."""
        for executor, thread in zip(self.executors, self.threads, strict=True):
            leave(executor, thread)
