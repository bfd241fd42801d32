"""Fits the weights by which incidents, organisations, victims and confidences are chosen in MUC-4, on texts of `dev`.

    python benchmarks/muc4_weights.py ../shared/benchmarks/muc4

Prints each table as it stands in `coding/benchmarks/muc4_relevance.py`, `muc4_perpetrators.py`, `muc4_victims.py` and
`muc4_confidence.py`, and the F of each slot on 300 texts of `dev` that are not fitted on. Each is a logistic
regression: an incident is right where its template is paired with one of the key's, an organisation or a victim where
it earns points in the incident's template. Where a table is changed by it, run it once more: one hangs on the others.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.benchmarks import muc4_confidence, muc4_perpetrators, muc4_relevance, muc4_victims
from talion.coding.benchmarks.muc4 import fill, read
from talion.coding.benchmarks.muc4_scoring import (
    SLOTS,
    Fill,
    Template,
    bare,
    fill_point,
    recall_precision_f,
    same_side,
    score,
    wanted,
)
from talion.coding.benchmarks.muc4_texts import read_muc4
from talion.coding.benchmarks.tables import some
from talion.coding.coder import Coder
from talion.records import Coded, Event

HELD = slice(300, 600)  # in the order of the texts' hashes; `coding.py --outside muc4` looks at the first of them
_OPTIONAL = 0.3  # what an optional template counts
_TRIED = (0.28, 0.31, 0.34, 0.37, 0.40)

Row = tuple[dict[str, float], float, float]  # features, how right, how much it counts


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `dev`: our records of it and its key."""

    coded: Coded
    keys: list[Template]


def fitted(rows: Sequence[Row], penalty: float) -> tuple[float, dict[str, float]]:
    """Bias and weights by logistic regression, features made equally wide and their weights shrunk."""
    names = list(rows[0][0])
    x = np.array([[features[name] for name in names] for features, _, _ in rows], float)
    y, w = np.array([right for _, right, _ in rows], float), np.array([weight for _, _, weight in rows], float)
    spread = x.std(0) + 1e-6
    z = np.c_[np.ones(len(x)), (x - x.mean(0)) / spread]

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        at, shrunk = z @ b, np.r_[0.0, b[1:]]
        value = (w * (np.logaddexp(0, at) - y * at)).sum() + penalty / 2 * (shrunk @ shrunk)
        return float(value), z.T @ (w * (1 / (1 + np.exp(-at)) - y)) + penalty * shrunk

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    weights = b[1:] / spread
    by_name = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return float(b[0] - weights @ x.mean(0)), by_name


def _given_from(p: float) -> float:
    """What is taken from the bias so that something is given from this probability on."""
    return float(np.log(p / (1 - p)))


# ---- which incidents are asked for ----------------------------------------------------------------------------------


def relevance(texts: Sequence[Text], coder: Coder) -> tuple[float, dict[str, float]]:
    """The weights of the incidents' features, and the bias with which F of the type is highest."""
    known = []
    for text in texts:
        told = muc4_relevance.candidates(text.coded)
        ours = [fill(group, text.coded, coder) for group in told]
        known.append((text.keys, ours, muc4_relevance.features_of(told, text.coded, coder)))
    rows: list[Row] = []
    for keys, ours, features in known:
        hit = {j: keys[i] for i, j in score(keys, ours, defaultdict(float))}
        rows += [
            (f, float(j in hit), _OPTIONAL if j in hit and hit[j].is_optional else 1.0) for j, f in enumerate(features)
        ]
    bias, weights = fitted(rows, 15.0)

    def f_of(one: float) -> float:
        counts = defaultdict[str, float](float)
        for keys, ours, features in known:
            score(keys, [t for t, f in zip(ours, features, strict=True) if one + _sum(weights, f) > 0], counts)
        return recall_precision_f(counts, "type")[2]

    return max((bias - _given_from(p) for p in _TRIED), key=f_of), weights


