"""The stop that passes through no model and no busy executor."""

from __future__ import annotations

from rclpy.node import Node
from std_msgs.msg import Bool
from std_srvs.srv import Trigger

from agent.ros.body import RosRobot
from agent.ros.common import LATCHED
from agent.ros.outlet import Outlet


class StopButton:
    """The agent's services `stop` and `clear_stop`, and the topic `stopped`.

    Args:
        node: the body's, whose thread does nothing that takes long.
        name: of the agent's node, under which people look for them.
        robot: what is stopped.
        outlet: where it is told.
    """

    def __init__(self, node: Node, name: str, robot: RosRobot, outlet: Outlet) -> None:
        self.robot, self.outlet = robot, outlet
        node.create_service(Trigger, f"{name}/stop", self.stop)
        node.create_service(Trigger, f"{name}/clear_stop", self.clear)
        self.stopped = node.create_publisher(Bool, f"{name}/stopped", LATCHED)
        self.stopped.publish(Bool(data=False))

    def stop(self, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Stop the arm, and let nothing move it until the stop is cleared."""
        self.robot.latch()
        self.stopped.publish(Bool(data=True))
        self.outlet.status("stopped", True)
        out.success, out.message = True, "stopped; clear_stop lets goals in again"
        return out

    def clear(self, _: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Take goals again; what was under way stays ended."""
        self.robot.release()
        self.stopped.publish(Bool(data=False))
        self.outlet.status("idle", False)
        out.success, out.message = True, "ready for a new goal"
        return out
