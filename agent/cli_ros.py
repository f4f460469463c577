"""The terminal's commands that speak with an agent over ROS 2."""

from __future__ import annotations

import contextlib
import json
import os
import select
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.errors import UsageError
from agent.terminal import AsJson, console, errors, notices

if TYPE_CHECKING:
    from agent.ros.client import AgentClient
    from agent.ros.words import Question, Word

ros = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Speak with an agent over ROS 2.",
)

Namespace = Annotated[str, typer.Option(help="Where the agent's names are.")]
AgentName = Annotated[str, typer.Option("--agent", help="The name of the agent's node.")]
Wait = Annotated[float, typer.Option(min=0.0, help="How long to wait for the agent (s).")]


@contextlib.contextmanager
def reached(agent: str, namespace: str) -> Iterator[AgentClient]:
    """Speak with the agent of that name."""
    try:
        from agent.ros.client import connected
    except ImportError as error:
        raise UsageError(
            f"ROS 2 and the messages of Handily have to be installed ({error}): "
            "pip install 'handily[ros]', then pip install ./launch/interfaces/*."
        ) from error
    with connected(agent, namespace) as client:
        yield client


@ros.command()
def goal(
    text: Annotated[str, typer.Argument(help="What to do, in plain words.")],
    namespace: Namespace = "",
    agent: AgentName = "agent",
    context: Annotated[str, typer.Option(help="What else to know, or the answer.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Rehearse it: nothing moves.")] = False,
    confirm: Annotated[bool, typer.Option(help="Have every motion asked.")] = False,
    deadline: Annotated[float, typer.Option(min=0.0, help="When to stop (s); 0: never.")] = 0.0,
    wait: Wait = 10.0,
    as_json: AsJson = False,
    yes: Annotated[bool, typer.Option("--yes", help="Allow all that is asked.")] = False,
) -> None:
    """Give a goal, and follow it to its end; Ctrl-C cancels it.

    Exit code: 0 measured to hold, 1 not achieved, 2 no agent or goal not taken, 3 asked and
    nobody answered, 4 refused.
    """
    with errors(as_json), reached(agent, namespace) as client:
        from agent.ros.task import Request
        from agent.ros.words import Ended, Question

        order = Request(text, context, dry_run, confirm, deadline)
        for word in client.pursue(order, wait):
            if isinstance(word, Ended) and word.code == 2:
                raise UsageError(word.message)
            show(word, as_json)
            if isinstance(word, Question) and word == client.pending:
                answer(client, word, yes)
            if isinstance(word, Ended):
                raise typer.Exit(word.code)


def show(word: Word, as_json: bool) -> None:
    """Print what becomes of the goal."""
    from agent.ros.words import told

    kind = type(word).__name__.lower()
    print(json.dumps({"kind": kind, **asdict(word)}) if as_json else told(word), flush=True)


def answer(client: AgentClient, question: Question, yes: bool) -> None:
    """Answer a question of the agent, or say how somebody else can."""
    if not yes and not sys.stdin.isatty():
        notices.print(f"handily ros confirm {question.id} allows it, --deny does not.")
        return
    approve = yes or asked(client, question)
    if approve is None:
        return
    try:
        response = client.confirm(question.id, approve)
    except UsageError as error:
        notices.print(error.message, markup=False)
        return
    notices.print(response.message, markup=False)


def asked(client: AgentClient, question: Question) -> bool | None:
    """Ask on the terminal; None when the question is no longer open, or all is to end."""
    import termios

    # What was typed before the question cannot have been meant for it.
    termios.tcflush(sys.stdin, termios.TCIFLUSH)
    notices.print("Allow it? [y/N] ", end="", markup=False)
    while client.pending == question and not client.interrupts.count:
        client.spin()
        if select.select([sys.stdin], [], [], 0.0)[0]:
            line = os.read(sys.stdin.fileno(), 1024).decode(errors="replace")
            return line.strip().lower() in ("y", "yes")
    notices.print()
    return None


@ros.command()
def stop(
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """Stop the arm at once, and let no goal in until clear-stop."""
    trigger("stop", namespace, agent, wait, as_json)


@ros.command()
def clear_stop(
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """Let goals in again."""
    trigger("clear_stop", namespace, agent, wait, as_json)


@ros.command()
def forget(
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """Have the agent begin anew, as when the table was laid for something else."""
    trigger("forget", namespace, agent, wait, as_json)


def trigger(name: str, namespace: str, agent: str, wait: float, as_json: bool) -> None:
    """Call a service that takes nothing; exit code 1 where it fails."""
    with errors(as_json), reached(agent, namespace) as client:
        from std_srvs.srv import Trigger

        report(client.call(Trigger, name, Trigger.Request(), wait), as_json)


@ros.command()
def confirm(
    id: Annotated[str, typer.Argument(help="Of the question; else the open one.")] = "",
    deny: Annotated[bool, typer.Option("--deny", help="Do not allow it.")] = False,
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """Allow, or deny, what the agent asks leave for; exit code 1 where nothing is asked."""
    with errors(as_json), reached(agent, namespace) as client:
        report(client.confirm(id, not deny, wait), as_json)


def report(response: Any, as_json: bool) -> None:
    """Print what a service answered, and exit with 1 where it could not do it."""
    if as_json:
        print(json.dumps({"success": response.success, "message": response.message}))
    else:
        print(response.message)
    if not response.success:
        raise typer.Exit(1)


@ros.command()
def status(
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """Tell what the agent is at, whether it is stopped, and what it asks leave for."""
    with errors(as_json), reached(agent, namespace) as client:
        start = time.monotonic()
        if not client.until(lambda: client.status is not None, wait):
            raise UsageError(client.absent(wait), "Start it first: handily_agent.")
        left = wait - (time.monotonic() - start)
        client.until(lambda: client.stopped is not None, min(1.0, left))
        told = client.status
        assert told is not None
        if told.state == "waiting_confirmation":
            client.until(lambda: client.pending is not None, min(1.0, left))
        stopped = told.stopped if client.stopped is None else client.stopped
        rows = {
            "state": told.state,
            "stopped": stopped,
            "text": told.text,
            "run_id": told.run_id,
            "message": told.message,
            "confirmation": asdict(client.pending) if client.pending else None,
        }
    if as_json:
        print(json.dumps(rows))
        return
    print(f"{told.state}{', stopped' if stopped else ''}")
    for title, value in (("goal", told.text), ("run", told.run_id), ("", told.message)):
        if value:
            print(f"{title}: {value}" if title else value)
    if client.pending:
        print(f"asks [{client.pending.id}]: may it {client.pending.call}? {client.pending.reason}")


@ros.command()
def skills(
    namespace: Namespace = "",
    agent: AgentName = "agent",
    wait: Wait = 10.0,
    as_json: AsJson = False,
) -> None:
    """List what this robot can be asked to do."""
    with errors(as_json), reached(agent, namespace) as client:
        from handily_interfaces.srv import ListSkills

        found = client.call(ListSkills, "list_skills", ListSkills.Request(), wait)
    for signature, description in zip(found.signatures, found.descriptions, strict=True):
        if as_json:
            print(json.dumps({"signature": signature, "description": description}))
        else:
            console.print(signature, style="cyan", markup=False, end=" ", soft_wrap=True)
            console.print(description, markup=False, soft_wrap=True)


def main() -> None:
    """Run the commands by themselves: `python -m agent.cli_ros`."""
    ros()


if __name__ == "__main__":
    main()
