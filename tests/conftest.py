import signal

import numpy as np
import pybullet as p
import pytest

from agent.toy import ToyRobot, thing
from sims.robots.arm import Arm

# Shells start what runs in the background deaf to Ctrl-C, and its children with it.
signal.signal(signal.SIGINT, signal.default_int_handler)

DEEP = 0.004
"""Contacts in the simulator overlap by a little (m), the more the harder the hand closes."""


@pytest.fixture
def toy() -> ToyRobot:
    return ToyRobot(
        [
            thing("red", "block", 0.40, 0.20),
            thing("green", "block", 0.50, -0.20),
            thing("yellow", "block", 0.60, 0.0),
            thing("blue", "bowl", 0.40, -0.05),
        ]
    )


class Watch:
    """The worst that any simulated arm did in any step: shares of its limits, overlaps (m)."""

    def __init__(self) -> None:
        self.steps, self.deep = 0, DEEP
        self.velocity = self.torque = self.overlap = self.beyond = 0.0

    def look(self, arm: Arm) -> None:
        states = p.getJointStates(arm.body, arm.joints, physicsClientId=arm.client)
        angles, speeds, _, pulls = (np.array(column) for column in zip(*states, strict=True))
        low, high = arm.limits.lower - angles, angles - arm.limits.upper
        touches = p.getContactPoints(bodyA=arm.body, physicsClientId=arm.client)
        self.steps += 1
        self.velocity = max(self.velocity, (abs(speeds) / arm.limits.velocity).max())
        self.torque = max(self.torque, (abs(pulls) / arm.limits.torque).max())
        self.beyond = max(self.beyond, low.max(), high.max())
        self.overlap = max([self.overlap, *(-c[8] for c in touches if c[2] != arm.body)])

    def check(self) -> None:
        assert self.velocity <= 1.0
        assert self.torque <= 1.0 + 1e-6
        assert self.beyond <= 1e-3
        assert self.overlap < self.deep


@pytest.fixture
def watched(monkeypatch):
    """Look at the arm after every step of the world that a motion takes."""
    watch, servo = Watch(), Arm._servo

    def stepped(self, q, speed=None):
        servo(self, q, speed)
        watch.look(self)

    monkeypatch.setattr(Arm, "_servo", stepped)
    return watch


@pytest.hookimpl(optionalhook=True)  # where xdist is not there, all tests take turns anyway
def pytest_xdist_make_scheduler(config, log):
    """Keep each file's tests in one process, and all that start nodes in the same one.

    Nodes of two tests at once would keep each other waiting.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Turns(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return "nodes" if file.startswith(("tests/ros/", "tests/web/")) else file

    return Turns(config, log)
