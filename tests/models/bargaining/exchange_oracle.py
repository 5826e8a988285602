"""A round of position exchange in fractions, by the rules without decide's peculiarities.

Every possible exchange is worked out anew at every step from nothing but where everybody stands
and what each has been given in this round; nothing is kept up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

LEAST = Fraction(1, 10**10)


@dataclass(frozen=True)
class Swap:
    """i moves on q to `to_q`, j on p to `to_p`."""

    i: int
    j: int
    p: int
    q: int
    to_q: Fraction
    to_p: Fraction
    gains: tuple[Fraction, Fraction]


class Round:
    """Positions, saliences and capabilities are dictionaries by (actor, issue)."""

    def __init__(self, x, s, c):
        self.x, self.s, self.c = x, s, c
        self.y = dict(x)
        self.given = {}
        self.actors = sorted({a for a, _ in x})
        self.issues = sorted({k for _, k in x})
        self.total = {k: sum(self.w(a, k) for a in self.on(k)) for k in self.issues}
        self.o = {
            k: sum(self.w(a, k) * x[a, k] for a in self.on(k)) / self.total[k] for k in self.issues
        }
        self.gone = set()

    def w(self, a, k):
        return self.s[a, k] * self.c[a, k]

    def on(self, k):
        return [a for a in self.actors if (a, k) in self.x]

    def side(self, a, k):
        return self.x[a, k] < self.o[k]

    def seen(self, a, supplier, k, position):
        """The outcome as a reckons it, with the supplier at this position."""
        number = Fraction(0)
        for b in self.on(k):
            at = position if b == supplier else self.given.get((a, k, b), self.x[b, k])
            number += self.w(b, k) * at
        return number / self.total[k]

    def reach(self, supplier, demander, k):
        """How far the supplier could go for the demander."""
        start, aim = self.y[supplier, k], self.x[demander, k]
        way = 1 if aim > self.x[supplier, k] else -1
        most = way * (aim - start)
        left = way * (aim - self.seen(demander, supplier, k, start))
        return way, min(most, max(left, Fraction(0)) * self.total[k] / self.w(supplier, k))

    def swap(self, i, j, p, q):
        """The exchange in which i supplies q, or None."""
        s = self.s
        way_i, most_i = self.reach(i, j, q)
        way_j, most_j = self.reach(j, i, p)
        unit_i, unit_j = self.w(i, q) / self.total[q], self.w(j, p) / self.total[p]
        rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
        shift_p = min(most_j * unit_j, most_i * unit_i / rate)
        shift_q = rate * shift_p
        step_i, step_j = shift_q / unit_i, shift_p / unit_j
        gains = (
            s[i, p] * shift_p - s[i, q] * shift_q,
            s[j, q] * shift_q - s[j, p] * shift_p,
        )
        if min(step_i, step_j) <= LEAST or max(gains) < LEAST:
            return None
        return Swap(i, j, p, q, self.y[i, q] + way_i * step_i, self.y[j, p] + way_j * step_j, gains)

    def possible(self):
        """All pairs of actors and ordered pairs of issues in which i cares more for p."""
        for i, j in permutations(self.actors, 2):
            for p, q in permutations(self.issues, 2):
                key = (i, j, p, q)
                here = all((a, k) in self.x for a in (i, j) for k in (p, q))
                if not here or key in self.gone:
                    continue
                apart = self.side(i, p) != self.side(j, p) and self.side(i, q) != self.side(j, q)
                more = self.s[i, p] * self.s[j, q] > self.s[j, p] * self.s[i, q]
                if apart and more and self.w(i, q) > 0 and self.w(j, p) > 0:
                    yield key

    def play(self):
        """The exchanges in order; `y` is left with the votes."""
        done = []
        while True:
            best = None
            for key in list(self.possible()):
                found = self.swap(*key)
                if found is None:
                    self.gone.add(key)
                elif best is None or found.gains[0] > best.gains[0]:
                    best = found
            if best is None:
                return done
            done.append(best)
            self.gone.add((best.i, best.j, best.p, best.q))
            self.y[best.i, best.q], self.y[best.j, best.p] = best.to_q, best.to_p
            self.given[best.j, best.q, best.i] = best.to_q
            self.given[best.i, best.p, best.j] = best.to_p
