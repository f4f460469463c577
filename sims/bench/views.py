"""What a page shows of an episode: its film, and its trace step by step."""

from __future__ import annotations

import base64
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agent.errors import HandilyError
from agent.events import (
    Acted,
    Answered,
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
from agent.prompt import describe
from agent.robot import Workspace
from agent.trace import read_trace
from sims.bench.compare import bench_command, trace_command
from sims.bench.episode import Record
from sims.bench.folder import RunFolder

KNOWN = 400
"""A prompt that begins with so many letters of the last one shows only what is new."""
LARGEST = 4_000_000
"""Bytes of the largest film that goes into a page."""


@dataclass
class Step:
    """One step of a trace, in words; `notes` are (kind, text) of all that happened around it."""

    number: int
    seen: str
    call: str
    probability: float | None
    alternatives: tuple[tuple[str, float], ...]
    prompt: str
    known: int = 0
    """How many letters of the prompt are those of the step before, and left out here."""
    verdict: str = ""
    ok: bool | None = None
    outcome: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """An episode on a page."""

    record: Record
    steps: tuple[Step, ...]
    film: str
    trace: str
    again: str


def shown(run: RunFolder, record: Record) -> Shown:
    """Return what there is to see of an episode; without a trace or film, little."""
    folder, info = run.episode(record.task, record.seed), run.info
    try:
        _, events = read_trace(folder / "trace.jsonl")
    except HandilyError:
        events = []
    return Shown(
        record,
        tuple(steps(events, workspace(str(info.get("robot"))))),
        data_uri(folder / "video.mp4", "video/mp4"),
        trace_command(run, record),
        bench_command(info, record),
    )


@functools.cache
def workspace(robot: str) -> Workspace:
    """Return a robot's workspace; the usual one for a robot that is no longer there."""
    from sims.bench.work import workspace_of

    try:
        return workspace_of(robot)
    except HandilyError:
        return Workspace()


def data_uri(path: Path, kind: str) -> str:
    """Return a file as a `data:` address, or nothing where it is missing or too large."""
    try:
        if path.stat().st_size > LARGEST:
            return ""
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    except OSError:
        return ""


def steps(events: Sequence[Event], workspace: Workspace) -> list[Step]:
    """Return the steps of a trace."""
    out: list[Step] = []
    seen, prompt = "", ""
    early: list[tuple[str, str]] = []
    """Notes from before the first step."""
    for event in events:
        notes = out[-1].notes if out else early
        if isinstance(event, Started):
            seen = describe(event.observation, workspace)
        elif isinstance(event, Decided):
            d = event.decision
            same = shared(prompt, d.prompt)
            known = same if same >= KNOWN else 0
            out.append(
                Step(
                    event.step,
                    seen,
                    str(d.call),
                    d.probability,
                    d.alternatives,
                    d.prompt[known:],
                    known,
                    notes=early,
                )
            )
            early, prompt = [], d.prompt or prompt
        elif isinstance(event, Judged) and out:
            out[-1].verdict = ": ".join(filter(None, (event.verdict.kind, event.verdict.reason)))
        elif isinstance(event, Acted) and out:
            out[-1].ok, out[-1].outcome = event.outcome.ok, event.outcome.message
            seen = describe(event.observation, workspace)
        else:
            notes += said(event)
    return out


def shared(a: str, b: str) -> int:
    """Return how many letters two texts begin with in common."""
    differ = (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))


def said(event: Event) -> list[tuple[str, str]]:
    """Return what is to be noted of an event: a word for its kind, and a sentence."""
    if isinstance(event, Asked):
        return [("asks", event.question)]
    if isinstance(event, Understood):
        return [("understood as", str(event))]
    if isinstance(event, Answered):
        return [("the person says", event.text)]
    if isinstance(event, Disturbed):
        return [("disturbed", event.detail)]
    if isinstance(event, Checked):
        return [(event.verification, event.message)]
    if isinstance(event, Finished):
        return [("ended", ", ".join(filter(None, (event.ending, event.message))))]
    return []
