"""The things of a text as numbers, for those who read what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.kinds import ROOMY
from agent.mentions import Mention
from agent.references.words import COLORS, NUMBERS
from agent.spatial import loose
from agent.types import Observation

Sets = list[tuple[str, ...]]
"""The names that each number stands for."""
REASON = re.compile(
    r"(<\d+>)(?: (?:is|was|are|were|has been|stands|sits|lies)|'s)\b"
    r"(?! (?:to|supposed|needed|wanted|left|right|side|spot|place|home|new)\b)"
    r"[^,.;:!?<]*?(?=[,.;:!?]|\bso\b)"
    r"|(<\d+>) (?:blocks|hides|covers|obscures|spoils|bothers|annoys|(?:gets|stands|sits) in"
    r"|keeps \w+ing)\b[^,.;:!?]*?(?=[,.;:!?]|\bso\b)"
    r"|\b(?:i|we|she|he|they) (?:can't|cannot|can not|could not|couldn't) [^,.;:!?<]*"
    r"(<\d+>)?[^,.;:!?<]*(?=[,.;:!?])"
)
"""Why a thing has to move, before it is said where it goes."""


NEXT = re.compile(r"(?:[\s,.;:!?]|\b(?:so|and|then|hence|therefore|please|that's why)\b)*(<\d+>)")
"""Another thing behind a reason."""


def reasoned(text: str) -> str:
    """Return a text without why things have to move; of what moves, just its number is left.

    In "the red one is in my way, the blue one goes left" it is another thing that moves.
    """

    def moved(m: re.Match[str]) -> str:
        thing = next(filter(None, m.groups()), "")
        other = NEXT.match(text, m.end())
        return thing if other is None or other[1] == thing else ""

    return REASON.sub(moved, text)


@dataclass(frozen=True)
class Word:
    """A thing or a direction, and where it stands in the text."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    place: str = ""
    relation: str = "at"


def marked(text: str, observation: Observation, mentioned: Sequence[Mention]) -> tuple[str, Sets]:
    """Return a text in which things are numbers, and what each number means."""
    sets: Sets = []
    text = re.sub(r"<(\d+)>", r"\1", text)  # nobody but this function writes these

    def mark(what: str, names: tuple[str, ...], times: int = 0) -> None:
        nonlocal text
        marked, found = re.subn(what, f"<{len(sets)}>", text, count=times)
        if found:
            text = marked
            sets.append(names)

    the = r"(?:\b(?:all (?:of )?)?(?:the|that|this|those|these|my|a|an) )?"
    roomy = {o.name for o in observation.objects if o.kind in ROOMY}
    for phrase, told in mentioned:
        all_of = tuple(told.split(", "))
        # "The hot ones" are hardly a bowl, where anything smaller is hot.
        names = tuple(n for n in all_of if n not in roomy) or all_of
        mark(rf"{the}\b{re.escape(phrase)}\b", names, 1)
    for name in sorted(observation.names, key=len, reverse=True):
        mark(rf"{the}\b{re.escape(name)}\b(?!s)", (name,))
    takeable = loose(observation)
    for color in COLORS:
        of = tuple(o.name for o in takeable if o.color == color.replace("grey", "gray"))
        start, end = ("", "") if len(of) > 1 else ("(?: one)|", "?")
        plural = f"(?:{start}(?: (?:ones|blocks|cubes|bricks|things)|s){end})"
        if of:
            mark(rf"{the}\b{color}{plural}\b(?! \w*(?:bowl|dish))", of)
    blocks = tuple(o.name for o in takeable if o.kind == "block")
    if len(blocks) > 1:
        number = next((w for w, n in NUMBERS.items() if n == len(blocks)), "all")
        several = rf"(?:(?:all|both|every|each|{number}|of|the|these|those|my|whole|lot) )*"
        # Behind a thing, "blocks" is what that does.
        mark(
            rf"(?<!> )\b{several}(?:(?<=every )(?:block|cube|brick)|blocks|cubes|bricks)\b", blocks
        )
    return text, sets


def blanked(text: str, words: Sequence[Word]) -> str:
    """Return a text of the same length with blanks in the place of its words."""
    for w in words:
        text = text[: w.start] + " " * (w.end - w.start) + text[w.end :]
    return text


def named(text: str, sets: Sets) -> Iterator[Word]:
    """Yield the things of a text."""
    for m in re.finditer(r"<(\d+)>", text):
        yield Word(m.start(), m.end(), sets[int(m[1])])
