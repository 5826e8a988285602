"""The guideline's rules: what weighs becomes a statement, and what is barred never does."""

from dataclasses import replace

import pytest

from tests.extraction.helpers import DAY, FORCE, read
from tests.extraction.made import claim, claims_of, filed, piece, steps_at, weighed
from willing.documents.read import read_text
from willing.extraction.decide import IN_PASSAGES, ON_PAGES, decide
from willing.extraction.details import Detail, Details
from willing.extraction.evidence import IN, OUT
from willing.extraction.making import make_statement
from willing.extraction.rules import read_statements
from willing.extraction.weighing import Weighed
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES

SURE_IN, SURE_OUT = steps_at(**{"in": 0.9}), steps_at(out=0.9)


@pytest.mark.parametrize("stance", STANCES)
def test_the_likeliest_step_is_decided(stance: str) -> None:
    (decision,) = decide([weighed(0.9, steps_at(**{stance: 0.9}), claim("PER"))])
    assert decision.stance == stance
    assert decision.confidence == pytest.approx(0.9 * 0.9, abs=0.04)
    assert not decision.veto


def test_too_small_a_chance_decides_nothing() -> None:
    for chance, count in ((IN_PASSAGES.stated - 0.01, 0), (IN_PASSAGES.stated + 0.01, 1)):
        assert len(decide([weighed(chance, steps_at(**{"in": 1.0}), claim("PER"))])) == count


def test_on_whole_pages_the_weights_alone_have_to_be_surer() -> None:
    bare = weighed(0.4, steps_at(**{"in": 1.0}), claim("PER"))
    told = weighed(0.4, steps_at(**{"in": 1.0}), claim("PER", piece("PER", "in")))
    assert decide([bare], least=ON_PAGES) == []
    assert len(decide([told], least=ON_PAGES)) == 1


def test_decisions_keep_the_order_of_what_is_given() -> None:
    items = [weighed(0.9, SURE_IN, claim(code)) for code in ("PER", "CHL", "KEN")]
    assert [d.best.actor for d in decide(items)] == ["PER", "CHL", "KEN"]
    assert [d.best.actor for d in decide(items[::-1])] == ["KEN", "CHL", "PER"]


def test_a_veto_outweighs_all() -> None:
    steps = steps_at(**{"in": 0.6, "oppose": 0.4})
    told = claim("PER", piece("PER", "in"), piece("PER", "oppose", "veto"))
    (decision,) = decide([weighed(0.9, steps, told)])
    assert decision.stance == "oppose"
    assert decision.veto
    assert decision.trace[-1] == "rule: a veto outweighs all"


def test_a_veto_is_heeded_even_where_too_little_is_sure() -> None:
    item = weighed(0.31, steps_at(oppose=0.4), claim("PER", piece("PER", "oppose", "veto")))
    assert [d.stance for d in decide([item])] == ["oppose"]


def test_a_veto_of_one_plainly_in_favour_is_none() -> None:
    told = claim("PER", piece("PER", "oppose", "veto"))
    (decision,) = decide([weighed(0.9, steps_at(**{"in": 0.95}), told)])
    assert decision.stance == "in"
    assert not decision.veto


def test_a_veto_outweighs_a_heading() -> None:
    told = filed(claim("PER", piece("PER", "oppose", "veto")), "in")
    (decision,) = decide([weighed(0.9, steps_at(oppose=0.9), told)])
    assert decision.veto


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(("side", "never"), [("in", OUT), ("out", IN)])
def test_a_heading_fixes_the_side(stance: str, side: str, never: tuple[str, ...]) -> None:
    told = filed(claim("PER"), side)
    (decision,) = decide([weighed(0.9, steps_at(**{stance: 0.95}), told)])
    assert decision.stance not in never
    assert decision.stance == stance or stance in never


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Who’s Out?\n\nPeru: it will send troops to the force.", OUT),
        ("Who’s In?\n\nPeru: it rejected the force.", IN),
    ],
)
def test_a_heading_fixes_the_side_on_a_page(text: str, side: tuple[str, ...]) -> None:
    assert read(text)["PER"].stance in side


