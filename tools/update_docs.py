"""Put what the documentation's commands print now where its pages show something else.

    python tools/update_docs.py [PAGE...]

The ids of statements change with the readers: those that commands name are renewed first, by the
actor that the page shows beside them ("9f3a61c2 Poland (in): ...").

A new page shows `?` where the output belongs. What a page shows with `...` in it is left to the
person who wrote it: it is named, not rewritten.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.documentation import Reader, blocks, commands, folder_of, matches  # noqa: E402
from tests.test_docs import PAGES, RUN_ELSEWHERE  # noqa: E402

NAMED = re.compile(r"^([0-9a-f]{8}) ([A-Z][\w ]+) \(", re.MULTILINE)


def renewed(text: str, example: Path) -> str:
    """The page with the ids that the example's statements have now."""
    from willing.ledger.database import open_ledger
    from willing.ledger.entries import statements

    with open_ledger(example / "willing.db", create=False) as ledger:
        for old, actor in set(NAMED.findall(text)):
            found = [e.statement.id[:8] for e in statements(ledger, actor=actor)]
            if found and old not in found:
                text = text.replace(old, found[0])
    return text


def update(page: str, example: Path) -> int:
    """Rewrite one page; how many commands need a person."""
    path = ROOT / page
    before = path.read_text(encoding="utf-8")
    text = renewed(before, example)
    lines = text.splitlines()
    new: list[tuple[int, int, str]] = []
    left = 0
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder))
        if name := folder_of(text):
            reader.folder = Path(folder) / name
            shutil.copytree(example, reader.folder)
        for block in blocks(text):
            if block.file:
                (reader.folder / block.file).write_text(block.body, encoding="utf-8")
            elif block.language == "python" and (wrong := reader.python(block, page)):
                left += 1
                print(f"{page}:{block.line}: {wrong}")
            for command in commands(block) if block.language == "console" else ():
                code, printed = reader.run(command.text)
                if code == 0 and command.shown != "?" and matches(command.shown, printed):
                    continue
                if code != 0 or "..." in command.shown:
                    left += 1
                    print(f"{page}:{command.line}: {command.text} [{code}]\n{printed}\n")
                    continue
                end = command.line
                while not lines[end].startswith(("$ ", "```")):
                    end += 1
                new.append((command.line, end, printed))
    for start, end, printed in reversed(new):
        lines[start:end] = printed.splitlines()
    if new or text != before:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{page}: {len(new)} outputs rewritten")
    return left


def main() -> int:
    """Update the pages named, or all."""
    wanted = sys.argv[1:] or [page for page in PAGES if page not in RUN_ELSEWHERE]
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder))
        code, said = reader.run("willing demo")
        if code:
            print(said)
            return code
        return min(1, sum(update(page, reader.folder / "willing-demo") for page in wanted))


if __name__ == "__main__":
    sys.exit(main())
