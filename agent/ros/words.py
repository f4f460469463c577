"""What one hears of a goal that was given to an agent over ROS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from agent.events import EXIT_CODES
from agent.ros.task import Progress


@dataclass(frozen=True, slots=True)
class Question:
    """The agent wants leave to make a call; without a word in `timeout` (s) it does not."""

    id: str
    call: str
    reason: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How a goal ended; `code` is the exit code of a process that was there for it alone."""

    code: int
    message: str
    verification: str = "unverified"
    final_state: str = ""
    run_id: str = ""


Word: TypeAlias = Progress | Question | Ended


def code_of(result: Any, dry_run: bool) -> int:
    """Return the exit code, as `agent.events.exit_code` has it; a rehearsal has but to go well."""
    state = result.final_state
    if state in EXIT_CODES:
        return EXIT_CODES[state]
    if dry_run:
        return 0 if state == "done" else 1
    return 0 if result.verification == "verified" and state != "canceled" else 1


def told(word: Word) -> str:
    """Return a word as one line."""
    if isinstance(word, Question):
        return f"asks: may it {word.call}? {word.reason}; {word.timeout:g} s to answer"
    if isinstance(word, Ended):
        how = f"{word.final_state}, {word.verification}: " if word.final_state else ""
        return f"{how}{word.message}"
    step = f" {word.step}" if word.step else ""
    skill = f" {word.skill}" if word.skill and word.skill not in word.message else ""
    return f"{word.state}{step}{skill}: {word.message}"
