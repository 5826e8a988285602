"""The Spatial Model of Politics once more, in plain Python, for the tests: no arrays, no care.

From the account of KTAB (smpc of 17 November 2019): `d`, `u`, `v`, `C`, `P`, `p`, `R` and `E` as
there. Slow, and independent of the code under test.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod, sqrt

E_C, E_A, E_W, E_I, E_E = 1e-8, 1e-10, 1e-6, 1e-10, 1e-5
KNOWN = {"None": (1, 0), "OneThird": (2, 1), "Half": (1, 1), "TwoThirds": (1, 2), "Full": (0, 1)}


class Lost(Exception):
    """KTAB would lose the run."""


def utility(d, R):
    return (1 - d) * (1 + R * d) if d <= 1 else (1 - d) * (1 + R)


def stationary(moves):
    """Of a Markov process with moves from i to j in row i: exactly, by minors (Cramer's rule)."""
    m = len(moves)
    rows = [[Fraction(x) if i != j else Fraction(0) for j, x in enumerate(row)]
            for i, row in enumerate(moves)]  # fmt: skip
    for i, row in enumerate(rows):
        row[i] = -sum(row)
    minors = [determinant([[rows[i][j] for j in range(m) if j != k] for i in range(m) if i != k])
              for k in range(m)]  # fmt: skip
    return [float(one / sum(minors)) for one in minors]


def determinant(rows):
    rows, found = [list(row) for row in rows], Fraction(1)
    for k in range(len(rows)):
        pivot = next(i for i in range(k, len(rows)) if rows[i][k])
        if pivot != k:
            rows[k], rows[pivot], found = rows[pivot], rows[k], -found
        found *= rows[k][k]
        for i in range(k + 1, len(rows)):
            share = rows[i][k] / rows[k][k]
            rows[i] = [x - share * y for x, y in zip(rows[i], rows[k], strict=True)]
    return found


class Oracle:
    def __init__(self, issue, options, ktab):
        self.n, self.dims = issue.size, len(issue.dims)
        self.s, self.c = issue.saliences, list(issue.capabilities)
        if not ktab:
            self.c = [c * (100 / max(self.c)) for c in self.c]
        self.S = [sum(row) for row in self.s]
        if ktab and (min(self.c) <= 0 or min(self.S) <= 0 or options.adjust == "Full"):
            raise Lost
        self.x = [[x / 100 for x in row] for row in issue.positions]
        self.q = [list(row) for row in self.x]
        self.a = [[issue.affinity.get((i, j), float(i == j)) for j in issue.actors]
                  for i in issue.actors]  # fmt: skip
        self.o, self.ktab = options, ktab

    def d(self, i, y):
        norm = sum(s * s for s in self.s[i])
        if norm == 0:
            return 0.0
        return sqrt(
            sum((s * (q - b)) ** 2 for s, q, b in zip(self.s[i], self.q[i], y, strict=True)) / norm
        )

    def v(self, w, a, b, reference):
        rule = self.o.voting
        if rule == "ASymProsp" and not self.ktab:
            a, b = (g if g < 0 else 2 * g / 3 for g in (a - reference, b - reference))
            return w * (a - b)
        D = a - b
        B = max(-1, min(1, D / 1e-8))
        if rule == "ASymProsp":
            return w * D if D < 0 else 2 * (w * D) / 3
        cube = D * D * D
        share = {
            "Binary": B,
            "PropBin": 0.8 * D + 0.2 * B,
            "Prop": D,
            "PropCbc": 0.5 * D + 0.5 * cube,
            "Cubic": cube,
        }
        return w * share[rule]

    def election(self, worths, reference):
        """worths[option][actor]."""
        m = len(worths)
        C = [[E_C] * m for _ in range(m)]
        for i in range(m):
            for j in range(i):
                for a in range(self.n):
                    v = self.v(self.c[a], worths[i][a], worths[j][a], reference[a])
                    if v > 0:
                        C[i][j] += v
                    else:
                        C[j][i] -= v
        P = [[0.5] * m for _ in range(m)]
        for i in range(m):
            for j in range(i):
                mine, theirs = self.odds(C[i][j], C[j][i])
                P[i][j], P[j][i] = mine / (mine + theirs), theirs / (mine + theirs)
        if self.o.outcome == "Conditional":
            chances = [prod(row) for row in P]
            return [one / sum(chances) for one in chances]
        uniform = self.o.outcome == "MarkovUniform"
        share, h = m if uniform else 1, [[1] * m for _ in range(m)]
        if not uniform:
            g = [[C[i][j] * P[i][j] + E_I * (i == j) for j in range(m)] for i in range(m)]
            h = [[g[i][j] / sum(g[k][j] for k in range(m)) for j in range(m)] for i in range(m)]
        if not self.ktab:
            return stationary([[h[i][j] * P[i][j] for i in range(m)] for j in range(m)])
        p, change, rounds = [1 / m] * m, 1.0, 0
        while change > (1e-6 if uniform else 1e-8):
            after = [
                sum(P[i][j] * (p[i] * h[j][i] + p[j] * h[i][j]) for j in range(m)) / share
                for i in range(m)
            ]
            change = max(abs(one - other) for one, other in zip(after, p, strict=True))
            p = [(one + other) / 2 for one, other in zip(after, p, strict=True)]
            rounds += 1
            if rounds >= 1000:
                raise Lost
        return p

    def odds(self, a, b):
        if self.o.victory == "Binary":
            if a >= 1.1 * b:
                return 1, 1e-6
            if b >= 1.1 * a:
                return 1e-6, 1
            p = (a / (a + b) * (1.1 + 1) - 1) / (1.1 - 1)
            return p, 1 - p
        four = [prod([x] * 4) for x in (a, b)]
        return {
            "Linear": (a, b),
            "Square": (a * a, b * b),
            "Quartic": four,
            "Octic": [x * x for x in four],
        }[self.o.victory]

    def look(self):
        n = range(self.n)
        self.D = [[self.d(i, self.x[j]) for j in n] for i in n]
        neutral = [[1 - self.D[a][j] for a in n] for j in n]
        p = self.election(neutral, [neutral[a][a] for a in n])
        low, high = min(p), max(p)
        if high - low <= (0 if self.ktab else 1e-9):
            if self.ktab:
                raise Lost
            self.R = [0.0] * self.n
        else:
            self.R = [
                {
                    "Min": (one - low) / (high - low),
                    "Mid": (3 * one - (high + 2 * low)) / (2 * (high - low)),
                    "Max": (2 * one - (high + low)) / (high - low),
                }[self.o.risk_range]
                for one in p
            ]
        self.T = [[utility(self.D[i][j], self.R[i]) for j in n] for i in n]
        if self.ktab:
            off = [sqrt(sum((self.seen(h, i, j) - self.T[i][j]) ** 2 for i in n for j in n))
                   for h in n]  # fmt: skip
            off.append(sqrt(sum((1 - self.D[i][j] - self.T[i][j]) ** 2 for i in n for j in n)))
            if min(off) <= 1e-6:
                raise Lost

    def seen(self, h, i, j):
        mine, theirs = KNOWN[self.o.adjust]
        risk = (mine * self.R[h] + theirs * self.R[i]) / (mine + theirs)
        return utility(self.D[i][j], risk)

    def challenge(self, h, i, j):
        """Phi and E of i against j as h sees them."""
        U = lambda a, b: self.seen(h, a, b)  # noqa: E731
        W = [S * c for S, c in zip(self.S, self.c, strict=True)]
        first, second = E_A, E_A
        for v in (self.v(W[i], U(i, i), U(i, j), U(i, i)), self.v(W[j], U(j, i), U(j, j), U(j, j))):
            first, second = first + max(v, 0), second + max(-v, 0)
        A, B = first, second
        for k in set(range(self.n)) - {i, j}:
            ki, kj, kk = U(k, i), U(k, j), U(k, k)
            v = self.v(W[k], ki, kj, kk)
            joins = opposes = (A + max(v, 0)) / (A + B + abs(v))
            if not self.ktab:
                joins, opposes = (A + abs(v)) / (A + B + abs(v)), A / (A + B + abs(v))
            table = {
                "FullCommit": (3 * ki, 3 * kj, 3 * ki, 3 * kj),
                "SemiCommit": (2 * ki + kk, 3 * kj, 3 * ki, 2 * kj + kk),
                "NoCommit": (2 * ki + kk, 2 * kj + kk, 2 * ki + kk, 2 * kj + kk),
            }[self.o.third_party]
            with_i = joins * table[0] + (1 - joins) * table[1]
            with_j = opposes * table[2] + (1 - opposes) * table[3]
            v = self.v(W[k], with_i, with_j, 3 * kk)
            first, second = first + max(v, 0), second + max(-v, 0)
        phi = first / (first + second)
        rest = second / (first + second)
        contest = phi * 2 * U(i, i) + rest * 2 * U(i, j)
        gain = (1 - self.S[j]) * 2 * U(i, i) + self.S[j] * contest - (U(i, i) + U(i, j))
        return phi, gain

    def between(self, i, j, P):
        mine, theirs = [], []
        for x, y, s, t in zip(self.x[i], self.x[j], self.s[i], self.s[j], strict=True):
            if self.o.interpolation == "S2PMax":
                D = max(0, 1 - P - P), max(0, P - (1 - P))
                a, b = s * s, t * t
                w = D[0] * b / (D[0] * b + E_W + (1 - D[0]) * a)
                z = D[1] * a / (D[1] * a + E_W + (1 - D[1]) * b)
                mine.append(x + w * (y - x))
                theirs.append(y + z * (x - y))
                continue
            e = 1 if self.o.interpolation == "S1P1" else 2
            a, b = s**e * P**e, t**e * (1 - P) ** e
            for out, extra in ((mine, (E_W, 0)), (theirs, (0, E_W))):
                z = ((a + extra[0]) * x + (b + extra[1]) * y) / (a + E_W + b)
                out.append(int(0.5 + 10000 * z) / 10000)
        return mine, theirs

    def bargains(self, i):
        best, target, phi = E_E, None, 0.0
        for j in range(self.n):
            if j != i:
                chance, gain = self.challenge(i, i, j)
                if gain > best:
                    best, target, phi = gain, j, chance
        if target is None:
            return []
        ours = self.between(i, target, phi)
        if self.o.bargain == "InitOnlyInterp":
            return [(i, target, *ours)]
        chance, gain = self.challenge(target, i, target)
        theirs = self.between(i, target, gain if self.ktab else chance)
        if self.o.bargain == "InitRcvrInterp":
            return [(i, target, *ours), (i, target, *theirs)]
        w = self.c[i] * self.S[i]
        z = self.c[i if self.ktab else target] * self.S[target]
        mixed = [[(w * a + z * b) / (w + z) for a, b in zip(one, other, strict=True)]
                 for one, other in zip(ours, theirs, strict=True)]  # fmt: skip
        return [(i, target, *mixed)]

    def worth(self, a, bargain):
        if bargain is None:
            return sum(self.T[a]) / self.n
        i, j, mine, theirs = bargain
        all_ = [utility(self.d(a, y), self.R[a]) for y in (mine, theirs)]
        all_ += [self.T[a][k] for k in range(self.n) if k not in (i, j)]
        return sum(all_) / self.n

    def turn(self):
        queues = [[] for _ in range(self.n)]
        for i in range(self.n):
            queues[i].append(None)
            for one in self.bargains(i):
                queues[i].append(one)
                queues[one[1]].append(one)
        stay = [self.worth(a, None) for a in range(self.n)]
        after = []
        for k, queue in enumerate(queues):
            p = self.election([[self.worth(a, m) for a in range(self.n)] for m in queue], stay)
            chosen = queue[p.index(max(p))]
            after.append(self.x[k] if chosen is None else chosen[2 if chosen[0] == k else 3])
        self.x = after
        self.q = [
            [sum(a * x[k] for a, x in zip(row, after, strict=True)) + (1 - sum(row)) * q[k]
             for k in range(self.dims)]
            for row, q in zip(self.a, self.q, strict=True)
        ]  # fmt: skip


def play(issue, *, ktab, turns):
    """So many turns: the positions after each, from 0 to 100."""
    one = Oracle(issue, issue.options, ktab)
    path = [one.x]
    one.look()
    for _ in range(turns):
        one.turn()
        path.append(one.x)
        one.look()
    return [[[100 * x for x in row] for row in state] for state in path]
