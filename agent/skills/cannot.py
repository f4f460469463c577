"""Give a goal up and say why."""

from __future__ import annotations

from typing import ClassVar

from agent.skills.base import Speech

NO_SKILL = "I have no skill for that"
REASONS = (
    "that is out of reach",
    "both cannot be so at the same time",
    NO_SKILL,
    "there are not so many",
    "there is no such thing here",
)
"""Why a goal may be hopeless whatever is on the table."""


class Cannot(Speech):
    """give up, with the reason"""

    name: ClassVar[str] = "cannot"
    signature: ClassVar[str] = "cannot(text)"
    report: ClassVar[str] = "gave up: {}"
