"""Runs and reports on the disk, for reading only. No name leads out of their folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.errors import UsageError
from agent.events import Decided
from agent.trace import ADAPTER, read_trace
from agent.types import Decision

SHOWN = 300
"""Runs that are listed, the latest first."""
DEEP = 4
"""Folders under each other in which reports are looked for."""
HEAD, TAIL = 131_072, 16_384
"""Bytes at a trace's begin and end in which its goal and its end are looked for."""
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}")


class History:
    """What is in a folder of runs.

    Args:
        folder: the folder; it need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[tuple[str, int, int], dict[str, Any]] = {}
        """What was read of traces, by name, size and time."""

    def runs(self) -> list[dict[str, Any]]:
        """Return the latest runs: what was wanted, and how it ended."""
        if not self.folder.is_dir():
            return []
        names = sorted(p.name for p in self.folder.iterdir() if NAME.fullmatch(p.name))
        there = [n for n in reversed(names) if (self.folder / n / "trace.jsonl").is_file()]
        return [self._about(name) for name in there[:SHOWN]]

    def run(self, name: str) -> dict[str, Any]:
        """Return a run's header and its events.

        Raises UsageError where there is none, TraceError where it cannot be read.
        """
        header, events = read_trace(self._trace(name))
        return {
            "run": name,
            "header": header.model_dump(),
            "events": [ADAPTER.dump_python(event, mode="json") for event in events],
        }

    def decision(self, name: str, number: int) -> Decision:
        """Return the `number`-th decision (from 0) of a run whose planner was a model here.

        Raises UsageError where there is none.
        """
        header, events = read_trace(self._trace(name))
        if not header.planner.startswith("local"):
            raise UsageError(f"The planner {header.planner} is no model that can be looked into.")
        decided = [e for e in events if isinstance(e, Decided)]
        if not 0 <= number < len(decided):
            raise UsageError(f"{name} has no decision {number}; it has {len(decided)}.")
        return decided[number].decision

    def picture(self, run: str, name: str) -> Path:
        """Return the file of what was seen.

        Raises UsageError where there is none.
        """
        return self._inside(run, "frames", name, ending=".png")

    def reports(self) -> list[dict[str, Any]]:
        """Return the benchmarks' pages, the latest first."""
        found = sorted(pages(self.folder, DEEP), key=lambda path: -path.stat().st_mtime)
        return [
            {
                "path": path.relative_to(self.folder).as_posix(),
                "title": title(path),
                "time": path.stat().st_mtime,
            }
            for path in found[:SHOWN]
        ]

    def report(self, path: str) -> Path:
        """Return the file of a page.

        Raises UsageError where there is none.
        """
        return self._inside(*path.split("/"), ending=".html")

    def _trace(self, name: str) -> Path:
        return self._inside(name, "trace.jsonl", ending=".jsonl")

    def _inside(self, *parts: str, ending: str) -> Path:
        """Return a file of the folder; neither dots nor links lead out of it."""
        wrong = UsageError(f"There is no {'/'.join(parts)[:200]!r} here.")
        if not all(map(NAME.fullmatch, parts)) or not parts[-1].endswith(ending):
            raise wrong
        path = self.folder.joinpath(*parts).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            raise wrong
        return path

    def _about(self, name: str) -> dict[str, Any]:
        path = self.folder / name / "trace.jsonl"
        about = path.stat()
        key = name, about.st_size, about.st_mtime_ns
        if key not in self.known:
            self.known[key] = {"run": name, "time": about.st_mtime, **summary(path)}
        return self.known[key]


def summary(path: Path) -> dict[str, Any]:
    """Return what a trace says of itself in its first and last lines."""
    with path.open("rb") as file:
        head = file.read(HEAD).splitlines()
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
        tail = file.read().splitlines()
    begun = next((e for e in map(parsed, head) if e.get("kind") == "started"), {})
    header = parsed(head[0]) if head else {}
    ended = next((e for e in map(parsed, reversed(tail)) if e.get("kind") == "finished"), {})
    return {
        "goal": begun.get("goal", ""),
        **{k: header.get(k, "") for k in ("scene", "seed", "robot", "planner")},
        **{k: ended.get(k, "") for k in ("ending", "verification", "message", "steps", "seconds")},
    }


def parsed(line: bytes) -> dict[str, Any]:
    """Return a line as JSON; nothing for one that was cut off."""
    try:
        out = json.loads(line)
    except ValueError:
        return {}
    return out if isinstance(out, dict) else {}


def pages(folder: Path, deep: int) -> Iterator[Path]:
    """Yield the HTML files in a folder and so many folders under it, but no episodes'."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_symlink() or not NAME.fullmatch(path.name):
            continue
        if path.is_dir() and deep and path.name not in ("episodes", "frames"):
            yield from pages(path, deep - 1)
        elif path.suffix == ".html" and path.is_file():
            yield path


def title(path: Path) -> str:
    """Return a page's title, or its folder's name."""
    with path.open(encoding="utf-8", errors="replace") as file:
        found = re.search(r"<title>(.*?)</title>", file.read(4096), re.DOTALL)
    return found.group(1).strip() if found else path.parent.name
