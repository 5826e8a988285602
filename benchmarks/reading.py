"""How fast is a passage read, against plainer ways of doing the same?

    python benchmarks/reading.py

Each pair runs in one process on the same 150 labelled passages, the faster and the plainer way in
turn, so that a slow machine slows both. Only the ratios are worth quoting.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.gold.gate import read_passage, rows

from willing.extraction import cues
from willing.extraction.lexicon import cues_that_may_match, lexicon
from willing.extraction.mentions import find_mentions
from willing.reference.initiative import load_initiatives
from willing.reference.names import names

ROUNDS = 5
HERE = Path(__file__).parent


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], plainer: Callable[[], object]) -> None:
    ours(), plainer()  # warm both
    pairs = [(seconds(ours), seconds(plainer)) for _ in range(ROUNDS)]
    ratios = sorted(theirs / mine for mine, theirs in pairs)
    middle = statistics.median(mine for mine, _ in pairs)
    print(
        f"{name}: {middle * 1000:.0f} ms; the plainer way takes {statistics.median(ratios):.1f} "
        f"times as long ({ratios[0]:.1f} to {ratios[-1]:.1f})"
    )


def main() -> None:
    gold = HERE.parent / "tests" / "gold"
    passages = rows("passages.jsonl")
    initiatives = load_initiatives(gold / "initiatives.json")
    texts = [passage["text"] for passage in passages]
    characters = sum(map(len, texts)) / len(texts)

    every = sorted({name.text for name in names()}, key=len, reverse=True)
    union = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")
    compare(
        f"mentions of {len(every):,} names (plainer: one regular expression)",
        lambda: [find_mentions(text) for text in texts],
        lambda: [list(union.finditer(text)) for text in texts],
    )

    def read_all() -> None:
        for passage in passages:
            read_passage(passage, initiatives)

    def read_with_every_cue() -> None:
        cues.cues_that_may_match = lambda _: lexicon().cues  # type: ignore[assignment]
        try:
            read_all()
        finally:
            cues.cues_that_may_match = cues_that_may_match

    compare("passages (plainer: every cue tried on every sentence)", read_all, read_with_every_cue)
    rate = len(passages) / min(seconds(read_all) for _ in range(ROUNDS))
    print(f"{rate:.0f} passages of {characters:.0f} characters a second on one core")


if __name__ == "__main__":
    main()
