"""Stances: the filter against independent integrals, and what it promises by its theory."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from math import exp, log, prod, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr

from willing.ledger.evidence import CLAIM_WEIGHTS, SOURCE_WEIGHTS
from willing.ledger.grid import drift, log_likelihood, prior, read
from willing.ledger.stances import history, side, stances, word_of_source
from willing.reference.constants import DEFAULTS, Constants
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import STANCES
from willing.reference.willingness import posterior

from .make import DAY, FORCE, said

CUTS = (-np.inf, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, np.inf)
SHIFT = 0.0028


def on(day: float) -> dt.date:
    return DAY + dt.timedelta(days=day)


def of(*entries, day: float = 0, initiative: Initiative = FORCE, **options):
    """The stances by kind of the one actor that spoke."""
    found = stances(entries, initiative=initiative, as_of=on(day), **options)
    assert len({s.actor for s in found}) <= 1
    return {s.kind: s for s in found}


def troops(*entries, **options):
    return of(*entries, **options)["ground_troops"]


def p_step(stance: str, z, weight: float = 1.0):
    k = STANCES.index(stance)
    return ndtr((CUTS[k + 1] - z) * sqrt(weight)) - ndtr((CUTS[k] - z) * sqrt(weight))


def by_quadrature(readings, mean=0.0, sd=1.5):
    """P(z > 0) and the moments, by adaptive quadrature with SciPy's Normal."""

    def joint(z):
        return exp(-(((z - mean) / sd) ** 2) / 2) * prod(p_step(s, z, w) for s, w in readings)

    def integral(f, low=-14, high=22):
        return sum(quad(f, a, a + 2, epsabs=1e-13)[0] for a in range(low, high, 2))

    total = integral(joint)
    first = integral(lambda z: z * joint(z)) / total
    second = integral(lambda z: (z - first) ** 2 * joint(z)) / total
    return integral(joint, 0) / total, first, sqrt(second)


@pytest.mark.parametrize(
    ("stance", "published"),
    [("in", 0.94), ("lean_in", 0.78), ("undecided", 0.50), ("lean_out", 0.22), ("out", 0.06)],
)
def test_one_fresh_statement(stance, published):
    found = troops(said(stance))
    assert found.p_willing == pytest.approx(published, abs=0.006)
    p, mean, sd = by_quadrature([(stance, 1.0)])
    assert (found.p_willing, found.mean, found.sd) == pytest.approx((p, mean, sd), abs=1e-8)


CASES = [
    [("in", 1.0), ("lean_out", 1.0)],
    [("lead", 0.3), ("lead", 0.9), ("oppose", 0.05)],
    [("undecided", 0.7), ("lean_in", 0.7), ("lean_in", 0.2), ("in", 1.0)],
]


@pytest.mark.parametrize("readings", CASES)
def test_several_statements_of_a_day_against_quadrature(readings):
    entries = [said(s, story=str(i), confidence=w) for i, (s, w) in enumerate(readings)]
    found = troops(*entries)
    expected = by_quadrature(readings)
    assert (found.p_willing, found.mean, found.sd) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("readings", CASES)
def test_a_label_by_hand_means_the_same_as_a_statement(readings):
    """The scenario reads labels with a formula of its own."""
    entries = [said(s, story=str(i), confidence=w) for i, (s, w) in enumerate(readings)]
    found, by_hand = troops(*entries), posterior(readings)
    assert found.p_willing == pytest.approx(by_hand.p, abs=1e-8)
    assert (found.mean, found.sd) == pytest.approx((by_hand.mean, by_hand.sd), abs=1e-8)


