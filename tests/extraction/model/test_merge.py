"""Two readings become one, and say where they agree."""

from __future__ import annotations

import pytest

from tests.extraction.helpers import FORCE
from tests.extraction.model.checking import page
from tests.extraction.model.server import says
from willing.extraction.model.agreement import agreement_of
from willing.extraction.model.merge import merge, read_by_both
from willing.extraction.model.one_each import one_each
from willing.extraction.read import read_article
from willing.extraction.statement import Statement

NORWAY = "Norway will join the stabilisation force."
PERU = "A map of the stabilisation force hangs in Lima, where the minister smiles."
CHILE = "Chile has ruled out joining the stabilisation force."
TEXT = f"{NORWAY}\n\n{PERU}\n\n{CHILE}"


def one(actor="NOR", stance="in", reader="model", start=0, **more):
    fields = {"confidence": 0.6, "quote": "q", "quote_end": start + 1} | more
    return Statement(
        id=f"{actor}{stance}{start}{reader}", article="a", doc="d", actor=actor, actor_name=actor,
        actor_text=actor, initiative="force", stance=stance, quote_start=start, reader=reader,
        **fields,
    )  # fmt: skip


def test_agreement_raises_and_what_one_alone_reads_is_marked(server, opened):
    server.plays(
        says(
            {"actor": "Norway", "quote": NORWAY},
            {"actor": "Peru", "stance": "lean_in", "quote": PERU},
        )
    )
    article = page(TEXT)
    rules = {s.actor: s for s in read_article(article, (FORCE,)).statements}
    reading = read_by_both(opened(), article, (FORCE,))
    found = {s.actor: s for s in reading.statements}
    assert {actor: agreement_of(s) for actor, s in found.items()} == {
        "NOR": "both", "PER": "model", "CHL": "rules",
    }  # fmt: skip
    assert found["NOR"].id == rules["NOR"].id and found["NOR"].reader == "rules"
    assert found["NOR"].confidence > rules["NOR"].confidence
    assert "agreement: rules and model" in found["NOR"].trace
    assert "agreement: model only" in found["PER"].trace and found["PER"].reader == "model"
    assert "agreement: rules only" in found["CHL"].trace
    assert found["CHL"].confidence == rules["CHL"].confidence
    assert reading.readers == ("rules", "model") and not reading.partial


def test_where_they_differ_the_rules_stand_with_less_confidence():
    rules = one("NOR", "in", "rules", confidence=0.8)
    model = one("NOR", "out", "model", 9, quote="it will not")
    (kept,), (lost,) = merge([rules], [model])
    assert (kept.id, kept.stance, kept.confidence) == (rules.id, "in", 0.4)
    assert agreement_of(kept) == "contradiction"
    assert kept.trace[-1] == "agreement: none, the model reads out: it will not"
    assert lost.reason == "the rules read in elsewhere in the text"


@pytest.mark.parametrize("stance", ["lead", "in", "lean_in"])
def test_one_side_is_agreement_whatever_the_step(stance):
    (kept,), lost = merge([one("NOR", "in", "rules")], [one("NOR", stance)])
    assert (agreement_of(kept), kept.stance, lost) == ("both", "in", [])


def test_what_the_model_could_not_read_leaves_the_rules_reading(server, opened):
    from tests.extraction.model.server import fails

    server.plays(fails(500))
    reading = read_by_both(opened(attempts=1), page(TEXT), (FORCE,))
    assert {s.actor for s in reading.statements} == {"NOR", "CHL"}
    assert reading.partial


def test_a_statement_of_one_reader_has_no_mark():
    assert agreement_of(one()) is None


def test_an_actor_is_counted_once():
    early, late = one(stance="out"), one(stance="in", start=5)
    fuller = one(stance="in", start=7, conditions=("ceasefire",))
    kept, others = one_each([late, fuller, early, one("PER")])
    assert [s.id for s in kept] == [one("PER").id, fuller.id] or [s.id for s in kept] == [
        fuller.id, one("PER").id,
    ]  # fmt: skip
    assert len(others) == 2
    assert {o.reason for o in others} == {"another statement of the same actor is kept"}


def test_a_veto_outweighs_what_is_said_later():
    veto = one(stance="oppose", veto=True)
    kept, _ = one_each([veto, one(stance="in", start=9)])
    assert kept == (veto,)


def test_what_is_said_of_other_kinds_stands_beside():
    offer = one(stance="in", contribution=("logistics",))
    refusal = one(stance="out", start=5, no_contribution=("ground_troops",))
    kept, others = one_each([offer, refusal, refusal])
    assert set(kept) == {offer, refusal} and not others
