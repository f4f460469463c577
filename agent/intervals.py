"""Intervals for what is measured a finite number of times."""

from __future__ import annotations

import math
from collections.abc import Sequence

Z95 = 1.959964
SAMPLES = 2000
"""How often values are drawn anew."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of at least one trial (Wilson 1927)."""
    p = successes / trials
    middle = (p + Z95**2 / (2 * trials)) / (1 + Z95**2 / trials)
    half = math.sqrt(p * (1 - p) / trials + Z95**2 / (4 * trials * trials))
    half *= Z95 / (1 + Z95**2 / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def of_median(a: Sequence[float], b: Sequence[float] | None = None) -> tuple[float, float]:
    """Return the 95 % interval of a median, or of the ratio of two taken in pairs (bootstrap)."""
    import numpy as np

    rng = np.random.default_rng(0)
    chosen = rng.integers(len(a), size=(SAMPLES, len(a)))
    middle = np.median(np.array(a)[chosen], axis=1)
    if b is not None:
        middle = middle / np.median(np.array(b)[chosen], axis=1)
    low, high = np.percentile(middle, [2.5, 97.5])
    return float(low), float(high)
