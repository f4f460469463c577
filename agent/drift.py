"""Things that go to a side or a corner, in whatever sentence: the gist of wishes about places.

"Mind my coffee, so the red one further back, please, and both cups over on my right" names
things, and behind or before them one direction each. As with `agent.gist`, nothing may be said
that could change the meaning; what is understood so ends *unverified* at best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.aloof import aloof
from agent.asides import brief
from agent.gist import ASKS, OPEN, PASSIVE, TELLS, TO
from agent.kinds import ROOMY, has_flat_top, is_hollow
from agent.marks import Sets, Word, blanked, marked, named, reasoned
from agent.mentions import Mention, mentions
from agent.midst import midst
from agent.references.words import COLORS
from agent.robot import Workspace
from agent.sides import anchored, cornered, cornerwards, directed
from agent.spatial import circular
from agent.types import Fact, Observation
from agent.unmoved import the_others, unmoved
from agent.wishes.courtesies import any_of
from agent.wishes.speech import ANY_RELATION, RELATIONS

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
    |save|bar|its|his|(?<!as a )pair(?! up)|glue|nail|tie|screw|staple|tape
    |join|vice versa|reverse|reversed|mixed|space|room|hold|holding
    |before|everything|everyone|anything|all(?! the way| right)|hmm?|nope|wait|stuff|only
    |middle|center|corners?|edges?|left|right|of"""
)
CHANGES = re.compile(rf"\b(?:{CHANGING})\b|\d|n't\b")
TARGET = re.compile(
    r"(?:\b(?:on|onto|in|into|upon|over|inside|beside|near|by|behind|under|against|to|from|of|as"
    r"|than|(?<!'d )(?<!would )(?<!i )(?<!we )like|save|bar|for|at)|->|=)\s*$"
)
"""Words before a thing to which another one goes."""
FOR = re.compile(
    r"^[\s,:]*(?:(?:is|would be|looks) )?(?:(?:just|reserved|meant|kept|good|perfect|best|right"
    r"|the (?:place|spot)) )*for\s*$"
)
"""Between a place and what goes there."""
AND = re.compile(r"^[\s,;]*(?:(?:and|&|plus|also|as well as|together with) ?)*$")
COLORS_LEFT = re.compile(rf"\b(?:{'|'.join(COLORS)})s\b")
OF_TABLE = re.compile(
    r",? (?:on|of|in|at|from) (?:the |this |our )?(?:table|desk|workspace|board|surface|tabletop)\b"
)
VIEW = re.compile(
    r",?(?: as)?(?: seen)? (?:from where i(?:'m| am)? (?:sit|sitting|stand|standing)"
    r"|from my (?:point of view|view|perspective|side|seat)|as i (?:see|look at) it|for me)\b"
)

SOURCE = re.compile(
    r"\b(?:out of|away from|off|from) (?:the|its|that|this)"
    r" (?:(?:top|bottom|far|near|back|front) )?(?:(?:left|right)(?:[ -]hand)? )?"
    r"(?:middle|center|corner|side|edge|way)\b"
)
"""Where a thing comes from."""


SORRY = (
    r"(?:no|nope|wait|hmm?|sorry|actually|oops|er|or rather|hang on|hold on|scratch that|i mean)"
)
EXCHANGED = re.compile(
    rf"[,.;:!? -]*\b{SORRY}\b(?:[,.;:!? -]|\b(?:{SORRY}|no|make (?:that|it)|do (?:that|it)|it's|i"
    r" meant?|should be|just|rather|better)\b)*"
    r"(?:(?:exactly )?(?:the )?(?:other|opposite) way (?:round|around|about)|(?:the )?(?:opposite"
    r"|reverse)|vice versa|(?:swap|reverse|switch) (?:those|them|that|these)(?: two)?)"
    r"(?:[.! ]|please)*$"
)
"""Takes back which of two things goes where."""
ALL_THE = re.compile(
    rf"\ball (?:of )?(?:the|those|these|my) (?!(?:{'|'.join(COLORS)})\b)[a-z]+ (?=<\d)"
)
"""Before several things, with a word that is no color: "all the toy cubes"."""
ONLY = re.compile(r"^only (?=<\d)|(?<=[.;!] )only (?=<\d)")
"""Before what a wish is about, as no other thing would be moved anyway."""
BEGINS = re.compile(r"^(?:(?:hm+|um+|uh+|er+m?|well|oh|ah|so|right|ok|okay)[,.! ]+)+")
INTO = re.compile(r"(?<=[a-z>] )(?:(?:straight|right) )?in(?= *(?:[,.;!?]|$| please\b| too\b))")
"""In the one thing that others go in."""
EITHER_WAY = re.compile(
    r",? or (?:the )?other way (?:round|around|about)\b[^,.;!?]*(?:,? (?:i (?:don't|do not) (?:mind"
    r"|care)|as you (?:like|please)|whichever you (?:like|prefer)))?"
)