def _sum(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(weight * features[name] for name, weight in weights.items())


# ---- what its slots are filled with ---------------------------------------------------------------------------------


def _incidents(texts: Sequence[Text], coder: Coder) -> Iterator[tuple[Text, list[Event], Template | None]]:
    """The incidents that we give, each with the key's template that it is paired with."""
    for text in texts:
        told = muc4_relevance.incidents(text.coded, coder)
        ours = [fill(group, text.coded, coder) for group in told]
        hit = {j: text.keys[i] for i, j in score(text.keys, ours, defaultdict(float))}
        yield from ((text, group, hit.get(j)) for j, group in enumerate(told))


def _earned(key: Template | None, ours: Sequence[Fill | None], slot: str) -> list[float]:
    """The points of each of our fills in a slot."""
    earned = [0.0] * len(ours)
    wants = key.fills[slot] if key is not None else []
    if wants and ours:
        values = [[fill_point(want, our, slot) if our is not None else 0.0 for our in ours] for want in wants]
        rows, columns = linear_sum_assignment(values, maximize=True)
        for row, column in zip(rows, columns, strict=True):
            earned[column] = values[row][column]
    return earned


def organisations(texts: Sequence[Text], coder: Coder) -> tuple[float, dict[str, float]]:
    """The weights of the features of those who may have done it."""
    rows: list[Row] = []
    for text, group, key in _incidents(texts, coder):
        bodies = muc4_perpetrators.candidates(group, text.coded, coder)
        sentences = muc4_confidence.sentences_of(text.coded.report.text)
        told = muc4_perpetrators.told_in(group)
        features = muc4_perpetrators.features_of_bodies(bodies, group, told, sentences)
        slot = "perpetrator organisation"
        for body, known in zip(bodies, features, strict=True):
            wants = key.fills[slot] if key is not None else []
            right = max((fill_point(want, Fill(tuple(body.names)), slot) for want in wants), default=0.0)
            rows.append((known, right, 1.0))
    bias, weights = fitted(rows, 10.0)
    return bias - _given_from(0.3), weights


def victims(texts: Sequence[Text], coder: Coder) -> tuple[float, dict[str, float]]:
    """The weights of the features of those who were struck, by what their number and their effect earn."""
    rows: list[Row] = []
    for text, group, key in _incidents(texts, coder):
        found = muc4_victims.told_victims(group, text.coded.report.text)
        features = muc4_victims.features_of_victims(found, group)
        numbers = [Fill((v.number,), tag=tuple(v.names)) for v in found]
        effects = [Fill((v.effect,), tag=tuple(v.names)) if v.effect else None for v in found]
        by_number = _earned(key, numbers, "victim number")
        by_effect = _earned(key, effects, "victim effect")
        rows += [(known, right, 1.0) for known, right in zip(features, by_number, strict=True)]
        rows += [(f, right, 1.0) for f, right, e in zip(features, by_effect, effects, strict=True) if e is not None]
    bias, weights = fitted(rows, 20.0)
    return bias - _given_from(0.25), weights


def confidences(texts: Sequence[Text]) -> dict[str, tuple[float, ...]]:
    """What each feature says for each word, by all organisations of the keys, found by us or not."""
    words = muc4_confidence.WORDS
    rows: list[dict[str, float]] = []
    shares: list[list[float]] = []
    for text in texts:
        sentences = muc4_confidence.sentences_of(text.coded.report.text)
        for key in text.keys:
            bodies = [one.answers for one in key.fills["perpetrator organisation"]]
            others = {w.split()[-1] for w in key.words if w and not any(w in names for names in bodies)}
            told = [s for s in sentences if others & set(bare(s).split())]
            for one in key.fills["confidence"]:
                names = [n for answers in bodies if same_side(one.tag, answers) for n in answers] or list(one.tag)
                said = [answer for answer in one.answers if answer in words]
                if said:
                    rows.append(muc4_confidence.features_of_sentences(names, told, sentences))
                    shares.append([(word in said) / len(said) for word in words])
    x, y = np.array([list(row.values()) for row in rows], float), np.array(shares)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        b = flat.reshape(x.shape[1], len(words))
        at = x @ b
        p = np.exp(at - at.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        shrunk = b.copy()
        shrunk[0] = 0.0  # that of "always"
        value = -(y * np.log(p + 1e-12)).sum() + 2.0 * (shrunk**2).sum()
        return float(value), (x.T @ (p - y) + 4.0 * shrunk).ravel()

    b = minimize(loss, np.zeros(x.shape[1] * len(words)), jac=True, method="L-BFGS-B").x.reshape(x.shape[1], -1)
    return {name: tuple(round(float(v), 2) for v in b[n]) for n, name in enumerate(rows[0])}


# ---- all of it ------------------------------------------------------------------------------------------------------


def main(folder: Path) -> None:
    coder = Coder(registry(), gazetteer())
    texts, keys = read_muc4(folder, ["dev"])
    order = some(list(texts), None)
    held = set(order[HELD])
    parts: dict[bool, list[Text]] = {True: [], False: []}
    for message in order:
        known = Text(read(texts[message], coder), [wanted(slots) for slots in keys.get(message, [])])
        parts[message in held].append(known)
    fit_all(parts[False], coder)
    for part, is_held in (("fitted on", False), ("not fitted on", True)):
        print(f"# {part}: " + ", ".join(f"{slot} {f:.1f}" for slot, f in f_by_slot(parts[is_held], coder).items()))


def fit_all(texts: Sequence[Text], coder: Coder) -> None:
    """Fits each table, shows it, and puts it in force for the next."""
    muc4_confidence.WEIGHTS = confidences(texts)
    show("muc4_confidence", muc4_confidence.WEIGHTS)
    for module, how in (
        (muc4_perpetrators, organisations),
        (muc4_victims, victims),
        (muc4_relevance, relevance),
    ):
        bias, weights = how(texts, coder)
        module.BIAS, module.WEIGHTS = round(bias, 2), weights
        show(module.__name__.split(".")[-1], weights, module.BIAS)


def f_by_slot(texts: Sequence[Text], coder: Coder) -> dict[str, float]:
    """F of each slot with the tables in force."""
    counts = defaultdict[str, float](float)
    for text in texts:
        groups = muc4_relevance.incidents(text.coded, coder)
        score(text.keys, [fill(group, text.coded, coder) for group in groups], counts)
    return {slot: recall_precision_f(counts, slot)[2] for slot in SLOTS}


def show(module: str, weights: Mapping[str, object], bias: float | None = None) -> None:
    print(f"# {module}")
    if bias is not None:
        print(f"BIAS = {bias}")
    print("WEIGHTS = {")
    for name, weight in weights.items():
        print(f'    "{name}": {weight},')
    print("}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
