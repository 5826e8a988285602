"""Is this the same story again? Copies and syndicated versions, by the five-word runs they share.

Texts are compared by hashed runs of five words [Broder1997]_: two accounts of one event written
apart share next to none, a syndicated copy shares most. What counts is the *containment* of the
shorter in the longer, since papers cut agency stories from the end. Candidates come from an index
of a fixed sample of the hashes, so many articles cost little more than reading them once.

.. [Broder1997] A. Broder (1997), On the resemblance and containment of documents.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from willing.documents.article import Article
from willing.documents.identity import normalised

_RUN = 5  # words
_SHORTEST = 20  # runs; below it a shared sentence is no proof, and the plain overlap is taken
_SAMPLED = 8  # one hash in so many is indexed, besides the _LEAST smallest of each article
_LEAST = 8
_SAME = 0.5  # from here on two articles tell the same story in the same words
_EXACT = 0.95  # a copy this close adds nothing to the index


def same_story(a: Article, b: Article) -> float:
    """How much of the shorter article stands, word for word, in the longer: from 0 to 1.

    From about 0.5 on the two are versions of one text. Very short texts are compared as wholes.
    """
    return 1.0 if a.id == b.id else _similarity(_runs(a), _runs(b))


def find_copies(articles: Sequence[Article]) -> list[tuple[int, int, float]]:
    """Pairs (earlier index, later index, similarity) of articles that tell one story.

    Each later article is paired with the earlier ones that it shares at least half of its words
    with; an (almost) exact copy stands for its original, so a hundred copies of one story give
    ninety-nine pairs. Sorted by index.
    """
    pairs: list[tuple[int, int, float]] = []
    index: defaultdict[int, list[int]] = defaultdict(list)
    runs_of: dict[int, frozenset[int]] = {}
    for j, article in enumerate(articles):
        runs = _runs(article)
        sample = _sample(runs)
        shared = Counter(i for key in sample for i in index.get(key, ()))
        exact = False
        for i in sorted(shared, key=lambda i: (-shared[i], i)):
            same = articles[i].id == article.id
            likeness = 1.0 if same else _similarity(runs_of[i], runs)
            if likeness >= _SAME:
                pairs.append((i, j, likeness))
            if likeness >= _EXACT and len(runs) <= len(runs_of[i]):
                exact = True
                break
        if not exact:
            runs_of[j] = runs
            for key in sample:
                index[key].append(j)
    return sorted(pairs)


def _runs(article: Article) -> frozenset[int]:
    """Hashes of all runs of five words of the paragraphs; of the whole, where it is shorter."""
    text = normalised(" ".join(p.text for p in article.paragraphs))
    words = [w.encode(errors="backslashreplace") for w in re.findall(r"\w+", text)]
    if len(words) <= _RUN:
        return frozenset([_hash(b" ".join(words))])
    return frozenset(_hash(b" ".join(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1))


def _hash(words: bytes) -> int:
    """A 64-bit hash that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest())


def _sample(runs: frozenset[int]) -> list[int]:
    least = sorted(runs)[:_LEAST]
    return sorted({*least, *(run for run in runs if run % _SAMPLED == 0)})


def _similarity(a: frozenset[int], b: frozenset[int]) -> float:
    common, shorter = len(a & b), min(len(a), len(b))
    if not common:
        return 0.0
    return common / shorter if shorter >= _SHORTEST else common / len(a | b)
