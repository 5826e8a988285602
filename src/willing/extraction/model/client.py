"""The client: one question to the model, with patience, within the budget, and one repair.

What passes (a server too busy, a broken line) is tried again after growing pauses; what does not
(a key that is refused, an address that leads nowhere) ends the run with one message.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from typing import Any

from willing.errors import InputError
from willing.extraction.model.answers import (
    body_of,
    complaint_of,
    content_of,
    json_in,
    used_tokens,
)
from willing.extraction.model.dialect import LONGEST_ANSWER, Dialect, payload, simpler
from willing.extraction.model.prompt import Message, repair
from willing.extraction.model.proposal import proposals_in
from willing.extraction.model.settings import PREFIX, ModelSettings
from willing.extraction.model.tally import Tally
from willing.extraction.model.transport import Reply, Transport
from willing.extraction.model.trouble import AnswerError

LONGEST_WAIT = 60.0
"""Seconds that are waited at most between two tries, also where a server asks for more."""

ENOUGH = 3
"""Requests in a row that found no server: after these, no further one is made."""

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NOT_SO = frozenset({400, 415, 422})


class Client:
    """Asks the model of the settings; safe to use from several threads."""

    def __init__(self, settings: ModelSettings, tally: Tally) -> None:
        self._settings = settings
        self._tally = tally
        self._transport = Transport(settings)
        self._dialect = Dialect()
        self._stopping = threading.Event()
        self._unreached = 0

    def close(self) -> None:
        """Stop waiting and trying, and let go of the connections."""
        self._stopping.set()
        self._transport.close()

    def ask(self, messages: Sequence[Message], schema: dict[str, Any]) -> str:
        """The answer to a question: JSON with a list of statements, each of them unchecked.

        An answer that cannot be used is asked for once more. Raises `AnswerError` where there
        is none, `InputError` where no other question would fare better.
        """
        try:
            return self._answer(messages, schema)
        except AnswerError as trouble:
            if not trouble.again:
                raise
            return self._answer(repair(messages, str(trouble)), schema)

    def _answer(self, messages: Sequence[Message], schema: dict[str, Any]) -> str:
        content = content_of(body_of(self._complete(messages, schema).body))
        found = json_in(content)
        proposals_in(found)
        return content

    def _complete(self, messages: Sequence[Message], schema: dict[str, Any]) -> Reply:
        """A reply with status 200, in the fullest dialect that the server understands."""
        dialect: Dialect | None = self._dialect
        while dialect is not None:
            reply = self._patiently(payload(dialect, self._settings.model, messages, schema))
            if reply.status == 200:
                self._dialect = dialect
                return reply
            complaint = complaint_of(reply.body)
            dialect = simpler(dialect, complaint) if reply.status in _NOT_SO else None
        raise _refused(reply.status, complaint, self._settings.base_url)

    def _patiently(self, body: dict[str, Any]) -> Reply:
        """Send a request until the server takes it, or `attempts` times."""
        for attempt in range(1, self._settings.attempts + 1):
            wait: float | None = None
            try:
                reply = self._send(body)
                if reply.status not in _PASSING:
                    return reply
                trouble = _busy(reply.status)
                wait = reply.wait
            except AnswerError as met:
                trouble = met
            if not trouble.passing or attempt == self._settings.attempts:
                raise trouble
            self._pause(attempt, wait)
        raise AssertionError("attempts is at least one")

    def _send(self, body: dict[str, Any]) -> Reply:
        """One request within the budget, its cost counted whatever comes of it."""
        if self._stopping.is_set() or self._unreached >= ENOUGH * self._settings.attempts:
            raise AnswerError("not asked: the server could not be reached", spent=False)
        aside = _most(body)
        self._tally.set_aside(*aside)
        used: tuple[int, int] | None = None
        try:
            reply = self._transport.post(body)
            self._unreached = 0
            used = _used(reply, aside)
            return reply
        except AnswerError as trouble:
            self._unreached += not trouble.spent
            used = aside if trouble.spent else None
            raise
        finally:
            self._tally.settle(aside, used)

    def _pause(self, attempt: int, asked: float | None) -> None:
        """Wait before the next try: as long as the server asks, or twice as long as last time."""
        if asked is not None and asked > LONGEST_WAIT:
            raise AnswerError(f"the server asks to wait for {asked:.0f} seconds", spent=False)
        growing = min(LONGEST_WAIT, self._settings.pause * 2 ** (attempt - 1))
        self._stopping.wait(max(asked or 0.0, growing * random.uniform(0.5, 1.0)))


def _busy(status: int) -> AnswerError:
    return AnswerError(f"the server answers {status}", passing=True, spent=False)


def _most(body: dict[str, Any]) -> tuple[int, int]:
    """The tokens that a request can cost at most: no token is shorter than a byte."""
    words = sum(len(m["content"].encode("utf-8", "replace")) + 16 for m in body["messages"])
    return words + len(str(body.get("response_format", ""))), LONGEST_ANSWER


def _used(reply: Reply, aside: tuple[int, int]) -> tuple[int, int] | None:
    """What a reply cost; None for a request that the server turned down."""
    if reply.status != 200:
        return None
    try:
        return used_tokens(body_of(reply.body)) or aside
    except AnswerError:
        return aside


def _refused(status: int, complaint: str, address: str) -> Exception:
    """What a refusal means: for this chunk alone, or for the whole run."""
    said = f" ({complaint})" if complaint else ""
    if status in (401, 403):
        return InputError(f"{address} refuses the key ({status}): set {PREFIX}KEY{said}")
    if status in (404, 405) or 300 <= status < 400:
        return InputError(
            f"{address} does not answer as a model's address ({status}): check it, and the "
            f"name of the model{said}"
        )
    return AnswerError(f"the server refuses the request ({status}){said}")
