"""Dialects: servers speak one protocol, and each leaves out something of it.

The fullest form is tried first. A server that refuses it says (more or less) why, and is asked in
a simpler one; what works is kept to from then on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from willing.extraction.model.prompt import Message

LONGEST_ANSWER = 4_000
"""Tokens of one answer: some forty statements, more than a chunk can hold."""

Format = Literal["json_schema", "json_object", "text"]
_SIMPLER: dict[Format, Format] = {"json_schema": "json_object", "json_object": "text"}
_LIMIT = re.compile(r"max_tokens|max_completion_tokens")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an answer is asked for; `limit` is the name of the field that bounds its length."""

    format: Format = "json_schema"
    limit: str = "max_tokens"
    temperature: bool = True


def payload(
    dialect: Dialect, model: str, messages: Sequence[Message], schema: dict[str, Any]
) -> dict[str, Any]:
    """The body of a request."""
    body: dict[str, Any] = {"model": model, "messages": list(messages)}
    body[dialect.limit] = LONGEST_ANSWER
    if dialect.temperature:
        body["temperature"] = 0
    if dialect.format == "json_schema":
        named = {"name": "statements", "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": named}
    elif dialect.format == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def simpler(dialect: Dialect, complaint: str) -> Dialect | None:
    """The dialect to try after a refusal; None where no simpler one is left.

    >>> simpler(Dialect(), "Unsupported parameter: 'max_tokens'").limit
    'max_completion_tokens'
    >>> simpler(Dialect(), "response_format is not supported").format
    'json_object'
    """
    if dialect.temperature and "temperature" in complaint:
        return replace(dialect, temperature=False)
    if dialect.limit == "max_tokens" and _LIMIT.search(complaint):
        return replace(dialect, limit="max_completion_tokens")
    if dialect.format in _SIMPLER:
        return replace(dialect, format=_SIMPLER[dialect.format])
    return None
