"""A world, an agent in it, and what is shown and written of its runs."""

from __future__ import annotations

import json
import select
import signal
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.markup import escape

from agent.errors import UsageError
from agent.events import (
    Acted,
    Asked,
    Checked,
    Decided,
    Disturbed,
    Event,
    Finished,
    Judged,
    Started,
    Understood,
)
from agent.guard import Policy
from agent.guarding import Config
from agent.planners.base import Planner
from agent.trace import ADAPTER, Header, TraceWriter, run_id
from agent.types import SkillCall

console = Console(highlight=False)
COLORS = {"verified": "green", "contradicted": "red", "unverified": "yellow"}


@dataclass(frozen=True, slots=True)
class Setup:
    """Where a session takes place, and what it leaves behind.

    `out` is the folder in which each session gets one of its own; `video` None puts the
    mp4 there too, and `record` false makes none. `guard` is what the robot may do, and `confirm`
    before what a person is asked, where it is not as `guard` has it.
    """

    scene: str = "tabletop"
    robot: str = "panda"
    seed: int = 0
    gui: bool = False
    out: Path = Path("runs")
    video: Path | None = None
    record: bool = True
    as_json: bool = False
    perception: str = "camera"
    faults: str = ""
    guard: Config = field(default_factory=Config)
    confirm: Policy | None = None


