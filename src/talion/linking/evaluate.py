"""How good suggested links are, where the true ones are known."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from talion.records import Estimate, Link


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Precision and recall of suggestions from a probability on, and how their probabilities came true.

    `calibration` has one row a band of probability: its mean, the share that was true, and how many there were.
    """

    precision: Estimate
    recall: Estimate
    at_least: float
    calibration: tuple[tuple[float, float, int], ...]


def evaluate_links(
    suggested: Sequence[Link],
    true: Collection[tuple[str, str]],
    *,
    at_least: float = 0.5,
    level: float = 0.9,
    bands: int = 5,
) -> LinkScore:
    """Suggested links against the true pairs of trigger and response.

    Precision: of the pairs suggested from `at_least` on, the share that is true. Recall: of the true pairs, the share
    so suggested. A pair suggested twice counts once, with its highest probability. Intervals are Wilson's, and take
    links for independent, which links that compete for one response are not. Truth is only as good as whoever gave it.
    """
    probability: dict[tuple[str, str], float] = {}
    for link in suggested:
        pair = (link.trigger, link.response)
        probability[pair] = max(link.probability, probability.get(pair, 0.0))
    wanted = set(true)
    shown = {pair for pair, p in probability.items() if p >= at_least}
    hits = len(shown & wanted)
    rows = []
    for band in range(bands):
        inside = [pair for pair, p in probability.items() if min(int(p * bands), bands - 1) == band]
        if inside:
            mean = math.fsum(probability[pair] for pair in inside) / len(inside)
            rows.append((mean, len(wanted.intersection(inside)) / len(inside), len(inside)))
    return LinkScore(
        precision=_share("Which share of the suggested links is true?", hits, len(shown), "precision", level),
        recall=_share("Which share of the true links is suggested?", hits, len(wanted), "recall", level),
        at_least=at_least,
        calibration=tuple(rows),
    )


def _share(question: str, hits: int, n: int, how: str, level: float) -> Estimate:
    if n == 0:
        return Estimate(question, None, None, None, "share", 0, how, level, caveats=("There is no link to count.",))
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Estimate(question, share, max(0.0, middle - half), min(1.0, middle + half), "share", n, how, level)
