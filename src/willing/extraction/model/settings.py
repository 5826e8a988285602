"""Settings: where the model is, what it may cost, how patiently it is asked.

Each comes from the caller or else from the environment (`WILLING_LLM_MODEL` and so on). The key
comes from the environment alone, so that it stands in no shell history, log or help text.
"""

from __future__ import annotations

import ipaddress
import math
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from willing.errors import InputError

PREFIX = "WILLING_LLM_"
TIMEOUT, CONCURRENCY = 120.0, 4


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How to reach a model.

    `base_url` ends before `/chat/completions`. Prices are in USD per million tokens (None: not
    known, then no cost is reported); `budget` in USD (None: no limit) and needs both prices.
    `timeout` in seconds bounds one request from its beginning to its last byte; `attempts` counts
    the tries of one request; `pause` is the first wait between two, in seconds, doubled each time.
    `cache` is the folder of earlier answers (None: none are kept).
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    price_in: float | None = None
    price_out: float | None = None
    budget: float | None = None
    timeout: float = TIMEOUT
    concurrency: int = CONCURRENCY
    attempts: int = 4
    pause: float = 1.0
    cache: Path | None = None

    @property
    def priced(self) -> bool:
        """Whether the cost of an answer can be told."""
        return self.price_in is not None and self.price_out is not None


def model_settings(
    *,
    base_url: str | None = None,
    model: str | None = None,
    prices: tuple[float, float] | None = None,
    budget: float | None = None,
    timeout: float | None = None,
    concurrency: int | None = None,
    cached: bool = True,
    environ: Mapping[str, str] | None = None,
) -> ModelSettings:
    """Settings from the arguments and, where those are None, from the environment.

    `prices` are (in, out). Raises `InputError` naming the setting that is missing or impossible.
    """
    given = _Environment(os.environ if environ is None else environ)
    price_in, price_out = prices or (given.number("PRICE_IN"), given.number("PRICE_OUT"))
    workers = concurrency if concurrency is not None else given.number("CONCURRENCY")
    found = ModelSettings(
        base_url=(base_url or given.text("BASE_URL")).rstrip("/"),
        model=model or given.text("MODEL"),
        key=given.text("KEY"),
        price_in=price_in,
        price_out=price_out,
        budget=budget if budget is not None else given.number("BUDGET"),
        timeout=timeout or given.number("TIMEOUT") or TIMEOUT,
        concurrency=int(workers or CONCURRENCY),
        cache=_cache_folder(given) if cached else None,
    )
    _check(found)
    return found


@dataclass(frozen=True, slots=True)
class _Environment:
    """The variables of this reader; empty ones count as not set."""

    variables: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.variables.get(PREFIX + name, "").strip()

    def number(self, name: str) -> float | None:
        text = self.text(name)
        try:
            value = float(text) if text else None
        except ValueError:
            value = math.nan
        if value is not None and not (math.isfinite(value) and value >= 0):
            raise InputError(f"{PREFIX}{name}: {text[:40]!r} is no number of zero or more")
        return value


def _check(found: ModelSettings) -> None:
    """Raise `InputError` for the first setting that cannot work."""
    if not found.base_url:
        raise InputError(
            f"where is the model? --base-url or {PREFIX}BASE_URL names its address, such as "
            "http://localhost:11434/v1"
        )
    if not found.model:
        raise InputError(f"which model? --model or {PREFIX}MODEL names it, as its server does")
    _check_address(found)
    _check_key(found.key)
    if found.budget is not None and not found.priced:
        raise InputError(
            f"a budget needs prices: --prices or {PREFIX}PRICE_IN and {PREFIX}PRICE_OUT, in USD "
            "per million tokens (0 for a model of your own)"
        )
    if not 1 <= found.concurrency <= 64:
        raise InputError("the number of requests at a time: from 1 to 64")


def _check_address(found: ModelSettings) -> None:
    parts = urlsplit(found.base_url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise InputError("the model's address: write it as https://host/v1")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"the model's address holds a password: give it in {PREFIX}KEY")
    if found.key and parts.scheme == "http" and not _near(host):
        raise InputError(
            f"{host}: a key would cross the network unprotected; use https, or unset {PREFIX}KEY"
        )


def _check_key(key: str) -> None:
    """A key is one word of plain characters: anything else would break out of its header."""
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise InputError(f"{PREFIX}KEY: a key is one word of plain characters")


def _near(host: str) -> bool:
    """Whether a host is this machine or in its own network.

    >>> _near("localhost"), _near("192.168.1.5"), _near("api.example.com")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan"))


def _cache_folder(given: _Environment) -> Path:
    """Where answers are kept: what the environment says, or the user's folder for caches."""
    if own := given.text("CACHE"):
        return Path(own)
    homes: dict[str, Callable[[], Path]] = {
        "win32": lambda: Path(given.variables.get("LOCALAPPDATA") or Path.home() / "AppData/Local"),
        "darwin": lambda: Path.home() / "Library/Caches",
    }
    plain = lambda: Path(given.variables.get("XDG_CACHE_HOME") or Path.home() / ".cache")  # noqa: E731
    return homes.get(sys.platform, plain)() / "willing" / "answers"