def test_statements_over_time_against_an_integral_over_all_paths():
    """Gauss-Hermite over the start and both increments: 64 x 64 x 64 paths."""
    days, steps, weights, as_of = (0, 200, 230), ("in", "lean_out", "undecided"), (1, 0.5, 0.8), 300
    nodes, mass = np.polynomial.hermite_e.hermegauss(64)
    mass = mass / mass.sum()
    start, one, two = np.meshgrid(nodes, nodes, nodes, indexing="ij")
    z0 = 1.5 * start
    z1 = z0 + sqrt(SHIFT * 200) * one
    z2 = z1 + sqrt(SHIFT * 30) * two
    path = np.einsum("i,j,k->ijk", mass, mass, mass)
    for z, step, weight in zip((z0, z1, z2), steps, weights, strict=True):
        path = path * p_step(step, z, weight)
    path /= path.sum()
    last = SHIFT * (as_of - 230)
    mean = float((path * z2).sum())
    sd = sqrt(float((path * (z2 - mean) ** 2).sum()) + last)
    p = float((path * ndtr(z2 / sqrt(last))).sum())
    entries = [said(s, d, confidence=w) for s, d, w in zip(steps, days, weights, strict=True)]
    found = troops(*entries, day=as_of)
    assert (found.p_willing, found.mean, found.sd) == pytest.approx((p, mean, sd), abs=1e-6)


def test_with_a_narrow_step_the_filter_is_kalmans():
    """A reading of an interval of width 0.001 at 0 is a measurement y = 0 with Normal noise."""
    cuts = (-3.0, -2.0, -0.0005, 0.0005, 2.0, 3.0)
    narrow = Constants(prior_mean=1.0, prior_sd=1.5, cut_points=cuts, noise_sd=0.8, drift=0.01)
    mean, variance, then = 1.0, 1.5**2, 0
    days, weights = (0, 30, 31, 400), (1.0, 0.5, 0.25, 0.9)
    for day, weight in zip(days, weights, strict=True):
        variance += 0.01 * (day - then)
        gain = variance / (variance + 0.8**2 / weight)
        mean, variance, then = mean * (1 - gain), variance * (1 - gain), day
    entries = [
        said("undecided", d, confidence=w, story=str(d)) for d, w in zip(days, weights, strict=True)
    ]
    found = troops(*entries, day=400, constants=narrow)
    assert found.mean == pytest.approx(mean, abs=1e-6)
    assert found.sd == pytest.approx(sqrt(variance), abs=1e-6)
    assert found.p_willing == pytest.approx(ndtr(mean / sqrt(variance)), abs=1e-6)


@pytest.mark.parametrize("days", [1, 7, 365, 3650, 30_000])
def test_silence_adds_exactly_the_variance_of_its_days(days):
    fresh, stale = troops(said("in")), troops(said("in"), day=days)
    assert stale.mean == pytest.approx(fresh.mean, abs=1e-9)
    assert stale.sd**2 - fresh.sd**2 == pytest.approx(SHIFT * days, rel=1e-7)
    assert 0.5 < stale.p_willing < fresh.p_willing


def test_many_small_drifts_are_one_large_drift():
    one = parts = read(prior(0.3, 1.5, 90.0, 1.0), [("in", 1.0)], DEFAULTS)
    for _ in range(60):
        parts = drift(parts, 0.0028)  # narrower than a step of this grid
    whole = drift(one, 60 * 0.0028)
    assert parts.sd() == pytest.approx(whole.sd(), abs=1e-9)
    assert parts.p_positive() == pytest.approx(whole.p_positive(), abs=1e-5)


def test_the_far_tail_is_kept_for_when_it_is_needed():
    """Twenty say in, a day later twenty say out: by symmetry nearly even, not sure of either."""
    entries = [said("in", 0, story=f"a{i}") for i in range(20)]
    entries += [said("out", 1, story=f"b{i}") for i in range(20)]
    found = troops(*entries, day=1)
    assert 0.35 < found.p_willing < 0.5
    assert abs(found.mean) < 0.1


def test_a_thousand_statements_do_no_harm():
    found = troops(*[said(s, story=str(i)) for i in range(500) for s in ("lead", "oppose")])
    assert found.p_willing == pytest.approx(0.5, abs=1e-6)
    assert found.sd < 0.2


