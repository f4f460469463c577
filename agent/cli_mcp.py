"""The terminal's command that opens the door for other agents."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from agent.errors import UsageError
from agent.terminal import (
    BaseUrl,
    Calibrated,
    Confirmed,
    Eyes,
    GuardFile,
    Model,
    Out,
    PlannerName,
    RobotName,
    Scene,
    Seed,
    errors,
    notices,
)
from agent.urgency import SWITCH

WAITS = 300.0
"""How long (s) a question waits: it has to get to a person through another agent."""


def mcp(
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    base_url: BaseUrl = "",
    calibration: Calibrated = None,
    perception: Eyes = "camera",
    guard: GuardFile = None,
    confirm: Confirmed = None,
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
            from agent.listening import opened
            from agent.mcp_server import serving
        except ImportError as error:
            raise UsageError(
                f"The package {error.name} is missing.", "pip install 'handily[mcp]'"
            ) from None
        with serving.quiet():
            from agent.guarding import checked_policy, configured

            config, policy = configured(guard), checked_policy(confirm)
            if http:
                serving.checked_token(host, token)
                # Taken before the model loads, so that a port in use is told at once.
                at = opened(host, port)
            from agent.planners.making import make_planner

            chooser = make_planner(planner, model, None, calibration, base_url)
            from agent.host import Place, guarded_host
            from agent.mcp_server.door import Door

            place = Place(scene, seed, robot, perception, out, pace, WAITS)
            served = guarded_host(place, chooser, config, policy)
            door = Door(served)
        sys.setswitchinterval(SWITCH)
        try:
            if http:
                notices.print(serving.address(at), markup=False)
                serving.serve_http(door, at, host, token)
            else:
                # Nothing else ends a read of stdin; the simulated arm ends with us.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                serving.serve_stdio(door)
        finally:
            served.close()
