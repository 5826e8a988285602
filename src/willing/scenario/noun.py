"""What all nouns of a scenario are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Quantity = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
Number = Annotated[float, Field(allow_inf_nan=False)]


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _climbing(value: tuple[float, ...]) -> tuple[float, ...]:
    if list(value) != sorted(value):
        raise ValueError("the numbers must rise")
    return value


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...]),
]
Span = (
    Number
    | Annotated[tuple[Number, Number], AfterValidator(_climbing)]
    | Annotated[tuple[Number, Number, Number], AfterValidator(_climbing)]
)
"""A number, `[low, high]` (uniform) or `[low, mode, high]` (triangular)."""


class Noun(BaseModel):
    """What all nouns of a scenario share: frozen, and no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Spanned(Noun):
    """A number that may be uncertain, with its origin (see `Pledge.source`)."""

    value: Span
    source: str = ""
