"""One run, one append-only JSON-lines file: replayable, readable, trainable.

The first line is the header; every further line is one event, flushed as it happens.
What the camera saw lies beside it, as a picture for each new observation.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from agent.errors import TraceError
from agent.events import Acted, Decided, Event, Started, Understood
from agent.robot import CameraFrame
from agent.types import SkillCall

SCHEMA = 1
AnyEvent = Annotated[Event, Field(discriminator="kind")]
ADAPTER: TypeAdapter[Any] = TypeAdapter(AnyEvent)


class Header(BaseModel):
    """How the run was set up, enough to run it again."""

    handily: int = SCHEMA
    scene: str
    robot: str
    seed: int
    planner: str
    perception: str
    faults: str = ""


class TraceWriter:
    """Appends events to a file; a full disk costs the rest of the trace, never the run."""

    what = "trace"

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self.trouble = ""
        """What went wrong, for the person; empty while all is well."""
        self._pictures = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: Any = path.open("x", encoding="utf-8")
        except OSError as error:
            raise TraceError(
                f"The trace {path} cannot be written: {error.strerror}.",
                "Free some space, or name another folder with --out.",
            ) from error
        self._write(header.model_dump_json())

    def write(self, event: Event, frame: CameraFrame | None = None) -> None:
        """Append one event, and keep the picture in which it was observed."""
        if frame is not None and isinstance(event, Started | Acted) and not self.trouble:
            picture = self._picture(frame)
            event = replace(event, observation=replace(event.observation, picture=picture))
        self._write(ADAPTER.dump_json(event).decode())

    def _picture(self, frame: CameraFrame) -> str | None:
        from PIL import Image

        self._pictures += 1
        path = self.path.parent / "frames" / f"{self._pictures:04d}.png"
        try:
            path.parent.mkdir(exist_ok=True)
            Image.fromarray(frame.rgb).save(path, compress_level=1)
        except OSError:
            return None  # the line of the event is worth more, and tells by itself if it fails
        return f"frames/{path.name}"

    def _write(self, line: str) -> None:
        if self.trouble:
            return
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            self.trouble = (
                f"The trace {self.path} stops here: {error.strerror}. Free some space; what "
                "was written before can still be read."
            )

    def close(self) -> None:
        """Close the file; may be called twice."""
        try:
            self._file.close()
        except OSError as error:
            self.trouble = self.trouble or f"The trace could not be closed: {error.strerror}."


def run_id() -> str:
    """Return a name for a run, and for its folder."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**6:06d}"


def read_trace(path: Path) -> tuple[Header, list[Event]]:
    """Read a trace; a last line that was cut off is left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TraceError(
            f"The trace {path} cannot be read.", "Give the path of a .jsonl trace."
        ) from error
    try:
        header = Header.model_validate_json(lines[0] if lines else "")
        if header.handily != SCHEMA:
            raise TraceError(f"{path} has schema {header.handily}; this version reads {SCHEMA}.")
    except ValidationError as error:
        raise TraceError(
            f"{path} is not a Handily trace.", "Its first line is no header."
        ) from error
    events: list[Event] = []
    for number, line in enumerate(lines[1:], 2):
        try:
            events.append(ADAPTER.validate_python(json.loads(line)))
        except (ValidationError, json.JSONDecodeError) as error:
            if number == len(lines):
                break
            raise TraceError(f"{path}, line {number}: this is no event.") from error
    return header, events


def understood_of(events: Sequence[Event]) -> list[Understood]:
    """Return how goals were restated in a run, for the replay planner."""
    return [e for e in events if isinstance(e, Understood)]


def calls_of(events: Sequence[Event]) -> list[SkillCall]:
    """Return the calls of a run, for the replay planner."""
    return [e.decision.call for e in events if isinstance(e, Decided)]
