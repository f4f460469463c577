"""Two things that change places: "swap the cup and the can".

Places are the named ones, where a person would say that a thing is: each of the two goes to
where the other one was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.references.words import COLORS, NOUNS
from agent.spatial import place_of, support_of
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.either import two_of
from agent.wishes.speech import MODAL, PUT

SWAP = "swap|switch|exchange|interchange|trade"
PLACES = "(?:places|positions|spots|locations|seats|corners|sides|ends)"
EACH = r"(?: (?:with each other|round|around|over|with one another|please))?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{SWAP}) (?:round |around )?(?:the {PLACES} of )?(?P<a>.+?) (?:and|with|for|against)"
        rf" (?P<b>.+?){EACH}",
        rf"(?:let |have |make )?(?P<a>.+?) and (?P<b>.+?) (?:(?:{MODAL}) )?"
        rf"(?:(?:{SWAP}|change) {PLACES}|{SWAP}){EACH}",
        rf"(?:let |have |make )?(?P<a>.+?) (?:(?:{MODAL}) )?(?:{SWAP}|change)s? {PLACES} with"
        r" (?P<b>.+)",
        rf"(?:{PUT}) (?P<a>.+?) where (?P<b>.+?) (?:is|was|stands|sits|lies)(?: now)?,? and"
        rf" (?:(?:{PUT}) )?(?P=b) where (?P=a) (?:is|was|stands|sits|lies)(?: now)?",
    )
)


ONE = PLACES.removeprefix("(?:").removesuffix(")")
CHANGE = re.compile(
    rf"\b(?:{SWAP})s? (?:(?:their|the) )?(?:{ONE}|partners)\b|\b(?:{SWAP}) where (?:they|those)\b"
    rf"|\bchanges? (?:{ONE}|partners)\b"
    rf"|^(?:please |just |can you |could you )?(?:{SWAP})\b|\bother(?:'s| one's) (?:place|spot)\b"
)
OTHERWISE = re.compile(
    r"\b(?:then|if|unless|first|except|not|after|before|stack|tower|third|also|both)\b"
)
THING = re.compile(
    rf"(?:(?:{'|'.join(COLORS)})(?: (?:{'|'.join(NOUNS)}|one))?"
    rf"|\b(?:the|my) (?:{'|'.join(NOUNS)}))\b"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that two things change places; not where both are at one place already."""
    two = next(filter(None, by_form(text, scene)), ())
    if not two and CHANGE.search(text) and not OTHERWISE.search(text):
        found = [scene.all_of(m[0], None) for m in THING.finditer(text)]
        named = {o.name: o for of in found if len(of) == 1 for o in of}
        two = tuple(named.values()) if len(named) == 2 else ()
    places = [place_of(*o.position[:2], scene.workspace) for o in two]
    if not two or any(support_of(o, scene.observation) for o in two) or places[0] == places[1]:
        return None
    pairs = zip(two, reversed(places), strict=True)
    facts = tuple(Fact("at", o.name, place) for o, place in pairs)
    # Whether the places are those that were meant, to the centimetre, is not measured.
    return Reading(facts, complete=True, restated=True)


def by_form(text: str, scene: Scene) -> Iterator[tuple[ObjectState, ...]]:
    """Yield the two things by each form that the text has."""
    for form in FORMS:
        if m := form.fullmatch(text):
            yield two_of(m["a"], m["b"], scene)
