"""What people say of the storeys of a tower: "the roof", "second from the top", "beneath it"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.marks import Sets, Word
from agent.references.words import NUMBERS, ORDINALS
from agent.wishes.courtesies import any_of

TOP, BOTTOM, MIDDLE, OUTER = "top", "bottom", "middle", "outer"
ON, UNDER, BETWEEN, ABOVE, BELOW = "on", "under", "between", "above", "below"
"""What a `Word` tells of a storey, as its `place`: a level, or what it is to things in `names`.

A number is a level too, counted from the bottom or, where it is negative, from the top.
"""
LAYER = (
    r"(?: (?:layer|storey|story|floor|level|place|position|spot|slot|step|tier|one|block|cube"
    r"|end)s?)?"
)
OF_IT = r"(?: of (?:it|it all|that|all|everything|the (?:tower|stack|pile|heap|lot|column)))?"
AT = (
    r"(?:(?:at|on|to|for|as|in|into|be|is|are|comes?|goes|go|sits?|right) )*"
    r"(?:(?:the|its|a|my|our) )?(?:very )?"
)
THE_TOWER = "(?:it|(?:a|the|your) (?:tower|stack|pile))"
LEVELS: tuple[tuple[str, str], ...] = (
    (
        TOP,
        any_of(
            rf"""{AT}(?:top|topmost|tops|highest|uppermost|upper(?! than)|finally|roofs?|tip|crown
            |peak|summit|lids?|penthouse|attic|cherry|hats?)|up top|overhead|on high
            |(?:crowned|capped|topped)(?: off)? (?:by|with)
            |(?:ending|ends?|finish|finishing|finishes|finished)(?: off)? (?:with|in)
            |(?:comes|goes|is|be|go|come) last|last of all|last (?:is|comes)
            |(?:finish(?:es|ing)?|tops?|topping|crowns?|crowning|caps?|capping)
            (?:it|that|everything|things)(?: off)?|(?:above|last)(?= *(?:[.;!?]|$))"""
        ),
    ),
    (
        BOTTOM,
        any_of(
            rf"""{AT}(?:bottom|bottommost|lowest|lowermost|lower(?! than)|base|bases|foot
            |foundations?|ground floor|cellar|basement|pedestal|cornerstone|ground)
            |(?:start|starting|starts|begin|begins|beginning) (?:off |{THE_TOWER} )?(?:with|from)
            |(?:comes|goes|is|be|go|come|down) first|first of all
            |(?:closest|nearest|next) to the (?:table|ground|floor)|(?:the )?first one down
            |down below|lower down|downstairs|underfoot|at first|underneath(?: it all)?
            |under(?:neath)? (?:everything|it all)|below(?= *(?:[,.;!?]|$| and\b))"""
        ),
    ),
    (
        MIDDLE,
        any_of(
            rf"""{AT}(?:middle|center|centre|meat|filling|cheese|ham|jam)
            |in[ -]?between(?: them| both| those)?|sandwiched(?: between them| in the middle)?
            |(?:somewhere )?between(?= *(?:[,.;!?]|$)|(?: the)? other)"""
        ),
    ),
    (OUTER, r"(?:(?:are|is|as) )?(?:the )?(?:two )?(?:bread|buns?|slices(?: of bread)?|outsides?)"),
)
"""Level to its words."""
RANK = "|".join((*ORDINALS, "two", "three"))
RANKED = re.compile(
    rf"\b{AT}(?:number )?(?P<n>{RANK}){LAYER},? (?:counting |up |down )?from (?:the )?"
    rf"(?P<end>top|bottom|ground|below|above)\b"
    rf"|\b{AT}(?P<m>{'|'.join(ORDINALS)}) (?:layer|storey|story|floor|level|tier)\b"
)
PLACED = (
    "(?:(?:right|directly|straight|standing|sitting|resting|stacked|balanced|perched|placed) )*"
)
RELATIONS = (
    (ABOVE, r"(?:higher(?: up)? than|somewhere (?:above|over))"),
    (BELOW, r"(?:lower(?: down)? than|somewhere (?:below|under))"),
    (ON, rf"{PLACED}(?:on top of|onto|on|upon|atop|over|above|crowns?|crowning|tops|caps)"),
    (
        UNDER,
        rf"{PLACED}(?:underneath|beneath|below|under|supporting|supports?|bears|bearing|carrying|carry|carries"
        r"|holding up|holds? up)",
    ),
)
IT = r"(?:it|that(?: one)?|this(?: one)?|him|her|its head)\b(?! <)"
JOINT = re.compile(r"[,.;:!?]|\b(?:and|with|then)\b")
BARE_TOP = re.compile(
    r"\b(?:nothing|no block|no cube|nobody|none)"
    r"(?: (?:else|goes|go|stands?|sits?|may|can|must|should|be|is|at all))*"
    r" (?:on top of|onto|on|over|above) (?:top of )?(?P<what><\d+>|its head|it|that)"
)
"""What nothing is on is at the top."""
LISTED = (
    (
        "down",
        any_of(
            """(?:from )?(?:the )?top (?:down |through )?to (?:the )?(?:very )?bottom|top[ -]down
            |from (?:the )?top(?: down)?|(?:reading |going )?downwards?|top first
            |highest (?:to lowest|first)"""
        ),
    ),
    (
        "up",
        any_of(
            """(?:from )?(?:the )?bottom (?:up |through )?to (?:the )?(?:very )?top
            |bottom[ -]up|from (?:the )?bottom(?: up)?|(?:reading |going )?upwards?
            |from the (?:table|ground|floor) up|ground up|bottom first|from below
            |lowest (?:to highest|first)"""
        ),
    ),
)
"""Ways to list a tower."""


def directions(text: str) -> list[str]:
    """Return the directions in which a text lists a tower, in the order in which it tells them."""
    return [way for _, _, way in sorted(listings(text))]


def undirected(text: str) -> str:
    """Return a text without the directions of lists."""
    for start, end, _ in sorted(listings(text), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def listings(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start and the end of each direction of a list, and which it is."""
    ranks = [m.span() for m in RANKED.finditer(text)]  # "second from the top" is none
    for way, words in LISTED:
        for m in re.finditer(rf"\b(?:{words})\b", text):
            if not any(a < m.end() and m.start() < b for a, b in ranks):
                yield *m.span(), way


