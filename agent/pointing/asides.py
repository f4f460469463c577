"""What is said of things beside the wish: what is not meant, or stays as it is."""

from __future__ import annotations

import re

from agent.pointing.its import EACH, REPAIR
from agent.pointing.table import Table
from agent.pointing.turns import COLOR, NOUN
from agent.wishes.speech import ANY_RELATION

NOT_THE_ONE = re.compile(
    rf"(?<=\w),? (?:and |but )?not (?:the|that) (?:(?:other )?one|{NOUN}(?= (?:behind|in|on|at"
    rf"|near|next|that|which|over|far|by"
    r"|beside)))\b(?: (?:behind|in front|on the|at the|near|next|that|which|over|miles|far"
    r"|further|in the|by|left"
    r"|right|beside|closest|nearest|farthest|way)\b[^,.;:!?]*| there)?(?=[,.;:!?]|$)"
)
"""What is not meant, where it was told already what is."""
NAME = r"\w+ \w+(?: \d)?"
MENDED = re.compile(
    rf"\bthe (?P<a>{NAME})[\s,.!?-]+(?:(?:uh|um|er|oh),? )?(?:{REPAIR})[,.!]* the (?P<b>{NAME})"
    r"(?=[,.;:!?]| (?:on|in|onto|into|to|goes|next|behind)\b|$)"
)
MIND = re.compile(
    r"(?P<start>^|[,.;!?] )(?:and )?(?:please )?(?:mind|careful with|be careful with|watch(?:"
    r" out for)?|beware of"
    rf"|(?:don't|do not) (?:knock(?: over| into)?|bump(?: into)?|hit)) the {NAME}(?:[.!?;]+ ?|,"
    rf"(?= )|$)"
)
"""A warning, which wishes for nothing."""
GAP = re.compile(
    r"(?P<start>^|[.;!?] )there(?:'s| is) (?:a |some |just |enough |a nice |a bit of )*(?:gap"
    r"|room|space|spot|hole)"
    rf" (?P<where>between [^,.;:!?]+?)[,.;:!?]+ (?:so |and )?(?:put |i'd like |i want )?"
    rf"(?P<a>the {NAME})"
    r" (?:would|could|should|can|might|will|fits|goes|belongs|in)\b[^,.;:!?]*$"
)
TWO_STACKED = re.compile(
    rf"\b(?:take|get|grab) (?P<a>the {NAME}) and (?P<b>the {NAME})(?:,? and|,) (?:stack|pile)"
    rf" them(?: up)?\b"
    r"(?! (?:in|at|next|near|beside)\b)(?: on (?:top of )?(?:each other|one another))?"
)
DONE_WITH = re.compile(
    r"^(?:(?:i'm|i am|we're|we are) (?:all )?(?:done|finished|through) with|(?:(?:do |can )?you"
    r" )?see"
    r"|as for|about|regarding|look at|you know)?"
    rf" ?(?P<what>the {NAME}(?:(?:,| and|, and) the {NAME})*)[,.;:!?]+"
    rf" (?:so |and |now )*(?P<rest>[^.;!?]*?\b(?P<it>it|them|those|that(?: one| {NOUN})?)\b(?!'s"
    rf"| is\b))"
)
SO_THAT = re.compile(
    r",? so (?:that )?(?:i|we|it|he|she|they|nobody|everyone)(?:'ll| can| could| have| has| will"
    r"| do"
    r"| don't| doesn't| won't)\b[^,.;!?]*(?=[.!?]*$)"
)
INSTEAD_AT_END = re.compile(r"(?<!\bof)(?<!\bbut) instead(?=[.!?]*$)")
OVER = re.compile(
    r"(?P<name>\bthe \w+ \w+(?: \d)?), (?:that|it|that one|which|he)(?:'s| is| has| was)"
    rf"(?! (?:in|on|at|to|the|where|how|what)\b)(?: (?!(?:{COLOR}|{NOUN}|left"
    rf"|right)\b)\w+){{1,4}}[.!?]*$"
)
"""A reason at the end."""
EXCEPTED = re.compile(
    rf"\b(?:everything|anything|all(?: of)?(?: the)? (?P<noun>{NOUN})s)"
    r" (?:except(?: for)?|but(?: not)?|apart from|besides|other than|bar)"
    rf" (?P<but>the {NAME}(?:(?:,| and|, and) the {NAME})+)"
)
"""All but two things, or more."""
INSTEAD = re.compile(
    rf"\b(?:the|that) (?:{NOUN}),? (?:but )?not the (?:{NOUN}) [^,.;:!?]*[,.;:!?]+ (?:i mean|but"
    rf"|rather"
    r"|i meant|no)?,? ?(?P<new>the \w+ (?:bowl|block|cup|tray|can)(?: \d)?)\b"
)
DOES_NOT = re.compile(
    r",? (?:and |but )?the (?:(?:in-between|middle|other) one|\w+ \w+(?: \d)?) (?:doesn't|does"
    r" not|shouldn't|should not|won't|isn't"
    r"|is not)(?: (?:go|to|have to))*(?=[.!?;]|$)"
)
STILL = re.compile(
    r"[,.;]+ (?:(?:and|but) )?(?:(?:the|my) )?(?:\w+ ){1,6}?(?:i(?:'m| am)? still (?:need|want"
    r"|using|use)"
    r"|(?:can |should |must )?stays?(?: put| there| where it is)?|(?:are|is) fine(?: (?:there|where"
    r"|as) ?[^,.;]*)?|i need(?: later)?|is (?:my spare|mine|a spare|for later)|i'm keeping)"
    r"(?=[.!?;]|$)"
)
"""What is left as it is."""
NOT_FIRST = re.compile(
    r"^(?:no,? )?not the \w+ \w+(?: \d)?[,;:.!]+ (?:(?:but|i mean|take|use|and) )*"
    r"(?P<new>the \w+ \w+(?: \d)?)(?=[,;:.!?-])"
)
GIVE = re.compile(
    rf"^(?:please )?(?:give|let) (?P<b>the \w+ (?:bowl|tray|cup)(?: \d)?)(?: have)? (?P<a>the"
    rf" {NAME})(?=[,.;!?]|$)"
)
GETS = re.compile(
    r"^(?P<b>the \w+ (?:bowl|tray|cup)(?: \d)?),? (?:(?:should |shall |must )?(?:gets?|receives?"
    r"|takes?|have|wants?"
    r"|holds?)|(?:is|that's|that is) (?:the one )?where) (?P<a>the \w+ \w+(?: \d)?)"
    r"(?: (?:goes|should go|belongs|lives|sleeps))?(?=[,.;!?]|$)"
)


