"""The random numbers of KTAB's stochastic runs, needed only to replay them.

The 64-bit Mersenne Twister (Matsumoto and Nishimura 2004, mt19937-64; Nishimura 2000, "Tables of
64-bit Mersenne twisters", ACM TOMACS 10), its output r mixed once more as KTAB does:
y = (r + a)(2 r + 3) mod 2^64. Everything else in Willing draws by name, through `models.draws`.
"""

from __future__ import annotations

from collections.abc import Iterator

WORDS, MIDDLE = 312, 156
TWIST = 0xB5026F5AA96619E9
GROWTH = 6364136223846793005
LOW_31, ALL_64 = (1 << 31) - 1, (1 << 64) - 1
MIX = 0xE08C1D668B756F83


def raw(seed: int) -> Iterator[int]:
    """The generator's own output, 64 bits each.

    >>> stream = raw(5489)
    >>> next(stream)
    14514284786278117030
    """
    state = [seed & ALL_64]
    for place in range(1, WORDS):
        last = state[-1]
        state.append((GROWTH * (last ^ last >> 62) + place) & ALL_64)
    while True:
        for place in range(WORDS):
            joined = state[place] & ~LOW_31 & ALL_64 | state[(place + 1) % WORDS] & LOW_31
            turned = joined >> 1 ^ (TWIST if joined & 1 else 0)
            state[place] = state[(place + MIDDLE) % WORDS] ^ turned
        for word in state:
            y = word ^ word >> 29 & 0x5555555555555555
            y ^= y << 17 & 0x71D67FFFEDA60000
            y ^= y << 37 & 0xFFF7EEE000000000
            yield y ^ y >> 43


def uniforms_of(seed: int) -> Iterator[float]:
    """KTAB's numbers from 0 to 1."""
    for r in raw(seed):
        mixed = (r + MIX) * (2 * r + 3) & ALL_64
        yield float(mixed) / float(ALL_64)