def bare_topped(text: str) -> str:
    """Return a text with "red at the top" for "nothing goes on red"."""

    def topped(m: re.Match[str]) -> str:
        return f"{m['what'] if '<' in m['what'] else ''} at the top"

    return BARE_TOP.sub(topped, text)


def cues(text: str, sets: Sets) -> Iterator[Word]:
    """Yield all that a text, in which things are numbers, tells of storeys."""
    taken: set[int] = set()

    def free(m: re.Match[str]) -> bool:
        span = set(range(*m.span()))
        clear = bool(m[0].strip()) and not taken & span
        taken.update(span if clear else ())
        return clear

    for m in re.finditer(r"\b(?:right )?(?:in ?)?between <(\d+)>(?: and <(\d+)>)?", text):
        if free(m):
            names = sets[int(m[1])] + (sets[int(m[2])] if m[2] else ())
            yield Word(*m.span(), names=names, place=BETWEEN)
    for relation, words in RELATIONS:
        for m in re.finditer(rf"(?<![\w-])(?:{words}) (?:<(\d+)>|{IT})", text):
            meant = m[1] or spoken_of(text[: m.start()])
            if meant and free(m):
                yield Word(*m.span(), names=sets[int(meant)], place=relation)
    for m in filter(free, RANKED.finditer(text)):
        rank = ORDINALS.get(m["n"] or m["m"]) or NUMBERS[m["n"]]
        yield Word(*m.span(), place=str(-rank if m["end"] in ("top", "above") else rank))
    for level, words in LEVELS:
        for m in re.finditer(rf"(?<![\w-])(?:{words}){LAYER}{OF_IT}(?![\w<-])", text):
            if free(m):
                yield Word(*m.span(), place=level)


def spoken_of(before: str) -> str:
    """Return the number of what "it" means behind a text: in "the red on it", not the red."""
    *_, start = (0, *(m.end() for m in JOINT.finditer(before)))
    told = re.findall(r"<(\d+)>", before[:start]) or re.findall(r"<(\d+)>", before)
    return str(told[-1]) if told else ""
