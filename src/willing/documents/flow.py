"""Text out of a tree or a stream of tags: blocks one after another, with their offsets."""

from __future__ import annotations

from willing.documents.lines import Block, Mark


class Flow:
    """Collects text; every `block` call ends the block before it.

    White space inside a block becomes single spaces; blocks are set apart by a blank line, or by
    a line break where `gap` is False.
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._mark: Mark = ""
        self._gap = True
        self._length = 0

    def add(self, text: str) -> None:
        """More text for the block that is open."""
        self._parts.append(text)

    def block(self, mark: Mark = "", *, gap: bool = True) -> None:
        """End the open block and begin the next one."""
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if text:
            start = self._length + (len(self._separator()) if self._blocks else 0)
            self._length = start + len(text)
            self._blocks.append(Block(text, start, self._length, self._gap, self._mark))
            self._gap = gap
        else:
            self._gap = self._gap or gap
        self._mark = mark

    def finish(self) -> tuple[str, list[Block]]:
        """The whole text and its blocks."""
        self.block()
        pieces: list[str] = []
        for block in self._blocks:
            if pieces:
                pieces.append("\n\n" if block.gap else "\n")
            pieces.append(block.text)
        return "".join(pieces), self._blocks

    def _separator(self) -> str:
        return "\n\n" if self._gap else "\n"
