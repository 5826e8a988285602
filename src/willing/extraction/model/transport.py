"""The transport: the one place of Willing that calls another machine.

One request, one reply: certificates are verified, redirects not followed, and neither a reply
without end nor one that never comes can hold it up for long. The key goes into the header and
nowhere else; a server that sends it back finds it struck out.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from willing.errors import InputError
from willing.extraction.model.settings import ModelSettings
from willing.extraction.model.trouble import AnswerError

if TYPE_CHECKING:
    from httpx import Client

LARGEST = 4_000_000
"""Bytes of a reply: the longest answer that is asked for has a hundredth of that."""

CONNECT = 10.0
"""Seconds within which a server that is there takes up a connection."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `wait` is the pause that the server asks for, in seconds (None: none)."""

    status: int
    body: bytes
    wait: float | None = None


class Transport:
    """A connection to the server of the settings; close it when done."""

    def __init__(self, settings: ModelSettings) -> None:
        httpx = _httpx()
        self._url = f"{settings.base_url}/chat/completions"
        self._key = settings.key
        self._timeout = settings.timeout
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if settings.key:
            headers["Authorization"] = f"Bearer {settings.key}"
        try:
            self._client: Client = httpx.Client(
                headers=headers,
                timeout=httpx.Timeout(settings.timeout, connect=min(CONNECT, settings.timeout)),
                limits=httpx.Limits(max_connections=settings.concurrency),
                follow_redirects=False,
            )
            httpx.URL(self._url)
        except (httpx.InvalidURL, ValueError) as error:
            raise InputError(f"the model's address: {error}") from None

    def close(self) -> None:
        """Let go of the connections; a request under way ends in `AnswerError`."""
        self._client.close()

    def post(self, payload: dict[str, Any]) -> Reply:
        """Send one request. Raises `AnswerError` where no whole reply comes back in time."""
        httpx = _httpx()
        try:
            return self._post(json.dumps(payload).encode("ascii"))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            reason = self._clean(str(error)) or type(error).__name__
            raise AnswerError(f"cannot be reached: {reason}", passing=True, spent=False) from None
        except httpx.TimeoutException:
            raise self._late() from None
        except (httpx.HTTPError, httpx.StreamError, RuntimeError, OSError) as error:
            reason = self._clean(str(error)) or type(error).__name__
            raise AnswerError(f"the connection broke: {reason}", passing=True) from None

    def _post(self, content: bytes) -> Reply:
        begin = time.monotonic()
        body = bytearray()
        with self._client.stream("POST", self._url, content=content) as response:
            for part in response.iter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise AnswerError(f"the reply is longer than {LARGEST:,} bytes")
                if time.monotonic() - begin > self._timeout:
                    raise self._late()
            wait = _seconds(response.headers.get("Retry-After", ""))
            return Reply(response.status_code, self._struck_out(bytes(body)), wait)

    def _late(self) -> AnswerError:
        return AnswerError(f"no answer within {self._timeout:g} seconds", passing=True)

    def _struck_out(self, body: bytes) -> bytes:
        """The body without the key, where it is long enough to be one."""
        return body.replace(self._key.encode(), b"***") if len(self._key) >= 8 else body

    def _clean(self, text: str) -> str:
        return self._struck_out(text.encode("utf-8", "replace")).decode("utf-8", "replace")[:200]


def _httpx() -> ModuleType:
    try:
        import httpx
    except ImportError:
        raise InputError(
            "the language-model reader needs httpx: pip install 'willing[llm]'"
        ) from None
    return httpx


def _seconds(text: str) -> float | None:
    """A Retry-After in seconds: a number, or a date.

    >>> _seconds("3"), _seconds("soon")
    (3.0, None)
    """
    try:
        return max(0.0, float(text)) if text.strip().isdigit() else _until(text)
    except (TypeError, ValueError, OverflowError):
        return None


def _until(text: str) -> float | None:
    when = parsedate_to_datetime(text) if text else None
    if when is None:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
