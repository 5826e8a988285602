"""Sentences by phenomenon, and how many of them are read right: the share may only rise.

    python -m tests.phenomena.gate            prints the shares
    python -m tests.phenomena.gate --wrong    and every sentence that is read wrongly
    python -m tests.phenomena.gate --update   raises the floors; lowering them needs --lower as well

Under `several initiatives` stands the F1 of actors, each on its side and on its initiative, in 40
texts that are on two or three initiatives each.

A sentence counts as read right if every actor with a position is found on its side (in, undecided,
out), and nobody else. Under `fields` stands the share of actors whose kinds, refused kinds,
conditions or veto are read exactly, where a sentence says what they should be.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.gold.gate import SIDE, digest_of, f1, ratchet
from willing.documents.read import read_text
from willing.errors import DocumentError
from willing.extraction.rules import read_statements
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative, load_initiatives

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
FIELDS = {"gives": "contribution", "refuses": "no_contribution", "conditions": "conditions"}


def rows(name: str = "sentences") -> list[dict[str, Any]]:
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def sentences_hash() -> str:
    return digest_of(HERE, ("sentences.jsonl", "several.jsonl", "initiatives.json"))


def read(row: Mapping[str, Any], known: Mapping[str, Initiative]) -> tuple[Statement, ...]:
    targets = [known[id_] for id_ in row.get("initiatives") or [row["initiative"]]]
    about: dict[str, Any] = {"doc": row["id"], "date": dt.date.fromisoformat(row["date"])}
    try:
        article = read_text(row["text"], **about)
    except DocumentError:  # what reads like a page's frame counts as text here
        article = read_text(row["text"], clean=False, **about)
    return read_statements(article, targets, trusting=True)


def right(row: Mapping[str, Any], said: Sequence[Statement]) -> bool:
    """Whether the sides of all actors are those expected, or others that could be defended."""
    sides = {s.actor_name: SIDE.get(s.stance, "out") for s in said}
    wanted = {
        actor: {SIDE.get(step, "out") for step in (stance, *row.get("alt", {}).get(actor, ()))}
        for actor, stance in row["expect"].items()
    }
    return sides.keys() == wanted.keys() and all(sides[a] in wanted[a] for a in sides)


def several(known: Mapping[str, Initiative], *, wrong: bool = False) -> float:
    """The F1 of actors, each on its side and on its initiative, in texts on several of them."""
    hits = found = wanted = 0
    for row in rows("several"):
        said = {(s.initiative, s.actor_name): SIDE.get(s.stance, "out") for s in read(row, known)}
        expected = {
            (id_, actor): {SIDE.get(step, "out") for step in (stance, *_others(row, id_, actor))}
            for id_, stances in row["expect"].items()
            for actor, stance in stances.items()
        }
        right = {key for key in said.keys() & expected.keys() if said[key] in expected[key]}
        if wrong and right != expected.keys() | said.keys():
            print(f"{row['id']}: {row['text']!r}\n    expected {expected}\n    read {said}")
        hits, found, wanted = hits + len(right), found + len(said), wanted + len(expected)
    return f1(hits, found, wanted)


def _others(row: Mapping[str, Any], id_: str, actor: str) -> Sequence[str]:
    """Other steps that could be defended."""
    others: Sequence[str] = row.get("alt", {}).get(id_, {}).get(actor, ())
    return others


def fields_right(row: Mapping[str, Any], said: Sequence[Statement]) -> Iterator[tuple[str, bool]]:
    """For each field that the sentence says something of, actor by actor, whether it is right."""
    by_name = {s.actor_name: s for s in said}
    for name, field in FIELDS.items():
        for actor, values in row.get(name, {}).items():
            told = getattr(by_name[actor], field) if actor in by_name else None
            yield name, told is not None and set(told) == set(values)
    for actor in row.get("veto", ()):
        yield "veto", actor in by_name and by_name[actor].veto


def shares(*, wrong: bool = False) -> dict[str, float]:
    """The share read right, phenomenon by phenomenon, and field by field."""
    known = load_initiatives(HERE / "initiatives.json")
    count: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row in rows():
        said = read(row, known)
        name, ok = row["phenomenon"], right(row, said)
        if wrong and not ok:
            read_as = {s.actor_name: s.stance for s in said}
            print(f"{row['id']}: {row['text']!r}\n    expected {row['expect']}, read {read_as}")
        count.update([name, "all"])
        hits.update({name: ok, "all": ok})
        for field, ok in fields_right(row, said):
            count.update([f"fields: {field}"])
            hits.update({f"fields: {field}": ok})
    found = {name: round(hits[name] / number, 3) for name, number in sorted(count.items())}
    return found | {"several initiatives": round(several(known, wrong=wrong), 3)}


if __name__ == "__main__":
    found = shares(wrong="--wrong" in sys.argv)
    sys.exit(ratchet(found, {"sentences": sentences_hash()}, BASELINE, sys.argv[1:]))
