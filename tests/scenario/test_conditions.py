"""The condition language: what it reads, what it refuses and where, and the way back to text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scenario_strategies import conditions

from willing.errors import ConditionError
from willing.scenario.conditions import (
    ALWAYS,
    MAX_DEPTH,
    And,
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Or,
    Supports,
    Total,
    all_of,
    any_of,
    names,
    parse,
    unparse,
)
from willing.scenario.tokens import MAX_LENGTH

A, B, C = EventRef("a"), EventRef("b"), EventRef("c")

GOOD: list[tuple[str, Condition]] = [
    ("", ALWAYS),
    (" \n\t ", ALWAYS),
    ("a", A),
    ("(a)", A),
    ("((a))", A),
    ("parliament_approval_DEU", EventRef("parliament_approval_DEU")),
    ("vote-2", EventRef("vote-2")),
    ("android", EventRef("android")),
    ("notice or order", Or((EventRef("notice"), EventRef("order")))),
    ("a and b", And((A, B))),
    ("a\nand\tb", And((A, B))),
    ("a or b", Or((A, B))),
    ("a and b and c", And((A, B, C))),
    ("a and (b and c)", And((A, B, C))),
    ("(a or b) or c", Or((A, B, C))),
    ("a or b and c", Or((A, And((B, C))))),
    ("(a or b) and c", And((Or((A, B)), C))),
    ("not a", Not(A)),
    ("not not a", A),
    ("not a and b", And((Not(A), B))),
    ("not (a or b)", And((Not(A), Not(B)))),
    ("not (a and b)", Or((Not(A), Not(B)))),
    ("not (a and not (b or c))", Or((Not(A), B, C))),
    ("joined(GBR)", Joined("GBR")),
    ("joined ( GBR )", Joined("GBR")),
    ("joined(AND)", Joined("AND")),
    ("joined(GBR, ground_troops)", Joined("GBR", "ground_troops")),
    ("joined(green-party,vote)", Joined("green-party", "vote")),
    ("supports(acme)", Supports("acme")),
    ("members() >= 3", Members(3.0)),
    ("members()>3", Members(3.0, strict=True)),
    ("total(air) >= 2.5", Total("air", 2.5)),
    ("total(ground_troops) > 20_000", Total("ground_troops", 20000.0, strict=True)),
    ("total(finance) >= 1e3", Total("finance", 1000.0)),
    (
        "ceasefire and (us_backstop or members() >= 3)",
        And((EventRef("ceasefire"), Or((EventRef("us_backstop"), Members(3.0))))),
    ),
]

BAD: list[tuple[str, int, str]] = [
    ("a b", 2, "operator is missing"),
    ("a AND b", 2, "write `and` in lower case"),
    ("a Or b", 2, "write `or` in lower case"),
    ("a and", 5, "stops too early"),
    ("a and or b", 6, "`or` cannot stand here"),
    ("and a", 0, "`and` cannot stand here"),
    ("not", 3, "stops too early"),
    ("()", 1, "`)` cannot stand here"),
    ("(a or b", 7, "opened at character 1 is not closed"),
    ("a)", 1, "never opened"),
    ("a && b", 2, "write `and`"),
    ("a || b", 2, "write `or`"),
    ("!a", 0, "write `not`"),
    ("a, b", 1, "only members() and total(KIND) are compared"),
    ("a >= 3", 2, "only members() and total(KIND) are compared"),
    ("joined", 6, "needs brackets"),
    ("joined()", 7, "an actor is missing"),
    ("joined(3)", 7, "an actor is missing"),
    ("joined(GBR", 10, "expected `)`"),
    ("joined(GBR,)", 11, "a kind is missing"),
    ("joined(GBR ground_troops)", 11, "expected `)`"),
    ("joined(GBR, air, naval)", 15, "expected `)`"),
    ('joined("GBR")', 7, "without quotation marks"),
    ("supports(GBR, air)", 12, "expected `)`"),
    ("members", 7, "needs brackets"),
    ("members()", 9, "compare it with a number"),
    ("members(3)", 8, "expected `)`"),
    ("members() < 3", 10, "only `>` and `>=`"),
    ("members() <= 3", 10, "only `>` and `>=`"),
    ("members() = 3", 10, "only `>` and `>=`"),
    ("members() == 3", 10, "only `>` and `>=`"),
    ("members() ≥ 3", 10, "only `>` and `>=`"),
    ("members() >= GBR", 13, "a number is missing"),
    ("members() >= -1", 13, "no amount is negative"),
    ("members() >= 3x", 14, "a number ends here"),
    ("members() >= 1.", 14, "a number ends here"),
    ("members() >= 1e999", 13, "too large"),
    ("3 > members()", 0, "stands on the right"),
    ("total() >= 3", 6, "a kind is missing"),
    ("total(air)", 10, "compare it with a number"),
    ("total(air) >= 5,000", 15, "without commas"),
    ("not joined(GBR)", 4, "before events only"),
    ("a and not (b or members() > 2)", 10, "before events only"),
    ("not supports(GBR)", 4, "joining is monotone"),
    ("not total(air) > 2", 4, "before events only"),
    ("membres() > 2", 0, "no function `membres()`"),
    ("__import__('os')", 11, "quotation marks"),
    ("lambda: 1", 6, "unexpected character ':'"),
    ("os.system", 2, "unexpected character '.'"),
    ("été", 0, "unexpected character 'é'"),
    ("a\x00b", 1, "unexpected character '\\x00'"),
    ("(" * (MAX_DEPTH + 5) + "a", MAX_DEPTH + 1, "nest more than"),
    ("not " * (MAX_DEPTH + 5) + "a", 4 * (MAX_DEPTH + 1), "nest more than"),
]


@pytest.mark.parametrize(("text", "tree"), GOOD, ids=[repr(text) for text, _ in GOOD])
def test_reads(text: str, tree: Condition) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "position", "says"), BAD, ids=[repr(b[0][:40]) for b in BAD])
def test_refuses_with_position_and_mend(text: str, position: int, says: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert says in caught.value.message
    assert str(caught.value).splitlines()[-1] == " " * (position + 2) + "^"


def test_length_is_bounded() -> None:
    assert parse("a".ljust(MAX_LENGTH)) == A
    with pytest.raises(ConditionError, match=f"at most {MAX_LENGTH}"):
        parse("a" * (MAX_LENGTH + 1))


def test_the_deepest_condition_is_still_read() -> None:
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A
    deep = "a"
    for _ in range(MAX_DEPTH // 2):
        deep = f"(b or (a and {deep}))"
    assert parse(unparse(parse(deep))) == parse(deep)


def test_positions_of_names() -> None:
    text = "ceasefire and not (us_backstop or mandate)\n  or joined(GBR, air) and total(naval) > 2"
    found = list(names(parse(text)))
    assert [(n.role, n.name) for n in found] == [
        ("event", "ceasefire"),
        ("event", "us_backstop"),
        ("event", "mandate"),
        ("actor", "GBR"),
        ("kind", "air"),
        ("kind", "naval"),
    ]
    assert all(text.startswith(n.name, n.at) for n in found)


def test_empty_parts() -> None:
    assert all_of([]) == ALWAYS
    assert any_of([A, ALWAYS]) == ALWAYS
    with pytest.raises(ValueError, match="at least one part"):
        any_of([])


@given(conditions())
def test_text_and_tree_round_trip(condition: Condition) -> None:
    assert parse(unparse(condition)) == condition


_WORDS = ("and", "or", "not", "(", ")", ",", ">", ">=", "joined", "total", "members", "a", "3")


@given(st.text() | st.lists(st.sampled_from(_WORDS)).map(" ".join))
@example("(" * MAX_LENGTH)
@example("not " * 1250)
@example("a and " * 800 + "a")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text)
    except ConditionError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert parse(unparse(tree)) == tree


def _holds(condition: Condition, true: frozenset[str]) -> bool:
    match condition:
        case And(parts):
            return all(_holds(part, true) for part in parts)
        case Or(parts):
            return any(_holds(part, true) for part in parts)
        case Not(EventRef(name)):
            return name not in true
        case EventRef(name):
            return name in true
    raise AssertionError(condition)


_LOGIC = st.recursive(
    st.sampled_from("abc"),
    lambda part: st.one_of(
        part.map("not {}".format),
        st.tuples(part, part).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(part, part).map(lambda two: f"({two[0]} or {two[1]})"),
    ),
)


@given(_LOGIC, st.frozensets(st.sampled_from("abc")))
def test_means_what_python_would_mean(text: str, true: frozenset[str]) -> None:
    """An independent reading of the same logic: our own operators are Python's."""
    assert _holds(parse(text), true) == eval(text, {name: name in true for name in "abc"})
