"""A text's words, read from left to right, and the error that says where it went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from agent.errors import UsageError

T = TypeVar("T")
WHOSE = re.compile(r"\b(?:all the way )?(?:over )?(?:on|at|to) (my|your) (?:side|end)\b")
AWAY = re.compile(r"\b(f[au]rthest)(?: away)?(?=$|[,.;!?]| (?:and|in|on|goes)\b)")

NEXT_TO = re.compile(r"\b(nearest|closest|nearer|closer) (?=(?:the|my|a|that|this)\b)")
FIRST_FEW = re.compile(
    r"\b(?P<which>\w+most|nearest|closest|furthest|farthest) (?P<n>two|three|four|five)(?= \w)"
)
WHICHEVER = re.compile(
    r"\b(?:whichever|whatever|what|which) (?=(?!is\b|was\b)\w+(?: \w+)?(?:['\u2019]s| is| are)\b)"
)
LURKS = re.compile(
    r"(?:['\u2019]s| is| are) (?:\w+ )?(?:hiding|lurking|sitting|standing|lying|resting|waiting"
    r"|perched|parked|placed|located) "
)


class ReferenceError_(UsageError):
    """Words that are no reference; `word` is the place, from 1, where it went wrong."""

    def __init__(self, message: str, word: int, allowed: Sequence[str]) -> None:
        super().__init__(message, "Say something like: second block from the left.")
        self.word = word
        self.allowed = tuple(allowed)


class Tokens:
    """Words, and the place that reading has come to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0

    def peek(self) -> str:
        """Return the next word, or nothing at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *tables: Mapping[str, T]) -> T | None:
        """Read the longest phrase of some tables that stands here; return what it means."""
        best: tuple[int, T | None] = (0, None)
        for table in tables:
            for phrase, meaning in table.items():
                split = phrase.split()
                if len(split) > best[0] and self.tokens[self.at : self.at + len(split)] == split:
                    best = len(split), meaning
        self.at += best[0]
        return best[1]

    def accept(self, phrases: Iterable[str]) -> str:
        """Read the longest of some phrases that stands here; return it, or nothing."""
        return self.take({p: p for p in phrases}) or ""

    def fail(self, *allowed: str) -> ReferenceError_:
        """Return the error that names the next word and what may stand there."""
        what = f"{self.peek()!r} (word {self.at + 1})" if self.peek() else "its end"
        options = f"{', '.join(allowed[:-1])} or {allowed[-1]}" if allowed[1:] else allowed[0]
        message = f"In {self.text!r} I do not understand {what}; here may stand {options}."
        return ReferenceError_(message, self.at + 1, allowed)


def tokens_of(text: str) -> list[str]:
    """Return a text's words and brackets, in one spelling."""
    text = text.lower().replace("-most", "most").replace("-", " ").replace("colour", "color")
    text = re.sub(r"\bcent(?:er|re)\b", "middle", text)
    text = re.sub(r"\b(is|are)n['\u2019]t\b", r"\1 not", text)
    text = re.sub(r"\b(what|whatever|everything|anything)['\u2019]s\b", r"\1 is", text)
    if WHICHEVER.search(text):
        text = re.sub(
            r"['\u2019]s\b| is\b", " that is", LURKS.sub(" is ", WHICHEVER.sub("", text)), count=1
        )
    text = FIRST_FEW.sub(r"\g<n> \g<which>", text)
    text = re.sub(r"\b(?:on|at) the (?:very )?(left|right)(?: hand)? end\b", r"on the \1", text)
    text = NEXT_TO.sub(r"\1 to ", WHOSE.sub(whose, text))
    text = AWAY.sub(r"\1 from me", text)
    return re.findall(r"[\w']+|[^\w\s.?!]", text)


def whose(side: re.Match[str]) -> str:
    """Return "closest to me" for "on my side"."""
    return f"closest to {'me' if side[1] == 'my' else 'you'}"


def singulars(word: str) -> tuple[str, ...]:
    """Return the words of which this one may be the plural, itself first."""
    return word, word.removesuffix("s"), word.removesuffix("es")
