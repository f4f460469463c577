"""Runs the processes of a launch until all have ended, and ends them all when it has to.

Each process leads a group of its own, so that Ctrl-C reaches it through the launch only, and
so that what it has started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO, TypeAlias

from agent.errors import UsageError
from agent.ros.launch.plan import Process

STEPS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
"""How a process is asked to end, more firmly each time."""
ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""How the launch itself is asked to end."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process runs."""

    node: str
    pid: int


@dataclass(frozen=True, slots=True)
class Line:
    """A process has written a line."""

    node: str
    text: str
    error: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A process has ended; a code below zero is the signal that ended it."""

    node: str
    code: int


@dataclass(frozen=True, slots=True)
class Stopping:
    """All processes were sent a signal."""

    reason: str
    signal: str


Event: TypeAlias = Started | Line | Ended | Stopping


@dataclass(eq=False, slots=True)
class Child:
    """A process that runs, and the threads that read what it writes."""

    process: Process
    popen: subprocess.Popen[str]
    readers: list[threading.Thread] = field(default_factory=list)

    def send(self, number: int) -> None:
        """Send a signal to the process and to all that it has started."""
        if self.popen.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, number)


@dataclass(frozen=True, slots=True)
class Exit:
    """What the thread that waits for a child reports."""

    child: Child
    code: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the signal handler reports."""

    reason: str


class Run:
    """One run of a launch. After it `code` is its exit code.

    That is the code of the process that was to end all; else of the first one that ended by
    itself and not well; else 1 if one had to be killed; else 0, after Ctrl-C too. `patience`
    is how long, in seconds, processes have for each step of STEPS.
    """

    def __init__(self, processes: Sequence[Process], patience: float = 5.0) -> None:
        self.processes, self.patience = processes, patience
        self.code, self.decided = 0, False
        self.children: list[Child] = []
        self.due: list[tuple[float, Process]] = []
        self.news: queue.SimpleQueue[Line | Exit | Asked] = queue.SimpleQueue()
        self.step = 0
        self.deadline = float("inf")

    def events(self) -> Generator[Event, None, None]:
        """Start everything, and yield what happens until nothing runs any more."""
        with tempfile.TemporaryDirectory(prefix="handily-launch-") as folder:
            self.folder = Path(folder)
            with signals(lambda name: self.news.put(Asked(name))):
                try:
                    for process in self.processes:
                        yield self.start(process)
                    while self.children or self.due:
                        yield from self.turn()
                finally:
                    # Reached with children if whoever reads the events gave up, or a start failed.
                    self.due.clear()
                    if self.children and not self.step:
                        self.stop("the launch has failed")
                    while self.children:
                        self.turn()

    def start(self, process: Process) -> Started:
        """Start one process, with its parameters written to files."""
        files = []
        for number, (text, given) in enumerate(
            zip(process.documents(), process.parameters, strict=True)
        ):
            file = given if isinstance(given, Path) else self.folder / name_of(process, number)
            if text is not None:
                file.write_text(text, encoding="utf-8")
            files.append(file)
        try:
            popen = subprocess.Popen(
                process.arguments(files),
                env=process.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UsageError(
                f"The program of {process.label} cannot be started: {process.command[0]}: {why}."
            ) from None
        child = Child(process, popen)
        self.children.append(child)
        for stream, is_error in ((popen.stdout, False), (popen.stderr, True)):
            assert stream is not None
            reader = threading.Thread(
                target=self.listen, args=(process, stream, is_error), daemon=True
            )
            child.readers.append(reader)
            reader.start()
        threading.Thread(target=self.wait, args=(child,), daemon=True).start()
        return Started(process.label, popen.pid)

    def listen(self, process: Process, stream: IO[str], is_error: bool) -> None:
        """Report the lines of a process; runs in a thread."""
        with stream:
            for line in stream:
                # As in ROS, what goes to the log alone is not shown, unless it is an error.
                if is_error or process.output != "log":
                    self.news.put(Line(process.label, line.rstrip("\r\n"), is_error))

    def wait(self, child: Child) -> None:
        """Report the end of a process, after its last lines; runs in a thread."""
        # Until it is reaped its number belongs to no other, so that the signal hits its own.
        os.waitid(os.P_PID, child.popen.pid, os.WEXITED | os.WNOWAIT)
        child.send(signal.SIGTERM)
        code = child.popen.wait()
        for reader in child.readers:
            reader.join(timeout=1.0)
        self.news.put(Exit(child, code))

    def turn(self) -> list[Event]:
        """Wait for the next thing to happen, and see to it."""
        now = time.monotonic()
        if self.due and self.due[0][0] <= now:
            return [self.start(self.due.pop(0)[1])]
        if now >= self.deadline:
            return self.stop(f"not ended after {self.patience:g} s")
        soonest = min([self.deadline, *(moment for moment, _ in self.due)])
        try:
            item = self.news.get(timeout=None if soonest == float("inf") else soonest - now)
        except queue.Empty:
            return []
        if isinstance(item, Line):
            return [item]
        if isinstance(item, Asked):
            return self.stop(item.reason)
        return self.ended(item.child, item.code)

    def ended(self, child: Child, code: int) -> list[Event]:
        """See to a process that has ended."""
        process = child.process
        self.children.remove(child)
        event = Ended(process.label, code)
        if self.step:
            if not self.decided:
                self.code = self.code or int(code == -signal.SIGKILL)
        elif process.ends_all:
            self.code, self.decided = plain(code), True
            return [event, *self.stop(f"{process.label} has ended")]
        elif process.respawn:
            self.due.append((time.monotonic() + process.respawn_delay, process))
            self.due.sort(key=lambda entry: entry[0])
        else:
            self.code = self.code or plain(code)
        return [event]

    def stop(self, reason: str) -> list[Event]:
        """Ask all processes to end, more firmly than the last time."""
        self.due.clear()
        number = STEPS[min(self.step, len(STEPS) - 1)]
        self.step += 1
        self.deadline = time.monotonic() + self.patience if self.step < len(STEPS) else float("inf")
        for child in self.children:
            child.send(number)
        return [Stopping(reason, number.name)] if self.children else []


def name_of(process: Process, number: int) -> str:
    """Return the name of a file of parameters."""
    return f"{process.label.replace('/', '.')}.{number}.yaml"


def plain(code: int) -> int:
    """Return an exit code as a shell has it."""
    return 128 - code if code < 0 else code


@contextlib.contextmanager
def signals(ask: Callable[[str], None]) -> Iterator[None]:
    """Turn the signals that end a program into calls, while this lasts."""

    def handle(number: int, frame: FrameType | None) -> None:
        ask(signal.Signals(number).name)

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    before = {number: signal.signal(number, handle) for number in ASKING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
