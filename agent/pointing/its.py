"""What is told by what was named before: "the one beside it", "its neighbor"."""

from __future__ import annotations

import re

from agent.pointing.table import Table
from agent.pointing.turns import COLOR, NOUN
from agent.wishes.courtesies import any_of

REPAIR = any_of(
    r"""no wait|no sorry|no no|no,? rather|no|nope|nah|wait no|wait|sorry|actually|hang on,? no
    |hold on,? no|hang on|hold on|i mean|i meant|rather|scratch that"""
)
EACH = re.compile(r"\b(?:each|every|either|any|all)\b")
ITS = re.compile(
    rf"\b(?P<start>(?:the |whichever |whatever )(?:(?:{COLOR}) )?(?:{NOUN})"
    r"(?: that(?:'s| is)| which is|(?= it))?) (?P<it>it(?:'s| is) )?(?P<how>(?:(?:right|just"
    r"|directly"
    r"|immediately|all|lying|sitting|standing) )*(?:closest|nearest|closer|nearer|next|near|close)"
    r"(?: to)?|(?:farthest|furthest|further|farther)(?: away)? from|(?:(?:right|just|directly"
    r"|immediately) )*(?:beside|behind|in front of|by"
    r"|(?:to the |on the )?(?:left|right) of))(?P<last> it\b)?"
)
NEAREST = re.compile(
    rf"\bthe (?:closest|nearest) (?P<noun>(?:(?:{COLOR}) )?(?:{NOUN})) to it\b(?P<top> on top(?!"
    rf" of))?"
)
ITS_SIDE = re.compile(
    rf"\bthe (?P<what>(?:(?:{COLOR}) )?(?:{NOUN})) (?:standing |sitting |that is |that's )?(?:on"
    rf"|to|at) its"
    r" (?P<side>left|right)(?: side)?\b"
)
TOPIC = re.compile(
    r"^(?:the|that|this|see the|as for the|about the|you know the) \w+ \w+(?: \d)?[,?:;] (?=its"
    r"|the)"
)
NEIGHBOR = re.compile(
    r"\b(?:(?P<its>its|his|her)|(?:the )?(?P<of>(?:\w+ )?[a-z]+ ?\d?)'s|(?P<the>the|both|both the))"
    r" (?:(?P<way>left|right)(?:[- ]hand)? |(?:nearest|closest|direct|immediate|next-door|only"
    r"|two) )*"
    r"neighbou?r(?P<s>s)?"
    r"(?: (?:on|to) the (?P<side>left|right))?(?P<whose> (?:of|to) (?P<b>it|(?:the )?(?:\w+"
    r" )?[a-z]+"
    r"(?: \d)?))?\b"
)


def followed(text: str, table: Table) -> str:
    """Return a text in which "the one beside it" has its name."""
    if EACH.search(text):
        return text

    def one(m: re.Match[str]) -> str:
        before = text[: m.start()]
        last = table.last(before)
        if not last or not (m["it"] or m["last"]):
            return m[0]
        kind = re.sub(r"^(?:the|whichever|whatever) | (?:that(?:'s| is)|which is)$", "", m["start"])
        kind = table.antecedent(before) if kind == "one" else kind
        how = m["how"].replace("closer", "closest").replace("nearer", "nearest")
        how = re.sub(r"^(?=to the|on the|left|right)", "just ", how)
        found = table.meant(f"{kind} {how} the {last}") if kind else ""
        return f"the {found}" if found else m[0]

    def beside(m: re.Match[str]) -> str:
        last = table.last(text[: m.start()])
        kind = table.antecedent(text[: m.start()]) if m["what"] == "one" else m["what"]
        found = (
            table.meant(f"{kind} just to the {m['side']} of the {last}") if kind and last else ""
        )
        return f"the {found}" if found else m[0]

    text = NEAREST.sub(lambda m: nearest(m, text, table), text)
    return ITS_SIDE.sub(beside, ITS.sub(one, text))


def nearest(m: re.Match[str], text: str, table: Table) -> str:
    """Return the name of "the nearest block to it"."""
    last = table.last(text[: m.start()])
    found = table.meant(f"{m['noun']} closest to the {last}") if last else ""
    on = " on top of the " + last if found and m["top"] else ""
    return f"the {found}{on}" if found else m[0]


def corrected(text: str, table: Table) -> str:
    """Return a text in which "no, the one beside it" has its name: "it" was said just before."""
    m = re.search(rf"\b(?:{REPAIR})[,.!]* ", text)
    if m is None or not ITS.search(text[m.end() :]):
        return text
    return (
        text[: m.end()] + followed(f"{text[: m.end()]}|{text[m.end() :]}", table).partition("|")[2]
    )


def neighbors(text: str, table: Table) -> str:
    """Return a text in which neighbors have their names."""

    def beside(m: re.Match[str]) -> str:
        whose = m["of"] or (m["b"] if m["b"] != "it" else "") or ""
        name = table.meant(whose) if whose else table.last(text[: m.start()])
        found = table.beside(name, m["way"] or m["side"] or "", bool(m["s"])) if name else ()
        if m["the"] and not (m["whose"] or m["side"]):
            return m[0]
        return " and ".join(f"the {n}" for n in found) or m[0]

    new = NEIGHBOR.sub(beside, text)
    # "That yellow block, its neighbor goes there": the first is only spoken of.
    return TOPIC.sub("", new) if new != text and TOPIC.search(text) else new
