"""The scene: an article's sentences with everybody who is named in them, to check quotes against.

Made once for an article, from the rule reader's own steps, so that both readers agree on where a
sentence ends and whom a name means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from willing.documents.article import Article
from willing.extraction.clauses import Sentence
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.parties import Party, parties
from willing.extraction.people import Person, introduce, people_in
from willing.extraction.sections import article_sentences
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames


@dataclass(frozen=True, slots=True)
class Named:
    """Someone named at `start:end` of the article's text, and for whom the name stands."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article in sentences; `around` are the parties of each sentence, in the same order."""

    article: Article
    initiatives: tuple[Initiative, ...]
    user: UserNames
    sentences: tuple[Sentence, ...]
    around: tuple[tuple[Party, ...], ...]
    starts: tuple[int, ...]

    def sentences_at(self, start: int, end: int) -> range:
        """The numbers of the sentences that a span of the text touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        while first < len(self.sentences) and _end(self.sentences[first]) <= start:
            first += 1
        stop = first
        while stop < len(self.sentences) and self.starts[stop] < end:
            stop += 1
        return range(first, stop)

    def span(self, numbers: range) -> tuple[int, int]:
        """Where a run of sentences stands in the text."""
        return self.starts[numbers[0]], _end(self.sentences[numbers[-1]])

    def named_in(self, number: int) -> Iterator[Named]:
        """Everybody named in a sentence: by a name that is known, or introduced on the page."""
        sentence = self.sentences[number]
        names: tuple[Mention | Party, ...] = (*sentence.mentions, *self.around[number])
        for one in names:
            if one.codes and one.end > one.start:
                start, end = sentence.start + one.start, sentence.start + one.end
                yield Named(start, end, one.text, one.codes)

    def parties_within(self, start: int, end: int) -> Iterator[Party]:
        """The parties that stand wholly within a span of the text, sentence by sentence."""
        for number in self.sentences_at(start, end):
            at = self.sentences[number].start
            for party in self.around[number]:
                if start <= at + party.start and at + party.end <= end:
                    yield party

    def headline(self, number: int) -> tuple[Mention, ...]:
        """Who is named in the heading above a sentence, and in the title above the first ones."""
        article, sentence = self.article, self.sentences[number]
        above = find_mentions(sentence.heading, article.date, self.user) if sentence.heading else ()
        title = find_mentions(article.title, article.date, self.user) if number < 3 else ()
        return (*above, *title)


def scene_of(
    article: Article, initiatives: Sequence[Initiative], user: UserNames = NO_USER
) -> Scene:
    """The scene of an article. Sentences too long for the rules are left out of it."""
    sentences = article_sentences(article, find_mentions(article.text, article.date, user))
    people: dict[str, Person] = {}
    around: list[tuple[Party, ...]] = []
    for sentence in sentences:
        introduce(sentence, people)
        around.append(tuple(parties(sentence, people_in(sentence, people))))
    starts = tuple(sentence.start for sentence in sentences)
    return Scene(article, tuple(initiatives), user, tuple(sentences), tuple(around), starts)


def _end(sentence: Sentence) -> int:
    return sentence.start + len(sentence.text)
