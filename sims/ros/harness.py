"""A simulated arm and an agent in processes of their own, and a client beside them.

For tests and measurements: everything goes over DDS on this machine, in a domain of its own.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import rclpy
from action_msgs.msg import GoalStatus
from handily_interfaces.action import ExecuteTask
from handily_interfaces.srv import Reset
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.context import Context
from rclpy.executors import (
    Executor,
    ExternalShutdownException,
    MultiThreadedExecutor,
    SingleThreadedExecutor,
)
from rclpy.node import Node
from sensor_msgs.msg import JointState
from std_srvs.srv import Trigger

from agent.ros.action import GoalClient
from agent.ros.common import HERE, init, leave
from agent.urgency import urgent

Parameters = dict[str, Any]
AGAIN = 5.0
"""How long (s) to wait before a service that may be called twice is called again."""
USED = itertools.count()
SIM, AGENT = "sims.ros.sim_node", "agent.ros.agent_node"


class Gone(Exception):
    """Something did not come in time; says what."""


class Process:
    """A node in a process of its own; what it prints is in `said`."""

    def __init__(
        self, module: str, env: dict[str, str], parameters: Parameters, *more: str
    ) -> None:
        self.module = module
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115
        words = [w for k, v in parameters.items() for w in ("-p", f"{k}:={written(v)}")]
        self.popen = subprocess.Popen(
            [sys.executable, "-m", module, "--ros-args", *words, *more],
            env=env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self) -> str:
        """Return what it has printed."""
        self.log.seek(0)
        return self.log.read()

    def kill(self) -> None:
        """Kill it as -9 does."""
        self.popen.kill()
        self.popen.wait()

    def end(self, wait: float = 8.0) -> int:
        """Interrupt it, as Ctrl-C does, and return its exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGINT)
            try:
                self.popen.wait(wait)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.popen.wait())


