"""Fits how much each feature says for an incident's being asked for in MUC-4, on texts of `dev` that the user has.

    python benchmarks/muc4_weights.py ../shared/benchmarks/muc4

Prints BIAS and WEIGHTS as they stand in `coding/benchmarks/muc4_relevance.py`, and the F of the incidents on 300 texts
of `dev` that are not fitted on. An incident is right where its template is paired with one of the key's.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks.muc4 import fill, read
from talion.coding.benchmarks.muc4_relevance import candidates, features_of
from talion.coding.benchmarks.muc4_scoring import Template, recall_precision_f, score, wanted
from talion.coding.benchmarks.muc4_texts import Slots, read_muc4
from talion.coding.benchmarks.tables import some
from talion.coding.coder import Coder
from talion.records import Coded

HELD = slice(300, 600)  # in the order of the texts' hashes; `coding.py --outside muc4` looks at the first of them
_PENALTY = 5.0
_OPTIONAL = 0.3  # what an optional template counts
_TRIED = (0.30, 0.33, 0.36, 0.39, 0.42)

Known = tuple[list[Template], list[Template], list[dict[str, float]]]  # a text's key, what we read, and its features


def known(coded: Coded, keys: Sequence[Slots], coder: Coder) -> Known:
    """All incidents that are read in a text beside its key."""
    told = candidates(coded)
    return [wanted(slots) for slots in keys], [fill(g, coded, coder) for g in told], features_of(told, coded, coder)


def fitted(texts: Sequence[Known]) -> tuple[float, dict[str, float]]:
    """The weights by logistic regression, and the bias with which F of the type is highest."""
    names = list(next(features[0] for _, _, features in texts if features))
    rows, right, counts = [], [], []
    for keys, ours, features in texts:
        hit = {j: keys[i] for i, j in score(keys, ours, defaultdict(float))}
        rows += [[f[name] for name in names] for f in features]
        right += [j in hit for j in range(len(ours))]
        counts += [_OPTIONAL if j in hit and hit[j].is_optional else 1.0 for j in range(len(ours))]
    x, y, w = np.array(rows), np.array(right, float), np.array(counts)
    spread = x.std(0) + 1e-6
    z = np.c_[np.ones(len(x)), (x - x.mean(0)) / spread]

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        at = z @ b
        shrunk = np.r_[0.0, b[1:]]
        value = (w * (np.logaddexp(0, at) - y * at)).sum() + _PENALTY / 2 * (shrunk @ shrunk)
        return float(value), z.T @ (w * (1 / (1 + np.exp(-at)) - y)) + _PENALTY * shrunk

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    weights = b[1:] / spread
    bias = float(b[0] - weights @ x.mean(0))
    by_name = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    tried = [bias - float(np.log(p / (1 - p))) for p in _TRIED]
    return round(max(tried, key=lambda one: f_of(texts, one, by_name)[2]), 2), by_name


def f_of(texts: Sequence[Known], bias: float, weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Recall, precision and F of the type where these weights decide."""
    counts = defaultdict[str, float](float)
    for keys, ours, features in texts:
        kept = [our for our, f in zip(ours, features, strict=True) if bias + sum(weights[n] * f[n] for n in f) > 0]
        score(keys, kept, counts)
    return recall_precision_f(counts, "type")


def main(folder: Path) -> None:
    coder = Coder(registry(), gazetteer())
    texts, keys = read_muc4(folder, ["dev"])
    order = some(list(texts), None)
    held = set(order[HELD])
    parts: dict[bool, list[Known]] = {True: [], False: []}
    for message in order:
        parts[message in held].append(known(read(texts[message], coder), keys.get(message, []), coder))
    bias, weights = fitted(parts[False])
    show(bias, weights)
    for part, is_held in (("fitted on", False), ("not fitted on", True)):
        print(f"# {part}: " + " / ".join(f"{value:.1f}" for value in f_of(parts[is_held], bias, weights)))


def show(bias: float, weights: Mapping[str, float]) -> None:
    print(f"BIAS = {bias}\nWEIGHTS: dict[str, float] = {{")
    for name, weight in weights.items():
        print(f'    "{name}": {weight},')
    print("}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
