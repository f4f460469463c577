"""Things that go to a side or a corner, in whatever sentence: the gist of wishes about places.

"Mind my coffee, so the red one further back, please, and both cups over on my right" names
things, and behind or before them one direction each. As with `agent.gist`, nothing may be said
that could change the meaning; what is understood so ends *unverified* at best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.gist import ASKS, IDLE_WORDS, OPEN, TELLS, TO
from agent.kinds import has_flat_top, is_hollow
from agent.mentions import Mention, mentions
from agent.references.words import COLORS, NUMBERS
from agent.robot import Workspace
from agent.spatial import FIXED, PLACES, circular, place_point
from agent.types import Fact, Observation
from agent.wishes.courtesies import any_of
from agent.wishes.speech import ANY_RELATION, RELATIONS

ME = any_of(
    """me|us|myself|the person|my (?:chair|seat|belly|tummy|body|chest|side|end|edge|lap
    |place|elbow|feet|stomach)|where i(?:'m| am)? (?:sit|sitting|stand|standing|can reach)
    |the (?:person|user|front)"""
)
YOU = any_of(
    """you|yourself|the robot(?:'s)?|the arm(?:'s)?|your (?:side|base|end|edge|feet|foot|body)
    |the (?:back|rear|far)"""
)
BY = any_of(
    """in front of|before|by|beside|next to|near to|nearer to|nearest to|near|nearer|nearest
    |close to|closer to|close by|towards|toward|right up to|up to|at|on|against|along"""
)
PART = (
    "(?:side|edge|end|part|half|flank|border|rim|margin|row|third|section|area|zone|arm|hand|elbow"
    "|shoulder)"
)
ON = (
    r"(?:(?:in (?:the )?direction of|in|into|on|onto|to|at|along|by|near|towards?|against|over|for)"
    r" )?"
)
THE = r"(?:(?:the|my|our|your|its|their|his|her|that|this) )?"
NOT_RIGHT = any_of(
    """now|away|there|here|in|into|on|onto|at|by|up|over|next|behind|where|after|beside|beneath
    |before|back|so|you|then|then|color|one|place|spot|way|order|amount|time|angle|angles|answer"""
)
SIDES: tuple[tuple[str, str], ...] = (
    (
        "left",
        rf"{ON}{THE}(?:(?:far|extreme|very|outer) )?(?<!i )(?<!we )(?<!is )(?<!be )left(?:wards?)?"
        rf"(?:[ -]?hand)?(?:[ -]most)?(?: {PART})?"
        r"(?! (?:alone|over|behind|where|out|the|to be))",
    ),
    (
        "right",
        rf"{ON}{THE}(?:(?:far|extreme|very|outer) )?(?<!all )(?<!that's )(?<!is )right(?:wards?)?"
        rf"(?:[ -]?hand)?(?:[ -]most)?(?: {PART})?(?! (?:{NOT_RIGHT})\b)",
    ),
    (
        "bottom",
        rf"(?:(?:right|just|straight|down|over|up) )*(?:{BY}) (?:{ME})(?: {PART})?\b"
        rf"|{ON}{THE}(?:near|nearer|nearest|close|closer|closest|front|bottom|lower) {PART}"
        r"|(?:with)?in (?:easy )?(?:my )?(?:arm's )?reach(?: of me)?"
        r"|(?:to|at|in|towards?|up|on) the (?:very )?(?:front|bottom)\b(?! of)"
        r"|(?:clos|near)er(?= *(?:[,.;:!?]|$| please| for| if| so))",
    ),
    (
        "top",
        r"(?:as )?(?:far|further|farther|well|right|all the way|way)? ?(?:away|off) from"
        rf" (?:{ME})(?: as (?:you can|possible|it (?:will|can) go))?"
        rf"|(?:(?:right|just|straight|over|up) )*(?:{BY}) (?:{YOU})(?: {PART})?\b"
        rf"|{ON}{THE}(?:far|farther|further|back|rear|top|upper|opposite) {PART}"
        r"|(?:to|at|in|towards?|up|on|against) the (?:very )?(?:back|rear|top)\b(?! of)"
        r"|out of (?:my|our) reach|as far (?:away|off|back) as (?:you can|possible)(?: reach)?"
        r"|further (?:back|away|off)|farther (?:back|away|off)|far (?:away|off)",
    ),
    ("middle", rf"{ON}{THE}(?:(?:dead|bang|exact|very|right) )*(?:middle|center|centre)\b"),
)
CORNER = (
    r"(?P<row>top|bottom|upper|lower|back|front|rear|(?:far|near)(?=[ -]\w+(?: hand)? corner))"
    r"[ -](?P<side>left|right)"
)
ROWS = {"upper": "top", "back": "top", "far": "top", "rear": "top", "lower": "bottom",
        "front": "bottom", "near": "bottom"}  # fmt: skip
CHANGING = any_of(
    r"""not|never|no|nothing|nobody|none|neither|nor|without|except|but|apart|besides|instead
    |unless|if|otherwise|or|either|each|any|some|half|others?|another|the rest|remaining|same|ones
    |between|under|underneath|below|beneath|after|first|last|then|until|when|while|how many|whether
    |turn|rotate|twist|spin|tilt|flip|swap|switch|trade|exchange|line|tower|towers|stack|stacked
    |pile|bit|little|slightly|empty|clear|open|close(?! to)|shut|pour|throw|drink|eat|kick|hit|say
    |tell|count|fill|clean|wipe|balance|degrees|cm|centimet(?:er|re)s?|inch|inches|mm|gap|touch
    |touching|than|most|give|hand|only|kidding|joking|cancel|stop|forget|wrong|mistake|meant|mean
    |already|again|undo|on top|onto|into|inside|beside|next to|in front of|behind|in|there is
    |there are|two|three|four|five|second|third|nudge|budge|shift|scoot|inch|smidge|tad|hair|notch
    |save|bar|its|his|vice versa|reverse|reversed|mixed|space|room|hold|holding
    |before|everything|everyone|anything|all(?! the way| right)|hmm?|nope|wait|stuff|only
    |middle|center|corners?|edges?|left|right|of"""
)
CHANGES = re.compile(rf"\b(?:{CHANGING})\b|\d|n't\b")
TARGET = re.compile(
    r"(?:\b(?:on|onto|in|into|upon|over|inside|with|beside|near|by|behind|under|against|to|from|of|as"
    r"|than|like|save|bar|for|at)|->|=)\s*$"
)
"""Words before a thing to which another one goes."""
AND = re.compile(r"^[\s,;]*(?:(?:and|&|plus|also|as well as|together with) ?)*$")
COLORS_LEFT = re.compile(rf"\b(?:{'|'.join(COLORS)})s\b")
LINKS = re.compile(r"^[\s,]*(?:(?:and|on|at|to|the|in|side|part|of|,|a bit|over|down|up|also) ?)*$")
OF_TABLE = re.compile(
    r",? (?:on|of|in|at|from) (?:the |this |our )?(?:table|desk|workspace|board|surface|tabletop)\b"
)
VIEW = re.compile(
    r",?(?: as)?(?: seen)? (?:from where i(?:'m| am)? (?:sit|sitting|stand|standing)"
    r"|from my (?:point of view|view|perspective|side|seat)|as i (?:see|look at) it|for me)\b"
)

ITS = re.compile(
    r"\b(?:to|on|at) its (left|right|back|front)(?: side)?\b|\b(left|right) of it\b"
    r"|\b(?:to|on|at) the (left|right)(?: side)? of it\b|\b(in front of|behind) it\b"
)
BESIDE = {
    "left": "left of",
    "right": "right of",
    "back": "behind",
    "front": "in front of",
    "in front of": "in front of",
    "behind": "behind",
}
ANY = "any corner"
ANYWHERE = re.compile(
    r"\b(?:in|into|to|off to|at) (?:some|any|a|one|whichever) corner(?: or other| of the table"
    r"|,? (?:you (?:like|choose|want|fancy)|any will do))?\b"
)
SOURCE = re.compile(
    r"\b(?:out of|away from|off|from) (?:the|its|that|this)"
    r" (?:(?:top|bottom|far|near|back|front) )?(?:(?:left|right)(?:[ -]hand)? )?"
    r"(?:middle|center|corner|side|edge|way)\b"
)
"""Where a thing comes from."""
REASON = re.compile(
    r"(<\d+>) (?:is|was|are|were|has been|stands|sits|lies|'s)\b[^,.;:!?<]*?(?=[,.;:!?]|\bso\b)"
    r"|\b(?:i|we|she|he|they) (?:can't|cannot|can not|could not|couldn't) [^,.;:!?<]*"
    r"(<\d+>)?[^,.;:!?<]*(?=[,.;:!?])"
)
"""Why a thing has to move, before it is said where it goes."""


@dataclass(frozen=True)
class Word:
    """A thing or a direction, and where it stands in the text."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    place: str = ""
    relation: str = "at"


def drift(text: str, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
    """Return which things go to which places, if a text tells nothing else; else nothing.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
        workspace: where the named places are.
    """
    said = SOURCE.sub("", VIEW.sub("", OF_TABLE.sub("", IDLE_WORDS.sub("", text))))
    said = re.sub(r"\b(?:off |over )?to one side\b|\bto the side(?=,)", "", said)
    if ASKS.match(said):
        return ()
    told = mentions(said, observation, workspace, sets=True)
    # "The block over here, to my side" may be no description, but where the block shall go.
    tries = (told, [m for m in told if "," in m[1]]) if told else (told,)
    return next(filter(None, (read(said, observation, workspace, m) for m in tries)), ())


def read(
    text: str, observation: Observation, workspace: Workspace, told: Sequence[Mention]
) -> tuple[Fact, ...]:
    """Read a text of which some descriptions are told."""
    said, sets = marked(text, observation, told)
    said = REASON.sub(r"\1\2", said)
    if TELLS.search(re.sub(r"<\d+>", "<0>", said)):
        return ()
    said = anchored(said)
    goals = list(targeted(said, sets, observation))
    taken = {i for w in goals for i in range(w.start, w.end)}
    others = [w for w in (*named(said, sets), *directed(said)) if not taken & {w.start, w.end - 1}]
    words = sorted((*others, *goals), key=lambda w: w.start)
    words = list(cornered(words, said))
    rest = said
    for w in reversed(words):
        rest = rest[: w.start] + " " * (w.end - w.start) + rest[w.end :]
    if CHANGES.search(rest) or OPEN.search(rest) or COLORS_LEFT.search(rest):
        return ()
    facts = paired(words) if together(words, said) else ()
    facts = tuple(replace(f, target=cornerwards(f, observation, workspace)) for f in facts)
    subjects = [f.subject for f in facts]
    if any(nonsense(f, observation) for f in facts) or circular(facts):
        return ()
    return facts if len(set(subjects)) == len(subjects) else ()


def nonsense(f: Fact, seen: Observation) -> bool:
    """Tell whether a fact is about one thing twice, or about a bowl in a bowl."""
    a, b = seen.find(f.subject), seen.find(f.target)
    both = a is not None and b is not None and is_hollow(a) and is_hollow(b)
    return f.subject == f.target or (both and f.relation == "in")


def marked(
    text: str, observation: Observation, mentioned: Sequence[Mention]
) -> tuple[str, list[tuple[str, ...]]]:
    """Return a text in which things are numbers, and what each number means."""
    sets: list[tuple[str, ...]] = []

    def mark(what: str, names: tuple[str, ...], times: int = 0) -> None:
        nonlocal text
        marked, found = re.subn(what, f"<{len(sets)}>", text, count=times)
        if found:
            text = marked
            sets.append(names)

    the = r"(?:\b(?:all (?:of )?)?(?:the|that|this|those|these|my|a|an) )?"
    roomy = {o.name for o in observation.objects if o.kind in ("bowl", "tray")}
    for phrase, told in mentioned:
        all_of = tuple(told.split(", "))
        # "The hot ones" are hardly a bowl, where anything smaller is hot.
        names = tuple(n for n in all_of if n not in roomy) or all_of
        mark(rf"{the}\b{re.escape(phrase)}\b", names, 1)
    for name in sorted(observation.names, key=len, reverse=True):
        mark(rf"{the}\b{re.escape(name)}\b(?!s)", (name,))
    loose = [o for o in observation.objects if o.kind not in (*FIXED, "bowl", "tray")]
    for color in COLORS:
        of = tuple(o.name for o in loose if o.color == color.replace("grey", "gray"))
        plural = "(?: (?:ones|blocks|cubes|bricks|things)|s)" + (
            "" if len(of) > 1 else "?|(?: one)"
        )
        plural = f"(?:{plural})"
        if of:
            mark(rf"{the}\b{color}{plural}\b(?! \w*(?:bowl|dish))", of)
    blocks = tuple(o.name for o in loose if o.kind == "block")
    if len(blocks) > 1:
        number = next((w for w, n in NUMBERS.items() if n == len(blocks)), "all")
        several = rf"(?:(?:all|both|every|each|{number}|of|the|these|those|my|whole|lot) )*"
        mark(rf"\b{several}(?:(?<=every )(?:block|cube|brick)|blocks|cubes|bricks)\b", blocks)
    return text, sets


def anchored(text: str) -> str:
    """Return a text with "left of <0>" for "on its left", and for "on the left" beside that.

    What "it" is has stood behind such a relation before, or was named first.
    """
    around = re.search(r"\b(?:left|right) of <(\d+)>|\b(?:in front of|behind) <(\d+)>", text)
    its = ITS.search(text)
    first = re.search(r"<(\d+)>", text)
    if first is None or not (around or its):
        return text
    if around:
        anchor = around[1] or around[2]
    else:
        anchor = first[1]
        text = text[: first.start()] + text[first.end() :]
    text = ITS.sub(lambda m: f"{BESIDE[next(filter(None, m.groups()))]} <{anchor}>", text)
    sides = r"\b(?:to|on|at) (?:the|its) (left|right)(?: side)?\b(?! (?:of|corner|side|edge|end))"
    return re.sub(sides, lambda m: f"{m[1]} of <{anchor}>", text)


def named(text: str, sets: list[tuple[str, ...]]) -> Iterator[Word]:
    """Yield the things of a text."""
    for m in re.finditer(r"<(\d+)>", text):
        yield Word(m.start(), m.end(), sets[int(m[1])])


def directed(text: str) -> Iterator[Word]:
    """Yield the sides and the middle of which a text speaks, but for "left of" something."""
    taken: list[tuple[int, int]] = []

    def free(m: re.Match[str]) -> bool:
        return all(m.end() <= a or m.start() >= b for a, b in taken)

    corner = re.compile(rf"{ON}{THE}{CORNER}(?: (?:hand )?(?:corner|side|edge|end))?\b(?! of <)")
    for m in corner.finditer(text):
        row = ROWS.get(m["row"], m["row"])
        taken.append(m.span())
        yield Word(*m.span(), place=f"{row} {m['side']} corner")
    for m in re.finditer(ANYWHERE, text):
        taken.append(m.span())
        yield Word(*m.span(), place=ANY)
    for side, pattern in (SIDES[2], SIDES[3], SIDES[4], SIDES[0], SIDES[1]):
        for m in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w<-])(?! of (?:<|it))", text):
            if m[0].strip() and free(m):
                taken.append(m.span())
                yield Word(*m.span(), place=side if side == "middle" else f"{side} side")


