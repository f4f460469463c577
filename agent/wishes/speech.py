"""Verbs, courtesies and joints of goals, and how a goal falls into clauses."""

from __future__ import annotations

import re

from agent.references.words import COLORS, EXCEPT, NOUNS, VAGUE
from agent.wishes.courtesies import INDIFFERENT, POLITE, any_of, quiet, spelled, trim

PUT = any_of(
    """put|place|move|stack|set|drop|bring|lay|get|stick|leave|collect|gather|return|shift|slide
    |transfer|pop|pack|position|send|stand|carry|add|drag|deposit|relocate|scoot|nudge|slip|lower
    |balance|tuck|dump|toss|stow|load|hang|perch|take|get me|have|chuck|shove|park|plonk|plop
    |bung|insert|transport|haul|guide|deliver|install|settle|plant|seat|bear|plunk|swing|scoop
    |rather have|see|hide"""
)
GATHER = f"{PUT}|sort|arrange|distribute|spread|pile|throw|organize|organise"
"""Verbs for several things."""
MAKE = "make|build|form|create|construct"
TAKE = any_of(
    """pick up|pick|grab hold of|grab|lift up|lift|take hold of|take|fetch me|fetch|get hold of
    |hold on to|hold up|hold|hand me|hand over|give me|gimme|pass me|get me|let me have
    |let me hold"""
)
WANT = any_of(
    """i want to have|i want to see|i want|i need|we want|we need|i'd like to have|i'd like to see
    |i'd like|i'd love|i'd prefer|i would like to have|i would like to see|i would like|let us have
    |let there be|let"""
)
MODAL = any_of(
    """should|shall|must|can|may|could|will|to|ha(?:s|ve) to|needs? to|wants? to|would like to
    |ought to|(?:is|are) (?:(?:supposed|meant|going) )?to"""
)
STAYS = "end up|lie|land|stand|sit|rest|come|move|live|stay|belong|hop|jump|travel|ride"
GOES = (
    rf"(?:{MODAL}) (?:go|be put|be placed|be|{STAYS})|(?:{STAYS})s|goes|go|belong|come|hop|ends? up"
    "|(?:is|are) going"
)
VERBS = f"{PUT}|{TAKE}|push"
DRIFT = r"(?:(?:over|across|down|up|back|out|away|right|straight|directly|all the way) )*"
"""What says of a move only that it is one."""
RELATIONS: tuple[tuple[str, str], ...] = tuple(
    (relation, rf"{DRIFT}(?:{words})")
    for relation, words in (
        ("left of", r"(?:to |on |at )?(?:the )?left (?:side )?of"),
        ("right of", r"(?:to |on |at )?(?:the )?right (?:side )?of"),
        ("behind", r"to the top of"),
        ("in front of", r"to the bottom of"),
        ("in front of", r"in front of"),
        ("behind", r"behind|at the back of|in back of|to the back of"),
        ("near", r"near to|near|next to|beside of|beside|adjacent to|close to|alongside|by"),
        ("on", r"on top of|onto|on|atop|upon|over|above"),
        ("in", r"into|inside of|inside|in|within"),
        ("at", r"at|to"),
    )
)
ANY_RELATION = "|".join(pattern for _, pattern in RELATIONS)
LESS = re.compile(rf"\b(?:{'|'.join(EXCEPT)})\b")
"""Words behind which stands what is not meant."""
UNIT = " |"
"""Ends what was picked up, which is to be read as a whole: "put block left of bowl | on ..."."""
MAY = (
    "(?:also |then |now |just |still )?(?:be|go|stay|stand|sit|lie|come|move|join|live|get|have|end"
    "|fight|share|wait|rest|hop|jump|take|carry|keep|follow|remain|bear|hold|serve|act|play|make"
    "|form|become|choose|head|travel|return|sleep)"
)
"""What a thing can do that is no can."""
SIDE = "(?:left|right)(?: side)? of|in front of|behind"
PART = r"(?:(?!\band\b)[a-z0-9 ])+?"
ACROSS = re.compile(rf"\b({SIDE}) ({PART})((?:,? and|,|;) the {PART} (?:{SIDE})) it\b")


