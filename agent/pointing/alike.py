"""Things told by what they have in common: twins, pairs, the odd one out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from agent.references.words import COLORS, NOUNS, nouns
from agent.spatial import loose
from agent.types import Observation

NOUN = "|".join((*NOUNS, "thing"))
BLOCKS = "(?:blocks|cubes|bricks|ones|things)"
THEM = rf"(?:{BLOCKS}|of (?:them|these|those|the \w+))"
ALIKE = (
    r"(?:(?:that|which|who) )?(?:(?:are|look|have|share|come in|with|in|of) )+(?:exactly )?"
    r"(?:the|a)"
    r" same(?: colou?r)?(?: as each other)?|(?:(?:that|which) )?share (?:a|one|the same) colou?r"
    r"|(?:(?:that|which) )?(?:look|are) (?:exactly )?(?:alike|identical)"
    r"|(?:that|which) (?:match|are twins|are a pair|go together)(?: each other)?|alike"
)
PAIR = re.compile(
    rf"\b(?:the |both |those )?(?:two |both )?(?:(?:identical|matching|twin|like-colou?red"
    rf"|same-colou?red|same colou?red) {BLOCKS}|(?:{THEM}|two) (?:{ALIKE})"
    r"|(?:matching|identical) pair|twins)\b(?! (?:as|with|of)\b)"
)
"""Two things that are alike: of which there are just two."""
TWICE = re.compile(
    r"^(?:one|a|some|only one) colou?r (?:shows up|appears|occurs|comes(?: up)?|is (?:here|there))"
    r" (?:twice|two times)[^,.;:!?]*[,.;:!?]+ (?:both(?: of (?:those|them|these))?|those(?: two)?"
    r"|these(?: two)?|that pair|the pair|the two)\b"
)
LOOKALIKES = re.compile(
    r"^(?:there are )?(?:two|both) of (?:these|the|those|them|my)(?: \w+)? (?:look|are|have)"
    r" (?:just |exactly )?(?:the same|alike|identical|twins|the same colou?r)[^,.;:!?]*"
    rf"[,.;:!?]+ (?P<but>(?:and |but )*(?:the )?(?:third|other|last|different|odd)(?: one|"
    rf" (?:{NOUN}))?)\b"
)
"""Two are alike: what is the third?"""
ODD = re.compile(
    rf"\bthe (?:odd (?:one|{NOUN})(?: out)?|black sheep|odd man out|misfit|outsider"
    rf"|(?:only |one )?(?:one|{NOUN}|thing)?,? ?(?:that|which)(?:'s| is) (?:of (?:a|another)"
    r" different colou?r|different(?: from (?:the|all the) others)?|not like the others"
    rf"|unlike the others|unique|the odd one(?: out)?)"
    rf"|(?:one|{NOUN}) (?:that|which) (?:does not|doesn't) (?:match|fit|belong)(?: in)?(?: with)?"
    r"(?: the (?:others|rest))?"
    rf"|(?:one|{NOUN}) (?:without|with no|that has no|that hasn't got|which has no) (?:an? )?"
    r"(?:twin|partner|double|match|counterpart))\b"
)
"""The one thing that is unlike the others."""
ODD_TOLD = re.compile(
    r"^(?P<told>(?:one of (?:these|the|those|my) (?:\w+ )?(?:isn't|is not|is no|is) [^,.;:!?]+?"
    r"|one of (?:these|the|those|my) (?:\w+ )?(?:doesn't|does not) (?:match|belong|fit)[^,.;:!?]*))"
    r"[,.;:!?]+(?: (?:do you see (?:it|which)|see it|can you (?:see|spot) (?:it|which))[,.;:!?]+)? "
    r"(?P<wish>.*)$"
)
TWIN = re.compile(
    r"\b(?:(?P<its>its|his|her)|(?:the )?(?P<of>(?:\w+ )?[a-z]+ ?\d?)'s) (?:identical )?"
    r"(?:twin|double|lookalike|look-alike|counterpart|sibling|doppelganger)(?: brother| sister)?\b"
    r"|\bthe (?:identical )?(?:twin|double|lookalike|counterpart) of (?P<it>it|(?:the )?"
    r"(?P<one>(?:\w+ )?[a-z]+ ?\d?))\b"
)
ONE_OF = re.compile(
    rf"\b(?:one|either) of the (?:two )?(?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{NOUN}|one)s)\b"
)
OTHER = re.compile(r"\b(?:the other(?: one)?|its twin|its double|the second(?: one)?)\b")
UNLIKE = re.compile(
    rf"\b(?:the |one |only )*(?:one|thing|object|item|something) (?:here |there |on the table )?"
    r"(?:that|which)(?:'s| is) not an? "
    rf"(?P<noun>{NOUN})\b"
)
"""The one thing that is of another kind."""


def likened(text: str, observation: Observation) -> str:
    """Return a text in which what is told by likeness has its name."""
    if m := LOOKALIKES.match(text):
        one = odd(observation)
        return f"the {one}{text[m.end() :]}" if one else text
    if m := TWICE.match(text):
        two = pair(observation)
        return both(two) + text[m.end() :] if two else text
    if (m := ODD_TOLD.match(text)) and (one := told_odd(m["told"], observation)):
        return re.sub(r"\b(?:that one|this one|it|that|him)\b", f"the {one}", m["wish"], count=1)
    text = ODD.sub(lambda m: name(odd(observation), m), text)
    text = PAIR.sub(lambda m: both(pair(observation)) or m[0], text)
    text = UNLIKE.sub(lambda m: name(no_such(m["noun"], observation), m), text)
    if (m := ONE_OF.search(text)) and OTHER.search(text[m.end() :]):
        text = f"{text[: m.start()]}{name(first_of(m['what'], observation), m)}{text[m.end() :]}"
    return twins(text, observation)


def twins(text: str, observation: Observation) -> str:
    """Return a text in which "its twin" has its name."""
    return TWIN.sub(lambda m: name(twin(m, text, observation), m), text)


def name(found: str, m: re.Match[str]) -> str:
    """Return a thing's name with its article, or what was said where there is none."""
    return f"the {found}" if found else m[0]


