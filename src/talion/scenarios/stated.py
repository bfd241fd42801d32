"""How few cases tell nothing, what then stands in for a number, and the interval of a share."""

from collections.abc import Mapping

FEWEST = 5  # triggers of a kind below which the chance to answer it is not told
# What stands in for a number that the record cannot tell: middle, low, high. Ours, wide on purpose.
STATED: Mapping[str, tuple[float, float, float]] = {
    "chance to answer": (0.5, 0.05, 0.95),
    "days to an answer": (4.0, 1.2, 15.0),
    "shape of the lag": (2.0, 0.7, 6.0),
    "times as hard": (1.0, 0.2, 5.0),
    "size": (1.5, 1.1, 4.0),
    "chance to kill": (0.1, 0.01, 0.6),
    "control": (0.5, 0.1, 0.9),
    "accuracy": (0.8, 0.5, 0.95),
}


def jeffreys(hits: int, n: int) -> tuple[float, float]:
    """The 90 % interval of a share under Jeffreys' prior."""
    # Imported here: it is slow to load.
    from scipy.special import betaincinv

    low, high = (float(betaincinv(hits + 0.5, n - hits + 0.5, level)) for level in (0.05, 0.95))
    return max(low, 1e-4), min(high, 1 - 1e-4)
