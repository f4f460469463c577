"""One thing moved by so much, or turned on the spot, in whatever sentence: the gist of such wishes.

"That green block's in my light, could it budge up a bit to the left?" names one thing, a way and
an amount. As with `agent.gist`, nothing may be said that could change the meaning.
"""

from __future__ import annotations

import re

from agent.drift import CHANGES
from agent.gist import ASKS, IDLE_WORDS, OPEN, TELLS
from agent.marks import REASON, marked
from agent.references.words import NUMBERS
from agent.spatial import AMOUNTS, support_of
from agent.types import Fact, ObjectState, Observation
from agent.wishes.courtesies import any_of
from agent.wishes.shifting import in_metres, moved
from agent.wishes.turning import TENS, is_seen, turned

LITTLE = any_of(
    """a (?:little|tiny|wee|small|teeny|slight)(?: tiny| little| wee)?(?: bit| way| touch| step
    | amount| distance)?|a (?:bit|tad|touch|smidge|smidgen|hair|notch|whisker|fraction|step|nudge
    |finger's width|finger width|hand's width)|slightly|just a bit|some|somewhat|a little"""
)
WIDTHS = {"finger": 0.02, "thumb": 0.025, "hand": 0.08, "block": 0.04, "cube": 0.04, "palm": 0.08}
NUMBER = any_of("|".join((*TENS, *NUMBERS, "a", "an", r"\d+(?:\.\d+)?")))
AMOUNT = re.compile(
    rf"\b(?P<n>{NUMBER})(?: more)? ?(?P<unit>centi ?met(?:er|re)s?|cms?|milli ?met(?:er|re)s?|mm"
    rf"|inch(?:es)?|(?P<body>{'|'.join(WIDTHS)})(?:'?s'?|s)?[ -](?:widths?|breadths?))\b"
    r"|\bits (?P<own>own width)\b"
    rf"|\b(?P<bit>{LITTLE})\b"
)
SMALL = re.compile(
    r"\b(?:nudg|budg|scoot|shift|inch|shuffl|ease|slid|edg)(?:e|ed|ing|es)?\b|\bscoo?ch\b"
)
"""Verbs of a little way."""
WAYS = {
    "to the left": r"(?:(?:to|towards?) (?:the|my) )?left(?:wards?)?(?! of)",
    "to the right": r"(?:(?:to|towards?) (?:the|my) )?(?<!all )right(?:wards?)?"
    r"(?! (?:of|now|away|there|here|at|by|in|on))",
    "forward": r"(?:closer|nearer|over|up|back)? ?(?:to|towards?|in the direction of)"
    r" (?:me|us|myself|my (?:side|hand|end)|the front)|closer|nearer|forwards?|my way",
    "back": r"(?:further |farther )?(?:away|back|off)"
    r"(?: (?:from|towards?|to) (?:me|us|you|the robot|the back|the rear|my (?:side|end)))?"
    r"|backwards?|closer to you|towards? you",
}
TURNS = re.compile(
    r"\b(?:turn|rotat|spin|twist|swivel|pivot|angl|tilt|swing|skew)(?:e|ed|ing|s)?\b"
    r"|\b(?:crooked|askew|diagonal(?:ly)?|at an angle|on the slant|quarter turn|half turn)\b"
)
ANGLE = re.compile(
    rf"\b(?P<n>{any_of('|'.join((*TENS, *NUMBERS)))}|\d{{1,3}})[ -]?(?:degrees?|deg\b|\u00b0)"
    r"|(?P<eighth>\b(?:an )?eighth(?: of a)? turn|half a quarter turn|half (?:of )?a right angle"
    r"|diagonal(?:ly)?|at an angle|askew|crooked|on the slant)"
    r"|(?P<quarter>\b(?:a )?quarter(?: of a)? (?:turn|way)|crosswise|crossways"
    r"|right angle|sideways)"
)
CLOCKWISE = re.compile(
    r"(?<!counter)(?<!counter )(?<!anti)(?<!anti )(?<!anti-)clockwise|to the right"
)
HERE = re.compile(
    r",?(?: but| and)? ?(?:leave it|keep it|without (?:moving|shifting) it)? ?"
    r"(?:where it is|where it stands|on the spot|in (?:its )?place)"
    r"|,? (?:and |but )?(?:no|not) (?:more|further|less)\b"
    r"|,? (?:it|that)(?:'s| is) (?:too|so|blocking|in) [^,.;:!?]*|,? if you'd [^,.;:!?]*"
    r"|,? if you would [^,.;:!?]*|,? please\b|(?<=ight)n't|(?<=ould)n't"
)
"""Said around such wishes, and changes nothing."""
FREE = set(
    "give bit little slightly nudge budge shift scoot inch inches turn rotate twist spin tilt"
    " degrees cm mm smidge tad hair notch touch left right of open say".split()
)
"""Words that change other goals, but of which these are made."""