def limited(stance: str) -> Weighed:
    pieces = (
        replace(piece("PER", "out", "refuse"), refused=("ground_troops",)),
        replace(piece("PER", stance, "send"), offered=("logistics",)),  # type: ignore[arg-type]
    )
    made = [claim("PER", pieces[0]), claim("PER", pieces[1], place=30)]
    return Weighed(tuple(made), ((0.9, SURE_OUT), (0.9, steps_at(**{stance: 0.9}))), 0.9, SURE_OUT)


def test_who_excludes_one_kind_and_gives_another_is_in() -> None:
    assert [d.stance for d in decide([limited("in")])] == ["in"]
    assert [d.stance for d in decide([limited("lean_in")])] == ["lean_in"]


def test_what_is_given_beside_a_refusal_is_offered_also_under_a_heading() -> None:
    item = limited("in")
    below = replace(item, claims=tuple(filed(claim, "out") for claim in item.claims))
    for told, stance in ((item, "in"), (below, "out")):
        (decision,) = decide([told])
        assert (decision.stance, decision.offered) == (stance, ("logistics",))


def test_whoever_opposes_offers_nothing_and_waits_for_nothing() -> None:
    text = "Peru will send seven jets to the force once there is a ceasefire."
    (own,) = claims_of(text)
    (decision,) = decide([weighed(0.9, steps_at(oppose=0.9), own)])
    assert decision.offered == decision.refused == decision.conditions == ()


def test_no_kind_is_both_offered_and_refused() -> None:
    signs = ("ruled out", "once not ruled out", "near", "after", "others:0")
    details = tuple(Detail(kind, signs) for kind in KINDS)
    for steps in (SURE_IN, SURE_OUT):
        (decision,) = decide(
            [weighed(0.9, steps, replace(claim("PER"), kinds=Details(lambda: details)))]
        )
        assert not set(decision.offered) & set(decision.refused)


def test_added_evidence_adds_its_conditions_to_whom_it_is_of() -> None:
    items = [weighed(0.9, SURE_IN, claim(code)) for code in ("PER", "CHL")]
    added = replace(piece("PER", None), conditions=("ceasefire", "un_mandate"))
    first, second = decide(items, [added])
    assert first.conditions == ("ceasefire", "un_mandate")
    assert second.conditions == ()


def test_every_decision_tells_its_rule() -> None:
    (decision,) = decide([weighed(0.9, SURE_IN, claim("PER"))])
    assert decision.trace[-1].startswith("rule: ")
    assert any(step.startswith("weights: states a position 0.90") for step in decision.trace)


ARTICLE = read_text(
    "Peru will send troops to the force. It will send ships too.\nKenya will not.",
    doc="t",
    clean=False,
)


def test_a_quote_grows_over_what_names_the_kinds_but_not_over_a_line() -> None:
    (decision,) = decide([weighed(0.9, SURE_IN, claim("PER"))])
    text = ARTICLE.text
    best = replace(decision.best, start=0, end=text.index(". It") + 1)
    near = replace(best, start=text.index("It will"), end=text.index("too.") + 4)
    far = replace(best, start=text.index("Kenya"), end=len(text))
    grown = make_statement(ARTICLE, replace(decision, best=best, beside=(near, far)), FORCE)
    assert grown.quote == "Peru will send troops to the force. It will send ships too."
    assert text[grown.quote_start : grown.quote_end] == grown.quote
    plain = make_statement(ARTICLE, replace(decision, best=best, beside=()), FORCE)
    assert plain.quote == "Peru will send troops to the force."
    assert plain.id != grown.id


QUESTION = "Would Chile send troops to the force?"
BARRED = [
    "If Chile sends troops to the force, gangs may retreat.",
    "Chilean analysts say that Chile will send troops to the force.",
    "Opposition leader Ana Diaz said Chile will never send troops to the force.",
    "In 1999, Chile had sent troops to East Timor.",
]


