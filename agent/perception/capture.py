"""A picture to conclude from: a camera that shows nothing has not seen that nothing is there."""

from __future__ import annotations

import numpy as np

from agent.errors import NoPicture
from agent.robot import CameraFrame, Robot

TRIES = 10
"""Pictures that are taken before the camera is said to give none: a third of a second."""
BLACK = 10
"""A picture without a pixel brighter than this (0 to 255) shows nothing."""
MEASURED = 0.05
"""Least share of pixels with a depth."""


def picture(robot: Robot, camera: str = "fixed") -> CameraFrame:
    """Return a picture that shows something.

    Raises:
        NoPicture: when several in a row show nothing.
    """
    for _ in range(TRIES):
        frame = robot.capture(camera)
        if not blank(frame):
            return frame
    raise NoPicture("the camera gives no picture")


def blank(frame: CameraFrame) -> bool:
    """Tell whether a picture is black, or without depth."""
    measured = np.isfinite(frame.depth) & (frame.depth > 0.0)
    return bool(frame.rgb.max(initial=0) <= BLACK or measured.mean() < MEASURED)
