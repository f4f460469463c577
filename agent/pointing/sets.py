"""Some things of which one is picked: "of the two red ones, the left"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.pointing.naming import HEAP, LEVEL, named
from agent.pointing.table import Table
from agent.pointing.turns import COLOR, NOUN
from agent.references.words import (
    DISTANCES,
    MOST,
    NUMBERS,
    ORDINALS,
    SIDE_WORDS,
    SIZES,
)

PICK = "|".join(
    sorted({*DISTANCES, *MOST, *SIDE_WORDS, *ORDINALS, *SIZES, "middle", "far", "near"}, key=len)[
        ::-1
    ]
)
REST = rf"(?! (?:(?:{COLOR}) )?(?:{NOUN})|[ -](?:hand|corner|side|edge|end|of|two|three|part|row))"
PICKED = re.compile(
    rf"\b(?P<the>the|that|this) (?P<how>(?:(?:very|{PICK}) )+)one\b"
    rf"|\b(?P<bare>the) (?P<most>{'|'.join(MOST)})\b{REST}"
    r"|\b(?P<that>the|that) one(?= (?:(?:right|just|directly|close|over|way|all|that|that's|which"
    r"|sitting|standing|lying|sat) )*(?:is|next to|beside|near|nearest|closest|closer|nearer|by"
    r"|behind|in front of|left of|right of|to the (?:left|right) of|on the|at the|in the"
    r"|farther|further|farthest|furthest|between|alongside)\b)"
)
"""A "one" of which it is told which, but not what."""
OF_SET = re.compile(
    rf"\b(?:out )?of (?:all )?(?:the|these|those|my) (?:(?:{'|'.join(NUMBERS)}) )?"
    rf"(?P<what>(?:(?:{COLOR}) )?(?:{NOUN}))?s?(?: (?:here|there|on the table))?,?"
    r" (?:(?:i mean|i want|i'd like|i need) )?(?P<verb>(?:take|use|put|lift|move) )?"
    rf"(?P<how>the (?:{PICK})(?: (?:{PICK}))*)(?: one)?\b(?! (?:{NOUN}|one)\b)"
    r"(?=[,.;:!?]| (?:and|goes|should|must|can|could|in|into|on|onto|to|next|beside)\b|$)"
)
GROUP = re.compile(
    r"(?P<start>^|[.;!?] )(?:(?P<first>(?:on|at|in) (?:the|my) (?:left|right|front|back)),? )?"
    r"(?:(?:there|here)(?:'s|'re| is| are|s)|i (?:see|have|can see)|i've got|we have|we've got"
    r"|(?:do )?you see(?: those| these| the)?|of(?: the| these| those)?|(?=two |2 )) ?"
    rf"(?P<n>two|three|four|five|2|3|both|the two)? ?(?P<what>(?:(?:{COLOR}) )?(?:{NOUN}"
    rf"|cube)e?s)\b"
    r"(?: (?:are|stand|sit|lie|huddled|together|standing|sitting|lying|here|down|over|close"
    r"|right\?)"
    r"(?! to\b))*(?: (?P<where>(?:near me|close to me|on the (?:left|right|table)|at the "
    r"(?:front|back)"
    r"|next to [^,.;:!?]+|behind [^,.;:!?]+|in front of [^,.;:!?]+)))?"
    r"(?:, one (?:behind|in front of|beside|next to|on top of) the other)?(?:,? right"
    r"(?=\?))?[,.;:!?]+"
)
"""Tells of some things before it is said which of them is meant."""
EITHER_SIDE = re.compile(
    rf"(?P<start>^|[.;!?] )(?:there(?:'s| is)|see the|i see) an? (?P<what>{NOUN}) (?:on|at|to) "
    rf"(?:either|each) side"
    r" of (?P<of>the [a-z0-9 ]+?)[,.;:!?]+ (?P<rest>.*?\b(?:both(?: of (?:them|those|these|the"
    r" two))?"
    r"|them both|those two|these two|the two(?: of them)?|them|those|these)\b)"
)
OTHER = re.compile(
    rf"\bthe other (?P<what>(?:(?:{COLOR}) )?(?:{NOUN})|one|(?=[^\w ]|$| (?:on|in|onto|into|to"
    rf"|at|next|beside|goes|one|by)\b))(?!s)"
)


def among(text: str, table: Table) -> str:
    """Return "the left red block" for "of the two red ones, the left"."""

    def one(m: re.Match[str]) -> str:
        what = table.noun(m["what"] or "")
        return f"{m['verb'] or ''}{m['how']} {what}" if what else m[0]

    return OF_SET.sub(one, text)


def what(text: str, table: Table) -> str:
    """Return "the leftmost block" for "the leftmost one", where that is plain."""
    out, at, heap = "", 0, HEAP.search(text)
    for m in PICKED.finditer(text):
        if heap and LEVEL.search(m[0]):
            continue
        noun = table.antecedent(text[: m.start()])
        if noun:
            how = m["how"] or (m["most"] and f"{m['most']} ") or ""
            the = m["the"] or m["that"] or m["bare"]
            out += f"{text[at : m.start()]}{the} {how}{noun}"
            at = m.end()
    return out + text[at:]


def group(text: str, table: Table) -> str:
    """Return a text with the names of what "the back one" is among some that it tells of."""
    m = GROUP.search(text)
    if m is None or not (m["n"] or " of " in f" {m[0]}"):
        return text
    what = re.sub(r"\b(?:one|thing)s$", f"{table.kind}s", m["what"])
    number = NUMBERS.get(m["n"] or "", 2)
    where = f"{m['first'] or ''} {m['where'] or ''}".replace("on the table", "").strip()
    word = next(w for w, n in NUMBERS.items() if n == number)
    if side := re.search(r"\b(left|right|front|back)$", where):
        members = table.all_of(f"the {word} {side[1]}most {what}", number)
    elif where in ("near me", "close to me"):
        members = table.all_of(f"the {word} {what} closest to me", number)
    else:
        members = table.all_of(f"all {what} {where}", number)
    if not members:
        return text
    kinds = {o.kind for o in table.seen.objects if o.name in members}
    objects = (o for o in table.seen.objects if o.name in members or o.kind not in kinds)
    few = Table(replace(table.seen, objects=tuple(objects)), table.workspace)
    after = re.sub(r"\bof (?:that|the|this) (?:pair|two|lot|group)\b", "", text[m.end() :])
    rest = named(after, few)
    if rest == text[m.end() :]:
        rest = named(rest, table)
    if rest == text[m.end() :] or not any(n in rest for n in members):
        return text
    told = re.sub(r"^ ", "", rest)
    return apart(text[: m.start()] + m["start"] + told, members, table)


def apart(text: str, members: Sequence[str], table: Table) -> str:
    """Return a text in which "the other" of two has its name, where the first has it."""
    named = [n for n in members if n in text]
    if len(members) != 2 or len(named) != 1:
        return text
    left = next(n for n in members if n not in named)
    before, name, after = text.partition(named[0])
    return (
        before + name + re.sub(r"\bthe other(?: one)?\b", lambda _: f"the {left}", after, count=1)
    )


def sides(text: str, table: Table) -> str:
    """Return a text with the names of what stands on either side of a thing."""
    m = EITHER_SIDE.search(text)
    if m is None or not (of := table.meant(m["of"])):
        return text
    two = [n for way in ("left", "right") for n in table.beside(of, way, False)]
    if len(two) != 2:
        return text
    told = f"the {two[0]} and the {two[1]}"
    rest = re.sub(
        r"\b(?:both(?: of \w+(?: two)?)?|them both|(?:those|these|the) two(?: of them)?|them"
        r"|those|these)$",
        lambda _: told,
        m["rest"],
    )
    return text[: m.start()] + m["start"] + rest + text[m.end() :]


def other(text: str, table: Table) -> str:
    """Return a text in which "the other one" has its name, where but one is left."""

    def left(m: re.Match[str]) -> str:
        before = text[: m.start()]
        *color, noun = (m["what"] or "one").split()
        if noun == "one":
            noun = table.antecedent(before)
        like = [
            o.name
            for o in table.seen.objects
            if table.meant(f"{o.name}")
            and noun
            and o.kind == table.kind_of(noun)
            and (not color or o.color == color[0])
        ]
        rest = [n for n in like if n not in before]
        last = table.seen.find(table.last(before))
        if len(rest) != 1 and not color and last is not None:
            alike = (
                o.name for o in table.seen.objects if (o.kind, o.color) == (last.kind, last.color)
            )
            rest = [n for n in alike if n in like and n not in before]
        if len(like) < 2 or len(rest) != 1 or len(rest) == len(like):
            return m[0]
        return f"the {rest[0]}"

    return OTHER.sub(left, text, count=2)
