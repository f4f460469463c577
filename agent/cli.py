"""The door from a terminal."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from agent.cli_bench import bench, compare, report
from agent.cli_calibrate import calibrate
from agent.cli_launch import launch
from agent.cli_ros import ros
from agent.cli_training import train
from agent.errors import UsageError
from agent.events import Decided, Started, exit_code
from agent.terminal import (
    Answers,
    AsJson,
    Calibrated,
    Eyes,
    Fault,
    Gui,
    Model,
    Out,
    PlannerName,
    RobotName,
    Scene,
    Seed,
    VideoFile,
    console,
    errors,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
PLANNERS = ("local", "expert", "random", "replay")


def make_planner(
    name: str, model: str, answers: Path | None = None, calibration: Path | None = None
) -> Any:
    """Return the planner of that name; a model starts to load in the background."""
    if calibration is not None and name != "local":
        raise UsageError(f"The planner {name} has no probabilities to go by.", "--planner local")
    if name == "expert":
        from agent.planners.expert import ExpertPlanner

        return ExpertPlanner()
    if name == "random":
        from agent.planners.random import RandomPlanner

        return RandomPlanner()
    if name == "local":
        from agent.planners.process import ProcessPlanner

        return ProcessPlanner(functools.partial(local_planner, model, calibration), "local")
    if name == "replay":
        from agent.planners.replay import ReplayPlanner
        from agent.trace import read_trace

        if answers is None:
            raise UsageError("The planner replay needs recorded answers.", "Add: --answers TRACE")
        return ReplayPlanner.of(read_trace(answers)[1])
    raise UsageError(f"There is no planner {name!r}; there are: {', '.join(PLANNERS)}.")


def local_planner(model: str, calibration: Path | None = None) -> Any:
    """Return a planner with a language model, which starts to load at once."""
    from agent.models import load
    from agent.planners.calibration import asking
    from agent.planners.local import LocalPlanner

    notice = Console(stderr=True)
    planner = LocalPlanner(lambda: load(model, notify=lambda line: notice.print(line)))
    return asking(planner, model, calibration)


@app.command()
def do(
    goal: Annotated[str, typer.Argument(help="What to do, in plain words.")],
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    answers: Answers = None,
    calibration: Calibrated = None,
    perception: Eyes = "camera",
    video: VideoFile = None,
    fault: Fault = None,
    gui: Gui = False,
    as_json: AsJson = False,
    out: Out = Path("runs"),
) -> None:
    """Carry one goal out. Exit code: 0 verified, 1 not, 2 usage, 3 unanswered, 4 refused."""
    with errors(as_json):
        from agent.goals import checked_goal

        goal = checked_goal(goal)
        # Before all other imports: the model takes longest to be there.
        chooser = make_planner(planner, model, answers, calibration)
        from agent.session import Session, Setup

        faults = ",".join(fault or ())
        setup = Setup(scene, robot, seed, gui, out, video, True, as_json, perception, faults)
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
    calibration: Calibrated = None,
    gui: Gui = False,
    out: Out = Path("runs"),
) -> None:
    """Give one goal after another in one scene. Ctrl-C stops the arm; `bye` ends the chat."""
    with errors():
        from agent.session import Session, Setup

        setup = Setup(scene, robot, seed, gui, out, record=False)
        session = Session(setup, make_planner(planner, model, None, calibration))
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
    from agent.planners.expert import ExpertPlanner
    from agent.planners.local import LocalPlanner
    from agent.planners.random import RandomPlanner
    from agent.planners.replay import ReplayPlanner

    there = (LocalPlanner, ExpertPlanner, RandomPlanner, ReplayPlanner)
    listing({c.name: (c.__doc__ or "").strip().splitlines()[0] for c in there}, as_json)


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


for command in (bench, compare, report, calibrate, launch):
    app.command()(command)
app.add_typer(train, name="train")
app.add_typer(ros, name="ros")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
