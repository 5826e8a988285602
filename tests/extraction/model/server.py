"""A local stand-in for a model's server: it speaks the protocol, and plays whatever it is told.

A *turn* is what the server does with one request: a function of the request's body that returns
a `Play`. The turns are used up in order; the last one is played for ever.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Play:
    """A status, a body and headers; `before` seconds of silence, `drip` seconds a byte."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    before: float = 0.0
    drip: float = 0.0


Turn = Callable[[dict[str, Any]], Play]


def answer(content: Any, *, finish: str = "stop", usage: Any = (100, 20), **message: Any) -> Turn:
    """A well-formed reply with this content (text, or something to be written as JSON)."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    body: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": text} | message,
                     "finish_reason": finish}],
    }  # fmt: skip
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return lambda _: Play(body=json.dumps(body).encode())


def says(*statements: dict[str, Any]) -> Turn:
    """An answer with these statements, their fields filled up."""
    return answer({"statements": [statement(**fields) for fields in statements]})


def statement(**fields: Any) -> dict[str, Any]:
    return {
        "actor": "Norway", "initiative": "force", "stance": "in", "quote": "", "contribution": [],
        "no_contribution": [], "conditions": [], "veto": False, "speaker": None,
    } | fields  # fmt: skip


def fails(status: int, message: str = "", **headers: str) -> Turn:
    """A refusal with a status."""
    body = json.dumps({"error": {"message": message}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Play(status, body, named)


def slow(seconds: float) -> Turn:
    return lambda _: Play(before=seconds)


def dripping(seconds: float) -> Turn:
    return lambda _: Play(body=b" " * 1000, drip=seconds)


class StandIn:
    """The server; `asked` are the bodies of the requests, `keys` what came as a key."""

    def __init__(self) -> None:
        self.turns: list[Turn] = [says()]
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self.lock = threading.Lock()
        self.url = ""
        self.stopping = threading.Event()

    def plays(self, *turns: Turn) -> None:
        self.turns = list(turns)

    def next(self, body: dict[str, Any]) -> Play:
        with self.lock:
            turn = self.turns[min(len(self.asked), len(self.turns) - 1)]
            self.asked.append(body)
        return turn(body)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Start a server on a free port of this machine, and stop it."""
    scene = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            scene.keys.append(self.headers.get("Authorization", ""))
            scene.paths.append(self.path)
            play = scene.next(json.loads(data))
            scene.stopping.wait(play.before)
            try:
                self.send_response(play.status)
                for name, value in play.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(play.body)))
                self.end_headers()
                if not play.drip:
                    self.wfile.write(play.body)
                for byte in play.body if play.drip else b"":
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if scene.stopping.wait(play.drip):
                        return
            except OSError:
                return  # the client has gone

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    scene.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield scene
    finally:
        scene.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something is so, but not for ever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)
