"""What everybody would leave as it is, where all care alike: the hull of the ideal points.

With Euclidean preferences an outcome is Pareto efficient where it lies in the convex hull of the
ideal points: Plott (1967), American Economic Review 57.
"""

from __future__ import annotations

from collections.abc import Sequence

from willing.models.winset.setting import Point


def hull(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of the convex hull of points in the plane, counter-clockwise (Andrew 1979).

    >>> hull([(0, 0), (2, 0), (1, 1), (0, 2), (1, 0)])
    ((0, 0), (2, 0), (0, 2))
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    return (*_chain(ordered), *_chain(ordered[::-1]))


def _chain(points: Sequence[Point]) -> list[Point]:
    """One side of the hull, without its last corner."""
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    """Above 0 where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
