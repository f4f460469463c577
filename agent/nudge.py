"""One thing moved by so much, or turned on the spot, in whatever sentence: the gist of such wishes.

"That green block's in my light, could it budge up a bit to the left?" names one thing, a way and
an amount. As with `agent.gist`, nothing may be said that could change the meaning.
"""

from __future__ import annotations

import math
import re

from agent.asides import brief
from agent.drift import CHANGES
from agent.gist import ASKS, OPEN, TELLS
from agent.marks import marked, reasoned
from agent.references.words import NUMBERS
from agent.spatial import ABOUT, AMOUNTS, shifted, support_of
from agent.types import Fact, ObjectState, Observation
from agent.wishes.courtesies import any_of
from agent.wishes.shifting import in_metres, moved
from agent.wishes.turning import TENS, is_seen, turned

LITTLE = any_of(
    """a (?:little|tiny|wee|small|teeny|slight|weeny|tiddly)(?: tiny| little| wee| weeny)?(?: bit
    | way| touch| step| amount| distance| nudge| shove| push)?|a (?:bit|tad|touch|smidge|smidgen
    |smidgin|hair|hair's breadth|notch|whisker|fraction|step|nudge|skosh|titch|pinch|dash|shade
    |trifle|mite|finger's width|finger width|hand's width)|(?:ever so |very )?slightly|just a bit
    |some|somewhat|a little|ever so little|an ickle bit"""
)
WIDTHS = {"finger": 0.02, "thumb": 0.025, "hand": 0.08, "block": 0.04, "cube": 0.04, "palm": 0.08,
          "fist": 0.08, "matchbox": 0.05}  # fmt: skip
FEW = {"a couple of": 2.0, "a couple": 2.0, "a few": 5.0, "several": 5.0, "half a": 0.5,
       "half an": 0.5, "a": 1.0, "an": 1.0}  # fmt: skip
