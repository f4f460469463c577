"""The baseline: the model writes freely, what it wrote is parsed, and it may repair it."""

from __future__ import annotations

import re
import time

from agent.events import Understood
from agent.planners.local import MAX_WORDS, LocalPlanner
from agent.prompt import Message
from agent.restating import Goal
from agent.types import Choices, Decision, SkillCall

REPAIRS = 2
"""How often the model is told what was wrong with its answer and writes again."""
MALFORMED = "the answer was malformed"
"""Without the model's words, which might read like a reason."""
CALL = re.compile(r"([a-z_]+)\((.*?)\)\s*$", re.MULTILINE)


class FreePlanner(LocalPlanner):
    """a language model that writes freely and repairs what cannot be done: the baseline"""

    name = "local"

    def restate(self, goal: Goal) -> Understood | None:
        """Leave goals as they are: the baseline chooses nothing among what is given."""
        return None

    def decide(
        self, chat: list[Message], choices: Choices, neutral: list[Message] | None = None
    ) -> Decision:
        """Generate greedily until something feasible is said, or the repairs are used up."""
        begun = time.perf_counter()
        closed = {str(c): c for c in choices.calls}
        chat, read, written = list(chat), 0, 0
        prompt = self.render(chat)
        for attempt in range(REPAIRS + 1):
            said, *tokens = self._write(self.render(chat))
            read, written = read + tokens[0], written + tokens[1]
            call, wrong = parsed(said, closed, choices)
            if not wrong or attempt == REPAIRS:
                break
            chat += [
                {"role": "assistant", "content": said or "?"},
                {"role": "user", "content": f"blocked: {wrong}"},
            ]
        return Decision(
            call,
            prompt=prompt,
            seconds=time.perf_counter() - begun,
            tokens_in=read,
            tokens_out=written,
        )

    def _write(self, prompt: str) -> tuple[str, int, int]:
        """Return the line that the model writes, and how many tokens it read and wrote."""
        tokenizer = self.loaded.tokenizer
        asked = self._tokens.encode(prompt)
        self._scorer.read(asked)

        def ends(ids: list[int]) -> bool:
            text = tokenizer.decode(ids, skip_special_tokens=True)
            return ids[-1] == tokenizer.eos_token_id or "\n" in text.lstrip()

        ids = self._scorer.generate([], MAX_WORDS, ends)
        lines = tokenizer.decode(ids, skip_special_tokens=True).strip().splitlines()
        return (lines[0].strip() if lines else ""), len(asked), len(ids)


def parsed(said: str, closed: dict[str, SkillCall], choices: Choices) -> tuple[SkillCall, str]:
    """Return the call that was written, and what is wrong with it or nothing."""
    m = CALL.search(said)
    if m is None:
        return SkillCall("cannot", (MALFORMED,)), "write one skill call"
    name, inner = m[1], m[2].strip(' "')
    if name in choices.open:
        return SkillCall(name, (inner,)), "" if inner else "say something"
    call = SkillCall(name, tuple(filter(None, (a.strip() for a in inner.split(",")))))
    if str(call) in closed:
        return call, ""
    why = choices.blocked.get(str(call)) or choices.blocked.get(name)
    return call, why or f"{call} cannot be done now"
