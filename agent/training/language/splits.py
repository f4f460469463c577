"""Which words belong to training, which to validation, which to the test: decided once, here.

A phrase belongs to one split, by a hash of its letters or because its table says so. No table
is read but through `Phrases.of`, so that what is learnt and what is tested cannot meet.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import ClassVar, TypeVar

import numpy as np

Rng = np.random.Generator
T = TypeVar("T")
SPLITS = ("train", "val", "test")
SHARES = 10
"""One phrase in so many is for validation, and one for the test."""
OFTEN = 0.4
"""How often one of the common phrases of a table is taken, where it has such."""


def place_of_phrase(phrase: str) -> float:
    """Return a number from 0 to 1 that depends on the letters alone."""
    return zlib.crc32(phrase.encode()) / 2**32


def split_of(phrase: str) -> str:
    """Return the split of a phrase whose table does not say it."""
    place = place_of_phrase(phrase)
    return "val" if place < 1 / SHARES else "test" if place > 1 - 1 / SHARES else "train"


class Phrases:
    """A table of phrases that mean the same, parted by "|".

    `often` are those that people say most; they are for training, in whatever table they
    stand. `val` and `test` name the held back ones of a table too small for a hash.
    """

    tables: ClassVar[list[Phrases]] = []
    common: ClassVar[set[str]] = set()

    def __init__(self, text: str, *, often: str = "", val: str = "", test: str = "") -> None:
        self.often = parts(often)
        self.all = parts(f"{often}|{text}")
        self.held_back = {"val": parts(val), "test": parts(test)}
        self._of: dict[str, tuple[str, ...]] = {}
        Phrases.common.update(self.often)
        Phrases.tables.append(self)

    def of(self, split: str) -> tuple[str, ...]:
        """Return the phrases of a split."""
        if not self._of:
            self._of = self._parted()
        return self._of[split]

    def _parted(self) -> dict[str, tuple[str, ...]]:
        if any(self.held_back.values()):
            return {"train": self.all, **self.held_back}
        free = sorted((p for p in self.all if p not in self.common), key=place_of_phrase)
        val = [p for p in free if split_of(p) == "val"] or free[:1]
        test = [p for p in free if split_of(p) == "test" and p not in val] or free[-1:]
        train = [p for p in self.all if p not in val and p not in test]
        return {"train": tuple(train), "val": tuple(val), "test": tuple(test)}

    def pick(self, split: str, rng: Rng) -> str:
        """Return one of a split's phrases, in training often a common one."""
        common = split == "train" and self.often and rng.random() < OFTEN
        options = self.often if common else self.of(split)
        return options[int(rng.integers(len(options)))]


def parts(text: str) -> tuple[str, ...]:
    """Return the phrases of a table, whatever its lines."""
    return tuple(dict.fromkeys(p for part in text.split("|") if (p := " ".join(part.split()))))


def one(options: Iterable[T], rng: Rng) -> T:
    """Return one of some options."""
    some = list(options)
    return some[int(rng.integers(len(some)))]
