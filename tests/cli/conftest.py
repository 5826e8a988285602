"""A folder with a page, an initiative file, passages and a scenario, in words of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from willing.cli.app import willing

PAGE = """\
Four navies weigh a patrol of the Azure Strait

By Ines Marlow
12 March 2024

Britain said on Tuesday that it will lead the Azure Strait patrol and send two frigates, the \
defence secretary told parliament.

Norway is ready to join the Azure Strait patrol if the United Nations gives it a mandate. Denmark \
has ruled out sending ships to the Azure Strait patrol, but it will provide logistics.

Iran has rejected the Azure Strait patrol outright and called it a provocation. Shipping companies \
counted 37 attacks on merchant vessels in the last month.
"""

HOSTILE = """\
A patrol that nobody asked for \x1b]0;owned\x07

Norway will join the Azure Strait patrol \x1b[31mand send three ships\x1b[0m, its minister said \
on Monday in a long speech to the assembled members of parliament.

Spain \u202ehas ruled out\u202c sending ships to the Azure Strait patrol, its foreign minister \
told reporters\x9b2J after the meeting of the council on Monday.
"""

INITIATIVES = {
    "azure-patrol": {
        "name": "Azure Strait patrol",
        "requires": {"naval": 3},
        "leads": ["GBR"],
        "adversary": "IRN",
    }
}

PASSAGES = [
    {
        "id": "p1",
        "date": "2024-03",
        "title": "Denmark stays at home",
        "text": "Denmark will not send ships to the Azure Strait patrol, its prime minister said.",
        "targets": ["azure-patrol"],
    },
    {
        "id": "p2",
        "date": "2024-03-12 (updated)",
        "title": "Norway joins",
        "text": "Norway will join the Azure Strait patrol with one frigate.",
        "targets": ["azure-patrol", "moon-base"],
    },
    {"id": "p3", "text": "Chile will join the Azure Strait patrol.", "targets": ["moon-base"]},
]

SCENARIO = """\
# The patrol, by hand.
initiative:
  id: azure-patrol
  title: Azure Strait patrol
  date: 2024-03-12
  leads: [GBR]
  requires: {naval: 3}
events:
  un_mandate: {p: 0.4}  # our guess
actors:
  GBR:
    pledges:
      - {kind: naval, amount: 2, stance: lead}
  NOR:
    pledges:
      - {kind: naval, amount: [1, 1, 2], stance: in, when: un_mandate}
  DNK:
    pledges:
      - {kind: naval, amount: 1, stance: out}
      - {kind: logistics, stance: in}
bodies:
  nato: {rule: consensus, members: [GBR, NOR, DNK]}
  opt_in: {rule: opt_in, minimum: 2}
"""

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("WILLING_LEDGER", "WILLING_BODIES", "WILLING_DEBUG", "WILLING_ANALYST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "initiatives.json").write_text(json.dumps(INITIATIVES), encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    lines = "".join(json.dumps(passage) + "\n" for passage in PASSAGES)
    (tmp_path / "passages.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command line in the folder; a bug is an exception, unless the test is about one."""

    def command(
        *words: object, code: int = 0, allow_bugs: bool = False, **options: object
    ) -> Result:
        result = CliRunner().invoke(willing, [str(word) for word in words], **options)  # type: ignore[arg-type]
        assert allow_bugs or "a bug in Willing" not in result.stderr, result.stderr
        assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
        return result

    return command


@pytest.fixture
def asking(run: Run, folder: Path) -> Callable[[str, str], Callable[..., Any]]:
    """Makes a function that runs a command on a file of given data; with a code it gives the words
    of the error, which come on one line.
    """

    def of(name: str, file: str) -> Callable[..., Any]:
        def command(data: object, *words: object, code: int = 0) -> Any:
            text = data if isinstance(data, str) else json.dumps(data)
            (folder / file).write_text(text, encoding="utf-8")
            result = run(name, file, *words, code=code)
            if code:
                assert result.stdout == ""
                assert len(result.stderr.strip().splitlines()) == 1
                return result.stderr
            return json.loads(result.stdout) if "--json" in words else result.stdout

        return command

    return of


@pytest.fixture
def kept(run: Run) -> Run:
    """The same, with the page's statements in the ledger."""
    run("extract", "page.txt", "--initiatives", "initiatives.json", "--keep")
    return run
