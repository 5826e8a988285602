"""The file of weights is whole, and weighing is what the theory says it is."""

import json
import math
import random
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.sign_numbers import _parts, every_sign
from willing.extraction.weights import (
    UNIT,
    actor_weights,
    chance,
    claim_signs,
    claim_weights,
    detail_weights,
    logistic,
    logit,
    weights_from,
)
from willing.reference.vocabulary import STANCES

FILE = json.loads(
    (files("willing.extraction") / "data" / "weights.json").read_text(encoding="utf-8")
)
NAMES = claim_weights().names
SIGNS = range(1, len(NAMES))


@pytest.mark.parametrize(("table", "width"), [("claim", 8), ("actor", 8), ("offers", 1),
                                              ("refuses", 1), ("waits", 1)])  # fmt: skip
def test_every_row_is_as_wide_as_it_should_be(table: str, width: int) -> None:
    rows = FILE[table]
    assert {len(row) for row in rows.values()} == {width}
    assert {type(weight) for row in rows.values() for weight in row} == {int}
    assert "" in rows


def test_there_are_no_other_tables() -> None:
    assert set(FILE) == {"claim", "actor", "offers", "refuses", "waits"}
    assert 1 + len(STANCES) == 8


def test_weights_are_in_hundredths() -> None:
    assert claim_weights().row("") == tuple(w / UNIT for w in FILE["claim"][""])
    assert actor_weights().row("") == tuple(w / UNIT for w in FILE["actor"][""])
    assert detail_weights("waits")[""] == FILE["waits"][""][0] / UNIT


@given(st.lists(st.sampled_from(SIGNS[::500]), max_size=30, unique=True))
def test_chances_are_chances(signs: list[int]) -> None:
    [(states, steps)] = claim_weights().weigh_signs([signs])
    assert 0 <= states <= 1
    assert len(steps) == len(STANCES)
    assert min(steps) >= 0
    assert sum(steps) == pytest.approx(1)


@given(st.lists(st.sampled_from(SIGNS[::500]), max_size=30, unique=True), st.integers())
def test_the_order_of_signs_changes_nothing(signs: list[int], seed: int) -> None:
    [(states, steps)] = claim_weights().weigh_signs([signs])
    random.Random(seed).shuffle(signs)
    [(again, other)] = claim_weights().weigh_signs([signs])
    assert again == pytest.approx(states)
    assert other == pytest.approx(steps)


def test_signs_weigh_what_values_of_one_weigh() -> None:
    signs = SIGNS[1000:1010]
    arranged = claim_weights().arranged([NAMES[sign] for sign in (*signs, SIGNS[0])])
    [(states, steps)] = arranged.weigh([[1.0] * 10 + [0.0]])
    [(alike, same)] = claim_weights().weigh_signs([signs])
    assert states == pytest.approx(alike)
    assert steps == pytest.approx(same)


def test_arranged_weights_have_zeros_for_unknown_names() -> None:
    arranged = MADE.arranged(["leads", "no such name", "states"])
    assert [arranged.row(name) for name in arranged.names] == [
        MADE.row(""), MADE.row("leads"), (0.0,) * 8, MADE.row("states"),
    ]  # fmt: skip
    assert arranged.weigh([]) == []


def test_a_flag_without_a_weight_weighs_nothing() -> None:
    made = weights_from({"": [10] * 8, "r:join": [20, 0, 0, 0, 0, 0, 30, 0]}, ["question"])
    plain, flagged = made.weigh_signs([[1], [1, 2]])
    assert flagged == plain
    assert made.telling([2], "in") == ()


def test_signs_are_numbered_as_the_rows_of_the_weights() -> None:
    signs = claim_signs()
    assert list(signs.names[: len(NAMES)]) == list(NAMES)
    assert signs.number["r"]("refus") == claim_weights().places["r:refus"]
    assert signs.number["next2"](("will", "not")) == claim_weights().places["next2:will_not"]
    assert signs.number[""]("echo") == claim_weights().places["echo"]


def test_every_known_sign_has_the_number_of_its_name() -> None:
    known, every = claim_signs(), every_sign()
    for number, name in enumerate(known.names[1:], start=1):
        family, value = _parts(name)
        assert known.number[family](value) == number
        found = every.number[family](value)
        assert found is not None
        assert every.names[found] == name


def test_items_weigh_the_same_together_and_alone() -> None:
    items = [SIGNS[place : place + 20] for place in range(0, 400, 20)]
    alone = [claim_weights().weigh_signs([signs])[0] for signs in items]
    assert claim_weights().weigh_signs(items) == alone
    assert claim_weights().weigh_signs([]) == []


MADE = weights_from(
    {
        "": (0,) * 8,
        "states": (100, *(0,) * 7),
        "denies": (-100, *(0,) * 7),
        "leads": (0, *(0,) * 6, 200),
    }
)


def test_without_weights_all_steps_are_alike() -> None:
    assert MADE.weigh_signs([[]]) == [(0.5, pytest.approx((1 / 7,) * 7))]


@given(st.floats(-5, 5), st.floats(0.01, 5))
def test_more_of_a_positive_sign_is_a_higher_chance(x: float, more: float) -> None:
    for name, sign in (("states", 1), ("denies", -1)):
        (less, _), (raised, _) = MADE.arranged([name]).weigh([[x], [x + more]])
        assert sign * (raised - less) > 0
    (_, few), (_, many) = MADE.arranged(["leads"]).weigh([[x], [x + more]])
    assert many[-1] > few[-1]


def test_a_sign_counts_for_what_its_weight_says() -> None:
    for sign in SIGNS[::400]:
        weight = claim_weights().row(NAMES[sign])[0]
        (one, _), (none, _) = claim_weights().weigh_signs([[sign], []])
        raised = one - none
        assert math.copysign(1, raised) == math.copysign(1, weight) or weight == raised == 0


def test_the_most_telling_signs_come_first() -> None:
    signs = [MADE.places[name] for name in ("denies", "leads", "states")]
    assert MADE.telling(signs, "lead", most=2) == (
        "leads +2.00",
        "states +1.00",
    )


@given(st.floats(0.001, 0.999))
def test_logit_undoes_logistic(p: float) -> None:
    assert logistic(logit(p)) == pytest.approx(p)


@given(st.floats(-1e6, 1e6))
def test_logistic_stays_between_none_and_all(x: float) -> None:
    assert 0 <= logistic(x) <= 1
    assert logistic(x) + logistic(-x) == pytest.approx(1)


def test_logit_is_kept_within_seven() -> None:
    assert abs(logit(0.0)) <= 7
    assert logit(1.0) == pytest.approx(-logit(0.0))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_chance_of_a_detail_rises_with_what_speaks_for_it(x: float, more: float) -> None:
    weights: dict[str, float] = {"": -1.0, "near": 2.0}
    assert chance(weights, (), {"near": x + more}) >= chance(weights, (), {"near": x})
    assert chance(weights, ("unknown",), {"unknown": 5.0}) == logistic(-1.0)
    assert chance(weights, ("near",), {}) == chance(weights, (), {"near": 1.0})
