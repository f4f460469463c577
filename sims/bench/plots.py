"""Plots of runs, as pictures that go into a page."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import Any

from sims.bench.summary import Summary

COLORS = ("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#76b7b2", "#9c755f", "#edc948")
BLAMED = ("planner", "termination", "perception", "motion", "execution")
INK, FAINT = "#333a44", "#e4e7eb"


def rates(labels: Sequence[str], runs: Sequence[Summary]) -> str:
    """Return the share of successes of each group, with Wilson's interval, a colour a run."""
    names = sorted({row.name for run in runs for row in run.groups})
    high = 0.9 + len(names) * (0.16 + 0.17 * len(runs))
    figure, axes = canvas(high)
    for i, (label, run) in enumerate(zip(labels, runs, strict=True)):
        rows = {row.name: row for row in run.groups if row.rate.trials}
        there = [(k, rows[n].rate) for k, n in enumerate(names) if n in rows]
        aside = (i - (len(runs) - 1) / 2) * 0.62 / len(runs)
        # Rounding may put a bound a hair beyond the rate itself.
        errors = [
            [max(0.0, 100 * (r.value - r.interval[0])) for _, r in there],
            [max(0.0, 100 * (r.interval[1] - r.value)) for _, r in there],
        ]
        axes.errorbar(
            [100 * r.value for _, r in there],
            [k + aside for k, _ in there],
            xerr=errors if there else None,
            fmt="o",
            color=COLORS[i % len(COLORS)],
            markersize=6,
            capsize=3,
            linewidth=1.8,
            label=plain(label),
        )
    axes.set_yticks(range(len(names)), [plain(n) for n in names])
    axes.set_ylim(max(1, len(names)) - 0.5, -0.5)
    axes.set_xlim(-2, 102)
    axes.set_xlabel("episodes achieved (%), 95 % interval")
    if len(runs) > 1:
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9)
    return picture(figure)


def blames(labels: Sequence[str], runs: Sequence[Summary]) -> str:
    """Return who is to blame for each run's failures, as shares of its episodes."""
    figure, axes = canvas(1.1 + 0.34 * len(runs))
    shown = [b for b in BLAMED if any(b in run.blame for run in runs)]
    shown += sorted({b for run in runs for b in run.blame} - set(BLAMED))
    left = [0.0] * len(runs)
    for i, who in enumerate(shown):
        share = [100 * r.blame.get(who, 0) / max(1, r.all.rate.trials) for r in runs]
        color = COLORS[i % len(COLORS)]
        axes.barh(range(len(runs)), share, 0.62, left, color=color, label=plain(who))
        left = [a + b for a, b in zip(left, share, strict=True)]
    axes.set_yticks(range(len(runs)), [plain(label) for label in labels])
    axes.set_ylim(len(runs) - 0.5, -0.5)
    axes.set_xlim(0, max(5.0, *left) * 1.02)
    axes.set_xlabel("episodes that failed (%), by who is to blame")
    if shown:
        figure.legend(loc="outside upper left", ncols=len(shown), frameon=False, fontsize=9)
    return picture(figure)


def canvas(high: float) -> tuple[Any, Any]:
    """Return a figure and its axes, `high` inches high."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.6, high), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(colors=INK, length=0, labelsize=9.5)
    axes.xaxis.label.set_color(INK)
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    return figure, axes


def plain(text: str) -> str:
    """Keep a dollar sign from starting a formula, and an underscore from hiding a label."""
    return text.replace("$", r"\$").lstrip("_")


def picture(figure: Any) -> str:
    """Return a figure as a `data:` address."""
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"
