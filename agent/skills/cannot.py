"""Give a goal up and say why."""

from __future__ import annotations

from typing import ClassVar

from agent.skills.base import Speech


class Cannot(Speech):
    """give up, with the reason"""

    name: ClassVar[str] = "cannot"
    signature: ClassVar[str] = "cannot(text)"
    report: ClassVar[str] = "gave up: {}"
