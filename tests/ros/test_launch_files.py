"""The launch files, run as a user runs them."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent.ros.common import HERE
from sims.ros.harness import Gone, eventually, free_domain

ROOT = Path(__file__).parents[2]
GOAL = "put the red block in the blue bowl"


class Launched:
    """`handily launch` in a process, and what it has printed."""

    def __init__(self, folder, file, *arguments):
        import os

        env = {k: v for k, v in os.environ.items() if k not in HERE}
        self.path = folder / "said"
        self.log = self.path.open("w")
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "agent.cli", "launch", str(ROOT / "launch" / file), *arguments],
            env={**env, "ROS_DOMAIN_ID": str(free_domain()), "PYTHONPATH": str(ROOT)},
            cwd=folder,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self):
        return self.path.read_text()

    def end(self):
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGINT)
        try:
            return self.popen.wait(20.0)
        finally:
            self.popen.kill()
            self.log.close()


@pytest.fixture
def launch(tmp_path):
    started = []

    def start(file, *arguments):
        started.append(Launched(tmp_path, file, *arguments))
        return started[-1]

    yield start
    for each in started:
        each.end()


def test_a_goal_starts_both_nodes_shows_the_feedback_and_ends_them(launch):
    run = launch("bringup.launch.yaml", f"goal:={GOAL}", "planner:=expert", "real_time_factor:=4.0")
    assert run.popen.wait(60.0) == 0, run.said
    assert re.search(r"\[goal\].*pick\(red block\)", run.said)
    assert re.search(r"\[goal\].*verified", run.said)
    assert "Traceback" not in run.said


def test_what_is_not_reached_is_the_exit_code(launch):
    run = launch("bringup.launch.yaml", "goal:=put the purple block away", "planner:=expert")
    assert run.popen.wait(60.0) == 3, run.said


def test_a_run_is_recorded(launch, tmp_path):
    from agent.ros.bag import events_of

    run = launch(
        "bringup.launch.yaml",
        f"goal:={GOAL}",
        "planner:=expert",
        "real_time_factor:=4.0",
        "record:=true",
    )
    assert run.popen.wait(60.0) == 0, run.said
    (bag,) = (tmp_path / "runs" / "bags").iterdir()
    assert [e.verification for e in events_of(bag) if e.kind == "finished"] == ["verified"]


def test_two_arms_in_two_namespaces_work_at_once(launch, tmp_path):
    # Six nodes and four who draw share two cores: that a driver is late is not what is asked here.
    patient = tmp_path / "patient.yaml"
    waits = "{wait_state: 10.0, wait_driver: 30.0, wait_picture: 30.0}"
    patient.write_text(f"/**/agent:\n  ros__parameters: {waits}\n")
    run = launch(
        "two_arms.launch.yaml",
        "planner:=expert",
        f"params_file:={patient}",
        f"left_goal:={GOAL}",
        "right_goal:=put the green block in the red bowl",
        "real_time_factor:=2.0",
    )
    for side in ("left", "right"):
        try:
            eventually(lambda s=side: f"{s}/goal ended with" in run.said, 120.0)
        except Gone:
            pytest.fail(run.said)
        assert re.search(rf"\[{side}/goal\] done, verified", run.said), run.said
    assert run.end() == 0, run.said
