"""The same story twice: copies, cuts and syndicated versions."""

from __future__ import annotations

import random
import time

import pytest

from willing.documents.article import Article
from willing.documents.copies import find_copies, same_story
from willing.documents.identity import article_id
from willing.documents.read import read_text

WORDS = [
    *("patrol", "minister", "cable", "harbour", "frigate", "mandate", "parliament", "autumn"),
    *("money", "treaty", "island", "radar", "council", "border", "winter", "summit", "vessel"),
    *("budget", "deadline", "proposal", "signature", "partner", "convoy", "captain", "letter"),
]


def story(seed: int, sentences: int = 30) -> list[str]:
    """Sentences of random words: no two seeds share a run of five but by chance."""
    draw = random.Random(seed)
    return [
        f"Norway {' '.join(draw.choices(WORDS, k=11))} in {draw.randint(1, 999)}."
        for _ in range(sentences)
    ]


def article(sentences: list[str], title: str = "A patrol for the northern sea") -> Article:
    return read_text("\n\n".join(sentences), doc="d", title=title)


def test_the_same_article_is_the_same_whatever_surrounds_it() -> None:
    body = story(1)
    bare = article(body)
    dressed = read_text(
        "\n\n".join(["Share", "12 May 2025", *body, "2 Comments", "Bo", "3 days ago", "Reply"]),
        doc="other",
        title="A patrol for the northern sea",
    )
    assert bare.id == dressed.id
    assert same_story(bare, dressed) == 1.0


def test_id_does_not_depend_on_quotes_case_and_white_space() -> None:
    assert article_id("“Who’s in?”", ["a  b\nc"]) == article_id('"WHO\'S IN?"', ["A b c"])
    assert article_id("a", ["b c"]) != article_id("a b", ["c"])


def test_likeness_is_symmetric_and_ordered() -> None:
    body = story(1)
    whole, cut = article(body), article(body[:10], "Norway leads")
    edited = article([*body[:15], *story(2)[:15]])
    other = article(story(3))
    assert same_story(whole, whole) == 1.0
    assert same_story(whole, cut) == same_story(cut, whole) > 0.95
    assert 0.4 < same_story(whole, edited) < 0.6
    assert same_story(whole, other) < 0.05


def test_copies_are_found_among_others() -> None:
    body = story(1)
    articles = [
        article(story(10)),
        article(body),
        article(story(11)),
        article(body[:12], "Another title for it"),
        article([*body[:25], "The agency’s editor added this line at the end, as editors do."]),
        article(body),
    ]
    pairs = find_copies(articles)
    assert {j for _, j, _ in pairs} == {3, 4, 5}
    assert {i for i, j, _ in pairs if j in (3, 5)} == {1}
    assert all(likeness >= 0.5 for *_, likeness in pairs)
    assert pairs == sorted(pairs) == find_copies(articles)


@pytest.mark.parametrize(
    "text", ["Spain is out.", "Spain said no, and Italy may say yes later on."]
)
def test_short_texts_are_compared_as_wholes(text: str) -> None:
    same, longer = read_text(text, doc="a", title="One"), article([text, *story(1)])
    assert same_story(same, read_text(text, doc="b", title="Two")) == 1.0
    assert same_story(same, longer) < 0.1


def test_many_copies_and_many_articles_stay_cheap() -> None:
    bodies = [story(seed, 8) for seed in range(150)]
    articles = [article(body) for body in bodies] + [
        article(bodies[0], f"Copy number {n}") for n in range(150)
    ]
    start = time.perf_counter()
    pairs = find_copies(articles)
    assert time.perf_counter() - start < 3
    assert [(i, j) for i, j, _ in pairs] == [(0, 150 + n) for n in range(150)]