def targeted(text: str, sets: list[tuple[str, ...]], seen: Observation) -> Iterator[Word]:
    """Yield what things go to, with the relation: "in the white bowl"."""
    # "Orange block, blue bowl": what follows at once, and is open at the top, is where it goes.
    goes = rf"(?<![\w-])(?<!ed )(?<!up )(?:(?:{ANY_RELATION}|{TO}) )<(\d+)>"
    goes += r"|(?<=>) ?(?:,|:|->|=>) ?<(\d+)>"
    for m in re.finditer(goes, text):
        names = sets[int(m[1] or m[2])]
        b = seen.find(names[0]) if len(names) == 1 else None
        words = m[0].rpartition(" ")[0]
        if m[2]:
            before = sets[int(re.findall(r"<(\d+)>", text[: m.start()])[-1])]
            first = seen.find(before[0])
            if b is not None and is_hollow(b) and first is not None and not is_hollow(first):
                yield Word(*m.span(), place=b.name, relation="in")
            continue
        found = (r for r, ways in (*RELATIONS, ("at", TO)) if re.fullmatch(ways, words))
        relation = next(found, "at")
        if b is None:
            continue
        if relation in ("in", "on", "at"):
            relation = "in" if is_hollow(b) else "" if relation != "on" else "on"
        if relation and (relation != "on" or has_flat_top(b)):
            yield Word(*m.span(), place=b.name, relation=relation)


