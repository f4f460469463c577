"""Corners and edges as people tell them, from where they sit: "the right corner close to me"."""

from __future__ import annotations

import re

SIDE = r"(?P<side>left|right)(?:[ -]hand)?(?: side)?"
ME = r"(?:me|us|myself|my (?:seat|chair|side|end|belly|tummy)|where i (?:sit|stand)|my own side)"
YOU = r"(?:you|yourself|the robot|the arm|your (?:side|base|end))"
CLOSE = r"(?:clos(?:e|er|est)|near(?:er|est)?|next|right by|by)(?: to)?"
AWAY = r"(?:(?:far|further|furthest|farther|farthest)(?: away)?|away)"
NEAR = (
    rf"(?:(?:right |just )?(?:{CLOSE} {ME}|on my side|at my (?:end|side)|in front(?: of {ME})?"
    rf"|{AWAY} from {YOU}|(?:at |on )?this (?:end|side)(?: of (?:the (?:table|desk)|it))?"
    r"|(?:down |up |over )?here(?: (?:at|by|on) my (?:end|side))?))"
)
FAR = (
    rf"(?:{AWAY} from {ME}|(?:far|further|furthest|farther|farthest) away|{CLOSE} {YOU}"
    rf"|on your side|at your (?:end|side)|at the (?:back|far end)|in the back"
    r"|(?:at |on )?(?:the |that )(?:other|opposite|far) (?:end|side)"
    r"(?: of (?:the (?:table|desk)|it))?)"
)
THEN = r",?(?: and)?(?: the one| that one)?(?: that is| that's| which is| over there)?,?"
ON = r"(?:on|to|at) (?:the|my)"
FORMS = [
    rf"{SIDE} corner{THEN} {{where}}",
    rf"corner(?: (?:over|up|down) there)?,? {ON} {SIDE}{THEN} {{where}}",
    rf"{{where}},? {ON} {SIDE},? (?:right )?(?:in|into|to|at) (?:the|that) corner",
    rf"corner{THEN} {{where}},?(?: and)? {ON} {SIDE}",
    rf"corner{THEN} {{where}},? (?:the )?{SIDE}(?: one)?\b",
]
PREFIXED = (
    (rf"(?:near(?:er|est)?|clos(?:er|est)|front) corner,? {ON} {SIDE}", "bottom"),
    (rf"(?:far(?:ther|thest)?|further|furthest|back|rear) corner,? {ON} {SIDE}", "top"),
    (
        r"corner (?:nearest|closest|next|near|close|by|at)(?: to)? my (?P<side>left|right)"
        r" (?:hand|arm|elbow)",
        "bottom",
    ),
    (rf"(?:(?:near(?:er|est)?|clos(?:er|est)|front)[ -]|my ){SIDE} corner", "bottom"),
    (rf"(?:(?:far(?:ther|thest)?|further|furthest|back|rear)[ -]|your ){SIDE} corner", "top"),
)
CORNERS = [
    *((re.compile(rf"\b{form.format(where=NEAR)}\b"), "bottom") for form in FORMS),
    *((re.compile(rf"\b{form.format(where=FAR)}\b"), "top") for form in FORMS),
    *((re.compile(rf"\b{form}\b"), row) for form, row in PREFIXED),
]
VIEW = re.compile(
    r",?(?: seen)? from where i(?:'m| am| sit| stand)(?: sitting| standing)?"
    r"|,?(?: seen)? from (?:my (?:side|seat|chair|point of view|view|perspective)"
    r"(?: of (?:it|the table))?|here\b)"
    r"|,? (?:as|when|the way) i (?:see|look at) it"
)
ROW = "near|far|front|back|rear|top|bottom|upper|lower"
HEADED = re.compile(rf"\b(?P<which>{ROW}|left|right)(?:[ -]hand)? corners\b")
"""Tells of which two corners one is spoken of."""
EDGES = (
    (rf"(?:edge|side|end)(?: of the (?:table|desk))?{THEN} {NEAR}", "bottom side"),
    (rf"(?:edge|side|end)(?: of the (?:table|desk))?{THEN} {FAR}", "top side"),
    (r"my (?:own )?(?:edge|end) of the (?:table|desk)", "the bottom side"),
    (r"your (?:own )?(?:edge|end) of the (?:table|desk)", "the top side"),
)


ROW = r"(?:(?:left|right)(?:[ -]hand)?|near|far|front|back|rear|top|bottom|upper|lower)"
HALFWAY = r"(?:middle|center|midpoint|half ?way(?: point)?|midway)"
ABOUT = r"(?:(?:right|just|about|roughly|exactly|dead|bang|somewhere) )*"
MIDST = rf"{ABOUT}(?:(?:in|at|on|to) )?(?:the )?{ABOUT}{HALFWAY}"
AMIDST = (
    (rf"{MIDST} (?:of|on|along|up|down) ((?:the|my|your|that) )?({ROW} (?:edge|side))", r"at \1\2"),
    (
        rf"({ROW},?(?: (?:edge|side|end))?),?(?: and)? {MIDST} (?:of|along|up|down)"
        r" (?:that|this|the|its|it)(?: (?:edge|side|length|end))?",
        r"\1",
    ),
    (
        rf"({ROW} (?:edge|side))(?:, {ABOUT}(?:(?:in|at) )?(?:the )?{ABOUT}{HALFWAY}"
        rf"|,? {ABOUT}(?:half ?way|midway))(?: along| up| down)?",
        r"\1",
    ),
)
"""The middle of an edge is that edge."""


def cornered(text: str) -> str:
    """Return a text in small letters in which corners and edges have their usual names.

    >>> cornered("to the right corner that's closest to me")
    'to the bottom right corner'
    """
    if re.search(r"\b(?:corners?|edge|side|end)\b", text) is None:
        return text
    text = ones(VIEW.sub("", text))
    for midst, plain in AMIDST:
        text = re.sub(rf"\b{midst}\b(?! of)", plain, text)
    for form, row in CORNERS:
        text = form.sub(rf"{row} \g<side> corner", text)
    for edge, name in EDGES:
        text = re.sub(rf"\b{edge}\b", name, text)
    return text.replace("corner of the table", "corner")


def ones(text: str) -> str:
    """Return a text with "near left corner" for "the near left one", where it speaks of corners.

    >>> ones("far corners: red in the left one")
    'far corners: red in the far left corner'
    """
    text = re.sub(rf"\b({ROW})[ -](left|right) one\b", r"\1 \2 corner", text)
    if m := HEADED.search(text):
        row, side = rf"(?:{ROW})", "(?:left|right)"
        other = side if re.fullmatch(row, m["which"]) else row
        for one in re.findall(rf"\b(?P<one>{other})(?:[ -]hand)? one\b", text):
            which = f"{m['which']} {one}" if other == side else f"{one} {m['which']}"
            text = re.sub(rf"\b{one}(?:[ -]hand)? one\b", f"{which} corner", text)
            text = re.sub(
                rf"(?:(?:in|for|to) )?(?:the )?(?:two )?{HEADED.pattern}[:,;] *", "", text
            )
    return text
