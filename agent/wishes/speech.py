"""Verbs, courtesies and joints of goals, and how a goal falls into clauses."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS, VAGUE

PUT = (
    "put|place|move|stack|set|drop|bring|lay|get|stick|leave|collect|gather|return|shift|slide"
    "|transfer|pop|pack|position|send|stand|carry|add|drag|deposit|relocate|scoot|nudge|slip"
    "|lower|balance|tuck|dump|toss|stow|load|hang|perch|take|get me|have"
)
GATHER = f"{PUT}|sort|arrange|distribute|spread|pile|throw|organize|organise"
"""Verbs for several things."""
MAKE = "make|build|form|create|construct"
TAKE = (
    "pick up|pick|grab|lift up|lift|take|fetch me|fetch|get hold of|take hold of|grab hold of|hold on to"
    "|hold up|hold|hand me|hand over|give me|gimme|pass me|get me|let me have|let me hold"
)
WANT = (
    "i want to have|i want to see|i want|i need|we want|i'd like to have|i'd like"
    "|i would like to have|i would like to see|i'd like to see|i would like|i'd love|i'd prefer"
    "|we need|let us have|let there be|let"
)
GOES = (
    "should go|should be|should end up|should lie|should stand|must go|must be|goes|go|belongs"
    "|belong|has to go|have to go|needs to be|need to be|needs to go|need to go|to be|to go"
    "|has to be|have to be|ends up|is to go|are to go|shall go|shall be|should come|shall come"
    "|can go|may go|could go|comes|come|moves|sits|sit|stands|lies|rests|lives|hops|jumps|travels"
    "|should move|should stay|should rest|should sit|must lie|must stand|must sit|is supposed to be"
    "|are supposed to be|is supposed to go|are supposed to go|is meant to be|is going|are going"
    "|wants to be|wants to go|want to go|would like to be|will go|will be|gets put|gets placed"
    "|can be|ought to be|ought to go|rides|hop|has its place|is to lie|is to stand"
)
VERBS = f"{PUT}|{TAKE}|push"
POLITE = (
    r"(?:(?:please|now|no(?=,)|ok|okay|robot|hey|hi|hello|could you|can you|would you|will you"
    r"|i want you to|i'd like you to|i would like you to|i need you to|i'd love you to|go ahead and"
    r"|you should|you can|you could|you may|you must|let's try|let's|kindly|would you mind"
    r"|would it be possible to|is it possible to|do you think you could|might you|may i ask you to"
    r"|it would be (?:nice|great|lovely|good) if you (?:could|would)|i wonder if you could"
    r"|i was wondering if you could|be so kind (?:as to|and)|if you would|help me to|help me|try to"
    r"|your task is to|do me a favor and|be a dear and|all you need to do is|simply|quickly|gently"
    r"|carefully|so|well|right(?=,)|alright|all right|yo|oi|good|fine|sorry|excuse me|actually"
    r"|first of all|first(?= (?:put|take|move|bring|set|place|the)\b)|second(?=,)|lastly|once more"
    r"|maybe|perhaps|then|and|but(?=,)|also|next|finally|just|after that|afterwards|,|\s)+\b)"
)
TRAILING = (
    r"(?:,? (?:so that it stays|please|now|too|as well|instead|for me|for us|again|there|then|thanks"
    r"|thank you(?: very much| kindly)?|go|quick|quickly|gently|carefully|right away|at once|ta|cheers"
    r"|if you (?:please|would|could|can|like|do not mind|will|would be so (?:kind|good))|would you"
    r"|will you|could you|can you|first|next|nothing else|nothing more|that's all|that is all))+$"
)
SOUNDS = re.compile(r",?\b(?:u+m+|u+h+|er+m?|h+m+|a+h+|o+h+|pl[sz]+|ple+ase|thx|ty|kindly)\b,?(?: |$)")
"""Said while thinking, or out of courtesy, wherever that may be."""
ASIDES = re.compile(
    r"(?:(?<=[,.;:!?] )|^)(?:(?:my |dear |old |little )*(?:robot|robo|buddy|pal|mate|dear|love|friend"
    r"|sweetheart|darling|honey|boss|sir|amigo|dude|man|bot|arm)|ok|okay|yes|yeah|chop chop|hello|hi"
    r"|hey|right|alright|now|well|so|thanks|thank you|cheers|ta|would you|will you|could you|can you"
    r"|if you please|go|quick|done|roger|over|you know|you see|i think|let me see|let me think"
    r"|let's see|listen|look|say|simple)(?:[,.;:!?]+ ?|$)"
)
"""Said between commas, and no part of a wish."""

RELATIONS: tuple[tuple[str, str], ...] = (
    ("left of", r"(?:to |on |at )?(?:the )?left (?:side )?of"),
    ("right of", r"(?:to |on |at )?(?:the )?right (?:side )?of"),
    ("behind", r"to the top of"),
    ("in front of", r"to the bottom of"),
    ("in front of", r"in front of"),
    ("behind", r"behind|at the back of|in back of|to the back of"),
    ("near", r"near to|near|right next to|next to|right beside|beside|close to"),
    ("on", r"on top of|onto|on|atop|upon|over|above|right on|directly on"),
    ("in", r"into|inside of|inside|in|within"),
    ("at", r"at|to"),
)
ANY_RELATION = "|".join(pattern for _, pattern in RELATIONS)
UNIT = " |"
"""Ends what was picked up, which is to be read as a whole: "put block left of bowl | on ..."."""
MAY = "(?:also |then |now )?(?:be|go|stay|stand|sit|lie|come|move|join|live|get|have|end)"
"""What a thing can do that is no can."""


def normal(text: str) -> str:
    """Return a goal in lower case and one spelling, without what ends the sentence."""
    text = " ".join(text.lower().replace("\u2019", "'").split()).replace("colour", "color")
    text = re.sub(r"n't\b", " not", text.replace("can't", "cannot").replace("won't", "will not"))
    text = SOUNDS.sub(lambda m: " " if m.start() else "", text)
    while (less := ASIDES.sub("", text).strip(" ,;")) != text:
        text = less
    text = " ".join(re.sub(r"[.!?]+\s*$", "", text).split())
    # "Red can go there" speaks of no can.
    text = re.sub(rf"\b({'|'.join(COLORS)}) can (?={MAY}\b)", r"\1 one can ", text)
    sure = r"(?:make sure|see to it|ensure)(?: that)?"
    return re.sub(
        rf"^(?:please |and |then )*{sure} (.+?) (?:is|are|ends? up|goes|go) ", r"put \1 ", text
    )


def clauses(text: str) -> list[str]:
    """Split a goal where a new wish starts, and join "pick up X and place it" to one."""
    text = re.sub(
        rf"\b(?:{TAKE}|get) ((?:(?!\b(?:{PUT})\b)[a-z0-9' -])+?)(?: out| up)?,? (?:and )?(?:then )?"
        rf"(?:{PUT}) (?:it|that|them|those)\b(?! (?:and|with)\b)",
        rf"put \1{UNIT}",
        text,
    )
    stands = "is|are|stands|stand|lies|lie|sits|sit|rests|rest|ends up|end up"
    text = re.sub(rf",? so that (?:it|they) (?:{stands}) ", f"{UNIT} ", text)
    text = text.replace(f"{UNIT} back", " back")
    joint = r"(?:,|;|\.|\band\b|\bthen\b)+\s*(?:and |then |next |after that |finally )*"
    color, noun = "|".join(COLORS), "|".join((*NOUNS, *VAGUE))
    thing = (
        rf"(?:(?:all|every|each|both)(?: of)? )?(?:the )?(?:others|rest|(?:(?:other|remaining) )?"
        rf"(?:(?:(?:{color}) )?(?:{noun})(?:s|es)?|{color})) "
    )
    # A joint parts clauses where a verb follows, or a thing and where it goes.
    verb_next = rf"(?={POLITE}?(?:{GATHER}|{TAKE}|{MAKE}|push|line)\b)"
    thing_next = rf"(?={thing}(?:{ANY_RELATION})\b)"
    parts = re.split(rf"{joint}{verb_next}|{joint}{thing_next}|;|\.|, then|\band then\b", text)
    return joined([p for part in parts if (p := trim(part))])


def joined(parts: list[str]) -> list[str]:
    """Put "put the red block" and "the blue one in the bowl" together: one wish for two things."""
    out: list[str] = []
    for part in parts:
        alone = out and re.fullmatch(rf"(?:{PUT}) .+", out[-1])
        verb = re.match(rf"(?:{GATHER}|{MAKE}|{TAKE}|push|line)\b", part)
        if alone and not verb and not re.search(rf" (?:{ANY_RELATION})\b| back$", out[-1]):
            out[-1] += f" and {part}"
        else:
            out.append(part)
    return out


def trim(part: str) -> str:
    """Take off what a clause says only to be polite or to follow another."""
    return re.sub(TRAILING, "", re.sub(f"^{POLITE}", "", part.strip(" ,")).strip(" ,")).strip(" ,")


def bare(clause: str) -> str:
    """Return a clause as "things where": without its verb, and without "should go"."""
    clause = clause.replace(UNIT, "")
    return re.sub(rf"^(?:{GATHER}|{WANT}) | (?:{GOES})\b", "", clause)
