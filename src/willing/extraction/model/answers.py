"""Answers: from the bytes of a reply to the proposals in it, or to what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any

from willing.extraction.model.trouble import AnswerError

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = "```"


def body_of(data: bytes) -> dict[str, Any]:
    """The reply as an object. Raises `AnswerError` for anything else."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise AnswerError("the reply is not in JSON", again=True)
    return body


def used_tokens(body: dict[str, Any]) -> tuple[int, int] | None:
    """The tokens that the server counted, in and out; None where it does not say."""
    usage = body.get("usage")
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if all(type(count) is int and 0 <= count < 10**9 for count in counts):
        return counts  # type: ignore[return-value]
    return None


def content_of(body: dict[str, Any]) -> str:
    """What the model wrote. Raises `AnswerError` where it is missing, cut off or a refusal."""
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise AnswerError("the reply holds no answer", again=True)
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise AnswerError("the model refused to answer", again=True)
    if choice.get("finish_reason") == "length":
        raise AnswerError("the answer was cut off at its longest", again=True)
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise AnswerError("the answer is empty", again=True)
    return content


def json_in(content: str) -> Any:
    """The JSON of an answer, also within a code fence or a sentence. Raises `AnswerError`."""
    text = _THOUGHT.sub("", content).strip()
    fenced = text.partition(_FENCE)[2].rpartition(_FENCE)[0].removeprefix("json")
    first, last = text.find("{"), text.rfind("}")
    within = text[first : last + 1] if first >= 0 else ""
    for candidate in filter(None, (text, fenced, within)):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    raise AnswerError("the answer is not in JSON", again=True)


def complaint_of(data: bytes) -> str:
    """What a server says when it refuses a request, on one line."""
    try:
        body = json.loads(data)
        error = body.get("error", body) if isinstance(body, dict) else body
        said = error.get("message", error) if isinstance(error, dict) else error
    except (ValueError, RecursionError):
        said = data[:400].decode("utf-8", "replace")
    return " ".join(str(said).split())[:200]
