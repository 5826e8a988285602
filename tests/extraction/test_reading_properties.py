"""Whatever stands in a document, reading ends, and no quote is made up."""

import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from willing.documents.read import read_text
from willing.errors import DocumentError
from willing.extraction.infer import infer_initiatives
from willing.extraction.lexicon import lexicon
from willing.extraction.read import read_article
from willing.extraction.statement import Reading
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import CONDITIONS, STANCES

FORCE = Initiative(id="force", name="Peacekeeping force for Haiti")
_TEXT = (
    "France Germany Lima Scholz NATO the EU Baltic states Kremlin opposition it they we both "
    "will not never no may could if unless only and or but , , . . ? ! : ; “ ” \" ' ( ) – - \n "
    "troops soldiers ships logistics veto rejects joins sends “no” ceasefire parliament Hungary’s "
    "said according to has been ruled out open to force mission Haiti in 2003 1,300 % $ 20 "
    "which who once however Who’s In? Peru: İstanbul \u200b \u202e Ω 🙂"
)
WORDS = _TEXT.split(" ")


def sound(text: str, reading: Reading) -> None:
    for said in reading.statements:
        assert text[said.quote_start : said.quote_end] == said.quote
        assert said.quote.strip()
        assert said.stance in STANCES
        assert set(said.conditions) <= set(CONDITIONS)
        assert 0 < said.confidence <= 1
        assert not set(said.contribution) & set(said.no_contribution)
    for figure in reading.figures:
        assert text[figure.quote_start : figure.quote_end] == figure.quote
        assert figure.figure in figure.quote


def test_ten_thousand_documents_of_the_reader_s_own_words() -> None:
    generator = random.Random(20250310)
    for number in range(10_000):
        text = " ".join(generator.choices(WORDS, k=generator.randrange(1, 24)))
        try:
            article = read_text(text, doc=str(number), clean=number % 2 == 0)
        except DocumentError:
            continue
        sound(text, read_article(article, [FORCE]))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    try:
        article = read_text(text, doc="t")
    except DocumentError:
        return
    sound(text, read_article(article, infer_initiatives(article) or [FORCE]))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([cue.example for cue in lexicon().cues]), max_size=8))
def test_reading_is_deterministic(sentences: list[str]) -> None:
    assume(sentences)
    article = read_text("\n\n".join(sentences), doc="t", clean=False)
    first, second = read_article(article, [FORCE]), read_article(article, [FORCE])
    assert first == second


def test_a_long_hostile_line_is_read_in_good_time() -> None:
    text = "France and " * 5_000 + "will not " * 5_000 + "send troops."
    sound(text, read_article(read_text(text, doc="t", clean=False), [FORCE]))
