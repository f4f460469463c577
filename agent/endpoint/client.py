"""Asks a server, again where that may help, and within limits of time, words and money."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import os
import random
import re
import time
from collections.abc import AsyncIterator, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agent.endpoint.address import OPENAI, OURS, Address, address
from agent.endpoint.reply import NOTHING, Passing, Reply, read, words_of
from agent.errors import ModelError, first_line
from agent.prompt import LETTERS

if TYPE_CHECKING:
    import httpx2

BUSY = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""What may be better the next time."""
OTHERWISE = (400, 422, 500, 501)
"""What may be better if it is asked in another way."""
WORDS = 65536
"""Bytes that are read of what a server says is wrong."""
CONNECT = 10.0
"""Seconds within which a connection stands, or never will."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server may take.

    `wait` is for one answer, with all tries (s), of which there are at most `tries`; `pause` is
    between the first two (s), and twice as long each time. An answer has at most `words`
    tokens, `letters` and `size` bytes as sent. A goal costs at most `calls` requests and
    `tokens`, read and written.
    """

    wait: float = 120.0
    tries: int = 5
    pause: float = 0.5
    words: int = 1024
    letters: int = 4000
    size: int = 4_000_000
    calls: int = 200
    tokens: int = 500_000


class Refused(Exception):
    """The server does not take what was asked in this way; `words` are its own."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Budget:
    """What is left of the calls and tokens of a goal."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.renew()

    def renew(self) -> None:
        """Begin anew."""
        self.calls, self.tokens = self.limits.calls, self.limits.tokens

    def take(self) -> None:
        """Take one call; raises ModelError when there is none left."""
        spent = "" if self.calls > 0 else f"{self.limits.calls} calls"
        spent = spent or ("" if self.tokens > 0 else f"{self.limits.tokens} tokens")
        if spent:
            raise ModelError(
                f"The goal has used up what it may cost: {spent} of the language model.",
                "Give it in smaller parts, or raise Limits.",
            )
        self.calls -= 1


