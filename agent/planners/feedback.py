"""What of a run reaches a planner: for measuring what each channel of feedback is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from agent.errors import UsageError
from agent.events import Acted, Checked, Event, Judged, Remaining, Started, Understood
from agent.planners.base import Planner, Wrapper
from agent.restating import Goal
from agent.robot import Workspace
from agent.types import Choices, Decision, Observation, Outcome, Verdict

CHANNELS = ("success", "reason", "scene", "check", "progress")
"""Whether a call worked; why not; what is seen after it; how a claim was measured; what of the
goal is measured to remain."""
SETS: dict[str, tuple[str, ...]] = {"none": (), "all": CHANNELS}


class Feedback(Wrapper):
    """A planner that gets some channels of feedback only.

    Args:
        planner: who chooses.
        channels: `none`, `all`, or some of `success`, `reason`, `scene`, `check`, `progress`,
            joined by `+`. Without `scene` it sees the first look for ever. What can be done now is
            always told: it is the grammar, and decoding freely is how to do without.
    """

    allowed: ClassVar[tuple[str, ...]] = CHANNELS

    def __init__(self, planner: Planner, channels: str = "all") -> None:
        super().__init__(planner)
        self.channels = read(channels)

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Choose by what is let through."""
        if len(self.channels) < len(CHANNELS):
            events = list(self.through(events))
        if "reason" not in self.channels:
            choices = replace(choices, blocked={})
        return self.planner.choose(events, choices, workspace)

    def restate(self, goal: Goal) -> Understood | None:
        """Let the planner restate a goal, unless it is not to be told what remains of it."""
        return super().restate(goal) if "progress" in self.channels else None

    def through(self, events: Sequence[Event]) -> Iterator[Event]:
        """Yield the events with what may be known of them."""
        seen: Observation | None = None
        for event in events:
            if isinstance(event, Started):
                seen = event.observation
            if isinstance(event, Acted):
                yield replace(
                    event,
                    outcome=self.outcome(event.outcome),
                    observation=event.observation
                    if "scene" in self.channels or seen is None
                    else replace(seen, holding=None),
                )
            elif isinstance(event, Judged) and "reason" not in self.channels:
                yield replace(event, verdict=Verdict(event.verdict.kind))
            elif isinstance(event, Remaining):
                if "progress" in self.channels:
                    yield event
            elif not isinstance(event, Checked) or "check" in self.channels:
                yield event

    def outcome(self, outcome: Outcome) -> Outcome:
        """Return what may be known of an outcome."""
        if "success" not in self.channels:
            return Outcome(True, "")
        return outcome if "reason" in self.channels else Outcome(outcome.ok, "")


def read(text: str) -> tuple[str, ...]:
    """Read which channels are meant.

    Raises:
        UsageError: for a channel that does not exist.
    """
    if text in SETS:
        return SETS[text]
    parts = tuple(part.strip() for part in text.split("+"))
    for part in parts:
        if part not in CHANNELS:
            raise UsageError(
                f"There is no feedback {part!r}; there are: none, all, {', '.join(CHANNELS)}.",
                "Join several so: success+scene",
            )
    return parts
