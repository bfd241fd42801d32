"""From the networks' numbers to what was found, each finding with its score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from talion.coding.models.labels import (
    DIRECTIONS,
    MARKED_HEADS,
    PAIRS,
    ROLE_NAMES,
    ROLES,
    SENTENCE_HEADS,
    STATUSES,
    TIES,
    TYPES,
    VERBS,
    slices,
)
from talion.coding.models.reading import (
    Causal,
    CauseFound,
    ExpectationFound,
    PairFound,
    Reading,
    RoleFound,
    SpeechFound,
    TieFound,
    TriggerFound,
)
from talion.coding.models.runtime import Networks, Numbers
from talion.coding.models.words import Cut, Cutter

# A word belongs to a span from this probability on; chosen on the dev part.
AT_LEAST = {
    "trigger": 0.4, "speaker": 0.5, "cue": 0.5, "answers": 0.3, "after": 0.5, "expects": 0.5, "tie": 0.5,
    "signal": 0.4, "role": 0.5, "pair": 0.5, "about": 0.5, "causal": 0.5, "given": 0.3,
}  # fmt: skip
# onnxruntime may differ in the last bits from one processor to the next; nothing finer than this is told.
_DECIMALS = 2
# Words of speech by which the speaker takes no side on an act.
_PLAIN = {"says", "confirms", "hedges", "expects"}
_SENTENCE = slices(SENTENCE_HEADS)
# What every sentence is asked, all at once: few sentences have words for more than one or two of these.
_ASKED = ("trigger", "cue", "answers", "after", "expects", "tie")
_ASKED_AT = np.array([range(_SENTENCE[name].start, _SENTENCE[name].stop) for name in _ASKED])
_MARKED = slices(MARKED_HEADS)


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of words, the last included, with its score."""

    first: int
    last: int
    score: float


def read(
    text: str, cutter: Cutter, networks: Networks, acts: Sequence[tuple[int, int]] = (), *, causes: bool = True
) -> Reading:
    """What the networks find in a sentence, and beside the acts (offsets) that somebody else found in it."""
    opened = opened_sentence(text, cutter, networks)
    if opened is None:
        return Reading(text)
    reading = opened.read(acts)
    return replace(reading, speech=tuple(opened.speech()), causal=opened.causal() if causes else reading.causal)


def opened_sentence(text: str, cutter: Cutter, networks: Networks) -> "OpenSentence | None":
    """A sentence that can be asked again, part by part; None where it has no word."""
    cut = cutter.cut(text)
    if not cut.words:
        return None
    return OpenSentence(text, cut, networks, *networks.sentence(cut))


def find_causes(text: str, cutter: Cutter, networks: Networks) -> list[CauseFound]:
    """Causes and effects of a sentence that is known to be causal, the surest first."""
    cut = cutter.cut(text)
    return OpenSentence(text, cut, networks, *networks.sentence(cut)).causes()


class _Chances:
    """The chances of each answer at each word, by question, worked out where they are asked for."""

    def __init__(self, outputs: Numbers, parts: dict[str, slice]) -> None:
        self._outputs, self._parts = outputs, parts
        self._known: dict[str, Numbers] = {}
        self._asked: frozenset[str] | None = None

    def spans(self, name: str) -> list[_Words]:
        """The spans that are heard for one of the questions that every sentence is asked."""
        if self._asked is None:
            chances = _chances(self._outputs[:, _ASKED_AT])
            at_least = np.array([AT_LEAST[one] for one in _ASKED], dtype=np.float32)
            heard = (1 - np.minimum.reduce(chances[:, :, 0], axis=0) >= at_least).tolist()
            self._asked = frozenset(one for one, is_heard in zip(_ASKED, heard, strict=True) if is_heard)
            self._known.update((one, chances[:, n]) for n, one in enumerate(_ASKED) if heard[n])
        return _spans(self[name], AT_LEAST[name]) if name in self._asked else []

    def __getitem__(self, name: str) -> Numbers:
        if name not in self._known:
            self._known[name] = _chances(self._outputs[:, self._parts[name]])
        return self._known[name]

    def roles(self, at_least: float) -> Iterator[tuple[str, Numbers]]:
        """Each role that some word is in more surely than this, with its chances."""
        all_roles = _chances(self._outputs[:, : 3 * len(ROLES)].reshape(len(self._outputs), len(ROLES), 3))
        for number in np.flatnonzero((1 - all_roles[:, :, 0]).max(axis=0) >= at_least).tolist():
            yield ROLES[number], all_roles[:, number]

    def at(self, name: str, words: slice) -> Numbers:
        """The chances at some words alone."""
        if name in self._known:
            return self._known[name][words]
        return _chances(self._outputs[words, self._parts[name]])


