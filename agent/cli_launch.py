"""The terminal's command that runs launch files."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agent.errors import UsageError
from agent.terminal import AsJson, errors, notices

if TYPE_CHECKING:
    from agent.ros.launch.plan import Process
    from agent.ros.launch.runner import Event


def launch(
    file: Annotated[Path, typer.Argument(help="A .launch.yaml file, as ROS 2 has them.")],
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Arguments of the file: name:=value.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--print", help="Show what would be started, and start nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a launch file without a ROS installation; `ros2 launch` runs the same ones.

    Ctrl-C ends all. Exit code: that of the node with `on_exit: shutdown`, else of the first one
    that failed by itself, else 1 if one had to be killed, else 0; 2 for a file that is refused.
    """
    with errors(as_json):
        from agent.ros.launch.plan import plan
        from agent.ros.launch.runner import Run

        processes = plan(file, assignments(arguments or ()), os.environ)
        if not processes:
            notices.print(f"{file.name} starts no node with these arguments.", markup=False)
        if show:
            for process in processes:
                print(json.dumps(record(process)) if as_json else listing(process))
            return
        run = Run(processes)
        with contextlib.closing(run.events()) as events:
            for event in events:
                print(line(event, as_json), flush=True)
    raise typer.Exit(run.code)


def assignments(arguments: Sequence[str]) -> dict[str, str]:
    """Return the names and values of `name:=value` words."""
    given = {}
    for word in arguments:
        name, found, value = word.partition(":=")
        if not found or not name:
            raise UsageError(f"{word!r} is no argument; they look like this: name:=value.")
        given[name] = value
    return given


def changed(process: Process) -> dict[str, str]:
    """Return what a process finds in its environment that this one has not."""
    return {k: v for k, v in process.environment.items() if os.environ.get(k) != v}


def record(process: Process) -> dict[str, object]:
    """Return a process as JSON has it."""
    return {
        "kind": "process",
        "node": process.label,
        "command": [*process.command],
        "rules": [*process.rules],
        "parameters": [str(p) if isinstance(p, Path) else p for p in process.parameters],
        "environment": changed(process),
        "respawn": process.respawn,
        "on_exit": "shutdown" if process.ends_all else None,
    }


def listing(process: Process) -> str:
    """Return a process as a person reads it: its command, its environment, its parameters."""
    files = [
        given if isinstance(given, Path) else Path(f"PARAMETERS-{number}.yaml")
        for number, given in enumerate(process.parameters, 1)
    ]
    rows = [f"[{process.label}] {shlex.join(process.arguments(files))}"]
    rows += [f"  {name}={shlex.quote(value)}" for name, value in changed(process).items()]
    for file, text in zip(files, process.documents(), strict=True):
        if text is not None:
            rows += [f"  {file}:", *(f"    {row}" for row in text.splitlines())]
    return "\n".join(rows)


def line(event: Event, as_json: bool) -> str:
    """Return an event as one line."""
    from agent.ros.launch.runner import Ended, Line, Started

    if as_json:
        kind = type(event).__name__.lower()
        return json.dumps({"kind": kind, **dataclasses.asdict(event)})
    if isinstance(event, Line):
        return f"[{event.node}] {event.text}"
    if isinstance(event, Started):
        return f"[launch] {event.node} started, process {event.pid}"
    if isinstance(event, Ended):
        return f"[launch] {event.node} ended with {event.code}"
    return f"[launch] {event.signal} to all: {event.reason}"
