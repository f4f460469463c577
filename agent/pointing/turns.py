"""Ways to point at things, told in the words that references are made of."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS, ORDINALS, VAGUE

COLOR = "|".join(COLORS)
NOUN = "|".join((*NOUNS, *VAGUE))
ROW = "(?:row|line|column|queue|file|lineup)"
SIDE = "(?P<side>left|right|front|back|top|bottom)"
FROM = rf"(?:from|on|at|with) (?:the |my |your )?{SIDE}(?:[- ]hand)?(?: (?:side|end|edge))?"
COUNTING = re.compile(
    r",? ?\b(?:(?:if|when|as) (?:you|we|i) )?(?:count|read|go|start|begin)(?:n?ing|ed|s)?"
    rf"(?: (?:them|the \w+))? {FROM}(?: to (?:the )?(?:left|right|front|back))?\b,? ?"
)
COUNTED = re.compile(
    rf"\b(?:{'|'.join(ORDINALS)}) (?:(?:{COLOR}) )?(?:{NOUN})\b(?! (?:from|in from)\b)"
)
FRUITS = {
    "yellow": "lemon lemons banana bananas sun butter canary custard",
    "green": "grass lime limes leaf leaves pea peas frog spinach emerald emeralds lettuce",
    "red": "tomato tomatoes blood cherry cherries strawberry strawberries ruby rubies fire",
    "blue": "sky sea ocean sapphire",
    "orange": "carrot carrots pumpkin pumpkins orange tangerine",
    "purple": "plum plums grape grapes eggplant aubergine violet violets lavender",
    "pink": "flamingo pig piglet bubblegum",
    "white": "snow milk chalk swan",
    "brown": "chocolate coffee mud chestnut chestnuts",
    "gray": "elephant mouse ash ashes",
}
LIKE = {word: color for color, words in FRUITS.items() for word in words.split()}
"""What has the color of which things: "the color of grass"."""
COLORED_LIKE = re.compile(
    r"\b(?P<what>one|block|cube|thing|ball|bowl|cup) (?:that's |that is |which is |with |in |of )?"
    rf"the colou?r of (?:an? |the |fresh |ripe )*(?P<like>{'|'.join(LIKE)})\b"
)
ENDS = {
    "my": "closest to me",
    "near": "closest to me",
    "front": "closest to me",
    "bottom": "closest to me",
    "your": "farthest from me",
    "far": "farthest from me",
    "back": "farthest from me",
    "top": "farthest from me",
    "left": "on the far left",
    "right": "on the far right",
}
END_OF = re.compile(
    r"\b(?:(?:standing |sitting |that is |that's )?(?:at|on) (?:the )?"
    rf"(?P<end>{'|'.join(ENDS)})(?:[- ]hand)? end of)"
    rf" (?:it|(?:the|that|this|my) {ROW})\b"
)
SHOWN = re.compile(
    rf"^(?:(?:do |can )?you see|see|look at|there(?:'s| is)|here(?:'s| is)) (?:that|this|the|a)"
    rf" {ROW}"
    r"[^,.;:!?]*[,.;:!?]+ "
)
STANDS = re.compile(
    r"\bwhat(?:ever)?(?:'s| is)? (?:stands|sits|lies|standing|sitting|lying)"
    r" (?=(?:at|on|closest|farthest)\b)"
)
TURNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said), plain)
    for said, plain in (
        (r"\b(the|that|this|a) di(?:e|ce)\b", r"\1 cube"),
        (rf"\b(left|right)-hand (?=(?:one|(?:{COLOR} )?(?:{NOUN}))\b)", r"\1 "),
        (rf"\b({NOUN}) (?:here|there|on the table|around here) (?=(?:that|which)\b)", r"\1 "),
        (r"\b(the|that|this) (?:(?:little|poor|dear|lonely|wee|old|good|funny|sweet) )*"
         r"(?:guy|fellow|chap|thingy|lad|bloke|rascal)\b", r"\1 one"),
        (r"\b(?:poor|lonely|lonesome|stray|lone|solitary|wretched|silly|annoying|pesky|lovely|cute)"
         rf"(?: little)? (?=(?:(?:{COLOR}) )?(?!things?\b)(?:{NOUN})\b)", ""),
        (r"\b(?:closer|nearer|closest|nearest) (?:in )?to (?:where i(?:'m| am) (?:sitting|standing)"
         r"|where i (?:sit|stand)|my (?:chair|seat|body|belly|hand))\b", "closest to me"),
        (rf"\b(?:the )?(?:more|most) central (one|{NOUN})\b", r"the \1 closest to the middle"),
        (rf"\bthe (one|(?:(?:{COLOR}) )?(?:{NOUN}))(?:,)? (?:that(?:'s| is|s) )?(?:more|most)"
         rf" central\b",
         r"the \1 closest to the middle"),
        (r"\b(one|cube|block|bowl|cup) (?:that(?:'s| is|s) )?(?:further|farther|more)(?: over)?"
         r" (?:to the |on the )?(left|right)\b(?! of)", r"\1 on the far \2"),
        (rf"\b(one|{NOUN}) (?:that(?:'s| is|s) )?(?:further|farther|furthest|farthest) (?:away"
         rf"|off|back)"
         r"(?: from me)?\b(?! (?:from|than))", r"\1 farthest from me"),
        (r"\b(?:on|to|at) my (left|right)\b(?! (?:side|hand|edge))", r"on the \1"),
        (rf"\b({NOUN}) what (?=(?:is|are|stands|sits|lies)\b)", r"\1 that "),
        (rf"\b(one|{NOUN}) (?:along|in|over|across) (?=from the (?:left|right|front|back)\b)",
         r"\1 "),
        (rf"\bthe (?:only|single) ({COLOR}) (?:thing|object|item|one)\b", r"the \1 one"),
        (r"\bso (?=(?:close|near|far)\b)", ""),
        (rf"\b({NOUN}) (?:that|which) (?:doesn't|does not) have (an?|the) (.+?) (?:(?:sitting"
         rf"|standing"
         r"|lying|right) )*(?:beside|near|next to) it\b", r"\1 that is not next to the \3"),
        (rf"\b({NOUN}) (?:without|with no) (an? |the )?(.+?) (?:(?:sitting|standing|lying|right) )*"
         r"(?:beside|near|next to) it\b", r"\1 that is not next to the \3"),
        (r"\b(?:in|at|on) the (?:(?:far|very) )?(back|front|top|bottom) (left|right)"
         r"(?: of the table)?(?= *(?:[,.;:!?]|$| and\b| goes\b))", r"at the \1 \2 corner"),
        (rf"\b(?:that|which) (?:is no|isn't an?|is not an?|aren't|are no|are not) (?="
         rf"(?:{NOUN})s?\b)",
         "that is not a "),
        (r"\bthats\b", "that's"),
    )
)  # fmt: skip


NEITHER = re.compile(
    rf"(?:\b|(?<=that))(?P<be>is|are|(?<=that)'s) (?:not|neither) (?P<colors>(?:{COLOR})(?:(?:,?"
    rf" (?:and|nor|or)|,)(?: not)?"
    rf" (?:{COLOR}))+)\b(?! (?:{NOUN}))"
)
"""Several colors that a thing has not."""


def neither(m: re.Match[str]) -> str:
    """Return "is not red that is not blue" for "is neither red nor blue"."""
    colors = re.findall(rf"\b(?:{COLOR})\b", m["colors"])
    be = "are" if m["be"] == "are" else "is"
    return f"{m['be']} " + f" that {be} ".join(f"not {color}" for color in colors)


PICK_OF = re.compile(
    r"\bthe (?P<how>near(?:er|est)?|clos(?:er|est)|far(?:ther|thest)?|furth(?:er|est)|left(?:most)?"
    r"|right(?:most)?|front|back|bigger|biggest|smaller|smallest|middle) of (?:the|these|those)"
    rf"(?: two| three)? (?P<what>(?:(?:{COLOR}) )?(?:{NOUN}))(?:e?s)\b"
)
"""One of some things."""


def singled(text: str) -> str:
    """Return "the nearer red cube" for "the nearer of the red cubes"."""
    return PICK_OF.sub(r"the \g<how> \g<what>", text)


def usual(text: str) -> str:
    """Return a text in small letters with its ways to point at things in usual words."""
    text = counted(text)
    text = COLORED_LIKE.sub(lambda m: f"{LIKE[m['like']]} {m['what']}", text)
    ended = END_OF.sub(lambda m: ENDS[m["end"]], text)
    if ended != text:
        text = STANDS.sub("the one ", SHOWN.sub("", ended))
    text = NEITHER.sub(neither, text)
    for said, plain in TURNS:
        text = said.sub(plain, text)
    return text


def counted(text: str) -> str:
    """Return "the second block from the right" for "counting from the right, the second block"."""
    m = COUNTING.search(text)
    if m is None or not COUNTED.search(text):
        return text
    start = text[: m.start()]
    joint = " " if start and not start.endswith(" ") and m.end() < len(text) else ""
    rest = f"{start}{joint}{text[m.end() :]}"
    return COUNTED.sub(lambda found: f"{found[0]} from the {m['side']}", rest)
