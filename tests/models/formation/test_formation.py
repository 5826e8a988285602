"""Frequencies over worlds against exact probabilities, and what may not change them."""

from __future__ import annotations

from datetime import timedelta
from math import asin, pi, sqrt
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from scipy import integrate, stats

from willing.errors import InputError
from willing.models.chance import chance
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.normal import cumulative
from willing.reference.constants import Constants
from willing.reference.willingness import posterior
from willing.scenario.scenario import Scenario

from ..cases import patrol, pledge, scenario

SIGMAS = 5
ENGINES: tuple[Name, ...] = get_args(Name)


def near(found: float, expected: float, worlds: int) -> bool:
    """Within five standard errors of an exact probability."""
    return abs(found - expected) <= SIGMAS * sqrt(expected * (1 - expected) / worlds) + 1e-12


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_blocks_change_nothing(block: int) -> None:
    case = patrol()
    assert formation(case, seed=3, worlds=150, block=block) == formation(case, seed=3, worlds=150)


def test_stances_keep_their_probability() -> None:
    case = scenario(
        {
            "ann": {"blocs": ["x", "y"], "pledges": [pledge("ground_troops", "lean_in")]},
            "bob": {"blocs": ["x"], "pledges": [pledge("ground_troops", 0.3)]},
            "cid": [pledge("ground_troops", {"mean": 0.5, "sd": 2.0})],
        }
    )
    found = formation(case, seed=2, worlds=40_000)
    expected = [posterior([("lean_in", 1.0)]).p, 0.3, stats.norm.cdf(0.25)]
    for row, p in zip(found.pledges, expected, strict=True):
        assert row.p_willing == pytest.approx(p)
        assert near(row.p_active.p, p, 40_000)


def test_certain_and_impossible_stances() -> None:
    case = scenario({"a1": [pledge("ground_troops", 1.0)], "b1": [pledge("ground_troops", 0.0)]})
    found = formation(case, seed=2, worlds=1000)
    assert [actor.p_joins.p for actor in found.actors] == [1, 0]


def test_independence_gives_a_product() -> None:
    case = scenario({"a1": [pledge("ground_troops", 0.37)], "b1": [pledge("ground_troops", 0.81)]})
    for engine in ENGINES:
        found = formation(case, seed=4, worlds=40_000, engine=engine)
        assert near(found.members.distribution[2], 0.37 * 0.81, 40_000)
        assert found.together.p[0][1] == found.members.distribution[2]


def test_independence_gives_products() -> None:
    p = (0.7, 0.4, 0.9)
    case = scenario(
        {code: [pledge("ground_troops", q)] for code, q in zip(("a1", "b1", "c1"), p, strict=True)}
    )
    found = formation(case, seed=4, worlds=40_000)
    assert near(found.members.distribution[3], 0.7 * 0.4 * 0.9, 40_000)
    assert near(found.members.distribution[0], 0.3 * 0.6 * 0.1, 40_000)


def equals(n: int, p: float, requires: float = 0, bloc: tuple[str, ...] = ()) -> Scenario:
    """So many actors alike, who come or stay whatever the others do."""
    return scenario(
        {
            f"actor{number}": {"blocs": list(bloc), "pledges": [pledge("ground_troops", p)]}
            for number in range(n)
        },
        requires={"ground_troops": requires} if requires else {},
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("n", "p", "k"), [(2, 0.5, 2), (7, 0.3, 3), (12, 0.85, 10)])
def test_equal_actors_are_binomial(engine: Name, n: int, p: float, k: int) -> None:
    found = formation(equals(n, p, k), seed=4, worlds=20_000, engine=engine)
    for number, share in enumerate(found.members.distribution):
        assert near(share, float(stats.binom.pmf(number, n, p)), 20_000)
    assert found.success is not None
    assert near(found.success.p, float(stats.binom.sf(k - 1, n, p)), 20_000)
    assert found.totals[0].p50 == stats.binom.median(n, p)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("loading", [0.4, 0.8])
def test_one_common_factor_by_quadrature(engine: Name, loading: float) -> None:
    """P(all of n join) = int Phi((Phi^-1(p) + l f) / sqrt(1 - l^2))^n phi(f) df: the one-factor
    model of Vasicek (1987), "Probability of loss on loan portfolio".
    """
    n, p = 5, 0.7
    case = equals(n, p, n, ("north",)).model_copy(update={"constants": Constants(loading=loading)})

    def at(f: float) -> float:
        given = (stats.norm.ppf(p) + loading * f) / sqrt(1 - loading**2)
        return float(stats.norm.cdf(given) ** n * stats.norm.pdf(f))

    expected = integrate.quad(at, -9, 9, epsabs=1e-12)[0]
    found = formation(case, seed=2, worlds=60_000, engine=engine)
    assert found.success is not None
    assert near(found.success.p, expected, 60_000)
    assert near(found.actors[0].p_joins.p, p, 60_000)


