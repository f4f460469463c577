"""A person's answer put where their goal was unclear."""

from __future__ import annotations

import re

from agent.phrases import NOUNS, Unclear
from agent.wishes.base import Reading
from agent.wishes.courtesies import trim
from agent.wishes.doubts import settled
from agent.wishes.speech import GATHER, MAKE, TAKE, WANT, normal


def chosen(unclear: Unclear, answer: str) -> str:
    """Return the candidate of which an answer alone has a word, or nothing."""
    words = set(re.findall(r"[a-z]+", answer))
    names = [set(name.split()) for name in unclear.candidates]
    common = set.intersection(*names) if names else set()
    fitting = [
        n for n, own in zip(unclear.candidates, names, strict=True) if (own - common) & words
    ]
    return fitting[0] if len(fitting) == 1 else ""


def amend(goal: str, reading: Reading, answer: str) -> str:
    """Put a short answer where the goal was unclear or left something open.

    An answer that is a sentence of its own is a new goal.
    """
    open_ = [*(u.phrase for u in reading.unclear), *(d.phrase for d in reading.doubts)][:1]
    phrase = open_[0] if open_ else ""
    said_ = trim(normal(answer))
    sentence = re.match(rf"(?:{GATHER}|{TAKE}|{MAKE}|{WANT}|push)\b (?!of\b)", said_)
    if not phrase or phrase not in goal.lower() or (sentence and " " in said_):
        return answer
    start = goal.lower().index(phrase)
    ends = goal[:start], goal[start + len(phrase) :]
    if not reading.unclear:
        return settled(*ends, phrase, said_) or answer
    if one := chosen(reading.unclear[0], said_):
        return ends[0] + one + ends[1]
    said_ = re.sub(r"^(?:i (?:mean|meant|want|would like)|well|oh|um|sorry),? ", "", said_)
    if len(answer.split()) > 4:
        told = re.match(r"the (?:[a-z]+ ){1,7}[a-z]+$", said_)
        return ends[0] + said_.removeprefix("the ") + ends[1] if told else answer
    noun = said_.removeprefix("the ")
    if noun.endswith(" one") or len(noun.split()) == 1:
        named = phrase.split()[-1]
        noun = f"{noun.removesuffix(' one')} {named if named in NOUNS else 'block'}"
    return ends[0] + noun + ends[1]
