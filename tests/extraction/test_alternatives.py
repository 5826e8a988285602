import re

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.alternatives import SEPARATOR, one_of

_PIECES = ("a", "b", "ab", "\\-", "'", "(?:a|b)?", "[ab]*", SEPARATOR, "b?", "é", "1")
_OPTIONS = st.lists(st.lists(st.sampled_from(_PIECES), max_size=4).map("".join), min_size=1)


@given(_OPTIONS, st.text("ab-' é1", max_size=10))
def test_shared_beginnings_change_no_match(options: list[str], text: str) -> None:
    plain = re.compile(f"(?:{'|'.join(options)})(?!a)")
    shared = re.compile(f"{one_of(options)}(?!a)")
    assert [m.span() for m in shared.finditer(text)] == [m.span() for m in plain.finditer(text)]
