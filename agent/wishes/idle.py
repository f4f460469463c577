"""What is told beside a wish and says nothing of it: "my train leaves in five"."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS, VAGUE
from agent.spatial import PLACES
from agent.types import Observation
from agent.wishes.courtesies import any_of
from agent.wishes.speech import GATHER, MAKE, TAKE, WANT

PART = re.compile(r"[^,.;:!?]+(?:[,.;:!?]+|$)")
TELLING = any_of(
    """it|its|them|they|that|this|those|these|there|here|one|ones|others?|rest|both|all|any|every
    |each|none|nothing|everything|anything|something|someone|same|towers?|stacks?|piles?|stacked
    |heap|row|line|order|pairs?|not|no|nor|never|without|except|excluding|save|besides|but|unless
    |if|until|till|before|after|when|while|once|instead|rather|or|either|only|else|last|reverse
    |opposite|swap|switch|cancel|stop|forget|undo|kidding|joke|wrong|mistake|meant|mean|push|under
    |below|beneath|above|over|between|beside|behind|front|near|next|around|matching|match|colou?rs?
    |colou?red|empty|full|left|right|top|bottom|middle|center|corners?|sides?|edges?|upper|lower"""
)
NAMED = "|".join((*COLORS, *NOUNS, *VAGUE, *" ".join(PLACES).split()))
WORDS = re.compile(rf"\b(?:(?:{NAMED})(?:e?s)?|{TELLING}|{GATHER}|{MAKE}|{TAKE}|{WANT})\b")


def without_idle(text: str, observation: Observation) -> str:
    """Return a goal without the parts, as commas and points divide it, that wish for nothing.

    A part is kept where any of its words could be about things, places, or whether, when and how
    many: so what is left out cannot change what the rest means.
    """
    names = {word for name in observation.names for word in name.split()}
    names |= {f"{word}s" for word in names}

    def telling(part: str) -> bool:
        return bool(WORDS.search(part) or names & set(re.findall(r"[\w'-]+", part)))

    kept = "".join(filter(telling, PART.findall(text)))
    return kept.strip(" ,;:") if kept else text
