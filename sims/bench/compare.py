"""Two runs on the same episodes: is one better, by how much, and where they part."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from scipy.stats import binomtest

from agent.errors import UsageError
from sims.bench.episode import Record
from sims.bench.folder import RunFolder
from sims.bench.statistics import Rate

RESAMPLES = 20_000
SEED = 20_230
"""Of the bootstrap, so that the same records always give the same interval."""
SIGNIFICANT = 0.05
SHOWN = 20
"""How many flips are printed; JSON has all."""
OPTIONS = ("planner", "model", "decoding", "perception", "feedback", "robot", "seed", "limit")
"""What of `run.json` is an option of `handily bench`."""
ASIDE = frozenset(
    {"handily", "suite", "suite_file", "suite_version", "tasks", "episodes", "only", "workers"}
    | {"configuration", "machine", "started", "packages", "limit"}
)
"""What of `run.json` does not make two runs different ones, or is told apart."""


@dataclass(frozen=True, slots=True)
class Flip:
    """An episode that one run did and the other did not; `better` is 0 or 1, the run that did."""

    task: str
    index: int
    seed: int
    better: int
    records: tuple[Record, Record]
    traces: tuple[str, str]
    again: tuple[str, str]

    @property
    def why(self) -> str:
        """Return what stood in the way of the run that did not."""
        worse = self.records[1 - self.better]
        return ": ".join(filter(None, (worse.blame, worse.message or worse.ending)))

    def __str__(self) -> str:
        worse = 1 - self.better
        return (
            f"{self.task} {self.index}: only {'AB'[self.better]} did it "
            f"({'AB'[worse]}: {self.why})\n  {self.traces[worse]}\n  {self.again[worse]}"
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B against run A on the episodes that both have judged.

    `difference` is B's rate less A's, with its 95 % interval and the method of it; `p` that of
    McNemar's exact test, two-sided: how likely so uneven flips are if both runs are equally
    good. `unpaired` episodes are in one run alone, or broke off with an error in one.
    """

    folders: tuple[Path, Path]
    rates: tuple[Rate, Rate]
    gained: int
    lost: int
    p: float
    difference: float
    interval: tuple[float, float]
    method: str
    unpaired: int
    differs: tuple[str, ...]
    flips: tuple[Flip, ...]

    @property
    def pairs(self) -> int:
        """Return how many episodes both have."""
        return self.rates[0].trials

    def __str__(self) -> str:
        low, high = (100 * bound for bound in self.interval)
        verdict = "differs from" if self.p < SIGNIFICANT else "cannot be told from"
        return "\n".join(
            (
                f"A {self.folders[0]}: {self.rates[0]}",
                f"B {self.folders[1]}: {self.rates[1]}",
                f"B - A: {100 * self.difference:+.1f} points [{low:+.1f}, {high:+.1f}] "
                f"({self.method}) on {self.pairs} pairs; "
                f"{self.gained} gained, {self.lost} lost; McNemar p = {self.p:.3g}",
                f"B {verdict} A at the 5 % level.",
                f"What differs: {'; '.join(self.differs) or 'nothing'}.",
                *[f"{self.unpaired} episodes are not in both and left out."][: self.unpaired],
                *map(str, self.flips[:SHOWN]),
                *["... and more: see --json."][: len(self.flips) > SHOWN],
            )
        )

    def as_json(self) -> dict[str, Any]:
        """Return the comparison for another program."""
        return {
            "folders": [str(f) for f in self.folders],
            "pairs": self.pairs,
            "success_rates": [r.value for r in self.rates],
            "difference": self.difference,
            "interval": list(self.interval),
            "interval_method": self.method,
            "gained": self.gained,
            "lost": self.lost,
            "p": self.p,
            "unpaired": self.unpaired,
            "differs": list(self.differs),
            "flips": [
                {
                    "task": f.task,
                    "index": f.index,
                    "seed": f.seed,
                    "better": "AB"[f.better],
                    "why": f.why,
                    "traces": list(f.traces),
                    "again": list(f.again),
                }
                for f in self.flips
            ],
        }


def compare(a: RunFolder | Path, b: RunFolder | Path) -> Comparison:
    """Return what run `b` does better or worse than run `a`.

    Raises:
        UsageError: where they are of different suites, or have no episode in common.
    """
    runs = [run if isinstance(run, RunFolder) else RunFolder(run) for run in (a, b)]
    infos = [run.info for run in runs]
    comparable(runs, infos)
    there = [{(r.task, r.index, r.seed): r for r in run.records()} for run in runs]
    both = sorted(there[0].keys() & there[1].keys())
    pairs = [
        (x, y) for x, y in ((there[0][k], there[1][k]) for k in both) if not (x.error or y.error)
    ]
    if not pairs:
        raise UsageError(
            f"{runs[0].path} and {runs[1].path} have no judged episode in common.",
            "Run both with the same --seed and tasks.",
        )
    gained = sum(y.success > x.success for x, y in pairs)
    lost = sum(x.success > y.success for x, y in pairs)
    both_won = sum(x.success and y.success for x, y in pairs)
    return Comparison(
        (runs[0].path, runs[1].path),
        (rate(x for x, _ in pairs), rate(y for _, y in pairs)),
        gained,
        lost,
        mcnemar(gained, lost),
        (gained - lost) / len(pairs),
        *interval(both_won, gained, lost, len(pairs)),
        len(there[0].keys() | there[1].keys()) - len(pairs),
        tuple(differing(*infos)),
        tuple(flip(runs, infos, pair) for pair in pairs if pair[0].success != pair[1].success),
    )


