"""The example that ships: three pages, the initiatives on the first, and its scenario.

The pages are the project's own wording of public facts; `SOURCES.md` beside them says where each
fact is from.

>>> example_page().name
'page.html'
>>> sorted(path.name for path in example_files() if path.suffix == ".yaml")
['initiatives.yaml', 'scenario.yaml']
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_FILES: Final = (
    "page.html",
    "initiatives.yaml",
    "scenario.yaml",
    "red_sea_patrol.txt",
    "sanctions_package.txt",
    "SOURCES.md",
)


def example_page() -> Path:
    """The saved news page of 11 April 2025 on Europe's coalition of the willing for Ukraine."""
    return _HERE / "page.html"


def example_scenario() -> Path:
    """The scenario drafted from that page, with an analyst's changes."""
    return _HERE / "scenario.yaml"


def example_files() -> tuple[Path, ...]:
    """Every file of the example: pages, initiatives, scenario, and where the facts are from."""
    return tuple(_HERE / name for name in _FILES)
