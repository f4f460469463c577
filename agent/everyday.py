"""Things of everyday life: what a goal names and nobody sees is not there, not misheard.

A word that is in no list may be anything, a name that somebody gave; of a spoon it is known
that it is no block. Such a word is asked about at once.
"""

from __future__ import annotations

import re

from agent.phrases import ASIDE, COLORS, NOUNS, Unclear
from agent.types import Observation

EVERYDAY = frozenset(
    """
    apple apron axe bag banana basket bathtub battery bed bell belt bicycle blanket
    blender book bookshelf boot bottle bread brick broom brush bucket bulb button cabinet cable
    cake calculator camera candle candy car card carpet carrot cat chair charger cheese chisel
    clamp clock closet cloth coat coffee coin comb computer cookie couch cupboard curtain cushion
    desk dog doll door doorbell doorknob drawer dress drill drink dryer dustbin ear egg envelope
    eraser fan faucet fence file flag flashlight flower folder football fork freezer fridge frog
    funnel garage garden gate glass glasses glove glue grape guitar hairbrush hammer handbag
    handle hat headphones heater helmet hinge hook hose house iron jacket jar jug juice kettle
    key keyboard kitchen knife knob ladder ladle lamp laptop latch lawnmower leaf lemon letter
    lever lid lighter lightbulb lock locker magazine magnet map marker mat matchbox mattress
    medicine microphone microscope microwave milk mirror monitor mop mouse nail napkin needle
    newspaper notebook nut onion oven paint pan paper pen pencil pepper phone photo piano picture
    pillow pipe pizza plane plant plate pliers plug poster potato printer purse puzzle racket
    radiator radio rake razor remote ribbon robot rope router rug ruler sandwich sausage saucer
    saw scarf scissors screw screwdriver shampoo sheet shelf shirt shoe shovel sink skirt soap
    sock socket sofa spanner spatula sponge spoon stapler stick stone stool stove straw suitcase
    sugar sweater switch syringe tablet tap tape teapot teddy telephone television tent ticket tie
    tile tissue toaster toilet tomato toolbox toothbrush toothpaste torch towel train trash
    trousers truck tube umbrella usb vase violin wallet wardrobe watch wheel whisk whistle window
    wine wire wrench zipper
    """.split()
) - {"robot"}
BEHIND = (
    r"(?:in|into|inside|on|onto|on top of|(?:left|right|front|back) of|near|next to|beside|behind"
    r"|under)"
)
HANDLED = r"(?:open|close|shut|press|pull|hand|give|pass|fetch|bring|get)"

PHRASES = re.compile(
    r"\b(?:in|round|around) (?:this|our|my|your|his|her|their) (?:own )?(?:house|kitchen|garage"
    r"|garden|shop|office|family|home|flat)\b"
    r"|\b(?:on (?:my|your|his|her) watch|out of the window|in my book|off the hook|by the book)\b"
)
"""Where people are, and what they say so; no robot puts anything there."""


def absent(text: str, verbs: str, observation: Observation) -> list[Unclear]:
    """Return the everyday things that a text wants handled, or used as a target, and are not seen.

    Args:
        text: the goal in lower case.
        verbs: verbs that take a thing, as a pattern.
        observation: what is seen.
    """
    text = PHRASES.sub(" ", ASIDE.sub(" ", text))
    seen = {w for o in observation.objects for w in (*o.name.split(), o.kind)}
    kinds = {o.kind for o in observation.objects}
    thing = r"(?:the|a|an|my|your|this|that) (?:[a-z]+ )?([a-z]+)\b"
    forms = (
        rf"\b(?:{verbs}|{HANDLED})(?: me| us)?(?: up)? {thing}",
        rf"\b{BEHIND} {thing}(?= *(?:[,.;!?]|and\b|please\b|then\b|$))",
    )
    out = []
    for form in forms:
        for m in re.finditer(form, text):
            phrase = m[0].split()[-2:]
            word = next((w for w in phrase if w in EVERYDAY), "")
            known = seen & set(phrase) or NOUNS.get(word) in kinds or NOUNS.get(phrase[-1]) in kinds
            if word and not known:
                out.append(Unclear(word))
    return list(dict.fromkeys(out))


def is_absent(unclear: Unclear) -> bool:
    """Tell whether a phrase plainly names something that is not there: "a spoon", "the red bowl".

    An unknown word may be none at all for a thing, as in "let it have a swim".
    """
    named = unclear.phrase.split()
    known = EVERYDAY | set(NOUNS) | set(COLORS)
    return not unclear.candidates and len(named) < 3 and bool(known & set(named))


def is_misread(unclear: Unclear) -> bool:
    """Tell whether a phrase is no name but a part of a sentence that no rule could read."""
    return bool(re.search(r" (?:on|in|into|onto|next to|and|to) ", unclear.phrase))