NUMBER = any_of("|".join((*TENS, *NUMBERS, *FEW, r"\d+(?:\.\d+)?")))
AMOUNT = re.compile(
    r"(?:\bby )?(?:\b(?:about|around|roughly|approximately|maybe|perhaps|just|only|like) )*"
    rf"(?:\b(?P<n>{NUMBER})(?: more)? ?(?P<unit>centi ?met(?:er|re)s?|cms?|milli ?met(?:er|re)s?|mm"
    rf"|inch(?:es)?|(?P<body>{'|'.join(WIDTHS)})(?:'?s'?|s)?[ -](?:widths?|breadths?)"
    r"|(?P<fingers>finger|thumb)s)\b"
    r"|\bits (?P<own>own width)\b"
    rf"|\b(?P<bit>{LITTLE})\b)"
)
ROBOT = "you|yourself|your (?:side|end|edge|base)|the (?:robot|arm|back|rear|far (?:side|end|edge))"
SIDEWAYS = ("to the left", "to the right")
PART = re.compile(r"\b(?:corner|side|end)\b|(?<=[a-z] )edge\b")
SMALL = re.compile(
    r"\b(?:nudg|budg|scoot|shift|inch|shuffl|ease|slid|edg)(?:e|ed|ing|es)?\b|\bscoo?ch\b"
)
"""Verbs of a little way."""
WAYS = {
    "to the left": r"(?:(?:to|towards?) (?:the|my) )?left(?:wards?)?(?! of)",
    "to the right": r"(?:(?:to|towards?) (?:the|my) )?(?<!all )right(?:wards?)?"
    r"(?! (?:of|now|away|there|here|at|by|in|on))",
    "forward": r"(?:closer|nearer|over|up|back|out)? ?(?:to|towards?|in the direction of)"
    r" (?:me|us|myself|my (?:side|hand|end|edge|chair|seat)|where i(?:'m| am)? (?:sit|stand)(?:ting"
    r"|ing)?|the front|the person)|(?:clos|near)er(?! to)|forwards?|(?:in )?my (?:way|direction)",
    "back": r"(?:further |farther )?(?:away|back|off)"
    rf"(?: (?:from|towards?|to) (?:me|us|my (?:side|end|edge)|{ROBOT}))?"
    rf"|backwards?|(?:closer|nearer)? ?(?:to|towards?) (?:{ROBOT})|(?:in )?your (?:way|direction)",
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
SLIGHT = re.compile(rf"\b(?:{LITTLE})\b")
CLOCKWISE = re.compile(
    r"(?<!counter)(?<!counter )(?<!anti)(?<!anti )(?<!anti-)clockwise|to the right"
)
HERE = re.compile(
    r",?(?: but| and)? ?(?:leave it|keep it|without (?:moving|shifting|lifting) it|right|just)? ?"
    r"(?:there )?(?:where it (?:is|stands|sits|lies)|(?:right )?on (?:the|its|that) (?:very )?spot"
    r"|in (?:its |the same )?(?:place|spot)|at its place)"
    r"|[,.;:!?]* ?(?:and |but )?(?:do not|don't|dont|no need to|without)"
    r" (?:carry|mov|lift|tak|shift|pick|push)(?:e|ing)? it(?: (?:off|away|up|anywhere|elsewhere"
    r"|otherwise|from (?:there|its (?:spot|place))))?"
    r"|,? (?:it|that)(?:'s| is) (?:too|so|blocking|in) [^,.;:!?]*|,? if you'd [^,.;:!?]*"
    r"|,? if you would [^,.;:!?]*|,? please\b|(?<=ight)n't|(?<=ould)n't"
)
"""Said around such wishes, and changes nothing."""
EITHER = re.compile(
    r"\b(?:(?:to (?:the |your |my )?)?(?:left|right) or (?:to (?:the |your |my )?)?(?:right|left)"
    r"|(?:off |over )?to (?:one|either) side|(?:to|on) whichever side|(?<!turn )sideways|aside"
    r"|(?:in )?either (?:way|direction)|one way or (?:the other|another)|to the side)\b"
)
"""To the left, or as well to the right."""
SPIN = re.compile(
    r"(?:,? ?(?:in )?(?:(?:either|any|whichever|whatever) (?:way|direction)(?: (?:a)?round)?"
    r"|clockwise or (?:anti|counter)[- ]?clockwise|(?:anti|counter)[- ]?clockwise or clockwise)"
    r"(?: (?:is|will be|'s) (?:fine|ok|okay|good))?)"
)
"""That it is all the same which way a thing turns."""
LEAST = 2 * ABOUT
"""How far (m) a thing has to be moved for anybody to see it."""
BIT, AWAY = 30.0, 0.12
"""What a little turn is (degrees), and how far (m) a thing goes that goes to one side."""
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
    said = brief(text)
    if ASKS.match(said):
        return None
    said, sets = marked(said, observation, ())
    said = reasoned(said)
    names = {name for i in set(re.findall(r"<(\d+)>", said)) for name in sets[int(i)]}
    rest = re.sub(r"<\d+>", "", said)
    turns = TURNS.search(rest) or "clockwise" in rest
    rest = rest if turns else EITHER.sub("aside", rest)
    if len(names) != 1 or OPEN.search(AMOUNT.sub(" ", rest)) or TELLS.search(said):
        return None
    o = observation.find(*names)
    if o is None or support_of(o, observation):
        return None
    rest = HERE.sub("", rest)
    if turns:
        return turning(SPIN.sub("", rest), o)
    return shifting(rest, o, observation)


def turning(text: str, o: ObjectState) -> Fact | None:
    """Return by how much a thing is to be turned."""
    text = re.sub(r"\bso (?:that|it|its|his) [^,.;:!?]*", "", text.replace("-", " "))
    found = sorted(ANGLE.finditer(text), key=lambda m: not m["n"])
    rest = ANGLE.sub(" ", CLOCKWISE.sub(" ", text))
    bit = not found and SLIGHT.search(rest)
    if not (found or bit) or changes(SLIGHT.sub(" ", rest) if bit else rest):
        return None
    degrees = BIT if bit else angle(found[0])
    turn = -degrees if CLOCKWISE.search(text) else degrees
    return turned(o, turn) if is_seen(o, turn) else None


def angle(m: re.Match[str]) -> float:
    """Return how many degrees are told."""
    if m["n"]:
        return float(TENS.get(m["n"]) or NUMBERS.get(m["n"]) or m["n"])
    return 90.0 if m["quarter"] else 45.0


def shifting(text: str, o: ObjectState, seen: Observation) -> Fact | None:
    """Return by how much a thing is to be moved, and which way."""
    amounts = sorted(AMOUNT.finditer(text), key=lambda m: not m["n"])
    m = amounts[0] if amounts else None
    either = "aside" in text
    small = SMALL.search(text) and not re.search(r"\bover\b", text)
    if m is None and not (small or either):
        return None
    rest = AMOUNT.sub(" ", text)
    if either:
        ways = "|".join(WAYS.values())
        if changes(rest) or PART.search(rest) or re.search(rf"\b(?:{ways})\b", rest):
            return None
        way = max(SIDEWAYS, key=lambda way: room(o, way, seen))
        return moved(o, far(m) if m else AWAY, way)
    found = [way for way, words in WAYS.items() if re.search(rf"\b(?:{words})\b", rest)]
    less = re.sub("|".join(rf"\b(?:{words})\b" for words in WAYS.values()), " ", rest)
    if len(found) != 1 or changes(less) or PART.search(less):
        return None
    return moved(o, far(m) if m else AMOUNTS["a little"], found[0])


def room(o: ObjectState, way: str, seen: Observation) -> float:
    """Return how far (m) the next thing is from where a thing would come to stand."""
    at = shifted(o.position, f"{AWAY * 100:g} cm {way}") or o.position[:2]
    return min((math.dist(at, b.position[:2]) for b in seen.objects if b != o), default=1.0)


def far(m: re.Match[str]) -> float:
    """Return how far (m) an amount is."""
    if m["bit"]:
        return AMOUNTS["a little"]
    if m["own"]:
        return 0.04
    said = m["n"]
    number = FEW.get(said) or float(NUMBERS.get(said) or TENS.get(said) or said)
    if body := m["body"] or m["fingers"]:
        return max(LEAST, number * WIDTHS[body])
    metres = in_metres(number, m["unit"])
    return max(LEAST, metres) if metres >= LEAST - ABOUT else metres


def changes(text: str) -> bool:
    """Tell whether a word is left over that could change what is meant."""
    return any(m[0] not in FREE for m in CHANGES.finditer(text))
