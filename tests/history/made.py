"""Made-up cases whose outcomes are drawn from a known forecast."""

from __future__ import annotations

from random import Random

from willing.history.case import Case
from willing.models.bargaining.forecast import forecast
from willing.models.bargaining.issue import make_issue
from willing.reference.forecast import Coefficients

TRUE = Coefficients(share=1.0, unanimity=0.6, many=0.5, middle=1.2, ends=-0.3, sharpness=1.0)


def cases(count: int, seed: int, *, open_: int = 0) -> list[Case]:
    """So many cases, three to a proposal; the last `open_` without their outcome."""
    random = Random(seed)
    made = []
    for number in range(count):
        size = random.choice([4, 12, 20, 30])
        ends = random.random() < 0.3
        places = [0, 100] if ends else list(range(0, 101, 10))
        issue = make_issue(
            f"i{number}",
            [f"a{place}" for place in range(size)],
            [0, 100, *random.choices(places, k=size - 2)],
            [random.uniform(0.1, 1) for _ in range(size)],
            [random.uniform(0.1, 1) for _ in range(size)],
            reference=random.choice([None, 0]),
            rule=random.choice(["unanimity", "qualified_majority"]),
        )
        outcome = random.choice(forecast(issue, coefficients=TRUE).quantiles)
        known = number < count - open_
        made.append(Case(issue, f"p{number // 3}", outcome if known else None))
    return made
