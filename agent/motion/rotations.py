"""Rotations as matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agent.types import Pose


def matrix(pose: Pose) -> NDArray[np.float64]:
    """Return the rotation (3, 3) of a pose."""
    x, y, z, w = pose.orientation
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