class Client:
    """One server.

    Args:
        base_url: where it is, such as http://localhost:11434/v1.
        limits: what it may take.
        environ: where the key is; it is sent to this server alone, and shown nowhere.
    """

    def __init__(
        self,
        base_url: str,
        limits: Limits | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.limits = limits or Limits()
        self.budget = Budget(self.limits)
        self._address = address(base_url, environ)
        self._runner = asyncio.Runner()
        self._http: httpx2.AsyncClient | None = None

    @property
    def host(self) -> str:
        """What to call it in messages."""
        return self._address.host

    def complete(self, body: Mapping[str, Any]) -> Reply:
        """Return the answer to a chat.

        Raises:
            Refused: where the server does not take the request, which another may do.
            ModelError: where there is no answer to be had, or the budget is spent.
        """
        reply = self._runner.run(self._complete(body))
        hide = self._address.key.hide
        reply.text, reply.tool, reply.arguments = map(
            hide, (reply.text, reply.tool, reply.arguments)
        )
        told = sum(
            len(str(m["content"])) for m in body["messages"] if isinstance(m["content"], str)
        )
        read, written = told / LETTERS, len(reply.said) / LETTERS
        # A server that counts nothing, or too little, is not free.
        self.budget.tokens -= int(max(reply.tokens_in, read) + max(reply.tokens_out, written))
        return reply

    async def _complete(self, body: Mapping[str, Any]) -> Reply:
        """Ask until there is an answer, or time or tries are up."""
        last, until = "", time.monotonic() + self.limits.wait
        try:
            async with asyncio.timeout(self.limits.wait):
                for attempt in range(self.limits.tries):
                    self.budget.take()
                    try:
                        return await self._once(body)
                    except Passing as trouble:
                        last = self._clean(trouble.words)
                        if trouble.words == NOTHING:  # some say why only where they answer whole
                            body = {k: v for k, v in body.items() if not k.startswith("stream")}
                        pause = self._pause(attempt) if trouble.after is None else trouble.after
                    if attempt + 1 == self.limits.tries:
                        break
                    if time.monotonic() + pause > until:
                        raise ModelError(
                            f"{self.host} asks to wait {pause:.0f} s: {last}", "Try again later."
                        )
                    await asyncio.sleep(pause)
        except TimeoutError:
            before = f"; before, {last}" if last else ""
            raise ModelError(
                f"{self.host} has not answered within {self.limits.wait:g} s{before}.",
                "Is the model too large for that machine?",
            ) from None
        raise ModelError(f"{self.host} failed {self.limits.tries} times: {last}.", "Is it running?")

    async def _once(self, body: Mapping[str, Any]) -> Reply:
        """Ask once."""
        import httpx2

        try:
            http = self._http = self._http or connected(self._address)
            async with http.stream("POST", self._address.url, json=body) as answer:
                if answer.status_code == httpx2.codes.OK:
                    kind = answer.headers.get("content-type", "").partition(";")[0]
                    if kind == "text/html":
                        raise ModelError(
                            f"{self.host} is no OpenAI-compatible server: it answers with a page.",
                            "Does the base URL lack a path, such as /v1?",
                        )
                    # As they come: what is packed could become any size.
                    async with contextlib.aclosing(answer.aiter_raw()) as chunks:
                        return await read(chunks, self.limits.letters, self.limits.size)
                said = self._clean(words_of(await beginning(answer.aiter_raw())))
                self._object(answer, said, body)
                raise Refused(answer.status_code, said)
        except httpx2.TransportError as error:
            raise Passing(f"no connection ({first_line(error)})") from None

    def _object(self, answer: httpx2.Response, said: str, body: Mapping[str, Any]) -> None:
        """Raise what is wrong, where it is not the way in which it was asked."""
        status = answer.status_code
        if answer.is_redirect:
            raise ModelError(
                f"{self.host} sends us elsewhere; a key and a picture are not sent after.",
                "Give the address at which the server itself answers.",
            )
        if status in (401, 403):
            raise ModelError(
                f"{self.host} wants another key (status {status}): {said}",
                f"Set {OURS}; {OPENAI} is sent to openai.com alone.",
            )
        # Some fail inside where they are asked for what they do not know.
        asked = named(said, [name for name in body if name not in ("model", "messages")])
        if status in BUSY and not (status == 500 and asked):
            raise Passing(f"status {status}: {said}", retry_after(answer))
        if status not in OTHERWISE:
            raise ModelError(
                f"{self.host} refuses (status {status}): {said}",
                "Are the base URL and the model's name right?",
            )

    def _pause(self, attempt: int) -> float:
        """Return how long to wait (s); not all who wait come back at the same time."""
        return float(self.limits.pause * 2**attempt * random.uniform(0.75, 1.25))

    def _clean(self, words: str) -> str:
        """Return a server's words on one line, without the key."""
        return " ".join(self._address.key.hide(words).split())[:300]

    def close(self) -> None:
        """Hang up; may be called twice."""
        http, self._http = self._http, None
        if http is not None:
            self._runner.run(http.aclose())
        self._runner.close()


def connected(address: Address) -> httpx2.AsyncClient:
    """Return what speaks to a server: no redirect is followed, and nothing unpacked."""
    import httpx2

    class Bearer(httpx2.Auth):
        """Adds the key just before a request goes out."""

        def auth_flow(
            self, request: httpx2.Request
        ) -> Generator[httpx2.Request, httpx2.Response, None]:
            if address.key:
                request.headers["authorization"] = address.key.header
            yield request

    return httpx2.AsyncClient(
        auth=Bearer(),
        headers={"accept-encoding": "identity"},
        timeout=httpx2.Timeout(None, connect=CONNECT),
        follow_redirects=False,
        trust_env=not address.here,  # no proxy stands between us and this machine
    )


def named(words: str, names: Iterable[str]) -> list[str]:
    """Return which of some names are words of a text."""
    return [name for name in names if re.search(rf"\b{name}\b", words)]


async def beginning(chunks: AsyncIterator[bytes]) -> bytes:
    """Return the first bytes of a body."""
    out = b""
    async for chunk in chunks:
        out += chunk
        if len(out) > WORDS:
            break
    return out[:WORDS]


def retry_after(answer: httpx2.Response) -> float | None:
    """Return for how long (s) a server asks to wait, or None."""
    text = answer.headers.get("retry-after", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
