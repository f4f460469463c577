"""A worded goal with what it means."""

from __future__ import annotations

from dataclasses import dataclass

from agent.types import Fact


@dataclass(frozen=True)
class Command:
    """What a person says, and what is right to do.

    `facts` are what is wanted, in the order in which to do it. Where it cannot be done, `refuse`
    is why, and there are none. Where something has to be asked first, `ask` is the question and
    `answer` what the person answers; the facts are then those that hold once it is answered.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    refuse: str = ""
    ask: str = ""
    answer: str = ""
    structure: str = ""
