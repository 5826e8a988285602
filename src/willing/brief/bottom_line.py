"""The bottom line: what would a minister remember? Four to six sentences, likelihoods in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from willing.brief.body_panel import blocker_names, in_sentence
from willing.brief.clauses import event_words
from willing.brief.decisions import is_opt_in, member_range, pledging
from willing.brief.issues import issue_title, scale_end, scale_number
from willing.brief.material import Material
from willing.brief.outcomes import together
from willing.brief.positions import names_by_stance, offers, refuses_core, shown_stance
from willing.brief.what_if import event_pivots, measure_words, noticeable
from willing.brief.words import (
    STANCE_WORDS,
    contributed,
    likely_that,
    listed,
    rounded,
    sentence,
)
from willing.models.formation.joining import Formation, KindTotal
from willing.reference.vocabulary import PRESENCE, Stance

MOST_NAMES = 8
"""Names in one sentence; the rest is counted."""


def bottom_line(material: Material) -> tuple[str, ...]:
    """The sentences, from who is in to what it hangs on most."""
    return tuple(
        text
        for text in (
            _for_it(material),
            _not_in(material),
            _against(material),
            _enough(material),
            _body(material),
            _issues(material),
            _hangs_on(material),
        )
        if text
    )


def _issues(material: Material) -> str:
    """Where the first issue would end."""
    if not material.outlook.issues:
        return ""
    found = material.outlook.issues[0]
    low, high = found.interval(80)
    return (
        f"{issue_title(found)}: an agreement would lie at about "
        f"{scale_number(found, found.mean)} on the scale from {scale_end(found, found.low)} to "
        f"{scale_end(found, found.high)} (in eight cases of ten {scale_number(found, low)} to "
        f"{scale_number(found, high)})."
    )


def _for_it(material: Material) -> str:
    parts: list[str] = []
    for stance, verbs in _FOR:
        parts += _coming(material, stance, verbs)
    if not parts:
        return "Nobody has said to be in."
    return sentence("; ".join(parts))


_FOR: Sequence[tuple[Stance, tuple[str, str]]] = (
    ("lead", ("leads", "lead")),
    ("in", ("is in", "are in")),
    ("lean_in", ("is leaning in", "are leaning in")),
)


def _coming(material: Material, stance: Stance, verbs: tuple[str, str]) -> Iterator[str]:
    """Who comes, and apart from them who does so without a kind that counts as joining."""
    limits: dict[str, list[str]] = {}
    for code in names_by_stance(material, (stance,)):
        limit = offers(material, code) if refuses_core(material, code) else ""
        limits.setdefault(limit, []).append(material.sentence_name(code))
    for limit, names in sorted(limits.items(), key=lambda item: item[0] != ""):
        kind = f" ({limit})" if limit else ""
        yield f"{listed(names, most=MOST_NAMES)} {verbs[len(names) > 1]}{kind}"


def _names(material: Material, stances: Sequence[Stance]) -> list[str]:
    return [material.sentence_name(code) for code in names_by_stance(material, stances)]


def _not_in(material: Material) -> str:
    parts = []
    divided = _names(material, ("undecided",))
    if divided:
        verb = "is" if len(divided) == 1 else "are"
        parts.append(f"{listed(divided, most=MOST_NAMES)} {verb} undecided or divided")
    parts += _leaving(material, "lean_out", "leaning out")
    parts += _leaving(material, "out", "out")
    return sentence("; ".join(parts)) if parts else ""


def _leaving(material: Material, stance: Stance, word: str) -> Iterator[str]:
    """Who stays away, those with the same offer together, and out of what."""
    by_offer: dict[str, list[str]] = {}
    for code in names_by_stance(material, (stance,)):
        by_offer.setdefault(offers(material, code), []).append(material.sentence_name(code))
    for offer, names in by_offer.items():
        offer = offer if not offer or offer.startswith("no ") else f"but {offer}"
        verb = "is" if len(names) == 1 else "are"
        yield f"{listed(names, most=MOST_NAMES)} {verb} {word}{f' ({offer})' if offer else ''}"


def _against(material: Material) -> str:
    parts = []
    against = _names(material, ("oppose",))
    if against:
        parts.append(
            f"{listed(against, most=MOST_NAMES)} {'is' if len(against) == 1 else 'are'} against it"
        )
    beneficiary = material.outlook.scenario.initiative.beneficiary
    stance = shown_stance(material, beneficiary) if beneficiary else None
    if stance is not None:
        stands = f"{'' if stance == 'lead' else 'is '}{STANCE_WORDS[stance]}"
        parts.append(f"{material.sentence_name(beneficiary)}, for whom it is meant, {stands}")
    return sentence("; ".join(parts)) if parts else ""


def _enough(material: Material) -> str:
    formed = material.outlook.formation
    if formed.success is not None:
        required = listed([contributed(kind, value) for kind, value in formed.requires.items()])
        clause = f"what is required ({required}) comes together"
        parts = (likely_that(formed.success.p, clause), _and_holds(material))
        return sentence("; ".join(part for part in parts if part))
    if not pledging(material):
        return "No pledge is known, so nothing can be said of its size."
    low, high = member_range(formed)
    text = (
        "What size would be enough is stated nowhere; on average "
        f"{rounded(formed.members.mean)} of {pledging(material)} join ({low} to {high})"
    )
    largest = _largest(formed)
    if largest is not None:
        total = contributed(largest.kind, largest.mean)
        span = f"{rounded(largest.p10)} to {rounded(largest.p90)}"
        text += f", with about {total} ({span})"
    rest = _and_holds(material)
    return f"{text}. {sentence(rest)}" if rest else f"{text}."


def _and_holds(material: Material) -> str:
    """The rest of what must come true, as a sentence's second half; empty where there is none."""
    tree = material.outlook.joint.tree
    rest = together(material, without="enough")
    if not rest or len(tree.bottom_line) < 2:
        return ""
    also = " as well" if "enough" in tree.bottom_line else ""
    return likely_that(tree.good.value, f"{rest}{also}")


def _largest(formed: Formation) -> KindTotal | None:
    """The first core kind that is counted in more than presence and of which any is expected."""
    by_kind = {total.kind: total for total in formed.totals}
    found = (by_kind[kind] for kind in formed.core if kind in by_kind)
    return next((t for t in found if t.unit != PRESENCE and t.mean >= 0.5), None)


def _body(material: Material) -> str:
    decided = [
        d for d in material.outlook.decisions if not is_opt_in(material, d) and d.p_pass is not None
    ]
    if not decided:
        return ""
    decision = min(decided, key=lambda d: d.p_pass if d.p_pass is not None else 1.0)
    assert decision.p_pass is not None
    body = in_sentence(material.body_title(decision))
    passes = likely_that(decision.p_pass, f"{body} would pass it")
    blockers = blocker_names(material, decision)
    if not blockers:
        return sentence(passes)
    return sentence(f"{passes}; the likeliest to vote no: {listed(blockers)}")


def _hangs_on(material: Material) -> str:
    pivots = event_pivots(material) or noticeable(material)
    if not pivots:
        return ""
    swing = pivots[0]
    with_it, without = measure_words(swing)
    if swing.role == "event":
        clause = event_words(swing.target, material.event_titles.get(swing.target, ""))
        what = f"whether {clause}"
    else:
        what = material.sentence_name(swing.target)
    if swing.measure == "success":
        enough = f"the chance that it is enough is {with_it} with it, {without} without"
        return f"Most hangs on {what}: {enough}."
    others = "members" if swing.role == "event" else "other members"
    return f"Most hangs on {what}: {with_it} {others} with it, {without} without."
