"""How well the reader does by phenomenon: python -m tests.gold.report

For each tag of the labels, the share of its statements that were found, with the right side and
with the right step; for each phenomenon of the traps, how many passages that hold it have a
spurious statement. Recall by tag is exact; precision cannot be told by tag, since a statement that
is not in the labels has none: it is given for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.gold.gate import SIDE, read_passage, rows
from willing.extraction.statement import Statement
from willing.reference.initiative import load_initiatives

LEAST = 8
"""Tags with fewer statements are left out of the table."""


def readings() -> dict[str, tuple[Statement, ...]]:
    from tests.gold.gate import HERE

    known = load_initiatives(HERE / "initiatives.json")
    return {p["id"]: read_passage(p, known) for p in rows("passages.jsonl")}


def main() -> None:
    found = readings()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    labelled = set()
    for label in rows("labels.jsonl"):
        key = (label["doc"], label["actor"], label["initiative"])
        labelled.add(key)
        said = [s for s in found[label["doc"]] if (s.actor_name, s.initiative) == key[1:]]
        for tag in ("all", *dict.fromkeys(label.get("tags", ()))):
            seen[tag].update(wanted=1, actor=bool(said))
            if said:
                side = SIDE.get(said[0].stance, "out") == SIDE.get(label["stance"], "out")
                seen[tag].update(side=side, step=said[0].stance == label["stance"])
    print(f"{'phenomenon':24} {'labels':>6} {'found':>6} {'side':>6} {'step':>6}")
    for tag, count in sorted(seen.items(), key=lambda item: -item[1]["wanted"]):
        if count["wanted"] >= LEAST:
            shares = (count[name] / count["wanted"] for name in ("actor", "side", "step"))
            print(f"{tag:24} {count['wanted']:6}", *(f"{share:6.2f}" for share in shares))
    every = [(s.doc, s.actor_name, s.initiative) for some in found.values() for s in some]
    right = sum(key in labelled for key in every)
    print(f"\nprecision of finding the actor: {right / len(every):.2f} of {len(every)}")
    _traps(found, labelled)


def _traps(found: dict[str, tuple[Statement, ...]], labelled: set[tuple[str, str, str]]) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for trap in rows("traps.jsonl"):
        for name in (trap.get("phenomenon"), *trap.get("tags", ())):
            if name:
                held[name].add(trap["doc"])
    wrong = {
        s.doc
        for some in found.values()
        for s in some
        if (s.doc, s.actor_name, s.initiative) not in labelled
    }
    print(f"\n{'trap':24} {'passages':>8} {'with a spurious statement':>26}")
    for name, docs in sorted(held.items(), key=lambda item: -len(item[1])):
        if len(docs) >= LEAST:
            print(f"{name:24} {len(docs):8} {len(docs & wrong):26}")


if __name__ == "__main__":
    main()
