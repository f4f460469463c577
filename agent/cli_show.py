"""What the benchmark's commands print, and the measurement of hands and eyes alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from agent.errors import UsageError
from agent.terminal import console

if TYPE_CHECKING:
    from sims.bench.summary import Summary

COUNTED = (
    "What counts: an episode succeeds when its goal holds in truth, once all is at rest, and the "
    "planner said that it is done. A bad plan or a planner's time-out is a failure; a worker's "
    "death or a fault of the simulator is an error: left out of the rate, shown, tried again."
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of hands and eyes is measured: trials of each kind, and tables to look at."""

    trials: dict[str, int]
    views: int


def counts_of(
    suite: str, trials: int | None, stacks: int | None, mixed: int | None, views: int | None
) -> Counts | None:
    """Return how much to measure without a planner; None where nothing of it was asked for."""
    given = {"--trials": trials, "--stacks": stacks, "--mixed": mixed, "--views": views}
    asked = [name for name, count in given.items() if count is not None]
    if not asked:
        return None
    if suite != "skills":
        raise UsageError(f"{asked[0]} measures hands and eyes: bench skills, not bench {suite}.")
    kinds = {"pick-and-place": trials, "stack": stacks, "mixed": mixed}
    return Counts({kind: count or 0 for kind, count in kinds.items()}, views or 0)


def describe(count: dict[str, Any]) -> str:
    """Return how a run stands: `37/50, 2 errors (planner 9, motion 2)`."""
    judged = count["done"] - count["errors"]
    text = f"{count['successes']}/{judged}"
    if count["errors"]:
        text += f", {count['errors']} errors"
    blame = ", ".join(f"{who} {n}" for who, n in sorted(count["blame"].items()))
    return text + (f" ({blame})" if blame else "")


def show(summary: Summary) -> None:
    """Print what a run says."""
    console.print(COUNTED, style="dim")
    info = summary.info
    about = f"{info['suite']}, planner {info['planner']} {info['model']}".rstrip()
    console.print(
        f"[bold]{about}, perception {info['perception']}, feedback {info['feedback']}[/]: "
        f"{summary.headline()}".replace("[9", "\\[9"),
        soft_wrap=True,
    )
    table = Table(box=None)
    for title in ("", "achieved [95 %]", "partial", "false successes", "errors", "s an episode"):
        table.add_column(title.replace("[", "\\["))
    for row in (*summary.groups, summary.all):
        table.add_row(
            row.name,
            str(row.rate).replace("[", "\\["),
            "" if row.score is None else f"{row.score:.2f}",
            str(row.false_success),
            str(row.errors),
            f"{row.wall:.1f}",
        )
    console.print(table)
    console.print(f"[dim]{summary.folder / 'report.html'}[/]")


def show_table(folders: Sequence[Path]) -> None:
    """Print several runs, one a row."""
    from sims.bench.summary import summarise

    table = Table(box=None)
    for title in ("planner", "perception", "feedback", "decoding", "achieved [95 %]", "partial"):
        table.add_column(title.replace("[", "\\["))
    for summary in map(summarise, folders):
        info = summary.info
        table.add_row(
            *(str(info[k]) for k in ("planner", "perception", "feedback", "decoding")),
            str(summary.all.rate).replace("[", "\\["),
            "" if summary.all.score is None else f"{summary.all.score:.2f}",
        )
    console.print(table)


def list_suites(as_json: bool) -> None:
    """Print the suites and how many tasks each has."""
    from sims.tasks.base import suites

    there = {s.name: f"{s.doc} ({len(s.tasks)} tasks)" for s in suites().values()}
    if as_json:
        print(json.dumps(there))
    for name, text in there.items() if not as_json else ():
        console.print(f"[cyan]{name}[/] {text}")


def hands_and_eyes(
    counts: Counts,
    robot: str,
    perception: str,
    seed: int,
    workers: int,
    out: Path | None,
    as_json: bool = False,
) -> None:
    """Measure the skills and the eyes over many trials, without a planner."""
    from sims.bench.perception import measure
    from sims.bench.report import show as show_trials
    from sims.bench.run import Plan, results, run
    from sims.build import choose, robots

    choose("robot", robot, robots())
    if perception not in ("camera", "oracle"):
        raise UsageError(f"There is no perception {perception!r}; there are: camera, oracle.")
    if workers < 1:
        raise UsageError("There have to be 1 or more workers.")
    if counts.views and perception != "camera":
        raise UsageError("--views measures the eyes: it needs --perception camera.")
    plans = [Plan(kind, robot, perception, seed, n) for kind, n in counts.trials.items()]
    path = (out or Path("runs/bench")) / "skills.jsonl"
    for done in run(plans, path, workers):
        if not as_json and console.is_terminal:
            console.print(f"{done.kind} seed {done.seed} ", end="\r", markup=False)
    seen = measure(counts.views, seed, robot=robot) if counts.views else None
    show_trials(results(plans, path), seen, console, as_json)