def drift(text: str, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
    """Return which things go to which places, if a text tells nothing else; else nothing.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
        workspace: where the named places are.
    """
    if fact := aloof(text, observation, workspace) or midst(text, observation):
        return (fact,)
    if m := EXCHANGED.search(text):
        return exchanged(drift(text[: m.start()], observation, workspace))
    text = EITHER_WAY.sub("", BEGINS.sub("", text))
    wide = [o.name for o in observation.objects if o.kind in ROOMY]
    text = INTO.sub(lambda m: f"in the {wide[0]}", text) if len(wide) == 1 else text
    said = SOURCE.sub("", VIEW.sub("", OF_TABLE.sub("", brief(text))))
    said = re.sub(r"\b(?:off |over )?to one side\b|\bto the side(?=,)", "", said)
    said = re.sub(r"\bas (?:close|near|far) as (?:you can|possible)(?: get)?(?= to\b)", "", said)
    if ASKS.match(said):
        return ()
    said, still = unmoved(said, observation, workspace)
    said = the_others(said, still, observation, workspace) or said
    told = mentions(said, observation, workspace, sets=True)
    # "The block over here, to my side" may be no description, but where the block shall go.
    tries = (told, [m for m in told if "," in m[1]]) if told else (told,)
    found = next(filter(None, (read(said, observation, workspace, m, still) for m in tries)), ())
    return () if still & {f.subject for f in found} else found


def exchanged(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of two things with each going where the other one would."""
    if len(facts) != 2:
        return ()
    a, b = facts
    return replace(b, subject=a.subject), replace(a, subject=b.subject)


def read(
    text: str,
    observation: Observation,
    workspace: Workspace,
    told: Sequence[Mention],
    still: frozenset[str],
) -> tuple[Fact, ...]:
    """Read a text of which some descriptions are told, and what of several things stays."""
    said, sets = marked(text, observation, told)
    sets = [tuple(n for n in names if n not in still) or names for names in sets]
    said = reasoned(ALL_THE.sub("", ONLY.sub("", said)))
    if TELLS.search(said) or PASSIVE.search(said):
        return ()
    said = anchored(re.sub(r"\b(?:closer|nearer) to (?=<)", "near ", said))
    goals = list(targeted(said, sets, observation))
    taken = {i for w in goals for i in range(w.start, w.end)}
    others = [w for w in (*named(said, sets), *directed(said)) if not taken & {w.start, w.end - 1}]
    words = sorted((*others, *goals), key=lambda w: w.start)
    words = list(cornered(words, said))
    rest = blanked(said, words)
    if CHANGES.search(rest) or OPEN.search(rest) or COLORS_LEFT.search(rest):
        return ()
    facts = paired(words) if together(words, said) else ()
    facts = tuple(replace(f, target=cornerwards(f, observation, workspace)) for f in facts)
    subjects = [f.subject for f in facts]
    ends = {f.target for f in facts}
    if ends >= {"top side", "bottom side", "middle"} and not re.search(r"\b(?:side|edge)\b", said):
        return ()  # "green at the bottom, red at the top" is rather told of a tower
    if any(nonsense(f, observation) for f in facts) or circular(facts):
        return ()
    return facts if len(set(subjects)) == len(subjects) else ()


def nonsense(f: Fact, seen: Observation) -> bool:
    """Tell whether a fact is about one thing twice, or about a bowl in a bowl."""
    a, b = seen.find(f.subject), seen.find(f.target)
    both = a is not None and b is not None and is_hollow(a) and is_hollow(b)
    return f.subject == f.target or (both and f.relation == "in")


def targeted(text: str, sets: Sets, seen: Observation) -> Iterator[Word]:
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


def together(words: list[Word], text: str) -> bool:
    """Tell whether no thing is one to which another goes, and those in a row are told as one."""
    for i, w in enumerate(words):
        before = text[words[i - 1].end if i else 0 : w.start]
        if w.place:
            continue
        if i and words[i - 1].place and FOR.match(before):
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
