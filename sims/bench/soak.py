"""Goals by the hour, with faults on: does memory stay flat, is every run told, is no success false?

    python -m sims.bench.soak --hours 24 --out runs/soak        # simulated hours
    python -m sims.bench.soak --hours 2 --planner local

The table is laid anew for every task of a suite; each conversation goes on with goals that
undo and redo what was done. It prints one JSON object; `--out` keeps it and the traces.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from agent.events import Finished
from agent.host import Host, Place
from agent.planners.base import Planner
from agent.trace import read_trace
from sims.bench.plan import Config
from sims.faults import Faults
from sims.faulty import FaultyRobot
from sims.tasks.predicates import Truth, judge

FAULTS = (
    "drop=0.05,slip=0.05,moved=0.03,taken=0.001,blocked=0.02,camera=0.03,stuck=0.02,sensor=0.01"
)
REST = 240
"""Steps of the world before it is judged."""
PAUSE = 20 * 240
"""Steps of the world, 20 s, between the end of a goal and the next one."""
MORE = 30
"""Goals of a conversation after the task that the table was laid for. PyBullet itself keeps some
80 KiB of each world that it is told to forget."""
WARM = 0.2
"""The share of the time after which memory has to be flat."""


@dataclass
class Tally:
    """What came of all goals."""

    goals: int = 0
    verified: int = 0
    false: list[str] = field(default_factory=list)
    """Goals that were said to be verified, and are not true."""
    lost: int = 0
    """Runs whose trace is missing, or does not tell their end."""
    endings: Counter[str] = field(default_factory=Counter)
    simulated: float = 0.0
    """Seconds."""
    memory: list[tuple[float, float]] = field(default_factory=list)
    """Simulated seconds, and the process's memory (MiB) then."""


def soak(
    hours: float,
    planner: Planner,
    out: Path,
    suite: str = "cap",
    faults: str = FAULTS,
    more: int = MORE,
) -> Tally:
    """Work on goals for so many simulated hours, `more` a table beside its task."""
    tally, chance = Tally(), random.Random(0)
    place = Place("tabletop", out=out, pace=0.0, wait=0.0)
    seeds = iter(range(10**9))

    def limit(robot: Any) -> FaultyRobot:
        return FaultyRobot(robot, robot.world, Faults.parse(faults, next(seeds)))

    host = Host(place, planner, limit=limit)
    told = 0.0
    try:
        for scene in tasks(suite):
            host.lay(scene)
            before = host.table.world.time
            for goal, wanted in conversation(host, chance, more):
                record(tally, host, goal, host.submit(goal).result(), wanted, out)
                host.call(partial(host.table.world.step, PAUSE))
                tally.simulated += host.table.world.time - before
                before = host.table.world.time
                if tally.simulated - told > hours * 36:
                    told = tally.simulated
                    mib = psutil.Process().memory_info().rss / 2**20
                    tally.memory.append((round(told, 1), round(mib, 1)))
                    print(f"{told / 3600:.2f} h, {tally.goals} goals, {mib:.0f} MiB", flush=True)
                if tally.simulated >= hours * 3600:
                    return tally
    finally:
        host.close()
    return tally


def tasks(suite: str) -> Iterator[str]:
    """Yield the tasks of a suite, each time with the next layout, without end."""
    config = Config(suite)
    names = list(dict.fromkeys(key.task for key in config.keys(config.load())))
    index = 0
    while True:
        yield from (f"{suite}/{name}:{index}" for name in names)
        index += 1


def conversation(host: Host, chance: random.Random, more: int) -> Iterator[tuple[str, Any]]:
    """Yield goals, each with what is to be true after it."""
    instance = host.table.instance
    yield instance.instruction, instance.goal
    names = list(host.table.world.names)
    blocks = [n for n in names if n.endswith("block")]
    bowls = [n for n in names if n.endswith("bowl")]
    for _ in range(more if blocks and bowls else 0):
        block, bowl = chance.choice(blocks), chance.choice(bowls)
        yield f"put the {block} in the {bowl}", ["in", block, bowl]


def record(tally: Tally, host: Host, goal: str, finished: Finished, wanted: Any, out: Path) -> None:
    """Compare what was said of a goal with the truth, and with its trace."""
    run = next(m["run"] for m in reversed(host.messages) if m["kind"] == "finished")
    tally.goals += 1
    tally.endings[f"{finished.ending}, {finished.verification}"] += 1
    trace = out / run / "trace.jsonl"
    events: Sequence[Any] = read_trace(trace)[1] if trace.is_file() else ()
    tally.lost += not events or events[-1].kind != "finished"
    if finished.verification == "verified":
        tally.verified += 1
        if not holds(host, wanted, finished, events):
            tally.false.append(f"{host.status.scene}: {goal} ({run})")
            return
    for file in [*trace.parent.glob("frames/*"), trace]:  # what is as it should be is not kept
        file.unlink(missing_ok=True)


def holds(host: Host, wanted: Any, finished: Finished, events: Sequence[Any]) -> bool:
    """Tell whether what was wanted is so, once the world is at rest."""
    table = host.table
    if table.instance.goal is wanted:
        return bool(host.call(table.score) == 1.0)

    def score() -> float:
        from agent.types import Observation

        table.world.step(REST)
        now = Observation(table.world.true_objects())
        return judge(wanted, Truth(now, table.before, table.arm.workspace, events))

    return host.call(score) == 1.0


def flat(memory: Sequence[tuple[float, float]], whole: float) -> float:
    """Return how much more memory the last tenth took than the tenth after warming up."""
    warm = [m for t, m in memory if WARM * whole <= t < (WARM + 0.1) * whole]
    last = [m for t, m in memory if t >= 0.9 * whole]
    if not warm or not last:
        return float("nan")
    return (sum(last) / len(last)) / (sum(warm) / len(warm)) - 1.0


def summary(tally: Tally, hours: float, seconds: float) -> dict[str, Any]:
    """Return what was found, as JSON has it."""
    return {
        **{k: v for k, v in vars(tally).items() if k != "memory"},
        "hours": round(tally.simulated / 3600, 2),
        "wall_s": round(seconds),
        "memory_mib": [m for _, m in tally.memory][:: max(1, len(tally.memory) // 20)],
        "memory_grew": round(flat(tally.memory, hours * 3600), 4),
    }


def main() -> None:
    """Soak as the command line says."""
    from agent.planners.making import make_planner

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--planner", default="expert")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--suite", default="cap")
    parser.add_argument("--faults", default=FAULTS)
    parser.add_argument("--out", type=Path, default=Path("runs/soak"))
    args = parser.parse_args()
    begun = time.monotonic()
    planner = make_planner(args.planner, args.model)
    tally = soak(args.hours, planner, args.out, args.suite, args.faults)
    out = summary(tally, args.hours, time.monotonic() - begun)
    (args.out / "soak.json").write_text(json.dumps(out, indent=1))
    print(json.dumps(out))


if __name__ == "__main__":
    main()
