import importlib.util

import pytest

if all(importlib.util.find_spec(name) for name in ("rclpy", "handily_interfaces")):
    from sims.ros.harness import AGENT, SIM, free_domain, graph
else:  # `make test` installs them on Linux
    collect_ignore_glob = ["test_*.py"]

QUICK = {
    "real_time_factor": 4.0,
    "camera_rate": 0.0,
    "width": 400,
    "height": 300,
    "startup_wait": 0.3,
    "debug": True,
}
"""A simulated arm whose time passes quickly, with pictures on request."""


@pytest.fixture(scope="module")
def alone():
    """A client in a domain of its own, in which nothing lives yet."""
    with graph(free_domain()) as opened:
        yield opened


@pytest.fixture(scope="module")
def pair(alone):
    """A simulated arm and an agent with the scripted planner, both real processes."""
    alone.sim = alone.start(SIM, QUICK)
    alone.agent = alone.start(
        AGENT,
        {
            "planner": "expert",
            "startup_wait": 0.3,
            "confirm_timeout": 1.0,
            "answer_timeout": 2.0,
            "wait_picture": 20.0,
        },
    )
    return alone