@pytest.mark.parametrize(
    ("blocs", "correlation"),
    [((["x"], ["x"]), 0.16), ((["x", "y"], ["x"]), 0.16 / sqrt(2)), ((["x"], ["y"]), 0.0)],
)
def test_blocs_correlate(blocs: tuple[list[str], list[str]], correlation: float) -> None:
    """P(both above their medians) = 1/4 + arcsin(rho) / 2 pi (Sheppard 1899)."""
    case = scenario(
        {
            code: {"blocs": shared, "pledges": [pledge("ground_troops", 0.5)]}
            for code, shared in zip(("a1", "b1"), blocs, strict=True)
        }
    )
    found = formation(case, seed=6, worlds=100_000)
    both = 0.25 + asin(correlation) / (2 * pi)
    assert near(found.members.distribution[2], both, 100_000)


def test_one_latent_per_actor() -> None:
    """An actor's pledges share its willingness: whenever the rarer one is active, both are."""
    case = scenario({"a1": [pledge("ground_troops", 0.3), pledge("logistics", 0.6)]})
    found = formation(case, seed=6, worlds=5000, given=())
    both = scenario(
        {
            "a1": [pledge("ground_troops", 0.3), pledge("logistics", 0.6)],
            "b1": [pledge("ground_troops", 1.0, "joined(a1) and joined(a1, logistics)")],
        }
    )
    same = formation(both, seed=6, worlds=5000)
    assert same.actor("b1").p_joins.p == found.actor("a1").p_joins.p


def test_joining_and_supporting() -> None:
    case = scenario(
        {"a1": [pledge("ground_troops", 0.0), pledge("logistics", 1.0), pledge("political", 1.0)]}
    )
    actor = formation(case, seed=1, worlds=10).actor("a1")
    assert (actor.p_joins.p, actor.p_supports.p) == (0, 1)


def test_events_and_their_branches() -> None:
    found = formation(patrol(), seed=8, worlds=40_000)
    p = {split.event: split.p for split in found.by_event}
    assert p["truce"] == 0.5
    assert p["mandate"] == pytest.approx(0.5 * 0.6 + 0.5 * 0.7 * 0.2)
    for split in found.by_event:
        assert split.exact
        assert split.matters
        assert split.happens is not None
        assert near(split.happens.worlds / 40_000, split.p, 40_000)


def test_given_conditions_by_bayes() -> None:
    found = formation(patrol(), seed=8, worlds=40_000, given=["mandate", "not storm"])
    p = {split.event: split.p for split in found.by_event}
    both = 0.7 * (0.5 * 0.6 + 0.5 * 0.2)
    assert p["truce"] == pytest.approx(0.7 * 0.5 * 0.6 / both)
    assert (p["mandate"], p["storm"]) == (1, 0)
    assert near(found.worlds_used / 40_000, both, 40_000)


def test_given_is_the_side_of_the_event() -> None:
    whole, part = (formation(patrol(), seed=8, worlds=3000, given=g) for g in ((), ("truce",)))
    side = next(split.happens for split in whole.by_event if split.event == "truce")
    assert side is not None
    assert side.worlds == part.worlds_used
    assert side.success == part.success
    assert side.members == pytest.approx(part.members.mean)
    assert side.totals == {total.kind: total.mean for total in part.totals}
    assert side.joins == {actor.actor: actor.p_joins.p for actor in part.actors}


def test_the_sides_make_the_whole() -> None:
    found = formation(patrol(), seed=8, worlds=3000)
    for split in found.by_event:
        assert split.happens is not None
        assert split.fails is not None
        n, m = split.happens.worlds, split.fails.worlds
        assert n + m == 3000
        assert (n * split.happens.members + m * split.fails.members) / 3000 == pytest.approx(
            found.members.mean
        )


