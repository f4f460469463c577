"""A client of actions that loses no answer."""

from __future__ import annotations

import threading
from typing import Any

from rclpy.action import ActionClient
from rclpy.task import Future


class GoalClient(ActionClient):  # type: ignore[misc,type-arg]
    """An action's client that may be made while its node spins, and be answered at once.

    That of rclpy 9 makes two futures for a goal, one after the other, and gives the second away:
    an answer which comes in between goes to the first, and nobody ever hears of it.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        self.made = threading.local()
        # rclpy 9 hands itself to the executor before it has made this, which may not wait for it.
        self._lock = threading.Lock()
        super().__init__(*args, **more)

    def add_future(self, future: Future[Any]) -> None:
        """Note the futures that are made by the thread that sends a goal."""
        if hasattr(self.made, "futures"):
            self.made.futures.append(future)
        super().add_future(future)

    def send_goal_async(self, *args: Any, **more: Any) -> Future[Any]:
        """Send a goal; return the future of its handle."""
        self.made.futures = []
        try:
            out = super().send_goal_async(*args, **more)
            made = [f for f in self.made.futures if f is not out]
        finally:
            del self.made.futures

        def answered(earlier: Future[Any]) -> None:
            if not out.done():
                out.set_result(earlier.result())

        for future in made:
            future.add_done_callback(answered)
        return out
