"""People over ROS: what they are asked, and how they answer."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from handily_interfaces.msg import ConfirmationRequest
from handily_interfaces.srv import Confirm
from rclpy.node import Node
from std_msgs.msg import String

from agent.ros.common import LATCHED
from agent.ros.outlet import Outlet
from agent.types import SkillCall


class People:
    """Questions and confirmations; silence is no, and no answer.

    Args:
        node: the agent's.
        outlet: where its state is told.
        group: in which answers are received while the agent waits.
        stopping: tells whether to wait no longer.
    """

    def __init__(
        self, node: Node, outlet: Outlet, group: Any, stopping: Callable[[], bool]
    ) -> None:
        self.outlet, self.stopping = outlet, stopping
        self.changed = threading.Condition()
        self.pending = ""
        """The id of the call that waits for a word."""
        self.approved: bool | None = None
        self.answer: str | None = None
        self.requests = node.create_publisher(
            ConfirmationRequest, "~/confirmation_request", LATCHED
        )
        self.questions = node.create_publisher(String, "~/question", LATCHED)
        node.create_subscription(String, "~/answer", self.answered, 10, callback_group=group)

    def allow(self, call: SkillCall, reason: str, timeout: float) -> bool:
        """Ask whether a call may be carried out; without an answer in time (s) it may not."""
        with self.changed:
            self.pending, self.approved = uuid.uuid4().hex[:8], None
        request = ConfirmationRequest(
            id=self.pending, call=str(call), reason=reason, timeout=timeout
        )
        self.requests.publish(request)
        self.outlet.status("waiting_confirmation", False, message=f"{call}: {reason}")
        self.wait(lambda: self.approved is not None, timeout)
        with self.changed:
            self.pending = ""
        self.requests.publish(ConfirmationRequest())
        return self.approved is True

    def confirm(self, request: Confirm.Request, out: Confirm.Response) -> Confirm.Response:
        """Take a person's word on the call that waits for it; an empty id means that one."""
        with self.changed:
            if not self.pending or request.id not in ("", self.pending):
                out.message = (
                    f"nothing with the id {request.id!r} waits to be confirmed"
                    if self.pending or request.id
                    else "nothing waits to be confirmed"
                )
                return out
            self.approved = request.approve
            self.changed.notify_all()
        out.success, out.message = True, "approved" if request.approve else "denied"
        return out

    def ask(self, question: str, timeout: float) -> str | None:
        """Put a question; return the answer that comes in time (s), if any."""
        self.answer = None
        self.questions.publish(String(data=question))
        if timeout > 0.0:
            self.wait(lambda: self.answer is not None, timeout)
            self.questions.publish(String())
        return self.answer

    def answered(self, message: String) -> None:
        """Take an answer."""
        with self.changed:
            self.answer = message.data.strip() or None
            self.changed.notify_all()

    def wait(self, test: Callable[[], bool], timeout: float) -> None:
        """Wait until something has come, the time is up, or all is to end."""
        end = time.monotonic() + timeout
        with self.changed:
            while not test() and not self.stopping():
                left = end - time.monotonic()
                if left <= 0.0:
                    return
                self.changed.wait(min(left, 0.05))
