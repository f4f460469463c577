"""The parameters of the agent's node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rclpy.node import Node

from agent.guard import Policy
from agent.guarding import checked_policy
from agent.ros.body import Patience
from agent.ros.common import declare


@dataclass(frozen=True, slots=True)
class Settings:
    """The node's parameters."""

    robot: str
    planner: str
    model: str
    base_url: str
    vision: bool
    confirm: Policy
    guard: str
    confirm_timeout: float
    answer_timeout: float
    rehearse: bool
    max_steps: int
    patience: Patience
    base_frame: str
    tool_frame: str
    frame_prefix: str
    gripper_scale: float
    startup_wait: float
    wait_model: float
    autostart: bool


def settings_of(node: Node) -> Settings:
    """Declare and read the node's parameters.

    Raises UsageError for one that cannot be.
    """

    def get(name: str, default: Any, doc: str, *among: float) -> Any:
        return declare(node, name, default, doc, among or None)  # type: ignore[arg-type]

    confirm = get("confirm", "never", "Ask before acting: never, risky or always.")
    checked_policy(confirm)
    return Settings(
        robot=get("robot", "panda", "Which arm's kinematics."),
        planner=get("planner", "local", "Who chooses the calls: local, server, expert, random."),
        model=get("model", "embedded", "embedded, embedded-base, a folder, or a hub name."),
        base_url=get("base_url", "", "Of the planner server, such as http://localhost:11434/v1."),
        vision=get("vision", False, "Whether to send it the camera's picture."),
        confirm=confirm,
        guard=get("guard", "", "A TOML file that says what the robot may do."),
        confirm_timeout=get("confirm_timeout", 30.0, "Then it counts as denied (s).", 0, 3600),
        answer_timeout=get("answer_timeout", 0.0, "How long to wait for ~/answer (s).", 0, 3600),
        rehearse=get("rehearse", False, "Whether to try every goal in a twin first."),
        max_steps=get("max_steps", 30, "After which a goal is given up.", 1, 1000),
        patience=Patience(
            get("wait_driver", 10.0, "How long to wait for the arm's driver (s).", 0, 600),
            get("wait_state", 1.0, "After such a silence (s) it is lost.", 0.1, 60),
            get("wait_picture", 5.0, "How long to wait for a picture (s).", 0.1, 60),
        ),
        base_frame=get("base_frame", "", "Of the robot's base; empty: as its description has it."),
        tool_frame=get("tool_frame", "tool", "Of the tool point, on which a camera may be."),
        frame_prefix=get("frame_prefix", "", "Before both, for several robots."),
        gripper_scale=get("gripper_scale", 1.0, "Its position for a gap of 1 m.", 0.01, 100),
        startup_wait=get("startup_wait", 1.0, "For a node of the same name (s).", 0, 60),
        wait_model=get("wait_model", 120.0, "How long to wait for the model (s).", 0, 3600),
        autostart=get("autostart", True, "Whether to configure and activate itself."),
    )
