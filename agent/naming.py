"""Whether a description such as "the red bowl" means a thing, however either is spelt."""

from __future__ import annotations

import unicodedata

from agent.references.words import NOUNS
from agent.types import ObjectState

LOOKALIKES = str.maketrans(
    "авеѕіјкмнорстухԁԛԝ" + "αβενικμορτυχ" + "ıɑɡ" + "0",  # noqa: RUF001
    "abesijkmhopctyxdqw" + "abevikmoptux" + "iag" + "o",
)
"""Cyrillic and Greek letters, and a digit, that are read as Latin ones."""
ARTICLES = frozenset("a an the any all every each my your of".split())
ALIASES = {word: kind for word, kind in NOUNS.items() if word not in (kind, "box")} | {
    "grey": "gray"
}
"""A word to the one that the eyes use; a box is a kind of its own."""


def words(text: str) -> frozenset[str]:
    """Return the words that tell what is meant: small Latin letters, one of each, singular.

    Accents, characters that are not to be seen, and how words are parted do not count.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = [c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace()]
    parted = "".join(c if c.isalnum() else " " for c in "".join(seen).translate(LOOKALIKES))
    return frozenset(ALIASES.get(w, w) for w in map(singular, parted.split()) if w not in ARTICLES)


def singular(word: str) -> str:
    """Return one of what a plural is many of."""
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def means(description: str, thing: str | ObjectState) -> bool:
    """Tell whether all words of a description are those of a thing, or of what it is called.

    "Bowl" means every bowl, and "red bowl" also "dark red bowl" and "red bowl 2".
    """
    wanted = words(description)
    if isinstance(thing, ObjectState):
        thing = f"{thing.name} {thing.color} {thing.kind}"
    return bool(wanted) and wanted <= words(thing)
