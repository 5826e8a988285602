import json

from tests.gold.gate import BASELINE, NOISE, annotations_hash, rows, scores


def test_the_reader_does_not_fall_below_its_floors() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert annotations_hash() == baseline["annotations"], (
        "the labels changed: run `python -m tests.gold.gate --update` and say why in the commit"
    )
    found = scores()
    fallen = {k: (found[k], v) for k, v in baseline["floors"].items() if found[k] < v - NOISE}
    assert not fallen, fallen
    assert found["quotes"] == 1.0


def test_every_label_quotes_its_passage() -> None:
    texts = {row["id"]: row["text"] for row in rows("passages.jsonl")}
    for label in rows("labels.jsonl"):
        text = texts[label["doc"]]
        assert text[label["quote_start"] : label["quote_end"]] == label["quote"], label["id"]
