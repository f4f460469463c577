"""A goal in which things are called by their names, for a model that has read little else.

"Pop that brick into the mug" becomes "pop the orange brick into the cyan cup" where there is one
brick and one cup. What a phrase means is looked up on this table, as for the rules; a phrase that
means several things, or none, stays as it was said.
"""

from __future__ import annotations

import re

from agent.kinds import ROOMY
from agent.pairs import the_other
from agent.phrases import things
from agent.picking import picked
from agent.references.words import CATEGORIES, COLORS, NOUNS, SIZES
from agent.types import Observation
from agent.wishes.courtesies import any_of, spelled
from agent.wishes.seats import cornered

SHADES = {
    word: color
    for color, words in {
        "red": "crimson scarlet ruby vermilion maroon",
        "blue": "navy azure cobalt sapphire indigo",
        "green": "emerald lime olive mint",
        "yellow": "golden lemon amber mustard",
        "orange": "tangerine apricot",
        "purple": "violet lilac lavender mauve plum",
        "cyan": "turquoise teal aqua",
        "pink": "magenta fuchsia rosy rose salmon",
        "brown": "chocolate tan wooden hazel",
        "white": "ivory snowy",
        "gray": "grey silver",
    }.items()
    for word in words.split()
}
"""What people say for the colors that the eyes know."""
PLAINLY = any_of(
    """crimson|scarlet|vermilion|maroon|navy|azure|cobalt|indigo|emerald|turquoise|teal|magenta
    |fuchsia|violet|lilac|mauve|lavender|ivory"""
)
"""Shades that are hardly anything else."""
BARE_SHADE = re.compile(
    rf"\b({PLAINLY})\b(?! (?:{'|'.join(COLORS)})\b)"
    rf"|(?:(?<=\bis )|(?<=\bare )|(?<=\bnot )|(?<=\bnor )|(?<=n't )|(?<=\bneither ))"
    rf"(?P<said>{'|'.join(SHADES)})\b"
)
"""Said of a thing, without a noun behind it."""
SEVERAL = (
    r"all|every|each|both|any|no|other|another|same|either|neither|not|two|three|four"
    r"|(?:one|two|three|some|most|half|none|all|any|each|both) of"
    r"|five|six|first|second|third|fourth|last|next|remaining|more|only|some|which|whichever"
)
"""Words behind which a noun does not mean the one thing that there is of it."""
ARTICLE = "the|that|this|my|your|our|his|her|their|dear|said"
COLOR = "|".join((*COLORS, *SHADES))
SIZE = "|".join(SIZES)


def reworded(text: str, observation: Observation) -> str:
    """Return a goal in small letters, well spelt, in which things that it names have their names.

    >>> reworded("pop that brick into the mug", observation)
    "pop the orange brick into the cyan cup"
    """
    kinds = {*NOUNS, *(re.escape(name.split()[-1]) for name in observation.names)}
    phrase = re.compile(
        rf"(?P<before>\b(?:{SEVERAL}) )?(?P<article>\b(?:{ARTICLE}) )?"
        rf"(?P<what>\b(?:(?:{SIZE}) )?(?:(?P<color>{COLOR}) )?(?P<noun>{'|'.join(kinds)}|one))\b"
    )

    def named(found: re.Match[str]) -> str:
        alone = not (found["color"] or found["article"])
        # "Can" is a verb as well, and "one" means what was spoken of.
        if found["before"] or (found["noun"] in ("one", "can") and alone):
            return found[0]
        if found["noun"] == "one" and not found["color"]:
            return found[0]
        what = found["what"]
        if found["color"] in SHADES:
            what = what.replace(found["color"], SHADES[found["color"]], 1)
        meant = things(f"the {what}", observation)
        if not isinstance(meant, list) or len(meant) != 1:
            return found[0]
        return f"the {meant[0]}" if found["article"] else meant[0]

    several = re.compile(rf"\b({'|'.join(COLORS)})s\b")
    text = re.sub(rf"\b({'|'.join(CATEGORIES)}) colou?rs\b", r"\1 ones", text.lower())
    text = shaded(text, observation)
    text = several.sub(lambda m: plural(m[1], observation) or m[0], text)
    text = phrase.sub(named, cornered(spelled(text)))
    return the_other(picked(text, observation), observation)


def plural(color: str, observation: Observation) -> str:
    """Return "red blocks" for "reds", where just blocks are red beside what things go in."""
    of = [o for o in observation.objects if o.color == color and o.kind not in ROOMY]
    return f"{color} blocks" if len(of) > 1 and all(o.kind == "block" for o in of) else ""


def shaded(text: str, observation: Observation) -> str:
    """Return "the purple cubes" for "the violet cubes", where no thing is called violet."""
    known = {w for name in observation.names for w in name.split()}
    nouns = "|".join((*NOUNS, "one", "thing"))

    def usual(m: re.Match[str]) -> str:
        color = SHADES[m[0]]
        return color if m[0] not in known and color in known else m[0]

    text = re.sub(rf"\b({'|'.join(SHADES)})(?= (?:{nouns})s?\b)", usual, text)
    return BARE_SHADE.sub(usual, text)