def both(two: Sequence[str]) -> str:
    """Return the names of two things."""
    return " and ".join(f"the {one}" for one in two)


def odd(observation: Observation) -> str:
    """Return the name of the one thing that is unlike all others, which are alike."""
    things = loose(observation)
    for looks in (lambda o: o.kind, lambda o: o.color, lambda o: (o.kind, o.color)):
        count = Counter(map(looks, things))
        lone = [o for o in things if count[looks(o)] == 1]
        if len(lone) == 1 and len(things) > 2:
            return lone[0].name
    return ""


def told_odd(told: str, observation: Observation) -> str:
    """Return what "one of these is not a block" is about."""
    if m := re.search(rf"\b(?:isn't|is not|is no)(?: an?)? ({NOUN})\b", told):
        return no_such(m[1], observation)
    if re.search(r"odd|different|\b(?:match|belong|fit|like|unlike)\b", told):
        return odd(observation)
    return ""


def pair(observation: Observation) -> tuple[str, ...]:
    """Return the names of the two things that are alike, if there are no others."""
    things = loose(observation)
    count = Counter((o.kind, o.color) for o in things)
    alike = tuple(o.name for o in things if count[o.kind, o.color] > 1)
    return alike if len(alike) == 2 else ()


def no_such(noun: str, observation: Observation) -> str:
    """Return the name of the one loose thing that is not of a kind."""
    kind = nouns(observation.objects).get(noun)
    others = [o.name for o in loose(observation) if o.kind != kind]
    return others[0] if len(others) == 1 else ""


def first_of(what: str, observation: Observation) -> str:
    """Return the first of two things that "one of the red cubes" may mean."""
    *color, noun = what.split()
    kind = nouns(observation.objects).get(noun.removesuffix("s"))
    of = [o.name for o in loose(observation) if kind in (None, o.kind) and color in ([], [o.color])]
    return of[0] if len(of) == 2 else ""


def twin(m: re.Match[str], text: str, observation: Observation) -> str:
    """Return what is just like another thing, which was named or spoken of before."""
    said = m["of"] or m["one"] or ""
    before = text[: m.start()]
    spoken = sorted((before.rfind(o.name), len(o.name), o.name) for o in loose(observation))
    whose = said if observation.find(said) else spoken[-1][2] if spoken else ""
    like = observation.find(whose)
    if like is None or (not said and spoken[-1][0] < 0):
        return ""
    same = [
        o.name
        for o in loose(observation)
        if o != like and (o.kind, o.color) == (like.kind, like.color)
    ]
    return same[0] if len(same) == 1 else ""
