"""The terminal's command that opens the browser's door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    console,
    errors,
)

if TYPE_CHECKING:
    from agent.host import Host


def serve(
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
    host: Annotated[
        str, typer.Option(help="Where to listen; 0.0.0.0 lets others in, with a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 for any that is free.", min=0, max=65535)] = 8765,
    token: Annotated[
        str | None, typer.Option(help="What opens the door; made where one is needed.")
    ] = None,
    pace: Annotated[
        float, typer.Option(help="How fast time passes; 0: as fast as can be.", min=0.0, max=100.0)
    ] = 1.0,
    out: Out = Path("runs"),
) -> None:
    """Watch the arm in a browser, tell it what to do, and stop it."""
    with errors():
        from agent.guarding import checked_policy, configured
        from agent.listening import opened
        from agent.web.access import Rules
        from agent.web.listening import listen

        rules = Rules.of(host, token)
        config, policy = configured(guard), checked_policy(confirm)
        # Taken before the model loads, so that a port in use is told at once.
        socket = opened(host, port)
        from agent.planners.making import make_planner

        chooser = make_planner(planner, model, None, calibration, base_url)

        def make() -> Host:
            from agent.host import Place, guarded_host

            place = Place(scene, seed, robot, perception, out, pace)
            return guarded_host(place, chooser, config, policy, watched=True)

        address = f"http://{shown(host)}:{socket.getsockname()[1]}/"
        console.print(f"{address}{f'?token={rules.token}' if rules.token else ''}", markup=False)
        listen(socket, make, rules=rules, runs=out, model=model, catalogue=catalogue)


def shown(host: str) -> str:
    """Return an address that can be opened."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def catalogue() -> dict[str, Any]:
    """Return the scenes with what is in them, and the suites with their tasks."""
    from sims.build import scenes
    from sims.tasks.base import suites

    return {
        "scenes": [{"name": n, "about": about(c)} for n, c in sorted(scenes().items())],
        "suites": [
            {"name": s.name, "about": s.doc, "tasks": list(s.tasks)} for s in suites().values()
        ],
    }


def about(made: Callable[..., Any]) -> str:
    """Return the first line of what something says of itself."""
    return (made.__doc__ or "").strip().partition("\n")[0]
