"""Descriptions in a text, and the names of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.mentions import APART, ONWARD, Mention, meant, mentions
from agent.pointing.table import SPOTS, Table
from agent.pointing.turns import COLOR, NOUN
from agent.references.words import (
    NUMBERS,
    SIZES,
)

HEAP = re.compile(
    r"\b(?:towers?|stack(?:s|ed)?|pile[sd]?|heaps?|on top|standing on|underneath|storeys?"
    r"|layers?)\b"
)
LEVEL = re.compile(r"\b(?:top|bottom|middle|between|first|last|uppermost|lowest|highest)\b")
"""What tells of places in a tower, and no sides of the table, where a tower is spoken of."""
SOME_OF = re.compile(
    r"\b(?:one|two|three|four|some|most|half|none|any|each|either|any one|just one) of (?:the "
    r"|these )?$"
    r"|\b(?:any|no|every|each|another|some|two|three|four|five|one) $"
    rf"|\b(?:near|far|back|front|top|bottom|left|right|upper|lower|{'|'.join(SIZES)}) $"
)
"""Before what is not meant as a whole."""
FIRST_IT = re.compile(
    r"\b(?P<to>(?:up )?(?:on top of|onto|on|into|inside|in|behind|in front of|next to|beside"
    r"|left of"
    r"|right of)) it\b"
)
OF_THEM = (
    rf"(?: of (?:(?:these|those|them|all|that|the)(?: of them)?(?: (?:{'|'.join(NUMBERS)}|row"
    rf"|line|pair"
    r"|group|lot|table))?)(?: here| there)?(?! \w+ (?:block|bowl|cube)))?"
)
AROUND = re.compile(
    rf"\b(?:the|that|this) (?P<what>(?:(?:{COLOR}) )?(?:{NOUN}) (?:that is |that's |which is "
    rf"|standing |sitting )?"
    r"(?:behind|in front of|(?:to the |on the )?(?:left|right) of) the \w+ \w+(?: \d)?)\b"
)
ONTO = re.compile(r"\b(?:on|onto|in|into|inside|beside|near|next to|behind|by) $")
PLACED = re.compile(r"\b(?:on|at|to|in) the (?:very )?(?:left|right|front|back|top|bottom)$")
"""Where a thing stands, or where it is to go."""
GOES_ON = re.compile(
    rf"{ONWARD.pattern}|\b(?:gets?|needs?|has|have|should|must|can|could|is|was)\b"
)
AT_END = re.compile(r"\b(?:on|onto|in|into|inside|beside|near|next to|behind|of|by|with) $")
TARGET = re.compile(
    r"\b(?P<to>on|onto|on top of|in|into|inside|next to|beside|near|behind|apart from|except(?:"
    r" for)?"
    r"|besides|leave|not|but|lift|pick up|grab|hold|fetch|give me|hand me) (?P<what>(?:the|that)"
    r" (?:(?:[a-z]+) )??"
    rf"(?:{NOUN}) (?:that|which|right|just|next|beside|near|closest|nearest|behind|in front|left of"
    r"|right of|to the|on the|at the|farthest|furthest|between|by|over|standing|sitting|lying)\b"
    r"[^,.;:!?]*)"
)
"""Where something goes, or what is left out, with what stands where."""


def named(text: str, table: Table) -> str:
    """Return a text in which descriptions are names."""
    for phrase, told in descriptions(text, table):
        names = [n for n in told.split(", ") if n not in table.roomy] or told.split(", ")
        if len(names) > 4:
            continue
        the = r"(?:\b(?:both(?: the| of the)?|all(?: the| of the)?|the|that|this|those|these|my) )?"
        name = " and ".join(f"the {n}" for n in names)
        found = re.search(rf"{the}\b{re.escape(phrase)}\b{OF_THEM}", text)
        rest = text[found.end() :] if found else ""
        if found and found[0].startswith("both") and len(names) != 2:
            continue
        if found is None or doubtful(phrase, text[: found.start()], rest, table):
            continue
        rest = beside_it(rest, phrase, names, table)
        text = text[: found.start()] + name + rest
    for m in reversed(list(AROUND.finditer(text))):
        before, after = text[: m.start()], text[m.end() :]
        if ONWARD.search(after) and not ONTO.search(before) and (one := table.meant(m["what"])):
            text = f"{before}the {one}{after}"
    return TARGET.sub(lambda m: target(m, table), text)


def beside_it(rest: str, phrase: str, names: Sequence[str], table: Table) -> str:
    """Return what follows a description, in which "it" may be what stands in that.

    A thing goes on no top of its own: "the block by the can: up on top of it".
    """
    within = [n for n in table.seen.names if re.search(rf"\b{re.escape(n)}\b", phrase)]
    m = FIRST_IT.search(rest)
    if m is None or not len(names) == len(within) == 1:
        return rest
    if any(n in rest[: m.start()] for n in table.seen.names):
        return rest
    return f"{rest[: m.start()]}{m['to']} the {within[0]}{rest[m.end() :]}"


def descriptions(text: str, table: Table) -> Iterator[Mention]:
    """Yield the descriptions of a text, also those that tell what is not meant."""
    some = mentions(text, table.seen, table.workspace)
    if not APART.search(text.replace("n't", " not")):
        yield from some
        return
    for phrase, told in mentions(text, table.seen, table.workspace, sets=True):
        apart = APART.search(phrase) and not phrase.startswith("not ")
        if apart and meant(phrase, table.seen, table.workspace, None, False)[1]:
            yield phrase, told
    yield from some


def doubtful(phrase: str, before: str, rest: str, table: Table) -> bool:
    """Tell whether a phrase may be no description, by what stands around it."""
    if HEAP.search(f"{before} {rest}") and LEVEL.search(phrase):
        return True
    if re.search(r"\bone$", phrase) and SPOTS.search(before) and not table.antecedent(before):
        return True
    if re.fullmatch(rf"(?:{'|'.join(SIZES)}) (?:one|thing)", phrase) and not table.kind:
        return True
    if SOME_OF.search(before) or re.match(r" (?:from|than|that are|that is|which) ", rest):
        return True
    if APART.search(phrase) and re.match(r",? (?:and|or|nor) ", rest):
        return True  # "everything but the red" is not all that is told of it
    return bool(PLACED.search(phrase)) and not (GOES_ON.search(rest) or AT_END.search(before))


def target(m: re.Match[str], table: Table) -> str:
    """Return "on the red block" for "on the block behind the bowl"."""
    words = m["what"].split(" ")
    for length in range(len(words), 3, -1):
        phrase = " ".join(words[:length])
        found = table.meant(phrase)
        if found and found not in phrase and not phrase.endswith((" the", " and")):
            return " ".join((m["to"], "the", found, *words[length:]))
    return m[0]


def colored(text: str, table: Table) -> str:
    """Return a text in which "the red one" has its name."""
    return re.sub(
        rf"\bthe (?P<what>(?:{COLOR}) one)\b",
        lambda m: f"the {name}" if (name := table.meant(m["what"])) else m[0],
        text,
    )