class Session:
    """Runs goals one after another in one world, until it is closed."""

    def __init__(self, setup: Setup, planner: Planner) -> None:
        from agent.limits import LimitedRobot
        from agent.loop import Agent
        from sims.build import build, eyes
        from sims.faults import Faults
        from sims.faulty import FaultyRobot

        self.setup, self.planner = setup, planner
        self.busy = False
        faults = Faults.parse(setup.faults, setup.seed)
        self.world, self.robot = build(setup.scene, setup.robot, setup.seed, setup.gui)
        self.faulty = FaultyRobot(self.robot, self.world, faults) if str(faults) else None
        self.robot = LimitedRobot(self.faulty or self.robot, setup.guard.limits)
        self.perception = eyes(setup.perception, self.world)
        guard = setup.guard.guard(self.confirm, setup.confirm)
        self.agent = Agent(self.robot, self.perception, planner, guard=guard, ask=self.ask)
        folder = setup.out / run_id()
        header = Header(
            scene=setup.scene,
            robot=setup.robot,
            seed=setup.seed,
            planner=planner.name,
            perception=self.perception.source,
            faults=str(faults),
        )
        self.trace = TraceWriter(folder / "trace.jsonl", header)
        self.video: Any = None
        if setup.record:
            from agent.video import Video

            path = setup.video or folder / "run.mp4"
            self.video = Video(path, lambda: self.world.render(480, 360).rgb)
            self.world.on_frame = self.video.frame
        signal.signal(signal.SIGINT, self.interrupted)

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Stop the arm at Ctrl-C; at rest, or the second time, let it interrupt as always."""
        stopped_before, self.busy = not self.busy, False
        self.robot.stop()
        if stopped_before:
            raise KeyboardInterrupt

    def ask(self, question: str) -> str | None:
        """Put a question to the person at the terminal, if there is one."""
        if self.setup.as_json or not sys.stdin.isatty():
            return None
        self.busy = False
        try:
            return console.input("[bold]> [/]").strip() or None
        except (EOFError, KeyboardInterrupt):
            return None
        finally:
            self.robot.resume()
            self.busy = True

    def confirm(self, call: SkillCall, reason: str) -> bool:
        """Ask the person at the terminal for leave; no word in time is no."""
        if self.setup.as_json or not sys.stdin.isatty():
            return False
        self.busy = False
        termios.tcflush(sys.stdin, termios.TCIFLUSH)  # what was typed before was not meant for it
        console.print(f"[bold]? {escape(str(call))}: {escape(reason)}. Go on? \\[y/N][/] ", end="")
        try:
            wait = self.setup.guard.timeout or None
            ready, _, _ = select.select([sys.stdin], [], [], wait)
            if not ready:
                console.print("no word is no")
            return bool(ready) and sys.stdin.readline().strip().lower() in ("y", "yes")
        except KeyboardInterrupt:
            self.robot.resume()  # what was not allowed has not begun
            return False
        finally:
            self.busy = True

    def run(self, goal: str) -> Finished:
        """Work on one goal, showing and recording what happens."""
        last: Event | None = None
        self.robot.resume()
        self.busy = True
        try:
            for last in self.agent.run(goal):
                for disturbed in self.faulty.drain() if self.faulty else ():
                    self.trace.write(disturbed)
                    self.show(disturbed)
                self.trace.write(last, self.perception.frame)
                self.show(last)
        finally:
            self.busy = False
        assert isinstance(last, Finished)
        return last

    def show(self, event: Event) -> None:
        """Print one event."""
        if self.video and isinstance(event, Decided):
            self.video.caption = str(event.decision.call)
        if self.setup.as_json:
            print(ADAPTER.dump_json(event).decode(), flush=True)
        else:
            for line in lines(event):
                console.print(line, soft_wrap=True)

    def close(self) -> None:
        """Finish the files, the world and the planner, and say where the files are."""
        writers = [w for w in (self.trace, self.video) if w]
        for part in (*writers, self.world, self.planner):
            if hasattr(part, "close"):
                part.close()
        files = {w.what: str(w.path) for w in writers}
        if self.setup.as_json:
            print(json.dumps({"kind": "files", **files}), flush=True)
        else:
            for what, path in files.items():
                console.print(f"[dim]{what}[/] {escape(path)}", soft_wrap=True)
        for writer in writers:
            if writer.trouble:
                Console(stderr=True).print(writer.trouble, markup=False, soft_wrap=True)

    def chat(self) -> None:
        """Take goals from the terminal until the person leaves."""
        while (goal := read_line()) is not None:
            if not goal:
                continue
            try:
                self.run(goal)
            except UsageError as error:
                console.print(f"{error.message} {error.hint}", markup=False)


def read_line() -> str | None:
    """Read the next goal; None when the person leaves."""
    try:
        line = console.input("[bold]goal> [/]") if sys.stdin.isatty() else input()
    except EOFError:
        return None
    except KeyboardInterrupt:
        console.print("\n[dim]`bye` ends the chat.[/]")
        return ""
    return None if line.strip().lower() in ("bye", "exit", "quit") else line.strip()


def lines(event: Event) -> Iterator[str]:
    """Return an event in words for a terminal, in rich's markup."""
    if isinstance(event, Started):
        yield f"[bold]{escape(event.goal)}[/]"
        yield f"[dim]sees {', '.join(event.observation.names)} ({event.observation.source})[/]"
    elif isinstance(event, Understood):
        yield f"[dim]understood as: {escape(str(event))}[/]"
    elif isinstance(event, Decided):
        d = event.decision
        second = (
            f", next {d.alternatives[0][0]} {d.alternatives[0][1]:.0%}" if d.alternatives else ""
        )
        sure = "" if d.probability is None else f"{d.probability:.0%}{escape(second)}, "
        yield f"{event.step:>2} [cyan]{escape(str(d.call))}[/] [dim]{sure}{d.seconds:.1f} s[/]"
    elif isinstance(event, Judged):
        color = "dim" if event.verdict.kind == "allow" else "yellow"
        text = (
            f"{event.verdict.kind}: {event.verdict.reason}" if event.verdict.reason else "allowed"
        )
        yield f"   [{color}]{escape(text)}[/]"
    elif isinstance(event, Acted):
        mark = "[green]ok[/]" if event.outcome.ok else "[red]failed[/]"
        yield f"   {mark} {escape(event.outcome.message)} [dim]{event.outcome.seconds:.1f} s[/]"
    elif isinstance(event, Checked):
        yield f"   measured: {event.verification}: {escape(event.message)}"
    elif isinstance(event, Asked):
        yield f"[bold]? {escape(event.question)}[/]"
    elif isinstance(event, Disturbed):
        yield f"   [magenta]fault {event.fault}: {escape(event.detail)}[/]"
    elif isinstance(event, Finished):
        yield (
            f"[bold {COLORS[event.verification]}]{event.verification}[/] ({event.ending}, "
            f"{event.steps} steps, {event.seconds:.1f} s): {escape(event.message)}"
        )
