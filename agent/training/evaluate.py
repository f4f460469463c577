"""Measure a planner on hand-written goals: `python -m agent.training.evaluate --model NAME`.

The toy robot never fails, so what is counted is choosing alone. Success is judged by the
facts that were written beside each goal, not by what the agent believes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from agent.events import Decided, Finished
from agent.goals import go_back
from agent.loop import Agent
from agent.models import load
from agent.planners.base import Planner
from agent.planners.local import LocalPlanner
from agent.spatial import holds
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Fact, ObjectState

GOALS = Path(__file__).with_name("held_out.json")
LAYOUT = {
    "red block": (0.36, 0.28),
    "green block": (0.50, -0.24),
    "yellow block": (0.60, 0.02),
    "blue block": (0.36, -0.28),
    "blue bowl": (0.42, -0.08),
    "red bowl": (0.60, -0.20),
    "green bowl": (0.55, 0.20),
}
"""Where everything stands at the start of each chat (m)."""


def table() -> list[ObjectState]:
    """Return four blocks and three bowls."""
    out = []
    for name, (x, y) in LAYOUT.items():
        color, kind = name.split()
        out.append(thing(color, kind, x, y))
    return out


def run(planner: Planner, goals: Sequence[str], wanted: Sequence[Sequence[Fact]]) -> list[bool]:
    """Work on the goals of one chat; tell for each whether its facts hold and it said done."""
    agent = Agent(ToyRobot(table()), ToyPerception(), planner)
    out = []
    for goal, facts in zip(goals, wanted, strict=True):
        points = [go_back(f.subject, agent.context) if f.relation == "back" else f for f in facts]
        events = list(agent.run(goal))
        last = events[-1]
        claimed = isinstance(last, Finished) and last.ending == "done"
        body = agent.body
        out.append(claimed and all(holds(f, body.observation, body.workspace) for f in points))
        calls = [str(e.decision.call) for e in events if isinstance(e, Decided)]
        print("ok  " if out[-1] else "FAIL", goal, "|", "; ".join(calls[:8]), flush=True)
    return out


def main() -> None:
    """Read the command line, and count goals and whole chats."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--goals", type=Path, default=GOALS)
    args = parser.parse_args()
    planner = LocalPlanner(load(args.model, notify=print))
    rows = []
    for chat in json.loads(args.goals.read_text()):
        wanted = [[Fact(*f) for f in facts] for facts in chat["facts"]]
        rows.append(run(planner, chat["goals"], wanted))
    goals = [ok for row in rows for ok in row]
    whole = sum(all(row) for row in rows)
    print(f"{args.model}: {sum(goals)} of {len(goals)} goals, {whole} of {len(rows)} chats whole")


if __name__ == "__main__":
    main()
