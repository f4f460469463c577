"""The little statistics that a benchmark needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """Successes among trials, with Wilson's 95 % interval (Wilson 1927)."""

    successes: int
    trials: int

    @property
    def value(self) -> float:
        """Return the share of successes; 0 without trials."""
        return self.successes / self.trials if self.trials else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the lower and upper bound."""
        n, p = self.trials, self.value
        if n == 0:
            return 0.0, 1.0
        middle = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        half = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n)) / (1 + Z95**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.successes}/{self.trials} = {self.value:.1%} [{low:.1%}, {high:.1%}]"
