"""What may stand in a scenario file, in the words of JSON Schema, so that editors complete it?"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from willing.reference.initiative import Initiative
from willing.scenario.scenario import Scenario

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCENARIO_ID = "urn:willing:schema:scenario:1"
INITIATIVES_ID = "urn:willing:schema:initiatives:1"

_FIELDS: dict[str, dict[str, str]] = {
    "Scenario": {
        "initiative": "what is on the table",
        "events": "what may come true outside the actors' hands, by name",
        "actors": "the actors, by ISO 3166 alpha-3 code or, if no state, by a lower-case name",
        "bodies": "the bodies in which the question may be decided, by name",
        "issues": "questions of how much, with the actors' positions, by name",
        "changes": "what could be done to make it succeed, for `willing needs`",
        "crisis": "what may happen once a settlement is there, for `willing deter`",
        "talks": "what two principals bring to their talks, for `willing leverage`",
        "leaders": "leaders whose approval is asked for, by a short name, for `willing leaders`",
        "aid": "who supports the recipient with how much, for `willing aid`",
        "constants": "the models' constants, where they should differ from the defaults",
    },
    "Question": {
        "id": "short name, without spaces",
        "title": "its name for readers",
        "date": "the day for which everything is asked: 2025-03-05",
        "horizon": "a later day to ask for: what was said counts less by then",
        "beneficiary": "the actor that it is meant to help",
        "adversary": "the actor that it is meant to hold back",
        "leads": "the actors that lead it",
        "core": "the kinds of contribution that count as joining",
        "requires": "how much of which kind makes it a success",
        "kinds": "kinds of contribution that Willing does not know: lower-case names",
        "source": "where the definition comes from",
    },
    "Event": {
        "p": "its probability, or {if: CONDITION, then: ..., else: ...} over other events",
        "title": "what happens, for readers",
        "source": "where the probability comes from: statement:ID, data:NAME, analyst, default",
    },
    "Branch": {
        "if": "a condition over other events",
        "then": "the probability where it holds",
        "else": "the probability where it does not",
    },
    "Actor": {
        "pledges": "its offers, one for each kind of contribution",
        "name": "its name for readers (states are known)",
        "said": "the word of the source on the whole; its ballot is read from it, joining never is",
        "blocs": "the common factors that it shares; absent: a state's alliances and unions",
        "source": "where this comes from",
    },
    "Pledge": {
        "kind": "the kind of contribution: ground_troops, air, naval, logistics, training, "
        "finance, weapons, political, intelligence, basing, other, or a declared one",
        "stance": "a label, a probability, or {mean, sd} of the latent willingness",
        "amount": "in the kind's unit: a number, [min, mode, max] or {p10, p50, p90}",
        "when": "a condition: EVENT, joined(ACTOR[, KIND]), supports(ACTOR), members() >= N, "
        "total(KIND) >= X, and, or, not, brackets",
        "source": "where the stance comes from: statement:ID, data:NAME, analyst, default",
        "amount_source": "where the amount comes from",
    },
    "Latent": {
        "mean": "mean of the latent willingness; above 0 is willing",
        "sd": "its standard deviation",
    },
    "LogNormal": {
        "p10": "with 9 chances in 10 it is more",
        "p50": "as likely more as less",
        "p90": "with 9 chances in 10 it is less",
    },
    "Body": {
        "rule": "consensus, unanimity, majority, two_thirds, qualified_majority, "
        "security_council, opt_in, a known body whose rule it is, or a rule tree: {weights, quota, "
        "counts}, {all: [rules]}, {any: [rules]}, {k, of: [rules]}",
        "members": "codes, or a known body such as NATO, or NATO@2004-04-01",
        "title": "its name for readers",
        "votes": "ballots of single members, which win over what stances imply",
        "silent": "the ballot of members on whom nothing is known",
        "loading": "how far ballots hang together through blocs, 0 (independent) to 0.95",
        "minimum": "for opt_in: how many members are enough",
        "source": "where this comes from",
    },
    "Ballots": {
        "yes": "probability of a yes",
        "abstain": "probability of an abstention",
        "no": "probability of a no",
        "source": "where this comes from",
    },
    "Issue": {
        "scale": "what the numbers of the scale mean; its lowest and highest are its ends",
        "positions": "each actor's position: a number or a label of the scale, [low, high], "
        "[low, mode, high], {p10, p50, p90}, or {value: one of these, source: ...}",
        "salience": "how much each actor cares, from 0 to 1; absent: all alike",
        "capability": "what each actor can do, in one unit of any kind; absent: all alike",
        "status_quo": "the position that holds as long as nothing else is agreed",
        "rule": "by which it is decided: unanimity, qualified_majority, ...",
        "title": "its name for readers",
        "source": "where what has no source of its own comes from",
    },
    "Percentiles": {
        "p10": "with 9 chances in 10 it is more",
        "p50": "as likely more as less",
        "p90": "with 9 chances in 10 it is less",
    },
    "Sourced": {
        "value": "the number, distribution or label",
        "source": "where it comes from: statement:ID, data:NAME, analyst, default",
    },
    "Crisis": {
        "parameters": "the stakes, costs, resolve and forces of the crisis game, by name: a number,"
        " [low, high], [low, mode, high], or {value: one of these, source: ...}",
        "settlement": "the event without which there is nothing to violate: ceasefire; or none",
        "backstop": "the event by which the absent great power stands behind the coalition; "
        "or none",
        "contest": "how forces decide a war: by their ratio, or by their difference",
        "weights": "what one unit of each kind counts for in the coalition's force",
        "game": "a game of your own instead, in Gambit's .efg format",
        "source": "where what has no source of its own comes from",
    },
    "Talks": {
        "parties": "the two who bargain: the adversary, and whom it faces",
        "patience": "what a month's wait leaves of a gain, above 0 and below 1, by party",
        "risk": "constant relative risk aversion, 0 (none) to 0.95, by party",
        "power": "weight in the talks beyond what patience gives, by party",
        "links": "issues that are added to the talks, by name",
        "absent": "the event by which the absent power is there: us_backstop",
        "delay": "what each month without a deal changes",
        "source": "where what has no source of its own comes from",
    },
    "Link": {
        "values": "what it is worth to each actor, in units of the crisis; below 0: it pays",
        "title": "what is added, for readers",
        "event": "the event without which it is not on the table",
        "source": "where what has no source of its own comes from",
    },
    "Delay": {
        "drift": "what a month adds to the adversary's chance to win",
        "cost": "what a month of fighting costs for good, by party, in units of the crisis",
    },
    "Spanned": {
        "value": "the number, [low, high] or [low, mode, high]",
        "source": "where it comes from: statement:ID, data:NAME, analyst, default",
    },
    "Leader": {
        "name": "the leader's name for readers",
        "country": "the actor that he or she leads",
        "polls": "a list of polls, or the name of a CSV file beside the scenario: polls.csv",
        "threshold": "the share, from 0 to 1, below which the leader is in trouble",
        "effects": "what an outcome does to approval, by outcome: holds, falters, no_deal",
        "source": "where what has no source of its own comes from",
    },
    "Poll": {
        "date": "its last day in the field: 2025-02-28",
        "percent": "those who approve, 0 to 100; or write `share`",
        "share": "those who approve, 0 to 1; or write `percent`",
        "sample": "how many were asked; absent: taken to be 1,000",
        "house": "who asked",
        "question": "in what words, where a house asks in several",
        "source": "where the poll was found",
    },
    "Effect": {
        "points": "the change in the first month, in points, for a leader near one half",
        "half_life": "the months after which half of what fades has faded",
        "lasting": "the share of the change that stays, from 0 to 1",
        "source": "where it comes from: statement:ID, data:NAME, analyst, default",
    },
    "Aid": {
        "recipient": "who receives it; absent: the beneficiary",
        "unit": "of all amounts: eur_bn, eur_mn, usd_bn or usd_mn (billions or millions)",
        "donors": "what each gave (delivered or allocated): {USA: {military: 64.6}}",
        "committed": "what each promised, in the same form; never added to what it gave",
        "table": "instead, rows, or the name of a CSV or XLSX file beside the scenario: donors.csv",
        "months": "over how many months that was given; absent: the months of the table",
        "pause": "by donor, a condition over events under which it stops: {USA: not us_aid}",
        "keys": "the burden-sharing keys that are shown: gdp, defence, eu_budget, equal_share, "
        "generosity; absent: all",
        "cap_pct_gdp": "the most that anyone gives in a year, in percent of its GDP",
        "year": "the year whose GDP counts",
        "growth": "the growth of everyone's GDP since that year, in percent",
        "gdp": "GDP in billions of US dollars, of donors for whom no figure ships or in its place",
        "eur_usd": "US dollars for one euro; absent: the average of the year (ECB)",
        "exempt": "donors who are not asked to fill a hole",
        "ask": "donors who are asked, though they gave less than 0.01% of their GDP a year",
        "source": "where what has no source of its own comes from",
    },
    "Gift": {
        "donor": "the donor: an ISO 3166 alpha-3 code, or eu for the EU's institutions",
        "kind": "military, financial, humanitarian or any other; empty: not by kind",
        "month": "the month, as 2025-02; empty: over all months",
        "allocated": "what was delivered or earmarked",
        "committed": "what was promised",
    },
    "Change": {
        "secure": "an event that comes true, or an actor or pledge (FRA.air) that is given",
        "raise": "a pledge (FRA.air) of which more is given",
        "drop": "a pledge (FRA.air) whose condition is waived",
        "lower": "a kind of which less is required",
        "by": "the factor: 1.5 raises by half, 0.75 lowers by a quarter",
        "to": "the amount afterwards",
        "cost": "what it takes, in units of your own",
        "source": "where this comes from",
    },
    "Initiative": {
        "id": "short name; the key in the file wins",
        "name": "its name",
        "aliases": "other names that texts use",
        "body": "who decides it, in words: NATO consensus, EU QMV, opt-in",
        "leads": "the actors that lead it",
        "beneficiary": "the actor that it is meant to help",
        "adversary": "the actor that it is meant to hold back",
        "core": "the kinds of contribution that count as joining",
        "requires": "how much of which kind makes it a success",
        "kinds": "kinds of contribution that Willing does not know",
        "inferred": "found on a page, named by no analyst",
    },
}
"""What each field means, for the reader of a file."""

_EXAMPLE: dict[str, Any] = {
    "initiative": {
        "id": "strait-patrol",
        "title": "Patrol of the strait",
        "date": "2024-01-15",
        "leads": ["GBR"],
        "requires": {"naval": 6},
    },
    "events": {"un_mandate": {"p": 0.3, "source": "analyst"}},
    "actors": {
        "GBR": {"pledges": [{"kind": "naval", "stance": "lead", "amount": [1, 2, 4]}]},
        "NOR": {"pledges": [{"kind": "naval", "stance": "lean_in", "when": "un_mandate"}]},
    },
    "bodies": {"opt_in": {"rule": "opt_in", "minimum": 3}},
}


def scenario_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the scenario file."""
    schema = Scenario.model_json_schema(by_alias=True)
    head = {"$schema": DRAFT, "$id": SCENARIO_ID, "title": "Willing scenario"}
    return head | _described(schema, "Scenario") | head | {"examples": [_EXAMPLE]}


def initiatives_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the initiative file: `{id: {name, aliases, ...}}`."""
    schema = TypeAdapter(dict[str, Initiative]).json_schema(by_alias=True)
    example = {"strait-patrol": {"name": "Patrol of the strait", "leads": ["GBR"]}}
    head = {
        "$schema": DRAFT,
        "$id": INITIATIVES_ID,
        "title": "Willing initiatives",
        "description": "The initiatives that texts are read for, by id; only `name` is required.",
    }
    return head | _described(schema, "") | {"examples": [example]}


def _described(schema: dict[str, Any], root: str) -> dict[str, Any]:
    """The schema with the meaning of every field that has no description of its own."""
    models = {**schema.get("$defs", {}), root: schema}
    for name, model in models.items():
        meanings = _FIELDS.get(name, {})
        for field, node in model.get("properties", {}).items():
            if field in meanings:
                node.setdefault("description", meanings[field])
    return schema
