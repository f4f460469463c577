"""Towers by what is said of their blocks, in whatever sentence: "yellow not at the bottom".

What is said of a tower leaves one order of its blocks, or several: which is on which, which is in
the middle, which is not at the bottom, which two do not touch. Each such clue is a test of an
order, and of the orders that pass all of them the one most like the sentence is what is
understood. As with `agent.drift`, nothing may be said that could change the meaning; a goal that
is understood so ends *unverified* at best.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.asides import IDLE_WORDS
from agent.drift import OF_TABLE, VIEW
from agent.gist import ASKS
from agent.kinds import is_hollow
from agent.marks import Sets, marked
from agent.mentions import mentions
from agent.references.words import COLORS, NOUNS
from agent.robot import Workspace
from agent.sides import cornered, directed
from agent.spatial import DIRECTIONS, support_of
from agent.storeys.teller import Teller
from agent.storeys.words import NESTED, SO_FAR, TURNS, TWO, UPON
from agent.types import Fact, Observation
from agent.wishes.speech import RELATIONS

MOST = 6
"""So many blocks are put in all their orders."""
LEVEL = re.compile(
    r"\b(?:something|anything|between|top|bottom|upper|lower|topmost|bottommost|middle|highest"
    r"|lowest|(?:closest|nearest) to the table)\b"
)
"""In a description: "the one on top" is one of a tower that is still to be built."""
SIDE = re.compile(r"\b(?:corner|side|edge|end|hand|(?:the|my|our) (?:left|right))\b")
FROM = re.compile(r"\b(?:from|of|lying|standing|that is|that's|which is)\s*$")
"""Before where a block comes from."""
OUT = re.compile(
    r"\b(?:without|leave|leaving|not using|all but|except(?: for)?|bar|minus|skip)(?: out)?"
    r" (?:<(?P<a>\d+)>|(?:the )?(?:others?|rest|remaining ones?))"
    r"(?: (?:out of (?:it|this)|out|aside|alone|be|where (?:it|they) (?:is|are)|on the table))?"
    r"|<(?P<b>\d+)> (?:stays?|remains?|keeps?|is left|can stay) (?:put|out(?: of it)?"
    r"|where (?:it|he) is|as it is|there|in (?:its )?place|on the table)"
)
OTHERS = re.compile(
    r"\b(?:(?:the )?(?:others?|remaining)(?: two| three)?(?: (?:ones?|blocks?|cubes?))?"
    r"|the rest(?: of (?:them|it))?)\b"
)


def storeys(text: str, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
    """Return what stands on what, if a text tells of one tower or two, and nothing else.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
        workspace: where the named places are.
    """
    blocks = [o.name for o in observation.objects if o.kind == "block"]
    said = VIEW.sub("", IDLE_WORDS.sub("", text))
    if ASKS.match(said) or NESTED.search(said) or not 2 <= len(blocks) <= MOST:
        return ()
    if any(support_of(o, observation) for o in observation.objects):
        return ()  # "the tower" may be one that stands already
    said = colored_names(said, observation)
    told = [m for m in mentions(said, observation, workspace, sets=True) if not LEVEL.search(m[0])]
    said, sets = marked(said, observation, told)
    said, out = left_out(said, sets)
    blocks = [b for b in blocks if b not in out]
    said = with_others(so_far(said, sets), sets, blocks)
    said, base = based(said, sets, observation)
    if base is None or any(ambiguous(names, observation) for names in sets):
        return ()
    plan = Teller(text, said, sets, blocks, observation).plan()
    order = plan.best(observation) if plan else ()
    facts = [replace(base, subject=chain[0]) for chain in order if base.target]
    for chain in order:
        facts += [Fact("on", b, a) for a, b in itertools.pairwise(chain)]
    return tuple(facts)


def colored_names(text: str, seen: Observation) -> str:
    """Return a text in which colors alone are names of blocks: "red over blue".

    Of several blocks of a color only two towers, or one of stripes, may mean any.
    """
    several = bool(TWO.search(text) or TURNS.search(text))

    def name(m: re.Match[str]) -> str:
        of = [o.name for o in seen.objects if o.color == m["color"] and o.kind == "block"]
        if several and len(of) > 1:
            return f"{m['color']} blocks"
        return of[0] if len(of) == 1 and not m["one"] else m[0]

    nouns = "|".join((*NOUNS, "ones"))
    article = r"(?:\b(?:the|an?) (?=\w+ (?:one|block|cube|brick)\b))?"
    color = rf"{article}\b(?P<color>{'|'.join(COLORS)})\b(?P<one> (?:one|block|cube|brick)\b)?"
    return re.sub(rf"{color}(?! (?:{nouns})s?\b)", name, text)


def left_out(text: str, sets: Sets) -> tuple[str, set[str]]:
    """Return a text without what it leaves out, and the names of that."""
    out: set[str] = set()

    def leave(m: re.Match[str]) -> str:
        of = m["a"] or m["b"]
        out.update(sets[int(of)] if of else ())
        return " "

    return OUT.sub(leave, text), out


def so_far(text: str, sets: Sets) -> str:
    """Return a text in which "all of that" is numbered: what it has named before."""
    m = SO_FAR.search(text)
    told = re.findall(r"<(\d+)>", text[: m.start()]) if m else []
    if m is None or not told:
        return text
    sets.append(tuple(dict.fromkeys(n for i in told for n in sets[int(i)])))
    return f"{text[: m.start()]}<{len(sets) - 1}>{text[m.end() :]}"


def with_others(text: str, sets: Sets, blocks: Sequence[str]) -> str:
    """Return a text in which "the others" are numbered: the blocks that it does not name."""
    told = {n for i in re.findall(r"<(\d+)>", text) for n in sets[int(i)]}
    rest = tuple(b for b in blocks if b not in told)
    alone = UPON.sub("", text)  # "on top of each other" speaks of no others
    if rest and OTHERS.search(alone):
        sets.append(rest)
        return OTHERS.sub(f"<{len(sets) - 1}>", alone)
    return text


def based(text: str, sets: Sets, seen: Observation) -> tuple[str, Fact | None]:
    """Return a text without where its tower stands, and a fact that tells that of nothing yet.

    Where it stands nowhere in particular, that fact has no target; None: that is not plain.
    """
    found: list[tuple[int, int, Fact]] = []
    for relation, words in RELATIONS:
        for m in re.finditer(rf"(?<![\w-])(?:{words}) <(\d+)>", text):
            names = sets[int(m[1])]
            o = seen.find(names[0]) if len(names) == 1 else None
            beside = relation in (*DIRECTIONS, "near")
            if o is not None and (beside or (is_hollow(o) and relation == "in")):
                found.append((*m.span(), Fact(relation, "", o.name)))
    for w in cornered(sorted(directed(text), key=lambda w: w.start), text):
        if SIDE.search(text[w.start : w.end]) or OF_TABLE.match(text[w.end :]):
            from_there = FROM.search(text[: w.start]) or text[w.start :].startswith(
                ("from ", "of ")
            )
            beside = text[w.end :].startswith(" of ") and not OF_TABLE.match(text[w.end :])
            if from_there or beside:  # "to the right of the tower" is another wish
                return text, None
            found.append((w.start, w.end, Fact("at", "", w.place)))
    if len(found) > 1:
        return text, None
    for start, end, fact in found:
        return OF_TABLE.sub(" ", f"{text[:start]} {text[end:]}"), fact
    return OF_TABLE.sub(" ", text), Fact("at", "", "")


def ambiguous(names: Sequence[str], seen: Observation) -> bool:
    """Tell whether a name may as well mean another thing: "red block", beside "red block 2"."""
    return len(names) == 1 and any(n.startswith(f"{names[0]} ") for n in seen.names)
