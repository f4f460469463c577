"""Read a goal as measurable facts, with a small grammar and without the planner.

The reading serves three ends: asking a person at once about a goal that names what is not
there or could mean several things, telling the planner what is still to be done, and
measuring a claim of success (`agent.verification`). A goal that the grammar cannot read in full
may still be carried out; it then ends *unverified*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.drift import EXCHANGED
from agent.errors import UsageError
from agent.everyday import absent
from agent.pairs import the_other
from agent.phrases import COLORS, KNOWN, NOUNS, Unclear, unseen
from agent.pointing import numbered, pointed, unnumbered
from agent.references.words import CATEGORIES
from agent.rewording import reworded
from agent.skills.cannot import NO_SKILL
from agent.spatial import PLACES, circular
from agent.types import Fact, Observation
from agent.unmoved import unmoved
from agent.wishes import read_wish
from agent.wishes.base import Context, Doubt, Reading, Scene, Wish, spoken_of
from agent.wishes.conditions import decided
from agent.wishes.contradictions import BOTH
from agent.wishes.counts import too_many
from agent.wishes.courtesies import trim
from agent.wishes.doubts import doubts_of
from agent.wishes.emptied import freed
from agent.wishes.idle import without_idle
from agent.wishes.plainer import plainer
from agent.wishes.relations import go_back, read_clause, staying
from agent.wishes.repairs import MARK, instead, marked
from agent.wishes.seats import cornered
from agent.wishes.speech import GATHER, MAKE, UNIT, VERBS, clauses, normal

__all__ = ["VERBS", "Context", "Doubt", "Reading", "Wish", "checked_goal", "go_back", "read_goal"]

SENSE = {
    *re.findall(r"[a-z]+", f"{VERBS} {GATHER} {MAKE} {' '.join(PLACES)}"),
    *"open close shut press rotate turn spin sweep uncover look tidy clear hand give".split(),
    *"tower towers stacks line corners color colors align match swap".split(),
}
"""Words of which a goal must have one to make sense at all, beside what it may name."""

IFS = re.compile(r"\b(?:if|unless|until|otherwise|else|or|either|neither|nor|whenever|while)\b")
"""What makes a wish depend on something: no clause is then read alone."""

WHETHER = re.compile(
    rf"{IFS.pattern}|\b(?:in case|without|as long as|should there|(?:is|are|as) there)\b"
)

MIXED = re.compile(
    rf"\b(?:everything|anything|whatever|all that)\b[a-z ]*\b(?:{'|'.join(COLORS)}) and"
    rf" (?:{'|'.join(COLORS)})\b(?! (?:{'|'.join(NOUNS)}))"
)
"""Everything of two colours: the second is not said of blocks alone."""
NEGATED = re.compile(r"\b(?:not|never|fewer|less|more) ")
TOWER = re.compile(r"\b(?:tower|stack|stacked|pile|base|storey|high|underneath|on that)\b")

CATEGORY = re.compile(rf"\b(?:{'|'.join(CATEGORIES)})\b")

BEYOND = re.compile(
    r"(?:^|\b(?:and|please|then|you|us|it|block|cube|ball|bowl|robot)[,:]? (?:to )?)"
    r"(?:fly|hover|float|levitate|melt|dissolve|evaporate|boil|cook|fry|bake|paint|dye|saw|weld"
    r"|solder|duplicate|clone|explode|burn|ignite)\b"
)
"""What no arm with a gripper does to a thing, or gets it to do."""

MAX_GOAL = 500
"""Characters; a longer goal is no goal but a document."""


def checked_goal(goal: str) -> str:
    """Return the goal without surplus space, or say what is wrong with it."""
    goal = " ".join(goal.split())
    if not goal:
        raise UsageError(
            "The goal is empty.", 'Say what to do: "put the red block in the blue bowl".'
        )
    if len(goal) > MAX_GOAL:
        raise UsageError(
            f"The goal has {len(goal)} characters; at most {MAX_GOAL} are read.",
            "Say it in one or two sentences.",
        )
    return goal


def read_goal(text: str, observation: Observation, context: Context | None = None) -> Reading:
    """Read a goal against what is seen and what was said before.

    "The leftmost block" is the one that is leftmost in this observation, also later on.
    """
    scene = Scene(observation, context or Context())
    lower = cornered(normal(text))
    known = KNOWN | SENSE | {word for name in observation.names for word in name.split()}
    words = set(re.findall(r"[a-z]+", lower))
    if not known & words:
        return Reading(understood=False)
    sure = not (WHETHER.search(trim(lower)) or NEGATED.search(lower))
    few = too_many(lower, scene) if sure else ""
    if few and not isinstance(few, Unclear) and not missing(lower, observation):
        return Reading(refusal=few)
    reading, told = wished(lower, scene), lower
    if not reading.complete and (applies := decided(trim(lower), scene)):
        found = wished(applies, scene)
        reading, told = (found, applies) if found.complete else (reading, told)
    if not reading.complete:
        reading, told = retold(lower, scene) or (reading, told)
    if not reading.complete:
        bare = unmoved(lower, observation, scene.workspace)[0]
        reading = freed(trim(bare), scene) or reading
    if not (reading.complete or reading.refusal) and (shown := by_names(lower, scene)):
        return shown
    if not reading.complete and BEYOND.search(trim(lower)):
        return Reading(refusal=NO_SKILL)
    doubts = doubts_of(lower, reading.facts, scene)
    open_ = (*missing(told, observation), *([few] if isinstance(few, Unclear) else ()))
    # A "bowl" that only a rule thought of is not one that was named.
    named = (u for u in reading.unclear if u.candidates or set(u.phrase.split()) & words)
    unclear = tuple(dict.fromkeys((*open_, *named)))
    if circular(reading.facts) and "then" not in lower:
        return Reading(refusal=BOTH)
    return replace(
        reading, complete=reading.complete and not unclear, unclear=unclear, doubts=doubts
    )


def missing(text: str, observation: Observation) -> list[Unclear]:
    """Return what a goal names and is not to be seen."""
    # What a condition names may well be missing; whether it is, is what it asks.
    if WHETHER.search(trim(text)):
        return []
    return unseen(text, VERBS, observation) or absent(text, VERBS, observation)


def retold(text: str, scene: Scene) -> tuple[Reading, str] | None:
    """Return what a goal wants in the first other way to say it that is read, and that way."""
    found: tuple[Reading, str] | None = None
    for less, still in otherwise(text, scene):
        short = wished(less, scene)
        if (short.complete and not still & about(short)) or short.refusal:
            # That what is said to stay stays is not measured.
            found = replace(short, restated=bool(still) or short.restated), less
            if short.complete:
                break
    return found


def otherwise(text: str, scene: Scene) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return other ways to say a goal that was not read as it was said, and what each lets stay."""
    seen, none = scene.observation, frozenset[str]()
    named = the_other(text, seen)
    # That nothing was touched is more than can be seen in the end.
    bare = (named, none) if "touch" in named else unmoved(named, seen, scene.workspace)
    ways: dict[tuple[str, frozenset[str]], None] = {}
    for said, still in ((text, none), (named, none), bare):
        plain = plainer(said)
        for way in (said, without_idle(said, seen), plain, without_idle(plain, seen)):
            ways[way, still] = None
    return tuple(way for way in ways if way[0] != text)


