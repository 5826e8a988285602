"""Nothing that a document holds may steer the terminal."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.cli import output
from willing.errors import InputError

NASTY = st.text(
    st.one_of(
        st.sampled_from("\x1b\x9b\x9d\x07[]0;2JmA\n\r\t\b\u202e\u2066\u200b\u00ad\x7f"),
        st.characters(),
    )
)


@given(NASTY)
def test_safe_text_holds_nothing_that_a_terminal_obeys(text):
    for char in output.safe(text):
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(char) not in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_plain_text_stays(text):
    assert output.safe(text) == text


@given(NASTY)
def test_json_is_exact_and_safe(text):
    written = output.as_json({"quote": text})
    assert json.loads(written) == {"quote": text}
    assert output.safe(written) == written


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1bP1$r\x1b\\", "\x9b31m", "\x1bc"],
)
def test_whole_sequences_go(text):
    assert output.safe(f"a{text}b") == "ab"


def test_a_file_is_written_whole_in_a_new_folder(tmp_path):
    output.write_text(tmp_path / "new" / "brief.md", "text\n")
    assert (tmp_path / "new" / "brief.md").read_text() == "text\n"
    with pytest.raises(InputError, match="a folder"):
        output.write_text(tmp_path, "text")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        output.write_text(tmp_path / "file" / "brief.md", "text")


def test_a_terminal_gets_even_raw_text_cleaned(monkeypatch, capsys):
    output.put("a\x1b[31mb\n")
    assert capsys.readouterr().out == "a\x1b[31mb\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    output.put("a\x1b[31mb\n")
    assert capsys.readouterr().out == "ab\n"


def test_tables_take_no_markup_from_their_cells(capsys):
    output.print_table(["Who"], [["[bold]France[/bold]\x1b[31m :smile:"]])
    assert "[bold]France[/bold] :smile:" in capsys.readouterr().out
