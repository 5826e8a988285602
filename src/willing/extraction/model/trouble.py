"""Trouble: why a chunk was not read. It is reported, and never stops the others."""

from __future__ import annotations


class AnswerError(Exception):
    """A request or an answer that came to nothing; the message is for the reader.

    `passing`: the same request may succeed later. `again`: another request, with a word on what
    was wrong, may help. `spent`: the server may have counted tokens all the same.
    """

    def __init__(
        self, message: str, *, passing: bool = False, again: bool = False, spent: bool = True
    ) -> None:
        super().__init__(message)
        self.passing = passing
        self.again = again
        self.spent = spent