def across(text: str) -> str:
    """Return "A left of C and B right of C" for "A left of C and B right of it"."""
    return ACROSS.sub(r"\1 \2\3 \2", text)


def normal(text: str) -> str:
    """Return a goal in lower case and one spelling, without what ends the sentence."""
    text = " ".join(text.lower().replace("\u2019", "'").split()).replace("colour", "color")
    text = re.sub(r"n't\b", " not", text.replace("can't", "cannot").replace("won't", "will not"))
    text = re.sub(r"\b(degrees|cm|turn), (left|right)\b", r"\1 \2", text)
    text = INDIFFERENT.sub("", quiet(spelled(text)))
    text = " ".join(re.sub(r"[.!?]+\s*$", "", text).split())
    # "Red can go there" speaks of no can.
    text = re.sub(rf"\b({'|'.join(COLORS)}) can (?={MAY}\b)", r"\1 one can ", text)
    text = across(text)
    sure = r"(?:(?:make sure|see to it|ensure)(?: that)?|make that)"
    return re.sub(
        rf"^(?:please |and |then )*{sure} (.+?) (?:is|are|ends? up|goes|go|stands?) ",
        r"put \1 ",
        text,
    )


def clauses(text: str) -> list[str]:
    """Split a goal where a new wish starts, and join "pick up X and place it" to one."""
    text = re.sub(
        rf"\b(?:{TAKE}|get) ((?:(?!\b(?:{PUT})\b)[a-z0-9' -])+?)(?: out| up)?,? (?:and )?(?:then )?"
        rf"(?:{PUT}) (?:it|that|them|those)\b(?! (?:and|with)\b)",
        rf"put \1{UNIT}",
        text,
    )
    text = re.sub(
        rf"(\bput [a-z0-9' -]+?) (?:out of|off of|off|down from) [a-z0-9' -]+?{re.escape(UNIT)}",
        rf"\1{UNIT}",
        text,
    )
    # "The red one, put it in the bowl" is "put the red one in the bowl".
    text = re.sub(
        rf"(^|[;.!?] )((?:(?!\b(?:{GATHER}|{TAKE})\b)[a-z0-9' -])+?), {POLITE}?({GATHER}|{TAKE}) "
        r"(?:it|that one|this one|that|this|him|them)\b",
        r"\1\3 \2",
        text,
    )
    stands = "is|are|stands|stand|lies|lie|sits|sit|rests|rest|ends up|end up"
    text = re.sub(rf",? so (?:that )?(?:it|they) (?:{stands}) ", f"{UNIT} ", text)
    text = text.replace(f"{UNIT} back", " back")
    joint = r"(?:,|;|\.|\band\b|\bthen\b)+\s*(?:and |then |next |after that |finally )*"
    color, noun = "|".join(COLORS), "|".join((*NOUNS, *VAGUE))
    thing = (
        rf"(?:(?:all|every|each|both)(?: of)? )?(?:the )?(?:others|rest|(?:(?:other|remaining) )?"
        rf"(?:(?:(?:{color}) )?(?:{noun})(?:s|es)?|{color})) "
    )
    # A joint parts clauses where a verb follows, or a thing and where it goes.
    verb_next = rf"(?={POLITE}?(?:{GATHER}|{TAKE}|{MAKE}|push|line)\b)"
    thing_next = rf"(?={thing}(?:(?:{GOES}) )?(?:{ANY_RELATION})\b)"
    parts = re.split(rf"{joint}{verb_next}|{joint}{thing_next}|[;.!?]|, then|\band then\b", text)
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


def bare(clause: str) -> str:
    """Return a clause as "things where": without its verb, and without "should go"."""
    clause = clause.replace(UNIT, "")
    return re.sub(rf"^(?:{GATHER}|{WANT}) | (?:{GOES})\b", "", clause)