@pytest.mark.parametrize("text", BARRED)
def test_what_is_barred_becomes_no_statement(text: str) -> None:
    assert claims_of(text) == []
    assert read(text) == {}


def test_a_question_is_weighed_and_states_nothing() -> None:
    assert [claim.evidence.actor for claim in claims_of(QUESTION)] == ["CHL"]
    assert read(QUESTION) == {}


@pytest.mark.parametrize("text", [QUESTION, *BARRED])
def test_what_is_barred_leaves_what_others_say(text: str) -> None:
    found = read(f"Kenya will send troops to the force.\n\n{text}")
    assert {code: said.stance for code, said in found.items()} == {"KEN": "in"}


PAGE = (
    "Peru will send seven jets to the force. Chile refuses to join it. Kenya will send police "
    "officers once there is a ceasefire.\n\nGhana is undecided; Hungary threatened to veto the "
    "force. Brazil excluded troops but offered logistics to the force."
)


def test_statements_are_sound() -> None:
    found = read(PAGE)
    assert set(found) == {"PER", "CHL", "KEN", "GHA", "HUN", "BRA"}
    for said in found.values():
        assert 0 < said.confidence <= 1
        assert said.stance in STANCES
        assert set(said.conditions) <= set(CONDITIONS)
        assert said.quote in PAGE


@pytest.mark.parametrize("trusting", [True, False])
def test_reading_twice_is_reading_once(trusting: bool) -> None:
    article = read_text(PAGE, doc="t", date=DAY, clean=False)
    first = read_statements(article, [FORCE], trusting=trusting)
    assert first == read_statements(article, [FORCE], trusting=trusting)
    assert len({said.id for said in first}) == len(first)
    assert [s.quote_start for s in first] == sorted(s.quote_start for s in first)


def test_without_an_initiative_nothing_is_stated() -> None:
    assert read_statements(read_text(PAGE, doc="t", clean=False), []) == ()


def waiting(actor: str, known: float, steps: tuple[float, ...], place: int = 0) -> Weighed:
    """An actor of whom a sentence names a truce, which so surely is its condition."""
    details = Details(lambda: (Detail("ceasefire", (), known=known),))
    return weighed(0.9, steps, replace(claim(actor, place=place), conditions=details))


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (waiting("CHL", 0.0, SURE_IN), True),
        (waiting("CHL", 0.0, SURE_IN, place=20), False),
        (waiting("CHL", 0.0, SURE_OUT), False),
        (waiting("CHL", 0.0, steps_at(oppose=0.9)), False),
    ],
)
def test_who_is_named_with_others_on_its_side_waits_for_the_same(
    other: Weighed, shared: bool
) -> None:
    for items in ([waiting("PER", 1.0, SURE_IN), other], [other, waiting("PER", 1.0, SURE_IN)]):
        found = {d.best.actor: d.conditions for d in decide(items)}
        assert found["PER"] == ("ceasefire",)
        assert found["CHL"] == (("ceasefire",) if shared else ())


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile will send ships and a battalion to the force.",
        "Peru and Chile have ruled out soldiers, but would train the police.",
        "Peru, Chile and Kenya will join the force once there is a ceasefire.",
    ],
)
def test_one_list_gives_one_and_the_same(text: str) -> None:
    first, *others = read(text).values()
    assert others
    for said in others:
        assert said.contribution == first.contribution
        assert said.no_contribution == first.no_contribution
        assert said.conditions == first.conditions
        assert not set(said.contribution) & set(said.no_contribution)


def test_of_pieces_as_sure_the_one_that_tells_the_details_is_quoted() -> None:
    truce = Details(lambda: (Detail("ceasefire", (), known=1.0),))
    first, second = (claim("PER", piece("PER", "in", place=at), place=at) for at in (0, 20))
    for told, start in ((first, 20), (replace(first, conditions=truce), 0)):
        (decision,) = decide([weighed(0.9, SURE_IN, told, second)])
        assert decision.best.start == start
