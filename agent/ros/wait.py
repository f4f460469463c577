"""Waiting in one thread for what another one receives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

SLICE = 0.02
"""How long (s) to wait between two looks at whether to go on."""


def wait_for(future: Any, watch: Callable[[], None], timeout: float | None = None) -> bool:
    """Wait until a future of rclpy is done; return whether it is.

    `watch` is called every now and then and may raise: it ends the waiting.
    """
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    end = None if timeout is None else time.monotonic() + timeout
    while not done.wait(SLICE):
        watch()
        if end is not None and time.monotonic() > end:
            return False
    return True


def until(
    test: Callable[[], bool], timeout: float, watch: Callable[[], None] | None = None
) -> bool:
    """Wait until a test holds; return whether it does."""
    end = time.monotonic() + timeout
    while not test():
        if watch:
            watch()
        if time.monotonic() > end:
            return False
        time.sleep(0.001)
    return True
