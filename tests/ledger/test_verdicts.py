"""Judgements stand beside the statements, can be undone, and are never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InputError, LedgerError
from willing.ledger.additions import add_judgement, add_reading, undo_judgement
from willing.ledger.entries import find_statement, judgements, statements
from willing.ledger.judgement import Judgement
from willing.ledger.verdicts import review, standing

from .make import judgement, page


@pytest.fixture
def ledger(ledger):
    add_reading(ledger, *page())
    return ledger


IDS = [s.id for s in page()[1].statements]


def test_a_rejected_statement_is_left_out_but_never_lost(ledger):
    add_judgement(ledger, judgement(IDS[0], "reject", reason="said by the opposition"))
    assert [e.statement.id for e in statements(ledger)] == IDS[1:]
    entry = statements(ledger, rejected=True)[0]
    assert (entry.verdict, entry.judgement.reason) == ("reject", "said by the opposition")
    assert statements(ledger, judged=False)[0].verdict == "none"
    assert find_statement(ledger, IDS[0]).verdict == "reject"


def test_a_correction_changes_what_is_seen_and_keeps_the_original(ledger):
    made = {
        "stance": "lean_in",
        "conditions": ["un_mandate"],
        "date": dt.date(2025, 2, 1),
        "veto": True,
        "actor": "POL",
        "contribution": ("air", "naval"),
    }
    add_judgement(ledger, judgement(IDS[0], "correct", corrections=made))
    entry = find_statement(ledger, IDS[0])
    seen = entry.statement
    assert (seen.stance, seen.conditions, seen.veto) == ("lean_in", ("un_mandate",), True)
    assert (seen.actor, seen.actor_name, seen.date) == ("POL", "Poland", dt.date(2025, 2, 1))
    assert seen.contribution == ("air", "naval")
    assert entry.original == page()[1].statements[0]
    assert entry.judgement.corrections["date"] == dt.date(2025, 2, 1)
    assert [e.statement.id for e in statements(ledger, actor="POL")] == [IDS[0]]
    assert statements(ledger, actor="RUR") == []


def test_a_correction_of_the_initiative_moves_the_statement(ledger):
    add_judgement(ledger, judgement(IDS[0], "correct", corrections={"initiative": "sanctions"}))
    assert [e.statement.id for e in statements(ledger, initiative="sanctions")] == [IDS[0]]
    assert IDS[0] not in [e.statement.id for e in statements(ledger, initiative="force")]


def test_undo_restores_what_held_before(ledger):
    seen = [find_statement(ledger, IDS[0])]
    for made in (
        judgement(IDS[0], "accept"),
        judgement(IDS[0], "correct", corrections={"stance": "lead"}),
        judgement(IDS[0], "correct", corrections={"veto": True}),
        judgement(IDS[0], "grade", source_grade="B", claim_grade="2"),
        judgement(IDS[0], "reject"),
    ):
        add_judgement(ledger, made)
        seen.append(find_statement(ledger, IDS[0]))
    assert seen[3].statement.stance == "lead"  # corrections add up
    assert (seen[5].source_grade, seen[5].verdict) == ("B", "reject")
    for before in reversed(seen[:-1]):
        undone = undo_judgement(ledger, IDS[0], analyst="Ben", reason="too quick")
        assert undone.verdict == "withdraw"
        assert find_statement(ledger, IDS[0]) == before
    with pytest.raises(LedgerError, match="no judgement to undo"):
        undo_judgement(ledger, IDS[0], analyst="Ben")
    assert len(judgements(ledger, IDS[0])) == 10


def test_a_grade_leaves_the_verdict_as_it_is(ledger):
    add_judgement(ledger, judgement(IDS[0], "reject"))
    add_judgement(ledger, judgement(IDS[0], "grade", claim_grade="3"))
    entry = find_statement(ledger, IDS[0])
    assert (entry.verdict, entry.claim_grade) == ("reject", "3")


def test_a_judged_statement_outlives_a_reading_that_no_longer_finds_it(ledger):
    of, found = page()
    add_judgement(ledger, judgement(IDS[0], "accept"))
    add_reading(ledger, of, type(found)(of.id, "force", ("force",), (), ()))
    assert [e.statement.id for e in statements(ledger)] == [IDS[0]]


def test_the_time_is_kept_in_utc_whatever_the_zone(ledger):
    zone = dt.timezone(dt.timedelta(hours=2))
    there = Judgement(IDS[0], "accept", "Ana", dt.datetime(2025, 3, 6, 11, 30, tzinfo=zone))
    bare = Judgement(IDS[0], "accept", "Ana", dt.datetime(2025, 3, 6, 9, 30))
    add_judgement(ledger, there)
    add_judgement(ledger, bare)
    first, second = judgements(ledger, IDS[0])
    assert first.time == second.time == there.time
    assert first.time.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    ("verdict", "fields", "message"),
    [
        ("acept", {}, "did you mean accept"),
        ("correct", {}, "needs corrections"),
        ("accept", {"corrections": {"stance": "in"}}, "needs corrections"),
        ("correct", {"corrections": {"stanse": "in"}}, "did you mean stance"),
        ("correct", {"corrections": {"stance": "maybe"}}, "one of oppose"),
        ("correct", {"corrections": {"conditions": ["cease"]}}, "a list of ceasefire"),
        ("correct", {"corrections": {"contribution": "air"}}, "a list of kinds"),
        ("correct", {"corrections": {"date": "2025"}}, "a date"),
        ("correct", {"corrections": {"veto": "yes"}}, "true or false"),
        ("correct", {"corrections": {"actor": ""}}, "a code"),
        ("correct", {"corrections": {"quote": "other words"}}, "cannot be corrected"),
        ("grade", {}, "needs a grade"),
        ("grade", {"source_grade": "G"}, "A to F"),
        ("grade", {"claim_grade": "12"}, "1 to 6"),
    ],
)
def test_what_cannot_be_meant_is_refused(ledger, verdict, fields, message):
    with pytest.raises(InputError, match=message):
        add_judgement(ledger, judgement(IDS[0], verdict, **fields))
    assert judgements(ledger, IDS[0]) == []


def test_a_judgement_needs_an_analyst_and_a_statement(ledger):
    time = dt.datetime.now(dt.UTC)
    with pytest.raises(InputError, match="analyst"):
        add_judgement(ledger, Judgement(IDS[0], "accept", " ", time))
    with pytest.raises(LedgerError, match="no statement"):
        add_judgement(ledger, judgement("beef" * 4, "accept"))


verdicts = st.sampled_from(["accept", "reject", "correct", "grade", "withdraw"])


def made(verdict: str, number: int) -> Judgement:
    corrections = {"stance": ["in", "out"][number % 2]} if verdict == "correct" else {}
    grade = "ABCDEF"[number % 6] if verdict == "grade" else ""
    return judgement("aa", verdict, corrections=corrections, source_grade=grade)


@given(st.lists(verdicts, max_size=12), verdicts.filter(lambda v: v != "withdraw"))
def test_withdrawing_what_was_just_added_changes_nothing(past, verdict):
    before = [made(v, i) for i, v in enumerate(past)]
    after = [*before, made(verdict, len(past)), judgement("aa", "withdraw")]
    assert standing(after) == standing(before)
    assert review(after) == review(before)
