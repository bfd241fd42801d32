"""Who did what to whom, in what status, answering what, said by whom: single annotated sentences, read by the coder.

An act is found where the words of a record overlap the annotated ones, or those of an act that was understood and is
knowingly no record (imagined, negated, only threatened, by nobody known); *kept as records* counts the records alone.
*And type* asks for the PLOVER type as well. Sides are right where the words for a side overlap the annotated ones; *of
acts found* leaves out the acts that were not found at all, which is how figures for taggers that are given the act are
counted. An answer is found where a record's link has the words of both acts. *Heard* counts besides what the coder says
it understood as an answer and knowingly made no link of, because one of its acts is imagined or by nobody known; what
is threatened may stand as the threat. *Heard, order aside* leaves out the annotated answers that rest on "after" or
"following" alone, which the coder holds for order and never for an answer. Speech is right where a claim's speaker
overlaps the annotated speaker, or nobody speaks in both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from talion.coding.benchmarks.notation import Act, Sentence, Span, read_sentences
from talion.coding.benchmarks.tables import Progress, Row, Table, half_of, needed, silent, some
from talion.coding.coder import Coder
from talion.records import Coded, Considered, Event, Mark, Passage, Report


def overlap(one: Span | Passage, other: Span | Passage) -> bool:
    """Whether two stretches share a letter."""
    return one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True)
class Read:
    """An act that was read: a record (`event`), or one that was understood and knowingly made no record."""

    words: tuple[Passage, ...]
    action: str
    status: str
    marks: tuple[Mark, ...]
    event: Event | None = None


def read_acts(coded: Coded, considered: Iterable[Considered]) -> list[Read]:
    """The acts of a report: its events, and what was understood as an act that is imagined, negated or only threatened.

    Of these no event is made, since nothing happened; that they were read, and as what, is said beside the records.
    """
    found = [
        Read(
            tuple(mark.passage for mark in event.marks if mark.what == "act"),
            event.action, event.status, event.marks, event,
        )
        for event in coded.events
    ]  # fmt: skip
    found += [
        Read((one.passage,), one.action, one.status, one.marks)
        for one in considered
        if one.what == "act" and one.action is not None and one.status is not None
    ]
    return found


def paired(acts: Sequence[Act], reads: Sequence[Read]) -> dict[int, Read]:
    """Each annotated act with what was read of it, each reading at most once, the same type first."""
    free = list(reads)
    found: dict[int, Read] = {}
    for same_type in (True, False):
        for act in acts:
            if act.number in found:
                continue
            for one in free:
                if (_same_type(act, one) or not same_type) and any(
                    overlap(word, told) for word in act.words for told in one.words
                ):
                    found[act.number] = one
                    free.remove(one)
                    break
    return found


class Scores:
    """Counts of right, given and wanted by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, name: str, *, right: int, given: int, wanted: int) -> None:
        """Count some more under a name."""
        self.right[name] += right
        self.given[name] += given
        self.wanted[name] += wanted

    def include(self, others: "Scores") -> None:
        """Count what was counted elsewhere too."""
        self.right.update(others.right)
        self.given.update(others.given)
        self.wanted.update(others.wanted)

    def shares(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        p = self.right[name] / self.given[name] if self.given[name] else 0.0
        r = self.right[name] / self.wanted[name] if self.wanted[name] else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return p, r, f


ROWS = (
    "acts found", "acts found, and type", "kept as records", "status", "actor", "recipient", "actor, of acts found",
    "recipient, of acts found", "answers", "answers heard", "answers heard, order aside", "speaker of an act",
)  # fmt: skip


def scored(sentences: Iterable[Sentence], reads: Coder, progress: Progress = silent) -> Scores:
    """The counts over some sentences, each read as a report of one sentence."""
    scores = Scores()
    for sentence in sentences:
        coded, considered = reads.explain(Report(sentence.text, published=date(2031, 3, 9), language="en"))
        acts = list(sentence.acts.values())
        read = read_acts(coded, considered)
        found = paired(acts, read)
        scores.add("acts found", right=len(found), given=len(read), wanted=len(acts))
        sure = [act for act in acts if act.number in found]
        typed = sum(_same_type(act, found[act.number]) for act in sure)
        scores.add("acts found, and type", right=typed, given=len(read), wanted=len(acts))
        worth = [act for act in acts if act.status in KEPT]
        records = sum(found[act.number].event is not None for act in worth if act.number in found)
        scores.add("kept as records", right=records, given=len(coded.events), wanted=len(worth))
        right = sum(_same_status(act, found[act.number]) for act in sure)
        scores.add("status", right=right, given=len(sure), wanted=len(sure))
        for act in acts:
            _sides(scores, act, found.get(act.number))
        _answers(scores, sentence, found, coded)
        _answers_heard(scores, sentence, coded, considered)
        _speakers(scores, sentence, found, coded)
        progress()
    return scores


# What a ledger is for; what is only imagined, threatened or said not to have happened is read and makes no event.
KEPT = {"done", "attempted", "foiled", "planned", "habitual", "historical"}


def _same_type(wanted: Act, given: Read) -> bool:
    # "We will strike the port" stands in a ledger as a threat, whatever it is that is threatened.
    return wanted.type == given.action or (wanted.status == given.status == "threatened" and given.action == "THREATEN")


def _same_status(wanted: Act, given: Read) -> bool:
    # A threat that is made ("threatened to close the strait", done) stands in a ledger as threatened.
    if wanted.type == given.action == "THREATEN" and given.status == "threatened":
        return wanted.status in {"done", "threatened"}
    # A negated act that a side is told to have denied stands as denied.
    return wanted.status == given.status or (wanted.status, given.status) == ("negated", "denied")


def _sides(scores: Scores, act: Act, read: Read | None) -> None:
    for role, what in (("a", "actor"), ("r", "recipient")):
        wanted = [span for kind, span in act.roles if kind == role]
        given = [mark.passage for mark in read.marks if mark.what == what] if read else []
        right = bool(wanted) and any(overlap(one, other) for one in wanted for other in given)
        scores.add(what, right=int(right), given=int(bool(given)), wanted=int(bool(wanted)))
        if read is not None:
            name = f"{what}, of acts found"
            scores.add(name, right=int(right), given=int(bool(given)), wanted=int(bool(wanted)))


def _answers(scores: Scores, sentence: Sentence, found: dict[int, Read], coded: Coded) -> None:
    wanted = [answer for answer in sentence.answers if answer.kind == "answers" and answer.response and answer.trigger]
    links = [link for link in coded.links if link.kind == "answers"]
    event = {number: read.event.id for number, read in found.items() if read.event is not None}
    right = sum(
        any(
            {answer.response, answer.trigger} <= event.keys()
            and (link.response, link.trigger) == (event[answer.response], event[answer.trigger])
            for link in links
        )
        for answer in wanted
    )
    scores.add("answers", right=right, given=len(links), wanted=len(wanted))


# "A day after" and the like: words of order alone.
_ORDER = re.compile(
    r"(?:(?:[\w-]+ )?(?:minute|hour|day|night|morning|evening|week|fortnight|month|year)s? |shortly |soon )?"
    r"(?:after|following)",
    re.IGNORECASE,
)


def _answers_heard(scores: Scores, sentence: Sentence, coded: Coded, considered: Iterable[Considered]) -> None:
    words = {event.id: tuple(mark.passage for mark in event.marks if mark.what == "act") for event in coded.events}
    pairs = {(words[link.response], words[link.trigger]) for link in coded.links if link.kind == "answers"}
    for one in considered:
        ends = {mark.what: (mark.passage,) for mark in one.marks} if one.what == "answer" else {}
        if {"response", "trigger"} <= ends.keys():
            pairs.add((ends["response"], ends["trigger"]))
    right: dict[str, int] = Counter()
    wanted: dict[str, int] = Counter()
    for answer in sentence.answers:
        if answer.kind != "answers" or not answer.response or not answer.trigger:
            continue
        is_heard = any(
            _tells(sentence, answer.response, response) and _tells(sentence, answer.trigger, trigger)
            for response, trigger in pairs
        )
        names = ["answers heard"]
        if not _ORDER.fullmatch(sentence.text[answer.span.start : answer.span.end]):
            names.append("answers heard, order aside")
        for name in names:
            wanted[name] += 1
            right[name] += is_heard
    for name in ("answers heard", "answers heard, order aside"):
        scores.add(name, right=right[name], given=len(pairs), wanted=wanted[name])


def _tells(sentence: Sentence, number: int, words: Iterable[Passage]) -> bool:
    """Whether words tell an annotated act; of what is threatened, the words of the threat tell it too."""
    act = sentence.acts[number]
    told = [act]
    if act.status == "threatened":
        told += [one for one in sentence.acts.values() if one.type == "THREATEN"]
    return any(overlap(one, other) for each in told for one in each.words for other in words)


def _speakers(scores: Scores, sentence: Sentence, found: dict[int, Read], coded: Coded) -> None:
    for cue in sentence.cues:
        read = found.get(cue.about)
        if read is None or read.event is None:
            continue
        event = read.event
        said = [claim for claim in coded.claims if claim.event == event.id and claim.speaker is not None]
        spans = sentence.speakers.get(cue.speaker, [])
        names = [sentence.text[span.start : span.end].casefold() for span in spans]
        right = any(
            claim.speaker is not None and any(_alike(claim.speaker.name.casefold(), name) for name in names)
            for claim in said
        )
        blamed = any(_alike(blame.by.casefold(), name) for blame in event.attribution.blames for name in names)
        scores.add(
            "speaker of an act", right=int(right or blamed), given=int(bool(said or event.attribution.blames)), wanted=1
        )


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or bool(set(one.split()) & set(other.split()) - {"the", "a", "of", "an"})


def score_sentences(
    path: Path, coder: Coder, parts: Sequence[str], *, at_most: int | None, progress: Progress = silent
) -> Table:
    """Precision, recall and F1 on the sentences of a `.txt` file, or of a folder of them, in the notation of ours."""
    needed(path.is_file() or any(path.glob("*.txt")), path, "sentences.txt, annotated sentences, one a line")
    sentences = {sentence.text: sentence for sentence in read_sentences(path)}
    needed(any(sentence.acts for sentence in sentences.values()), path, "sentences with acts: [hit]{1 ASSAULT done}")
    rows = []
    for part in parts:
        chosen = some([text for text in sentences if half_of(text) == part], at_most)
        scores = scored((sentences[text] for text in chosen), coder, progress)
        rows += [
            Row(f"{part}: {name}", (*scores.shares(name), scores.wanted[name])) for name in ROWS if scores.wanted[name]
        ]
    return Table(
        f"Annotated sentences of {path.name}",
        ("", "precision", "recall", "F1", "of"),
        tuple(rows),
        ("Nobody has published figures on these.",),
        decimals=2,
    )
