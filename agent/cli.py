"""The door from a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from agent.cli_bench import bench, compare, report
from agent.cli_calibrate import calibrate
from agent.cli_launch import launch
from agent.cli_mcp import mcp
from agent.cli_ros import ros
from agent.cli_serve import serve
from agent.cli_training import train
from agent.errors import UsageError
from agent.events import Decided, Started, exit_code
from agent.planners.making import described, make_planner
from agent.terminal import (
    Answers,
    AsJson,
    BaseUrl,
    Calibrated,
    Confirmed,
    Eyes,
    Fault,
    GuardFile,
    Gui,
    Model,
    Out,
    PlannerName,
    RobotName,
    Scene,
    Seed,
    VideoFile,
    Vision,
    console,
    errors,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def do(
    goal: Annotated[str, typer.Argument(help="What to do, in plain words.")],
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    base_url: BaseUrl = "",
    vision: Vision = False,
    answers: Answers = None,
    calibration: Calibrated = None,
    perception: Eyes = "camera",
    video: VideoFile = None,
    fault: Fault = None,
    guard: GuardFile = None,
    confirm: Confirmed = None,
    gui: Gui = False,
    as_json: AsJson = False,
    out: Out = Path("runs"),
) -> None:
    """Carry one goal out. Exit code: 0 verified, 1 not, 2 usage, 3 unanswered, 4 refused."""
    with errors(as_json):
        from agent.goals import checked_goal

        goal = checked_goal(goal)
        # Before all other imports: the model takes longest to be there.
        chooser = make_planner(planner, model, answers, calibration, base_url, vision)
        from agent.guarding import checked_policy, configured
        from agent.session import Session, Setup

        config, policy = configured(guard), checked_policy(confirm)
        faults = ",".join(fault or ())
        setup = Setup(
            *(scene, robot, seed, gui, out, video, True, as_json, perception, faults),
            guard=config,
            confirm=policy,
        )
        session = Session(setup, chooser)
        try:
            finished = session.run(goal)
        finally:
            session.close()
    raise typer.Exit(exit_code(finished))


@app.command()
def chat(
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    base_url: BaseUrl = "",
    vision: Vision = False,
    calibration: Calibrated = None,
    guard: GuardFile = None,
    confirm: Confirmed = None,
    gui: Gui = False,
    out: Out = Path("runs"),
) -> None:
    """Give one goal after another in one scene. Ctrl-C stops the arm; `bye` ends the chat."""
    with errors():
        from agent.guarding import checked_policy, configured
        from agent.session import Session, Setup

        config, policy = configured(guard), checked_policy(confirm)
        setup = Setup(*(scene, robot, seed, gui, out), record=False, guard=config, confirm=policy)
        chooser = make_planner(planner, model, None, calibration, base_url, vision)
        session = Session(setup, chooser)
        try:
            session.chat()
        finally:
            session.close()


def listing(rows: dict[str, str], as_json: bool) -> None:
    """Print names and what they are."""
    if as_json:
        print(json.dumps(rows))
        return
    table = Table(box=None, show_header=False)
    for name, text in rows.items():
        table.add_row(f"[cyan]{name}[/]", text)
    console.print(table)


@app.command()
def scenes(as_json: AsJson = False) -> None:
    """List the scenes."""
    from sims.build import scenes as there

    listing({n: (c.__doc__ or "").strip() for n, c in there().items()}, as_json)


@app.command()
def skills(as_json: AsJson = False) -> None:
    """List the skills, as the model reads them."""
    from agent.skills.library import load_skills

    listing({s.signature: (s.__doc__ or "").strip() for s in load_skills().values()}, as_json)


@app.command()
def planners(as_json: AsJson = False) -> None:
    """List the planners."""
    listing(described(), as_json)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check what Handily needs, and say what to do about each thing missing."""
    from agent.doctor import check_all

    checks = check_all()
    if as_json:
        print(json.dumps([{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]))
    else:
        for c in checks:
            mark = (
                "[green]ok     [/]"
                if c.ok
                else ("[red]missing[/]" if c.needed else "[yellow]absent [/]")
            )
            console.print(f"{mark} {c.name}: {c.detail}", soft_wrap=True)
    raise typer.Exit(0 if all(c.ok or not c.needed for c in checks) else 1)


@app.command()
def trace(
    file: Annotated[Path, typer.Argument(help="A .jsonl trace.")],
    replay: Annotated[bool, typer.Option(help="Run it again without a model.")] = False,
    as_json: AsJson = False,
    out: Out = Path("runs"),
) -> None:
    """Read a trace back, step by step with the exact prompt of each."""
    with errors(as_json):
        from agent.trace import ADAPTER, read_trace

        header, events = read_trace(file)
        if replay:
            raise typer.Exit(run_again(file, header, events, out, as_json))
        from agent.session import lines

        for event in events:
            if as_json:
                print(ADAPTER.dump_json(event).decode())
                continue
            if isinstance(event, Decided) and event.decision.prompt:
                console.rule(f"prompt of step {event.step}")
                console.print(event.decision.prompt, markup=False, soft_wrap=True)
            for line in lines(event):
                console.print(line, soft_wrap=True)


def run_again(file: Path, header: Any, events: list[Any], out: Path, as_json: bool) -> int:
    """Run the goals of a trace with its recorded answers; return the exit code."""
    from agent.planners.replay import ReplayPlanner
    from agent.session import Session, Setup

    goals = [e.goal for e in events if isinstance(e, Started)]
    if not goals:
        raise UsageError(f"{file} has no goal to run again.")
    setup = Setup(
        header.scene,
        header.robot,
        header.seed,
        out=out,
        record=False,
        as_json=as_json,
        faults=header.faults,
    )
    session = Session(setup, ReplayPlanner.of(events))
    try:
        return max(exit_code(session.run(goal)) for goal in goals)
    finally:
        session.close()


for command in (bench, compare, report, calibrate, launch, mcp, serve):
    app.command()(command)
app.add_typer(train, name="train")
app.add_typer(ros, name="ros")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
