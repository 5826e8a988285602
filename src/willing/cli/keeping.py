"""The ledger as a place where outcomes go: what it has of the same question is not read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from willing.cli.extraction import Outcome

if TYPE_CHECKING:
    from willing.ledger.database import Ledger
    from willing.reference.initiative import Initiative


@dataclass(slots=True)
class Keeping:
    """A ledger, of which what was done up to the key numbered `until` counts as done.

    With 0, nothing does. `_defined` are the definitions that this run has added.
    """

    ledger: Ledger
    until: int
    _defined: dict[str, Initiative] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether the same was read before this run began, for the same question."""
        from willing.ledger.done import is_done

        return self.until > 0 and is_done(self.ledger, key, until=self.until)

    def add(self, key: str, outcome: Outcome) -> None:
        """Keep the readings, each as a whole or not at all, then that they are kept."""
        from willing.api import keep_reading
        from willing.ledger.done import note_done

        for found in outcome.found:
            new = [one for one in found.initiatives if self._defined.get(one.id) != one]
            last = key if found is outcome.found[-1] else ""
            keep_reading(self.ledger, found.article, found.reading, new, done=last)
            self._defined |= {one.id: one for one in new if not one.inferred}
        if not outcome.found:
            note_done(self.ledger, key)


def keeping(ledger: Ledger, *, restart: bool) -> Keeping:
    """The ledger as it is now, for a long run; with `restart`, nothing it has counts as done."""
    from willing.ledger.database import write_in_groups
    from willing.ledger.done import latest_done

    write_in_groups(ledger)
    return Keeping(ledger, 0 if restart else latest_done(ledger))
