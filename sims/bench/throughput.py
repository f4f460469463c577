"""How fast the simulation is beside its public peers: one pick-and-place of one cube each.

    python -m venv /tmp/peer && /tmp/peer/bin/pip install panda-gym
    python -m sims.bench.throughput --peer-python /tmp/peer/bin/python

The cube (4 cm) lies in the same spot before the same arm (Panda), and is lifted and carried
equally far; the hand starts over it and ends over the goal. Four sides:

    arm       the bare world: the same points with `move_to` and `grip`, without a camera
    env       the same points in small steps through our Gymnasium environment, told the truth
    skills    look, pick, place and look: camera, grasps, free ways, checks, from rest to rest
    the peer  the same points in small steps through its Gymnasium environment

The peer commands its joints straight to where they ought to be, while ours keep to the maker's
limits: its motion takes less simulated time, and ours more of it for the same wall time. Times
are medians, and the sides take turns; processor seconds tell how much of the wall time was
waiting for a core that others use.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from agent.body import Body
from agent.errors import UsageError
from agent.robot import Workspace
from agent.skills.library import SkillLibrary
from agent.types import Pose, SkillCall
from sims.build import eyes, laid
from sims.objects import THINGS
from sims.task_env import TaskEnv
from sims.world import TIME_STEP, World

PEERS = ("panda-gym", "lanro-gym")
START, GOAL = (0.48, -0.09), (0.48, -0.29)
"""Where the cube lies and where it goes (m); the goal is the place "left side"."""
HIGH, LOW = 0.15, 0.02
"""Of the tool point over the table (m): on the way, and at the cube."""
OPEN, SHUT = 1.0, -1.0
Point = tuple[float, float, float, float]
"""x, y, z (m) and the fingers. A point that is the last one again is for the fingers alone."""
WAY: tuple[Point, ...] = (
    (*START, HIGH, OPEN),
    (*START, LOW, OPEN),
    (*START, LOW, SHUT),
    (*START, HIGH, SHUT),
    (*GOAL, HIGH, SHUT),
    (*GOAL, LOW, SHUT),
    (*GOAL, LOW, OPEN),
    (*GOAL, HIGH, OPEN),
)
NEAR, MOST = 0.005, 60
"""As in `peer.py`: a point is reached within so many metres; the most steps towards it."""
LIFTED, OFF = 0.10, 0.03
"""The cube has to rise by so much (m), and to end so near (m) to the goal."""
TASK = f"""\
tasks:
  - id: carry
    instruction: put the red block on the left side
    objects: [{{name: red block, at: [{START[0]}, {START[1]}], yaw: 0}}]
    goal: [asked]
"""
Measured = dict[str, float]
Side = Callable[[], Measured]


def one_cube(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
    """Lay the cube."""
    THINGS["block"].put(world, "red", *START, 0.0, "red block")
    world.step(60)


class Watch:
    """Wall, processor and simulated seconds of one run, and what became of the cube.

    `anew` is how long it took to lay the table (s).
    """

    def __init__(self, world: World, anew: float) -> None:
        self.world, self.anew, self.lifted = world, anew, 0.0
        world.on_frame = self.look
        self.begun = time.perf_counter(), time.process_time(), world.time

    def look(self) -> None:
        """Look how high the cube is, ten times a simulated second."""
        self.lifted = max(self.lifted, self.world.true_objects()[0].position[2])

    def read(self) -> Measured:
        """Return what was measured."""
        now = time.perf_counter(), time.process_time(), self.world.time
        wall, cpu, simulated = (b - a for a, b in zip(self.begun, now, strict=True))
        return {
            "wall": wall,
            "cpu": cpu,
            "simulated": simulated,
            "anew": self.anew,
            "rate": 1 / TIME_STEP,
            "lifted": self.lifted,
            "off": math.dist(self.world.true_objects()[0].position[:2], GOAL),
        }


def arm() -> Measured:
    """Lead the hand from point to point in the bare world."""
    begun = time.perf_counter()
    world, robot = laid(one_cube, "panda", np.random.default_rng(0))
    anew = time.perf_counter() - begun
    with world:
        robot.move_to(Pose.tool_down(*WAY[0][:3]))
        watch, before = Watch(world, anew), WAY[0]
        for point in WAY[1:]:
            if point[:3] == before[:3]:
                robot.grip(robot.hand.opening if point[3] == OPEN else 0.0)
            elif not (motion := robot.move_to(Pose.tool_down(*point[:3]))).ok:
                raise RuntimeError(motion.reason)
            before = point
        return watch.read()


def env(tasks: Path) -> Measured:
    """Lead the hand from point to point through the environment."""
    begun = time.perf_counter()
    made = TaskEnv(str(tasks), "carry", perception="oracle", max_steps=10_000)
    made.reset(seed=0)
    anew = time.perf_counter() - begun
    assert made.stage is not None
    go(made, WAY[0])
    watch = Watch(made.stage.world, anew)
    for point in WAY[1:]:
        go(made, point)
    out = watch.read()
    made.close()
    return out


def go(made: TaskEnv, point: Point) -> None:
    """Bring the hand to a point by small steps; where it is there, the fingers to rest."""
    low, high = made.action_space.low, made.action_space.high  # type: ignore[attr-defined]
    state = made.body.robot.state()
    there = math.dist(point[:3], state.tool.position) < 2 * NEAR
    gap = state.finger_gap
    for i in range(MOST):
        by = np.subtract(point[:3], made.body.robot.state().tool.position)
        if not there and float(np.linalg.norm(by)) < NEAR:
            return
        made.step(np.clip(np.array([*by, 0.0, point[3]], np.float32), low, high))
        now = made.body.robot.state().finger_gap
        if there and i > 0 and abs(now - gap) < 5e-4:
            return
        gap = now


def skills() -> Measured:
    """Do it as the agent does."""
    begun = time.perf_counter()
    world, robot = laid(one_cube, "panda", np.random.default_rng(0))
    anew = time.perf_counter() - begun
    with world:
        library, body = SkillLibrary(), Body(robot, eyes("camera", world))
        watch = Watch(world, anew)
        name = body.look().names[0]
        for call in (SkillCall("pick", (name,)), SkillCall("place", ("at", "left side"))):
            if not (outcome := library.run(call, body)).ok:
                raise RuntimeError(f"{call}: {outcome.message}")
        return watch.read()


class Peer:
    """A peer in a process of its own; it only works when it is asked to."""

    def __init__(self, python: Path, name: str) -> None:
        self.name = name
        script = Path(__file__).with_name("peer.py")
        try:
            self.process = subprocess.Popen(
                [str(python), "-I", str(script), name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        except OSError as error:
            raise UsageError(f"{python} cannot be run: {error.strerror}.") from None
        self.answer()

    def answer(self) -> dict[str, Any]:
        """Read the next answer, past what libraries print."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        said = (self.process.communicate()[1].strip().splitlines() or ["nothing"])[-1]
        raise UsageError(
            f"{self.name} does not run there: {said}",
            f"Install it in a venv of its own: pip install {self.name}",
        )

    def __call__(self) -> Measured:
        """Do one pick-and-place."""
        assert self.process.stdin is not None
        print(json.dumps({"way": WAY}), file=self.process.stdin, flush=True)
        return self.answer()

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def compare(sides: dict[str, Side], runs: int) -> dict[str, list[Measured]]:
    """Let the sides take turns, after one turn each that does not count."""
    out: dict[str, list[Measured]] = {name: [] for name in sides}
    for turn in range(runs + 1):
        for name, side in sides.items():
            result = side()
            if turn:
                out[name].append(result)
    return out