labels = st.sampled_from(STANCES)
spoken = st.lists(
    st.tuples(labels, st.integers(0, 60), st.floats(0.01, 1.0)), min_size=1, max_size=5
)


@given(spoken)
@settings(max_examples=25, deadline=None)
def test_the_mirror_image_has_the_mirrored_stance(readings):
    entries = [said(s, d, confidence=w, story=str(i)) for i, (s, d, w) in enumerate(readings)]
    mirrored = [
        said(STANCES[6 - STANCES.index(s)], d, confidence=w, story=str(i))
        for i, (s, d, w) in enumerate(readings)
    ]
    one, other = troops(*entries, day=90), troops(*mirrored, day=90)
    assert one.p_willing == pytest.approx(1 - other.p_willing, abs=1e-9)
    assert (one.mean, one.sd) == pytest.approx((-other.mean, other.sd), abs=1e-9)
    mirror = STANCES.index(one.said), 6 - STANCES.index(other.said)
    leads = {"lead", "oppose"} & {stance for stance, *_ in readings}
    tied = len({weight for *_, weight in readings}) < len(readings)
    assert mirror[0] == mirror[1] or leads or tied


@given(spoken, labels, labels)
@settings(max_examples=25, deadline=None)
def test_a_more_willing_word_never_makes_less_willing(readings, one, other):
    low, high = sorted((one, other), key=STANCES.index)
    past = [said(s, d, confidence=w, story=str(i)) for i, (s, d, w) in enumerate(readings)]
    less, more = (troops(*past, said(s, 61, story="last"), day=90) for s in (low, high))
    assert less.p_willing <= more.p_willing + 1e-12
    assert less.mean <= more.mean + 1e-12


def test_the_order_in_which_a_days_statements_come_does_not_matter():
    entries = [said("in", story="a"), said("out", story="b"), said("lean_in", 3), said("lead", -9)]
    answers = {repr(of(*order, day=10)) for order in permutations(entries)}
    assert len(answers) == 1


@pytest.mark.parametrize("stance", ["oppose", "undecided", "lead"])
def test_a_statement_of_no_weight_leaves_the_prior(stance):
    for confidence, tolerance in ((1e-9, 1e-4), (0.0, 1e-12)):
        found = troops(said(stance, confidence=confidence))
        assert (found.mean, found.sd) == pytest.approx((0.0, 1.5), abs=tolerance)
        assert found.p_willing == pytest.approx(0.5, abs=tolerance)


def test_a_prior_of_the_actors_own():
    found = troops(said("undecided"), prior={"RUR": (2.0, 0.5), "BOR": (-2.0, 0.5)})
    assert found.p_willing == pytest.approx(
        by_quadrature([("undecided", 1.0)], 2.0, 0.5)[0], abs=1e-8
    )
    far = troops(said("in"), prior={"RUR": (19.0, 0.1)})
    assert far.p_willing == 1.0
    assert far.mean == pytest.approx(by_quadrature([("in", 1.0)], 19.0, 0.1)[1], abs=1e-6)


def test_grades_weigh_in():
    for source, claim in (("A", "1"), ("B", ""), ("E", "5"), ("F", "6")):
        graded = replace(said("in"), source_grade=source, claim_grade=claim)
        weight = SOURCE_WEIGHTS[source] * CLAIM_WEIGHTS[claim]
        assert troops(graded).p_willing == pytest.approx(
            by_quadrature([("in", weight)])[0], abs=1e-8
        )


def test_what_a_person_accepted_is_read_with_certainty():
    doubtful = said("in", confidence=0.3)
    accepted = replace(doubtful, verdict="accept")
    assert troops(doubtful).p_willing < troops(accepted).p_willing
    assert troops(accepted).p_willing == troops(said("in")).p_willing


