"""From statements to stances: how willing is each actor, for each kind, on a given day?

The model is that of `CONTRACTS` and of `grid`: a latent willingness with a Normal prior that
drifts as a random walk, and of which every statement is one noisy reading. Which statement reads
on which kind, and with what weight, is decided in `evidence`.

**The word of the source** (`said`) is a matter of quoting, not of probability. It is the stance
of the latest day on which the actor spoke. Where that day's statements agree on in, undecided or
out, it is the one of the greatest weight, of equals the stronger (a lead is also in, so `lead`
prevails over `in`). Where different speakers disagree it is the middle of what they said, on the
undecided side; where one speaker does, it is the statement of the greatest weight.

**Conditions** are those of the statements of the latest day that speak of the kind, and of the
earlier ones on the same side. **Veto** holds as long as a statement that carries it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from willing.ledger import grid
from willing.ledger.entry import Entry
from willing.ledger.evidence import Signal, by_actor, day, signals, weight
from willing.ledger.stance import Stance
from willing.reference import vocabulary
from willing.reference.constants import DEFAULTS, Constants
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import STANCES

Prior = Mapping[str, tuple[float, float]]
"""Mean and sd of the latent before any statement, by actor."""

_UNDECIDED = STANCES.index("undecided")


@dataclass(frozen=True, slots=True)
class Step:
    """Willingness after the statements of one day (`statements`: their ids)."""

    date: dt.date
    p_willing: float
    mean: float
    sd: float
    statements: tuple[str, ...]


def stances(
    entries: Iterable[Entry],
    *,
    initiative: Initiative,
    as_of: dt.date,
    constants: Constants = DEFAULTS,
    prior: Prior | None = None,
) -> list[Stance]:
    """What the ledger implies on `as_of`: a stance for each actor and kind that was spoken of.

    Rejected and superseded statements, those on other initiatives and those of later days do not
    count. By actor, core kinds first. `prior` replaces the constants' for the actors in it.
    """
    found = []
    for actor, said in by_actor(entries, initiative, as_of).items():
        start = (prior or {}).get(actor, (constants.prior_mean, constants.prior_sd))
        word = word_of_source(said, as_of)
        for kind, heard in signals(said, initiative, as_of).items():
            belief = _belief(heard, as_of, constants, start)
            found.append(
                Stance(
                    actor=actor,
                    actor_name=said[-1].statement.actor_name,
                    initiative=said[-1].statement.initiative,
                    kind=kind,
                    as_of=as_of,
                    mean=belief.mean(),
                    sd=belief.sd(),
                    p_willing=belief.p_positive(),
                    said=word,
                    conditions=_conditions(heard),
                    veto=any(entry.statement.veto for entry in said),
                    statements=_ids(reversed(heard)),
                )
            )
    return found


def history(
    entries: Iterable[Entry],
    *,
    actor: str,
    kind: str,
    initiative: Initiative,
    as_of: dt.date,
    constants: Constants = DEFAULTS,
    prior: Prior | None = None,
) -> list[Step]:
    """The path of one actor's willingness: a step for each day on which it was spoken of.

    The last step and the drift from there to `as_of` give the stance on `as_of`.
    """
    said = by_actor(entries, initiative, as_of).get(actor, [])
    heard = signals(said, initiative, as_of).get(kind, [])
    start = (prior or {}).get(actor, (constants.prior_mean, constants.prior_sd))
    return [
        Step(date, belief.p_positive(), belief.mean(), belief.sd(), _ids(of_day))
        for date, belief, of_day in _filter(heard, as_of, constants, start)
    ]


def word_of_source(entries: Sequence[Entry], as_of: dt.date) -> vocabulary.Stance:
    """The stance that the actor's latest statements state on the whole (see the module)."""
    last = max(day(entry, as_of) for entry in entries)
    latest = [entry for entry in entries if day(entry, as_of) == last]
    words = {entry.statement.stance for entry in latest}
    speakers = {entry.statement.speaker for entry in latest}
    if len({side(word) for word in words}) > 1 and len(speakers) > 1:
        return _middle(sorted(STANCES.index(word) for word in words))
    if words <= {"lead", "in"}:
        return "lead" if "lead" in words else "in"
    return max(latest, key=_emphasis).statement.stance


def _emphasis(entry: Entry) -> tuple[float, int, int]:
    """Weight, then distance from undecided; a tie of opposites goes to the less willing."""
    step = STANCES.index(entry.statement.stance) - _UNDECIDED
    return weight(entry), abs(step), -step


def side(stance: vocabulary.Stance) -> int:
    """1 for in (leaning in, leading), -1 for out (leaning out, against), 0 for undecided."""
    step = STANCES.index(stance) - _UNDECIDED
    return (step > 0) - (step < 0)


def _middle(steps: Sequence[int]) -> vocabulary.Stance:
    """The median; between two steps, the one nearer to undecided."""
    low, high = steps[(len(steps) - 1) // 2], steps[len(steps) // 2]
    total = low + high
    return STANCES[total // 2 if total > 2 * _UNDECIDED else (total + 1) // 2]


def _belief(
    heard: Sequence[Signal], as_of: dt.date, constants: Constants, start: tuple[float, float]
) -> grid.Belief:
    *_, (last, belief, _) = _filter(heard, as_of, constants, start)
    return grid.drift(belief, constants.drift * (as_of - last).days)


def _filter(
    heard: Sequence[Signal], as_of: dt.date, constants: Constants, start: tuple[float, float]
) -> Iterator[tuple[dt.date, grid.Belief, list[Signal]]]:
    """The belief after each day's readings; the prior is that of the first of these days."""
    if not heard:
        return
    then = heard[0].date
    room = constants.drift * (as_of - then).days
    belief = grid.prior(*start, room, constants.noise_sd)
    for date, group in groupby(heard, key=lambda signal: signal.date):
        of_day = list(group)
        belief = grid.drift(belief, constants.drift * (date - then).days)
        belief = grid.read(belief, ((s.stance, s.weight) for s in of_day), constants)
        then = date
        yield date, belief, of_day


def _conditions(heard: Sequence[Signal]) -> tuple[str, ...]:
    """The latest day's, then those of earlier statements on the same side."""
    last = heard[-1].date
    sides = {side(signal.stance) for signal in heard if signal.date == last}
    return tuple(
        dict.fromkeys(
            condition
            for signal in reversed(heard)
            if signal.date == last or side(signal.stance) in sides
            for entry in signal.entries
            for condition in entry.statement.conditions
        )
    )


def _ids(heard: Iterable[Signal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.statement.id for signal in heard for e in signal.entries))
