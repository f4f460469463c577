"""How long nothing has come from a driver."""

from __future__ import annotations

import math
import time

from rclpy.clock import Clock, ClockType
from rclpy.node import Node

TICK = 0.1
"""Seconds between two looks."""
MOST = 2 * TICK
"""What one look may add (s): who came late to it had no time to listen either."""


class Silence:
    """Silence counts only while its node was listening.

    On a busy machine the listener itself may get no time for a second; what the driver said
    meanwhile waits for it, and its first look must not take that for a driver that is gone.

    Args:
        node: whose executor receives what the driver says.
    """

    def __init__(self, node: Node) -> None:
        self.seconds = math.inf
        """How long nothing has come (s); infinite before the first."""
        self.looked = time.monotonic()
        node.create_timer(TICK, self.look, clock=Clock(clock_type=ClockType.STEADY_TIME))

    def broken(self) -> None:
        """Note that something came."""
        self.seconds = 0.0

    def look(self) -> None:
        """Count the time since the last look."""
        now = time.monotonic()
        self.seconds += min(now - self.looked, MOST)
        self.looked = now
