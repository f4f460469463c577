"""The words that references are made of, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from agent.perception.colors import COLORS as PALETTE
from agent.spatial import PLACES
from agent.types import ObjectState

COLORS = (*PALETTE, "grey", "black")
KINDS = {
    "block": "block cube cuboid brick box",
    "bowl": "bowl dish container receptacle basin pot tub",
    "piece": "piece",
    "cup": "cup mug beaker",
    "can": "can tin",
    "cylinder": "cylinder",
    "ring": "ring hoop",
    "ball": "ball sphere",
    "duck": "duck ducky duckie duckling",
    "tray": "tray platter plate",
    "plank": "plank board",
    "box": "carton parcel package",
    "bottle": "bottle",
    "drawer": "drawer",
    "button": "button",
}
NOUNS = {word: kind for kind, words in KINDS.items() for word in words.split()}
"""Noun to the kind that it means where no thing of a kind with that very name is seen."""
VAGUE = ("one", "thing", "object", "item", "something")

CATEGORIES: dict[str, tuple[str, ...]] = {
    "primary": ("red", "yellow", "blue"),
    "secondary": ("orange", "green", "purple"),
    **dict.fromkeys(("warm", "hot"), ("red", "orange", "yellow", "pink", "brown")),
    **dict.fromkeys(("cool", "cold", "chilly"), ("blue", "green", "purple", "cyan")),
    "reddish": ("red", "pink", "orange"),
    "greenish": ("green", "cyan"),
    "bluish": ("blue", "purple", "cyan"),
    "yellowish": ("yellow", "orange"),
    "golden": ("yellow", "orange"),
}
"""Groups of colours, after the painter's wheel of J. Itten, The Art of Color (1961).

