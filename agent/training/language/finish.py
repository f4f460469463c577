"""How somebody types: capitals, full stops, chatter before the goal, slips of the fingers."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.training.language.apart import may_say
from agent.training.language.command import Command
from agent.training.language.splits import Rng, one
from agent.training.language.table import Table, Unlucky
from agent.training.language.verbs import CHATTY

FORBIDDEN = re.compile(
    r"\b(pink|cyan|brown|gr[ae]y|purple|magenta|turquoise|violet|beige|lilac|mauve|fuchsia"
    r"|farthest|furthest|a lot|third|fourth|diagonal"
    r"|lines?|rows?|columns?|queue)\b"
    r"|corner.{0,20}(closest|nearest|far)|(closest|nearest).{0,8} corner"
)
"""What neither training nor validation says, not even by a slip."""
TYPOS = 0.05
QWERTY = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "r", "n": "m", "s": "d", "l": "k"}


def finish(said: Command, t: Table) -> Command:
    """Return the command with its text as it is typed."""
    text = said.text
    rng = t.rng
    if t.chance(0.07):
        text = f"{CHATTY.pick(t.split, rng)}{one(('. ', ', ', '! ', ': ', ' - '), rng)}{text}"
    if t.chance(0.06):
        text += (
            one((", please", " please", " now", " thanks"), rng) if text[-1] not in "?.!" else ""
        )
    if t.chance(TYPOS):
        names = {w for o in t.objects for w in o.name.lower().split()} | {"right", "corner"}
        text = with_typo(text, names, rng)
    style = rng.random()
    if style < 0.30:
        text = text[0].upper() + text[1:]
    elif style < 0.42:
        text = text.lower()
    elif style < 0.435:
        text = text.upper()
    if t.chance(0.3) and text[-1] not in "?.!":
        text += "."
    elif t.chance(0.2):
        text = text.rstrip("?.!,")
    text = " ".join(text.replace(" ,", ",").replace(",,", ",").split())
    if t.split != "test" and FORBIDDEN.search(text.lower()):
        raise Unlucky
    if not may_say(text, (o.name for o in t.objects), t.split):
        raise Unlucky
    return replace(said, text=text)


def with_typo(text: str, names: set[str], rng: Rng) -> str:
    """Return the text with one slip in a longer word that is part of no name."""
    words = text.split(" ")
    long = [i for i, w in enumerate(words) if len(w) > 3 and w.isalpha() and w.lower() not in names]
    if not long:
        return text
    i = one(long, rng)
    words[i] = slip(words[i], rng)
    return " ".join(words)


def slip(word: str, rng: Rng) -> str:
    """Return a word with two letters swapped, one left out, one doubled, or the next key hit."""
    at = int(rng.integers(1, len(word) - 1))
    kind = one(("swap", "drop", "double", "key"), rng)
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + QWERTY.get(word[at], word[at]) + word[at + 1 :]
