"""What attackers say, for every test of a way by which it could come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

Kind = Literal["goal", "object_name", "scene_text", "answer", "web", "mcp", "model_output"]
KINDS: tuple[str, ...] = get_args(Kind)
FILE = Path(__file__).with_name("inputs.yaml")
GUARD = FILE.with_name("guard.toml")
"""The rules that none of it may get past."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One input: `text`, or a whole `request`; what it is after, and calls of its own."""

    id: str
    kind: str
    wants: str
    text: str = ""
    request: Any = None
    calls: tuple[str, ...] = ()


@cache
def inputs(kind: Kind | None = None) -> tuple[Attack, ...]:
    """Return all inputs, or those that come in by one way."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    out = []
    for number, entry in enumerate(found, start=1):
        calls = tuple(entry.pop("calls", ()))
        out.append(Attack(f"{number:03}-{entry['kind']}-{entry['wants']}", calls=calls, **entry))
    return tuple(a for a in out if kind in (None, a.kind))


def words_of(request: Any) -> list[str]:
    """Return every text in a request, the goal first."""
    if isinstance(request, str):
        return [request]
    if isinstance(request, dict):
        first = sorted(request, key=lambda key: key not in ("goal", "text", "arguments"))
        return [word for key in first for word in words_of(request[key])]
    if isinstance(request, list):
        return [word for item in request for word in words_of(item)]
    return []
