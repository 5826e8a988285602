"""Burden-sharing keys: whose part of a hole weighs how much?

    gdp           the size of the economy, as most keys of alliances and the UN have it
    defence       military spending: those who arm most carry most
    eu_budget     the members of the EU, by GDP: near the key of its budget, which is mostly paid by
                  gross national income; correction mechanisms, customs and VAT are left out
    equal_share   GDP, with what each gave already as a head start: those who gave the least of it
                  come first, until all have given the same share of GDP
    generosity    what each gave so far: the willing carry on

Olson and Zeckhauser (1966, "An Economic Theory of Alliances", *Review of Economics and Statistics*
48) found that the large bear a more than proportional part where the good is common to all: a key
is what is asked, not what will be done.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.aid.drawn import Drawn
from willing.models.aid.setting import Setting, named

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def key_weights(key: str, setting: Setting, drawn: Drawn, asked: Bools) -> tuple[Floats, Floats]:
    """The weights of a key and what counts as a head start, both (worlds, donors).

    `asked` (worlds, donors): who is asked for a part. Raises `InputError` for a donor of whom the
    key knows nothing.
    """
    start = np.zeros_like(drawn.flow)
    if key == "gdp":
        weights = drawn.gdp
    elif key == "defence":
        weights = np.broadcast_to(_defence(setting, asked), drawn.flow.shape)
    elif key == "eu_budget":
        weights = drawn.gdp * np.array([donor in setting.members for donor in setting.donors])
    elif key == "equal_share":
        weights, start = drawn.gdp, drawn.flow
    else:
        weights = drawn.flow
    return np.where(asked, weights, 0.0), start


def check_gdp(setting: Setting, asked: Bools) -> None:
    """Raises `InputError` where somebody who is asked has no GDP: keys and caps need it.

    So too where nobody is left to ask but small donors without GDP.
    """
    ever = _ever(setting, asked)
    lost = [donor for donor in ever or setting.unknown if setting.gdp[donor] is None]
    if lost:
        first = lost[0]
        raise InputError(
            f"no GDP is known of {named(lost)}; write it in billions of US dollars (`gdp: "
            f"{{{first}: 100}}`, or --gdp {first}=100), or ask nothing of such a donor (`exempt: "
            f"[{first}]`, or --exempt {','.join(lost[:8])})"
        )


def _ever(setting: Setting, asked: Bools) -> list[str]:
    """The donors who are asked in any world."""
    return [donor for place, donor in enumerate(setting.donors) if asked[:, place].any()]


def _defence(setting: Setting, asked: Bools) -> Floats:
    lost = [donor for donor in _ever(setting, asked) if setting.defence[donor] is None]
    if lost:
        raise InputError(
            f"no military spending is known of {named(lost)}; choose another key, or --exempt "
            f"{','.join(lost[:8])}"
        )
    return np.array([setting.defence[donor] or 0.0 for donor in setting.donors])
