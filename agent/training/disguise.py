"""Lessons under other names for places and relations, so that copying them is what is learnt.

A model that only ever meets nine places and eight relations learns those by heart, and then
chooses among them whatever the list of what remains says. Here that list, the calls and the
outcomes speak of places and relations that exist nowhere; the goal stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from agent.spatial import PLACES
from agent.training.data import Lesson

SHARE = 0.85
"""Of the lessons that have a list of what remains."""
WHERE = "north south east west inner outer far near sunny shady upper lower wide quiet".split()
SPOT = "dock shelf mat zone bay rim strip lane pad island pier yard field gate wall".split()
RELATIONS = (
    "beyond|opposite|parallel to|in the shade of|uphill of|downstream of|across from|facing|"
    "north of|south of|east of|west of|under|over|alongside|around|in touch with|past|"
    "in a ring with|at an angle to|upwind of|level with|in the lee of|clear of|touching|"
    "in a cross with|on the sunny side of|on the far side of|in step with|as high as"
).split("|")
MORE = (
    "a hand|two fingers|by a foot|slightly|widely|just so|a bit|one step|halfway|by an inch|"
    "barely|twice as far|tightly|a good way"
).split("|")
PLAIN = ("left of", "in front of", "behind", "near")
"""Relations that nothing else in a prompt speaks of."""
CALL = re.compile(r"^place\((?P<relation>[^,]+), (?P<target>[^,)]+)\)$")
TAKEN = re.compile(r"^pick\((?P<name>.+)\)$")


def disguised(lesson: Lesson, rng: np.random.Generator) -> Lesson:
    """Return a lesson with other names for places and relations, or as it is."""
    told = any("To do:" in m["content"] for m in lesson.messages[1:])
    if not told or rng.random() > SHARE:
        return lesson
    texts = [m["content"] for m in lesson.messages]
    texts[1:] = places(texts[1:], rng)
    texts[1:] = relations(texts[1:], rng)
    said = tuple(
        {"role": m["role"], "content": text} for m, text in zip(lesson.messages, texts, strict=True)
    )
    return Lesson(said, lesson.learn, lesson.structure)


def places(texts: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Give each named place another name, everywhere."""
    names: dict[str, str] = {}
    for place in PLACES:
        while (new := coined(rng)) in names.values():
            pass
        names[place] = new
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return [pattern.sub(lambda m: names[m[0]], text) for text in texts]


def coined(rng: np.random.Generator) -> str:
    """Return the name of a place that there is not: `quiet pier`, `bay K`, `lane 14`."""
    spot = str(rng.choice(SPOT))
    style = rng.random()
    if style < 0.5:
        return f"{rng.choice(WHERE)} {spot}"
    if style < 0.7:
        return f"{rng.choice(WHERE)} {rng.choice(WHERE)} {spot}"
    return (
        f"{spot} {int(rng.integers(1, 40))}"
        if style < 0.85
        else f"{spot} {'ABCDKMRX'[rng.integers(8)]}"
    )


def relations(texts: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Give the relation of each call of `place` another name, and some calls more to say."""
    out, taken = list(texts), ""
    for text in texts:
        if m := TAKEN.match(text):
            taken = m["name"]
        call = CALL.match(text)
        if call is None or call["relation"] not in PLAIN:
            continue
        relation, target = call["relation"], call["target"]
        new = str(rng.choice(RELATIONS))
        more = rest(rng, taken, target, texts)
        old, now = f"{taken} {relation} {target}", ", ".join((f"{taken} {new} {target}", *more))
        said, says = text, f"place({', '.join((new, target, *more))})"
        out = [says if t == said else rewritten(t, old, now) for t in out]
    return out


def rest(rng: np.random.Generator, taken: str, target: str, texts: Sequence[str]) -> list[str]:
    """Return what a call says besides: nothing, an amount, or one or two other things."""
    style = rng.random()
    if style < 0.4:
        return []
    if style < 0.7:
        return [str(rng.choice(MORE))]
    seen = re.search(r"Seen: (.*?)\.\n", texts[0])
    names = [re.split(r" (?:at|in|on) ", part)[0] for part in (seen[1] if seen else "").split("; ")]
    others = [n for n in names if n and n not in (taken, target)]
    count = min(len(others), 1 + int(rng.integers(2)))
    return [str(n) for n in rng.permutation(others)[:count]]


def rewritten(text: str, old: str, new: str) -> str:
    """Replace a fact in the lines that tell outcomes and what remains, not in the goal."""
    told = ("To do:", "ok:", "failed:", "verified:", "contradicted:")
    exact = re.compile(rf"{re.escape(old)}(?=[;.,\n]|$)")
    return "\n".join(
        exact.sub(lambda _: new, line) if line.startswith(told) else line
        for line in text.split("\n")
    )
