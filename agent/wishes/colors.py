"""Things sorted by colour: each in the bowl, or on the box, of its own colour or another one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from agent.kinds import can_stand_on, is_hollow
from agent.references.words import NOUNS
from agent.types import Fact, ObjectState
from agent.wishes.base import EitherOf, Reading, Scene, Wish
from agent.wishes.speech import MAKE, bare

SIZE = "(?:(?:big|small|bigg|small|larg)(?:er|est)? |large )?"
B = rf"(?P<b>{SIZE}(?:{'|'.join(NOUNS)})(?:s|es)?)"
REL = "(?:into|in|inside|onto|on top of|on|over|to)"
WITH = "(?:of|with|in|having|(?:that|which) (?:has|have|is|are)|that's)"
THAT = "(?:it|they|them|itself|themselves|theirs|its own|their own|the (?:block|box|cube)(?:s|es)?)"
SAME = (
    "(?:the same|(?:the )?(?:matching|matched|corresponding)|(?:its|their)(?: own)?(?: matching)?)"
)
OTHER = (
    "(?:a different|another|an other|(?:the )?(?:mismatched|mismatching|non-?matching|unmatched))"
)
THAT_IS = "(?:that|which) (?:match|matches|share|shares|fit|fits)"
THEIRS = "(?:its|their)(?: own)? colors?"
TO_SAME = (
    rf"(?:the |a |any )?{B} {WITH} {SAME} colors?(?: as {THAT})?",
    rf"(?:the |their |its )(?:own )?(?:matching|matched|corresponding)(?:[ -]colored| color)? {B}",
    rf"(?:the |a )?{B} {THAT_IS} {THEIRS}",
    rf"(?:the |a )?{B} whose colors? (?:match|matches|is the same|are the same)"
    rf"(?: {THAT}| as {THAT})?",
    rf"(?:the |their )?{B},? (?:by|according to|matching) (?:the |their |its )?colors?",
    rf"(?:the |their |its )?same[ -]colored {B}",
)
TO_OTHER = (
    rf"(?:the |a |any )?{B} {WITH} {OTHER} colors?(?: (?:than|from) {THAT})?",
    rf"(?:the |a |any )?{B} {WITH} different colors (?:than|from) {THAT}",
    rf"(?:the |a |any )?(?:mismatched|mismatching|non-?matching) {B}",
    rf"(?:the |a |any )?{B} (?:that|which) (?:does|do) not (?:have|match|share) {THEIRS}",
    rf"(?:the )?{B}(?:, | so that | such that )(?:none|no \w+) (?:of them )?(?:is )?in "
    rf"(?:one|a \w+|the one|the \w+) of {THEIRS}",
    rf"(?:the |a )?{B},? but not (?:in )?(?:the |a )?(?:one|ones|\w+) {WITH} {SAME} colors?",
)
BY_COLOR = re.compile(rf"(?P<a>.+?) by colors? {REL} (?:the |their )?{B}")
EACH = re.compile(
    rf"match (?P<a>.+?) (?:with|to|and) (?:the )?{B}(?: by color|(?::|,|;)? each (?:one )?"
    rf"(?:goes|belongs) {REL} the (?:one|\w+) {WITH} {SAME} color)"
)
FOR_EACH = re.compile(
    rf"(?:{MAKE}) (?:a|one) (?:tower|stack) (?:for|of) (?:each|every) color,? with the "
    rf"(?P<a>{SIZE}\w+) (?:over|on top of|on) the {B}"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that things go to others by their colours."""
    said = bare(text)
    for m, same in matches(text, said):
        things = scene.all_of(every(m["a"]))
        targets = scene.all_of(every(m["b"]))
        if not things or not targets or set(things) & set(targets):
            continue
        if len({is_hollow(t) for t in targets}) > 1:
            return None
        return sort(things, targets, same, m["a"].startswith("any "), m["b"], scene)
    return None


def matches(text: str, said: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the ways to take a text apart, and whether colours have to be the same."""
    for pattern in (EACH, FOR_EACH):
        if m := pattern.fullmatch(text):
            yield m, True
    if m := BY_COLOR.fullmatch(said):
        yield m, True
    for forms, same in ((TO_SAME, True), (TO_OTHER, False)):
        for form in forms:
            if m := re.fullmatch(rf"(?P<a>.+?) {REL} {form}", said):
                yield m, same


def every(phrase: str) -> str:
    """Return "all boxes" for "box" or "boxes", and a phrase that says how many as it is."""
    if re.match(r"(?:all|each|every|both|any|the)\b", phrase) and re.search(r"s\b", phrase):
        return phrase
    phrase = re.sub("^the ", "", phrase)
    return phrase if re.match(r"(?:each|every)\b", phrase) else f"all {plural(phrase)}"


def plural(phrase: str) -> str:
    """Return a noun phrase with its last word in the plural."""
    return phrase if phrase.endswith("s") else phrase + ("es" if phrase.endswith("x") else "s")


def sort(
    things: Sequence[ObjectState],
    targets: Sequence[ObjectState],
    same: bool,
    any_of_them: bool,
    noun: str,
    scene: Scene,
) -> Reading | None:
    """Return where each thing goes."""
    goes = {o.name: [t for t in targets if (t.color == o.color) == same] for o in things}
    if not any(goes.values()):
        word = noun.removesuffix("s")
        return Reading(refusal=f"there is no {word} of {'the same' if same else 'another'} color")
    if not is_hollow(targets[0]):
        return one_on_each(things, goes)
    kept = {
        o.name: t for o in things for t in goes[o.name] if scene.holds(Fact("in", o.name, t.name))
    }
    loads = Counter(t.name for t in kept.values())
    facts: list[Fact] = []
    wishes: list[Wish] = []
    for o in things:
        there = goes[o.name]
        if not there:
            continue
        best = kept.get(o.name) or min(there, key=lambda t: (loads[t.name], distance(o, t), t.name))
        loads[best.name] += o.name not in kept
        if len(there) == 1:
            facts.append(Fact("in", o.name, best.name))
        else:
            wishes.append(EitherOf(o.name, "in", tuple(t.name for t in there), best.name))
    complete = any_of_them or all(goes.values())
    return Reading(tuple(facts), complete, wishes=tuple(wishes))


def one_on_each(
    things: Sequence[ObjectState], goes: dict[str, list[ObjectState]]
) -> Reading | None:
    """Return which thing stands on which, where each has just one place."""
    facts = []
    for o in things:
        if len(goes[o.name]) != 1 or not can_stand_on(o, goes[o.name][0]):
            return None
        facts.append(Fact("on", o.name, goes[o.name][0].name))
    return Reading(tuple(facts), True) if len({f.target for f in facts}) == len(facts) else None


def distance(a: ObjectState, b: ObjectState) -> float:
    """Return how far (m) two things are apart, seen from above."""
    return math.dist(a.position[:2], b.position[:2])
