"""Two things that change places: "swap the cup and the can".

Places are the named ones, where a person would say that a thing is: each of the two goes to
where the other one was.
"""

from __future__ import annotations

import re

from agent.spatial import place_of, support_of
from agent.types import Fact
from agent.wishes.base import Reading, Scene
from agent.wishes.either import two_of
from agent.wishes.speech import MODAL, PUT

SWAP = "swap|switch|exchange|interchange|trade"
PLACES = "(?:places|positions|spots|locations|seats)"
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


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that two things change places; not where both are at one place already."""
    for form in FORMS:
        m = form.fullmatch(text)
        two = two_of(m["a"], m["b"], scene) if m else ()
        if not two or any(support_of(o, scene.observation) for o in two):
            continue
        places = [place_of(*o.position[:2], scene.workspace) for o in two]
        if places[0] != places[1]:
            pairs = zip(two, reversed(places), strict=True)
            facts = tuple(Fact("at", o.name, place) for o, place in pairs)
            # Whether the places are those that were meant, to the centimetre, is not measured.
            return Reading(facts, complete=True, restated=True)
    return None
