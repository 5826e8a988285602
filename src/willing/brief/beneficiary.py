"""What does it mean for whom it is meant? The talks that may end it, and the leader."""

from __future__ import annotations

from willing.brief.blocks import Section
from willing.brief.leader import leader_blocks
from willing.brief.material import Material
from willing.brief.talks import talks_blocks


def beneficiary_section(material: Material) -> Section | None:
    """None where there is nothing to say of it."""
    blocks = (*talks_blocks(material), *leader_blocks(material))
    if not blocks:
        return None
    beneficiary = material.outlook.scenario.initiative.beneficiary
    name = material.sentence_name(beneficiary) if beneficiary else "those concerned"
    return Section("beneficiary", f"What it means for {name}", blocks)