Pink is a light red there and brown a dark orange, cyan is blue-green; gray, white and black
are neither warm nor cool. Shades, the last five, are what a person could mean by them.
"""

NUMBERS = {
    word: n
    for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)
} | {str(n): n for n in range(1, 11)}

ORDINALS: dict[str, int] = {
    word: n
    for n, words in enumerate(
        (
            "first 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
        ),
        start=1,
    )
    for word in words.split()
} | {"second to last": -2, "next to last": -2, "last": -1}
"""Rank by its word, counted from 1; negative ranks count from the other end."""

SIDES: dict[str, tuple[float, float]] = {
    "left": (0.0, 1.0),
    "right": (0.0, -1.0),
    "top": (1.0, 0.0),
    "bottom": (-1.0, 0.0),
}
"""Side to the unit vector (x, y) in the base frame that leads away from it."""

SIDE_WORDS: dict[str, str] = {
    **{side: side for side in SIDES},
    **{f"{side} hand": side for side in ("left", "right")},
    "upper": "top",
    "lower": "bottom",
    "front": "bottom",
    "back": "top",
    "rear": "top",
}
MOST: dict[str, str] = {f"{word}most": side for word, side in SIDE_WORDS.items()} | {
    "uppermost": "top",
    "lowermost": "bottom",
}

DISTANCES: dict[str, str] = {
    **dict.fromkeys("closest nearest closer nearer".split(), "closest to"),
    **{
        f"{far}{away}": "farthest from"
        for far in ("farthest", "furthest", "farther", "further")
        for away in ("", " away")
    },
}
PEOPLE: dict[str, str] = {
    **dict.fromkeys(("me", "us", "myself", "the person", "my side"), "bottom"),
    **dict.fromkeys(("you", "yourself", "the robot", "your base"), "top"),
}
"""Side of the table at which somebody is."""
OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
OUTERMOST: dict[str, str] = {
    f"{start} {word}": side
    for start in (
        *("most", "most to the", "furthest", "furthest to the", "farthest", "farthest to the"),
        *("all the way", "all the way on the", "all the way to the", "all the way at the"),
        *(
            "far",
            "on the far",
            "at the far",
            "to the far",
            "in the far",
            "on the very",
            "at the very",
        ),
        *("further to the", "farther to the", "more to the", "further on the"),
        *("on the extreme", "at the extreme", "outermost on the"),
    )
    for word, side in SIDE_WORDS.items()
}
"""Said behind a noun, what "leftmost" says before it."""
SIZES: dict[str, str] = {
    **dict.fromkeys("biggest largest bigger larger big large".split(), "biggest"),
    **dict.fromkeys("smallest smaller small little tiny".split(), "smallest"),
}
HEIGHTS: dict[str, str] = {
    **dict.fromkeys("tallest taller".split(), "tallest"),
    **dict.fromkeys("shortest shorter flattest flatter".split(), "flattest"),
}
QUALITIES: dict[str, tuple[str, bool]] = {
    "empty": ("empty", False),
    **dict.fromkeys("full filled occupied".split(), ("empty", True)),
    "round": ("round", False),
}
"""What can be seen of a thing by itself, and whether the word says that it is not so."""
CONTENTS: dict[str, bool] = {
    **dict.fromkeys(("something in it", "anything in it", "a thing in it"), True),
    **dict.fromkeys(("nothing in it", "nothing inside", "nothing in"), False),
}
"""What stands behind "with", and whether the thing is then not empty."""
INSIDE: dict[str, str] = {
    **dict.fromkeys(("in it", "inside it", "inside of it", "inside"), "containing"),
    **dict.fromkeys(("on it", "on top of it", "on top"), "under"),
}
"""What stands behind "with the red block", and what the thing then is to the block."""
COMPARISONS: dict[str, str] = {
    **dict.fromkeys(("bigger than", "larger than"), "bigger than"),
    "smaller than": "smaller than",
    **dict.fromkeys(("of the same size as", "as big as", "as large as"), "as big as"),
}
SAME_COLOR: dict[str, bool] = {
    f"{start}{article} {word} color {link}": word == "same"
    for start in ("", "of ", "with ", "in ", "has ", "have ")
    for article, word in (("the", "same"), ("a", "different"), ("another", "other"))
    for link in ("as", "than", "from", "to")
}
"""Whether the colours have to be the same, by the words that say so."""

RELATIONS: dict[str, str] = {
    **{
        f"{start}{side}{link}": f"{side} of"
        for side in ("left", "right")
        for start in ("", "to the ", "on the ", "at the ")
        for link in (" of", " side of", " hand side of")
    },
    **dict.fromkeys(("in front of", "to the bottom of"), "in front of"),
    **dict.fromkeys(("behind", "at the back of", "in back of", "to the top of"), "behind"),
    **dict.fromkeys(("near", "next to", "beside", "close to", "by", "alongside"), "near"),
    **dict.fromkeys(("near to", "close by", "adjacent to", "right by", "hard by"), "near"),
    **dict.fromkeys(("on", "on top of", "atop"), "on"),
    **dict.fromkeys(("in", "inside", "inside of", "within"), "in"),
    "at": "at",
    "under": "under",
    "underneath": "under",
    **dict.fromkeys(("containing", "holding", "that holds", "that contains"), "containing"),
    **dict.fromkeys(("which holds", "which contains", "that is holding"), "containing"),
}

PLACE_WORDS: dict[str, str] = {
    **{name: name for name in PLACES},
    **{name.replace("side", "edge"): name for name in PLACES},
    **{name.replace("top", "upper"): name for name in PLACES},
    **{name.replace("bottom", "lower"): name for name in PLACES},
}
SEVERAL: dict[str, int | None] = {
    **dict.fromkeys(("all of the", "all the", "all", "every", "each", "each of the"), None),
    **dict.fromkeys(("both of the", "both the", "both"), 2),
}
"""How many things are meant by the words that mean several, where they say so."""

WHATEVER = ("everything", "anything", "whatever", "all that", "what")
"""Words that mean all things of which something is said behind them."""

QUANTITIES: dict[str, Literal["count", "parity", "even", "odd"]] = {
    **dict.fromkeys(("how many", "number of", "count of", "count"), "count"),
    **dict.fromkeys(("count_parity", "parity of", "parity of the number of"), "parity"),
    "even number of": "even",
    "odd number of": "odd",
}
ARTICLES = ("the", "an", "a", "that", "this")
IT = ("it", "that one", "this one", "that", "this", "the same one")
EXCEPT = ("except for", "except", "but not", "but", "other than", "apart from", "besides")
COPULA = (
    *("that is", "that are", "that's", "which is", "which are", "which's", "that has"),
    *("are there", "are", "is"),
)
STANDING = (
    *"lying sitting standing resting located placed stuck hiding waiting parked perched".split(),
    *"sat stood lurking squeezed sandwiched wedged trapped jammed caught nestled tucked".split(),
    *"huddled stranded marooned hidden planted".split(),
    *"over down up right back currently just directly immediately out all there way".split(),
    *("all alone", "all by itself", "by itself", "on its own", "all on its own", "alone"),
    *(f"{who} {does}" for who in ("that", "which") for does in ("lies", "sits", "stands", "hides")),
    *("that is", "that's", "which is", "thats"),
)
"""What may be said before where a thing is, and changes nothing."""
CLOSE_BY = ("just", "directly", "immediately")
"""Of several things at that side, the nearest."""
ROW = (
    *("row", "line", "three", "five", "bunch", "group", "lot"),
    *(f"three in {a} {row}" for a in ("the", "a") for row in ("row", "line")),
    *("three here", "three there", "row there", "row here"),
)
OF_ROW = (
    *(f"of {the} {row}" for the in ("the", "those", "that") for row in ROW),
    *(f"in {the} {row}" for the in ("the", "that") for row in ("row", "line")),
    *("of them", "of all", "of these three", "in a row", "of these"),
)
"""Behind "the middle one"."""
IN_MIDDLE = tuple(
    f"{start} {of}"
    for start in ("in the middle", "in the center", "that's in the middle")
    for of in OF_ROW
    if of.startswith("of")
)
LONE = ("only", "single", "lone")
"""Said of a thing that there is but one of; that there is but one is asked anyway."""
ENDS = ("", "and", ")", ",")
"""What may stand after a whole reference within another; the empty word is the end."""

MOST_WORDS = 60
"""Longer texts are no references."""

VOCABULARY = frozenset(
    word
    for table in (ORDINALS, SIDE_WORDS, MOST, DISTANCES, SIZES, HEIGHTS, CATEGORIES, SEVERAL)
    for phrase in table
    for word in phrase.split()
) | {"not", "other", "remaining", *QUALITIES, *LONE}
"""Words that a reference may start with."""


def nouns(seen: Iterable[ObjectState]) -> dict[str, str]:
    """Return noun to kind: a box is a block, unless there are boxes."""
    return {**NOUNS, **{o.kind: o.kind for o in seen}}
