"""Places that are to be free, in whatever sentence: "no cube may stay by the near edge".

`agent.wishes.clearing` goes by the form of a wish; this goes by the one place that a text names,
and by few words that tell that things leave it. What is read so ends *unverified* at best.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.kinds import ROOMY
from agent.marks import Sets, Word, marked
from agent.mentions import mentions
from agent.references.words import COLORS, NOUNS, VAGUE
from agent.rewording import reworded
from agent.sides import cornered, directed
from agent.spatial import FIXED, place_of
from agent.types import ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.clearing import Cleared, around
from agent.wishes.courtesies import any_of
from agent.wishes.speech import ANY_RELATION

THING = "|".join((*NOUNS, *VAGUE))
NONE_OF = re.compile(rf"\b(?:no|not one|not a single|not any) (?:single )?(?P<noun>{THING})s?\b")
HINT = re.compile(
    r"\b(?:no|nothing|not|neither|away|off|out|leave|vacate|clear|cleared|empty|free|bare|vacant|room"
    r"|space|elsewhere|somewhere|someplace|gone|rid|anywhere|unoccupied|uncluttered|clean|emptied)\b"
    r"|n't\b"
)
"""Words of which such a wish has one."""
HERE = "@"
"""Stands for the place in a text."""
TO = re.compile(r"(?:to|towards?|for|into|onto|up|closer|nearer|near|by|further|back|as|far)\b")
"""Begins where things go, and not where they are."""
PUT = "get|take|move|clear|shift|keep|remove|bring|sweep|want|need|have"
LEAVE = any_of("away from|off of|off|out of|leave|vacate|quit|clear of|gone from|anywhere but")
GONE = any_of(
    "away|off|elsewhere|somewhere else|someplace else|gone|from there|out of there|off it"
)
BE = any_of("be|stay|stand|lie|remain|sit|be left|go|live|belong|be standing|be lying|be found")
MUST = any_of("may|must|should|can|shall|could|is to|are to|has to|have to|is allowed to|ought to")
NOR = any_of(
    rf"""(?:has|have) (?:any|no) business|belongs?|(?:{MUST}) (?:{BE})|(?:is|are) allowed
    |(?:is|are) welcome|(?:{MUST})(?:n't| not|not) (?:{BE})|(?:does|do)(?:n't| not) belong
    |(?:is|are)(?:n't| not) (?:allowed|supposed to be|to be|wanted|welcome|meant to be)"""
)
THINGS = r"(?:<> (?:(?:and|or|nor) )?)+"
NAMED = tuple(
    re.compile(form)
    for form in (
        rf"<>[^.;:!?,@]{{0,30}}\b(?:{LEAVE}) @",
        rf"@.*\b(?:{PUT}) (?:[a-z]+ )?{THINGS}(?:{GONE})\b",
        rf"\b(?:no|neither) {THINGS}(?:{NOR}) (?:[a-z]+ ){{0,2}}@",
        rf"^no {THINGS}@$",
        rf"(?<!no )(?<!neither ){THINGS}(?:has no business|[a-z]+(?:n't| not)(?: [a-z]+){{1,4}}) @",
        r"@.*\b(?:free|clear|empty|bare) (?:of )?(?:all )?<>",
    )
)
"""What tells that what is named leaves a place."""
MANY = any_of(
    r"""everything|anything|nothing|whatever|things|stuff|junk|clutter|objects|all (?:of it|that)
    |what(?:'s| is| stands| lies| sits)|it all"""
)
FREED = any_of(
    """emptying|clearing|clear|cleared|empty|emptied|free|freed|vacant|bare|unoccupied|uncluttered
    |tidied"""
)
WHOLE = tuple(
    re.compile(form)
    for form in (
        r"\b(?:clear|empty|free|vacate|clean)(?: up| out| off)? @",
        rf"@ (?:[a-z]+ ){{0,5}}(?:{FREED})\b",
        r"\b(?:make|need|want|some|more|enough|like|have)"
        r"(?: a bit of| some| more| enough| free| empty)* (?:room|space) (?:[a-z]+ )?@",
        r"\bnothing(?:'s)? [^.;:!?,]{0,25}@",
        rf"@.*\bnothing (?:{MUST}) (?:{BE})(?: there| on it| in it)?(?=[,.;!]|$)",
        rf"\b(?:{MANY})\b[^.;:!?,]{{0,25}} (?:{LEAVE}) @",
        rf"\b(?:{MANY})\b[^.;:!?,]{{0,20}} @[^.;:!?]{{0,25}}\b(?:{GONE})\b",
        rf"\b(?:{MANY})\b[^.;:!?]{{0,25}} @.*\brid of (?:it|them|that|those)\b",
    )
)
"""What tells that all there is leaves a place."""
OTHERWISE = re.compile(
    r"\b(?:if|unless|until|or|then|except|but|half|each|swap|turn|rotate|stack|tower|line|row"
    r"|one by one|closer|further|between|instead|only|just|count|how many|first|who|whoever)\b"
    rf"|\b(?:{ANY_RELATION}) <\d+>|\b(?:into|onto)\b"
)
"""Words that tell another wish."""


