r"""Whether one forecaster is better than another, and whether so few cases could tell.

The difference of two mean scores has a standard error that must allow for questions that hang together: questions of
one episode rise and fall with it (clusters), and questions asked day after day share days (HAC). An e-process can be
looked at after every question: it starts at 1, is a bet against "no better", and under that stays below 20 for ever
with a chance of 19 in 20.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talion.errors import ForecastError
from talion.records import Score

Floats = NDArray[np.float64]
FEWEST = 12  # scored questions below which a skill is printed as hardly worth reading
ENOUGH = 20.0  # an e-value that counts as strong: chance gives it at most once in 20


@dataclass(frozen=True, slots=True)
class Skill:
    """How much better a forecaster's mean score is than another's: 1 is perfect, 0 no better, below 0 worse.

    `gain` is the plain difference of mean scores (above 0: better), `error` its standard error, and `low`, `high` the
    ends of a 90 % interval of the skill. `clusters` is how many independent pieces there are, as far as we know.
    """

    by: str
    beside: str
    skill: float | None
    gain: float
    error: float | None
    low: float | None
    high: float | None
    n: int
    clusters: int
    says: str


def skill(
    mine: Sequence[float],
    others: Sequence[float],
    *,
    by: str,
    beside: str,
    clusters: Sequence[Hashable] | None = None,
    lags: int = 0,
) -> Skill:
    r"""Skill with a standard error: by clusters where they are given, else over `lags` neighbours in time.

    .. math:: 1 - \bar S / \bar S_0

    The error of the mean difference is the sandwich over cluster sums, or Newey and West's with Bartlett weights. The
    interval takes Student's t over the clusters (or over n), and treats the other's mean score as known.

    References
    ----------
    newey_west_1987; diebold_mariano_1995 (comparing scores by their differences)
    """
    a, b = np.asarray(mine, dtype=float), np.asarray(others, dtype=float)
    if a.shape != b.shape or not a.size:
        raise ForecastError(f"{by} and {beside} must have earned scores on the same questions, at least one")
    gaps = b - a
    n, gain, base = len(gaps), float(gaps.mean()), float(b.mean())
    groups = n if clusters is None else len(set(clusters))
    error = _clustered(gaps, clusters) if clusters is not None else _long_run(gaps, lags)
    value = gain / base if base > 0 and math.isfinite(base) else None
    low = high = None
    if error is not None and value is not None:
        from scipy.stats import t  # takes a while to load

        wide = float(t.ppf(0.95, max(groups - 1, 1))) * error
        low, high = (gain - wide) / base, (gain + wide) / base
    return Skill(by, beside, value, gain, error, low, high, n, groups, _says(by, beside, gain, low, high, n, groups))


def _says(by: str, beside: str, gain: float, low: float | None, high: float | None, n: int, groups: int) -> str:
    if low is None or high is None:
        pieces = "1 independent piece" if groups == 1 else f"{groups} independent pieces"
        return f"{n} scored, {pieces}: cannot tell whether {by} beats {beside}"
    few = "" if groups >= FEWEST else f", on {groups} independent pieces, which is few"
    if low > 0:
        return f"{by} beats {beside}{few}"
    if high < 0:
        return f"{by} is worse than {beside}{few}"
    if gain <= 0:
        return f"{by} does not beat {beside}{few}"
    return f"{by} is not shown to beat {beside}: the interval holds no gain at all{few}"


def _clustered(gaps: Floats, clusters: Sequence[Hashable]) -> float | None:
    sums: dict[Hashable, float] = defaultdict(float)
    mean = gaps.mean()
    for gap, cluster in zip(gaps, clusters, strict=True):
        sums[cluster] += float(gap - mean)
    groups = len(sums)
    if groups < 2:
        return None
    return math.sqrt(groups / (groups - 1) * sum(value**2 for value in sums.values())) / len(gaps)


def _long_run(gaps: Floats, lags: int) -> float | None:
    n = len(gaps)
    if n < 2:
        return None
    centred = gaps - gaps.mean()
    total = float(centred @ centred)
    for lag in range(1, min(lags, n - 1) + 1):
        total += 2 * (1 - lag / (lags + 1)) * float(centred[lag:] @ centred[:-lag])
    return math.sqrt(max(total, 0.0) / (n * (n - 1)))


def e_process(mine: ArrayLike, others: ArrayLike, *, most: float = 1.0) -> Floats:
    r"""Evidence, after each question, that a forecaster is better than another on average of what comes.

    .. math:: E_t = \prod_{s \le t} (1 + \lambda_s d_s / c)

    with :math:`d_s` the other's score less one's own, at most *c* in size (`most`: 1 for Brier and ranked scores), and
    :math:`\lambda_s \le 1/2` set from earlier questions alone (the plug-in bet: mean over mean square). If at no time
    the forecaster is better in expectation, *E* is a supermartingale that starts at 1: the chance that it ever reaches
    20 is at most 1 in 20, however often one looks. Questions must be resolved one after the other: where they
    overlap, give every so-manieth.

    References
    ----------
    waudbysmith_ramdas_2024 (betting); henzi_ziegel_2022 and choe_ramdas_2024 (comparing forecasters)
    """
    gaps = (np.asarray(others, dtype=float) - np.asarray(mine, dtype=float)) / most
    if gaps.size and np.abs(gaps).max() > 1 + 1e-9:
        raise ForecastError(
            f"scores differ by {np.abs(gaps).max() * most:.3g}, more than the {most:g} that was promised"
        )
    wealth, seen, squares = 1.0, 0.0, 0.25
    path = np.empty(len(gaps))
    for place, gap in enumerate(gaps):
        bet = min(max(seen / squares, 0.0), 0.5)
        wealth *= 1 + bet * float(gap)
        path[place] = wealth
        seen += float(gap)
        squares += float(gap) ** 2
    return path


# How many cases it takes ----------------------------------------------------------------------------------------------


def cases_needed(better: float, worse: float, *, odds: float = ENOUGH) -> int:
    r"""How many yes-or-no cases it takes on average until a chance is told from another with such odds.

    .. math:: n = \ln(\text{odds}) / D(p \| q), \quad D = p \ln\tfrac pq + (1 - p) \ln\tfrac{1-p}{1-q}

    if the first chance is right: .6 against .3 takes 16 cases, .4 against .3 takes 133.
    """
    for chance in (better, worse):
        if not 0 < chance < 1:
            raise ForecastError(f"a chance to be told from another lies between 0 and 1; not {chance}")
    if better == worse:
        raise ForecastError(f"{better} cannot be told from itself")
    told = better * math.log(better / worse) + (1 - better) * math.log((1 - better) / (1 - worse))
    return math.ceil(math.log(odds) / told)


def power(n: int, chance: float, base: float, *, level: float = 0.05) -> float:
    """How often n cases reject the base chance at a level if another chance is right: exact, one-sided binomial."""
    from scipy.stats import binom  # takes a while to load

    if chance > base:
        cut = int(binom.ppf(1 - level, n, base)) + 1
        return float(binom.sf(cut - 1, n, chance))
    cut = int(binom.ppf(level, n, base))
    cut = cut if binom.cdf(cut, n, base) <= level else cut - 1
    return float(binom.cdf(cut, n, chance)) if cut >= 0 else 0.0


def power_says(n: int, *, base: float = 0.3) -> str:
    """What so many independent yes-or-no cases can tell from a base chance, and what they cannot, in one sentence."""
    tens = [round(0.1 * k, 1) for k in range(1, 10)]
    can = [chance for chance in tens if abs(chance - base) > 1e-9 and cases_needed(chance, base) <= n]
    above = [chance for chance in can if chance > base]
    cases = "1 case" if n == 1 else f"{n} cases"
    near = min((chance for chance in tens if chance > base + 1e-9), default=0.9)
    if not above:
        return f"{cases} can tell no chance up to .9 from {_short(base)}"
    cannot = [chance for chance in tens if base < chance < min(above)]
    tail = f", not {_short(max(cannot))} from {_short(base)}" if cannot else ""
    more = "" if min(above) == near else f"; {_short(near)} from {_short(base)} takes {cases_needed(near, base)}"
    return f"{cases} can tell {_short(min(above))} from {_short(base)}{tail}{more}"


def _short(chance: float) -> str:
    return f"{chance:.2g}".removeprefix("0")


# One table ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """One forecaster's mean scores over the questions that it answered, and its skill beside own memory.

    The skill is over the questions that both answered; None where there is none.
    """

    by: str
    n: int
    brier: float
    log: float
    crps: float | None
    skill: Skill | None
    caveats: tuple[str, ...] = ()


def standings(
    scores: Sequence[Score],
    *,
    beside: str,
    cluster_of: Mapping[str, Hashable] | None = None,
    lags: int = 0,
) -> tuple[Standing, ...]:
    """Everybody in one table, model, baselines and experts: the best mean ranked score first.

    Forecasters answered different questions: only the skill compares like with like. `cluster_of` gives the episode of
    each question.
    """
    by_name: dict[str, dict[tuple[str, object], Score]] = defaultdict(dict)
    for one in scores:
        by_name[one.forecast.by][one.forecast.question, one.forecast.given_on] = one
    rows = []
    for name, mine in by_name.items():
        both = [key for key in mine if key in by_name.get(beside, {})]
        both.sort(key=lambda key: (str(key[1]), key[0]))
        compared = None
        if both and name != beside:
            clusters = [cluster_of.get(key[0], key[0]) for key in both] if cluster_of is not None else None
            compared = skill(
                [mine[key].brier for key in both], [by_name[beside][key].brier for key in both],
                by=name, beside=beside, clusters=clusters, lags=lags,
            )  # fmt: skip
        ranked = [one.crps for one in mine.values() if one.crps is not None]
        n = len(mine)
        caveats = (f"{n} scored question{'s' if n > 1 else ''}: a small number",) if n < FEWEST else ()
        rows.append(
            Standing(
                name, n, _mean([one.brier for one in mine.values()]), _mean([one.log for one in mine.values()]),
                _mean(ranked) if ranked else None, compared, caveats,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.brier, row.by)))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
