"""A server that answers as a script says, well or badly, and keeps what it was asked."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Answer = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request, and what to answer it with."""

    body: Body
    handler: BaseHTTPRequestHandler

    def send(
        self,
        data: bytes,
        status: int = 200,
        kind: str = "application/json",
        **headers: str,
    ) -> None:
        """Answer as a whole."""
        self.handler.send_response(status)
        self.handler.send_header("content-type", kind)
        self.handler.send_header("content-length", str(len(data)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(data)

    def stream(self, *pieces: Body | str) -> None:
        """Answer piece by piece; a text stands for what is sent as it is."""
        self.begin()
        for piece in pieces:
            self.write(piece if isinstance(piece, str) else f"data: {json.dumps(piece)}\n\n")

    def begin(self) -> None:
        """Begin a stream, which ends with the connection."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "text/event-stream")
        self.handler.send_header("connection", "close")
        self.handler.end_headers()

    def write(self, text: str) -> None:
        """Send a text of a stream."""
        self.handler.wfile.write(text.encode())
        self.handler.wfile.flush()

    @property
    def last(self) -> str:
        """What the last message says."""
        content = self.body["messages"][-1]["content"]
        return content if isinstance(content, str) else content[0]["text"]


@dataclass
class Scripted:
    """The server: where it is, and what came in."""

    url: str = ""
    asked: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextlib.contextmanager
def serving(*script: Answer) -> Iterator[Scripted]:
    """Serve; the last answer of the script is given again and again."""
    state, answers = Scripted(), list(script)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            size = int(self.headers["content-length"])
            body = json.loads(self.rfile.read(size))
            state.asked.append(body)
            state.headers.append({k.lower(): v for k, v in self.headers.items()})
            state.paths.append(self.path)
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            with contextlib.suppress(OSError):  # whoever asked may have had enough
                answer(Exchange(body, self))

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def piece(text: str | None = None, end: str | None = None, **delta: Any) -> Body:
    """Return what comes at a time of an answer."""
    return {"choices": [{"index": 0, "delta": {"content": text, **delta}, "finish_reason": end}]}


def whole(text: str | None, end: str = "stop", **message: Any) -> bytes:
    """Return an answer in one."""
    choice = {"message": {"content": text, **message}, "finish_reason": end}
    return json.dumps({"choices": [choice]}).encode()


def chosen(call: str, text: str = "") -> str:
    """Return the text of a good answer."""
    return json.dumps({"call": call, "text": text})


def says(text: str) -> Answer:
    """Stream a text, as it should be."""

    def answer(exchange: Exchange) -> None:
        half = len(text) // 2
        usage = {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 7}}
        pieces = (piece(text[:half]), piece(text[half:]), piece(end="stop"), usage)
        exchange.stream(*pieces, "data: [DONE]\n\n")

    return answer


def fails(status: int, message: str = "no", **headers: str) -> Answer:
    """Answer with a status, as OpenAI tells what is wrong."""
    data = json.dumps({"error": {"message": message}}).encode()
    return lambda exchange: exchange.send(data, status, **headers)


def sends(data: bytes, kind: str = "application/json") -> Answer:
    """Answer with some bytes."""
    return lambda exchange: exchange.send(data, kind=kind)


def streams(*pieces: Body | str) -> Answer:
    """Stream some pieces and hang up."""
    return lambda exchange: exchange.stream(*pieces)


def sleeps(seconds: float) -> Answer:
    """Say nothing for a while (s)."""

    def answer(exchange: Exchange) -> None:
        time.sleep(seconds)
        exchange.send(whole(chosen("done()")))

    return answer


def drips(text: str, every: float) -> Answer:
    """Send one text again and again, each so many seconds after the other, for ever."""

    def answer(exchange: Exchange) -> None:
        exchange.begin()
        while True:
            exchange.write(text)
            time.sleep(every)

    return answer
