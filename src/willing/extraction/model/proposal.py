"""The proposal: what a model may say, and the JSON Schema that asks for it.

A proposal is words, nothing more: whether its actor exists, its stance is one of ours and its
quote stands in the article is for `check` to say, of each proposal by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from willing.extraction.model.trouble import AnswerError
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES, SUPPORT

MOST = 200
"""Proposals of one answer: no chunk says more; what is above it is not read."""


class Proposal(BaseModel):
    """What a model proposes as a statement: names, labels and a quote, all unchecked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    actor: str
    initiative: str
    stance: str
    quote: str
    contribution: tuple[str, ...] = ()
    no_contribution: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    veto: bool = False
    speaker: str | None = None


def allowed_kinds(initiative: Initiative) -> tuple[str, ...]:
    """The kinds of contribution that a statement on an initiative may name."""
    return tuple(dict.fromkeys((*KINDS, SUPPORT, *initiative.core_kinds, *initiative.kinds)))


def answer_schema(initiatives: Sequence[Initiative]) -> dict[str, Any]:
    """The JSON Schema of an answer on these initiatives, its vocabularies closed."""
    kinds = list(dict.fromkeys(kind for i in initiatives for kind in allowed_kinds(i)))
    fields = {
        "actor": {"type": "string"},
        "initiative": _one_of([initiative.id for initiative in initiatives]),
        "stance": _one_of(STANCES),
        "quote": {"type": "string"},
        "contribution": {"type": "array", "items": _one_of(kinds)},
        "no_contribution": {"type": "array", "items": _one_of(kinds)},
        "conditions": {"type": "array", "items": _one_of(CONDITIONS)},
        "veto": {"type": "boolean"},
        "speaker": {"type": ["string", "null"]},
    }
    return _object({"statements": {"type": "array", "items": _object(fields)}})


def proposals_in(answer: Any) -> list[Proposal | AnswerError]:
    """The proposals of a parsed answer; a `AnswerError` in place of one that is none.

    Raises `AnswerError` for an answer that holds no list of statements.
    """
    listed = answer.get("statements") if isinstance(answer, dict) else answer
    if not isinstance(listed, list):
        raise AnswerError("not as the schema asks: no list of statements", again=True)
    found = [_proposal(item) for item in listed[:MOST]]
    if len(listed) > MOST:
        found.append(AnswerError(f"more than {MOST} statements at once; the rest was left out"))
    return found


def _proposal(item: Any) -> Proposal | AnswerError:
    try:
        return Proposal.model_validate(item)
    except ValidationError as error:
        fields = {str(problem["loc"][0]) if problem["loc"] else "it" for problem in error.errors()}
        return AnswerError(f"not as the schema asks: {', '.join(sorted(fields))}")


def _one_of(values: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    """An object of just these fields, all of them required, as strict servers want it."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
