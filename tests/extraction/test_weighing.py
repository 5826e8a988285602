"""From claims to each actor's chances: nobody's name counts, and everybody keeps their place."""

import math
from dataclasses import replace

import pytest

from tests.extraction.helpers import read, stances
from tests.extraction.made import claim, claim_of, claims_of, piece, steps_at, weighed
from willing.extraction.details import Detail, Details
from willing.extraction.weighing import (
    _PLAINLY,
    SIDES,
    TRAITS,
    Asked,
    Chances,
    DetailFound,
    Weighed,
    detail_values,
    details_of,
    likeliest,
    page_of,
    traits,
    units,
    weigh_actors,
    weigh_claims,
)
from willing.extraction.weights import actor_weights
from willing.reference.vocabulary import STANCES

EVEN: Chances = (0.5, (1 / 7,) * 7)
SURE = steps_at(**{"in": 0.7})


def asked_of(item: Weighed, asked: Asked) -> list[DetailFound]:
    return details_of(detail_values(item, asked), asked)


def named(values: list[float]) -> dict[str, float]:
    return dict(zip(TRAITS, values, strict=True))


def test_the_sides_share_out_the_steps() -> None:
    assert sorted(i for places in SIDES.values() for i in places) == list(range(len(STANCES)))


def test_the_likeliest_step_is_on_the_likeliest_side() -> None:
    assert likeliest((0.0, 0.0, 0.0, 0.4, 0.2, 0.25, 0.15)) == "in"
    assert likeliest((0.0, 0.0, 0.0, 0.4, 0.1, 0.1, 0.1)) == "undecided"
    assert likeliest((0.3, 0.2, 0.1, 0.39, 0.0, 0.0, 0.01)) == "oppose"


@pytest.mark.parametrize("stance", STANCES)
def test_a_sure_step_is_the_likeliest(stance: str) -> None:
    assert likeliest(steps_at(**{stance: 1.0})) == stance


