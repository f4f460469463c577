"""Descriptions in a goal, such as "the block nearest to the cup", and what they mean here.

Which thing is nearest or leftmost is measured, not guessed from words: a planner that reads
coarse places only could not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.errors import UsageError
from agent.references import ground, parse
from agent.references.tokens import singulars
from agent.references.tree import (
    All,
    Between,
    Colored,
    Compare,
    Except,
    Extreme,
    Kind,
    Middle,
    Nth,
    Other,
    Quality,
    Related,
    SameColor,
)
from agent.references.words import COLORS, NOUNS, NUMBERS, SIDE_WORDS, SIZES, VAGUE, WHATEVER
from agent.robot import Workspace
from agent.types import Observation

TELLING = (Between, Compare, Except, Extreme, Middle, Nth, Other, Quality, Related, SameColor)
"""What takes a look at the table to understand; plain names do not."""
PLAIN = re.compile(
    r"(?P<noun>\w+) (?:that|which)(?: i|')s (?:the )?(?P<rank>\w+most|first|second|third|fourth)\b"
)
NUMBERED = re.compile(r"(?P<noun>\w+) (?:number|no) (?P<rank>one|two|three|four)\b")
RANKS = {"one": "first", "two": "second", "three": "third", "four": "fourth"}
RELATIVE = re.compile(r"\b(?:that|which|whichever|whatever|what|lying|sitting|standing|resting)\b")
ONWARD = re.compile(
    r"\b(?:in|into|inside|on|onto|upon|atop|to|at|over|next|near|beside|by|behind|front|back|there"
    r"|for the|for that)\b"
)
"""Words behind which a thing goes somewhere."""
SIDES = "left right top bottom front back side edge corner middle table".split()
CORNER = re.compile(
    r"(?:(?:left|right)(?: hand|-hand)? )?(?:corner|half|edge|of |(?:side|end) of )"
)
"""Words behind which a side was the beginning of something else."""
LONGEST = 14
"""Words of a description."""
MOST = 4
"""So many descriptions are told."""
BREAKS = set("the a an and then put place move it that this on in to of".split())
"""Words that no description starts with."""
ADVERBS = "left right back front top bottom".split()
"""Words that stand before a noun, or are none of what they say there: "right next to"."""
BEHIND_ADVERB = set(
    "next beside by of behind near in on to at over there up down away from into onto now here"
    " under between out close inside".split()
)
APART = re.compile(r"\b(?:except|but|apart|besides|instead|not)\b")
"""What comes behind is just not meant."""

Mention = tuple[str, str]


def mentions(
    goal: str,
    observation: Observation,
    workspace: Workspace,
    last: str | None = None,
    sets: bool = False,
) -> tuple[Mention, ...]:
    """Return the descriptions in a goal with the names of what they mean, in its order.

    `last` is what was spoken of last; with `sets`, "all the blocks" is described too. What cannot
    be read, or means no one thing, is left out.
    """
    out: list[Mention] = []
    adjectives = {*COLORS, *(w for o in observation.objects for w in o.name.split()[:-1])}
    nouns = {*NOUNS, *VAGUE}
    clauses = [plain(clause) for clause in re.split(r"[.,;:!?]+", goal.lower())]
    for i, clause in enumerate(clauses):
        said = re.findall(r"[\w'-]+", clause)
        later = " ".join(clauses[i + 1 :])
        at = 0
        while at < len(said) and len(out) < MOST:
            counted = said[at - 1] in NUMBERS and not {*singulars(said[at])} & nouns
            if at and (said[at - 1] in adjectives or counted):  # in the middle of a name
                at += 1
                continue
            if said[at] in SIZES and said[at] in adjectives:  # "the big one" has it in its name
                at += 1
                continue
            # "The two leftmost blocks" are told with their article.
            start = at - (said[at] in NUMBERS and said[at - 1 : at] == ["the"])
            found = described(said[start:], later, observation, workspace, last, sets)
            both = said[at - 1 : at] == ["both"] and found is not None
            if found and not (both and len(found[1].split(", ")) != 2):
                phrase, names = found
                if names not in {n for p, n in out if p == phrase}:
                    out.append((phrase, names))
                at = start + len(phrase.split())
            else:
                at += 1
    return tuple(out)


def plain(clause: str) -> str:
    """Return "second block from the left" for "block that is second from the left"."""
    clause = PLAIN.sub(r"\g<rank> \g<noun>", clause)
    return NUMBERED.sub(lambda m: f"{RANKS[m['rank']]} {m['noun']}", clause)


def described(
    said: list[str],
    later: str,
    observation: Observation,
    workspace: Workspace,
    last: str | None,
    sets: bool,
) -> Mention | None:
    """Return the description that these words begin with, and what it means.

    Of the longest one, words at its end that change nothing are left out.

    "The block left of the bowl" describes one only if it then goes somewhere, now or `later`;
    otherwise that is where the block is to go.
    """
    nouns = {*NOUNS, *VAGUE, *(o.kind for o in observation.objects)}
    if said[0] in BREAKS and not (said[0] == "the" and said[1:2] and said[1] in NUMBERS):
        return None
    if said[0] in ADVERBS and said[1:2] and said[1] in BREAKS | BEHIND_ADVERB:
        return None  # "right next to the bowl", "you left the block there"
    ends = {*SIDES, *(o.name.split()[-1] for o in observation.objects), *NOUNS, *VAGUE}
    best: Mention | None = None
    for length in range(min(LONGEST, len(said)), 0 if sets else 1, -1):
        phrase, rest = " ".join(said[:length]), f"{' '.join(said[length:])} {later}"
        if APART.search(phrase) and not sets:
            continue
        whole = phrase.startswith(WHATEVER)
        heads = (word.removesuffix("'s") for word in said[:length])
        if not (whole or any(one in nouns for word in heads for one in singulars(word))):
            continue
        if CORNER.match(rest) and said[length - 1] in SIDE_WORDS:
            continue
        reference, names = meant(phrase, observation, workspace, last, sets)
        if isinstance(reference, Related) and not (RELATIVE.search(phrase) or ONWARD.search(rest)):
            continue
        if best is not None and said[length - 1] not in ends:
            continue
        told = ", ".join(names)
        if not names or any(n == names for n in shorter(said[:length], observation, workspace)):
            continue
        if best is not None and best[1] != told:
            break
        best = phrase, told
    return best


def meant(
    phrase: str, observation: Observation, workspace: Workspace, last: str | None, sets: bool
) -> tuple[object, tuple[str, ...]]:
    """Return a description and the names that it means; none if it is none, or a plain name."""
    try:
        reference = parse(phrase, observation)
        inner = reference.of if isinstance(reference, All) else reference
        if inner == Kind(None):  # "things": all there is
            return None, ()
        telling = isinstance(inner, TELLING) or (isinstance(inner, Colored) and inner.negated)
        if not telling and not (sets and isinstance(reference, All)):
            return None, ()
        names = ground(reference, observation, workspace, last)
        return inner, tuple(sorted(names)) if sets and isinstance(reference, All) else names
    except UsageError:
        return None, ()


def shorter(
    said: list[str], observation: Observation, workspace: Workspace
) -> Iterator[tuple[str, ...]]:
    """Yield what the plain beginnings of a description mean: what adds nothing is not told."""
    for length in range(1, min(4, len(said))):
        name = " ".join(said[:length])
        if any(other.startswith(f"{name} ") for other in observation.names):
            continue  # "the red block" may be "red block 2" as well
        try:
            reference = parse(name, observation)
            if not isinstance(reference, (All, *TELLING)):
                yield ground(reference, observation, workspace, None)
        except UsageError:
            continue
