"""Files, folders, bytes: what is read, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from willing.documents.decode import MAX_BYTES
from willing.documents.read import read, read_bytes, read_text
from willing.errors import DocumentError

from .check import assert_sound, prose

S = "Norway’s minister said that Malmö and Århus would be ports of call — for “everybody”. "
T = S * 3


def only(data: bytes, source: str = "a.txt") -> str:
    (article,) = read_bytes(data, source=source)
    assert_sound(article)
    return article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert only(T.encode(encoding)) == T


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_either_way_round(encoding: str) -> None:
    assert only(("\ufeff" + T).encode(encoding)) == T


def test_declared_encoding_is_believed() -> None:
    words = "Łódź będzie portem, mówi minister. " * 5
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>{words}'
    assert "Łódź będzie" in only(page.encode("iso-8859-2"), "a.html")


def test_a_few_broken_bytes_do_not_cost_the_text() -> None:
    text = only((T * 10).encode() + b"\xff broken.")
    assert text.startswith(T)


@pytest.mark.parametrize("name", ["zlib", "rot13", "utf-7", "no-such"])
def test_strange_declarations_are_ignored(name: str) -> None:
    page = f'<html><meta charset="{name}"><p>'.encode() + S.encode("cp1252") + b"</p>"
    read_bytes(page, source="a.html")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\u00a0\u2003".encode(), "white space"),
        (b"PK\x03\x04" + bytes(200), "binary"),
        (b"\x7fELF" + bytes(range(32)) * 9, "binary"),
        (bytes(range(1, 9)) * 50, "binary"),
        (b"x" * (MAX_BYTES + 1), "20 MB"),
        (b"%PDF-1.4\n%%EOF", "not a PDF"),
        (b"<rss><channel></channel></rss>", "no entry"),
        (b"Home\nShare\n", "no prose"),
    ],
)
def test_refusals_name_the_file_and_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as refused:
        read_bytes(data, source="some/file")
    assert str(refused.value).startswith("some/file: ")


def test_content_counts_before_the_name() -> None:
    page = f"<!doctype html><html><body><article><p>{T}</p></article></body></html>"
    assert "<p>" not in only(page.encode(), "saved.txt")
    assert "<p>" not in only(page.encode(), "-")
    assert only(b"Spain said no. It may <b>yet</b> say yes.", "a.txt").endswith("say yes.")


def test_text_in_hand_stays_as_it_is() -> None:
    article = read_text(f"\r\n {T}\r\n", doc="u01", title="A patrol", publisher="The Gazette")
    assert article.text == f"\r\n {T}\r\n"
    assert (article.doc, article.source, article.publisher) == ("u01", "u01", "The Gazette")


def test_addresses_are_not_fetched() -> None:
    with pytest.raises(DocumentError, match="save the page first"):
        read("https://gazette.example/a")


@pytest.mark.parametrize("source", ["no/such/file", "a\x00b", "x" * 5000])
def test_files_that_are_not_there(source: str) -> None:
    with pytest.raises(DocumentError):
        read(source)


def test_a_folder_is_read_in_order_without_hidden_files_and_links(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Spain is out of it, its minister said.")
    (tmp_path / "a.md").write_text("# A patrol\n\nNorway is in, its minister said.")
    (tmp_path / ".hidden.txt").write_text("Malta is in, its minister said.")
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("Italy may join it, its minister said.")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "story.html").write_text(f"<html><body><article><p>{T}</p></article></body></html>")
    (tmp_path / "story_files").mkdir()
    (tmp_path / "story_files" / "frame.html").write_text("<html>Buy a boat today, it is cheap.")
    assert [article.doc for article in read(tmp_path)] == ["a", "b", "story", "c"]


def test_a_broken_file_of_a_folder_is_raised_or_handed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Spain is out of it, its minister said.")
    with pytest.raises(DocumentError, match=r"a\.txt"):
        read(tmp_path)
    refused: list[DocumentError] = []
    assert [article.doc for article in read(tmp_path, on_error=refused.append)] == ["b"]
    assert len(refused) == 1


def test_an_empty_folder_says_what_it_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"\.html"):
        read(tmp_path)


def test_standard_input_is_called_stdin() -> None:
    (article,) = read_bytes(T.encode(), source="-")
    assert (article.doc, article.source) == ("stdin", "-")
    assert prose(article) == T.strip()
