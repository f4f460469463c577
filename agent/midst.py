"""Things between two others, in whatever sentence: the gist of such wishes.

"There's a gap between the two bowls, the green block would look nice in it" names two bowls, what
is between them, and one more thing.
"""

from __future__ import annotations

import re

from agent.asides import brief
from agent.gist import ASKS, CHANGES, OPEN, TELLS
from agent.marks import marked
from agent.types import Fact, Observation

PART = (
    r"(?:me|you|us|the robot"
    r"|(?:back|front|left|right|far|near|rear|top|bottom)(?: (?:side|edge|end))?)"
)
WHERE = (
    rf"(?: (?:near|by|close to|closest to|nearest to|nearest|at|on|over|to)(?: the| my)? {PART})?"
)
BETWEEN = re.compile(
    r"(?<!from )(?<!out )\b(?:(?:exactly|right|just|somewhere|squarely|half ?way|midway|down"
    r"|over) )*"
    r"(?:(?:in|into|at|fill) (?:the )?(?:gap|space|room|middle|spot) )?(?:in ?)?between(?: of)?"
    rf" (?:(?:the|these|those|my|both|our) )*(?:<(\d+)>{WHERE},? (?:and|&) <(\d+)>{WHERE}"
    r"|(?:two )?<(\d+)>(?! (?:and|&)))"
)
ROOM = re.compile(
    r"\b(?:there(?:'s| is)|i (?:see|left)|we (?:have|left))(?: (?:a|some|the|enough|just enough"
    r"|plenty of))?(?: (?:little|nice|big|free|empty|good))? (?:gap|space|room|spot|place|hole)"
    r"|,? ?there(?:'s| is) (?:space|room)(?: enough)?"
    r"|,? ?(?:so )?(?:in|into|to|for) (?:it|there|that)\b"
    r"|\bright(?= (?:there|between))"
)
"""That there is room, and that a thing goes there."""
TWO = re.compile(r"\b(?:the |those |these |both |my )*(?:two )?(?P<what>(?:\w+ )?\w+s)\b")
ELSEWHERE = re.compile(
    r"\b(?:left|right|top|bottom|back|front|corner|edge|side|middle|on|in|into|onto|behind|near|beside"
    r"|next to)\b"
)
"""What would tell of another place."""


def midst(text: str, observation: Observation) -> Fact | None:
    """Return which thing goes between which others, if a text tells just that.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
    """
    if "between" not in text:
        return None
    said = paired(brief(text), observation)
    said, sets = marked(said, observation, ())
    m = BETWEEN.search(said)
    if m is None or ASKS.match(said) or TELLS.search(said):
        return None
    ends = [name for i in m.groups() if i for name in sets[int(i)]]
    rest = ROOM.sub(" ", said[: m.start()] + "|" + said[m.end() :])
    things = {name for i in re.findall(r"<(\d+)>", rest) for name in sets[int(i)]}
    rest = re.sub(r"<\d+>", "", rest)
    if len(ends) != 2 or ends[0] == ends[1] or len(things) != 1 or things & set(ends):
        return None
    if OPEN.search(rest) or CHANGES.search(rest) or ELSEWHERE.search(rest):
        return None
    return Fact("between", things.pop(), ends[0], more=(ends[1],))


def paired(text: str, observation: Observation) -> str:
    """Return a text with the names of both where "between the two bowls" means all there are."""

    def both(m: re.Match[str]) -> str:
        kind = m["what"].removesuffix("s")
        of = [o.name for o in observation.objects if kind in (o.kind, f"{o.color} {o.kind}")]
        return f"between the {of[0]} and the {of[1]}" if len(of) == 2 else m[0]

    return re.sub(rf"\bbetween {TWO.pattern}", both, text)
