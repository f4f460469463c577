"""What the commands of the terminal have in common: their options and how errors are told."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from agent.errors import HandilyError, UsageError

console = Console(highlight=False)
notices = Console(stderr=True, soft_wrap=True, highlight=False)
"""For sentences beside the result, so that they never mix with JSON."""

Scene = Annotated[str, typer.Option(help="What stands on the table; see `handily scenes`.")]
Seed = Annotated[int, typer.Option(help="Where it stands.")]
RobotName = Annotated[str, typer.Option(help="Which arm.")]
PlannerName = Annotated[str, typer.Option(help="Who chooses the calls; see `handily planners`.")]
Model = Annotated[
    str,
    typer.Option(help="embedded, embedded-base, a folder, a hub name; or its name at the server."),
]
BaseUrl = Annotated[
    str, typer.Option(help="Of the planner server: http://localhost:11434/v1, or any like it.")
]
Vision = Annotated[bool, typer.Option("--vision", help="Send it the camera's picture too.")]
Answers = Annotated[Path | None, typer.Option(help="A trace, for the planner `replay`.")]
VideoFile = Annotated[Path | None, typer.Option(help="Where the mp4 goes.")]
Eyes = Annotated[str, typer.Option(help="camera, or oracle: the simulator's own truth.")]
Calibrated = Annotated[
    Path | None, typer.Option(help="Ask where this file of `handily calibrate` says so.")
]
GuardFile = Annotated[
    Path | None, typer.Option("--guard", help="A TOML file of what the robot may do.")
]
Confirmed = Annotated[
    str | None, typer.Option("--confirm", help="Ask before acting: never, risky or always.")
]
Gui = Annotated[bool, typer.Option(help="Show the simulation in a window.")]
Fault = Annotated[
    list[str] | None, typer.Option(help="What goes wrong, and how likely: drop=0.2,slip=0.1.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Out = Annotated[Path, typer.Option(help="Folder of traces and videos.")]


@contextlib.contextmanager
def errors(as_json: bool = False) -> Iterator[None]:
    """Turn our errors, and files that cannot be used, into one sentence and exit code 2."""
    try:
        yield
    except HandilyError as error:
        tell(error, as_json)
        raise typer.Exit(2) from None
    except OSError as error:
        if error.filename is None:  # such as a pipe that nobody reads any more
            raise
        why = error.strerror or type(error).__name__
        tell(UsageError(f"{error.filename} cannot be read or written: {why}."), as_json)
        raise typer.Exit(2) from None


def tell(error: HandilyError, as_json: bool) -> None:
    """Print an error and what to do about it."""
    if as_json:
        print(json.dumps({"kind": "error", "message": error.message, "hint": error.hint}))
        return
    notices.print(error.message, style="red", markup=False)
    if error.hint:
        notices.print(f"hint: {error.hint}", markup=False)
