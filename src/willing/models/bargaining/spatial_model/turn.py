"""One turn: every actor chooses among its status quo, what it proposed and what it was offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model.election import election
from willing.models.bargaining.spatial_model.offer import Offer, offers
from willing.models.bargaining.spatial_model.options import Compat
from willing.models.bargaining.spatial_model.utility import distances, utility
from willing.models.bargaining.spatial_model.view import View

Floats = NDArray[np.float64]

Draw = Callable[[int], float]
"""A number from 0 to 1 for each actor in turn."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What an actor could do: None for the status quo, or a bargain it is part of.

    `chances`: how likely all actors together would make each prevail. `chosen`: the place of the
    one it takes. `worths`: what each is worth to the actor itself, as its mean utility over all
    actors' positions.
    """

    options: tuple[Offer | None, ...]
    chances: tuple[float, ...]
    chosen: int
    worths: tuple[float, ...]

    @property
    def taken(self) -> Offer | None:
        """The bargain that it takes, None if it stays."""
        return self.options[self.chosen]


@dataclass(frozen=True, slots=True)
class Turn:
    """The queues of all actors, and their positions after the turn: (actors, dimensions)."""

    queues: tuple[Queue, ...]
    after: Floats


def turn(view: View, draw: Draw | None = None) -> Turn:
    """A turn from a state; with `draw`, transitions are stochastic.

    The queues are in KTAB's order when its threads run one after the other: by initiator, an
    actor's status quo and its own proposal at its own place.
    """
    made = offers(view)
    flat = [offer for some in made for offer in some]
    worths = np.column_stack((_worths(view, flat), _stay(view)))
    queues = tuple(
        _chosen(view, actor, [*flat, None], places, worths, draw)
        for actor, places in enumerate(_places(made, len(flat)))
    )
    after = view.x.copy()
    for actor, queue in enumerate(queues):
        if queue.taken is not None:
            after[actor] = queue.taken.mine if queue.taken.one == actor else queue.taken.theirs
    return Turn(queues, after)


def _places(made: Sequence[Sequence[Offer]], stay: int) -> list[list[int]]:
    """The queue of each actor, as places in the list of all offers; `stay` is the status quo's."""
    found: list[list[int]] = [[] for _ in made]
    place = 0
    for one, some in enumerate(made):
        found[one].append(stay)
        for offer in some:
            found[one].append(place)
            found[offer.other].append(place)
            place += 1
    return found


def _stay(view: View) -> Floats:
    """Everyone's mean utility as things are."""
    total = np.zeros(view.size)
    for column in view.worth.T:
        total = total + column
    return total / view.size


def _worths(view: View, made: Sequence[Offer]) -> Floats:
    """Everyone's mean utility after each offer: (actors, offers)."""
    if not made:
        return np.empty((view.size, 0))
    points = np.stack([offer.mine for offer in made] + [offer.theirs for offer in made])
    of = utility(distances(view.q, view.s, points), view.risk[:, None])
    total = of[:, : len(made)] + of[:, len(made) :]
    pairs = np.array([(offer.one, offer.other) for offer in made])
    for actor, column in enumerate(view.worth.T):
        moves = (pairs == actor).any(axis=1)
        total += np.where(moves, 0.0, column[:, None])
    found: Floats = total / view.size
    return found


def _chosen(
    view: View,
    actor: int,
    all_options: Sequence[Offer | None],
    places: list[int],
    worths: Floats,
    draw: Draw | None,
) -> Queue:
    some = worths[:, places]
    chances = election(some, view.c, view.options, view.compat, worths[:, -1])
    chosen = int(chances.argmax())
    if draw is not None:
        chosen = _drawn(chances, draw(actor), view.compat)
    options = tuple(all_options[place] for place in places)
    return Queue(options, tuple(chances.tolist()), chosen, tuple(some[actor].tolist()))


def _drawn(chances: Floats, z: float, compat: Compat) -> int:
    """The first option at which the sum of the chances reaches z.

    KTAB sums in the order of the queue; we do from the likeliest down, whatever that order.
    """
    order = range(len(chances)) if compat else np.argsort(-chances, kind="stable").tolist()
    total = 0.0
    for place in order:
        total += float(chances[place])
        if z <= total:
            return int(place)
    return int(order[-1])