def cornered(words: list[Word], text: str) -> Iterator[Word]:
    """Yield the words, of which two that tell a row and a side are one corner."""
    i = 0
    while i < len(words):
        w, after = words[i], words[i + 1] if i + 1 < len(words) else None
        both = after is not None and w.relation == after.relation == "at"
        if w.place and after is not None and after.place and both:
            if after.place == w.place and "<" not in text[w.end : after.start]:
                words[i + 1] = Word(w.start, after.end, place=w.place)
                i += 1
                continue
            ends = {w.place.removesuffix(" side"), after.place.removesuffix(" side")}
            row, side = ends & {"top", "bottom"}, ends & {"left", "right"}
            between = LINKS.match(text[w.end : after.start])
            tail = re.match(r" corner\b", text[after.end :])
            if between and len(row) == 1 and len(side) == 1:
                end = after.end + (tail.end() if tail else 0)
                yield Word(w.start, end, place=f"{row.pop()} {side.pop()} corner")
                i += 2
                continue
        yield w
        i += 1


def cornerwards(f: Fact, seen: Observation, workspace: Workspace) -> str:
    """Return where a thing goes: for any corner, the nearest one."""
    o = seen.find(f.subject)
    if f.target != ANY or o is None:
        return f.target
    corners = [place for place in PLACES if place.endswith("corner")]
    at = {place: place_point(place, workspace) for place in corners}
    return min(corners, key=lambda place: math.dist(at[place], o.position[:2]))


def together(words: list[Word], text: str) -> bool:
    """Tell whether no thing is one to which another goes, and those in a row are told as one."""
    for i, w in enumerate(words):
        before = text[words[i - 1].end if i else 0 : w.start]
        if w.place:
            continue
        if TARGET.search(before) or (i and not words[i - 1].place and not AND.match(before)):
            return False
    return True


def paired(words: list[Word]) -> tuple[Fact, ...]:
    """Return each thing with its place, where things and places take turns."""
    runs: list[list[Word]] = []
    for w in words:
        if runs and bool(runs[-1][0].place) == bool(w.place):
            runs[-1].append(w)
        else:
            runs.append([w])
    if len(runs) < 2 or len(runs) % 2 or any(r[0].place and len(r) > 1 for r in runs):
        return ()
    facts: list[Fact] = []
    for a, b in zip(runs[::2], runs[1::2], strict=True):
        things, where = (b, a) if a[0].place else (a, b)
        relation, place = where[0].relation, where[0].place
        facts += [Fact(relation, name, place) for w in things for name in w.names]
    return tuple(facts)
