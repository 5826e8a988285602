"""Everything that can go wrong and that a person can mend.

    WillingError            the root: its message is for the reader, and printed alone
    ├── DocumentError       a page, PDF or feed that cannot be read (exit code 3)
    ├── InputError          a file or an option that says something impossible (exit code 2)
    │   ├── ScenarioError   a scenario, with file, line and field
    │   └── ConditionError  a condition, with the position of the character
    └── LedgerError         the store is missing, locked or of another version (exit code 4)

A message names the place and the mend. Anything that is not a `WillingError` is a bug.
"""

from __future__ import annotations


class WillingError(Exception):
    """The root of the errors that Willing raises on purpose."""

    exit_code = 1


class DocumentError(WillingError):
    """A document that cannot be read: missing, empty, binary, too large, or without any prose."""

    exit_code = 3


class InputError(WillingError):
    """A file or an option that says something impossible; the message says what to write."""

    exit_code = 2


class ScenarioError(InputError):
    """A scenario that cannot be used; one line per problem, each with file, line and field."""


class ConditionError(InputError):
    """A condition that cannot be read.

    `text` is the condition, `position` the 0-based index of the offending character.
    """

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(f"{message}\n  {text}\n  {' ' * position}^")
        self.message = message
        self.text = text
        self.position = position


class LedgerError(WillingError):
    """The ledger cannot be opened, read or written."""

    exit_code = 4
