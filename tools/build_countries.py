"""Rebuild `countries.csv`: the states, their codes and their English short names.

The names are those of the Unicode CLDR (through Babel) but for the few in `states.csv`, where
readers of English news expect another one (Turkey, Ivory Coast, Palestine) or CLDR abbreviates.

    python tools/build_countries.py            # writes the table
    python tools/build_countries.py --check    # exit code 1 if the shipped table would change
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

OWN = Path(__file__).with_name("states.csv")
TARGET = Path(__file__).parents[1] / "src/willing/reference/data/countries.csv"
KOSOVO = {"XKX": "XK"}  # user-assigned in ISO 3166, so CLDR has no alias for it


def two_letters() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, from CLDR's aliases."""
    aliases = get_global("territory_aliases")
    return {code: found[0] for code, found in aliases.items() if len(code) == 3} | KOSOVO


def table() -> str:
    """The whole file, as text."""
    territories, alpha2 = Locale("en").territories, two_letters()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("iso3", "iso2", "name", "cow", "region"))
    with OWN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            iso2 = alpha2[row["iso3"]]
            name = row["name"] or territories[iso2]
            writer.writerow((row["iso3"], iso2, name, row["cow"], row["region"]))
    return out.getvalue()


def main() -> int:
    """Write the table, or compare it with the one that ships."""
    text = table()
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