def about(reading: Reading) -> set[str]:
    """Return the things that a reading would move."""
    return {f.subject for f in reading.facts} | spoken_of(reading.wishes)


def by_names(text: str, scene: Scene) -> Reading | None:
    """Read a goal in which what it points at has its name; that it was meant is a guess."""
    if CATEGORY.search(text) or scene.context.facts:
        return None  # "golden" may be yellow or orange, and "it" what was spoken of before
    seen = numbered(scene.observation)
    told = pointed(reworded(text, seen), seen, scene.workspace)
    if (
        " of it" in told
        or BEYOND.search(trim(told))
        or missing(told, seen)
        or WHETHER.search(trim(told))
    ):
        return None
    named = replace(scene, observation=seen)
    for way, still in ((told, frozenset[str]()), *otherwise(told, named)):
        found = wished(way, named)
        if still & about(found):
            continue
        own = seen.names == scene.observation.names  # which wishes have, too
        if found.complete and not found.unclear and (own or not found.wishes):
            facts = unnumbered(found.facts, scene.observation)
            return Reading(facts, True, wishes=found.wishes, restated=True)
    return None


def wished(text: str, scene: Scene) -> Reading:
    """Read a text as one wish, or else as several."""
    return read_wish(trim(text), scene) or by_clauses(text, scene)


