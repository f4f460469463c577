"""What Handily needs, checked one thing at a time."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass

from agent.errors import HandilyError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked for; `detail` says what to do when it is missing."""

    name: str
    ok: bool
    detail: str
    needed: bool = True


def check_all() -> list[Check]:
    """Run every check."""
    version = ".".join(map(str, sys.version_info[:3]))
    right = sys.version_info[:2] == (3, 11)
    checks = [Check("Python", right, version if right else f"{version}; install Python 3.11")]
    for package in ("torch", "transformers", "pybullet"):
        there = importlib.util.find_spec(package) is not None
        checks.append(Check(package, there, "installed" if there else f"pip install {package}"))
    checks += [check_model(), check_rendering(), check_ros()]
    return checks


def check_model() -> Check:
    """Look for the embedded model."""
    from agent.models import ADAPTER, find_gguf

    try:
        path = find_gguf()
    except HandilyError as error:
        return Check("language model", False, error.hint)
    adapter = "with" if (ADAPTER / "adapter_config.json").exists() else "without"
    return Check("language model", True, f"{path.name}, {adapter} Handily's adapter")


def check_rendering() -> Check:
    """Take a picture of an empty world."""
    from sims.world import World

    with World() as world:
        frame = world.render(64, 48)
    ok = bool(frame.rgb.std() > 0)
    return Check("rendering", ok, "works" if ok else "the picture is empty; reinstall pybullet")


def check_ros() -> Check:
    """Look for ROS 2's Python client."""
    there = importlib.util.find_spec("rclpy") is not None
    detail = "installed" if there else "only for ROS 2 robots: pip install 'handily[ros]'"
    return Check("ROS 2", there, detail, needed=False)
