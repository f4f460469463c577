"""Being asked to end, without being torn out of what is under way."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any

ASKING = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Counts how often the process was asked to end, by Ctrl-C or by SIGTERM, within a `with`.

    It works in the background of a shell too, where Ctrl-C is otherwise not heard. rclpy has to
    be initialised with SignalHandlerOptions.NO: its own handlers shut the graph down at once,
    and nothing could be said or cancelled any more.
    """

    def __init__(self) -> None:
        self.count = 0
        self.before: dict[int, Any] = {}

    def __enter__(self) -> Interrupts:
        """Begin to listen."""
        for number in ASKING:
            self.before[number] = signal.signal(number, self.take)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave it to whoever listened before."""
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def take(self, number: int, frame: FrameType | None) -> None:
        """Count one."""
        self.count += 1