SENTENCES = [
    "Peru will send troops to the force.",
    "Peru has ruled out sending troops to the force.",
    "Peru has yet to decide on the force.",
    "Peru is open to joining the force.",
    "Peru rejected the force, Kenya joined it and Chile waits.",
    "Kenya said Peru would lead the force.",
    "Lima has doubts about the force.",
    "The Peruvian government has deemed the deployment premature.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_renaming_an_actor_changes_no_stance(text: str) -> None:
    renamed = text
    for old, new in (("Peruvian", "Ghanaian"), ("Peru", "Ghana"), ("Lima", "Accra")):
        renamed = renamed.replace(old, new)
    ours, theirs = stances(text), stances(renamed)
    assert ours.pop("PER") == theirs.pop("GHA")
    assert ours == theirs


def test_the_order_of_signs_changes_no_chance() -> None:
    claims = claims_of(" ".join(SENTENCES))
    turned = [replace(c, signs=tuple(reversed(c.signs))) for c in claims]
    for (states, steps), (again, other) in zip(
        weigh_claims(claims), weigh_claims(turned), strict=True
    ):
        assert again == pytest.approx(states)
        assert other == pytest.approx(steps)


def test_actors_come_in_the_order_of_first_mention() -> None:
    claims = claims_of("Peru will join the force. Kenya and Chile refuse. Peru will lead it.")
    found = weigh_actors(claims, weigh_claims(claims))
    assert [item.claims[0].evidence.actor for item in found] == ["PER", "KEN", "CHL"]
    assert len(found[0].claims) == 2


def test_every_claim_is_in_one_unit() -> None:
    claims = [claim(code, place=30 * i) for i, code in enumerate(["PER", "KEN", "PER", "CHL"])]
    assert units(claims) == [[0, 2], [1], [3]]


def incoming(code: str, place: int) -> object:
    made = claim(code, place=place)
    return replace(made, evidence=replace(made.evidence, voice="incoming"))


def test_an_incoming_government_stands_apart_from_the_present_one() -> None:
    both = [claim("PER"), incoming("PER", 30)]
    assert units(both) == [[0], [1]]  # type: ignore[arg-type]
    assert units([incoming("PER", 30)]) == [[0]]  # type: ignore[list-item]


def test_chances_of_an_actor_are_chances() -> None:
    claims = claims_of(" ".join(SENTENCES))
    for item in weigh_actors(claims, weigh_claims(claims)):
        assert 0 < item.states < 1
        assert sum(item.steps) == pytest.approx(1)
        assert 0 < item.sure <= item.states


def test_what_the_rules_read_alike_everywhere_draws_the_steps() -> None:
    bare, told = claim("PER"), claim("PER", piece("PER", "out"))
    plain = weigh_actors([bare], [EVEN])[0].steps
    drawn = weigh_actors([told], [EVEN])[0].steps
    assert sum(plain) == pytest.approx(sum(drawn))
    assert drawn[STANCES.index("out")] >= _PLAINLY


def test_a_list_that_names_an_actor_draws_its_steps_more_than_words_do() -> None:
    items = [
        weigh_actors([claim("PER", piece("PER", "lean_in", role))], [EVEN])[0]
        for role in ("join", "listed")
    ]
    in_prose, in_list = (item.steps[STANCES.index("lean_in")] for item in items)
    assert in_list > in_prose


def test_what_the_rules_read_of_the_past_draws_nothing() -> None:
    past = replace(piece("PER", "lead"), past=True)
    assert weigh_actors([claim("PER", past)], [EVEN])[0].steps[-1] < _PLAINLY


def test_traits_of_others_do_not_name_them() -> None:
    for other in ("KEN", "CHL"):
        claims = [claim("PER"), claim(other)]
        found = named(traits(page_of(claims, [EVEN, EVEN]), [0]))
        assert found["beside mean"] == found["others mean"] == 0.5
        assert not any(other in name for name in found)


def test_conditions_of_a_sentence_on_one_actor_are_its_own() -> None:
    text = "Chile will send ships. Kenya will send troops only if parliament approves."
    found = read(text)
    assert found["KEN"].conditions == ("parliament_approval",)
    assert found["CHL"].conditions == ()


@pytest.mark.parametrize("known", [0.0, 1.0])
def test_what_is_known_of_a_condition_is_not_weighed(known: float) -> None:
    detail = Detail("ceasefire", ("marked",), known=known)
    item = weighed(0.5, steps_at(), replace(claim("KEN"), conditions=Details(lambda: (detail,))))
    assert asked_of(item, "waits") == [DetailFound("ceasefire", known, 0, False)]


@pytest.mark.parametrize("signs", [("acting:2", "marked"), ("acting:1", "plain"), ()])
def test_any_other_condition_is_weighed(signs: tuple[str, ...]) -> None:
    detail = Detail("ceasefire", signs)
    item = weighed(0.5, steps_at(), replace(claim("KEN"), conditions=Details(lambda: (detail,))))
    (found,) = asked_of(item, "waits")
    assert 0 < found.chance < 1


@pytest.mark.parametrize("asked", ["offers", "refuses"])
def test_every_kind_of_every_claim_is_weighed(asked: Asked) -> None:
    text = "Peru will send seven jets to the force, while Chile will send ships."
    one = claim_of(text, "PER")
    here = asked_of(weighed(0.9, steps_at(**{"in": 0.8}), one), asked)
    assert {"air", "naval"} <= {detail.name for detail in here}
    assert asked_of(weighed(0.9, steps_at(**{"in": 0.8}), one, one), asked) == here * 2


def test_who_gives_offers_more_than_who_refuses() -> None:
    one = claim_of("Peru will send seven jets to the force.", "PER")
    giving, refusing = (
        {d.name: d.chance for d in asked_of(weighed(0.9, steps, one), "offers")}
        for steps in (steps_at(**{"in": 0.9}), steps_at(out=0.9))
    )
    assert giving["air"] > refusing["air"]


def test_a_page_knows_the_claim_of_another_before_each() -> None:
    claims = [claim(code, place=30 * i) for i, code in enumerate(["PER", "PER", "KEN", "PER"])]
    page = page_of(claims, [EVEN] * 4)
    assert page.before == [-1, -1, 1, 2]
    assert page.total == pytest.approx(4 * EVEN[0])
    assert sum(map(len, page.beside.values())) == 4


def test_who_echoes_another_bears_its_side() -> None:
    first = claim("KEN")
    second = replace(claim("PER", place=30), flags=frozenset(["echo"]))
    found = named(traits(page_of([first, second], [EVEN, EVEN]), [1]))
    assert found["echo in"] == found["before in"]
    assert named(traits(page_of([first, second], [EVEN, EVEN]), [0]))["echo in"] == 0.0


def test_every_trait_that_has_weights_is_known() -> None:
    assert set(actor_weights().names) <= {"", *TRAITS}
    assert len(set(TRAITS)) == len(TRAITS)


def test_flags_and_what_the_rules_read_are_traits() -> None:
    first = claim("PER", piece("PER", "out"), flags=("subject", "asked"))
    second = claim("PER", place=30, flags=("object",))
    sure: Chances = (0.9, EVEN[1])
    found = named(traits(page_of([first, second], [EVEN, sure]), [0, 1]))
    marks = {name for name in TRAITS[TRAITS.index("beside in") + 1 :] if found[name]}
    assert marks == {"subject", "asked", "object", "best object", "rules out"}


def test_a_single_claim_is_alike_as_best_as_last_and_as_all() -> None:
    found = named(traits(page_of([claim("PER")], [(0.3, SURE)]), [0]))
    assert found["best"] == found["any"] == pytest.approx(math.log(0.3 / 0.7))
    for step, p in zip(STANCES, SURE, strict=True):
        for of in ("best", "last", "all"):
            assert found[f"{of} {step}"] == pytest.approx(math.log(p + 0.02))


def test_of_several_claims_the_best_the_last_and_all_tell_apart() -> None:
    both: list[Chances] = [(0.8, SURE), (0.4, EVEN[1])]
    found = named(traits(page_of([claim("PER"), claim("PER", place=30)], both), [0, 1]))
    assert found["any"] == pytest.approx(math.log(0.88 / 0.12))
    assert found["claims"] == pytest.approx(math.log(2))
    assert found["best step"] == max(SURE)
    assert found["all step"] == pytest.approx(0.8 * max(SURE) + 0.2 / 7)
    assert found["last in"] == pytest.approx(math.log(1 / 7 + 0.02))
