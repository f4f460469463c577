"""The simulator's own truth in place of eyes: for tests, experts and comparisons."""

from __future__ import annotations

import math

from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Observation
from sims.world import World

IN_HAND = 0.03
"""What is this close (m) to the tool point of a hand that feels something is held."""


class OraclePerception:
    """Reads poses from the world; say so wherever results are printed."""

    source = "oracle"
    frame: CameraFrame | None = None

    def __init__(self, world: World) -> None:
        self.world = world

    def perceive(
        self, robot: Robot, previous: Observation | None, camera: str | None = None
    ) -> tuple[ObjectState, ...]:
        """Return everything that is not in the hand."""
        state = robot.state()
        holds = state.finger_force > 0.0 and state.finger_gap > 0.006
        return tuple(
            o
            for o in self.world.true_objects()
            if not (holds and math.dist(o.position, state.tool.position) < IN_HAND)
        )