def test_copies_count_once():
    alone = troops(said("in", story="a"))
    copy = said("in", story="b", copy="a")
    late = said("in", 2, story="c", copy="a")
    together = troops(said("in", story="a"), copy, late)
    assert together == replace(alone, statements=together.statements)
    assert len(together.statements) == 1
    own = troops(said("in", story="a"), said("in", story="b"))
    assert own.p_willing > together.p_willing


def test_the_heaviest_copy_counts():
    weak, strong = said("in", story="a", confidence=0.2), said("in", story="b", copy="a")
    assert troops(weak, strong).p_willing == pytest.approx(troops(said("in")).p_willing)


def test_what_is_rejected_superseded_later_or_of_another_initiative_does_not_count():
    one = said("in")
    others = [
        replace(said("out"), verdict="reject"),
        replace(said("out"), superseded=True),
        said("oppose", 11),
        said("out", initiative="sanctions"),
    ]
    assert of(one, *others, day=10) == of(one, day=10)
    assert of(*others, day=10) == {}


def test_a_statement_without_a_date_is_of_its_articles_day_or_of_today():
    bare = said("in")
    bare = replace(bare, statement=replace(bare.statement, date=None))
    assert of(bare, day=30) == of(said("in"), day=30)
    undated = replace(bare, article_date=None)
    assert troops(undated, day=30).p_willing == troops(said("in")).p_willing


def test_history_ends_where_the_stance_begins():
    entries = [said("lean_in"), said("in", 10), said("out", 20, story="a"), said("lead", 20)]
    ask = {"actor": "RUR", "kind": "ground_troops", "initiative": FORCE, "as_of": on(50)}
    path = history(entries, **ask)
    assert [step.date for step in path] == [on(0), on(10), on(20)]
    for step in path:
        then = troops(*entries, day=(step.date - DAY).days)
        assert (step.p_willing, step.mean, step.sd) == pytest.approx(
            (then.p_willing, then.mean, then.sd), abs=1e-7
        )
    assert len(path[2].statements) == 2
    assert path[1].statements == (entries[1].statement.id,)
    assert history(entries, **ask | {"kind": "naval"}) == []
    assert history(entries, **ask | {"actor": "BOR"}) == []


# Which statement reads on which kind


def reads(*entries, initiative=FORCE):
    """Each kind with the sign of the mean, to see what was read on it."""
    return {
        k: (s.mean > 0.1) - (s.mean < -0.1) for k, s in of(*entries, initiative=initiative).items()
    }


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (said("in"), {"ground_troops": 1}),
        (said("oppose"), {"ground_troops": -1}),
        (said("in", contribution=("logistics",)), {"logistics": 1}),
        (said("lead", contribution=("weapons",)), {"ground_troops": 1, "weapons": 1}),
        (said("undecided", contribution=("air",)), {"air": 0}),
        (
            said(
                "out", contribution=("logistics", "political"), no_contribution=("ground_troops",)
            ),
            {"ground_troops": -1, "logistics": 1, "political": 1},
        ),
        (said("lean_out", contribution=("logistics",)), {"ground_troops": -1, "logistics": 1}),
        (
            said("in", contribution=("logistics",), no_contribution=("ground_troops",)),
            {"ground_troops": -1, "logistics": 1},
        ),
        (said("out", no_contribution=("naval",)), {"ground_troops": -1, "naval": -1}),
        (said("in", no_contribution=("ground_troops",)), {"ground_troops": -1}),
        (said("in", contribution=("air",), no_contribution=("air",)), {"air": -1}),
    ],
)
def test_what_one_statement_reads_on(entry, expected):
    assert reads(entry) == expected


def test_an_offer_of_who_is_out_reads_as_a_full_in():
    offered = of(said("lean_out", contribution=("logistics",)))["logistics"]
    assert offered.p_willing == troops(said("in")).p_willing
    assert offered.said == "lean_out"


