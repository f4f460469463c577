"""The traces and reports of runs, as resources that other agents may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.errors import UsageError

ROOT = "handily://runs"
TYPES = {
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".html": "text/html",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".png": "image/png",
    ".mp4": "video/mp4",
}
"""What may be read, by the file's suffix."""
BINARY = (".png", ".mp4")
LISTED = ("*/trace.jsonl", "*/report.html", "*/summary.json", "*/*/report.html", "*/*/summary.json")
MOST = 200
"""So many are listed, the newest first; more can be read."""
LARGEST = 16 * 2**20
"""Of a file (bytes) that is read in one piece."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a run: its path within the folder of runs, its size in bytes."""

    path: str
    size: int

    @property
    def uri(self) -> str:
        """How it is asked for."""
        return f"{ROOT}/{self.path}"

    @property
    def type(self) -> str:
        """Its MIME type."""
        return type_of(self.path)


class Runs:
    """The files below a folder, and no others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def entries(self) -> list[Entry]:
        """Return the traces and reports, the newest first."""
        found = sorted(self._found(), reverse=True)[:MOST]
        return [Entry(path, size) for _, path, size in found]

    def _found(self) -> Iterator[tuple[float, str, int]]:
        for pattern in LISTED:
            for path in self.folder.glob(pattern):
                if path.is_file() and self._inside(path):
                    about = path.stat()
                    yield about.st_mtime, path.relative_to(self.folder).as_posix(), about.st_size

    def _inside(self, path: Path) -> bool:
        """Tell whether a file truly lies below the folder, wherever links lead."""
        return path.resolve().is_relative_to(self.folder)

    def read(self, path: str) -> str | bytes:
        """Return what is in a file.

        Raises UsageError where there is no such file, or it is not one to be read here.
        """
        parts = path.split("/")
        file = self.folder / path
        hidden = any(part.startswith(".") or "\\" in part for part in parts)
        # What is elsewhere is told of like what is nowhere.
        if hidden or "\0" in path or not self._inside(file) or not file.is_file():
            raise UsageError(f"There is no {path!r} among the runs.", f"Read {ROOT} for a list.")
        if file.suffix not in TYPES:
            raise UsageError(f"{path!r} cannot be read here; only: {', '.join(TYPES)}.")
        if file.stat().st_size > LARGEST:
            raise UsageError(
                f"{path!r} is larger than {LARGEST >> 20} MiB.", "Open the file itself."
            )
        if file.suffix in BINARY:
            return file.read_bytes()
        return file.read_text(encoding="utf-8", errors="replace")


def type_of(path: str) -> str:
    """Return the MIME type of a file."""
    return TYPES.get(Path(path).suffix, "text/plain")
