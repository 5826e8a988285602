"""What the documentation says can be done is done here, and does what it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documentation import Reader, blocks, commands, folder_of, matches

ROOT = Path(__file__).parents[1]
RUN_ELSEWHERE = {  # beside the tests of what they are about
    "docs/command-line.md",
    "docs/scenario-file.md",
    "docs/theory/aid.md",
    "docs/theory/bargaining.md",
    "docs/theory/bodies.md",
    "docs/theory/comparing.md",
    "docs/theory/deterrence.md",
    "docs/theory/formation.md",
    "docs/theory/leaders.md",
    "docs/theory/power.md",
    "docs/theory/sharing.md",
    "docs/theory/stability.md",
}
DOCS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *DOCS]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that `willing demo` makes."""
    reader = Reader(tmp_path_factory.mktemp("example"))
    code, said = reader.run("willing demo")
    assert code == 0, said
    yield reader.folder / "willing-demo"


@pytest.mark.parametrize("page", [page for page in PAGES if page not in RUN_ELSEWHERE])
def test_a_reader_can_follow_the_page(page: str, tmp_path: Path, example: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    reader = Reader(tmp_path)
    if folder := folder_of(text):
        reader.folder = tmp_path / folder
        shutil.copytree(example, reader.folder)
    for block in blocks(text):
        where = f"{page}:{block.line}"
        if block.file:
            (reader.folder / block.file).write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            for command in commands(block):
                code, printed = reader.run(command.text)
                told = f"{page}:{command.line}: {command.text}\n{printed}"
                assert code == 0, told
                assert matches(command.shown, printed), told
        elif block.language == "python":
            wrong = reader.python(block, where)
            assert not wrong, f"{where}\n{wrong}"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for match in LINK.finditer(path.read_text(encoding="utf-8")):
        assert (path.parent / match[1]).exists(), f"{page}: {match[0]} leads nowhere"


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {match[1] for match in LINK.finditer(index)}
    for page in (ROOT / "docs").rglob("*.md"):
        name = str(page.relative_to(ROOT / "docs"))
        assert name == "index.md" or name in linked, f"docs/index.md does not link to {name}"


def test_every_command_is_documented() -> None:
    from willing.cli.app import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`willing {name}" in readme, f"README.md does not say what `willing {name}` is for"


def test_the_test_command_of_the_readme_is_what_the_scripts_do() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install = (ROOT / "scripts" / "install").read_text(encoding="utf-8")
    assert ".venv/bin/pip install -e '.[test]' && .venv/bin/pytest -n auto" in readme
    assert "pip install --quiet --disable-pip-version-check -e '.[test]'" in install
