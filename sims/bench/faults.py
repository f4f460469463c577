"""How a goal ends when things go wrong: one kind of fault at a time, judged by the true state.

    python -m sims.bench.faults --episodes 100 --chance 0.3

The planner is the scripted expert, so that what is measured is the loop and the skills.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass

from agent.events import Acted, Disturbed, Event, Finished
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.spatial import holds
from agent.types import Fact, Observation
from sims.bench.statistics import Rate
from sims.build import build, eyes
from sims.faults import KINDS, Faults
from sims.faulty import FaultyRobot

GOAL = "put the red block in the blue bowl"
FACT = Fact("in", "red block", "blue bowl")
THINGS = ("red block", "blue bowl")
"""What people move and take: what the goal needs."""
REST = 240
"""Steps (of 1/240 s) after which the world is at rest."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One run: what went wrong, how it ended, and whether the goal holds in truth."""

    seed: int
    disturbed: tuple[Disturbed, ...]
    failures: tuple[str, ...]
    finished: Finished
    true: bool

    @property
    def false_success(self) -> bool:
        """Tell whether success was measured where there is none."""
        return self.finished.verification == "verified" and not self.true


def episode(
    kind: str, chance: float, seed: int, robot: str = "panda", perception: str = "camera"
) -> Episode:
    """Run the goal once with one kind of fault."""
    world, arm = build("tabletop", robot, seed)
    faults = Faults(**{kind: chance}, seed=seed, things=THINGS)  # type: ignore[arg-type]
    faulty = FaultyRobot(arm, world, faults)
    agent = Agent(faulty, eyes(perception, world), ExpertPlanner())
    try:
        events: list[Event] = list(agent.run(GOAL))
        world.step(REST)
        truth = Observation(world.true_objects())
        true = faulty.in_hand() is None and bool(holds(FACT, truth, arm.workspace))
    finally:
        world.close()
    finished = events[-1]
    assert isinstance(finished, Finished)
    failures = (e.outcome.message for e in events if isinstance(e, Acted) and not e.outcome.ok)
    return Episode(seed, tuple(faulty.drain()), tuple(failures), finished, true)


def main() -> None:
    """Print one line a kind, and how the failures were told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--chance", type=float, default=0.3)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--robot", default="panda")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for kind in args.kinds:
        runs = [episode(kind, args.chance, args.seed + i, args.robot) for i in range(args.episodes)]
        hit = [r for r in runs if r.disturbed]
        recovered = Rate(sum(r.finished.verification == "verified" for r in hit), len(hit))
        lies = [r.seed for r in runs if r.false_success]
        unseen = [r.seed for r in runs if r.true and r.finished.verification != "verified"]
        print(f"{kind}: {sum(len(r.disturbed) for r in runs)} faults in {len(hit)} episodes")
        print(f"  reached all the same: {recovered}")
        print(f"  false successes: {len(lies)} {lies or ''}; true but not verified: {unseen}")
        endings = Counter(
            f"{r.finished.ending}: {r.finished.verification}: {r.finished.message}"
            for r in hit
            if r.finished.verification != "verified"
        )
        for what, count in endings.most_common():
            print(f"  {count:3} ended {what}")
        for what, count in Counter(f for r in hit for f in r.failures).most_common():
            print(f"  {count:3} said {what}")


if __name__ == "__main__":
    main()