class OpenSentence:
    """One sentence being read: its words were looked at once, and each part of the reading is made when asked for."""

    def __init__(self, text: str, cut: Cut, networks: Networks, outputs: Numbers, whole: Numbers, below: Any) -> None:
        self.text, self.cut, self.networks, self.below = text, cut, networks, below
        self.of = _Chances(outputs[list(cut.heads)], _SENTENCE)
        self.whole = _chances(whole)
        self._places: list[_Words] = []

    def read(self, acts: Sequence[tuple[int, int]], *, wanted: float = 0.0) -> Reading:
        """Acts with their roles and answers, expectations, ties; `speech` and `causal` are asked for by themselves.

        Of acts that nobody gave and that are less sure than `wanted`, no roles and no answers are read, unless words
        that state an answer are heard: these have two ends, and an act that is one of them need not be sure by itself.
        """
        answer_words = {kind: self.of.spans(kind) for kind in ("answers", "after")}
        if answer_words["answers"]:
            wanted = 0.0
        found = self.of.spans("trigger")
        given = [range_ for start, end in acts if (range_ := self.cut.covered(start, end))]
        kept = [_Words(g.start, g.stop - 1, self._inside("trigger", g.start, g.stop - 1)) for g in given]
        taken = {n for g in given for n in g}
        kept += [w for w in found if not taken & set(range(w.first, w.last + 1))]
        told = sorted(enumerate(kept), key=lambda one: (one[1].first, one[1].last))
        self._places = places = [words for _, words in told]
        # of a given word that is next to surely no act, nothing more is asked
        asked = [words.score >= (AT_LEAST["given"] if number < len(given) else wanted) for number, words in told]
        marked = [self._marked(words, "act") if ask else None for words, ask in zip(places, asked, strict=True)]
        triggers = tuple(
            self._trigger(words, chances, given=number < len(given))
            for (number, words), chances in zip(told, marked, strict=True)
        )
        return Reading(
            self.text,
            triggers,
            tuple(self._roles(marked)),
            tuple(self._pairs(places, marked, answer_words)),
            (),
            tuple(self._expectations()),
            tuple(self._ties()),
            Causal(_told(self.whole[1])),
        )

    @property
    def cues(self) -> list[tuple[int, int]]:
        """The offsets of the words that report speech."""
        return [self._offsets(words) for words in self.of.spans("cue")]

    def _marked(self, words: _Words, mark: str) -> "_Chances":
        places = self.cut.places(range(words.first, words.last + 1))
        outputs = self.networks.marked(self.cut, self.below, places, mark)[list(self.cut.heads)]
        return _Chances(outputs, _MARKED)

    def _inside(self, head: str, first: int, last: int) -> float:
        return float(1 - self.of[head][first : last + 1, 0].mean())

    def _offsets(self, words: _Words) -> tuple[int, int]:
        return self.cut.words[words.first][0], self.cut.words[words.last][1]

    def _trigger(self, words: _Words, chances: "_Chances | None", *, given: bool) -> TriggerFound:
        here = slice(words.first, words.last + 1)
        kind, status = _mean(self.of.at("type", here)), _mean(self.of.at("status", here))
        if chances is not None:
            kind = (kind + _mean(chances.at("type", here))) / 2
            status = (status + _mean(chances.at("status", here))) / 2
        return TriggerFound(
            *self._offsets(words),
            TYPES[int(kind.argmax())],
            STATUSES[int(status.argmax())],
            _told(words.score),
            _told(kind.max()),
            _told(status.max()),
            given,
        )

    def _roles(self, marked: Sequence["_Chances | None"]) -> list[RoleFound]:
        return [
            RoleFound(act, ROLE_NAMES[role], *self._offsets(words), _told(words.score))
            for act, chances in enumerate(marked)
            if chances is not None
            for role, at_words in chances.roles(AT_LEAST["role"])
            for words in _spans(at_words, AT_LEAST["role"])
        ]

    def _pairs(
        self, places: Sequence[_Words], marked: Sequence["_Chances | None"], phrases: dict[str, list[_Words]]
    ) -> list[PairFound]:
        found = []
        for one in range(len(places)):
            for other in range(one + 1, len(places)):
                first, second = marked[one], marked[other]
                if first is None or second is None:
                    continue
                seen, back = first["pair"][places[other].first], second["pair"][places[one].first]
                # What the one calls "answers" the other calls "answered by".
                both = (seen + back[[0, 2, 1, 4, 3]]) / 2
                best = int(both[1:].argmax()) + 1
                if both[best] < AT_LEAST["pair"]:
                    continue
                kind = "answers" if PAIRS[best].startswith("answer") else "after"
                response, trigger = (one, other) if PAIRS[best] in {"answers", "after"} else (other, one)
                near = [w for w in phrases[kind] if w.first <= places[other].last + 1 or len(phrases[kind]) == 1]
                between = [w for w in near if w.last >= places[one].first - 1] or near
                offsets = self._offsets(max(between, key=lambda w: w.score)) if between else (None, None)
                found.append(PairFound(kind, response, trigger, _told(both[best]), *offsets))
        return found

    def speech(self, known: Sequence[int] = ()) -> list[SpeechFound]:
        """Who says what, and of which of the acts that `read` found.

        `known` are offsets of words of speech of which somebody else knows who speaks: these are left out, unless the
        speaker takes a side on an act.
        """
        found = []
        for words in self.of.spans("cue"):
            verb = self.of.at("verb", slice(words.first, words.last + 1)).mean(0)
            start, end = self._offsets(words)
            if VERBS[int(verb.argmax())] in _PLAIN and any(start <= offset < end for offset in known):
                continue
            chances = self._marked(words, "cue")
            said = [
                w
                for w in _spans(chances["speaker"], AT_LEAST["speaker"])
                if w.last < words.first or w.first > words.last
            ]
            speaker = max(said, key=lambda w: w.score, default=None)
            about = tuple(n for n, w in enumerate(self._places) if chances["about"][w.first, 1] >= AT_LEAST["about"])
            found.append(
                SpeechFound(
                    *self._offsets(words),
                    VERBS[int(verb.argmax())],
                    _told(words.score),
                    _told(verb.max()),
                    self._offsets(speaker) if speaker else None,
                    _told(speaker.score) if speaker else 0.0,
                    about,
                )
            )
        return found

    def _expectations(self) -> list[ExpectationFound]:
        found = []
        for words in self.of.spans("expects"):
            here = slice(words.first, words.last + 1)
            direction = self.of["direction"][here].mean(0)
            conditional = bool(self.of["conditional"][here, 1].mean() >= 0.5)
            found.append(
                ExpectationFound(
                    *self._offsets(words),
                    DIRECTIONS[int(direction.argmax())],
                    conditional,
                    _told(words.score),
                    _told(direction.max()),
                )
            )
        return found

    def _ties(self) -> list[TieFound]:
        found = []
        for words in self.of.spans("tie"):
            chances = self._marked(words, "tie")
            kind = self.of["kind"][words.first : words.last + 1].mean(0)
            subject, other = (
                max(_spans(chances[side], AT_LEAST["role"]), key=lambda w: w.score, default=None)
                for side in ("subject", "object")
            )
            found.append(
                TieFound(
                    *self._offsets(words),
                    TIES[int(kind.argmax())],
                    _told(words.score),
                    _told(kind.max()),
                    self._offsets(subject) if subject else None,
                    self._offsets(other) if other else None,
                )
            )
        return found

    def causal(self) -> Causal:
        """Whether the sentence tells a cause, and which."""
        score = float(self.whole[1])
        if score < AT_LEAST["causal"]:
            return Causal(_told(score))
        return Causal(_told(score), tuple(self.causes()))

    def causes(self) -> list[CauseFound]:
        """Cause and effect beside each signal; and, where no signal tells them, of the sentence as a whole."""
        found: list[tuple[_Words, _Words, _Words | None]] = []
        for signal in _spans(self.of["signal"], AT_LEAST["signal"]):
            chances = self._marked(signal, "signal")
            found.append((*_two_apart(chances["cause"], chances["effect"]), signal))
        found.sort(key=lambda one: -one[0].score - one[1].score)
        cause, effect = _two_apart(self.of["cause"], self.of["effect"])
        if not any(_overlap(cause, c) and _overlap(effect, e) for c, e, _ in found):
            found.append((cause, effect, None))
        return [
            CauseFound(
                self._offsets(cause),
                self._offsets(effect),
                self._offsets(signal) if signal else None,
                _told((cause.score + effect.score) / 2),
            )
            for cause, effect, signal in found
        ]


