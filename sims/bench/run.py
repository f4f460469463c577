"""Many trials, in several processes, each result appended as it comes; and what they say.

Killed at any moment, the same command goes on with what is missing.
"""

from __future__ import annotations

import json
import multiprocessing as mp
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from agent.errors import UsageError
from sims.bench.skills import Key, Trial, trial
from sims.bench.statistics import Rate

TRIES = 3
"""How often a trial whose process dies is begun again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which trials: `count` of a kind, with the seeds from `seed` on."""

    kind: str
    robot: str
    perception: str
    seed: int
    count: int

    def trials(self) -> list[Key]:
        """Return what tells each trial apart."""
        seeds = range(self.seed, self.seed + self.count)
        return [(self.kind, self.robot, self.perception, seed) for seed in seeds]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the trials of one kind say together. Times are medians in seconds."""

    kind: str
    robot: str
    perception: str
    success: Rate
    false_success: int
    false_failure: int
    wall: float
    cpu: float
    real_time_factor: float
    failures: tuple[Trial, ...]


def read(path: Path) -> list[Trial]:
    """Return the trials recorded so far; a torn last line is left out."""
    out = []
    for line in path.read_text().splitlines() if path.exists() else ():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        out.append(Trial(**{**row, "calls": tuple(row["calls"])}))
    return out


def run(plans: Sequence[Plan], path: Path, workers: int) -> Iterator[Trial]:
    """Run what of the plans is not in the file yet, and yield each trial as it is recorded."""
    done = {t.key for t in read(path)}
    todo = [key for p in plans for key in p.trials() if key not in done]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        if path.stat().st_size and not path.read_text().endswith("\n"):
            file.write("\n")  # what follows must not stick to a line that was cut off
        for result in in_processes(todo, workers):
            file.write(json.dumps(asdict(result)) + "\n")
            file.flush()
            yield result


def in_processes(todo: Iterable[Key], workers: int) -> Iterator[Trial]:
    """Yield results as they come; a process that dies costs its trials one more try."""
    left = list(todo)
    for _ in range(TRIES):
        again = []
        with ProcessPoolExecutor(workers, mp.get_context("spawn")) as pool:
            jobs: dict[Future[Trial], Key] = {pool.submit(trial, *args): args for args in left}
            for job in as_completed(jobs):
                try:
                    yield job.result()
                except BrokenProcessPool:
                    again.append(jobs[job])
        if not again:
            return
        left = again
    raise UsageError(f"{len(left)} trials killed their process {TRIES} times, such as {left[0]}.")


def results(plans: Sequence[Plan], path: Path) -> list[Summary]:
    """Return the summaries of what was recorded of the plans."""
    wanted = {key for p in plans for key in p.trials()}
    return summarise(t for t in read(path) if t.key in wanted)


def summarise(trials: Iterable[Trial]) -> list[Summary]:
    """Return one summary for each kind, robot and perception, in the order of their names."""
    groups: dict[tuple[str, str, str], list[Trial]] = {}
    for t in trials:
        groups.setdefault((t.kind, t.robot, t.perception), []).append(t)
    return [
        Summary(
            *key,
            success=Rate(sum(t.true for t in group), len(group)),
            false_success=sum(t.false_success for t in group),
            false_failure=sum(t.true and not t.claimed for t in group),
            wall=median(t.wall for t in group),
            cpu=median(t.cpu for t in group),
            real_time_factor=median(t.simulated / t.wall for t in group),
            failures=tuple(t for t in group if not t.true or not t.claimed),
        )
        for key, group in sorted(groups.items())
    ]
