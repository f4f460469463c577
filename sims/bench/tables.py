"""Runs put together by their suites: what page, Markdown and CSV all show."""

from __future__ import annotations

import csv as csv_module
import io
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.errors import HandilyError, UsageError
from sims.bench.compare import Comparison, compare
from sims.bench.statistics import Rate
from sims.bench.summary import Row, Summary, medians, summarise
from sims.tasks.custom import suite_of

TOLD = ("planner", "model", "perception", "feedback", "decoding", "robot", "seed")
"""What tells runs apart, in the order in which it is said."""
MANY = 4
"""With more runs than these, each is compared with the first alone."""
NOTE = (
    "Published numbers are percentages as printed in the papers: re-implemented tasks, other "
    "simulator and arm; published n {n}. They are no baseline of these runs."
)
USUAL = "mostly 10 to 50 trials a task"


@dataclass(frozen=True, slots=True)
class Part:
    """All runs of one suite and version. A comparison that was refused is its reason."""

    suite: str
    version: int
    doc: str
    published: Mapping[str, str]
    runs: tuple[Summary, ...]
    labels: tuple[str, ...]
    pairs: tuple[tuple[str, str, Comparison | str], ...]

    @property
    def note(self) -> str:
        """Return what has to be said beside published numbers."""
        return NOTE.format(n=self.published.get("n", USUAL))

    def names(self, rows: str) -> list[str]:
        """Return all `tasks` or `groups`, and what is published beside them."""
        there = sorted({row.name for run in self.runs for row in getattr(run, rows)})
        if rows == "tasks":
            return there
        tasks = {row.name for run in self.runs for row in run.tasks}
        return there + [n for n in self.published if n != "n" and n not in {*there, *tasks}]

    def row(self, run: Summary, name: str) -> Row | None:
        """Return a run's row of that name; a group's where a task is called the same."""
        return next((row for row in (*run.groups, *run.tasks) if row.name == name), None)


def gather(folders: Sequence[Path]) -> list[Part]:
    """Return what the runs say, by suite.

    Raises:
        UsageError: where there is no folder, or one is no run's.
    """
    if not folders:
        raise UsageError("There is no run to report.", "Give the folders of one or more runs.")
    groups: dict[tuple[str, int], list[Summary]] = {}
    for folder in dict.fromkeys(folders):
        run = summarise(folder)
        groups.setdefault((run.info["suite"], run.info["suite_version"]), []).append(run)
    return [part(name, version, runs) for (name, version), runs in groups.items()]


def part(name: str, version: int, runs: Sequence[Summary]) -> Part:
    """Return the runs of a suite, each pair compared."""
    try:
        suite = suite_of(str(runs[0].info.get("suite_file") or name))
        doc, published = suite.doc, suite.published
    except HandilyError:  # a suite that is not on this machine can be reported all the same
        doc, published = "", {}
    labels = called(runs)
    named = list(zip(labels, runs, strict=True))
    pairs = (
        itertools.combinations(named, 2)
        if len(named) <= MANY
        else itertools.product(named[:1], named[1:])
    )
    return Part(
        name,
        version,
        doc,
        published,
        tuple(runs),
        labels,
        tuple((a, b, compared(x, y)) for (a, x), (b, y) in pairs),
    )


def compared(a: Summary, b: Summary) -> Comparison | str:
    """Return a comparison, or why there is none."""
    try:
        return compare(a.folder, b.folder)
    except UsageError as error:
        return error.message


def called(runs: Sequence[Summary]) -> tuple[str, ...]:
    """Return a name for each run: its planner, and whatever tells it from the others."""
    tell = [k for k in TOLD[1:] if len({str(r.info.get(k) or "") for r in runs}) > 1]
    out = []
    for run in runs:
        words = [str(run.info.get(k) or "") for k in ("planner", *tell)]
        if tell[-1:] == ["seed"]:
            words[-1] = f"seed {words[-1]}"
        out.append(", ".join(filter(None, words)))
    if len(set(out)) < len(out):
        out = [f"{name} ({run.folder.name})" for name, run in zip(out, runs, strict=True)]
    if len(set(out)) < len(out):
        out = [f"{i} {name}" for i, name in enumerate(out, 1)]
    return tuple(out)


def percent(rate: Rate) -> str:
    """Return `96.0 % [80.5, 99.3], n = 25`."""
    low, high = (100 * bound for bound in rate.interval)
    return f"{100 * rate.value:.1f} % [{low:.1f}, {high:.1f}], n = {rate.trials}"


def markdown(folders: Sequence[Path]) -> str:
    """Return the tables as Markdown."""
    out: list[str] = []
    for p in gather(folders):
        out += [f"## {cell(p.suite)} (version {p.version})", "", cell(p.doc), ""]
        head = ("run", "achieved", "partial", "false successes", "errors", "missing", "s/episode")
        rows: list[tuple[str, ...]] = [
            (
                label,
                "no episode judged" if run.empty else percent(run.all.rate),
                "" if run.all.score is None else f"{run.all.score:.2f}",
                str(run.all.false_success),
                str(run.all.errors),
                str(run.missing),
                f"{run.all.wall:.1f}",
            )
            for label, run in zip(p.labels, p.runs, strict=True)
        ]
        out += grid(head, rows)
        published = ["published"] * bool(p.published)
        rows = [
            (
                name,
                *(percent(r.rate) if (r := p.row(run, name)) else "" for run in p.runs),
                *[p.published.get(name, "")][: len(published)],
            )
            for name in p.names("groups")
        ]
        out += grid(("group", *p.labels, *published), rows)
        if p.published:
            out += [p.note, ""]
        out += [f"- {cell(sentence(*pair))}" for pair in p.pairs]
        out += [""] * bool(p.pairs)
    return "\n".join(out).strip() + "\n"


def sentence(a: str, b: str, c: Comparison | str) -> str:
    """Return what a comparison found."""
    if isinstance(c, str):
        return f"{b} against {a}: {c}"
    low, high = (100 * bound for bound in c.interval)
    return (
        f"{b} less {a}: {100 * c.difference:+.1f} points [{low:+.1f}, {high:+.1f}] ({c.method}) "
        f"on {c.pairs} pairs, {c.gained} gained, {c.lost} lost, McNemar p = {c.p:.3g}"
    )


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cell(str(v)) for v in line)} |" for line in lines] + [""]


def cell(text: str) -> str:
    """Return text that cannot end a cell or start a tag."""
    for old, new in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("\n", " ")):
        text = text.replace(old, new)
    return text


def csv(folders: Sequence[Path]) -> str:
    """Return one line a run and task, and one (`all`) a run."""
    out = io.StringIO()
    lines = [
        {
            "folder": str(run.folder),
            **{k: run.info.get(k) for k in ("suite", "suite_version", *TOLD)},
            **line(row),
        }
        for p in gather(folders)
        for run in p.runs
        for row in (run.all, *run.tasks)
    ]
    writer = csv_module.DictWriter(out, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def line(row: Row) -> dict[str, Any]:
    """Return a row's numbers; what is not known is left empty."""
    rate = row.rate
    return {
        "task": row.name,
        "episodes": row.episodes,
        "judged": rate.trials,
        "successes": rate.successes,
        "success_rate": rate.value if rate.trials else "",
        "low": rate.interval[0],
        "high": rate.interval[1],
        "partial_score": "" if row.score is None else row.score,
        "false_success": row.false_success,
        "declared_false": row.declared_false,
        "errors": row.errors,
        "questions": row.questions,
        **medians(row),
    }
