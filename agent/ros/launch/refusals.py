"""Where something stands in a launch file, and how it is said that it cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agent.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a launch file."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.name}, line {self.line}"

    def error(self, message: str, hint: str = "") -> UsageError:
        """Return an error that begins with this place."""
        return UsageError(f"{self}: {message}", hint)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint with the name that was probably meant, or nothing."""
    found = difflib.get_close_matches(name, list(names), 1, 0.5)
    return f"Did you mean {found[0]!r}?" if found else ""


def listed(names: Iterable[str]) -> str:
    """Return names as the end of a sentence."""
    return ", ".join(names) or "none"
