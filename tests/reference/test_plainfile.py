"""Small files: what YAML could do to a reader that builds whatever it is told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from willing.errors import InputError
from willing.reference.plainfile import MOST_VALUES, read_plain

BASE = "a0: &a0 {" + ", ".join(f"k{n}: 1" for n in range(200)) + "}\n"
BOMB = BASE + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 12)
)
ALIASES = "a0: &a0 [1, 2, 3]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


@pytest.fixture
def read(tmp_path: Path):
    def reader(text: str):
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return read_plain(path, "the file")

    return reader


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, f"more than {MOST_VALUES:,} values"),
        (ALIASES, f"more than {MOST_VALUES:,} values"),
        ("&a [*a]", f"more than {MOST_VALUES:,} values"),
        ("a: 0x" + "f" * 5_000, "a number has more than 400 digits"),
        ("a: " + "9" * 5_000, "a number has more than 400 digits"),
        ("a: !!bool maybe", "not valid YAML or JSON"),
        ("a: {<<: 3}", "not valid YAML or JSON"),
        ("a: 1\n---\nb: 2", "not valid YAML or JSON"),
    ],
)
def test_what_would_take_forever_or_makes_no_sense_is_refused(read, text, said) -> None:
    with pytest.raises(InputError, match=said):
        read(text)


def test_merges_and_aliases_within_reason_are_read(read) -> None:
    found = read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [*x, {c: 4}]}\nw: [*x, *x]")
    assert found["y"] == {"a": 1, "b": 3}
    assert found["z"] == {"a": 1, "b": 2, "c": 4}
    assert found["w"] == [{"a": 1, "b": 2}] * 2
    assert read("") is None
    assert read("a: !!set {x, y}") == {"a": {"x", "y"}}
    assert read("&a {<<: *a}") == {}
