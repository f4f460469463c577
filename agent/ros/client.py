"""An agent's node as seen from another one: goals go to it, and what becomes of them comes back."""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from handily_interfaces.action import ExecuteTask
from handily_interfaces.msg import AgentStatus, ConfirmationRequest
from handily_interfaces.srv import Confirm
from rclpy.action import ActionClient
from rclpy.exceptions import InvalidNamespaceException, InvalidTopicNameException
from rclpy.executors import Executor, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions
from rclpy.validate_topic_name import validate_topic_name
from std_msgs.msg import Bool

from agent.errors import UsageError
from agent.ros.common import LATCHED, finish, init
from agent.ros.signals import Interrupts
from agent.ros.task import Progress, Request
from agent.ros.words import Ended, Question, Word, code_of

SLICE = 0.05
"""How long (s) to wait for messages between two looks at whether to go on."""
LOST, LEFT = 5.0, 1.0
"""After how long (s) an agent that is away is given up; and once all is to end."""
ANSWERS = 10.0
"""How long (s) an agent may take to accept a goal, or to answer a call."""
AGAIN = 0.5
"""How long (s) to wait for an answer before asking once more."""


class AgentClient:
    """Speaks with an agent. It receives only while one of its methods waits.

    Args:
        node: through which it does so.
        executor: of that node.
        name: of the agent's node, in the namespace of that one or with one of its own.
        interrupts: by which it learns that all is to end.
    """

    def __init__(self, node: Node, executor: Executor, name: str, interrupts: Interrupts) -> None:
        self.node, self.executor, self.name, self.interrupts = node, executor, name, interrupts
        try:
            validate_topic_name(f"{name}/status")
        except InvalidTopicNameException as error:
            raise UsageError(f"No node can be called {name!r}: {error}") from error
        self.actions = ActionClient(node, ExecuteTask, f"{name}/execute_task")
        self.status: AgentStatus | None = None
        self.refusal: AgentStatus | None = None
        """What was last told of why a goal was not taken."""
        self.stopped: bool | None = None
        self.pending: Question | None = None
        self.seen = time.monotonic()
        self.words: deque[Word] = deque()
        for kind, topic, take in (
            (AgentStatus, "status", self.take_status),
            (AgentStatus, "refusal", self.take_refusal),
            (Bool, "stopped", self.take_stopped),
            (ConfirmationRequest, "confirmation_request", self.take_question),
        ):
            node.create_subscription(kind, f"{name}/{topic}", take, LATCHED)

    def take_status(self, message: AgentStatus) -> None:
        """Note what the agent is at."""
        self.status = message

    def take_refusal(self, message: AgentStatus) -> None:
        """Note why a goal was not taken."""
        self.refusal = message

    def take_stopped(self, message: Bool) -> None:
        """Note whether a stop is latched."""
        self.stopped = message.data

    def take_question(self, m: ConfirmationRequest) -> None:
        """Note what waits for a word, if anything does."""
        self.pending = Question(m.id, m.call, m.reason, m.timeout) if m.id else None
        if self.pending:
            self.words.append(self.pending)

    def take_feedback(self, message: Any) -> None:
        """Note how far the goal is."""
        f = message.feedback
        self.words.append(Progress(f.state, f.step, f.skill, f.message, f.observation, f.progress))

    # Waiting.

    def spin(self, seconds: float = SLICE) -> None:
        """Receive what has come, or wait so long for it."""
        self.executor.spin_once(timeout_sec=seconds)

    def until(self, test: Callable[[], bool], seconds: float) -> bool:
        """Wait until a test holds, but not after all is to end; return whether it does."""
        end = time.monotonic() + seconds
        while not test():
            if self.interrupts.count or time.monotonic() > end:
                return False
            self.spin()
        return True

    def call(self, kind: Any, name: str, request: Any, wait: float) -> Any:
        """Call a service of the agent, and return its response.

        Raises UsageError when within `wait` seconds there is none, and when it does not answer.
        """
        client = self.node.create_client(kind, f"{self.name}/{name}")
        try:
            if not self.until(client.service_is_ready, wait):
                raise UsageError(self.absent(wait), "Start it first: handily_agent.")
            # A request that is quicker than discovery, which takes up to seconds, may be lost or
            # its answer be: these calls may be made twice.
            futures: list[Any] = []
            end = time.monotonic() + ANSWERS
            while time.monotonic() < end and not self.interrupts.count:
                futures.append(client.call_async(request))
                self.until(lambda: any(f.done() for f in futures), AGAIN)
                for future in futures:
                    if future.done():
                        return future.result()
            raise UsageError(f"{self.full_name} does not answer to {name}.")
        finally:
            self.node.destroy_client(client)

    def confirm(self, id: str, approve: bool, wait: float = LOST) -> Confirm.Response:
        """Answer the question of that id, or the one that is open if it is empty."""
        return self.call(Confirm, "confirm", Confirm.Request(id=id, approve=approve), wait)

    @property
    def full_name(self) -> str:
        """Return the agent's name with its namespace."""
        return str(self.node.resolve_topic_name(self.name))

    def absent(self, wait: float) -> str:
        """Return that the agent was not found."""
        if self.interrupts.count:
            return f"Interrupted while waiting for {self.full_name}."
        return f"No agent called {self.full_name} was found within {wait:g} s."

    # A goal.

    def pursue(self, request: Request, wait: float) -> Iterator[Word]:
        """Send a goal, and yield what becomes of it; the last word is Ended.

        `wait` is how long (s) to wait for the agent. When all is to end the goal is cancelled,
        and its end awaited; when that is asked for twice, not even that.
        """
        if not self.until(self.actions.server_is_ready, wait):
            yield Ended(2, self.absent(wait))
            return
        self.until(lambda: self.status is not None, LEFT)  # so that a refusal is not missed
        if self.interrupts.count:
            yield Ended(2, "Interrupted before the goal was sent.")
            return
        self.words.clear()
        before = self.refusal
        sent = self.actions.send_goal_async(
            ExecuteTask.Goal(
                text=request.text,
                context=request.context,
                dry_run=request.dry_run,
                require_confirmation=request.confirm,
                deadline=request.deadline,
            ),
            feedback_callback=self.take_feedback,
        )
        end = time.monotonic() + ANSWERS
        while not sent.done() and time.monotonic() < end:
            self.spin()
        if not sent.done():
            message = f"{self.full_name} has not said whether it takes the goal."
            yield Ended(2, f"{message} If it did, handily ros stop ends it.")
            return
        handle = sent.result()
        if not handle.accepted:
            self.until(lambda: self.refusal is not before, LEFT)
            ours = self.refusal is not None and self.refusal.text == request.text
            why = self.refusal.message if self.refusal and ours else "it does not say why"
            yield Ended(2, f"{self.full_name} does not take the goal: {why}.")
            return
        yield from self.follow(handle, request.dry_run)

    def follow(self, handle: Any, dry_run: bool) -> Iterator[Word]:
        """Yield what becomes of a goal that was accepted."""
        coming = handle.get_result_async()
        cancelling: Any = None
        self.seen = time.monotonic()
        while not coming.done():
            self.spin()
            while self.words:
                yield self.words.popleft()
            if self.interrupts.count and cancelling is None:
                cancelling = handle.cancel_goal_async()
            if why := self.why_leave():
                yield Ended(1, why)
                return
        yield from self.words
        self.words.clear()
        result = coming.result().result
        yield Ended(
            code_of(result, dry_run),
            result.message,
            result.verification,
            result.final_state,
            result.run_id,
        )

    def why_leave(self) -> str:
        """Return why not to wait for the end of a goal, or nothing."""
        now = time.monotonic()
        if self.actions.server_is_ready():
            self.seen = now
        if self.interrupts.count > 1:
            return "Left before the goal had ended; it was told to cancel it."
        if now - self.seen > (LEFT if self.interrupts.count else LOST):
            return f"{self.full_name} is no longer there; what became of the goal is not known."
        return ""


@contextlib.contextmanager
def connected(name: str, namespace: str = "") -> Iterator[AgentClient]:
    """Open a node of one's own in a namespace, and speak with the agent there.

    Raises UsageError for names that cannot be.
    """
    with Interrupts() as interrupts:
        init([], signal_handler_options=SignalHandlerOptions.NO)
        executor = SingleThreadedExecutor()
        try:
            node = Node(f"handily_{os.getpid()}", namespace=namespace, enable_rosout=False)
            executor.add_node(node)
            yield AgentClient(node, executor, name, interrupts)
        except InvalidNamespaceException as error:
            raise UsageError(f"There can be no namespace {namespace!r}: {error}") from error
        finally:
            finish(executor)
