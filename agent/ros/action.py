"""A client of actions that loses no answer, and a server that loses no goal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from rclpy.action import ActionClient, ActionServer
from rclpy.action.server import RCLError, ServerGoalHandle
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


class GoalServer(ActionServer):  # type: ignore[misc,type-arg]
    """An action's server that carries a goal out even where its status could not be told.

    Fast DDS now and then refuses a status that follows another at once ("cannot publish data",
    about once in 500 goals of clients that had only just come). With rclpy 9 that is an error in
    the node's executor: the goal is never begun, and most nodes end.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, handle_accepted_callback=self.execute_accepted, **more)

    def execute_accepted(self, handle: ServerGoalHandle) -> None:
        """Begin a goal that was accepted."""
        if not self.told(handle.execute):
            self.notify_execute(handle, None)

    def conclude(self, end: Callable[[], None]) -> None:
        """End a goal by one of its handle's methods: succeed, abort or canceled."""
        if not self.told(end):
            self.notify_goal_done()

    def told(self, change: Callable[[], None]) -> bool:
        """Change the state of a goal; return whether its clients were told of it."""
        try:
            change()
        except RCLError as error:
            self._node.get_logger().warning(f"The status of a goal was not told: {error}")
            return False
        return True
