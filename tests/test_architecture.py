"""Which room may import what."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOORS = {
    "agent_node.py",
    "cli.py",
    "cli_bench.py",
    "cli_calibrate.py",
    "cli_serve.py",
    "cli_show.py",
    "doctor.py",
    "host.py",
    "outlook.py",
    "session.py",
}
"""What may know both the agent and the simulated worlds."""


ROS = {"rclpy", "control_msgs", "sensor_msgs", "std_msgs", "std_srvs", "handily_interfaces"}


def in_room(path, room):
    return path.is_relative_to(ROOT / room)


def imports(path):
    return set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", sorted((ROOT / "agent").rglob("*.py")), ids=str)
def test_the_agent_knows_no_simulator_and_no_ros(path):
    assert "pybullet" not in imports(path)
    assert path.name in DOORS or "sims" not in imports(path)
    assert in_room(path, "agent/ros") or path.name == "cli_ros.py" or not imports(path) & ROS


@pytest.mark.parametrize("path", sorted((ROOT / "sims").rglob("*.py")), ids=str)
def test_the_worlds_know_ros_in_one_room(path):
    assert in_room(path, "sims/ros") or not imports(path) & ROS


def test_the_agents_nodes_know_no_world_but_the_twin():
    text = (ROOT / "agent/ros/agent_node.py").read_text()
    known = set(re.findall(r"from (sims[.\w]*)", text))
    assert known == {"sims.build", "sims.robots.ways", "sims.twin", "sims.world"}


def test_light_imports_stay_light():
    code = "import sys, agent.loop, agent.planners.local; print('torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