def _chances(outputs: Numbers) -> Numbers:
    highest: Numbers = np.maximum.reduce(outputs, axis=-1, keepdims=True)
    raised: Numbers = np.exp(outputs - highest)
    total: Numbers = np.add.reduce(raised, axis=-1, keepdims=True)
    return raised / total


def _mean(rows: Numbers) -> Any:
    """The mean of some rows, most often of one."""
    return rows[0] if len(rows) == 1 else rows.mean(0)


def _told(score: float) -> float:
    return round(float(score), _DECIMALS)


def _spans(chances: Numbers, at_least: float) -> list[_Words]:
    """Runs of words that are more surely inside than `at_least`, cut where a new span begins."""
    inside = 1 - chances[:, 0]
    within = np.nonzero(inside >= at_least)[0].tolist()
    if not within:
        return []
    goes_on = (chances[:, 1] < chances[:, 2]).tolist()
    found: list[list[int]] = []
    for n in within:
        if found and found[-1][1] == n - 1 and goes_on[n]:
            found[-1][1] = n
        else:
            found.append([n, n])
    return [
        _Words(first, last, float(inside[first : last + 1].mean() if last > first else inside[first]))
        for first, last in found
    ]


def _two_apart(one: Numbers, other: Numbers) -> tuple[_Words, _Words]:
    """The best stretch for each of two roles, so that they do not overlap."""
    surely = [np.log(1 - c[:, 0] + 1e-6) - np.log(c[:, 0] + 1e-6) for c in (one, other)]
    best: tuple[float, tuple[int, int], tuple[int, int]] | None = None
    length = len(one)
    for first, second, swapped in ((0, 1, False), (1, 0, True)):
        before = _best_stretches(surely[first])
        behind = [
            (value, (length - 1 - stop, length - 1 - start))
            for value, (start, stop) in _best_stretches(surely[second][::-1])
        ]
        for edge in range(1, length):
            left, right = before[edge - 1], behind[length - edge - 1]
            if best is None or left[0] + right[0] > best[0]:
                pair = (right[1], left[1]) if swapped else (left[1], right[1])
                best = (left[0] + right[0], *pair)
    spans = best[1:] if best is not None else ((0, 0), (0, 0))
    return tuple(  # type: ignore[return-value]
        _Words(start, stop, float((1 - c[start : stop + 1, 0]).mean()))
        for (start, stop), c in zip(spans, (one, other), strict=True)
    )


def _best_stretches(values: Numbers) -> list[tuple[float, tuple[int, int]]]:
    """For each place the best stretch that ends there or before, by the sum of its values."""
    found: list[tuple[float, tuple[int, int]]] = []
    running, start = 0.0, 0
    for n, value in enumerate(values.tolist()):
        if n == 0 or running <= 0:
            running, start = value, n
        else:
            running += value
        if not found or running > found[-1][0]:
            found.append((running, (start, n)))
        else:
            found.append(found[-1])
    return found


def _overlap(one: _Words, other: _Words) -> bool:
    return one.first <= other.last and other.first <= one.last
