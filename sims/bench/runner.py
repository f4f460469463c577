"""Run what is missing of a run: killed at any moment, the same command goes on.

The parent alone writes `episodes.jsonl`; a record is on the disk before it is counted.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from agent.errors import UsageError
from sims.bench.episode import Record
from sims.bench.folder import RunFolder
from sims.bench.plan import Config, Key, differing
from sims.bench.pool import in_processes, serve

Backend = Callable[[Iterable[Key], Config, Path, int], Iterator[Record]]
"""Runs episodes somewhere and yields their records as they come."""


class Run:
    """A run and its folder.

    Args:
        config: what to run.
        out: the run's folder; a run that is there already is gone on with.
        workers: how many processes.

    Raises:
        UsageError: where another run is in the folder; says what differs.
    """

    def __init__(self, config: Config, out: Path, workers: int = 1) -> None:
        if workers < 1 or config.episodes < 1:
            what = "workers" if workers < 1 else "episodes"
            raise UsageError(f"There have to be 1 or more {what}.")
        if config.seed < 0 or config.limit <= 0:
            raise UsageError("The seed has to be 0 or more, and the limit more than 0 seconds.")
        self.config, self.folder, self.workers = config, RunFolder(out), workers
        self.suite = config.load()
        self.keys = config.keys(self.suite)
        self.notes: list[str] = []
        """What the person should know, in sentences."""
        info = config.info(self.suite, workers)
        if self.folder.exists:
            info = self._going_on(self.folder.info, info)
        self.folder.write("run.json", info)
        self.done = self._done()

    def _going_on(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """Return `run.json` of a run that is gone on with: what it was begun with stays."""
        about = self.config.about(self.suite)
        if differ := differing(old, new, about):
            raise UsageError(
                f"{self.folder.path} holds another run; what differs: {'; '.join(differ)}.",
                "Name another folder with --out, or give the same options to go on.",
            )
        if changed := differing(old, new, {"handily": "", "packages": {}, "machine": {}}):
            self.notes.append(f"This run was begun with other things: {'; '.join(changed)}.")
        return old | {"episodes": max(int(old.get("episodes", 0)), len(self.keys))}

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder while episodes are run: two processes would do everything twice."""
        with (self.folder.path / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError(
                    f"Another process is running {self.folder.path}.", "Wait for it, or end it."
                ) from error
            self.done = self._done()
            yield

    def _done(self) -> dict[Key, Record]:
        """Return what is there already; errors are tried again."""
        records, torn = self.folder.lines()
        if torn and not self.notes:
            self.notes.append(
                f"{torn} line{'s' * (torn > 1)} of episodes.jsonl {'was' if torn == 1 else 'were'} "
                "cut off and left out; what is missing is run again."
            )
        last = {Key(r.task, r.index, r.seed): r for r in records}
        return {key: r for key, r in last.items() if not r.error}

    @property
    def todo(self) -> list[Key]:
        """Return what is still to be run."""
        return [key for key in self.keys if key not in self.done]

    def go(self, backend: Backend | None = None) -> Iterator[Record]:
        """Run what is missing; each record is on the disk when it is yielded."""
        backend = backend or functools.partial(in_processes, serve=serve)
        with self._locked():
            todo, out = self.todo, self.folder.path
            for record in backend(todo, self.config, out, self.workers) if todo else ():
                self.folder.append(record)
                self.done[Key(record.task, record.index, record.seed)] = record
                yield record

    def records(self) -> list[Record]:
        """Return the records of this run's episodes, in the order of their keys."""
        wanted = {(key.task, key.index) for key in self.keys}
        return [r for r in self.folder.records() if r.key in wanted]

    def missing(self) -> int:
        """Return of how many episodes there is no record at all."""
        there = {r.key for r in self.folder.records()}
        return sum((key.task, key.index) not in there for key in self.keys)


def tally(records: Iterable[Record]) -> dict[str, Any]:
    """Return what a progress bar shows: successes, failures by cause, errors."""
    out: dict[str, Any] = {"done": 0, "successes": 0, "errors": 0, "blame": {}}
    for r in records:
        out["done"] += 1
        out["successes"] += r.success
        out["errors"] += bool(r.error)
        if r.blame:
            out["blame"][r.blame] = out["blame"].get(r.blame, 0) + 1
    return out
