"""What a run says, from its records alone: rates with their uncertainty, costs, who is to blame."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from sims.bench.episode import Record
from sims.bench.folder import RunFolder
from sims.bench.statistics import Rate

RESAMPLES = 10_000
SEED = 20_230
"""Of the bootstrap, so that the same records always give the same interval."""


@dataclass(frozen=True, slots=True)
class Row:
    """What some episodes say together: a task's, a group's, or all of a run.

    `rate` leaves out episodes that broke off with an error; `pessimistic` counts them as
    failures. Costs are medians an episode, times in seconds.
    """

    name: str
    rate: Rate
    pessimistic: Rate
    errors: int
    score: float | None
    false_success: int
    declared_false: int
    steps: float
    planner_calls: float
    tokens: float
    planning: float
    motion: float
    wall: float
    questions: int

    @property
    def episodes(self) -> int:
        """Return how many episodes were recorded, errors among them."""
        return self.pessimistic.trials


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run says. `mean` is that over tasks, which weighs each task alike."""

    folder: Path
    info: dict[str, Any]
    all: Row
    tasks: tuple[Row, ...]
    groups: tuple[Row, ...]
    mean: float | None
    mean_interval: tuple[float, float]
    missing: int
    torn: int
    seconds: float
    blame: dict[str, int]

    @property
    def empty(self) -> bool:
        """Tell whether no episode was judged, so that nothing can be said."""
        return not self.all.rate.trials

    def headline(self) -> str:
        """Return one sentence for a person."""
        if self.empty:
            broke = f" {self.all.errors} broke off with an error." if self.all.errors else ""
            return f"No episode has been judged: this run says nothing about success.{broke}"
        parts = [f"{self.all.rate}"]
        if self.all.errors:
            worst = f"as failures: {self.all.pessimistic.value:.1%}"
            parts.append(f"{many(self.all.errors, 'error')} left out ({worst})")
        if self.missing:
            parts.append(f"{many(self.missing, 'episode')} missing")
        if self.all.false_success:
            parts.append(many(self.all.false_success, "false success"))
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return the summary for another program. What is not known is null, never 0."""
        rate = self.all.rate
        return {
            **{k: self.info.get(k) for k in ("suite", "planner", "perception")},
            "episodes": self.all.episodes,
            "successes": rate.successes,
            "success_rate": None if self.empty else rate.value,
            "interval": list(rate.interval),
            "partial_score": self.all.score,
            "false_success": self.all.false_success,
            "errors": self.all.errors,
            "seconds": self.seconds,
            "folder": str(self.folder),
            "missing": self.missing,
            "pessimistic_rate": self.all.pessimistic.value if self.all.episodes else None,
            "declared_false": self.all.declared_false,
            "task_mean": self.mean,
            "task_mean_interval": list(self.mean_interval),
            "questions": self.all.questions,
            "medians": medians(self.all),
            "blame": self.blame,
            "groups": [row_json(r) for r in self.groups],
            "tasks": [row_json(r) for r in self.tasks],
        }


def summarise(folder: RunFolder | Path) -> Summary:
    """Return what the run in a folder says."""
    run = folder if isinstance(folder, RunFolder) else RunFolder(folder)
    records, info = run.records(), run.info
    tasks = by(records, lambda r: r.task)
    rates = [row.rate.value for row in tasks if row.rate.trials]
    return Summary(
        run.path,
        info,
        total("all", records),
        tuple(tasks),
        tuple(by(records, lambda r: r.task.split("/")[0])),
        fmean(rates) if rates else None,
        clustered([[float(r.success) for r in g] for g in judged_by_task(records)]),
        max(0, int(info.get("episodes", 0)) - len(records)),
        run.lines()[1],
        sum(r.wall for r in records),
        dict(Counter(r.blame for r in records if r.blame and not r.error).most_common()),
    )


def by(records: Sequence[Record], name: Callable[[Record], str]) -> list[Row]:
    """Return a row for each name that records are given, in the order of the names."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(name(record), []).append(record)
    return [total(key, group) for key, group in sorted(groups.items())]


def total(name: str, records: Sequence[Record]) -> Row:
    """Return what some records say together."""
    judged = [r for r in records if not r.error]
    won = sum(r.success for r in judged)

    def middle(values: Iterable[float]) -> float:
        return float(median(list(values) or [0.0]))

    return Row(
        name,
        Rate(won, len(judged)),
        Rate(won, len(records)),
        errors=len(records) - len(judged),
        score=fmean(r.score for r in judged) if judged else None,
        false_success=sum(r.false_success for r in judged),
        declared_false=sum(r.declared and not r.success for r in judged),
        steps=middle(r.steps for r in judged),
        planner_calls=middle(r.planner_calls for r in judged),
        tokens=middle(r.tokens_in + r.tokens_out for r in judged),
        planning=middle(r.planning for r in judged),
        motion=middle(r.motion for r in judged),
        wall=middle(r.wall for r in judged),
        questions=sum(r.questions for r in judged),
    )


def judged_by_task(records: Iterable[Record]) -> list[list[Record]]:
    """Return the judged records of each task that has any."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        if not record.error:
            groups.setdefault(record.task, []).append(record)
    return [groups[task] for task in sorted(groups)]


def clustered(groups: Sequence[Sequence[float]], seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % interval of the mean over tasks.

    Episodes of one task are alike, so whole tasks are resampled. A single task cannot be: it
    has Wilson's interval. Nor can tasks that all have the same mean, which says little of the
    next task: theirs is Wilson's for so many tasks, the wider one where no whole number of
    tasks has that mean. Nothing to draw from says nothing: (0, 1).
    """
    if not groups:
        return 0.0, 1.0
    if len(groups) == 1:
        return Rate(sum(v == 1.0 for v in groups[0]), len(groups[0])).interval
    means = np.array([fmean(group) for group in groups])
    if np.ptp(means) < 1e-9:
        won = round(float(means[0]) * len(means), 6)
        fewest, most = Rate(math.floor(won), len(means)), Rate(math.ceil(won), len(means))
        return fewest.interval[0], most.interval[1]
    rng = np.random.default_rng(seed)
    drawn = means[rng.integers(len(means), size=(RESAMPLES, len(means)))].mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def medians(row: Row) -> dict[str, float]:
    """Return the costs of an episode."""
    names = ("steps", "planner_calls", "tokens", "planning", "motion", "wall")
    return {name: getattr(row, name) for name in names}


def row_json(row: Row) -> dict[str, Any]:
    """Return a row for another program."""
    return {
        "name": row.name,
        "episodes": row.episodes,
        "successes": row.rate.successes,
        "success_rate": row.rate.value if row.rate.trials else None,
        "interval": list(row.rate.interval),
        "partial_score": row.score,
        "false_success": row.false_success,
        "errors": row.errors,
        **medians(row),
    }


def many(count: int, word: str) -> str:
    """Return `1 error` or `2 errors`."""
    return f"{count} {word}{('es' if word.endswith('s') else 's') * (count != 1)}"
