"""What must not wait goes before others, where the system allows it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

URGENT = -15
"""The niceness of what must not wait."""
BEHIND = 5
"""The niceness of what makes way, such as pictures for people."""
SWITCH = 0.001
"""How long (s) a thread may keep the interpreter from one that waits, such as the stop's."""


@contextlib.contextmanager
def urgent(thread: int = 0) -> Iterator[None]:
    """Let this thread, and those that it starts meanwhile, go before others.

    ros2_control asks for real-time scheduling, for the same reason. Where the system does not
    allow it (CAP_SYS_NICE, or a limit `nice` in limits.conf), all stays as it is.
    """
    before = os.getpriority(os.PRIO_PROCESS, thread)
    try:
        os.setpriority(os.PRIO_PROCESS, thread, URGENT)
    except PermissionError:
        yield
        return
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, thread, before)


def make_way(behind: int = BEHIND) -> None:
    """Let this thread, and what it starts from now on, be no more urgent than a niceness."""
    if os.getpriority(os.PRIO_PROCESS, 0) < behind:
        os.setpriority(os.PRIO_PROCESS, 0, behind)
