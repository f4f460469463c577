"""The other side of `sims.bench.throughput`: run by an interpreter that has the peer installed.

It stands alone, imports nothing of this project, and is not run as part of it:
`PYTHON -I peer.py panda-gym` reads a JSON object with the way (x, y, z in m from the robot's
base, fingers 1 open or -1 closed) a line, and answers each with what it measured.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

import numpy as np

PEERS = {
    # Module, id, what a full action moves the hand by (m).
    "panda-gym": ("panda_gym", "PandaPickAndPlace-v3", 0.05),
    "lanro-gym": ("lanro_gym", "PandaPickAndPlace-v0", 0.04),
}
BASE = np.array([-0.6, 0.0, 0.0])
"""Where both peers put their robot (m)."""
NEAR, MOST = 0.005, 200
"""A point is reached within so many metres, or given up after so many steps."""


class Peer:
    """A peer's pick-and-place environment with a scripted controller over its action space."""

    def __init__(self, name: str) -> None:
        module, task, self.scale = PEERS[name]
        importlib.import_module(module)
        gymnasium = importlib.import_module("gymnasium")
        self.env = gymnasium.make(task).unwrapped
        self.box = "object" if name == "panda-gym" else "object0"
        self.steps = 0

    def hand(self) -> Any:
        """Return where the hand is (m), from the robot's base."""
        return np.array(self.env.robot.get_ee_position()) - BASE

    def cube(self) -> Any:
        """Return where the cube is (m), from the robot's base."""
        return np.array(self.env.sim.get_base_position(self.box)) - BASE

    def step(self, to: Any, fingers: float) -> None:
        """Take one step towards a point."""
        by = np.clip((to - self.hand()) / self.scale, -1.0, 1.0)
        self.env.step(np.array([*by, fingers], dtype=np.float32))
        self.steps += 1

    def go(self, x: float, y: float, z: float, fingers: float) -> None:
        """Bring the hand to a point; where it is there already, the fingers to rest."""
        to = np.array([x, y, z])
        if np.linalg.norm(to - self.hand()) < 2 * NEAR:
            for i in range(MOST):
                before = self.env.robot.get_fingers_width()
                self.step(to, fingers)
                if i > 2 and abs(self.env.robot.get_fingers_width() - before) < 5e-4:
                    return
        for _ in range(MOST):
            if np.linalg.norm(to - self.hand()) < NEAR:
                return
            self.step(to, fingers)

    def run(self, way: list[list[float]]) -> dict[str, float]:
        """Do one pick-and-place; the first point of the way is where it starts."""
        begun = time.perf_counter()
        self.env.reset(seed=0)
        anew = time.perf_counter() - begun
        (x, y, z, fingers), (bx, by, _, _) = way[0], way[1]
        block = [bx + BASE[0], by, 0.02]
        self.env.sim.set_base_pose(self.box, np.array(block), np.array([0.0, 0.0, 0.0, 1.0]))
        self.go(x, y, z, fingers)
        self.go(x, y, z, fingers)
        self.steps, lifted = 0, 0.0
        begun, busy = time.perf_counter(), time.process_time()
        for point in way[1:]:
            self.go(*point)
            lifted = max(lifted, float(self.cube()[2]))
        wall, cpu = time.perf_counter() - begun, time.process_time() - busy
        gx, gy = way[-1][:2]
        return {
            "wall": wall,
            "cpu": cpu,
            "simulated": self.steps * float(self.env.sim.dt),
            "anew": anew,
            "rate": self.env.sim.n_substeps / float(self.env.sim.dt),
            "lifted": lifted,
            "off": float(np.linalg.norm(self.cube()[:2] - [gx, gy])),
        }


def main() -> None:
    """Answer each line."""
    peer = Peer(sys.argv[1])
    print(json.dumps({"ready": sys.argv[1]}), flush=True)
    for line in sys.stdin:
        print(json.dumps(peer.run(json.loads(line)["way"])), flush=True)


if __name__ == "__main__":
    main()
