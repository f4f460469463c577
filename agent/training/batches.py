"""Lessons as token ids, in batches that share the text of their beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from agent.decoding.cache import shared
from agent.training.data import Lesson

LONGEST = 900
"""Tokens behind the system message; a longer lesson is left out."""
COMMON = 30
"""Tokens that two lessons have to share at their beginning to be worth putting together."""


@dataclass(frozen=True)
class Example:
    """A lesson as tokens: the system message, what follows it, and where to learn.

    `said` are the positions in `ids` of the tokens that the assistant should say. Where lessons
    begin alike, they are one example: their common beginning, and at each of `branches` another
    way to go on, none of which sees the others.
    """

    head: tuple[int, ...]
    ids: tuple[int, ...]
    said: tuple[int, ...]
    branches: tuple[int, ...] = ()

    @property
    def stem(self) -> int:
        """How many tokens all branches share; all of them, if there are none."""
        return self.branches[0] if self.branches else len(self.ids)


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


def bundled(examples: Sequence[Example]) -> list[Example]:
    """Put lessons together that follow one another and begin alike."""
    out: list[Example] = []
    group: list[Example] = []
    stem = 0
    for e in examples:
        now = min(stem, shared(group[0].ids, e.ids), *(p - 1 for p in e.said[:1])) if group else 0
        fits = sum(len(g.ids) - now for g in group) + len(e.ids) <= LONGEST
        least = COMMON if len(group) == 1 else max(COMMON, 0.7 * stem)
        if group and group[0].head == e.head and now >= least and fits:
            group, stem = [*group, e], now
        else:
            out += [joined(group, stem)] if group else []
            group, stem = [e], e.said[0] - 1 if e.said else 0
    return [*out, joined(group, stem)] if group else out


def joined(group: Sequence[Example], stem: int) -> Example:
    """Return lessons as one, the first `stem` tokens of all of which are the same."""
    if len(group) == 1:
        return group[0]
    ids, said, branches = group[0].ids[:stem], tuple[int, ...](), tuple[int, ...]()
    for e in group:
        branches += (len(ids),)
        said += tuple(p - stem + len(ids) for p in e.said)
        ids += e.ids[stem:]
    return Example(group[0].head, ids, said, branches)


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
