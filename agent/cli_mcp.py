"""The terminal's command that opens the door for other agents."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from agent.errors import UsageError
from agent.terminal import (
    Calibrated,
    Eyes,
    Model,
    Out,
    PlannerName,
    RobotName,
    Scene,
    Seed,
    errors,
    notices,
)

WAITS = 300.0
"""How long (s) a question waits: it has to get to a person through another agent."""


def mcp(
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    calibration: Calibrated = None,
    perception: Eyes = "camera",
    pace: Annotated[
        float, typer.Option(help="1: motions take real time; 0: as fast as can be.", min=0.0)
    ] = 0.0,
    http: Annotated[bool, typer.Option("--http", help="Serve HTTP instead of stdio.")] = False,
    host: Annotated[str, typer.Option(help="With --http: the address to serve at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="With --http; 0 finds a free one.", min=0)] = 8642,
    token: Annotated[
        str, typer.Option(help="What clients have to bring along.", envvar="HANDILY_TOKEN")
    ] = "",
    out: Out = Path("runs"),
) -> None:
    """Let other agents use the robot: a Model Context Protocol server on stdio or HTTP."""
    with errors():
        try:
            from agent.mcp_server.serving import checked_token, quiet, serve_http, serve_stdio
        except ImportError as error:
            raise UsageError(
                f"The package {error.name} is missing.", "pip install 'handily[mcp]'"
            ) from None
        if http:
            checked_token(host, token)
        with quiet():
            from agent.cli import make_planner

            chooser = make_planner(planner, model, None, calibration)
            from agent.host import Host, Place
            from agent.mcp_server.door import Door

            place = Place(scene, seed, robot, perception, out, pace, WAITS)
            served = Host(place, chooser)
        door = Door(served)
        try:
            if http:
                serve_http(door, host, port, token, lambda url: notices.print(url, markup=False))
            else:
                # Nothing else ends a read of stdin; the simulated arm ends with us.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                serve_stdio(door)
        finally:
            served.close()