class Graph:
    """A client in a DDS domain, and the processes that it started there.

    Args:
        domain: the domain's number (0 to 101).
        namespace: in which the client looks for the robot and the agent.
        urgently: whether the client goes before others, for who holds a stopwatch.
    """

    def __init__(self, domain: int, namespace: str = "", urgently: bool = False) -> None:
        with urgent() if urgently else contextlib.nullcontext():
            self.open(domain, namespace)

    def open(self, domain: int, namespace: str) -> None:
        """Start the client, and its threads with the priority of this one."""
        self.env = {
            **{k: v for k, v in os.environ.items() if k not in HERE},
            "ROS_DOMAIN_ID": str(domain),
            HERE[0]: "LOCALHOST",
            "OMP_WAIT_POLICY": "passive",
        }
        os.environ[HERE[0]] = "LOCALHOST"
        self.context = Context()
        init(context=self.context, domain_id=domain)
        self.node = Node("client", context=self.context, namespace=namespace or None)
        self.group = ReentrantCallbackGroup()
        self.processes: list[Process] = []
        self.clients: dict[tuple[Any, str], Any] = {}
        # Who listens is not held up by who asks.
        self.ears = Node("ears", context=self.context, namespace=namespace or None)
        self.executors = [
            MultiThreadedExecutor(4, context=self.context),
            SingleThreadedExecutor(context=self.context),
        ]
        self.threads = []
        for executor, node in zip(self.executors, (self.node, self.ears), strict=True):
            executor.add_node(node)
            self.threads.append(threading.Thread(target=self.spin, args=(executor,), daemon=True))
            self.threads[-1].start()

    def spin(self, executor: Executor) -> None:
        """Receive until the end."""
        with contextlib.suppress(ExternalShutdownException):
            executor.spin()

    def start(self, module: str, parameters: Parameters, *more: str) -> Process:
        """Start a node."""
        self.processes.append(Process(module, self.env, parameters, *more))
        return self.processes[-1]

    def listen(self, kind: Any, topic: str, quality: Any = 10) -> list[tuple[float, Any]]:
        """Return a list that fills with what comes on a topic: (s, monotonic) and the message."""
        heard: list[tuple[float, Any]] = []
        self.ears.create_subscription(
            kind, topic, lambda m: heard.append((time.monotonic(), m)), quality
        )
        return heard

    def call(self, kind: Any, name: str, request: Any = None, wait: float = 20.0) -> Any:
        """Call a service and return its answer."""
        client = self.clients.get((kind, name))
        if client is None:
            client = self.node.create_client(kind, name, callback_group=self.group)
            self.clients[kind, name] = client
        if not client.wait_for_service(wait):
            raise Gone(f"no service {name}")
        # What is asked before both sides have found one another may be lost: then once more.
        end = time.monotonic() + wait
        while True:
            left = end - time.monotonic()
            try:
                again = wait if kind is not Trigger else min(AGAIN, left)
                return self.answer(client.call_async(request or kind.Request()), name, again)
            except Gone:
                if time.monotonic() > end - 0.1:
                    raise

    def answer(self, future: Any, what: str, wait: float) -> Any:
        """Wait for a future's result."""
        done = threading.Event()
        future.add_done_callback(lambda _: done.set())
        if not done.wait(wait):
            raise Gone(f"no answer from {what}")
        return future.result()

    def trigger(self, name: str, wait: float = 20.0) -> Any:
        """Call a service that takes nothing."""
        return self.call(Trigger, name, wait=wait)

    def reset(self, scene: str, seed: int) -> str:
        """Lay the simulated table anew; return the task's instruction, if it has one."""
        out = self.call(Reset, "sim/reset", Reset.Request(scene=scene, seed=seed), 60.0)
        if not out.success:
            raise Gone(out.message)
        return str(out.message)

    def action(self, kind: Any, name: str, wait: float = 30.0) -> GoalClient:
        """Return an action's client once its server is there."""
        key = (kind, name)
        if key not in self.clients:
            self.clients[key] = GoalClient(self.node, kind, name, callback_group=self.group)
        client = self.clients[key]
        if not client.wait_for_server(wait):
            raise Gone(f"no action {name}: {[p.said[-300:] for p in self.processes]}")
        return client

    def goal(self, text: str, feedback: Any = None, **more: Any) -> Any:
        """Give the agent a goal; return its handle."""
        client = self.action(ExecuteTask, "agent/execute_task", 60.0)
        goal = ExecuteTask.Goal(text=text, **more)
        return self.answer(client.send_goal_async(goal, feedback_callback=feedback), "goal", 10.0)

    def result(self, handle: Any, wait: float = 120.0) -> tuple[str, Any]:
        """Return how a goal ended: the action's word for it, and the result."""
        out = self.answer(handle.get_result_async(), "the goal's result", wait)
        return STATES.get(out.status, str(out.status)), out.result

    def do(self, text: str, wait: float = 120.0, **more: Any) -> tuple[str, Any]:
        """Give the agent a goal and wait for its end."""
        handle = self.goal(text, **more)
        if not handle.accepted:
            return "rejected", None
        return self.result(handle, wait)

    def close(self) -> None:
        """End everything that was started, and the client."""
        for process in self.processes:
            process.end()
        for executor, thread in zip(self.executors, self.threads, strict=True):
            leave(executor, thread)
        rclpy.try_shutdown(context=self.context)


STATES = {
    GoalStatus.STATUS_SUCCEEDED: "succeeded",
    GoalStatus.STATUS_ABORTED: "aborted",
    GoalStatus.STATUS_CANCELED: "canceled",
}


@contextlib.contextmanager
def graph(domain: int, namespace: str = "", urgently: bool = False) -> Iterator[Graph]:
    """Yield a client, and end at the end what it has started."""
    opened = Graph(domain, namespace, urgently)
    try:
        yield opened
    finally:
        opened.close()


def eventually(test: Callable[[], Any], wait: float = 20.0, what: str = "it") -> Any:
    """Wait until a test gives something true, and return that."""
    end = time.monotonic() + wait
    while not (found := test()):
        if time.monotonic() > end:
            raise Gone(f"{what} did not happen within {wait:g} s")
        time.sleep(0.005)
    return found


def speed(state: JointState, joints: int = 7) -> float:
    """Return how fast the fastest of an arm's joints moves (rad/s)."""
    return max(abs(v) for v in state.velocity[:joints])


def written(value: Any) -> str:
    """Return a parameter's value as the command line takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def free_domain() -> int:
    """Return a domain's number that others, also of this process, are unlikely to use."""
    return 1 + (os.getpid() + next(USED)) % 100


def here() -> Path:
    """Return the root of the source tree."""
    return Path(__file__).parents[2]
