"""What people say beside their wish, to be polite or while they think."""

from __future__ import annotations

import re
from functools import cache

from agent.references.words import COLORS, NOUNS


def any_of(text: str) -> str:
    """Return the alternatives of a text, whatever its lines, as a pattern."""
    return "|".join(" ".join(part.split()) for part in text.split("|"))


BEFORE = any_of(
    r"""please|please you|kindly|now|no(?=,)|ok|okay|alright|all right|right(?=,)|well|so|yo|oi|good
    |fine|hey|hi|hello|robot|sorry|excuse me|could you|can you|would you|will you|might you
    |you should|you can|you can to|you could|you may|you must|can it|could it|i want you to
    |i need you to|i'd like you to|i'd love you to|i would like you to|i would like that you
    |(?:might|could|may) i trouble you to|would you mind(?: terribly| awfully)?
    |would it be possible (?:to|that)|is it possible (?:to|that)|do you think you could
    |may i ask you to
    |i (?:wonder|was wondering) if you could|let's try|let's|let us see you
    |(?:show|let us see|show us|show me|show the class) how you|be so good (?:as to|and)
    |it would be (?:nice|great|lovely|good) if you (?:could|would)
    |(?:would you )?be so (?:very )?kind (?:as to|and)|if you would|help me to|help me|try to
    |go ahead and
    |do me a favor and|be a dear and|your task is to|all you need to do is|simply|quickly|gently
    |carefully|just|actually|maybe|perhaps|first of all
    |first(?= (?:put|take|move|bring|set|place|the)\b)|second(?=,)|then|and|but(?=,)|also|next
    |once more|after that|afterwards|lastly|finally|,|\s"""
)
POLITE = rf"(?:(?:{BEFORE})+\b)"
"""Before a wish."""
AFTER = any_of(
    r"""so that it stays|please|now|too|as well|instead|for me|for us|again|there|then|thanks
    |thank you(?: very much| kindly)?|ta|cheers|go|quick|quickly|gently|carefully|right away
    |when you (?:are|have) (?:finished|done)|when you're (?:finished|done)
    |when you have (?:a moment|a minute|a second|time)
    |if you (?:please|would|could|can|like|do not mind|will|would be so (?:kind|good))
    |if you'd (?:be so (?:kind|good)|please|like|not mind)|would you
    |will you|could you|can you|would ya|first|next|nothing else|nothing more|that's all|that is all
    |ok|okay|alright|yeah|yes
    |would ya mate|would you love|pretty please|mate|love|darl|darling|buddy|dear|pal|man|dude|lol
    |x|k|asap|if (?:it|that) is (?:not too much trouble|no trouble|no bother)"""
)
TRAILING = rf"(?:,? (?:{AFTER})|(?<!degrees), right)+$"
"""Behind a wish; "to the right" is where it goes."""
SOUNDS = re.compile(r",?\b(?:u+m+|u+h+|er+m?|h+m+|a+h+|o+h+)\b,?(?: |$)")
"""Said while thinking, wherever that may be."""
PLEASE = re.compile(r"\b(?:pl[sz]+|ple+ase|thx|ty|kindly)\b ?(?=[,.]|\w|$)")
CALLED = any_of(
    """robot|robo|bot|arm|buddy|pal|mate|dear|love|friend|sweetheart|darling|honey|boss|sir|amigo
    |dude|man"""
)
ASIDE = any_of(
    """ok|okay|yes|yeah|chop chop|hello|hi|hey|right|alright|now|well|so|thanks|thank you|cheers|ta
    |would you|will you|could you|can you|if you please|go|quick|done|roger|over|you know|you see
    |i think|let me see|let me think|let's see|listen|look|say|simple
    |(?:i think )?(?:that|it|this) (?:would|will|might|should|is going to) (?:look|be)
    (?:much nicer|nicer|nice|much better|better|good|prettier|pretty|lovely|great|easier|safer)"""
)
ASIDES = re.compile(
    r"(?:(?<=[,.;:!?] )|^)"
    rf"(?:(?:my |dear |old |little )*(?:{CALLED})|{ASIDE})(?:[,.;:!?]+ ?|$)"
)
"""Said between commas, and no part of a wish."""


