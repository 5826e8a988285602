"""How strict is the check? A third of the labelled passages, told truly and turned round.

The rules decide what they find contradicted, so that both shares move with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.gate import HERE, rows
from willing.cli.passages import Line, lines_in, passage_of
from willing.extraction.model.check import check
from willing.extraction.model.chunks import chunks
from willing.extraction.model.proposal import Proposal
from willing.extraction.model.scene import scene_of
from willing.extraction.read import initiatives_of
from willing.extraction.statement import Statement
from willing.reference.initiative import load_initiatives

TURNED = {"lead": "out", "in": "out", "lean_in": "lean_out",
          "lean_out": "lean_in", "out": "in", "oppose": "in"}  # fmt: skip
KEPT, FOOLED = 0.86, 0.25
"""At least, and at most. Seen: 0.89 and 0.21."""


def outcomes() -> Iterator[tuple[bool, bool, bool]]:
    """Of each label: kept as it is; can be turned round; kept when turned round."""
    known, labels = load_initiatives(HERE / "initiatives.json"), rows("labels.jsonl")
    for number, line in enumerate(lines_in(str(HERE / "passages.jsonl"))):
        if number % 3:
            continue
        assert isinstance(line, Line)
        passage = passage_of(line)
        wanted = initiatives_of(passage.article, known, passage.targets)
        scene, (chunk, *_) = scene_of(passage.article, wanted), chunks(passage.article)
        for label in labels:
            if label["doc"] != passage.article.doc:
                continue
            fields = {name: label[name] for name in ("actor", "initiative", "quote")}

            def kept(stance: str, fields=fields, chunk=chunk, scene=scene) -> bool:
                found = list(check(Proposal(stance=stance, **fields), chunk, scene))
                return all(isinstance(one, Statement) for one in found)

            turned = TURNED.get(label["stance"])
            yield kept(label["stance"]), turned is not None, turned is not None and kept(turned)


def test_most_true_statements_pass_and_many_false_ones_do_not():
    found = list(outcomes())
    kept = sum(one[0] for one in found) / len(found)
    fooled = sum(one[2] for one in found) / sum(one[1] for one in found)
    assert len(found) > 200
    assert kept >= KEPT, kept
    assert fooled <= FOOLED, fooled
