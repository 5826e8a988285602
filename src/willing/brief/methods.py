"""Which methods were used, and where were they published?"""

from __future__ import annotations

from typing import Final

METHODS: Final[tuple[tuple[str, str], ...]] = (
    (
        "From words to willingness",
        "Each statement is one noisy reading of a willingness that drifts with time; an ordered "
        "probit (McKelvey and Zavoina 1975, Journal of Mathematical Sociology 4).",
    ),
    (
        "Who joins",
        "In each of many imagined worlds actors join once their conditions hold, until nobody "
        "moves: the least fixed point (Tarski 1955, Pacific Journal of Mathematics 5; Granovetter "
        "1978, American Journal of Sociology 83). The greatest one is what trust could add.",
    ),
    (
        "How a body decides",
        "Members vote yes, abstain or no, independently unless the scenario says how far they move "
        "together; the chance of passing is exact where that is feasible (Felsenthal and Machover "
        "1997, International Journal of Game Theory 26; "
        "Taylor and Zwicker 1999, Simple Games).",
    ),
    (
        "Words for likelihoods",
        "Those of ICD 203 (Office of the Director of National Intelligence 2015, Analytic "
        "Standards): almost no chance up to 5%, very unlikely to 20, unlikely to 45, roughly even "
        "to 55, likely to 80, very likely to 95, almost certain above.",
    ),
)

ISSUES: Final[tuple[str, str]] = (
    "Where an agreement would lie",
    "A distribution built on the mean of positions by capability and salience (Van den Bos 1991, "
    "Dutch EC Policy Making; Achen 2006, in Thomson and others, The European Union Decides) and "
    "fitted to 258 past decisions (DEU III: Arregui and Perarnaud 2022, Journal of European Public "
    "Policy 29). Expected utility: Bueno de Mesquita 1994, in European Community Decision Making; "
    "Scholz, Calbert and Smith 2011, Journal of Theoretical Politics 23.",
)

CRISIS: Final[tuple[str, str]] = (
    "What the adversary may do",
    "A game of extended deterrence (Zagare and Kilgour 2000, Perfect Deterrence; Signorino and "
    "Tarar 2006, American Journal of Political Science 50) in logit agent quantal response "
    "equilibrium (McKelvey and Palfrey 1998, Experimental Economics 1; Signorino 1999, American "
    "Political Science Review 93), played in each world with the force that stands there. What "
    "knowing an unknown would do: Howard 1966, IEEE Transactions on Systems Science and "
    "Cybernetics 2.",
)

TALKS: Final[tuple[str, str]] = (
    "What each side can get at the table",
    "Asymmetric Nash bargaining (Nash 1950, Econometrica 18; Harsanyi and Selten 1972, Management "
    "Science 18) with weights from patience (Binmore, Rubinstein and Wolinsky 1986, RAND Journal "
    "of Economics 17); without a deal both fight on (Fearon 1995, International Organization 49); "
    "added issues as in Tollison and Willett 1979, International Organization 33, and Sebenius "
    "1983, International Organization 37.",
)

LEADERS: Final[tuple[str, str]] = (
    "A leader’s approval",
    "A local-level model of polls with the effects of houses (Harvey 1989, Forecasting, Structural "
    "Time Series Models and the Kalman Filter; Durbin and Koopman 2012, Time Series Analysis by "
    "State Space Methods; Jackman 2005, Australian Journal of Political Science 40); what outcomes "
    "do to it is a prior.",
)

AID: Final[tuple[str, str]] = (
    "What it costs",
    "Concentration by Herfindahl’s index (Hirschman 1945, National Power and the Structure of "
    "Foreign Trade); burdens shared by keys up to a cap, as claims are awarded up to their size "
    "(Olson and Zeckhauser 1966, Review of Economics and Statistics 48; Thomson 2003, Mathematical "
    "Social Sciences 45).",
)
