"""The options of reading with a language model, shared by the commands that read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What the command line says about the reader; None: what the environment says, if anything."""

    reader: Literal["rules", "llm", "both"] = "rules"
    model: str | None = None
    base_url: str | None = None
    prices: tuple[float, float] | None = None
    budget: float | None = None
    timeout: float | None = None
    concurrency: int | None = None
    cached: bool = True
    refused: Path | None = None


_OPTIONS = (
    click.option(
        "--reader",
        type=click.Choice(["rules", "llm", "both"]),
        default="rules",
        show_default=True,
        help="Read by the rules, by a language model, or by both.",
    ),
    click.option("--model", help="The model, as its server calls it. [env: WILLING_LLM_MODEL]"),
    click.option(
        "--base-url",
        metavar="URL",
        help="An OpenAI-compatible address. The key comes from WILLING_LLM_KEY alone."
        " [env: WILLING_LLM_BASE_URL]",
    ),
    click.option(
        "--prices",
        type=(click.FloatRange(min=0), click.FloatRange(min=0)),
        default=None,
        metavar="IN OUT",
        help="USD per million tokens. [env: WILLING_LLM_PRICE_IN, WILLING_LLM_PRICE_OUT]",
    ),
    click.option(
        "--budget",
        type=click.FloatRange(min=0),
        metavar="USD",
        help="Ask nothing that could cost more than this in all. [env: WILLING_LLM_BUDGET]",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="For one request. [default: 120; env: WILLING_LLM_TIMEOUT]",
    ),
    click.option(
        "--concurrency",
        type=click.IntRange(1, 64),
        help="Requests at a time. [default: 4; env: WILLING_LLM_CONCURRENCY]",
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor keep earlier answers."),
    click.option(
        "--refused",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write what the model proposed and was refused, as JSON Lines, instead of listing it.",
    ),
)


def model_options(command: Command) -> Any:
    """`--reader` and all that belongs to it; the command gets them as one, `asked`."""

    @wraps(command)
    def gathered(*arguments: Any, no_cache: bool, **options: Any) -> Any:
        fields = {name: options.pop(name) for name in _FIELDS}
        return command(*arguments, asked=ModelOptions(**fields, cached=not no_cache), **options)

    found: Any = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found


_FIELDS = (
    "reader", "model", "base_url", "prices", "budget", "timeout", "concurrency", "refused",
)  # fmt: skip