def test_a_bare_word_promises_no_ships_unless_they_are_required_or_the_actor_spoke_of_them():
    assert reads(said("in")) == {"ground_troops": 1}
    required = Initiative(id="force", name="f", requires={"ground_troops": 9.0, "naval": 1.0})
    assert reads(said("in"), initiative=required) == {"ground_troops": 1, "naval": 1}
    both = (said("in"), said("in", 1, contribution=("air",)))
    assert {s.kind for s in stances(both, initiative=FORCE, as_of=on(1))} == {
        "ground_troops",
        "air",
    }
    others = [said("in"), said("in", actor="BOR", contribution=("air",))]
    found = {(s.actor, s.kind) for s in stances(others, initiative=FORCE, as_of=DAY)}
    assert found == {("RUR", "ground_troops"), ("BOR", "air")}


def test_a_pledge_that_is_no_force_is_read_on_its_own_kind():
    assert reads(said("in"), initiative=Initiative(id="force", name="methane pledge")) == {
        "support": 1
    }
    vote = Initiative(id="force", name="sanctions", kinds=("vote",))
    assert reads(said("oppose"), initiative=vote) == {"vote": -1}


# The word of the source, conditions, veto


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ([("in", None, 0.9), ("lead", None, 0.5)], "lead"),
        ([("lean_in", None, 0.9), ("in", "a minister", 0.5)], "lean_in"),
        ([("in", "the premier", 1), ("lean_out", "a minister", 0.5)], "undecided"),
        ([("in", "the premier", 1), ("undecided", "a minister", 1)], "lean_in"),
        ([("in", "the premier", 1), ("oppose", "a minister", 1)], "undecided"),
        ([("out", "a", 1), ("undecided", "b", 1), ("oppose", "c", 1)], "out"),
        ([("in", "the premier", 0.6), ("lean_out", "the premier", 0.9)], "lean_out"),
    ],
)
def test_the_word_of_the_source(words, word):
    entries = [
        said(s, story=str(i), speaker=who, confidence=w) for i, (s, who, w) in enumerate(words)
    ]
    assert word_of_source(entries, DAY) == word
    earlier = [said("oppose", -3), *entries]
    assert troops(*earlier).said == word


def test_sides():
    assert [side(s) for s in STANCES] == [-1, -1, -1, 0, 1, 1, 1]


def test_conditions_of_the_latest_day_and_of_earlier_words_on_the_same_side():
    early = said("lean_in", conditions=("un_mandate",))
    refusal = said("out", 5, conditions=("eu_mandate",))
    late = said("in", 9, conditions=("ceasefire", "us_backstop"))
    assert troops(early, refusal, late, day=9).conditions == (
        "ceasefire",
        "us_backstop",
        "un_mandate",
    )
    assert troops(early, refusal, late, day=6).conditions == ("eu_mandate",)


def test_a_veto_stands_until_it_is_rejected():
    threat, later = said("oppose", veto=True), said("lean_in", 4)
    assert troops(threat, later, day=9).veto
    assert not troops(replace(threat, verdict="reject"), later, day=9).veto
    assert not troops(said("in", -9), threat, day=-1).veto


def test_statements_are_listed_the_latest_first():
    entries = [said("in"), said("lean_in", 2), said("lead", 1)]
    order = [entries[1], entries[2], entries[0]]
    assert troops(*entries, day=5).statements == tuple(e.statement.id for e in order)


@given(labels, st.floats(1e-6, 1.0))
@settings(max_examples=60, deadline=None)
def test_the_likelihood_is_exact_also_far_out(stance, weight):
    z = np.array([-60.0, -9.0, -1.0, 0.0, 0.5, 7.0, 60.0])
    ours = log_likelihood(stance, z, weight, DEFAULTS)
    assert np.isfinite(ours).all()
    plain = p_step(stance, z, weight)
    seen = plain > 1e-9
    assert ours[seen] == pytest.approx(np.log(plain[seen]), abs=1e-6)
    total = sum(np.exp(log_likelihood(s, z, weight, DEFAULTS)) for s in STANCES)
    assert total == pytest.approx(np.ones(7), abs=1e-12)
    assert log(max(total)) < 1e-9
