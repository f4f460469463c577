"""A node that gives an agent one goal and ends with it, for launch files.

    handily_goal --ros-args -p goal:="put the red block in the blue bowl"

Without a goal it waits until it is interrupted.
"""

from __future__ import annotations

import sys

from rclpy.executors import Executor, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from agent.errors import HandilyError, UsageError
from agent.ros.client import SLICE, AgentClient
from agent.ros.common import declare, finish, init
from agent.ros.signals import Interrupts
from agent.ros.task import Request
from agent.ros.words import Ended, told


def work(executor: Executor, interrupts: Interrupts) -> int:
    """Give the goal, print what becomes of it, and return the exit code."""
    node = Node("goal")
    executor.add_node(node)
    goal = declare(node, "goal", "", "What to do, in plain words; empty: nothing.")
    name = declare(node, "agent", "agent", "The name of the agent's node.")
    wait = declare(node, "wait", 30.0, "How long to wait for the agent (s).", (0.0, 3600.0))
    confirm = declare(node, "require_confirmation", False, "Whether every motion is asked.")
    if not goal.strip():
        while not interrupts.count:
            executor.spin_once(timeout_sec=SLICE)
        return 0
    client = AgentClient(node, executor, name, interrupts)
    for word in client.pursue(Request(goal, confirm=confirm), wait):
        if isinstance(word, Ended) and word.code == 2:
            raise UsageError(word.message)
        print(told(word), flush=True)
        if isinstance(word, Ended):
            return word.code
    raise AssertionError


def main() -> None:
    """Give one goal; exit code 0 verified, 1 not, 2 not taken, 3 nobody answered, 4 refused."""
    code = 2
    with Interrupts() as interrupts:
        init(signal_handler_options=SignalHandlerOptions.NO)
        executor = SingleThreadedExecutor()
        try:
            code = work(executor, interrupts)
        except HandilyError as error:
            print(f"handily_goal: {error.message} {error.hint}".strip(), file=sys.stderr)
        finally:
            finish(executor)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
