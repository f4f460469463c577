"""Things told in a roundabout way: by what they are coloured like, after others, or corrected."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS

LOOKS_LIKE = {
    thing: color
    for color, things in {
        "yellow": "lemon banana sun sunshine butter canary daffodil sunflower",
        "green": "grass leaf leaves frog peas cucumber lime apple moss",
        "blue": "sky sea ocean",
        "red": "blood tomato cherry strawberry rose fire firetruck ketchup",
        "white": "snow milk chalk",
        "orange": "carrot pumpkin tangerine",
        "brown": "chocolate mud earth coffee bark",
        "gray": "ash elephant mouse stone",
        "purple": "plum aubergine eggplant grape grapes lavender",
        "pink": "flamingo pig bubblegum",
    }.items()
    for thing in things.split()
}
"""What things are known to be coloured like."""
COLORED_LIKE = re.compile(
    rf"\b(?P<what>one|thing|{'|'.join(NOUNS)})"
    r"(?:,? (?:that is|that's|which is|that has|with|in|of))? (?:the|a) colou?r of"
    rf" (?:a |an |the |some |fresh |ripe )*(?P<like>{'|'.join(LOOKS_LIKE)})s?\b"
)
OF_TWO = re.compile(
    rf"(?:^|(?<=[,.;:!?] ))of the (?:two |three |four )?(?P<what>(?:(?:{'|'.join(COLORS)}) )?"
    rf"(?:(?:{'|'.join(NOUNS)}|one)(?:s|es)|(?:{'|'.join(COLORS)})s)),?"
    r" (?:(?:i (?:mean|want|need)|it's|only|(?P<verb>take|use|pick|choose)) )?the"
    r" (?P<side>left|right|front|back|rear|top|bottom|near|nearer|nearest|far|farther|further"
    r"|furthest)(?:[ -]?(?:hand|most))?(?: one)?,?(?:(?: (?:and|so))? (?:that|it|this)(?: one)?)?\b"
)
"""One of several told by where it is, after them all."""


SAID = re.compile(
    r"[,.;:!?]+ *(?:(?:no|oh|wait|hang on|hold on|sorry|oops|whoops|hm+|ah|actually)[,.!]* )*"
    rf"i (?:said|say|wrote|typed) (?:the )?(?P<a>{'|'.join(COLORS)})(?: one)?[,.]*(?: but| and)?"
    rf" i (?:meant|mean|should have said) (?:the )?(?P<b>{'|'.join(COLORS)})(?: one)?(?P<rest>.*)$"
)
STAYS_FINE = (
    r"[,.;:!?]+ *(?:and |but )?(?:the )?{}(?: one| \w+)?(?:'s| is| can| should|) (?:be |just )*"
    r"(?:fine|ok|okay|good|alright|stays?|remains?|stay put)"
    r"(?: (?:there|put|where (?:it|she|he) is|as (?:it|she|he) is))?(?=[,.;:!?]|$)"
)
"""That what was said by mistake stays where it is."""


def corrected(text: str) -> str:
    """Return a text with the color that was meant, where another one was said by mistake."""
    m = SAID.search(text)
    if m is None or m["a"] not in text[: m.start()]:
        return text
    before = re.sub(rf"\b{m['a']}\b", m["b"], text[: m.start()])
    return before + re.sub(STAYS_FINE.format(m["a"]), "", m["rest"])


def of_two(m: re.Match[str]) -> str:
    """Return "the left red one" for "of the two red ones I mean the left, and that"."""
    *more, noun = m["what"].split()
    if noun.removesuffix("s") in COLORS:
        more, noun = [noun.removesuffix("s")], "one"
    noun = noun.removesuffix("es") if noun.endswith("xes") else noun.removesuffix("s")
    near = {"near": "closest to", "far": "farthest from", "fur": "farthest from"}
    who = next((words for start, words in near.items() if m["side"].startswith(start)), "")
    what = " ".join((*more, noun))
    one = f"the {what} {who} me" if who else f"the {m['side']} {what}"
    return f"take {one}" if m["verb"] else one


WHAT = r"(?:(?!\b(?:and|then|it|them|that)\b)[a-z0-9' -])+?"
SPOT = "(?:spot|place|position|location|home)"
GOES = (
    r"(?:goes|belongs|sits|stands|lives|stays|(?:should|shall|must|can|has to|needs to|ought to"
    r"|is to) (?:go|be|sit|stand|live|stay))"
)
RELATION = (
    r"(?:(?:right|just|directly|exactly|squarely|smack) )?(?:(?:in ?)?between [a-z0-9 ]+? and"
    r"|behind|in front of|next to|beside|near|close to|by|on top of|on|onto|in|inside|into"
    r"|(?:to |on |at )?(?:the )?(?:left|right)(?:[ -]hand side| side)? of|(?:on|to|at|in) the)"
)
SIDE_OF = re.compile(
    r"\b(?:(?:to|on|at|by|over to) )?"
    rf"(?P<a>(?:the|that|my) (?:[a-z]+ ){{0,2}}(?:{'|'.join(NOUNS)}))"
    r"'s (?P<s>left|right)(?:[ -]hand)?(?: side| flank)?\b(?! (?:corner|edge|hand|one|neighbou?r))"
)
"""Beside a thing: "to the bowl's left"."""
SPOTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said), plain)
    for said, plain in (
        (rf"^({RELATION} {WHAT}),? (?:that's|there's|is) (?:just )?the {SPOT} for ({WHAT})"
         r"(?=[.!]?$)", r"put \2 \1"),
        (rf"^({RELATION} {WHAT}),? (?:that's|is) (?:just )?where (?:i'd like|i want|i need)"
         rf" ({WHAT})(?=[.!]?$)", r"put \2 \1"),
        (rf"^({RELATION} {WHAT}),? (?:that's|is) (?:just )?where ({WHAT}) {GOES}(?=[.!]?$)",
         r"put \2 \1"),
        (rf"^((?:the|that|this|my) {WHAT}) is where ({WHAT}) {GOES}(?=[.!]?$)", r"put \2 at \1"),
        (rf"^((?:the|that|this|my) {WHAT})'s (?:new )?{SPOT} is ({RELATION} {WHAT})"
         r"(?=[.!]?$)", r"put \1 \2"),
        (rf"^((?:the|that|this|my) {WHAT})'s (?:new )?{SPOT} is ((?:the|that) {WHAT})"
         r"(?=[.!]?$)", r"put \1 at \2"),
        (r"\b(?:by )?(?:about )?the (?:width|breadth|length|size) of (?:a|one|your|my) (finger"
         r"|thumb|hand|block|cube|palm|fist)\b", r"by a \1's width"),
    )
)  # fmt: skip
"""Where something goes, told before what goes there."""
TOY = re.compile(r"\b(?:bath|rubber|bathtub)[ -](?:toy|duck(?:y|ie)?)\b")


def shorter(text: str) -> str:
    """Return a text in small letters with such things told in short.

    >>> shorter("of the two red ones i mean the left, and that goes on the one the color of grass")
    'the left red one goes on the green one'
    """
    text = COLORED_LIKE.sub(lambda m: f"{LOOKS_LIKE[m['like']]} {m['what']}", corrected(text))
    text = SIDE_OF.sub(r"to the \g<s> of \g<a>", text)
    for said, plain in SPOTS:
        text = said.sub(plain, text)
    return TOY.sub("duck", OF_TWO.sub(of_two, text))
