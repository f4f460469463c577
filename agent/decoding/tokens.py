"""Answers in tokens, as the tokenizer itself would cut the text that they end.

A tokenizer may merge across the place where the prompt ends and the answer begins, or put
a space before what it takes for the beginning of a text (SentencePiece). So an answer is
never encoded by itself: prompt and answer are, together, and what all answers have in
common with the prompt, and with one another, is read as the prompt (token healing, after
Lundberg's guidance). What follows are sequences that the tokenizer does produce.

Where a text is open, such as `ask(`, its last token may be the beginning of a longer one:
`("` is a token of its own. Then all tokens that begin so may come next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from agent.decoding.cache import shared
from agent.decoding.trie import Option

MARK = "done()"
"""A turn of the assistant, to see what the template puts after it."""
MOST = 20_000
"""Texts whose tokens are remembered."""


class Tokens:
    """Turns prompts and answers into tokens, and remembers those of answers.

    Args:
        tokenizer: one of transformers.
    """

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self._known: dict[tuple[str, str], list[int]] = {}
        self._begin: dict[int, tuple[int, ...]] = {}

    def encode(self, text: str) -> list[int]:
        """Return the tokens of a text as it stands, without anything put before or after it."""
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False)
        return ids

    def options(
        self,
        prompt: str,
        closed: Sequence[str],
        opened: Sequence[str] = (),
        end: str | None = None,
    ) -> tuple[list[int], list[Option]]:
        """Return what to read, and an option for each closed text and each beginning.

        Closed ones end with `end`, by default the token that ends the turn.
        """
        head, tail = self.split(prompt)
        ending = self.end if end is None else end
        texts = [*(text + ending for text in closed), *opened]
        full = self._encoded(tail, texts)
        least = min(full, key=len)
        common = min(min(shared(least, ids) for ids in full), len(least) - 1)
        read = [*head, *full[0][:common]]
        if not read:
            raise ValueError("A prompt needs at least one token.")
        rest = [tuple(ids[common:]) for ids in full]
        cut = len(closed)
        return read, [
            *(Option(ids) for ids in rest[:cut]),
            *(Option(ids[:-1], self.beginning(ids[-1])) for ids in rest[cut:]),
        ]

    def split(self, prompt: str) -> tuple[list[int], str]:
        """Part a prompt: tokens that no answer changes, and the text from there on.

        A special token is never merged with what is beside it. Where that cannot be seen to
        hold, all of the prompt is the text.
        """
        at = max((prompt.rfind(text) for text in self._special), default=-1)
        if at < 0:
            return [], prompt
        ids, last = self.encode(prompt), self.encode(prompt[at:])
        if not last or ids[-len(last) :] != last:
            return [], prompt
        return ids[: -len(last)], prompt[at:]

    def _encoded(self, tail: str, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of the prompt's end with each text."""
        if len(self._known) > MOST:
            self._known.clear()
        missing = [text for text in dict.fromkeys(texts) if (tail, text) not in self._known]
        for text in missing:
            self._known[tail, text] = self.encode(tail + text)
        return [self._known[tail, text] for text in texts]

    @cached_property
    def _special(self) -> list[str]:
        added = getattr(self.tokenizer, "added_tokens_decoder", {})
        return [str(token.content) for token in added.values() if token.special]

    @cached_property
    def end(self) -> str:
        """The text of the token that ends the assistant's turn; a line's end without a template."""
        if not getattr(self.tokenizer, "chat_template", None):
            return "\n"
        chat = [{"role": "user", "content": "?"}, {"role": "assistant", "content": MARK}]
        after = self.tokenizer.apply_chat_template(chat, tokenize=False).rpartition(MARK)[2]
        ends = [text for text in self._special if after.strip().startswith(text)]
        return max(ends, key=len, default=self.tokenizer.eos_token or "\n")

    def beginning(self, token: int) -> tuple[int, ...]:
        """Return all tokens that begin as this one does, and do not close what it opens."""
        if token not in self._begin:
            start = self._spelled[token]
            self._begin[token] = tuple(
                i
                for i, text in enumerate(self._spelled)
                if text.startswith(start) and not text[len(start) :].startswith(")")
            )
        return self._begin[token]

    @cached_property
    def _spelled(self) -> list[str]:
        """Each token as the tokenizer spells it in its vocabulary; special ones are empty."""
        tokenizer = self.tokenizer
        words = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
        special = set(tokenizer.all_special_ids)
        return ["" if i in special or w is None else w for i, w in enumerate(words)]
