"""Clauses: cut at the same places whatever the order of hashing."""

from willing.extraction.clauses import split_clauses


def test_one_clause_begins_at_the_comma_behind_a_condition() -> None:
    clauses = split_clauses("if a truce holds, and if ghana leads, the ships will sail")
    starts = [clause.start for clause in clauses]
    assert len(set(starts)) == len(starts)
    assert [clause.link for clause in clauses][:2] == ["condition", "main"]
