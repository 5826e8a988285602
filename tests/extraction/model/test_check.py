"""What a model proposes is kept only where the document bears it out."""

from __future__ import annotations

import pytest

from tests.extraction.helpers import FORCE
from tests.extraction.model.checking import checked, kept, page, reason
from willing.extraction.model.check import LONGEST
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative
from willing.reference.user import UserNames

PATROL = Initiative(id="patrol", name="Red Sea patrol")
TWO = (
    "Norway will not join the stabilisation force, its minister said. "
    "Spain will send 200 soldiers to the stabilisation force."
)
SPAIN = "Spain will send 200 soldiers to the stabilisation force."


def test_a_quote_that_stands_in_the_text_is_kept_with_its_place():
    (one,) = checked(
        TWO, "Spain", "in", SPAIN, contribution=("ground_troops",), speaker="its minister"
    )
    assert isinstance(one, Statement)
    assert (one.actor, one.actor_name, one.actor_text) == ("ESP", "Spain", "Spain")
    assert (one.stance, one.contribution, one.reader) == ("in", ("ground_troops",), "model")
    assert one.speaker == "its minister"


def test_a_quote_with_its_not_removed_is_refused():
    quote = "Norway will join the stabilisation force"
    assert "word for word" in reason(TWO, "Norway", "in", quote)


@pytest.mark.parametrize(
    "quote", ["join the stabilisation force", "Norway will", "will not join the moon base"]
)
def test_a_quote_cannot_be_cut_or_mended_into_its_contrary(quote):
    assert reason(TWO, "Norway", "in", quote)


def test_a_quote_that_says_the_contrary_is_refused():
    quote = "Norway will not join the stabilisation force"
    assert "the rules read out" in reason(TWO, "Norway", "in", quote)
    assert kept(TWO, "Norway", "out", quote)


@pytest.mark.parametrize(
    ("text", "actor", "quote", "lost"),
    [
        ("Nobody believes that Chile will join the stabilisation force.", "Chile",
         "Chile will join the stabilisation force", "nobody"),
        ("Peru refused to join the stabilisation force.", "Peru",
         "join the stabilisation force", "refused"),
        ("If Peru joins the stabilisation force, others follow.", "Peru",
         "Peru joins the stabilisation force", "if"),
        ("Peru doesn't want to join the stabilisation force.", "Peru",
         "want to join the stabilisation force", "doesn't"),
        ("Peru joining the stabilisation force is out of the question.", "Peru",
         "Peru joining the stabilisation force", "out of the question"),
        ("Neither Peru nor Chile will join the stabilisation force.", "Chile",
         "Chile will join the stabilisation force", "nor"),
        ("Norway never agreed to join the stabilisation force.", "Norway",
         "agreed to join the stabilisation force", "never"),
    ],
)  # fmt: skip
def test_a_word_that_turns_the_quote_is_not_cut_off(text, actor, quote, lost):
    assert f"{lost}” beside it" in reason(text, actor, "in", quote)


def test_the_not_of_another_clause_takes_nothing_away():
    text = "Chile did not comment, but Peru will join the stabilisation force."
    assert kept(text, "Peru", "in", "Peru will join the stabilisation force")


@pytest.mark.parametrize("quote", ["Peru can", "aligned with the stabilisation force."])
def test_a_quote_does_not_end_within_a_word(quote):
    text = "Peru can't join. It is non-aligned with the stabilisation force."
    assert "word for word" in reason(text, "Peru", "in", quote)


def test_white_space_and_quotation_marks_may_differ():
    text = "Chile’s president said: “We  will join\u00a0the stabilisation force.”"
    (one,) = checked(text, "Chile", "in", '"We will join the stabilisation force."')
    assert isinstance(one, Statement)
    assert one.quote == "“We  will join\u00a0the stabilisation force.”"


def test_half_a_sentence_is_read_for_what_it_says():
    text = "The cabinet met. Poland will not send troops, but it offers the force logistics."
    assert "the rules read out" in reason(text, "Poland", "in", "Poland will not send troops")


def test_a_divided_position_may_be_told_either_way():
    text = "Poland will not send troops to the stabilisation force but offers logistics."
    kinds = {"contribution": ("logistics",), "no_contribution": ("ground_troops",)}
    assert kept(text, "Poland", "in", text, **kinds)
    assert kept(text, "Poland", "out", text, **kinds)


@pytest.mark.parametrize("actor", ["Norway", "Chile", "France"])
def test_an_actor_that_the_quote_does_not_speak_of_is_refused(actor):
    assert "speaks of Spain" in reason(TWO, actor, "in", SPAIN)


def test_a_pronoun_reaches_back_and_no_further():
    near = "Peru weighed it for long. It will not take part in the stabilisation force."
    quote = "It will not take part in the stabilisation force."
    assert kept(near, "Peru", "out", quote)
    far = "Peru weighed it for long. One. Two. Three. It was late. " + quote
    assert "not named near" in reason(far, "Peru", "out", quote)