def nudge(text: str, observation: Observation) -> Fact | None:
    """Return by how much the one thing of a text is to be moved or turned, if that is plain.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
    """
    said = IDLE_WORDS.sub("", text)
    if ASKS.match(said):
        return None
    said, sets = marked(said, observation, ())
    said = REASON.sub(r"\1\2", said)
    names = {name for i in set(re.findall(r"<(\d+)>", said)) for name in sets[int(i)]}
    rest = re.sub(r"<\d+>", "", said)
    if len(names) != 1 or OPEN.search(rest) or TELLS.search(re.sub(r"<\d+>", "<0>", said)):
        return None
    o = observation.find(*names)
    if o is None or support_of(o, observation):
        return None
    rest = HERE.sub("", rest)
    if TURNS.search(rest) or "clockwise" in rest:
        return turning(rest, o)
    return shifting(rest, o)


def turning(text: str, o: ObjectState) -> Fact | None:
    """Return by how much a thing is to be turned."""
    text = re.sub(r"\bso (?:that|it|its|his) [^,.;:!?]*", "", text.replace("-", " "))
    found = sorted(ANGLE.finditer(text), key=lambda m: not m["n"])
    if not found or changes(ANGLE.sub(" ", CLOCKWISE.sub(" ", text))):
        return None
    m = found[0]
    if m["n"]:
        degrees = float(TENS.get(m["n"]) or NUMBERS.get(m["n"]) or m["n"])
    else:
        degrees = 90.0 if m["quarter"] else 45.0
    turn = -degrees if CLOCKWISE.search(text) else degrees
    return turned(o, turn) if is_seen(o, turn) else None


def shifting(text: str, o: ObjectState) -> Fact | None:
    """Return by how much a thing is to be moved, and which way."""
    amounts = sorted(AMOUNT.finditer(text), key=lambda m: not m["n"])
    m = amounts[0] if amounts else None
    if m is None and (not SMALL.search(text) or re.search(r"\bover\b", text)):
        return None
    rest = AMOUNT.sub(" ", text)
    found = [way for way, words in WAYS.items() if re.search(rf"\b(?:{words})\b", rest)]
    less = re.sub("|".join(rf"\b(?:{words})\b" for words in WAYS.values()), " ", rest)
    if len(found) != 1 or changes(less) or re.search(r"\b(?:corner|edge|side|end)\b", less):
        return None
    return moved(o, far(m) if m else AMOUNTS["a little"], found[0])


def far(m: re.Match[str]) -> float:
    """Return how far (m) an amount is."""
    if m["bit"]:
        return AMOUNTS["a little"]
    if m["own"]:
        return 0.04
    said = m["n"]
    number = 1.0 if said in ("a", "an") else float(NUMBERS.get(said) or TENS.get(said) or said)
    if m["body"]:
        return max(0.04, number * WIDTHS[m["body"]])
    return in_metres(number, m["unit"])


def changes(text: str) -> bool:
    """Tell whether a word is left over that could change what is meant."""
    return any(m[0] not in FREE for m in CHANGES.finditer(text))
