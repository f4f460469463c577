"""The actions of the simulated arm's controllers: each is served by a node of its own.

The driver's loop carries the goals out; no thread waits for their ends.
"""

from __future__ import annotations

import array
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from control_msgs.action import FollowJointTrajectory, GripperCommand
from rclpy.action import CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.node import Node
from sensor_msgs.msg import JointState

from agent.ros.action import GoalServer
from agent.ros.common import without_name
from sims.ros.controllers import ArmController, Ended, GripperController
from sims.ros.messages import goal_of, stamp
from sims.ros.trajectories import Refused, check

if TYPE_CHECKING:
    from sims.ros.sim_node import Driver

KEPT = 1
"""How long (s) a result is kept for those who ask late. Each status tells of all goals kept, and
each client reads it: with many, that would take longer than the motions."""


class ControllerAction(GoalServer, ABC):
    """An action that a controller of the driver carries out.

    Args:
        node: the controller's. With little to wait for, as under ros2_control, it is quick.
        driver: whose loop leads the arm.
        kind: the action's type.
        name: the action's name.
    """

    def __init__(self, node: Node, driver: Driver, kind: Any, name: str) -> None:
        self.driver = driver
        self.handle: ServerGoalHandle | None = None
        """Of the goal that lasts."""
        super().__init__(
            node,
            kind,
            f"{node.get_name()}/{name}",
            lambda handle: None,  # how a goal ended is told by `end`
            goal_callback=self.accepts,
            cancel_callback=self.cancel,
            result_timeout=KEPT,
        )

    @property
    @abstractmethod
    def controller(self) -> ArmController | GripperController:
        """Return what carries the goals out now."""

    @abstractmethod
    def start(self, goal: Any) -> Ended | None:
        """Begin a goal; return how the one before ended, if it did so by this."""

    @abstractmethod
    def result(self, ended: Ended) -> Any:
        """Return the action's result."""

    @abstractmethod
    def feedback(self, state: JointState) -> Any:
        """Return how far the goal is, as of the latest state."""

    # Called by the thread of the node.

    def accepts(self, goal: Any) -> GoalResponse:
        """Take goals while the arm is not stopped."""
        return GoalResponse.REJECT if self.driver.stopped else GoalResponse.ACCEPT

    def notify_execute(self, goal_handle: ServerGoalHandle, execute_callback: Any) -> None:
        """Let the loop begin a goal that was accepted; `end` has it executed once it is over."""
        self.driver.commands.put(lambda: self.begin(goal_handle))

    def cancel(self, handle: ServerGoalHandle) -> CancelResponse:
        """Hold the arm, or the fingers, where they are, if it is this goal that moves them."""

        def halt() -> None:
            if self.handle == handle:
                self.controller.halt("canceled")

        self.driver.do(halt)
        return CancelResponse.ACCEPT

    # Called by the loop.

    def begin(self, handle: ServerGoalHandle) -> None:
        """Begin a goal, in place of the one before."""
        if self.driver.stopped:
            self.end(handle, Ended("aborted", 0, "the arm is stopped"))
            return
        try:
            before = self.start(handle.request)
        except Refused as refused:
            self.end(handle, Ended("aborted", refused.code, refused.why))
            return
        if before and self.handle:
            self.end(self.handle, before)
        self.handle = handle

    @property
    def over(self) -> bool:
        """Tell whether a goal has ended of which nobody was told yet."""
        return self.handle is not None and not self.controller.busy

    def settle(self) -> None:
        """Tell how the goal ended, if it did."""
        if self.handle and not self.controller.busy:
            handle, self.handle = self.handle, None
            self.end(handle, self.controller.ended or Ended("aborted"))

    def end(self, handle: ServerGoalHandle, ended: Ended) -> None:
        """Have the node tell how a goal ended."""
        result = self.result(ended)

        def close(handle: ServerGoalHandle) -> Any:
            # A goal is cancelled within the callback that halted it, so it is known by now.
            if ended.state == "succeeded":
                self.conclude(handle.succeed)
            elif ended.state == "canceled" and handle.is_cancel_requested:
                self.conclude(handle.canceled)
            else:
                self.conclude(handle.abort)
            return result

        super().notify_execute(handle, close)

    def report(self, state: JointState) -> None:
        """Tell how far the goal is, if there is one."""
        if self.handle and self.controller.busy:
            with contextlib.suppress(Exception):  # at the end of all there is nobody to tell
                self.handle.publish_feedback(self.feedback(state))


class FollowAction(ControllerAction):
    """Trajectories for the arm's joints."""

    def __init__(self, node: Node, driver: Driver) -> None:
        super().__init__(node, driver, FollowJointTrajectory, "follow_joint_trajectory")

    @property
    def controller(self) -> ArmController:
        return self.driver.table.controller

    def accepts(self, goal: FollowJointTrajectory.Goal) -> GoalResponse:
        """Take a trajectory or refuse it, as upstream's controller does, with a word in the log."""
        driver, log = self.driver, self.driver.doors.node.get_logger()
        if driver.stopped:
            log.warning("trajectory refused: the arm is stopped")
            return GoalResponse.REJECT
        self.taken = goal, goal_of(goal)
        try:
            check(self.taken[1], driver.table.joints, driver.now)
        except Refused as refused:
            log.warning(f"trajectory refused: {refused.why}")
            return GoalResponse.REJECT
        return GoalResponse.ACCEPT

    def start(self, goal: FollowJointTrajectory.Goal) -> Ended | None:
        message, read = self.taken  # of the goal accepted last, which most often is this one
        course = read if message is goal else goal_of(goal)
        return self.controller.start(course, self.driver.table.world.time)

    def result(self, ended: Ended) -> FollowJointTrajectory.Result:
        return FollowJointTrajectory.Result(error_code=ended.code, error_string=ended.why)

    def feedback(self, state: JointState) -> FollowJointTrajectory.Feedback:
        out = FollowJointTrajectory.Feedback(joint_names=list(self.driver.table.joints))
        q, v = self.driver.table.arm.heading()
        out.header.stamp = stamp(self.driver.now)
        out.desired.positions = array.array("d", q)
        out.desired.velocities = array.array("d", v)
        out.actual.positions = state.position[: len(q)]
        errors = [a - b for a, b in zip(q, out.actual.positions, strict=True)]
        out.error.positions = array.array("d", errors)
        return out


class GripAction(ControllerAction):
    """Gaps (m) between the fingers."""

    def __init__(self, node: Node, driver: Driver) -> None:
        super().__init__(node, driver, GripperCommand, "gripper_cmd")

    @property
    def controller(self) -> GripperController:
        return self.driver.table.gripper

    def start(self, goal: GripperCommand.Goal) -> Ended | None:
        return self.controller.start(float(goal.command.position))

    def result(self, ended: Ended) -> GripperCommand.Result:
        measured, reached = self.driver.table.arm.state(), self.controller.reached()
        return GripperCommand.Result(
            position=measured.finger_gap,
            effort=measured.finger_force,
            stalled=not reached,
            reached_goal=reached,
        )

    def feedback(self, state: JointState) -> GripperCommand.Feedback:
        return GripperCommand.Feedback(effort=state.effort[-1])


def quick_nodes(arguments: Sequence[str]) -> list[Node]:
    """Return the nodes of the arm's controller, the gripper's, and the cameras' shutters."""
    return [
        Node(
            name,
            cli_args=without_name(arguments),
            use_global_arguments=False,
            start_parameter_services=False,
            enable_rosout=False,
        )
        for name in ("arm_controller", "gripper_controller", "shutter")
    ]
