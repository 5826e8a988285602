"""Labels: are a proposal's words ours, and whom does its actor's name stand for?"""

from __future__ import annotations

from willing.extraction.mentions import find_mentions
from willing.extraction.model.proposal import Proposal, allowed_kinds
from willing.extraction.model.scene import Scene
from willing.reference.countries import resolve
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import CONDITIONS, STANCES


def wrong_label(proposal: Proposal, initiative: Initiative | None) -> str:
    """Why a proposal's labels are not ours, or contradict each other; "" where all is well."""
    if initiative is None:
        return f"unknown initiative {proposal.initiative[:40]!r}"
    if proposal.stance not in STANCES:
        return f"unknown stance {proposal.stance[:40]!r}"
    kinds = allowed_kinds(initiative)
    for kind in (*proposal.contribution, *proposal.no_contribution):
        if kind not in kinds:
            return f"unknown kind {kind[:40]!r}"
    for condition in proposal.conditions:
        if condition not in CONDITIONS:
            return f"unknown condition {condition[:40]!r}"
    if set(proposal.contribution) & set(proposal.no_contribution):
        return "it offers and refuses the same kind"
    if proposal.veto and proposal.stance != "oppose":
        return f"a veto by one who is {proposal.stance}"
    return ""


def actors_called(name: str, scene: Scene) -> tuple[str, ...]:
    """The codes of the actor of that name, of the members where it is a group; () for nobody."""
    name = " ".join(name[:200].split())
    day, user = scene.article.date, scene.user
    if name in dict(user.actors):
        return (name,)
    mentions = find_mentions(name, day, user)
    if len(mentions) == 1 and mentions[0].text == name.removeprefix("the ").removeprefix("The "):
        return mentions[0].codes
    code = resolve(name, day, user)
    return (code,) if code else ()
