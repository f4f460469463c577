"""A view of a world for people, drawn by a process of its own: it never holds up the arm."""

from __future__ import annotations

import contextlib
import io
import math
import multiprocessing as mp
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np

from agent.urgency import make_way
from sims.ros.table import Spec, Table
from sims.world import PERSON
from sims.world import View as Camera

QUALITY = 80
"""Of the JPEG pictures."""


@dataclass(frozen=True, slots=True)
class View:
    """A picture (JPEG) and its number, which grows with each one drawn."""

    number: int
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Sight:
    """Where points of the world (m) are in a picture (pixels from its left and its top)."""

    width: int
    height: int
    camera: Camera = PERSON

    def _axes(self) -> np.ndarray:
        """Return the camera's axes as rows: right, down, forward."""
        forward = np.subtract(self.camera.target, self.camera.eye)
        right = np.cross(forward, self.camera.up)
        axes = np.array([right, np.cross(forward, right), forward])
        return np.asarray(axes / np.linalg.norm(axes, axis=1, keepdims=True))

    @property
    def _focal(self) -> float:
        return self.height / 2 / math.tan(math.radians(self.camera.field) / 2)

    def pixel(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Return where a point before the camera is seen."""
        u, v, depth = self._axes() @ np.subtract((x, y, z), self.camera.eye)
        scale = self._focal / max(depth, 1e-6)
        return float(self.width / 2 + u * scale), float(self.height / 2 + v * scale)

    def place(self, u: float, v: float, z: float = 0.0) -> tuple[float, float] | None:
        """Return which point (x, y) at the height z is seen there; None for one in the sky."""
        ray = np.array([u - self.width / 2, v - self.height / 2, self._focal]) @ self._axes()
        eye = np.array(self.camera.eye)
        if ray[2] >= -1e-9:
            return None
        x, y, _ = eye + ray * ((z - eye[2]) / ray[2])
        return float(x), float(y)


class Window:
    """Shows a world through the fixed camera.

    Args:
        spec: how the world was laid; the process lays one like it.
        size: width and height of the pictures in pixels.
    """

    def __init__(self, spec: Spec, size: tuple[int, int] = (640, 480)) -> None:
        context = mp.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=draw, args=(theirs, size), daemon=True, name="window"
        )
        self._process.start()
        theirs.close()
        self._lock = threading.Lock()
        self._state: np.ndarray | None = None
        self._new = threading.Event()
        self.changed = threading.Condition()
        self.view = View(0, b"")
        self.sight = Sight(*size)
        self.lay(spec)
        threading.Thread(target=self._feed, daemon=True, name="window").start()

    def lay(self, spec: Spec) -> None:
        """Lay the world over there anew."""
        with self._lock:
            self._state = None
            self._pipe.send(spec)

    def show(self, state: list[float]) -> None:
        """Show a moment, as `sims.bench.states.state` tells it, in place of one not drawn yet."""
        self._state = np.array(state)
        self._new.set()

    def after(self, number: int, wait: float) -> View | None:
        """Return the first picture after the one of that number; None if none comes in `wait` s."""
        with self.changed:
            self.changed.wait_for(lambda: self.view.number > number, wait)
            return self.view if self.view.number > number else None

    def _feed(self) -> None:
        """Send the latest moment each time the one before has been drawn."""
        with contextlib.suppress(OSError, EOFError):
            while True:
                self._new.wait()
                self._new.clear()
                with self._lock:
                    state, self._state = self._state, None
                    if state is None:
                        continue
                    self._pipe.send(state)
                jpeg = self._pipe.recv()
                if jpeg:
                    with self.changed:
                        self.view = View(self.view.number + 1, jpeg)
                        self.changed.notify_all()

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            self._pipe.send(None)
        self._process.join(3.0)
        if self._process.is_alive():
            self._process.kill()


def draw(pipe: Connection, size: tuple[int, int]) -> None:
    """Draw what comes through the pipe until None does; empty bytes where nothing has moved."""
    import signal

    from PIL import Image

    from sims.bench.states import alike, show

    make_way()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it says when to end
    table: Table | None = None
    drawn: np.ndarray | None = None
    with contextlib.suppress(EOFError, OSError):
        while (what := pipe.recv()) is not None:
            if isinstance(what, Spec):
                if table:
                    table.close()
                table, drawn = Table(what), None
                continue
            assert table is not None
            if drawn is not None and alike(drawn, what):
                pipe.send(b"")
                continue
            drawn = what
            show(table.world.client, what)
            frame = table.world.render(*size, table.arm.view("fixed"))
            out = io.BytesIO()
            Image.fromarray(np.ascontiguousarray(frame.rgb)).save(out, "JPEG", quality=QUALITY)
            pipe.send(out.getvalue())


def paced(begun: float, simulated: float, pace: float) -> float:
    """Return how long (s) to wait until so much simulated time may have passed.

    `begun` is when (s, monotonic) it began; a `pace` of 1 is real time, 0 as fast as can be.
    """
    return max(0.0, begun + simulated / pace - time.monotonic()) if pace > 0.0 else 0.0
