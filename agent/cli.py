"""The door from a terminal."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from agent.errors import HandilyError, UsageError
from agent.events import Acted, Asked, Checked, Decided, Event, Finished, Judged, Started, exit_code

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console(highlight=False)
PLANNERS = ("local", "expert")

Scene = Annotated[str, typer.Option(help="What stands on the table; see `handily scenes`.")]
Seed = Annotated[int, typer.Option(help="Where it stands.")]
RobotName = Annotated[str, typer.Option(help="Which arm.")]
PlannerName = Annotated[str, typer.Option(help="Who chooses the calls; see `handily planners`.")]
Model = Annotated[str, typer.Option(help="embedded, embedded-base, a folder, or a hub name.")]
VideoFile = Annotated[Path | None, typer.Option(help="Where the mp4 goes.")]
Gui = Annotated[bool, typer.Option(help="Show the simulation in a window.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Out = Annotated[Path, typer.Option(help="Folder of traces and videos.")]


class Session:
    """A world, an agent in it, and what is written of its runs."""

    def __init__(
        self,
        scene: str,
        seed: int,
        robot: str,
        planner: Any,
        out: Path,
        video: Path | None,
        gui: bool,
        as_json: bool,
        record: bool = True,
    ) -> None:
        from agent.loop import Agent
        from agent.perception.camera import CameraPerception
        from agent.trace import Header, TraceWriter
        from sims.build import build

        self.as_json = as_json
        self.world, self.robot = build(scene, robot, seed, gui)
        self.agent = Agent(self.robot, CameraPerception(), planner, ask=self.ask)
        stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**6:06d}"
        header = Header(
            scene=scene, robot=robot, seed=seed, planner=planner.name, perception="camera"
        )
        self.trace = TraceWriter(out / f"{stamp}.jsonl", header)
        self.video: Any = None
        if record:
            from agent.video import Video

            self.video = Video(
                video or out / f"{stamp}.mp4", lambda: self.world.render(480, 360).rgb
            )
            self.world.on_frame = self.video.frame
        signal.signal(signal.SIGINT, lambda *_: self.robot.stop())

    def ask(self, question: str) -> str | None:
        """Put a question to the person at the terminal, if there is one."""
        if self.as_json or not sys.stdin.isatty():
            return None
        try:
            return console.input("[bold]> [/]").strip() or None
        except (EOFError, KeyboardInterrupt):
            return None

    def run(self, goal: str) -> Finished:
        """Work on one goal, showing and recording what happens."""
        last: Event | None = None
        for last in self.agent.run(goal):
            self.trace.write(last)
            self.show(last)
        assert isinstance(last, Finished)
        return last

    def show(self, event: Event) -> None:
        """Print one event."""
        if self.video and isinstance(event, Decided):
            self.video.caption = str(event.decision.call)
        if self.as_json:
            from agent.trace import ADAPTER

            print(ADAPTER.dump_json(event).decode(), flush=True)
        else:
            for line in lines(event):
                console.print(line, markup=True)

    def close(self) -> None:
        """Finish the files and the world, and say where the files are."""
        self.trace.close()
        if self.video:
            self.video.close()
        self.world.close()
        files = {"trace": str(self.trace.path)} | (
            {"video": str(self.video.path)} if self.video else {}
        )
        if self.as_json:
            print(json.dumps({"kind": "files", **files}), flush=True)
        else:
            for what, path in files.items():
                console.print(f"[dim]{what}[/] {path}", soft_wrap=True)
        if self.trace.trouble:
            Console(stderr=True).print(self.trace.trouble)


def lines(event: Event) -> Iterator[str]:
    """Return an event in words for a terminal."""
    from rich.markup import escape

    if isinstance(event, Started):
        yield f"[bold]{escape(event.goal)}[/]"
        yield f"[dim]sees {', '.join(event.observation.names)} ({event.observation.source})[/]"
    elif isinstance(event, Decided):
        d = event.decision
        second = (
            f", next {d.alternatives[0][0]} {d.alternatives[0][1]:.0%}" if d.alternatives else ""
        )
        yield (
            f"{event.step:>2} [cyan]{escape(str(d.call))}[/] "
            f"[dim]{d.probability:.0%}{escape(second)}, {d.seconds:.1f} s[/]"
        )
    elif isinstance(event, Judged) and event.verdict.kind != "allow":
        yield f"   [yellow]{event.verdict.kind}: {escape(event.verdict.reason)}[/]"
    elif isinstance(event, Acted):
        mark = "[green]ok[/]" if event.outcome.ok else "[red]failed[/]"
        yield f"   {mark} {escape(event.outcome.message)} [dim]{event.outcome.seconds:.1f} s[/]"
    elif isinstance(event, Checked):
        yield f"   measured: {event.verification}: {escape(event.message)}"
    elif isinstance(event, Asked):
        yield f"[bold]? {escape(event.question)}[/]"
    elif isinstance(event, Finished):
        color = {"verified": "green", "contradicted": "red"}.get(event.verification, "yellow")
        yield (
            f"[bold {color}]{event.verification}[/] ({event.ending}, {event.steps} steps, "
            f"{event.seconds:.1f} s): {escape(event.message)}"
        )


def make_planner(name: str, model: str) -> Any:
    """Return the planner of that name; the model starts to load in the background."""
    if name == "expert":
        from agent.planners.expert import ExpertPlanner

        return ExpertPlanner()
    if name == "local":
        from agent.models import load
        from agent.planners.local import LocalPlanner

        notice = Console(stderr=True)
        return LocalPlanner(lambda: load(model, notify=lambda line: notice.print(line)))
    raise UsageError(
        f"There is no planner {name!r}; there are: {', '.join(PLANNERS)}.",
        "A recorded run is replayed with: handily trace FILE --replay",
    )


@contextlib.contextmanager
def errors(as_json: bool = False) -> Iterator[None]:
    """Turn our errors into one clear sentence and exit code 2."""
    try:
        yield
    except HandilyError as error:
        if as_json:
            print(json.dumps({"kind": "error", "message": error.message, "hint": error.hint}))
        else:
            out = Console(stderr=True, soft_wrap=True)
            out.print(error.message, style="red", markup=False)
            if error.hint:
                out.print(f"hint: {error.hint}", markup=False)
        raise typer.Exit(2) from None


@app.command()
def do(
    goal: Annotated[str, typer.Argument(help="What to do, in plain words.")],
    scene: Scene = "tabletop",
    seed: Seed = 0,
    robot: RobotName = "panda",
    planner: PlannerName = "local",
    model: Model = "embedded",
    video: VideoFile = None,
    gui: Gui = False,
    as_json: AsJson = False,
    out: Out = Path("runs"),
) -> None:
    """Carry one goal out. Exit code: 0 verified, 1 not, 2 usage, 3 unanswered, 4 refused."""
    with errors(as_json):
        from agent.loop import checked_goal

        goal = checked_goal(goal)
        session = Session(
            scene, seed, robot, make_planner(planner, model), out, video, gui, as_json
        )
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
    gui: Gui = False,
    out: Out = Path("runs"),
) -> None:
    """Give one goal after another in one scene. Ctrl-C stops the arm; `bye` ends the chat."""
    with errors():
        session = Session(
            scene, seed, robot, make_planner(planner, model), out, None, gui, False, record=False
        )
        try:
            while (goal := read_line()) is not None:
                try:
                    session.run(goal)
                except UsageError as error:
                    console.print(f"{error.message} {error.hint}", markup=False)
        finally:
            session.close()


def read_line() -> str | None:
    """Read the next goal; None when the person leaves."""
    try:
        line = console.input("[bold]goal> [/]").strip() if sys.stdin.isatty() else input()
    except EOFError:
        return None
    return None if line.lower() in ("bye", "exit", "quit") else line


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
    from agent.planners.replay import ReplayPlanner

    there = (LocalPlanner, ExpertPlanner, ReplayPlanner)
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
        from agent.planners.replay import ReplayPlanner
        from agent.trace import ADAPTER, calls_of, read_trace

        header, events = read_trace(file)
        if not replay:
            for event in events:
                if as_json:
                    print(ADAPTER.dump_json(event).decode())
                    continue
                if isinstance(event, Decided) and event.decision.prompt:
                    console.rule(f"prompt of step {event.step}")
                    console.print(event.decision.prompt, markup=False, soft_wrap=True)
                for line in lines(event):
                    console.print(line)
            return
        goals = [e.goal for e in events if isinstance(e, Started)]
        if not goals:
            raise UsageError(f"{file} has no goal to run again.")
        again = ReplayPlanner(calls_of(events))
        session = Session(
            header.scene, header.seed, header.robot, again, out, None, False, as_json, record=False
        )
        try:
            for goal in goals:
                finished = session.run(goal)
        finally:
            session.close()
    raise typer.Exit(exit_code(finished))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
