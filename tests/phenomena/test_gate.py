import json

import pytest

from tests.phenomena.gate import BASELINE, rows, sentences_hash, shares

FLOORS = json.loads(BASELINE.read_text(encoding="utf-8"))["floors"]
NOISE = 0.026
"""A fall of this size passes in one phenomenon: a sentence more or less."""


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    return shares()


def test_the_sentences_are_those_of_the_floors() -> None:
    kept = json.loads(BASELINE.read_text(encoding="utf-8"))["sentences"]
    assert sentences_hash() == kept, (
        "the sentences changed: run `python -m tests.phenomena.gate --update` and say why"
    )


@pytest.mark.parametrize("phenomenon", sorted(FLOORS))
def test_as_many_sentences_are_read_right(phenomenon: str, found: dict[str, float]) -> None:
    noise = 0.003 if phenomenon == "all" else NOISE
    assert found[phenomenon] >= FLOORS[phenomenon] - noise


def test_every_phenomenon_has_several_dozen_sentences_of_both_sorts() -> None:
    for phenomenon in {row["phenomenon"] for row in rows()}:
        some = [row for row in rows() if row["phenomenon"] == phenomenon]
        assert len(some) >= 36
        assert sum(bool(row["expect"]) for row in some) >= 18
        assert sum(not row["expect"] for row in some) >= 8


def test_no_sentence_stands_twice() -> None:
    texts = [row["text"] for row in rows()]
    assert len(set(texts)) == len(texts)
