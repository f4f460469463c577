"""Which split may say a sentence, whatever phrases it was put together from.

Phrases are parted between training, validation and test where they are written down. Short
sentences can still come out alike when they are put together from other phrases, so these are
parted once more as they are said, by what is left of them without the things they name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import cache

from agent.training.language import names
from agent.training.language.splits import SPLITS, split_of

SHORT = 9
"""Words of a template that other phrases could give as well."""
SMALL = frozenset("X in on into onto to at of inside within atop upon left top side behind".split())
"""Templates of these words alone are everybody's."""


@cache
def naming_words() -> frozenset[str]:
    """Return all words by which things are named, in any split."""
    tables = [*names.SHADES.values(), *names.NOUNS.values(), names.UNUSUAL]
    phrases = [p for t in tables for split in SPLITS for p in t.of(split)]
    phrases += [w for t in (names.BASE, names.LABELS) for words in t.values() for w in words]
    return frozenset(w for p in phrases for w in p.split()) | set(
        "the that this blocks cubes bricks".split()
    )


def template(text: str, things: Iterable[str]) -> str:
    """Return a sentence with X for what it names; none where hardly more than names is said.

    `things` are the names of what is on the table.
    """
    own = naming_words() | {w for name in things for w in name.lower().split()}
    out = ["X" if w in own else w for w in re.findall(r"[a-z'-]+", text.lower())]
    return "" if SMALL.issuperset(out) else " ".join(w for w, _ in itertools.groupby(out))


def may_say(text: str, things: Iterable[str], split: str) -> bool:
    """Tell whether a split may say a sentence."""
    found = template(text, things)
    return not found or len(found.split()) > SHORT or split_of(found) == split
