"""Speak to the person."""

from __future__ import annotations

from typing import ClassVar

from agent.skills.base import Speech


class Say(Speech):
    """tell the person something"""

    name: ClassVar[str] = "say"
    signature: ClassVar[str] = "say(text)"
    report: ClassVar[str] = 'said "{}"'