def test_a_pronoun_that_means_another_is_refused():
    text = "Spain has said no. Chile is undecided on the stabilisation force. It will not send men."
    assert reason(text, "Spain", "out", "It will not send men.")


def test_who_is_only_called_upon_has_said_nothing():
    text = "France urged Chile to join the stabilisation force."
    assert "only spoken to" in reason(text, "Chile", "lean_in", text)


def test_headings_name_the_actor_of_what_stands_below():
    text = "Peru\n\nThe government will not take part in the stabilisation force."
    quote = "The government will not take part in the stabilisation force."
    assert kept(text, "Peru", "out", quote)


def test_a_group_is_each_of_its_members():
    text = "The Baltic states have joined the stabilisation force."
    found = checked(text, "the Baltic states", "in", text)
    assert [one.actor for one in found] == ["EST", "LTU", "LVA"]
    assert kept(text, "the Baltic states", "in", text)


def test_the_users_own_names_are_known():
    user = UserNames((("acme", "Acme Lines"),), (("Acme Lines", "acme", "name"),))
    text = "Acme Lines will join the stabilisation force."
    assert kept(text, "Acme Lines", "in", text, user=user)
    assert "no actor" in reason(text, "Acme Lines", "in", text)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stance": "maybe"}, "unknown stance 'maybe'"),
        ({"initiative": "moon-base"}, "unknown initiative 'moon-base'"),
        ({"contribution": ("tanks",)}, "unknown kind 'tanks'"),
        ({"no_contribution": ("tanks",)}, "unknown kind 'tanks'"),
        ({"conditions": ("good weather",)}, "unknown condition 'good weather'"),
        ({"veto": True}, "a veto by one who is in"),
        ({"contribution": ("air",), "no_contribution": ("air",)}, "the same kind"),
        ({"actor": "Ruritania"}, "no actor of that name"),
        ({"quote": "Spain"}, "too short"),
        ({"quote": ""}, "too short"),
        ({"quote": "Spain " * LONGEST}, "longer than"),
    ],
)
def test_labels_are_ours_or_the_proposal_is_refused(fields, why):
    given = {"actor": "Spain", "stance": "in", "quote": SPAIN} | fields
    actor, stance, quote = (given.pop(name) for name in ("actor", "stance", "quote"))
    assert why in reason(TWO, actor, stance, quote, **given)


def test_an_initiatives_own_kinds_are_known():
    own = Initiative(id="force", name=FORCE.name, aliases=FORCE.aliases, kinds=("tanks",))
    assert kept(TWO, "Spain", "in", SPAIN, initiatives=(own,), contribution=("tanks",))


def test_a_question_says_nothing():
    text = "Will Peru join the stabilisation force?"
    assert reason(text, "Peru", "in", text) == "the quote is a question"


def test_words_on_another_initiative_are_not_taken_for_this_one():
    text = "Peru rejected the Red Sea patrol. Peru will send troops to the stabilisation force."
    both = {"initiatives": (FORCE, PATROL)}
    assert "on patrol" in reason(text, "Peru", "out", "Peru rejected the Red Sea patrol.", **both)
    quote = "Peru will send troops to the stabilisation force."
    assert "on force" in reason(text, "Peru", "in", quote, initiative="patrol", **both)
    assert kept(text, "Peru", "in", quote, **both)


def test_a_speaker_whom_nobody_names_is_left_out():
    (one,) = checked(TWO, "Spain", "in", SPAIN, speaker="King Felix")
    assert isinstance(one, Statement) and one.speaker is None


def test_a_quote_from_the_clutter_is_refused():
    from dataclasses import replace

    from willing.extraction.model.check import check
    from willing.extraction.model.chunks import chunks
    from willing.extraction.model.proposal import Proposal
    from willing.extraction.model.scene import scene_of

    article = page(f"Norway will join the stabilisation force.\n\n{SPAIN}")
    article = replace(article, paragraphs=article.paragraphs[:1])
    proposal = Proposal(actor="Spain", initiative="force", stance="in", quote=SPAIN)
    (one,) = check(proposal, chunks(article)[0], scene_of(article, (FORCE,)))
    assert SPAIN in article.text
    assert "word for word" in one.reason  # type: ignore[union-attr]


def test_a_quote_from_another_chunk_is_refused_and_kept_where_it_was_shown():
    from willing.extraction.model.check import check
    from willing.extraction.model.chunks import chunks
    from willing.extraction.model.proposal import Proposal
    from willing.extraction.model.scene import scene_of

    filler = "The weather was fair, and the delegates spoke of it at length. " * 120
    article = page(f"{filler}\n\n{SPAIN}")
    first, *_, last = chunks(article)
    proposal = Proposal(actor="Spain", initiative="force", stance="in", quote=SPAIN)
    scene = scene_of(article, (FORCE,))
    (refused,) = check(proposal, first, scene)
    assert "word for word" in refused.reason  # type: ignore[union-attr]
    (kept_there,) = check(proposal, last, scene)
    assert isinstance(kept_there, Statement)
    assert article.text[kept_there.quote_start : kept_there.quote_end] == SPAIN
