"""A file that grows a document at a time: wherever it breaks off, it is gone on with."""

from __future__ import annotations

import pytest

from willing.cli.extraction import Outcome
from willing.cli.outfile import OutFile
from willing.errors import InputError

DOCUMENTS = {f"{n:016x}": tuple(f'{{"n": {n}}}' for _ in range(n % 3)) for n in range(1, 7)}


def write(path, **options):
    """A run over all documents; how many of them it did."""
    out = OutFile(path, "question", **options)
    todo = [key for key in DOCUMENTS if not out.has(key)]
    for key in todo:
        out.add(key, Outcome(0, DOCUMENTS[key], (), ()))
    out.close()
    return len(todo)


def test_wherever_both_files_break_off_the_result_is_the_same(tmp_path):
    path, beside = tmp_path / "out.jsonl", tmp_path / "out.jsonl.done"
    assert write(path) == 6
    whole, done = path.read_bytes(), beside.read_bytes()
    heading = done.index(b"\n") + 1
    for at in range(0, len(whole) + 1, 4):
        for upto in range(heading, len(done) + 1, 11):
            path.write_bytes(whole[:at])
            beside.write_bytes(done[:upto])
            write(path)
            assert path.read_bytes() == whole and beside.read_bytes() == done


def test_a_heading_that_breaks_off_is_begun_anew(tmp_path):
    path, beside = tmp_path / "out.jsonl", tmp_path / "out.jsonl.done"
    path.write_bytes(b"")
    beside.write_bytes(b'{"ask')
    assert write(path) == 6


def test_one_document_given_twice_is_done_twice(tmp_path):
    path = tmp_path / "out.jsonl"
    for expected in ([False, False, False], [True, True, False]):
        out = OutFile(path, "question")
        found = [out.has("a" * 16) for _ in range(3)]
        assert found == expected
        if not any(found):
            for _ in range(2):
                out.add("a" * 16, Outcome(1, ("{}",), (), ()))
        out.close()


def test_damage_in_the_middle_costs_what_follows_it(tmp_path):
    path, beside = tmp_path / "out.jsonl", tmp_path / "out.jsonl.done"
    write(path)
    whole, done = path.read_bytes(), beside.read_bytes()
    rows = done.splitlines(keepends=True)
    rows[3] = b"?" * (len(rows[3]) - 1) + b"\n"
    beside.write_bytes(b"".join(rows))
    assert write(path) == 4
    assert path.read_bytes() == whole and beside.read_bytes() == done


def test_another_question_needs_another_file(tmp_path):
    path = tmp_path / "out.jsonl"
    write(path)
    with pytest.raises(InputError, match="begun with other initiatives"):
        OutFile(path, "another")
    OutFile(path, "another", restart=True).close()
    assert path.read_bytes() == b""
