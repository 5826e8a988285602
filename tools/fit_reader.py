"""Fit the weights of the reader on the labelled passages of `training/`.

    python tools/fit_reader.py                  fits, says how well it does, writes weights.json
    python tools/fit_reader.py --check          only says how well it does, on passages left out

Two steps, each of two log-linear models (is a position stated; which of the seven steps): over
the signs of single claims, then over what all claims of an actor come to, which are weighed for
that by models fitted without their passage. Single sentences teach steps only: nobody knows how
often they would stand in a real text. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from willing.documents.read import read_text
from willing.errors import DocumentError
from willing.extraction.claims import Claim
from willing.extraction.evidence import side_of
from willing.extraction.rules import read_claims
from willing.extraction.sign_numbers import every_sign
from willing.extraction.weighing import (
    TRAITS,
    Asked,
    Page,
    Weighed,
    detail_values,
    likeliest,
    likeliest_side,
    page_of,
    traits,
    units,
)
from willing.extraction.weights import UNIT, Chances
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative, load_initiatives
from willing.reference.vocabulary import STANCES

HOME = Path(__file__).parents[1]
OUT = HOME / "src/willing/extraction/data/weights.json"
FOLDS = 4
SEEN = 3
"""A sign seen less often is left out."""
SMALL = 12
"""Weights below this many hundredths are not kept."""
SIGNS = every_sign()
"""The numbers of signs: all are looked at, with a weight or without."""
STEP_TRAITS = frozenset(
    [f"{of} {step}" for of in ("best", "all", "last") for step in STANCES]
    + [f"{of} {side}" for of in ("before", "beside", "echo") for side in ("in", "undecided", "out")]
)
"""What says nothing of whether a position is stated, only of which."""
SINGLE = "single sentence"
"""Marks the claims of sentences that stand alone, where positions are more frequent."""
STANCES_ONLY = "y"
"""Ids of passages that begin so teach stances alone: their kinds and conditions are labelled more
freely, and details are read better without them.
"""
STATES_C, STEPS_C, ACTOR_C, DETAIL_C = 0.1, 0.1, 0.05, 0.5
"""Inverse strengths of the quadratic penalty, by cross-validation over passages."""


@dataclass(slots=True)
class Example:
    """One passage read: its claims, for each its signs and the step that its label gives.

    "" where none is stated, None where the label says nothing of that sentence.
    """

    id: str
    sentence: bool
    claims: list[Claim]
    signs: list[dict[str, float]]
    told: list[str | None]
    labels: dict[tuple[str, str], str]
    fields: dict[tuple[str, str], Mapping[str, Any]]
    spared: frozenset[str]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def examples(folder: Path) -> list[Example]:
    known = load_initiatives(folder / "initiatives.json")
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in rows(folder, "labels.jsonl"):
        labels[label["doc"]].append(label)
    spared: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "ambiguous.jsonl"):
        spared[row["doc"]].update(row["actors"])
    return [
        _example(passage, known, labels[passage["id"]], frozenset(spared[passage["id"]]))
        for passage in rows(folder, "passages.jsonl")
    ]


def _example(
    passage: Mapping[str, Any],
    known: Mapping[str, Initiative],
    labels: Sequence[Mapping[str, Any]],
    spared: frozenset[str],
) -> Example:
    claims = _claims(passage, [known[target] for target in passage["targets"]])
    signs = [{SIGNS.names[sign]: 1.0 for sign in claim.signs} for claim in claims]
    told = [_told(claim, labels, spared) for claim in claims]
    steps = {(label["actor"], label["initiative"]): label["stance"] for label in reversed(labels)}
    fields = {(label["actor"], label["initiative"]): label for label in reversed(labels)}
    alone = passage.get("kind") == "sentence"
    return Example(passage["id"], alone, claims, signs, told, steps, fields, spared)


def _claims(passage: Mapping[str, Any], targets: Sequence[Initiative]) -> list[Claim]:
    about = {"doc": passage["id"], "title": passage["title"], "date": day(passage["date"])}
    try:
        article = read_text(passage["text"], **about)
    except DocumentError:
        article = read_text(passage["text"], clean=False, **about)
    return read_claims(article, targets, trusting=True, signs=SIGNS)[1]


def day(text: str) -> dt.date:
    """The first day of what a date names: 2003, 2003-04 or 2003-04-11."""
    parts = [int(part) for part in text.split("-")]
    return dt.date(*(*parts, 1, 1)[:3])


def _told(claim: Claim, labels: Sequence[Mapping[str, Any]], spared: frozenset[str]) -> str | None:
    name = country_name(claim.evidence.actor)
    own = [x for x in labels if x["actor"] == name and x["initiative"] == claim.evidence.initiative]
    for label in own:
        if label["quote_start"] < claim.sentence[1] and label["quote_end"] > claim.sentence[0]:
            return str(label["stance"])
    return None if own or name in spared else ""


class Fitted:
    """Two log-linear models over named values, as rows of hundredths."""

    def __init__(
        self,
        data: Sequence[tuple[Mapping[str, float], str]],
        only_steps: Sequence[tuple[Mapping[str, float], str]],
        states_c: float,
        steps_c: float,
        *,
        scale: bool = False,
    ) -> None:
        plain = [(_less(values, STEP_TRAITS), step) for values, step in data]
        self.states = _fit(plain, [bool(step) for _, step in data], states_c, scale)
        positive = [row for row in (*data, *only_steps) if row[1]]
        self.steps = _fit(positive, [step for _, step in positive], steps_c, scale)

    def weigh(self, values: Sequence[Mapping[str, float]]) -> list[Chances]:
        states = self.states.chances(values)
        steps = self.steps.chances(values)
        yes = self.states.classes.index(True)
        order = [self.steps.classes.index(step) for step in STANCES]
        return [
            (float(p[yes]), tuple(float(q[i]) for i in order))
            for p, q in zip(states, steps, strict=True)
        ]

    def table(self) -> dict[str, list[int]]:
        states, steps = self.states.by_name(), self.steps.by_name()
        order = [self.steps.classes.index(step) for step in STANCES]
        found = {}
        for name in sorted({*states, *steps}):
            one = states.get(name, np.zeros(1))
            many = steps.get(name, np.zeros(len(STANCES)))[order]
            row = [round(float(x) * UNIT) for x in (one[-1], *many)]
            if name == "" or any(abs(x) >= SMALL for x in row):
                found[name] = row
        return found


@dataclass(slots=True)
class _Model:
    vectorizer: DictVectorizer
    scaler: StandardScaler
    model: LogisticRegression
    kept: frozenset[str]

    @property
    def classes(self) -> list[Any]:
        return [c.item() if hasattr(c, "item") else c for c in self.model.classes_]

    def chances(self, values: Sequence[Mapping[str, float]]) -> np.ndarray:
        matrix = self.vectorizer.transform([_only(row, self.kept) for row in values])
        return self.model.predict_proba(self.scaler.transform(matrix))

    def by_name(self) -> dict[str, np.ndarray]:
        weights = (
            self.model.coef_ / self.scaler.scale_ if self.scaler.with_std else self.model.coef_
        )
        constants = self.model.intercept_
        if self.scaler.with_mean:
            constants = constants - weights @ self.scaler.mean_
        names = self.vectorizer.get_feature_names_out()
        return {"": constants, **{name: weights[:, i] for i, name in enumerate(names)}}


def _less(row: Mapping[str, float], names: frozenset[str]) -> dict[str, float]:
    return {name: value for name, value in row.items() if name not in names}


def _only(row: Mapping[str, float], kept: frozenset[str]) -> dict[str, float]:
    return {name: value for name, value in row.items() if name in kept}


def _fit(
    data: Sequence[tuple[Mapping[str, float], str]], target: Sequence[Any], c: float, scale: bool
) -> _Model:
    counts = Counter(name for values, _ in data for name in values)
    kept = frozenset(name for name, count in counts.items() if count >= SEEN)
    vectorizer = DictVectorizer(sparse=not scale)
    matrix = vectorizer.fit_transform([_only(values, kept) for values, _ in data])
    scaler = StandardScaler(with_mean=scale, with_std=scale).fit(matrix)
    model = LogisticRegression(C=c, max_iter=400)
    model.fit(scaler.transform(matrix), target)
    return _Model(vectorizer, scaler, model, kept)


def claim_data(some: Iterable[Example]) -> list[tuple[Mapping[str, float], str]]:
    return [
        (signs, told)
        for example in some
        for signs, told in zip(example.signs, example.told, strict=True)
        if told is not None
    ]


def fit_claims(passages: Sequence[Example], sentences: Sequence[Example]) -> Fitted:
    single = [({**values, SINGLE: 1.0}, told) for values, told in claim_data(sentences)]
    return Fitted([*claim_data(passages), *single], [], STATES_C, STEPS_C)


def named_traits(page: Page, places: Sequence[int]) -> dict[str, float]:
    return {name: x for name, x in zip(TRAITS, traits(page, places), strict=True) if x}


def actor_data(
    some: Sequence[Example], chances: Mapping[str, list[Chances]]
) -> list[tuple[dict[str, float], str, tuple[str, str, str]]]:
    found = []
    for example in some:
        page = page_of(example.claims, chances[example.id])
        for places in units(example.claims):
            said = example.claims[places[0]].evidence
            name = country_name(said.actor)
            step = example.labels.get((name, said.initiative), "")
            if step or name not in example.spared:
                found.append(
                    (named_traits(page, places), step, (example.id, name, said.initiative))
                )
    return found


def weigh_left_out(
    passages: Sequence[Example], sentences: Sequence[Example]
) -> dict[str, list[Chances]]:
    """The chances of every claim, by models fitted without its passage."""
    found: dict[str, list[Chances]] = {}
    for fold in range(FOLDS):
        fitted = fit_claims([x for i, x in enumerate(passages) if i % FOLDS != fold], sentences)
        for example in passages[fold::FOLDS]:
            found[example.id] = fitted.weigh(example.signs) if example.signs else []
        print(f"  fold {fold + 1} of {FOLDS}", file=sys.stderr)
    return found


def fit_actors(data: Sequence[tuple[dict[str, float], str, Any]]) -> Fitted:
    return Fitted([(values, step) for values, step, _ in data], [], ACTOR_C, ACTOR_C, scale=True)


FIELDS: Mapping[Asked, str] = {
    "offers": "contribution", "refuses": "no_contribution", "waits": "conditions",
}  # fmt: skip


def detail_data(
    some: Sequence[Example], chances: Mapping[str, list[Chances]], actors: Fitted, asked: Asked
) -> list[tuple[dict[str, float], bool]]:
    """Details of actors whose position the labels give, and whether the label has them."""
    found = []
    for example in some:
        own = chances[example.id]
        page = page_of(example.claims, own)
        for places in units(example.claims):
            said = example.claims[places[0]].evidence
            label = example.fields.get((country_name(said.actor), said.initiative))
            if label is None:
                continue
            states, steps = actors.weigh([named_traits(page, places)])[0]
            claims = tuple(example.claims[i] for i in places)
            item = Weighed(claims, tuple(own[i] for i in places), states, steps)
            field = FIELDS[asked]
            for detail, around, _, _ in detail_values(item, asked):
                if detail.name not in label.get(f"{field}_opt", ()):
                    values = dict.fromkeys(detail.signs, 1.0) | around
                    found.append((values, detail.name in label.get(field, ())))
    return found


def fit_details(data: Sequence[tuple[dict[str, float], bool]]) -> dict[str, list[int]]:
    model = _fit([(values, "") for values, _ in data], [y for _, y in data], DETAIL_C, False)
    table = model.by_name()
    return {name: [round(float(w[-1]) * UNIT)] for name, w in table.items()}


def report(passages: Sequence[Example], chances: Mapping[str, list[Chances]]) -> None:
    """How well actors are read in passages that neither step has seen."""
    weighed: list[tuple[str, Chances]] = []
    for fold in range(FOLDS):
        train = [x for i, x in enumerate(passages) if i % FOLDS != fold]
        fitted = fit_actors(actor_data(train, chances))
        data = actor_data(passages[fold::FOLDS], chances)
        found = fitted.weigh([values for values, _, _ in data])
        weighed += [(step, c) for (_, step, _), c in zip(data, found, strict=True)]
    wanted = sum(len(x.labels) for x in passages)
    for least in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        print(f"sure from {least}: {_scores(weighed, wanted, least)}")


def _scores(weighed: Sequence[tuple[str, Chances]], wanted: int, least: float) -> str:
    said = [
        (step, likeliest(steps))
        for step, (states, steps) in weighed
        if states * likeliest_side(steps) >= least
    ]
    hits = {
        "actor": sum(bool(step) for step, _ in said),
        "side": sum(bool(step) and side_of(step) == side_of(read) for step, read in said),
        "step": sum(step == read for step, read in said),
    }
    return ", ".join(f"{k} {2 * n / (len(said) + wanted):.3f}" for k, n in hits.items())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--training", type=Path, default=HOME / "training")
    options = parser.parse_args()
    every = examples(options.training)
    passages = [x for x in every if not x.sentence]
    sentences = [x for x in every if x.sentence]
    print(
        f"{len(passages)} passages, {len(sentences)} sentences, "
        f"{sum(len(x.claims) for x in every)} claims",
        file=sys.stderr,
    )
    chances = weigh_left_out(passages, sentences)
    report(passages, chances)
    if options.check:
        return
    claim = fit_claims(passages, sentences).table()
    fitted = fit_actors(actor_data(passages, chances))
    actor = fitted.table()
    detailed = [x for x in passages if not x.id.startswith(STANCES_ONLY)]
    details = {
        asked: fit_details(detail_data(detailed, chances, fitted, asked)) for asked in FIELDS
    }
    OUT.write_text(
        json.dumps({"claim": claim, "actor": actor, **details}, separators=(",", ":")).replace(
            "],", "],\n"
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{OUT.name}: {len(claim)} signs, {len(actor)} traits, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
