"""What the agent tells the ROS graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from handily_interfaces.msg import AgentStatus
from rclpy.node import Node
from std_msgs.msg import String

from agent.events import Event
from agent.loop import Agent
from agent.ros.body import RosRobot
from agent.ros.common import LATCHED, RECENT
from agent.trace import ADAPTER
from agent.types import SkillCall


class Outlet:
    """The agent's topics."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._status = node.create_publisher(AgentStatus, "~/status", LATCHED)
        self._refusal = node.create_publisher(AgentStatus, "~/refusal", LATCHED)
        self._events = node.create_publisher(String, "~/events", RECENT)
        self._plan = node.create_publisher(String, "~/plan", LATCHED)
        self._diagnostics = node.create_publisher(DiagnosticArray, "/diagnostics", 10)

    def status(
        self, state: str, stopped: bool, text: str = "", run: str = "", message: str = ""
    ) -> None:
        """Tell what the agent is at."""
        now = self.node.get_clock().now().to_msg()
        self._status.publish(
            AgentStatus(
                stamp=now, state=state, stopped=stopped, text=text, run_id=run, message=message
            )
        )

    def refuse(self, text: str, why: str) -> None:
        """Tell why a goal was not taken."""
        now = self.node.get_clock().now().to_msg()
        self._refusal.publish(AgentStatus(stamp=now, state="refused", text=text, message=why))

    def event(self, event: Event) -> None:
        """Tell an event as JSON, as a line of a trace."""
        self._events.publish(String(data=ADAPTER.dump_json(event).decode()))

    def plan(self, calls: Sequence[SkillCall]) -> None:
        """Tell what was planned, a call a line."""
        self._plan.publish(String(data="\n".join(map(str, calls))))

    def diagnose(
        self, robot: RosRobot | None, agent: Agent | None, active: bool, trouble: str
    ) -> None:
        """Tell how the robot, its camera and the planner are."""
        silent = robot.silence.seconds if robot else float("inf")
        lost = robot is None or robot.lost
        parts: list[tuple[str, bool, str, dict[str, Any]]] = [
            ("agent", active, trouble or ("active" if active else "inactive"), {}),
            (
                "robot",
                not lost,
                "no joint_states" if lost else "answers",
                {"silent_s": f"{silent:.2f}", "stopped": bool(robot and robot.latched)},
            ),
            (
                "camera",
                bool(robot and robot.eyes["fixed"].latest),
                "pictures came" if robot and robot.eyes["fixed"].latest else "no picture yet",
                {},
            ),
            (
                "planner",
                agent is not None,
                agent.planner.name if agent else "none",
                {},
            ),
        ]
        name = self.node.get_fully_qualified_name()
        message = DiagnosticArray()
        message.header.stamp = self.node.get_clock().now().to_msg()
        message.status = [
            DiagnosticStatus(
                level=DiagnosticStatus.OK if ok else DiagnosticStatus.ERROR,
                name=f"{name}: {part}",
                message=text,
                hardware_id=part,
                values=[KeyValue(key=k, value=str(v)) for k, v in values.items()],
            )
            for part, ok, text, values in parts
        ]
        self._diagnostics.publish(message)
