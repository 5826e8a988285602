"""Clauses: cut at the same places whatever the order of hashing."""

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.clauses import _CUT, _cuts, split_clauses


def test_one_clause_begins_at_the_comma_behind_a_condition() -> None:
    clauses = split_clauses("if a truce holds, and if ghana leads, the ships will sail")
    starts = [clause.start for clause in clauses]
    assert len(set(starts)) == len(starts)
    assert [clause.link for clause in clauses][:2] == ["condition", "main"]


_PIECES = (
    "and but yet though although whereas however nor while instead only even if unless once a the "
    "provided that as long so until in event case who which whose where because since after "
    "before when it they we peru android , ; : . ' - -- –"
)
_BLANKS = ("", " ", "  ", ", ", "\t", "\n")


@given(st.lists(st.tuples(st.sampled_from(_BLANKS), st.sampled_from(_PIECES.split())), max_size=30))
def test_no_place_where_a_sentence_is_cut_is_passed_over(pieces: list[tuple[str, str]]) -> None:
    low = "".join(blank + piece for blank, piece in pieces)
    assert [cut.span() for cut in _cuts(low)] == [cut.span() for cut in _CUT.finditer(low)]