def test_forcing_redraws_nothing_else() -> None:
    free = formation(patrol(), seed=8, worlds=3000)
    calm = formation(patrol(), seed=8, worlds=3000, forced={"storm": False, "gus.political": False})
    assert free.actor("ann") == calm.actor("ann")  # ann does not hang on the storm
    assert free.actor("gus").p_joins == calm.actor("gus").p_joins
    assert calm.actor("gus").p_supports.p == 0
    assert calm.actor("fay").p_joins.p > free.actor("fay").p_joins.p


def test_forced_on_waives_stance_and_condition() -> None:
    found = formation(
        patrol(), seed=8, worlds=200, forced={"truce": False, "ann.ground_troops": True}
    )
    assert found.actor("ann").p_joins.p == 1
    out = formation(patrol(), seed=8, worlds=200, forced={"ann": False})
    assert out.actor("ann").p_joins.p == out.actor("ann").p_supports.p == 0


def test_amounts_and_requirements() -> None:
    """One willing actor with a triangular amount: mean and P(met) are those of the triangle."""
    case = scenario(
        {"a1": [pledge("ground_troops", 1.0, "", [100, 200, 600])]},
        requires={"ground_troops": 350},
    )
    found = formation(case, seed=9, worlds=40_000)
    triangle = stats.triang(0.2, 100, 500)
    total = found.totals[0]
    assert total.mean == pytest.approx(300, abs=SIGMAS * triangle.std() / 200)
    assert total.p50 == pytest.approx(triangle.median(), rel=0.02)
    assert found.success is not None
    assert near(found.success.p, triangle.sf(350), 40_000)
    assert found.pledges[0].amount == pytest.approx(total.mean)
    assert total.required == 350


def test_nothing_required_is_not_success() -> None:
    found = formation(scenario({"a1": [pledge("ground_troops", 0.5)]}), seed=1, worlds=10)
    assert found.success is None
    assert found.assurance_gap.success is None


def test_members_leave_out_oneself() -> None:
    case = scenario({"a1": [pledge("ground_troops", 1.0, "members() >= 1")]})
    found = formation(case, seed=1, worlds=5)
    assert found.members_greatest.mean == 0


def test_a_condition_may_name_a_declared_kind_that_nobody_pledges() -> None:
    pledges = {"a1": [pledge("air", 1.0, "total(drones) >= 1")], "b2": [pledge("air", 1.0)]}
    case = scenario(pledges)
    declared = case.initiative.model_copy(update={"kinds": ("drones",)})
    found = formation(case.model_copy(update={"initiative": declared}), seed=1, worlds=5)
    assert [one.p_active.p for one in found.pledges] == [0, 1]


