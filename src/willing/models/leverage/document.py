"""What the talks say as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from willing.models.leverage.leverage import Case, Leverage
from willing.models.leverage.terms import Term
from willing.reference.talks import TERMS

METHOD = "asymmetric Nash bargaining, weights from patience (Binmore, Rubinstein, Wolinsky 1986)"


def plain(found: Leverage) -> dict[str, Any]:
    """The answer; probabilities and shares in [0, 1], values as shares of each side's own stake."""
    terms = found.terms
    return {
        "method": METHOD,
        "seed": found.seed,
        "worlds": found.worlds,
        "parties": list(terms.parties),
        "links_on_the_table": list(terms.links),
        "absent": terms.absent or None,
        "exists": asdict(found.exists),
        "range": {
            "of": terms.parties[0],
            "low": asdict(found.low) if found.low else None,
            "high": asdict(found.high) if found.high else None,
        },
        "on_paper": asdict(found.on_paper) if found.on_paper else None,
        "sides": [asdict(side) for side in found.sides],
        "given": [_case(found, case) for case in found.given],
        "forced": [_case(found, case) for case in found.forced],
        "links": [asdict(link) for link in found.links],
        "packages": [asdict(package) for package in found.packages],
        "delay": {
            "months": found.months,
            "sides": [asdict(one) for one in found.waiting],
            "uncommitted": found.uncommitted,
        },
        "first_offer": found.first_offer,
        "tornado": [asdict(bar) | {"swing": bar.swing} for bar in found.tornado],
        "terms": [_term(term) for term in terms.terms.values()],
    }


def _case(found: Leverage, case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "worlds": case.worlds,
        "exists": case.exists,
        "shares": {
            party: asdict(share) if share else None
            for party, share in zip(found.terms.parties, case.shares, strict=True)
        },
    }


def _term(term: Term) -> dict[str, Any]:
    value = term.span[0] if term.certain else list(term.span)
    meaning = meaning_of(term.name)
    return {"name": term.name, "value": value, "source": term.source, "meaning": meaning}


def meaning_of(name: str) -> str:
    """What a term means, in words.

    >>> meaning_of("link:minerals_deal:USA")
    'what minerals_deal is worth to USA'
    >>> meaning_of("risk:UKR")
    'the constant relative aversion to risk, 0 for none (UKR)'
    """
    kind, _, rest = name.partition(":")
    if kind == "link":
        link, _, actor = rest.partition(":")
        return f"what {link} is worth to {actor}"
    words = TERMS[kind].words
    return f"{words} ({rest})" if rest else words
