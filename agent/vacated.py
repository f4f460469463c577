"""Where another thing was: "park orange where yellow used to be".

A planner that plans from the present look cannot tell where a thing stood before it moved; the
named place at which it stands now is what a person would say instead.
"""

from __future__ import annotations

import re

from agent.phrases import things
from agent.references.words import COLORS, NOUNS
from agent.robot import Workspace
from agent.spatial import place_of
from agent.types import Observation

COLOR, NOUN = "|".join(COLORS), "|".join(NOUNS)
WHAT = rf"(?P<what>(?:(?:{COLOR})(?: (?:{NOUN}|one)(?: \d)?)?|{NOUN}))"
WAS = r"(?:was|used to (?:be|stand|sit|lie)|stood|sat|lay|had been|has been|is (?:right )?now)"
SPOT = "(?:spot|place|position|location|space|corner|seat)"
BEFORE = r"(?:(?:in|on|at|to|into|onto) )?"
FORMS = (
    re.compile(
        rf"\b{BEFORE}(?:(?:the|that) (?:exact |same |old |very )?{SPOT} )?where (?:the )?{WHAT}"
        rf" {WAS}\b(?: (?:before|standing|sitting|lying|at first|originally|just now|earlier))*"
    ),
    re.compile(rf"\b(?:in|on|at|to|into|onto) (?:the )?{WHAT}'s (?:old |former |first )?{SPOT}\b"),
)


def vacated(text: str, observation: Observation, workspace: Workspace) -> str:
    """Return a text in small letters in which such places have their names.

    >>> vacated("park orange where yellow used to be", observation, workspace)
    'park orange at the top right corner'
    """

    def named(found: re.Match[str]) -> str:
        meant = things(f"the {found['what']}", observation, None, None, workspace)
        o = observation.find(meant[0]) if isinstance(meant, list) and len(meant) == 1 else None
        return f"at the {place_of(*o.position[:2], workspace)}" if o else found[0]

    for form in FORMS:
        text = form.sub(named, text)
    return text
