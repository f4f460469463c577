"""What is likely to be called next, guessed from what the prompt says is still to be done.

The guess is fed to the model with the prompt (a draft, as in speculative decoding, Leviathan et
al. 2023): where the model agrees, no second pass is needed. It has no say in what is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.prompt import Message
from agent.types import SkillCall

TO_DO = re.compile(r"^To do: ([^;\n]+?)(?:;.*)?\.$", re.MULTILINE)
FIRST = re.compile(r"^First: ", re.MULTILINE)


def draft(chat: Sequence[Message], calls: Sequence[SkillCall]) -> SkillCall | None:
    """Return the call that suits the first thing to do, if a chat tells any and one does.

    It is the call whose arguments all stand in that line, each as words of its own: with the
    fewest of them, and the earliest.
    """
    turns = (m["content"] for m in reversed(chat) if m["role"] == "user")
    said, found = next(((t, f) for t in turns if (f := TO_DO.search(t))), ("", None))
    if found is None or FIRST.search(said):
        return None
    if found[1] == "nothing":
        done = SkillCall("done")
        return done if done in calls else None
    line = f" {found[1]} "
    suited: dict[tuple[int, int], SkillCall] = {}
    for call in calls:
        places = [line.find(f" {argument} ") for argument in call.args]
        if places and min(places) >= 0:
            suited.setdefault((len(places), sum(places)), call)
    return suited[min(suited)] if suited else None
