"""The cameras' driver: a process of its own, so that drawing never holds up the arm.

It has a world of its own, laid like the arm's, in which it puts everything where the arm's
driver says it is, and publishes what its cameras see there.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from agent.robot import CameraFrame
from agent.urgency import make_way
from sims.bench.states import alike, show
from sims.ros.table import Spec, Table

NAMES = {"fixed": "camera", "wrist": "wrist_camera"}
"""What the topics of each of an arm's cameras begin with."""
BEHIND = 0
"""The niceness of who draws: the arm goes before it."""


@dataclass(frozen=True, slots=True)
class Optics:
    """The pictures' size in pixels, and what comes before the frames' names."""

    width: int
    height: int
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment to take a picture of: the camera, the time (s), all poses and joints."""

    camera: str
    time: float
    state: tuple[float, ...]


class Drawer:
    """A process that draws, as the driver sees it.

    Args:
        arguments: for the process's node, such as its namespace and remappings.
        optics: of all cameras.
        name: of the process's node.
    """

    def __init__(self, arguments: Sequence[str], optics: Optics, name: str) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=run, args=(theirs, tuple(arguments), optics, name), daemon=True, name=name
        )
        self.process.start()
        theirs.close()
        self.pending = 0

    def ready(self) -> bool:
        """Tell whether everything that was sent has been drawn."""
        with contextlib.suppress(OSError, EOFError):
            while self.pending and self.pipe.poll():
                self.pipe.recv()
                self.pending -= 1
        return self.pending == 0 and self.process.is_alive()

    def send(self, what: Spec | Shot) -> None:
        """Have the table laid anew, or a picture taken."""
        with contextlib.suppress(OSError):  # a camera that is gone is told by its silence
            self.pipe.send(what)
            self.pending += 1

    def close(self) -> None:
        """End the process, which does so by itself once its pipe is closed."""
        self.pipe.close()
        self.process.join(1.0)
        if self.process.is_alive():
            self.process.kill()


class Cameras:
    """The driver's side: sends a moment to a process that has drawn the one before.

    Args:
        arguments: for the processes' nodes.
        optics: of all cameras.
        spec: what stands on the table.
        most: how many processes draw: two for a steady stream, since one needs about as long
            for a picture of 640x480 as there is from one to the next at 15 Hz.
    """

    def __init__(self, arguments: Sequence[str], optics: Optics, spec: Spec, most: int = 1) -> None:
        self.arguments, self.optics = arguments, optics
        self.drawers: list[Drawer] = []
        # All before the arm moves: while a process is being made, the interpreter stands still.
        for _ in range(most):
            behind_the_arm(self.add)
        self.lay(spec)

    def lay(self, spec: Spec) -> None:
        """Lay the table anew."""
        for drawer in self.drawers:
            drawer.send(spec)

    def add(self) -> None:
        """Start a process."""
        name = f"camera_{len(self.drawers) + 1}" if self.drawers else "camera"
        self.drawers.append(Drawer(self.arguments, self.optics, name))

    def ready(self) -> bool:
        """Tell whether a picture could be taken at once."""
        return any(drawer.ready() for drawer in self.drawers)

    def shoot(self, shot: Shot) -> None:
        """Take a picture of a moment."""
        free = [drawer for drawer in self.drawers if drawer.ready()]
        (free or self.drawers)[0].send(shot)

    def close(self) -> None:
        """End the processes."""
        for drawer in self.drawers:
            drawer.pipe.close()
        for drawer in self.drawers:
            drawer.close()


def behind_the_arm(start: Callable[[], None]) -> None:
    """Start a process from a thread that is less urgent than the arm's: so the process is too."""

    def patiently() -> None:
        make_way(BEHIND)
        start()

    thread = threading.Thread(target=patiently)
    thread.start()
    thread.join()


def run(pipe: Connection, arguments: Sequence[str], optics: Optics, name: str) -> None:
    """Draw what comes through the pipe until the other side is gone."""
    import signal

    import rclpy
    from rclpy.qos import qos_profile_sensor_data
    from rclpy.signals import SignalHandlerOptions
    from sensor_msgs.msg import CameraInfo, Image

    from agent.errors import UsageError
    from agent.ros.common import init, without_name
    from sims.ros.messages import pictures, stamp

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the arm's driver says when to end
    init(without_name(arguments), signal_handler_options=SignalHandlerOptions.NO)
    node = rclpy.create_node(name, start_parameter_services=False, enable_rosout=False)
    topics = ("image_raw", Image), ("depth/image_raw", Image), ("camera_info", CameraInfo)
    publishers = {
        camera: [node.create_publisher(t, f"{n}/{topic}", qos_profile_sensor_data)
                 for topic, t in topics]
        for camera, n in NAMES.items()
    }  # fmt: skip
    table: Table | None = None
    drawn: dict[str, tuple[NDArray[np.float64], CameraFrame]] = {}
    try:
        while True:
            what = pipe.recv()
            if isinstance(what, Spec):
                # Where it cannot be laid the arm's driver keeps the old one as well, and says why.
                with contextlib.suppress(UsageError):
                    laid = Table(what)
                    if table:
                        table.close()
                    table, drawn = laid, {}
            elif table:
                frame = draw(table, what, optics, drawn)
                place = f"{optics.prefix}{NAMES[what.camera]}_optical_frame"
                messages = pictures(frame, stamp(what.time), place)
                for publisher, message in zip(publishers[what.camera], messages, strict=True):
                    publisher.publish(message)
            pipe.send(None)
    except (EOFError, OSError):
        pass
    finally:
        if table:
            table.close()
        node.destroy_node()
        rclpy.try_shutdown()


def draw(
    table: Table,
    shot: Shot,
    optics: Optics,
    drawn: dict[str, tuple[NDArray[np.float64], CameraFrame]],
) -> CameraFrame:
    """Return a camera's picture of a moment: the one before, where nothing has moved since.

    `drawn` keeps each camera's latest picture, with the poses and joints that it shows.
    """
    state = np.array(shot.state)
    if shot.camera in drawn:
        before, frame = drawn[shot.camera]
        if alike(state, before):
            return frame
    show(table.world.client, state)
    frame = table.world.render(optics.width, optics.height, table.arm.view(shot.camera))
    drawn[shot.camera] = state, frame
    return frame
