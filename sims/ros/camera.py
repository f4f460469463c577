"""The cameras' driver: a process of its own, so that drawing never holds up the arm.

It has a world of its own, laid like the arm's, in which it puts everything where the arm's
driver says it is, and publishes what its cameras see there.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np

from sims.ros.table import Spec

NAMES = {"fixed": "camera", "wrist": "wrist_camera"}
"""What the topics of each of an arm's cameras begin with."""


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


class Cameras:
    """The driver's side: sends a moment when the process has drawn the one before.

    Args:
        arguments: for the process's node, such as its namespace and remappings.
        optics: of all cameras.
        spec: what stands on the table.
    """

    def __init__(self, arguments: Sequence[str], optics: Optics, spec: Spec) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=run, args=(theirs, tuple(arguments), optics), daemon=True, name="camera"
        )
        self.process.start()
        theirs.close()
        self.pending = 0
        self.lay(spec)

    def lay(self, spec: Spec) -> None:
        """Lay the table anew."""
        self._send(spec)

    def shoot(self, shot: Shot) -> None:
        """Take a picture of a moment."""
        self._send(shot)

    def ready(self) -> bool:
        """Tell whether everything that was sent has been drawn."""
        with contextlib.suppress(OSError, EOFError):
            while self.pending and self.pipe.poll():
                self.pipe.recv()
                self.pending -= 1
        return self.pending == 0 and self.process.is_alive()

    def _send(self, what: Spec | Shot) -> None:
        with contextlib.suppress(OSError):  # a camera that is gone is told by its silence
            self.pipe.send(what)
            self.pending += 1

    def close(self) -> None:
        """End the process."""
        self.pipe.close()
        self.process.join(3.0)
        if self.process.is_alive():
            self.process.kill()


def run(pipe: Connection, arguments: Sequence[str], optics: Optics) -> None:
    """Draw what comes through the pipe until the other side is gone."""
    import signal

    import rclpy
    from rclpy.qos import qos_profile_sensor_data
    from rclpy.signals import SignalHandlerOptions
    from sensor_msgs.msg import CameraInfo, Image

    from agent.errors import UsageError
    from agent.ros.common import init, without_name
    from sims.bench.states import show
    from sims.ros.messages import pictures, stamp
    from sims.ros.table import Table

    os.setpriority(os.PRIO_PROCESS, 0, 0)  # the arm goes first, pictures do not
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the arm's driver says when to end
    init(without_name(arguments), signal_handler_options=SignalHandlerOptions.NO)
    node = rclpy.create_node("camera", start_parameter_services=False, enable_rosout=False)
    topics = ("image_raw", Image), ("depth/image_raw", Image), ("camera_info", CameraInfo)
    publishers = {
        camera: [node.create_publisher(t, f"{n}/{topic}", qos_profile_sensor_data)
                 for topic, t in topics]
        for camera, n in NAMES.items()
    }  # fmt: skip
    table: Table | None = None
    try:
        while True:
            what = pipe.recv()
            if isinstance(what, Spec):
                # Where it cannot be laid the arm's driver keeps the old one as well, and says why.
                with contextlib.suppress(UsageError):
                    laid = Table(what)
                    if table:
                        table.close()
                    table = laid
            elif table:
                show(table.world.client, np.array(what.state))
                view = table.arm.view(what.camera)
                frame = table.world.render(optics.width, optics.height, view)
                name = f"{optics.prefix}{NAMES[what.camera]}_optical_frame"
                messages = pictures(frame, stamp(what.time), name)
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
