"""Any one of several things: "one of the reds", "whichever block you like", "a blue cube".

Which of them it is was left to the robot. With one of them named, a goal is about one thing, and
whoever reads goals for one thing can read it.
"""

from __future__ import annotations

import re

from agent.kinds import ROOMY
from agent.phrases import things
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.spatial import FIXED, support_of
from agent.types import Observation
from agent.wishes.courtesies import INDIFFERENT, any_of

COLOR, NOUN = "|".join(COLORS), "|".join(NOUNS)
LIKE = (
    r"(?: (?:that |which )?you(?:'d| would)? (?:like|prefer|fancy|choose|want|pick|please|care for"
    r"|think best)(?: (?:best|better|most|more))?)?"
)
SINGLE = rf"(?P<{{}}>(?:(?:{COLOR}) )?(?:{NOUN})|(?:{COLOR}) one)"
PLURAL = rf"(?P<all>(?:(?:{COLOR}) )?(?:{NOUN})(?:s|es)|(?:{COLOR}) ones)"
NUMBER = "|".join(NUMBERS)
PHRASE = re.compile(
    r"(?<!stands )(?<!sits )(?<!lies )(?<!hides )(?<!see )"  # where the thing is
    r"(?<!there is )(?<!there's )(?<!it's )(?<!it is )(?<!that's )(?<!that is )(?<!was )"
    rf"(?:\b(?:just |only |exactly )?(?:(?:any |either |whichever )?one|any|either|whichever) of"
    rf" (?:(?:the|these|those|them|my|your|our|all)(?: of)? )+(?:(?:{NUMBER}) )?{PLURAL}\b{LIKE}"
    rf"|\b(?:any|either|some)(?: one| old| random| single| odd)? {SINGLE.format('any')}\b"
    rf"(?! of\b)(?: or other)?{LIKE}"
    rf"|\b(?:which|what)ever (?:of the )?(?:one )?{SINGLE.format('ever')}\b{LIKE}"
    r"(?! (?:is|that|which|stands|lies|sits|comes)\b)"
    rf"|\b(?:just |only )?(?:a|one) (?:single )?{SINGLE.format('one')}\b(?! (?:of|or|and)\b){LIKE})"
    r"(?!'s)(?! (?:is|lies|sits|stands) (?!to\b|supposed|needed|wanted|meant))"
)
"""A phrase that any one of several things fits."""
MORE = re.compile(
    r"\b(?:"
    + any_of(
        r"""not|never|no(?! matter)|nor|neither|without|except|each|every|all|both|two|three|four
        |others?|another|rest|remaining|same|different|per|apiece|towers?|row|line|if|unless|or
        |as many|more|fewer|than|but (?:the|not)|second|third|first|last|match|matching|its own
        |their own|them|they|these|those|count|half|on top of each|apart"""
    )
    + r")\b|n't\b"
)
"""Words by which a goal is about more than that one thing, or which one matters."""
TOLD = re.compile(
    r" (?:(?P<that>that(?:'s| is| are)?|which(?: is| are)?|who|from|standing|lying|sitting|over"
    r" there) |(?:on|in|at|by|near|next|to|closest|nearest|behind|left|right) )(?:[a-z]+ ?){1,7}"
)
"""What may be told of it."""
WHERE = re.compile(
    r"\b(?:in|into|inside|on|onto|upon|to|at|over|next to|near|beside|by|behind|in front of|left"
    r"|right)\b"
)
"""What tells where something goes."""


def picked(text: str, observation: Observation) -> str:
    """Return a text, as from `reworded`, that names one thing where any of several was meant.

    >>> picked("put one of the red blocks in the blue bowl, i don't care which", observation)
    'put the red block 2 in the blue bowl'
    """
    found = list(PHRASE.finditer(text))
    if len(found) != 1:
        return text
    m = found[0]
    ends = text[: m.start()], INDIFFERENT.sub("", text[m.end() :])
    rest = " ".join(ends)
    if MORE.search(rest):
        return text
    what, ends = narrowed(said(m), *ends, observation)
    least = 2 if what == said(m) else 1
    one = choice(what, " ".join(ends), observation, least) if what else ""
    return f"{ends[0]}the {one}{ends[1]}" if one else text


def said(m: re.Match[str]) -> str:
    """Return a phrase for all that any one of is meant."""
    single = m["any"] or m["ever"] or m["one"]
    return f"all {single}{'es' if single.endswith('x') else 's'}" if single else f"all {m['all']}"


def narrowed(
    phrase: str, before: str, after: str, observation: Observation
) -> tuple[str, tuple[str, str]]:
    """Return a phrase with what is said of it behind it, and the text around that.

    No phrase is returned where it is not plain whether that is told of it or is where it goes.
    """
    m = TOLD.match(after)
    if m is None:
        return phrase, (before, after)
    words = m[0].split()
    for length in range(len(words), 1, -1):
        more = " ".join(words[:length])
        meant = things(f"{phrase} {more}", observation)
        if isinstance(meant, list) and meant:
            rest = after[len(more) + 1 :]
            told = m["that"] or WHERE.search(rest) or WHERE.search(before)
            return f"{phrase} {more}" if told else "", (before, rest)
    return ("", (before, after)) if m["that"] else (phrase, (before, after))


def choice(phrase: str, rest: str, observation: Observation, least: int) -> str:
    """Return the thing to take, the first that is free; nothing where there are too few."""
    meant = things(phrase, observation)
    members = [o for n in (meant if isinstance(meant, list) else ()) if (o := observation.find(n))]
    if " ones" in phrase:
        members = [o for o in members if o.kind not in (*ROOMY, *FIXED)]
    if len(members) < least or any(o.kind in (*ROOMY, *FIXED) for o in members):
        return ""
    # What else is spoken of is no choice.
    members = [
        o
        for o in members
        if not re.search(rf"\b{re.escape(o.name)}\b", rest)
        and not re.search(rf"\b{o.color}\b(?! (?:bowl|dish|tray|cup|can)\b)", rest)
    ]
    under = {f.target for o in observation.objects if (f := support_of(o, observation))}
    free = [o for o in members if o.name not in under and not support_of(o, observation)]
    ranked = sorted(free or members, key=lambda o: o.name != observation.holding)
    return ranked[0].name if ranked else ""
