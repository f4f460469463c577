"""Run what is missing of a run: killed at any moment, the same command goes on.

The parent alone writes `episodes.jsonl`; a record is on the disk before it is counted.
"""

from __future__ import annotations

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
        self.config, self.folder, self.workers = config, RunFolder(out), workers
        self.suite = config.load()
        self.keys = config.keys(self.suite)
        self.notes: list[str] = []
        """What the person should know, in sentences."""
        info = config.info(self.suite, workers)
        if self.folder.exists:
            old = self.folder.info
            if differ := differing(old, info, config.about(self.suite)):
                raise UsageError(
                    f"{out} holds another run; what differs: {'; '.join(differ)}.",
                    "Name another folder with --out, or give the same options to go on.",
                )
            info |= {"started": old["started"], "episodes": max(old["episodes"], len(self.keys))}
        self.folder.write("run.json", info)
        self.done = self._done()

    def _done(self) -> dict[Key, Record]:
        """Return what is there already; errors are tried again."""
        records, torn = self.folder.lines()
        if torn:
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
        todo = self.todo
        if not todo:
            return
        backend = backend or functools.partial(in_processes, serve=serve)
        for record in backend(todo, self.config, self.folder.path, self.workers):
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