def by_clauses(text: str, scene: Scene) -> Reading:
    """Read one wish after the other; what is said later of a thing counts."""
    if IFS.search(trim(text)) or MIXED.search(text) or EXCHANGED.search(text):
        return Reading()
    facts: list[Fact] = []
    wishes: list[Wish] = []
    unclear: list[Unclear] = []
    latest: tuple[Fact, ...] = ()
    complete, all_read, restated = True, True, False
    kept: set[str] = set()
    for clause in clauses(marked(text)):
        if clause.startswith(MARK):
            # "Ten centimeters to the left, I mean to the right" speaks of no place.
            apart = any(f.relation in ("moved", "turned") for f in latest)
            found = None if apart else instead(clause.removeprefix(MARK), latest, scene)
            facts = [f for f in facts if f not in latest]
        else:
            found = read_wish(clause.replace(UNIT, ""), scene) or read_clause(clause, scene)
        if found is None and (stays := staying(clause, scene)):
            kept |= set(stays)
            continue
        if found is None:
            # What was not read may be about what was read before, and undo it.
            facts = [f for f in facts if not mentioned(f, clause, f in latest)]
            found, all_read = Reading(), False
        if found.refusal:
            return found
        latest = found.facts
        unclear += found.unclear
        restated = restated or found.restated
        complete = complete and found.complete and not found.unclear
        again = {f.subject for f in found.facts}
        facts = [f for f in facts if f.subject not in again] + list(found.facts)
        wishes += found.wishes
        spoken = (*scene.spoken, *again, *spoken_of(found.wishes))
        context = scene.context
        context = replace(context, facts=(*context.facts, *found.facts))
        scene = replace(scene, context=context, spoken=spoken)
    if {f.subject for f in facts} & spoken_of(wishes):
        # A tower and what happens to its blocks before or after: only the end would count.
        return Reading(unclear=tuple(unclear))
    if torn(facts, text) or kept & {f.subject for f in facts}:
        return Reading(unclear=tuple(unclear))
    # A phrase that looks unclear in a goal that is half read is more likely misread.
    open_ = tuple(unclear) if all_read else ()
    return Reading(
        tuple(facts), complete and all_read, open_, wishes=tuple(wishes), restated=restated
    )


def torn(facts: Sequence[Fact], text: str) -> bool:
    """Tell whether facts can hardly be meant together: a hand for two, a tower read as places."""
    ends = {f.target for f in facts if f.relation == "at"} & {"top side", "bottom side"}
    tower = any(f.relation == "on" for f in facts) or TOWER.search(text)
    held = sum(f.relation == "held" for f in facts)
    return held > 1 or bool(tower and ends and not re.search(r"\b(?:side|edge)\b", text))


def mentioned(fact: Fact, clause: str, latest: bool) -> bool:
    """Tell whether a clause may be about a fact's subject; `latest`: it was spoken of last."""
    words = set(re.findall(r"[a-z]+", clause))
    if words & {"it", "them", "that", "this", "one", "all", "everything", "again", "blocks"}:
        return latest or bool(words & {"all", "everything", "blocks", "them"})
    return bool(words & set(fact.subject.split()) & set(COLORS)) or fact.subject in clause
