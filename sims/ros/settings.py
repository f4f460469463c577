"""The parameters of the simulated arm's driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rclpy.node import Node

from agent.ros.common import declare


@dataclass(frozen=True, slots=True)
class Settings:
    """The node's parameters."""

    scene: str
    seed: int
    robot: str
    real_time_factor: float
    state_rate: float
    tf_rate: float
    camera: bool
    camera_rate: float
    width: int
    height: int
    frame_prefix: str
    debug: bool


def settings_of(node: Node) -> Settings:
    """Declare and read the node's parameters.

    Raises UsageError for one that cannot be.
    """

    def get(name: str, default: Any, doc: str, *among: float) -> Any:
        return declare(node, name, default, doc, among or None)  # type: ignore[arg-type]

    return Settings(
        scene=get("scene", "tabletop", "A scene's name, or SUITE/TASK:INDEX."),
        seed=get("seed", 0, "Where things stand.", 0, 2**31 - 1),
        robot=get("robot", "panda", "Which arm."),
        real_time_factor=get(
            "real_time_factor", 1.0, "Simulated seconds a second; 0 is as fast as can be.", 0, 100
        ),
        state_rate=get("state_rate", 100.0, "Of joint_states (Hz).", 1, 240),
        tf_rate=get("tf_rate", 50.0, "Of /tf (Hz).", 1, 240),
        camera=get("camera", True, "Whether there are cameras."),
        camera_rate=get(
            "camera_rate", 15.0, "Of the fixed camera's pictures (Hz); 0: on request.", 0, 60
        ),
        width=get("width", 640, "Of a picture, in pixels.", 16, 1920),
        height=get("height", 480, "Of a picture, in pixels.", 16, 1080),
        frame_prefix=get("frame_prefix", "", "Before the names of frames, for several robots."),
        debug=get("debug", False, "Whether the task's truth may be asked for."),
    )
