"""Turned: does a quote leave out the word beside it that turns its meaning?

"Norway will not join the force" holds the words "join the force", and holds them verbatim. A quote
must not begin or end where a "not", a "refuses to" or an "if" of the same clause is cut off.
"""

from __future__ import annotations

import re

from willing.extraction.clauses import Sentence

_NOT = (
    r"not|never|no|cannot|none|nobody|no one|neither|nor|without|hardly|scarcely|barely|unlikely"
    r"|nowhere|(?<=n)'t"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_NOT}|den(?:y|ies|ied|ying)|refus\w+|reject\w*|rul(?:e|es|ed|ing) out"
    r"|declin\w+|doubt\w*|fail(?:s|ed|ing)? to|stop(?:s|ped)? short|far from|false|untrue|fake"
    r"|oppos\w+|if|unless|whether|would have|less likely|against|instead of|rather than)(?!\w)"
    r"|\w+n't(?!\w)"
)
_NEXT = re.compile(rf"\W{{0,3}}(?:[\w-]+ ){{0,2}}(?:{_NOT}|\w+n't)(?!\w)")
_AFTER = re.compile(
    r"\b(?:is|are|was|were|remains?|seems?) (?:[\w-]+ ){0,2}?(?:false|untrue|fake|wrong|a lie"
    r"|a myth|out of the question|off the table|ruled out|denied|unlikely|impossible|excluded"
    r"|unthinkable|nonsense)\b"
)


def lost_before(sentence: Sentence, start: int) -> str:
    """The word that a quote cuts off where it begins, at `start` of the sentence; "" for none.

    >>> one = Sentence("Norway will not join the force.", 0, 0, True, "", ())
    >>> lost_before(one, 16), lost_before(one, 0)
    ('not', '')
    """
    clause = sentence.clauses[sentence.clause_at(start)]
    found = [match[0] for match in _BEFORE.finditer(sentence.low[clause.start : start])]
    return found[-1] if found else ""


def lost_after(sentence: Sentence, end: int) -> str:
    """The words that a quote cuts off where it ends, at `end` of the sentence; "" for none.

    >>> one = Sentence("Norway joining the force is out of the question.", 0, 0, True, "", ())
    >>> lost_after(one, 24), lost_after(one, 48)
    ('is out of the question', '')
    """
    clause = sentence.clauses[sentence.clause_at(max(0, end - 1))]
    rest = sentence.low[end : clause.end]
    at_once = _NEXT.match(rest)
    if at_once and not re.match(r"\s*[,;:.]", rest):
        return at_once[0].strip()
    later = _AFTER.search(rest)
    return later[0] if later else ""