def test_a_scenario_without_actors() -> None:
    found = formation(scenario({}, events={"rain": 0.5}), seed=1, worlds=50)
    assert found.members.distribution == (1.0,)
    assert not found.by_event[0].matters


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("when", ["joined(ITA)", "joined(ITA, air)", "supports(ITA)"])
def test_a_state_that_pledges_nothing_is_waited_for_in_vain(engine: Name, when: str) -> None:
    case = scenario({"a1": [pledge("ground_troops", 1.0, when)], "b1": [pledge("air", 1.0)]})
    found = formation(case, seed=1, worlds=64, engine=engine)
    assert [one.p_active.p for one in found.pledges] == [0, 1]
    either = scenario({"a1": [pledge("ground_troops", 1.0, f"{when} or rain")]}, {"rain": 1.0})
    assert formation(either, seed=1, worlds=64, engine=engine).pledges[0].p_active.p == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"events": {"rain": {"p": {"if": "snow", "then": 1, "else": 0}}}}, "unknown event 'snow'"),
        (
            {
                "events": {
                    "rain": {"p": {"if": "flood", "then": 1, "else": 0}},
                    "flood": {"p": {"if": "rain", "then": 1, "else": 0}},
                }
            },
            "circle",
        ),
        ({"events": {"rain": {"p": {"if": "joined(a1)", "then": 1, "else": 0}}}}, "events only"),
        ({"actors": {"a1": [pledge("air", 0.5, "rian")]}, "events": {"rain": 0.5}}, "rain"),
        ({"events": {"a1": 0.5}}, "names an actor too"),
        ({"actors": {"a1": [pledge("air", 0.5, "joined(b2)")]}}, "unknown actor 'b2': known: a1"),
        ({"actors": {"a1": [pledge("air", 0.5, "total(airr) > 1")]}}, "did you mean air"),
        ({"actors": {"a1": [pledge("air", 0.5, "", 1e12)]}}, "larger unit"),
    ],
)
def test_what_cannot_be_is_an_error(change: dict, message: str) -> None:
    case = scenario(**{"actors": {"a1": [pledge("air", 0.5)]}, **change})
    with pytest.raises(InputError, match=message):
        formation(case, seed=1, worlds=10)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"forced": {"trcue": True}}, "did you mean truce"),
        ({"forced": {"ann.air": True}}, "unknown event or pledge"),
        ({"given": ["joined(ann)"]}, "only events"),
        ({"given": ["tuce"]}, "did you mean truce"),
        ({"given": ["truce", "not truce"]}, "none of the 50 worlds"),
        ({"worlds": 0}, "too few"),
    ],
)
def test_what_cannot_be_asked_is_an_error(options: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        formation(patrol(), **{"seed": 1, "worlds": 50, **options})


@pytest.mark.parametrize(
    ("hits", "worlds", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_of_newcombe(hits: int, worlds: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = chance(hits, worlds)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def later(case: Scenario, days: int) -> Scenario:
    asked = {"horizon": case.initiative.date + timedelta(days=days)}
    return Scenario.model_validate(
        {**case.model_dump(by_alias=True), "initiative": {**dict(case.initiative), **asked}}
    )


STANCES: tuple[Any, ...] = (
    "lead", "in", "lean_in", "undecided", "out", "oppose", 0.9, 0.2, {"mean": 0.8, "sd": 0.5},
)  # fmt: skip


def p_willing(days: int | None, *stances: Any, **constants: float) -> list[float]:
    actors = {f"a{n}": [pledge("air", stance)] for n, stance in enumerate(stances)}
    case = scenario(actors, constants=constants)
    case = case if days is None else later(case, days)
    return [row.p_willing for row in formation(case, seed=1, worlds=1).pledges]


def test_no_days_ahead_change_nothing() -> None:
    assert p_willing(0, *STANCES) == p_willing(None, *STANCES)


def test_willingness_drifts_toward_even_odds() -> None:
    paths = [p_willing(days, *STANCES) for days in (0, 1, 30, 200, 1000, 20_000)]
    for path in zip(*paths, strict=True):
        distances = [abs(p - 0.5) for p in path]
        assert distances == sorted(distances, reverse=True) or max(distances) < 1e-9
        assert len({p > 0.5 for p in path}) == 1 or max(distances) < 1e-9


def test_what_is_certain_stays_so() -> None:
    assert p_willing(5000, 0.0, 1.0) == [0.0, 1.0]


@pytest.mark.parametrize("days", [1, 90, 800])
def test_drift_of_a_latent_and_of_a_probability(days: int) -> None:
    """Variances add; a probability is that of a latent with the noise of one statement."""
    latent, p = p_willing(days, {"mean": 0.8, "sd": 0.5}, 0.9)
    assert latent == pytest.approx(cumulative(0.8 / sqrt(0.25 + 0.0028 * days)))
    assert p == pytest.approx(stats.norm.cdf(stats.norm.ppf(0.9) / sqrt(1 + 0.0028 * days)))
    (noisy,) = p_willing(days, 0.9, noise_sd=2.0, drift=0.01)
    assert noisy == pytest.approx(stats.norm.cdf(stats.norm.ppf(0.9) / sqrt(1 + 0.01 * days / 4)))


@pytest.mark.parametrize("stance", ["lead", "lean_in", "out"])
@pytest.mark.parametrize("days", [1, 120])
def test_drift_of_a_label(stance: Any, days: int) -> None:
    assert p_willing(days, stance) == [posterior([(stance, 1.0)], days=days).p]


def test_a_horizon_lies_ahead() -> None:
    with pytest.raises(ValidationError, match="horizon 2024-04-30 lies before the date 2024-05-01"):
        later(scenario({}), -1)


def test_the_horizon_moves_the_worlds() -> None:
    """All who join at the horizon are those of the drifted probabilities."""
    found = formation(later(equals(3, 0.9), 500), seed=3, worlds=20_000)
    p = float(stats.norm.cdf(stats.norm.ppf(0.9) / sqrt(1 + 0.0028 * 500)))
    assert near(found.members.distribution[3], p**3, 20_000)


def test_the_narrower_name_is_forced_whatever_the_order() -> None:
    kind, actor = ("gus.political", True), ("gus", False)
    one, other = (
        formation(patrol(), seed=8, worlds=100, forced=dict(names))
        for names in ((kind, actor), (actor, kind))
    )
    assert one == other
    assert one.actor("gus").p_supports.p == 1
    assert one.actor("gus").p_joins.p == 0
