"""Ask the person a question."""

from __future__ import annotations

from typing import ClassVar

from agent.skills.base import Speech


class Ask(Speech):
    """ask the person when the goal is unclear or names what is not there"""

    name: ClassVar[str] = "ask"
    signature: ClassVar[str] = "ask(text)"
    report: ClassVar[str] = 'asked "{}"'
