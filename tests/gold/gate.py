"""The quality gate of the reader: scores on the labelled passages may rise, never fall unseen.

    python -m tests.gold.gate            prints the scores
    python -m tests.gold.gate --update   raises the floors; lowering them needs --lower as well

The unit is (passage, actor, initiative), as in the annotation guideline: a statement is found,
its side is right (in, undecided, out), its step is right. Readings of actors that the labels call
ambiguous are left out. A passage that cannot be read counts as one in which nothing was found.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from willing.documents.read import read_text
from willing.errors import DocumentError
from willing.extraction.rules import read_statements
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative, load_initiatives

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
ANNOTATIONS = ("passages.jsonl", "labels.jsonl", "ambiguous.jsonl", "initiatives.json")
NOISE = 0.003
"""A fall of this size passes: one statement more or less."""

FIELDS = ("contribution", "no_contribution", "conditions")

SIDE = {"lead": "in", "in": "in", "lean_in": "in", "undecided": "undecided"}


def rows(name: str) -> list[dict[str, Any]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def digest_of(folder: Path, names: Sequence[str]) -> str:
    """A short hash of files, to see that what floors were set for is what is scored."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def annotations_hash() -> str:
    return digest_of(HERE, ANNOTATIONS)


def read_passage(
    passage: dict[str, Any], initiatives: dict[str, Initiative]
) -> tuple[Statement, ...]:
    targets = [initiatives[id_] for id_ in passage["targets"]]
    try:
        article = read_text(
            passage["text"],
            doc=passage["id"],
            title=passage["title"],
            date=dt.date.fromisoformat(passage["date"]),
        )
    except DocumentError:
        return ()
    return read_statements(article, targets, trusting=True)


def f1(hits: int, found: int, wanted: int) -> float:
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def scores() -> dict[str, float]:
    """F1 of detection, side, step and of what is offered, refused and waited for; the share of
    quotes that are verbatim.
    """
    initiatives = load_initiatives(HERE / "initiatives.json")
    wanted: dict[tuple[str, str, str], list[str]] = {}
    labels: dict[tuple[str, str, str], dict[str, Any]] = {}
    for label in rows("labels.jsonl"):
        key = (label["doc"], label["actor"], label["initiative"])
        wanted.setdefault(key, []).append(label["stance"])
        labels.setdefault(key, label)
    spared = {(row["doc"], actor) for row in rows("ambiguous.jsonl") for actor in row["actors"]}
    count: Counter[str] = Counter(wanted=sum(map(len, wanted.values())))
    for label in labels.values():
        count.update({f"{name} wanted": len(label.get(name, ())) for name in FIELDS})
    for passage in rows("passages.jsonl"):
        left = {key: list(steps) for key, steps in wanted.items() if key[0] == passage["id"]}
        for said in read_passage(passage, initiatives):
            key = (said.doc, said.actor_name, said.initiative)
            if key not in wanted and key[:2] in spared:
                continue
            quoted = passage["text"][said.quote_start : said.quote_end] == said.quote
            count.update(found=1, quoted=quoted)
            if left.get(key):
                count.update(_fields(said, labels[key]))
                step = said.stance if said.stance in left[key] else left[key][0]
                left[key].remove(step)
                side = SIDE.get(step, "out") == SIDE.get(said.stance, "out")
                count.update(actor=1, side=side, step=step == said.stance)
    found = {
        name: round(f1(count[name], count["found"], count["wanted"]), 4)
        for name in ("actor", "side", "step")
    }
    fields = {
        name: round(f1(count[name], count[f"{name} found"], count[f"{name} wanted"]), 4)
        for name in FIELDS
    }
    return found | fields | {"quotes": count["quoted"] / count["found"]}


def _fields(said: Statement, label: dict[str, Any]) -> dict[str, int]:
    """Values told and told rightly, field by field; optional ones count neither way."""
    counts = {}
    for name in FIELDS:
        told = set(getattr(said, name)) - set(label.get(f"{name}_opt", ()))
        right = told & set(label.get(name, ()))
        counts |= {name: len(right), f"{name} found": len(told)}
    return counts


def ratchet(
    found: Mapping[str, float], of: Mapping[str, str], baseline: Path, arguments: Sequence[str]
) -> int:
    """Print scores and, if asked, keep them as floors beside the hash `of` what they are of."""
    print(json.dumps(found, indent=1))
    if "--update" not in arguments:
        return 0
    old = json.loads(baseline.read_text(encoding="utf-8"))["floors"] if baseline.exists() else {}
    lower = [name for name, floor in old.items() if found[name] < floor]
    if lower and "--lower" not in arguments:
        print(f"these would fall: {', '.join(lower)}; say --lower as well if that is meant")
        return 1
    baseline.write_text(json.dumps({**of, "floors": found}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(ratchet(scores(), {"annotations": annotations_hash()}, BASELINE, sys.argv[1:]))
