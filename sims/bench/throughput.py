"""How fast the simulation is beside its public peers: one pick-and-place of one cube each.

    python -m venv PATH && PATH/bin/pip install panda-gym
    python -m sims.bench.throughput --peer-python PATH/bin/python

The cube (4 cm) lies in the same spot before the same arm (Panda), and is lifted and carried
equally far; the hand starts over it and ends over the goal. Four sides:

    arm       the bare world: the same points with `move_to` and `grip`, without a camera
    env       the same points in small steps through our Gymnasium environment, told the truth
    skills    look, pick, place and look: camera, grasps, free ways, checks, from rest to rest
    the peer  the same points in small steps through its Gymnasium environment

The peer commands its joints straight to where they ought to be, while ours keep to the maker's
limits: its motion takes less simulated time, and ours more of it for the same wall time. Times
are medians, and the sides take turns; processor seconds tell how much of the wall time was
waiting for a core that others use. Only sides that delivered the cube in every run are compared.
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from agent.errors import UsageError
from agent.peer import PeerProcess
from sims.bench.carry import TASK, WAY, Measured, arm, env, skills

PEERS = ("panda-gym", "lanro-gym")
LIFTED, OFF = 0.10, 0.03
"""The cube has to rise by so much (m), and to end so near (m) to the goal."""
Side = Callable[[], Measured]


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


def delivered(side: dict[str, Any]) -> bool:
    """Tell whether a side lifted the cube and brought it to the goal in every run."""
    return bool(side["done"] == side["runs"])


def report(sides: dict[str, dict[str, Any]], peer: str, console: Console) -> None:
    """Print what the sides took, and how many times faster than the peer, if both delivered."""
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
        if base and name != peer and delivered(base) and delivered(s):
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
    console = Console()
    peer: PeerProcess | None = None
    if chosen.peer_python is None:
        console.print("No peer is compared with: give --peer-python, the interpreter that has it.")
    else:
        try:
            script = Path(__file__).with_name("peer.py")
            peer = PeerProcess(chosen.peer_python, script, [chosen.peer], chosen.peer)
        except UsageError as error:
            console.print(error.message, error.hint, markup=False)
            return 2
    with tempfile.TemporaryDirectory() as folder:
        tasks = Path(folder) / "carry.yaml"
        tasks.write_text(TASK)
        sides: dict[str, Side] = {"arm": arm, "env": lambda: env(tasks), "skills": skills}
        if peer is not None:
            sides[chosen.peer] = functools.partial(peer.ask, {"way": WAY})
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
