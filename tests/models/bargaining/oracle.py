"""The expected-utility model once more, in plain Python, equation by equation and vote by vote."""

from __future__ import annotations

from collections.abc import Sequence

from willing.models.bargaining.readings import Reading

TIE = 1e-9
AGREED = 1e-6


def weighted_median(x: Sequence[float], w: Sequence[float]) -> float:
    """The lowest position with at least half of the weight at or below it."""
    half = sum(w) / 2
    return next(
        at
        for at in sorted(x)
        if sum(b for a, b in zip(x, w, strict=True) if a <= at) >= half - 1e-12 * 2 * half
    )


class Model:
    """One turn: positions x, weights w, saliences s, exponents r, distances over `span`."""

    def __init__(self, x, w, s, r, span, reading: Reading):
        self.x, self.w, self.s, self.r = x, w, s, r
        self.span, self.reading = span, reading
        self.mu = weighted_median(x, w)
        self.everybody = range(len(x))
        self.all_votes = sum(
            abs(self.vote(k, a, b))
            for k in self.everybody
            for a in self.everybody
            for b in self.everybody
        )

    def distance(self, a: float, b: float) -> float:
        found = abs(a - b) / self.span
        return 0.0 if found <= TIE else 1.0 if found >= 1 - TIE else found

    def vote(self, k: int, i: int, j: int) -> float:
        """V_k(i, j): positive where voter k is for i against j."""
        r = 1.0 if self.reading.voters == "linear" else self.r[k]
        x = self.x
        return self.w[k] * (self.distance(x[k], x[j]) ** r - self.distance(x[k], x[i]) ** r)

    def chance(self, i: int, j: int) -> float:
        """P_ij."""
        if self.distance(self.x[i], self.x[j]) == 0:
            return 0.0
        votes = [self.vote(k, i, j) for k in self.everybody]
        cast = self.all_votes if self.reading.support == "all" else sum(map(abs, votes))
        return sum(v for v in votes if v > 0) / cast if cast > 0 else 0.0

    def expects(self, i: int, j: int, r: float) -> float:
        """E(i -> j) with exponent r."""
        d = self.distance(self.x[i], self.x[j])
        success, failure = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r
        p, s = self.chance(i, j), self.s[j]
        challenge = s * (p * success + (1 - p) * failure) + (1 - s) * success
        far = abs(self.x[i] - self.mu) / self.span
        pull = (far + d) / 4
        better = self.reading.drift == "better" or far < d - TIE
        left = 0.5 - pull if better else 0.5 + pull
        change = 2 - 4 * (0.0 if left <= TIE else left) ** r
        q = self.reading.status_quo
        return challenge - q * (2 - 4 * 0.5**r) - (1 - q) * change


def turn(x, w, s, span, reading: Reading) -> list[float]:
    """Everybody's next position."""
    n = len(x)
    first = Model(x, w, s, [1.0] * n, span, reading)
    security = [sum(first.expects(j, i, 1.0) for j in range(n) if j != i) for i in range(n)]
    low, high = min(security), max(security)
    r = [1.0] * n
    if high - low > TIE:
        stretched = [(2 * value - high - low) / (high - low) for value in security]
        r = [(1 - value / 3) / (1 + value / 3) for value in stretched]
    second = Model(x, w, s, r, span, reading)
    return [_next(second, i) for i in range(n)]


def _next(model: Model, i: int) -> float:
    """The end of the offer that i takes, or where it stands."""
    reading, x = model.reading, model.x
    offers = []
    for j in model.everybody:
        d = model.distance(x[i], x[j])
        if i == j or d == 0:
            continue
        own = model.expects(i, j, model.r[i])
        threat = model.expects(j, i, model.r[j if reading.rival == "own" else i])
        if threat <= TIE:
            continue
        end = x[j]
        if own > TIE and threat > own + TIE and reading.conflict == "lost":
            kind = 1
        elif own < -TIE and threat > -own + TIE:
            kind = 2
            mean = (-own * x[i] + threat * x[j]) / (threat - own)
            end = mean if reading.middle == "mean" else x[i] + (x[j] - x[i]) * -own / threat
        elif own < -TIE and reading.capitulates:
            kind = 3
        else:
            continue
        move = abs(end - x[i]) / model.span
        if reading.among == "lowest" and reading.choice == "order" and kind == 2:
            move = mean / model.span
        offers.append((kind if reading.choice == "order" else -threat, move, end))
    if not offers:
        return x[i]
    for criterion in (0, 1):
        best = min(offer[criterion] for offer in offers)
        offers = [offer for offer in offers if offer[criterion] <= best + TIE]
    return offers[0][2]


def play(x, w, s, reading: Reading, rounds: int) -> list[list[float]]:
    """Positions after every turn, from turn 0."""
    path = [list(x)]
    first = max(x) - min(x)
    for _ in range(rounds):
        span = max(path[-1]) - min(path[-1])
        if span <= AGREED * first or first <= 0:
            path.append(path[-1])
            continue
        path.append(turn(path[-1], w, s, first if reading.span == "first" else span, reading))
    return path