CARELESS = any_of(
    r"""whichever|whatever|which(?=[a-z ]* (?:up to you|not matter))|no matter|i (?:really )?do not
    |do not|i am not fussed|not fussed|i am easy|does not matter|doesnt matter|idc|dont care
    |it is up to you|up to you|you choose|your choice|i leave|the choice is yours|any is fine
    |any will do|anywhere is fine|either way|in any order|order|the order
    |direction|the direction|which way"""
)
MATTERS = any_of(
    r"""mind|care|matter|matters|fussed|easy|fine|up to you|your (?:choice|good taste|taste|affair)
    |you like|you fancy|you want|you please|suits you|suits|you prefer|to you|will do|round|idc"""
)
INDIFFERENT = re.compile(
    rf"[,.;:!?]? ?\b(?:{CARELESS})\b(?: [a-z0-9']+){{0,7}}? (?:{MATTERS})\b[^,.;:!?]*"
    r"|[,.;:!?]? ?\b(?:i )?(?:dont|do not|don't) (?:really )?(?:care|mind)\b[^,.;:!?]*"
    r"|[,.;:!?]? ?\b(?:in any order|idc|no matter (?:which|how|what order))\b[^,.;:!?]*"
    r"|[,.;:!?]? ?\b(?:it )?(?:does not|doesnt) matter\b[^,.;:!?]*"
    r"|[,.;:!?] ?(?:and |but )?(?:the (?:rest|others)|everything else) (?:can |may |should )?"
    r"(?:stays?|remains?) (?:where (?:it is|they are)|put|there|as (?:it is|they are))(?=[,.;!?]|$)"
    r"|[,.;:!?] ?\b(?:you (?:can )?(?:choose|pick|decide)|your (?:choice|pick|call))(?=[,.;:!?]|$)"
)
"""Leaves something to the robot, or where it is, as whatever is not told is left anyway."""
TEXTED = {
    "thats": "that's",
    "whats": "what's",
    "aftr": "after",
    "dont": "do not",
    "isnt": "is not",
    "arent": "are not",
    **dict.fromkeys("ducky duckie".split(), "duck"),
    **dict.fromkeys("blk blok bloc".split(), "block"),
    **dict.fromkeys("blks bloks blox".split(), "blocks"),
    **dict.fromkeys("d da teh tha thee".split(), "the"),
    **dict.fromkeys("ylw yel yelow yello".split(), "yellow"),
    **dict.fromkeys("grn gren".split(), "green"),
    **dict.fromkeys("orng orang ornge".split(), "orange"),
    "wht": "white",
    "blu": "blue",
    "gry": "gray",
    "prpl": "purple",
    "bwl": "bowl",
    "u": "you",
    "n": "and",
    "w": "with",
    "ur": "your",
    "4": "for",
    "2": "to",
    "r": "are",
    "rd": "red",
    "em": "them",
    "'em": "them",
    "gimme": "give me",
    "mvoe": "move",
    "pic": "pick",
    "wanna": "want to",
    "gonna": "going to",
    "thru": "through",
    "fwd": "forward",
}
"""Words as people write them in a hurry."""
COUNTED = re.compile(r"[42] (?:of|blocks|cubes|bricks|bowls|things|items|cups|cans|boxes)\b")


ASKED_FOR = (
    *COLORS,
    *(noun + end for noun in NOUNS for end in ("", "s")),
    *"left right behind front near next beside between corner middle center side".split(),
)
"""What fingers slip on most: things, colors and where to."""
WORDS = frozenset(
    "gary cusp cpus brow plan boar font back bows cues cubs plats rays bock bricks cans tins rins"
    " ring rings fight light pack lack blacks cans cups pots pieces bow bowed par pare pan plane"
    " wit whit pin pins pik park bran bond bard dish doc dock dues dukes duck brand pate"
    " spheres here cane cone gree grey back balk oust con corner sid nex nest net font"
    " baker bakers basis bards boars hops ducking diss rigs plans"
    " idle bide fron ales bals bas box ducks boles".split()
)
"""Words that are no slips, or that might be slips of several."""


@cache
def slips() -> dict[str, str]:
    """Return words of which two neighbouring letters are exchanged, or one left out, mended.

    The first letter always stands where it should.
    """
    words = {*ASKED_FOR, *WORDS}
    out: dict[str, str] = {}
    for word in (w for w in ASKED_FOR if len(w) > 4):
        out |= {word[:i] + word[i + 1 :]: word for i in range(1, len(word))}
    out = {slip: word for slip, word in out.items() if slip not in words}
    for word in (w for w in ASKED_FOR if len(w) > 3):
        for i in range(1, len(word) - 1):
            slip = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            if slip not in words:
                out[slip] = word
    return out