def mended(text: str, table: Table) -> str:
    """Return "the red block" for "the blue block, no wait, the red block"."""

    def last(m: re.Match[str]) -> str:
        a, b = table.seen.find(m["a"]), table.seen.find(m["b"])
        alike = a and b and a != b and (a.name in table.roomy) == (b.name in table.roomy)
        return f"the {m['b']}" if alike else m[0]

    return MENDED.sub(last, text)


def excepted(text: str, table: Table) -> str:
    """Return the names of "everything but the red block and the blue block"."""

    def names(m: re.Match[str]) -> str:
        out = set(re.findall(rf"the ({NAME})", m["but"]))
        kind = table.kind_of(m["noun"] or "") or None
        loose = (o for o in table.seen.objects if o.name not in table.roomy)
        left = [o.name for o in loose if kind in (None, o.kind) and o.name not in out]
        whole = out <= set(table.seen.names) and 0 < len(left) < 5
        return " and ".join(f"the {n}" for n in left) if whole else m[0]

    return EXCEPTED.sub(names, text)


def unsaid(text: str, table: Table) -> str:
    """Return a text without what is just not meant, where what is has its name."""
    text = INSTEAD_AT_END.sub("", text)
    text = OVER.sub(r"\g<name>", SO_THAT.sub("", text))
    if m := DONE_WITH.match(text):
        text = m["rest"][: m.start("it") - m.start("rest")] + m["what"] + text[m.end("it") :]
    text = mended(MIND.sub(r"\g<start>", text), table)
    text = TWO_STACKED.sub(r"put \g<a> on \g<b>", GAP.sub(r"\g<start>put \g<a> \g<where>", text))
    text = re.sub(rf"^(the {NAME}): (?=(?:{ANY_RELATION}|up|over|down) )", r"put \1 ", text)
    text = GIVE.sub(r"put \g<a> in \g<b>", text)
    text = GETS.sub(r"put \g<a> in \g<b>", text)
    text = INSTEAD.sub(r"\g<new>", NOT_THE_ONE.sub("", text))
    text = NOT_FIRST.sub(r"\g<new>", DOES_NOT.sub("", text))
    names = "|".join(sorted(map(re.escape, table.seen.names), key=len)[::-1])
    text = re.sub(
        rf"^(?:do you |can you |you )?see the (?:{names})[,.;:!?]+ (?=.*\bthe \w)", "", text
    )
    if not EACH.search(text) and re.search(rf"\bthe (?:{names})\b.*{STILL.pattern}", text):
        text = STILL.sub("", text)
    return text
