"""The initiative: what is on the table, by which names it goes, and who decides it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from willing.errors import InputError
from willing.reference.plainfile import read_plain
from willing.reference.vocabulary import KINDS, SUPPORT


def _tuple(value: object) -> object:
    """One name may be written without a list: `leads: USA`."""
    return (value,) if isinstance(value, str) else value


Names = Annotated[
    tuple[str, ...], BeforeValidator(_tuple, json_schema_input_type=str | tuple[str, ...])
]

FORCE_KINDS = ("ground_troops", "air", "naval")
_FORCE_WORDS = (
    "force",
    "mission",
    "operation",
    "troops",
    "soldiers",
    "peacekeep",
    "coalition of the willing",
    "patrol",
    "deployment",
    "invasion",
    "boots on the ground",
)


class Initiative(BaseModel):
    """What actors join, refuse or block; only the name is required.

    `body` is free text ("NATO consensus", "EU QMV", "opt-in"), matched to the known bodies later.
    `core` are the kinds that count as joining (empty: see `core_kinds`); `kinds` declares own
    ones. `inferred` tells that no analyst named it: it was found on the page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    name: str = Field(min_length=1)
    aliases: Names = ()
    body: str = ""
    leads: Names = ()
    beneficiary: str = ""
    adversary: str = ""
    core: Names = ()
    requires: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = {}
    kinds: Names = ()
    inferred: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    @property
    def core_kinds(self) -> tuple[str, ...]:
        """The kinds that count as joining.

        Those given; else those required; else those that the name implies (a force: troops,
        aircraft and ships); else every kind but `political`, its own kinds or `support` first.
        """
        if self.core:
            return self.core
        if self.requires:
            return tuple(self.requires)
        if self.is_force:
            return FORCE_KINDS
        own = self.kinds or (SUPPORT,)
        return (*own, *(k for k in KINDS if k != "political" and k not in own))

    @property
    def default_kind(self) -> str:
        """The kind that a bare "we are in" is read on."""
        return self.core_kinds[0]

    @property
    def is_force(self) -> bool:
        """Whether the name speaks of soldiers, aircraft or ships."""
        words = " ".join(self.names).lower()
        return not self.kinds and any(word in words for word in _FORCE_WORDS)


_FILE = TypeAdapter(dict[str, Initiative])


def load_initiatives(path: Path) -> dict[str, Initiative]:
    """Read an initiative file, YAML or JSON: `{id: {name, aliases, body, ...}}`.

    Raises `InputError` naming the file, the initiative and the field.
    """
    try:
        found = _FILE.validate_python(read_plain(path, "the initiative file"))
    except ValidationError as error:
        problems = "\n".join(
            f"{path}: {'.'.join(str(part) for part in item['loc']) or 'file'}: {item['msg']}"
            for item in error.errors()
        )
        raise InputError(f"{problems}\nexpected {{id: {{name, aliases, body, ...}}}}") from None
    return {key: value.model_copy(update={"id": key}) for key, value in found.items()}
