"""Rebuild `economy.csv`: GDP and population of every state, by year.

    python tools/build_economy.py FILE           # writes the table
    python tools/build_economy.py FILE --check   # exit code 1 if the shipped table would change

FILE is the World Bank's table as CSV, with the columns `iso3`, `year`, `gdp_usd_current` and
`population`, as it comes of joining the packages datasets/gdp and datasets/population by code and
year. Aggregates and territories are left out, and so are years before `FIRST`.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from willing.reference.countries import states

TARGET = Path(__file__).parents[1] / "src/willing/reference/data/economy.csv"
FIRST = 2014


def table(source: Path) -> str:
    """The whole file, as text."""
    known = states()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "year", "gdp_usd", "population"))
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            figures = (whole(row["gdp_usd_current"]), whole(row["population"]))
            if row["iso3"] in known and int(row["year"]) >= FIRST and any(figures):
                writer.writerow((row["iso3"], row["year"], *figures))
    return out.getvalue()


def whole(text: str) -> str:
    """A figure without decimals; nothing where there is none."""
    return str(round(float(text))) if text else ""


def main(arguments: list[str]) -> int:
    """Write the table, or say whether it would change."""
    found = table(Path(arguments[0]))
    if "--check" in arguments:
        return int(TARGET.read_text(encoding="utf-8") != found)
    TARGET.write_text(found, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
