"""What a run of the skills benchmark found, as a table for a person or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from sims.bench.perception import PerceptionReport
from sims.bench.run import Summary
from sims.bench.statistics import Rate

MOST_FAILURES = 20


def show(
    summaries: list[Summary], eyes: PerceptionReport | None, console: Console, in_json: bool
) -> None:
    """Print what was found."""
    if in_json:
        seen = {"perception": asdict(eyes), "detection": rate(eyes.detection)} if eyes else {}
        print(json.dumps({"trials": as_json(summaries), **seen}))
        return
    if summaries:
        console.print(table(summaries))
    for line in failures(summaries):
        console.print(line, markup=False, soft_wrap=True)
    if eyes:
        console.print(str(eyes), markup=False, soft_wrap=True)


def table(summaries: list[Summary]) -> Table:
    """Return one row a summary."""
    out = Table(box=None)
    for title in (
        "trials",
        "robot",
        "perception",
        "achieved [95 %]",
        "false successes",
        "wall (median)",
        "x real time",
    ):
        out.add_column(title)
    for s in summaries:
        out.add_row(
            s.kind,
            s.robot,
            s.perception,
            str(s.success).replace("[", "\\["),
            str(s.false_success),
            f"{s.wall:.2f} s ({s.cpu:.2f} s of processor)",
            f"{s.real_time_factor:.0f}",
        )
    return out


def failures(summaries: list[Summary]) -> list[str]:
    """Return a line for each of the first trials that did not achieve or did not report it."""
    rows = [f for s in summaries for f in s.failures]
    return [
        f"{f.kind} {f.robot} seed {f.seed}: {'; '.join(f.calls)}: {f.message}"
        f" (in truth {'achieved' if f.true else 'not achieved'})"
        for f in rows[:MOST_FAILURES]
    ]


def as_json(summaries: list[Summary]) -> list[dict[str, Any]]:
    """Return the summaries for another program."""
    return [{**asdict(s), "success": rate(s.success)} for s in summaries]


def rate(r: Rate) -> dict[str, Any]:
    """Return a rate with its interval."""
    return {
        "successes": r.successes,
        "trials": r.trials,
        "rate": r.value,
        "interval": list(r.interval),
    }
