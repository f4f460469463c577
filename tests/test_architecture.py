"""Which room may import what."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOORS = {"cli.py", "cli_bench.py", "cli_calibrate.py", "cli_show.py", "doctor.py", "session.py"}


def imports(path):
    return set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", sorted((ROOT / "agent").rglob("*.py")), ids=str)
def test_the_agent_knows_no_simulator_and_no_ros(path):
    assert not imports(path) & {"pybullet", "rclpy"}
    assert path.name in DOORS or "sims" not in imports(path)


def test_light_imports_stay_light():
    code = "import sys, agent.loop, agent.planners.local; print('torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
