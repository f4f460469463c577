"""The things that a goal speaks of: a small model may think of others, a person does not.

"The plum block goes beside the yellow bowl" is about one block and one bowl, whatever else
stands about. Where a goal may be about more than it names, as with "the rest" or "a tower",
nothing is left out.
"""

from __future__ import annotations

import re

from agent.mentions import mentions
from agent.phrases import things
from agent.references.tokens import singulars
from agent.references.words import CATEGORIES, COLORS, SIZES, nouns
from agent.robot import Workspace
from agent.types import Observation
from agent.wishes.courtesies import any_of

MORE = any_of(
    f"""all|every|each|everything|everyone|everybody|anything|others?|another|rest|remaining|both
    |any|some|a few|two|three|four|five|six|seven|\\d+|they|them|their|these|those|ones|things
    |objects|items|stuff|lot|pair|whatever|whichever|either|neither|nothing|none|half|most
    |tower|towers|stack|stacks|stacked|pile|row|line|sort|sorted|group|tidy|clear|same|match
    |matching|opposite|except|without|besides|only|{"|".join(CATEGORIES)}|{"|".join(SIZES)}
    |something|somewhere|first|last|one|thing|object|item|neighbou?rs?|sibling|twins?|double
    |what|what's|who|whose|in its place|striped|spott?ed|round"""
)
OPEN = re.compile(rf"\b(?:{MORE})\b")
"""Words of which others tell what they mean, or that mean several things."""
STAYS = re.compile(
    r"\b(?:leave|leaving|let) (?:the |that |this |my )?(?P<a>[^,.;:!?]+?)"
    r" (?:alone|be(?=[,.;!?]|$| and)|in peace|where (?:it|he|she) (?:is|was|stands|lies)"
    r"|as (?:it|he) is|untouched|out of (?:it|this)|in place|there)\b"
    r"|\b(?:do not|don't|dont|never|without) (?:touch|move|disturb|bother|take|use|mess with|moving"
    r"|touching|disturbing)(?:ing)? (?:the |that |this |my )?(?P<b>[^,.;:!?]+)"
    r"|(?P<d>\b(?:the )[^,.;:!?]{3,25}?) can (?:just )?(?:wait|stay|remain|rest)\b"
    r"|\bnot (?:the |that |this )(?P<c>[^,.;:!?]+)"
)
"""What is said to stay as it is."""
LET_IT = re.compile(
    r"\b(?:let|leave) (?:it|him|her) (?:be(?=[,.;!?]|$| and)|alone|there|in peace|as it is"
    r"|where it is)(?! (?:in|on|at|to|next|beside)\b)"
)
COLORED = re.compile(rf"\b({'|'.join(COLORS)})s?\b(?: (\w+))?")


def spoken(text: str, observation: Observation, workspace: Workspace) -> frozenset[str] | None:
    """Return the names of all that a goal may be about, or None where that may be anything.

    Args:
        text: as from `reworded`, so that what can be told by its name has it.
        observation: what is seen.
        workspace: where the named places are.
    """
    found: set[str] = set()
    for phrase, names in mentions(text, observation, workspace, sets=True):
        within = (n for n in observation.names if re.search(rf"\b{re.escape(n)}\b", phrase))
        found |= {*names.split(", "), *within}
        text = text.replace(phrase, " <> ", 1)
    for name in sorted(observation.names, key=len, reverse=True):
        text, times = re.subn(rf"\b{re.escape(name)}\b", " <> ", text)
        if times:
            found |= {o for o in observation.names if o == name or o.startswith(f"{name} ")}
    if OPEN.search(text):
        return None
    kinds = nouns(observation.objects)
    for m in COLORED.finditer(text):
        kind = kind_of(m[2] or "", kinds)
        of = [o for o in observation.objects if o.color == m[1].replace("grey", "gray")]
        found |= {o.name for o in of if kind in (None, o.kind)} or {o.name for o in of}
    for word in re.findall(r"[a-z]+", COLORED.sub("", text)):
        kind = kind_of(word, kinds)
        found |= {o.name for o in observation.objects if kind == o.kind}
    return frozenset(found) or None


def kind_of(word: str, kinds: dict[str, str]) -> str | None:
    """Return the kind of thing that a noun means, or None."""
    return next((kinds[one] for one in singulars(word) if one in kinds), None)


def staying(text: str, observation: Observation, workspace: Workspace) -> frozenset[str]:
    """Return the names of the things that a goal, as from `reworded`, leaves as they are."""
    out: set[str] = set()
    for m in LET_IT.finditer(text):
        before = [(text.rfind(n, 0, m.start()), n) for n in observation.names]
        at, name = max(before, default=(-1, ""))
        out |= {name} if at >= 0 else set()
    for m in STAYS.finditer(text):
        phrase = next(filter(None, m.groups()))
        described = mentions(phrase, observation, workspace, sets=True)
        names = [n for _, told in described for n in told.split(", ")]
        meant = things(phrase, observation, workspace=workspace)
        out |= set(names or (meant if isinstance(meant, list) else ()))
    return frozenset(out)