def summary(results: Sequence[Measured]) -> dict[str, Any]:
    """Return medians of one side, and whether the cube was lifted and arrived each time."""
    walls = [r["wall"] for r in results]
    out: dict[str, Any] = {
        key: statistics.median(r[key] for r in results)
        for key in ("wall", "cpu", "simulated", "anew", "rate", "lifted", "off")
    }
    out["speed"] = statistics.median(r["simulated"] / r["wall"] for r in results)
    out["range"] = [min(walls), max(walls)]
    out["done"] = sum(r["lifted"] > LIFTED and r["off"] < OFF for r in results)
    out["runs"] = len(results)
    return out


def report(sides: dict[str, dict[str, Any]], peer: str, console: Console) -> None:
    """Print what the sides took, and how many times faster each is than the peer."""
    table = Table(title="One pick-and-place of one cube", title_justify="left")
    for column in (
        "",
        "done",
        "wall s",
        "min..max",
        "cpu s",
        "simulated s",
        "simulated s / wall s",
    ):
        table.add_column(column, justify="left" if not column else "right")
    for column in ("physics Hz", "table anew s", "times faster", "times simulated"):
        table.add_column(column, justify="right")
    base = sides.get(peer)
    for name, s in sides.items():
        low, high = s["range"]
        ratios = ("", "")
        if base and name != peer:
            ratios = f"{base['wall'] / s['wall']:.2f}", f"{s['speed'] / base['speed']:.2f}"
        table.add_row(
            name,
            f"{s['done']}/{s['runs']}",
            f"{s['wall']:.3f}",
            f"{low:.3f}..{high:.3f}",
            f"{s['cpu']:.3f}",
            f"{s['simulated']:.2f}",
            f"{s['speed']:.1f}",
            f"{s['rate']:.0f}",
            f"{s['anew']:.3f}",
            *ratios,
        )
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, compare and report."""
    parser = argparse.ArgumentParser(prog="sims.bench.throughput", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--peer-python", type=Path, help="the interpreter that has the peer")
    parser.add_argument("--peer", choices=PEERS, default=PEERS[0])
    parser.add_argument("--runs", type=int, default=7, help="turns of each side, 5 or more")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    if chosen.runs < 5:
        parser.error(f"--runs is {chosen.runs}; it has to be 5 or more.")
    console, peer = Console(), None
    if chosen.peer_python is None:
        console.print("No peer is compared with: give --peer-python, the interpreter that has it.")
    else:
        try:
            peer = Peer(chosen.peer_python, chosen.peer)
        except UsageError as error:
            console.print(error.message, error.hint, markup=False)
            return 2
    with tempfile.TemporaryDirectory() as folder:
        tasks = Path(folder) / "carry.yaml"
        tasks.write_text(TASK)
        sides: dict[str, Side] = {"arm": arm, "env": lambda: env(tasks), "skills": skills}
        if peer is not None:
            sides[peer.name] = peer
        sums = {name: summary(r) for name, r in compare(sides, chosen.runs).items()}
    if peer is not None:
        peer.close()
    if chosen.json:
        print(json.dumps(sums))
    else:
        report(sums, chosen.peer, console)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
