"""Runs as one HTML page that needs nothing else: tables, plots, comparisons, failures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sims.bench import plots
from sims.bench.episode import Record
from sims.bench.folder import RunFolder
from sims.bench.statistics import Rate
from sims.bench.summary import Summary
from sims.bench.tables import Part, csv, gather, markdown, percent, sentence
from sims.bench.views import Shown, shown

__all__ = ["csv", "markdown", "report"]
FAILURES = 30
"""Most failures of a run that are shown with film and trace, the false successes first."""


def report(folders: Sequence[Path], html: Path) -> Path:
    """Write the page of some runs; what is there already stays until it is whole."""
    text = page(gather([Path(f) for f in folders]))
    return RunFolder(html.parent).write(html.name, text)


def page(parts: Sequence[Part]) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    jinja = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,  # tasks, answers and prompts are anybody's words
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters |= {"percent": percent, "bar": bar}
    jinja.globals |= {"sentence": sentence, "zip": zip, "isinstance": isinstance, "str": str}
    return jinja.get_template("page.html").render(
        parts=[
            {
                "p": p,
                "rates": plots.rates(p.labels, p.runs),
                "blames": plots.blames(p.labels, p.runs) if any(r.blame for r in p.runs) else "",
                "failures": [failures(run) for run in p.runs],
                "setups": [setup(run.info) for run in p.runs],
            }
            for p in parts
        ]
    )


def failed(records: Iterable[Record]) -> list[Record]:
    """Return the failures in the order in which they are shown; the first FAILURES are."""
    lost = [r for r in records if not r.success and not r.error]
    return sorted(lost, key=lambda r: (not r.false_success, not r.declared))


def failures(run: Summary) -> dict[str, Any]:
    """Return a run's failures, and how many are left out; errors have neither film nor end."""
    folder = RunFolder(run.folder)
    records = folder.records()
    lost = failed(records)
    there: list[Shown] = [shown(folder, r) for r in lost[:FAILURES]]
    return {
        "shown": there,
        "more": len(lost) - len(there),
        "errors": [r for r in records if r.error],
    }


def bar(rate: Rate) -> dict[str, float]:
    """Return where a small bar's dot and interval are, in percent."""
    low, high = rate.interval
    return {"at": 100 * rate.value, "low": 100 * low, "wide": 100 * (high - low)}


def setup(info: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is in `run.json`, as text."""
    return [
        (key, value if isinstance(value, str) else json.dumps(value)) for key, value in info.items()
    ]