@dataclass(frozen=True)
class Said:
    """A text in which things are numbers, and the place of which it speaks."""

    text: str
    sets: Sets
    rest: str
    place: str


def freed(text: str, scene: Scene) -> Reading | None:
    """Read that things leave a place, where something that is meant is there."""
    said = spoken(text, scene)
    if said is None:
        return None
    members = meant(said, scene)
    places = around(said.place)
    at = [o for o in members if place_of(*o.position[:2], scene.workspace) in places]
    if not at:
        return None
    wish = Cleared(tuple(o.name for o in members), places)
    return Reading(complete=True, wishes=(wish,), restated=True)


def spoken(text: str, scene: Scene) -> Said | None:
    """Return a text with the one place of which it speaks; None if there is none, or several."""
    if not HINT.search(text) or OTHERWISE.search(text):
        return None
    plain = reworded(text, scene.observation)
    if none_of := NONE_OF.search(plain):
        plain = NONE_OF.sub(f"no all {none_of['noun']}s", plain, count=1)
    told = mentions(plain, scene.observation, scene.workspace, sets=True)
    marks, sets = marked(plain, scene.observation, [m for m in told if not where(m[0])])
    words = list(cornered(sorted(directed(marks), key=lambda w: w.start), marks))
    if len({w.place for w in words}) != 1 or OTHERWISE.search(marks):
        return None
    if any(TO.match(marks[w.start : w.end]) for w in words):
        return None
    return Said(marks, sets, without(marks, words), words[0].place)


def where(phrase: str) -> bool:
    """Tell whether a description is one by a place, which is then not what is to be free."""
    return bool(re.search(r"\b(?:side|edge|corner|left|right|front|back|middle)\b", phrase))


def without(text: str, words: list[Word]) -> str:
    """Return a text with a sign in the place of each place that it names, and of each thing."""
    for w in reversed(words):
        text = f"{text[: w.start]}{HERE}{text[w.end :]}"
    text = re.sub(r"\b(?:the|my|on|in|at|of|all|both|that|this) (?=@|<)", "", text)
    return re.sub(r"<\d+>", "<>", text)


def meant(said: Said, scene: Scene) -> tuple[ObjectState, ...]:
    """Return the things that are to leave; none where that is not what is said."""
    if re.search(rf"\b(?:{'|'.join(COLORS)})\b", said.rest):
        return ()
    if numbers := [int(n) for n in re.findall(r"<(\d+)>", said.text)]:
        found = scene.states([name for n in numbers for name in said.sets[n]])
        sure = any(form.search(said.rest) for form in NAMED)
        return found if sure and not {o.kind for o in found} & ROOMY else ()
    loose = tuple(o for o in scene.observation.objects if o.kind not in FIXED)
    return loose if any(form.search(said.rest) for form in WHOLE) else ()
