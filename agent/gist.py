"""The gist of a goal for one thing, where neither its verb nor its sentence is one that is read.

"I was thinking that the white cup might go on the plank" names two things and, before the second,
one relation. Whatever is said around them: where nothing in it could change the meaning, such as
a "not", an "or", a number or a third thing, that is what is understood. It is a guess by the words
alone, so a goal that is understood in this way ends *unverified* at best.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agent.asides import brief
from agent.kinds import has_flat_top, is_hollow
from agent.phrases import place_name
from agent.references.words import COLORS, NOUNS, VAGUE
from agent.spatial import DIRECTIONS
from agent.types import Fact, ObjectState, Observation
from agent.wishes.courtesies import any_of
from agent.wishes.speech import RELATIONS

CHANGING = any_of(
    """not|never|no|nothing|nobody|none|neither|nor|without|except|but|apart|besides
    |instead|unless|if|otherwise|or|either|both|all|every|everything|each|any|anything|some|half
    |others?|another|rest|remaining|same|ones|pair|between|under|underneath|below|beneath|out|off
    |from|away|before|after|first|last|then|until|where|when|while|how many|whether|there is
    |there are|turn|rotate|twist|spin|tilt|flip|push|pull|nudge|swap|switch|trade|exchange|line
    |row|tower|towers|stack|stacked|pile|closer|further|bit|little|slightly|empty|clear|open|close
    |shut|pour|throw|smash|break|wash|cut|eat|drink|kick|hit|wave|say|tell|describe|count|find
    |paint|burn|drop it|fill|clean|wipe|balance|degrees|cm|centimet(?:er|re)s?|gap|touch|touching
    |than|most|give (?:me|us|it|him|her)|hand me|hand it|bring me|fetch|to me|to us
    |only|kidding|joking|joke|cancel|stop|forget|wrong|mistake
    |meant|mean|already|yesterday|tomorrow|later|seconds|minutes|hours
    |whatever|whichever|glue|nail|tie|screw|staple|tape|nearest|closest|farthest|furthest|again|undo
    |back where|them|they|those|these"""
)
CHANGES = re.compile(rf"\b(?:{CHANGING})\b|\d|n't\b")
"""Words that could change what is meant."""
ASKS = re.compile(r"^(?:is|are|was|were|does|did|do|has|have|what|which|who|whose|why|where|how)\b")
"""A question, which wants an answer and no motion."""
OPEN = re.compile(
    rf"\b(?:{'|'.join((*COLORS, *VAGUE, *(n for n in NOUNS if n != 'can')))})s?\b"
    r"|\b(?:a|the|that|this) cans?\b|\bcans\b"
)
"""Names what was not found to be one thing; "can" is a verb as well."""
TELLS = re.compile(
    r"<\d+> (?:is|was|are|were|has been|stands|sits|lies|rests)\b"
    r"(?! (?:to|supposed|needed|wanted)\b)"
    r"|<\d+>'s\b(?! (?:to|supposed|needed|wanted|left|right|side|spot|place|home|new)\b)"
    r"|\b(?:i|we|she|he|they|you|who|somebody|someone) (?:have |has |just )*(?:put|placed|moved"
    r"|dropped|took|left|saw|see|found)\b"
)
"""Says what is so, or was done."""
PASSIVE = re.compile(
    r"\b(?:be|been|being|is|gets?)(?: \w+)? (?:\w+(?:ed|en|wn|rn|ne)|sat|held|hit|stood)"
    r"(?: (?:up|on|upon|over|at|in))? by <"
)
"""What is done to a thing by another one, which is not where it goes."""
PRONOUN = re.compile(r"\b(?:it|him|her|its|he|she)\b(?!'d be| would be| is | should | has )")
ITS = re.compile(r"\b(?:its|the) (?:left|right|back|front)\b(?! of)")
"""A side of a thing that was spoken of."""
TO = "(?:over |across |back )?(?:to|towards?)"
SIDE = (
    "(?:far|back|rear|near|front|top|bottom|upper|lower)?[ -]?(?:left|right)?"
    "(?:[ -]hand)? ?(?:corner|side|edge|end)"
)
PLACE = re.compile(
    rf"\b(?:in|into|on|onto|at|along|by|{TO}) (?:the |my )?(?:very |exact )?"
    rf"(?P<where>{SIDE}|middle|center)(?: of the (?:table|desk|workspace))?\b"
)

FAR = (
    r"(?:quite |pretty |rather )?(?:well|far|way|a lot|much|a good (?:deal|bit|way)|a long way"
    r"|a fair (?:bit|way)|miles)(?: further| farther)?"
)
LITTLE = r"(?:a little bit|a little|a bit|a tiny bit|slightly|ever so slightly|a touch|a tad)"
AMOUNT = re.compile(
    rf"\b(?:(?P<lot>{FAR})|(?P<little>{LITTLE})) (?=(?:over |out |off )?(?:to (?:the )?)?"
    r"(?:left of|right of|behind|in front of)\b)"
)
ROOM = re.compile(
    r",? ?\b(?:like |and |but )?(?:with |leave |leaving )?(?:plenty of|lots of|a lot of|loads of"
    r"|a good (?:bit|deal) of|a (?:big|wide|large|good|decent|generous))"
    r" (?:room|space|gap|distance)(?: left)?(?: in)?(?: between)?"
    r"(?: (?:them|the two(?: of them)?|both))?"
)
"""How far from another thing one is to stand."""


def gist(text: str, observation: Observation) -> Fact | None:
    """Return what a goal most likely wants of the one thing that it is about, if that is plain.

    In the text, as from `reworded`, things have their names.
    """
    said = brief(re.sub(r"<(\d+)>", r"\1", text))
    said, much = measured(said)
    said = re.sub(r"\b(left|right) side (?:from|to)\b", r"\1 of", said)
    for i, name in sorted(enumerate(observation.names), key=lambda each: -len(each[1])):
        said = re.sub(rf"(?:\b(?:the|that|this|a|an|my) )?\b{re.escape(name)}\b", f"<{i}>", said)
    named = list(dict.fromkeys(map(int, re.findall(r"<(\d+)>", said))))
    around = re.sub(r"<\d+>", "", said)
    if not named or CHANGES.search(around) or ASKS.match(said) or OPEN.search(around):
        return None
    if (
        TELLS.search(said)
        or PASSIVE.search(said)
        or PRONOUN.search(said[: said.index(f"<{named[0]}>")])
    ):
        return None  # of what is so, or of something that was spoken of before
    things = [observation.objects[i] for i in named]
    if len(things) == 2:
        fact = related(said, named, things)
        return replace(fact, more=much) if fact and fact.relation in DIRECTIONS else fact
    return placed(said, things[0]) if len(things) == 1 else None


def measured(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without how far beside a thing another one goes, and that in usual words."""
    found = AMOUNT.search(text)
    if found is None:
        less = ROOM.sub("", text)
        return less, ("a lot",) if less != text else ()
    less = ROOM.sub("", AMOUNT.sub("", text))
    return less, ("a lot",) if found["lot"] else ("a little",)


def related(said: str, named: list[int], things: list[ObjectState]) -> Fact | None:
    """Return the one relation that is told of two things, if there is but one."""
    found = []
    for i, b in zip(named, things, strict=True):
        before = [m.start() for m in re.finditer(rf"<{i}>", said)]
        for relation, words in (*RELATIONS, ("at", TO)):
            if any(re.search(rf"\b(?<!ed )(?<!en )(?:{words}) $", said[:at]) for at in before):
                found.append((relation, b))
                break
    if len(found) != 1 or PLACE.search(said) or ITS.search(said):
        return None
    relation, b = found[0]
    a = things[0] if things[1] is b else things[1]
    if relation in ("in", "on", "at"):
        if is_hollow(b):
            relation = "in"
        elif relation == "at":
            relation = "near"
        elif relation == "in" or not has_flat_top(b):
            return None
    return Fact(relation, a.name, b.name)


def placed(said: str, a: ObjectState) -> Fact | None:
    """Return the one place that is told of a thing, if there is but one."""
    places = list(PLACE.finditer(said))
    if len(places) != 1:
        return None
    name = place_name(re.sub("end$", "side", places[0]["where"]))
    return Fact("at", a.name, name) if name else None
