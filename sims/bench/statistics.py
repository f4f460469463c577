"""The little statistics that a benchmark needs."""

from __future__ import annotations

from dataclasses import dataclass

from agent.intervals import wilson


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
        return wilson(self.successes, self.trials) if self.trials else (0.0, 1.0)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.successes}/{self.trials} = {self.value:.1%} [{low:.1%}, {high:.1%}]"
