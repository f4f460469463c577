"""A run's folder: the source of truth, from which every summary can be made again.

run.json            what was run, with what, on what; written once, atomically
episodes.jsonl      one record an episode, appended and synced by one process alone
episodes/TASK-sSEED/  trace.jsonl, states.npz (and video.mp4 once it was rendered)
summary.json, report.html  made from the above
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from agent.errors import UsageError
from sims.bench.episode import Record


class RunFolder:
    """Reads and writes one run's folder. Nothing is kept in memory but its path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Tell whether there is a run here."""
        return (self.path / "run.json").exists()

    @property
    def info(self) -> dict[str, Any]:
        """Return `run.json`.

        Raises:
            UsageError: where there is none, or it is no such file.
        """
        try:
            out = json.loads((self.path / "run.json").read_text())
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{self.path} is not the folder of a run: it has no readable run.json.",
                "Give the folder that `handily bench` named.",
            ) from error
        if not isinstance(out, dict):
            raise UsageError(f"{self.path / 'run.json'} is not what `handily bench` writes.")
        return out

    def write(self, name: str, content: Mapping[str, Any] | str) -> Path:
        """Write a file atomically: a kill leaves the old one or the new one."""
        text = content if isinstance(content, str) else json.dumps(content, indent=2) + "\n"
        path, part = self.path / name, self.path / f".{name}.part"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with part.open("w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}.",
                "Free some space, or name another folder with --out.",
            ) from error
        return path

    def append(self, record: Record) -> None:
        """Append a record, and have it on the disk before this returns."""
        path = self.path / "episodes.jsonl"
        try:
            with path.open("a+b") as file:
                file.seek(0, os.SEEK_END)
                end = file.tell()
                if end:
                    file.seek(end - 1)
                    torn = file.read(1) != b"\n"
                    # What follows must not stick to a line that was cut off.
                    file.write(b"\n" if torn else b"")
                file.write(json.dumps(asdict(record), allow_nan=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}.",
                "Free some space; the same command goes on where it stopped.",
            ) from error

    def lines(self) -> tuple[list[Record], int]:
        """Return all records in the order of writing, and how many lines were torn."""
        path = self.path / "episodes.jsonl"
        out, torn = [], 0
        known = {f.name for f in fields(Record)}
        for line in path.read_text().splitlines() if path.exists() else ():
            try:
                row = json.loads(line)
                out.append(Record(**{k: v for k, v in row.items() if k in known}))
            except (ValueError, TypeError, AttributeError):
                torn += bool(line.strip())
        return out, torn

    def records(self) -> list[Record]:
        """Return the last record of each episode, in the order of their keys."""
        return in_order(self.lines()[0])

    def episode(self, task: str, seed: int) -> Path:
        """Return the folder of an episode."""
        return self.path / "episodes" / f"{task.replace('/', '-')}-s{seed}"


def in_order(records: Iterable[Record]) -> list[Record]:
    """Return the last record of each key, in the order of the keys."""
    last = {r.key: r for r in records}
    return [last[key] for key in sorted(last)]
