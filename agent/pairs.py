"""Two of a kind of which one was named: what "the other" is, where things go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.kinds import ROOMY
from agent.phrases import things
from agent.references.words import NOUNS
from agent.types import ObjectState, Observation

WIDE = "|".join(word for word, kind in NOUNS.items() if kind in ROOMY and kind != "box")
TO = r"(?P<to>\b(?:in|into|inside|on|onto|to|for|at|gets?|->) (?:to )?)"
END = r"(?= *(?:[,.;:!?)]|$| and\b| please\b| too\b| but\b| while\b| for\b| then\b))"
OTHER = re.compile(rf"{TO}the other(?: (?:one|(?P<noun>{WIDE})))?{END}")
ONE = re.compile(rf"{TO}(?:either |any )?one(?: of the (?P<of>{WIDE})e?s| (?P<noun>{WIDE}))?{END}")
NAMED = re.compile(rf"{TO}(?:the |my |that |this )?(?P<what>[a-z0-9' -]+?){END}")


def the_other(text: str, seen: Observation) -> str:
    """Return a text in small letters in which "the other" that things go to has its name.

    >>> the_other("red in the blue bowl, green in the other", observation)
    'red in the blue bowl, green in the white bowl'
    """
    m = OTHER.search(text)
    pair = two_of(m["noun"], seen) if m else ()
    if m is None or len(pair) != 2:
        return text
    before = text[: m.start()]
    one = ONE.search(before)
    told = {
        o.name for w in NAMED.finditer(before) for o in pair if o.name in meant(w["what"], seen)
    }
    if one and not told and set(two_of(one["noun"] or one["of"], seen)) == set(pair):
        first, second = pair
        before = f"{before[: one.start()]}{one['to']}the {first.name}{before[one.end() :]}"
    elif len(told) == 1:
        second = next(o for o in pair if o.name not in told)
    else:
        return text
    return f"{before}{m['to']}the {second.name}{text[m.end() :]}"


def two_of(noun: str | None, seen: Observation) -> Sequence[ObjectState]:
    """Return the two things that others go in of which a noun, or none, may be said."""
    kind = NOUNS.get(noun or "")
    found = [o for o in seen.objects if o.kind == kind or (kind is None and o.kind in ROOMY)]
    return found if len(found) == 2 else ()


def meant(phrase: str, seen: Observation) -> list[str]:
    """Return the names that a phrase means."""
    found = things(f"the {phrase.strip()}", seen, kind="bowl")
    return found if isinstance(found, list) else []