def rate(records: Iterable[Record]) -> Rate:
    """Return the rate of some records."""
    won = [r.success for r in records]
    return Rate(sum(won), len(won))


def comparable(runs: Sequence[RunFolder], infos: Sequence[Mapping[str, Any]]) -> None:
    """Refuse runs whose episodes are not the same tasks, though their names may be."""
    names = [f"{i.get('suite')} version {i.get('suite_version')}" for i in infos]
    if names[0] != names[1]:
        raise UsageError(
            f"{runs[0].path} ran {names[0]} and {runs[1].path} ran {names[1]}: "
            "their episodes are not the same.",
            "Compare runs of one suite and version.",
        )
    robots = [i.get("robot") for i in infos]
    if robots[0] != robots[1]:
        raise UsageError(
            f"{runs[0].path} has the robot {robots[0]!r} and {runs[1].path} {robots[1]!r}: "
            "each has another table, so their episodes are not the same.",
            "Compare runs of one robot.",
        )


def differing(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """Return in words what differs between two runs, the version and packages among it."""
    keys = [k for k in (*a, *(k for k in b if k not in a)) if k not in ASIDE]
    out = [f"{k} ({a.get(k)!r}, {b.get(k)!r})" for k in keys if a.get(k) != b.get(k)]
    packages = [{"handily": i.get("handily")} | dict(i.get("packages") or {}) for i in (a, b)]
    for name in sorted(packages[0].keys() | packages[1].keys()):
        old, new = (p.get(name) for p in packages)
        if old != new:
            out.append(f"package {name} ({old!r}, {new!r})")
    return out


def mcnemar(gained: int, lost: int) -> float:
    """Return the exact two-sided p: flips are fair coins if neither run is better."""
    flips = gained + lost
    return float(binomtest(gained, flips, 0.5).pvalue) if flips else 1.0


def interval(
    both: int, gained: int, lost: int, pairs: int
) -> tuple[tuple[float, float], Literal["bootstrap", "Newcombe"]]:
    """Return the 95 % interval of the difference, and by which method.

    Resampling draws no flip of a kind that was never seen: where one is missing, its interval
    is too narrow, or has no width at all, and Newcombe's is taken.
    """
    if gained and lost:
        return bootstrap(gained, lost, pairs), "bootstrap"
    return newcombe(both, gained, lost, pairs), "Newcombe"


def newcombe(both: int, gained: int, lost: int, pairs: int) -> tuple[float, float]:
    """Return Newcombe's 95 % interval of a paired difference (1998, method 10)."""
    neither = pairs - both - gained - lost
    new, old = Rate(both + gained, pairs), Rate(both + lost, pairs)
    (new_low, new_high), (old_low, old_high) = new.interval, old.interval
    odds: float = both * neither - gained * lost
    if odds > 0:  # corrected for continuity
        odds = max(0.0, odds - pairs / 2)
    margins = new.successes * (pairs - new.successes) * old.successes * (pairs - old.successes)
    alike = odds / math.sqrt(margins) if margins else 0.0

    def reach(a: float, b: float) -> float:
        return math.sqrt(max(0.0, a * a - 2 * alike * a * b + b * b))

    middle = new.value - old.value
    return (
        max(-1.0, middle - reach(new.value - new_low, old_high - old.value)),
        min(1.0, middle + reach(new_high - new.value, old.value - old_low)),
    )


def bootstrap(gained: int, lost: int, pairs: int, seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % interval of the difference, by resampling pairs."""
    rng = np.random.default_rng(seed)
    # A resampled pair is gained, lost or the same: counting them is enough.
    shares = np.array([gained, lost, pairs - gained - lost]) / pairs
    drawn = rng.multinomial(pairs, shares, size=RESAMPLES)
    low, high = np.quantile((drawn[:, 0] - drawn[:, 1]) / pairs, (0.025, 0.975))
    return float(low), float(high)


def flip(
    runs: Sequence[RunFolder], infos: Sequence[Mapping[str, Any]], pair: tuple[Record, Record]
) -> Flip:
    """Return an episode on which two runs part, and how to look at it."""
    x, y = pair
    traces = [trace_command(run, x) for run in runs]
    again = [bench_command(info, x) for info in infos]
    return Flip(
        x.task,
        x.index,
        x.seed,
        int(y.success),
        pair,
        (traces[0], traces[1]),
        (again[0], again[1]),
    )


def trace_command(run: RunFolder, record: Record) -> str:
    """Return the command that shows an episode again, step by step."""
    return shlex.join(
        ["handily", "trace", str(run.episode(record.task, record.seed) / "trace.jsonl")]
    )


def bench_command(info: Mapping[str, Any], record: Record) -> str:
    """Return the command that runs an episode again, alone."""
    words = ["handily", "bench", str(info.get("suite_file") or info.get("suite"))]
    for name in OPTIONS:
        value = info.get(name)
        if value in (None, "") or (
            info.get("planner") != "local" and name in ("model", "decoding")
        ):
            continue
        words += [f"--{name}", str(value)]
    return shlex.join([*words, "--only", f"{record.task}:{record.index}"])
