"""The same question put in every way that could be defended, so that no single way was picked for its answer."""

from collections.abc import Callable, Iterable
from itertools import product

import polars as pl

from talion.measures.checks import Check, bins_in
from talion.measures.customary import granger_if_possible
from talion.measures.reciprocity import EVERYTHING, MEMORY_DAYS, block_permutation, lag_minus_lead_test, smooth_baseline
from talion.measures.series import Series, rebinned, series
from talion.records import Dyad, Selection, Timeline


def specification_curve(
    war: Timeline,
    dyad: Dyad,
    *,
    days: Iterable[float] = (3, 7, 14, 30),
    bins: Iterable[str] = ("day", "week"),
    severities: Iterable[str] = ("acts", "incidence", "deaths"),
    undirected: str = "refuse",
    selection: Selection = EVERYTHING,
) -> pl.DataFrame:
    """The same question put in every way: one row for each test, window, bin and severity.

    The columns are `test`, `bin`, `severity`, `days`, `lags`, `value`, `low`, `high`, `p`, `survives`, `n`, and
    `holds`: whether the test keeps its promise under a shared wave. What could not be made has no value.
    """
    return _curve(
        lambda bin, severity: series(
            war, dyad, bin=bin, severity=severity, undirected=undirected, selection=selection
        ),
        days, bins, severities,
    )  # fmt: skip


def specification_curve_on(
    daily: Series, *, days: Iterable[float] = (3, 7, 14, 30), bins: Iterable[str] = ("day", "week")
) -> pl.DataFrame:
    """The same on daily numbers that stand already: as they are, and as days or bins with any act."""

    def counted(bin: str, severity: str) -> Series:
        found = rebinned(daily, bin)
        return found.incidence if severity == "incidence" else found

    return _curve(counted, days, bins, (daily.severity, "incidence"))


def _curve(
    counted: Callable[[str, str], Series], days: Iterable[float], bins: Iterable[str], severities: Iterable[str]
) -> pl.DataFrame:
    rows = []
    windows = tuple(days)
    for bin, severity in product(bins, severities):
        counts = counted(bin, severity)
        for window in windows:
            if window < counts.days_in_bin:
                continue
            asked = lag_minus_lead_test(counts, window, MEMORY_DAYS, 0.9)
            made = [
                Check("lag minus lead", asked.estimate, asked.p, None if asked.p is None else asked.p <= 0.05, ""),
                block_permutation(counts, days=window, block_days=max(14, 2 * counts.days_in_bin)),
                smooth_baseline(counts, days=window, knots_every_days=max(30, 4 * counts.days_in_bin)),
                *granger_if_possible(counts, lags=bins_in(window, counts)),
            ]
            rows += [
                {
                    "test": check.name,
                    "bin": bin,
                    "severity": severity,
                    "days": float(window),
                    "lags": bins_in(window, counts),
                    "value": check.estimate.value,
                    "low": check.estimate.low,
                    "high": check.estimate.high,
                    "p": check.p,
                    "survives": check.survives,
                    "n": check.estimate.n,
                    "holds": check.name == "lag minus lead",
                }
                for check in made
            ]
    floats = dict.fromkeys(("days", "value", "low", "high", "p"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides={**floats, "survives": pl.Boolean}, infer_schema_length=None)
