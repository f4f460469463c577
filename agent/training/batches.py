"""Lessons as token ids, in batches that share the text of their beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from agent.training.data import Lesson

LONGEST = 900
"""Tokens behind the system message; a longer lesson is cut at its beginning's end."""


@dataclass(frozen=True)
class Example:
    """A lesson as tokens: the system message, what follows it, and where to learn.

    `said` are the positions in `ids` of the tokens that the assistant should say.
    """

    head: tuple[int, ...]
    ids: tuple[int, ...]
    said: tuple[int, ...]


@dataclass(frozen=True)
class Batch:
    """Examples with the same head, of similar length."""

    head: tuple[int, ...]
    examples: tuple[Example, ...]

    @property
    def size(self) -> int:
        """Tokens that go through the model for it, padding included."""
        return len(self.examples) * max(len(e.ids) for e in self.examples)

    @property
    def learnt(self) -> int:
        """Tokens that are learnt."""
        return sum(len(e.said) for e in self.examples)


def encode(tokenizer: Any, lesson: Lesson) -> Example:
    """Return a lesson's tokens, just as the planner writes a prompt."""

    def tokens(text: str) -> list[int]:
        out: list[int] = tokenizer.encode(text, add_special_tokens=False)
        return out

    head: list[int] = []
    ids: list[int] = []
    said: list[int] = []
    for message, learn in zip(lesson.messages, lesson.learn, strict=True):
        part = tokens(f"<|im_start|>{message['role']}\n")
        body = tokens(message["content"] + "<|im_end|>")
        whole = part + body + tokens("\n")
        if message["role"] == "system":
            head += whole
            continue
        if learn:
            said += range(len(ids) + len(part), len(ids) + len(part) + len(body))
        ids += whole
    ids = ids[: said[-1] + 1] if said else ids
    return Example(tuple(head), tuple(ids), tuple(said))


def batches(examples: Sequence[Example], rng: np.random.Generator, tokens: int) -> Iterator[Batch]:
    """Yield all examples once, shuffled, in batches of up to so many tokens."""
    heads: dict[tuple[int, ...], list[Example]] = defaultdict(list)
    for e in examples:
        if e.said and len(e.ids) <= LONGEST:
            heads[e.head].append(e)
    out = []
    for head, group in heads.items():
        # Sorted with some noise: little padding, and not the same neighbours each time.
        keys = [len(e.ids) * rng.uniform(0.9, 1.1) for e in group]
        row: list[Example] = []
        for i in np.argsort(keys):
            e = group[int(i)]
            if row and (len(row) + 1) * max(len(e.ids), *(len(r.ids) for r in row)) > tokens:
                out.append(Batch(head, tuple(row)))
                row = []
            row.append(e)
        out += [Batch(head, tuple(row))] if row else []
    for i in rng.permutation(len(out)):
        yield out[int(i)]