HUED = re.compile(
    rf"\b({'|'.join(COLORS)}|plum|lime|lemon|rose|sky|grass|blood|cherry|tomato|lavender|mustard"
    r"|salmon|olive|chocolate|ivory|silver|gold|crimson|navy|violet|teal|magenta|scarlet)"
    r"[- ]?(?:colou?r(?:ed)?|hued|tinted)\b"
)
BEHIND_NOUN = re.compile(
    rf"\b(the|a|that|this|of|my) ({'|'.join(NOUNS)}) ({'|'.join(COLORS)})\b"
    rf"(?! (?:{'|'.join(NOUNS)}|ones?|and|or)\b)"
)
"""A color behind its noun, as in other languages."""

FAR_OFF = re.compile(
    r"\bthe (?P<how>close|near|closer|nearer|closest|nearest|far|farther|further|farthest|furthest"
    rf"|distant) (?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{'|'.join(NOUNS)}|one)s?)"
    r"(?= *(?:[,.;:!?]|$)| (?!to\b|of\b|from\b|the\b|my\b|by\b|away\b))"
)
"""Near or far, seen from the person, where nothing else is said that it would be so from."""


REACHED = re.compile(
    rf"\b(the (?:{'|'.join(NOUNS)}|one)),? (?:that )?(?:i|we)(?:'d| would| can| could|'ll| will)?"
    r" (?:reach|get to|touch) (?:first|most easily|easiest|quickest|soonest)\b"
)


def from_me(found: re.Match[str]) -> str:
    """Return "the block closest to me" for "the near block"."""
    how = "farthest from" if found["how"].startswith(("f", "d")) else "closest to"
    return f"the {found['what']} {how} me"


def spelled(text: str) -> str:
    """Return a text with hasty words written out, and colors before their nouns.

    Numerals before things stay.
    """
    text = REACHED.sub(r"\1 closest to me", FAR_OFF.sub(from_me, text))
    text = re.sub(r"\b(?:bar|barring|save for|minus|excluding) (?=the\b)", "except ", text)
    text = BEHIND_NOUN.sub(r"\1 \3 \2", HUED.sub(r"\1", text))
    words = text.split(" ")
    out = []
    for i, word in enumerate(words):
        core = word.strip(",.;:!?")
        after = " ".join(words[i : i + 2])
        counts = core.isdigit() and (COUNTED.match(after) or i == 0 or words[i - 1] == "all")
        new = None if counts else TEXTED.get(core) or slips().get(core)
        out.append(word.replace(core, new, 1) if new else word)
    return " ".join(out)


REASON = re.compile(
    r",? \b(?:because|cause|so (?:that )?(?:nobody|no one|everybody|i can|we can|she can|he can"
    r"|my [a-z]+ can(?:not)?|they can|the (?:kids|children|others|baby)))\b[^,.;!?]*"
)
"""Why something is wished for, which changes nothing of it."""
GERUND = re.compile(
    r"\bmind(?: awfully| terribly| very much)? (?P<verb>\w+?)(?P<end>tt|bb|pp)?ing\b"
)


def plain_verb(found: re.Match[str]) -> str:
    """Return "mind move" for "mind moving"."""
    stem, end = found["verb"], found["end"]
    if end:
        stem += end[0]
    elif stem in ("mov", "plac", "tak", "giv", "hav", "leav", "mak"):
        stem += "e"
    return f"mind {stem}"


def quiet(text: str) -> str:
    """Return a text without sounds, asides and reasons."""
    text = REASON.sub("", GERUND.sub(plain_verb, text))
    text = PLEASE.sub("", SOUNDS.sub(lambda m: " " if m.start() else "", text)).strip(" ,")
    while (less := ASIDES.sub("", text).strip(" ,;")) != text:
        text = less
    return text


def trim(part: str) -> str:
    """Take off what a clause says only to be polite or to follow another."""
    return re.sub(TRAILING, "", re.sub(f"^{POLITE}", "", part.strip(" ,")).strip(" ,")).strip(" ,")
