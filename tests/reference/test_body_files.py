"""Bodies of the user's own: what a file may say, and that hostile ones end in a clear error."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InputError
from willing.reference.bodies import KnownBody, body, known_bodies, match_body
from willing.reference.bodycheck import body_problems
from willing.reference.bodyfile import load_bodies, read_bodies
from willing.reference.catalogue import own_bodies, shipped

DAY = dt.date(2024, 5, 1)
PAIR: dict[str, Any] = {"members": ["A", "B"], "rule": "majority"}
BOARD: dict[str, Any] = {
    "name": "Board of the Bank",
    "members": ["A", "B", "C", "D"],
    "weights": {"shares": {"A": 0.4, "B": 0.3, "C": 0.2, "D": 0.1}},
    "rule": {"weights": "shares", "quota": "more than half"},
}


def known(fields: dict[str, Any], on: dt.date = DAY, **others: Any) -> KnownBody:
    """The body of a file with these fields, on a day."""
    with own_bodies(read_bodies({"mine": fields} | others)):
        return body("mine", on)


def problems(data: Any) -> str:
    """All that is wrong with a file."""
    try:
        return "\n".join(body_problems(read_bodies(data), DAY))
    except InputError as error:
        return str(error)


def test_a_file_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("mine: {name: My council, members: [NO, POL], rule: {quota: 2/3}}\n")
    (entry,) = load_bodies(path)
    with own_bodies((entry,)):
        found = body("My council", DAY)
    assert found.rule == {"weights": {"NO": 1, "POL": 1}, "quota": 2, "counts": "yes"}
    assert (found.members, found.file) == (("NO", "POL"), str(path))


def test_own_bodies_are_known_within_the_block_and_nowhere_else() -> None:
    before = known_bodies()
    with own_bodies(read_bodies({"mine": PAIR | {"aliases": ["the Pair"]}})):
        assert match_body("a decision of the Pair") == "mine"
        assert known_bodies() == (*before, "mine")
        with own_bodies(read_bodies({"other": PAIR})):
            assert set(known_bodies()) == {*before, "mine", "other"}
    assert match_body("the Pair") is None
    assert known_bodies() == before == tuple(shipped())


def test_the_user_s_name_wins_over_the_one_that_ships() -> None:
    with own_bodies(read_bodies({"nato": PAIR, "union": PAIR | {"aliases": ["EU"]}})):
        assert body("NATO", DAY).members == ("A", "B")
        assert match_body("EU") == "union"
    assert len(body("NATO", DAY).members) == 32


def test_another_rule_for_a_body_that_ships() -> None:
    """A family is shared across files."""
    mine = {
        "family": "eu",
        "marks": ["simple"],
        "members": "eu",
        "rule": {"quota": "more than half"},
    }
    with own_bodies(read_bodies({"eu_simple": mine})):
        assert match_body("EU Council, simple majority") == "eu_simple"
        assert body("eu_simple", DAY).rule["quota"] == 14
        assert match_body("EU qualified majority") == "eu_council_qmv"


def test_members_come_and_go() -> None:
    rows = ["A", {"member": "B", "start": "2004-05-01"}, {"member": "C", "end": "2010"}]
    again = [*rows, {"member": "C", "start": "2020-02"}]
    days = {"2000-01-01": "AC", "2004-05-01": "ABC", "2010-12-31": "ABC", "2011-01-01": "AB",
            "2020-02-01": "ABC"}  # fmt: skip
    for day, members in days.items():
        found = known(PAIR | {"members": again}, dt.date.fromisoformat(day))
        assert "".join(sorted(found.members)) == members


def test_rules_and_weights_change() -> None:
    fields = BOARD | {
        "weights": {
            "shares": [
                {"end": "2019-12-31", "weights": dict.fromkeys("ABCD", 1)},
                {"start": "2020-01-01", "weights": {"A": 5, "B": 1, "C": 1, "D": 1}},
            ]
        },
        "rule": [
            {"end": "2021", "rule": {"weights": "shares", "quota": "half"}},
            {"start": "2022", "rule": "consensus"},
        ],
    }
    assert known(fields, dt.date(2019, 12, 31)).rule["quota"] == 2
    assert known(fields, dt.date(2020, 1, 1)).rule["quota"] == 4
    assert known(fields).rule == "consensus"


def test_chambers_are_counted_apart() -> None:
    rule = {"all": [{"chamber": "Deputy", "quota": "more than half"}, "Chair"]}
    found = known({"chambers": {"Deputy": 3, "Chair": 1, "Guest": ["A"]}, "rule": rule})
    assert found.members == ("Deputy 1", "Deputy 2", "Deputy 3", "Chair", "A")
    assert found.chambers["Deputy"] == found.members[:3]
    assert found.rule["all"][0]["weights"] == dict.fromkeys(found.members[:3], 1)
    assert found.rule["all"][1] == "Chair"


def test_a_delegation_votes_as_one() -> None:
    rule = {"all": [{"weights": "shares", "quota": "75%"}, {"quota": 2}, "C"]}
    found = known(BOARD | {"delegations": {"South": ["C", "D"]}, "rule": rule})
    shares, heads, vetoer = found.rule["all"]
    assert found.members == ("A", "B", "South")
    assert shares["weights"] == {"A": 0.4, "B": 0.3, "South": 0.3}
    assert heads["weights"] == {"A": 1, "B": 1, "South": 2}
    assert vetoer == "South"


def test_a_body_may_have_another_s_members_with_all_that_belongs_to_them() -> None:
    base = BOARD | {"delegations": {"South": ["C", "D"]}}
    rule = {"weights": "shares", "quota": "90%"}
    found = known({"members": "base", "rule": rule}, base=base)
    assert found.members == ("A", "B", "South")
    assert found.rule["quota"] == 0.9
    nordic = known({"members": "nordic", "rule": "consensus"})
    assert nordic.members == ("DNK", "FIN", "ISL", "NOR", "SWE")


def test_opt_in_with_a_minimum() -> None:
    found = known({"rule": "opt_in", "minimum": 3})
    assert (found.members, found.rule, found.minimum) == ((), "opt_in", 3)


@given(st.permutations(list("ABCD")))
def test_the_order_of_members_does_not_matter(order: list[str]) -> None:
    found = known(BOARD | {"members": order})
    assert found.rule["weights"] == known(BOARD).rule["weights"]
    assert found.rule["quota"] == 0.6  # more than half of 1, in tenths


@given(st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["North", "South"])))
def test_delegations_keep_the_weight_together(sent_by: dict[str, str]) -> None:
    delegations: dict[str, list[str]] = {}
    for member, name in sent_by.items():
        delegations.setdefault(name, []).append(member)
    found = known(BOARD | {"delegations": delegations})
    assert sum(found.rule["weights"].values()) == pytest.approx(1)
    assert len(found.members) == 4 - len(sent_by) + len(delegations)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"members": ["A", "B", "A"]}, "mine.members: `A` is listed twice"),
        (
            {"members": [{"member": "A", "end": "2004"}, {"member": "A", "start": "2004-12-31"}]},
            "`A` is listed twice",
        ),
        ({"members": []}, "mine.members: a list of members is missing"),
        ({"members": "zzz"}, "`zzz` is no known body or group"),
        ({"members": "mine"}, "`mine` is no known body or group"),
        ({"members": ["A", 2]}, "mine.members[1]: write text"),
        ({"members": [f"m{i}" for i in range(10_000)]}, "10,000 members are beyond the limit"),
        ({"members": [f"m{i}" for i in range(2_001)]}, "2,001 members are beyond the limit"),
        ({"chambers": {"Deputy": 3}}, "write `members` or `chambers`, not both"),
        ({"start": "2010", "end": "2004"}, "before it starts"),
        ({"start": "2004-02-31"}, "there is no such day"),
        ({"start": "soon"}, "mine.start: `soon` is no date"),
        ({"rule": "consesus"}, "did you mean `consensus`?"),
        ({"rule": "qualified_majority"}, "no weight for A, B"),
        ({"rule": {"quota": 3}}, "mine.rule.quota: 3 is above the total weight 2"),
        ({"rule": {"quota": "101%"}}, "is above the total weight 2"),
        ({"rule": {"quota": 0}}, "mine.rule.quota: 0 is met when nobody votes yes"),
        ({"rule": {"all": ["A", {"quota": -1}]}}, "mine.rule.all[1].quota: -1 is met"),
        ({"rule": {"quota": "most"}}, "`most` is no share"),
        ({"rule": {"quota": float("inf")}}, "this is no quota"),
        ({"rule": {"quota": 1, "weights": {"A": -2}}}, "mine.rule.weights.A: -2 is a negative"),
        ({"rule": {"quota": 1, "weights": {"Z": 2}}}, "there is no member `Z`"),
        ({"rule": {"quota": 1, "weights": "votes"}}, "there are no `votes`"),
        ({"rule": {"quota": 1, "chamber": "Senate"}}, "there is no chamber `Senate`"),
        ({"rule": {"quota": 1, "counts": "maybe"}}, "write yes or not_no"),
        ({"rule": {"k": 3, "of": ["A", "B"]}}, "so many rules cannot hold"),
        ({"rule": {"all": ["Z"]}}, "mine.rule.all[0]: there is no member `Z`"),
        ({"rule": {"quota": 1, "quorum": 2}}, "no rule has the fields quota, quorum"),
        ({"rule": None}, "mine.rule is missing"),
        ({"weights": {"votes": {"A": float("nan")}}}, "mine.weights.votes.A: this is no weight"),
        (
            {"weights": {"votes": {"A": 1}}, "rule": {"weights": "votes", "quota": 1}},
            "`votes` has none for B",
        ),
        (
            {"rule": [{"end": "2004", "rule": "majority"}, {"start": "2003", "rule": "consensus"}]},
            "mine.rule[1]: overlaps",
        ),
        ({"start": "1990", "rule": [{"start": "2003", "rule": "consensus"}]}, "on 1990-01-01"),
        ({"delegations": {"x": ["A"], "y": ["A"]}}, "`A` is in x too"),
        ({"delegations": {"x": ["Z"]}}, "`Z` is no member"),
        ({"delegations": {"x": ["A"]}}, "counts members, not delegations"),
        ({"delegations": {"B": ["A"]}}, "a member outside it has that name"),
        ({"minimum": 2}, "goes with `rule: opt_in` only"),
        ({"membres": ["A"]}, "did you mean `members`?"),
        ({"name": "x" * 300}, "longer than 200 characters"),
    ],
)  # fmt: skip
def test_what_is_impossible_is_said_with_place_and_mend(change: dict[str, Any], said: str) -> None:
    found = problems({"mine": PAIR | change})
    assert said in found
    assert len(found.splitlines()) == 1


def test_all_bodies_are_told_of_at_once() -> None:
    told = problems({"a": {"rule": "x"}, "B": PAIR, "c": 3, "d": PAIR}).splitlines()
    assert [line.split()[0] for line in told] == ["a.rule:", "`B`", "c:"]


def test_bodies_cannot_share_a_name_unless_they_are_one_family() -> None:
    assert "is called `the pair`" in problems(
        {"a": PAIR | {"name": "The Pair"}, "b": PAIR | {"aliases": ["the pair"]}}
    )


def test_bodies_that_take_members_from_each_other_end() -> None:
    ring = {"a": {"members": "b", "rule": "majority"}, "b": {"members": "a", "rule": "majority"}}
    assert "bodies take them from each other" in problems(ring)


def test_a_file_with_more_to_check_than_seconds_allow_is_refused() -> None:
    big = {"chambers": {"Seat": 2_000}, "rule": {"all": [{"quota": "2/3"}] * 9}}
    said = problems({f"body{number}": big for number in range(60)})
    assert said.startswith("body20: ")
    assert "beyond the limit of 400,000; split the file" in said


def test_a_day_before_it_existed() -> None:
    with pytest.raises(InputError, match="known from 1995-01-01 to 2000-12-31 only"):
        known(PAIR | {"start": "1995", "end": "2000"})


@pytest.mark.parametrize("text", ["[1, 2]", "{", "", "a: !!python/name:os.system x",
                                  "a: &a {members: [A], rule: {all: [*a]}}",
                                  "a: {rule: majority}\na: {rule: majority}"])  # fmt: skip
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"own\.yaml: "):
        load_bodies(path)


def test_a_json_key_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(f'{{"a": {json.dumps(PAIR)}, "a": {json.dumps(PAIR)}}}')
    with pytest.raises(InputError, match="duplicate key"):
        load_bodies(path)


def test_aliases_that_grow_without_bound_are_refused(tmp_path: Path) -> None:
    lines = ["x0: &x0 {quota: 1}"]
    lines += [f"x{i}: &x{i} {{all: [{', '.join([f'*x{i - 1}'] * 9)}]}}" for i in range(1, 12)]
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines))
    with pytest.raises(InputError, match="aliases written out"):
        load_bodies(path)


def test_everything_that_ships_holds_together() -> None:
    assert list(body_problems(tuple(shipped().values()), DAY)) == []


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
WORDS = st.sampled_from(
    ["members", "rule", "weights", "chambers", "quota", "all", "any", "of", "k", "A", "B", "start",
     "end", "2/3", "majority", "delegations", "counts", "against", "chamber"]
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(WORDS, ANYTHING, max_size=3), st.sampled_from([PAIR, BOARD]))
def test_any_data_is_bodies_or_an_input_error(fields: dict[str, Any], base: dict[str, Any]) -> None:
    with suppress(InputError):
        entries = read_bodies({"a": fields, "b": base | fields})
        list(body_problems(entries, DAY))
    with suppress(InputError):
        list(body_problems(read_bodies({"b": base | fields}), DAY))
