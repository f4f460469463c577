"""What a text tells of before it says "it": "there's a block behind the bowl"."""

from __future__ import annotations

import re

from agent.kinds import is_hollow
from agent.pointing.table import Table
from agent.pointing.turns import COLOR, NOUN

SHOWN = re.compile(
    r"(?P<start>^|[.;!?] )(?:(?:(?:you |do you |can you )?(?:see|notice) (?:the|that|this)"
    r"|there(?:'s| is| stands| sits| lies| hides)(?: (?:also|still|just|only|but))? (?:an?|one"
    r"|that|this)(?: single)?)"
    rf" (?P<what>(?:(?:{COLOR}) )?(?:{NOUN})\b[^.;:!?]*?)"
    rf"|(?:a|one) (?P<stray>(?:(?:{COLOR}) )?(?:{NOUN}))(?:'s| has| is| was)"
    r" (?:(?:ended up|landed|rolled|strayed|wandered|slid|slipped|got|gone|fallen|somehow|left|lost"
    r"|hiding|sitting|standing|lying|off) )*(?P<where>[^.;:!?]*?))"
    r"(?P<end>[.;:!?]+| -+|,(?= ?(?:put|drop|move|take|get|bring|place|set|pop|stick|and |it |he"
    r" |so |could"
    r" |can |please|would |i ))) (?P<rest>.*)$"
)
"""Says of a thing that it is there, and where."""
LURKS = re.compile(
    r"(?P<start>^|[.;!?] )(?P<where>(?:right |just |straight )?(?:behind|in front of|next to|beside"
    r"|left of|right of|to the (?:left|right) of|between|near) [^,.;:!?]+?),? (?:there(?:'s| is)?"
    rf" )?(?:(?:hides|sits|stands|lies|lurks|is) )?(?P<what>(?:a|an|one) (?:(?:{COLOR}) )?"
    rf"(?:{NOUN}))\b"
)
"""Says first where, and then what."""
IT = re.compile(r"\b(?:it|that one|this one|him|her|that|this)\b(?!'s (?:all|fine|ok))")
INSIDE = re.compile(
    r"\b(?P<be>put|placed?|go(?:es)?|dropped|drop|pop|popped|tip|tipped|set|it|them|those|that|both"
    r"|one|he|belongs?|straight|right|^|[.;!?,] ?(?:so )?) ?(?P<in>in|inside)(?= *(?:$|[.;!?,]|"
    r" please| for me| too\b| as well| with (?:it|them|him)\b))"
)
"""In what, was said before."""
IN_IT = re.compile(
    r"\b(?P<be>go(?:es)?|drop|(?:put|lay|drop|tip|pop|place) [^,.;]+|belongs?)"
    r" (?:in(?:to|side)? it|in there)\b"
)
WITH_IT = re.compile(
    r"(?P<start>(?:^|[,.;:!?] )(?:(?:so|and|now|just|straight|off|right|then) )*)"
    r"(?P<where>(?:into|inside|in|onto|on|to) the [a-z0-9 ]+?) with"
    r" (?P<what>it|them|him|her|that(?: one)?|the \w+ \w+(?: \d)?)(?= *(?:[,.;:!?]|$| please))"
)


def contents(text: str, table: Table) -> str:
    """Return "put in the bowl" for "put in", where but one thing is open at the top."""
    bowls = [o for o in table.seen.objects if is_hollow(o)]
    if len(bowls) != 1:
        return text
    name = bowls[0].name

    def inside(m: re.Match[str]) -> str:
        spoken = re.search(rf"\b(?:{bowls[0].kind}|dish|tub|it)\b", text[: m.start()])
        return f"{m['be']} in the {name}" if spoken else m[0]

    text = IN_IT.sub(lambda m: f"{m['be']} in the {name}", text) if name in text else text
    return WITH_IT.sub(r"\g<start>put \g<what> \g<where>", INSIDE.sub(inside, text))


def shown(text: str, table: Table) -> str:
    """Return "put the red block ..." for "there's a block behind the bowl, put it ..."."""
    text = LURKS.sub(lambda m: f"{m['start']}there is {m['what']} {m['where']}", text)
    m = SHOWN.search(text)
    if m is None or not IT.search(m["rest"]):
        return text
    found = described(m["what"] or f"{m['stray']} {m['where']}", table)
    if not found:
        return text
    return text[: m.start()] + m["start"] + IT.sub(lambda _: f"the {found}", m["rest"], count=1)


def described(phrase: str, table: Table) -> str:
    """Return what a phrase means with as much of its end as can be read."""
    words = re.findall(r"[\w'-]+", phrase)
    for length in range(len(words), 1, -1):
        if found := table.meant(" ".join(words[:length])):
            return found
    return ""
