"""Who did what to whom, in what status, answering what, said by whom: single sentences, read by the coder as it ships.

    python benchmarks/sentences.py                     # the project's own sentences and the official texts
    python benchmarks/sentences.py --second            # how far two annotators agree on 306 of them

Own sentences are those of `training/sentences` that no model was trained on (a tenth, `apart`, by the hash of the text)
and that nobody looked at while writing rules. Official texts are the 150 sentences of `benchmarks/who_to_whom`, split
in two by hash; none of either part was used for training or for rules, so both are printed.

An act is found where a record's act words overlap the annotated ones; *and type* asks for the PLOVER type as well.
Sides are right where the record's words for a side overlap the annotated ones; *of acts found* leaves out the acts that
were not found at all, which is how figures for taggers that are given the act are counted. An answer is found where a
record's link has the words of both acts (or the phrase, where one act is not in the sentence). Speech is right where a
claim's speaker overlaps the annotated speaker, or nobody speaks in both.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))

from training.notation import Act, Sentence, Span, read_sentences  # noqa: E402

from talion.codebook.gazetteer import gazetteer  # noqa: E402
from talion.codebook.registry import registry  # noqa: E402
from talion.coding.coder import Coder, coder  # noqa: E402
from talion.records import Coded, Event, Passage, Report  # noqa: E402


def overlap(one: Span | Passage, other: Span | Passage) -> bool:
    return one.start < other.end and other.start < one.end


def act_words(event: Event) -> list[Passage]:
    return [mark.passage for mark in event.marks if mark.what == "act"]


def paired(acts: Sequence[Act], events: Sequence[Event]) -> dict[int, Event]:
    """Each annotated act with the record that tells it, a record at most once, the same type first."""
    free, found = list(events), {}
    for same_type in (True, False):
        for act in acts:
            if act.number in found:
                continue
            for event in free:
                if (event.action == act.type or not same_type) and any(
                    overlap(word, told) for word in act.words for told in act_words(event)
                ):
                    found[act.number] = event
                    free.remove(event)
                    break
    return found


class Scores:
    """Counts of right, given and wanted by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, name: str, *, right: int, given: int, wanted: int) -> None:
        self.right[name] += right
        self.given[name] += given
        self.wanted[name] += wanted

    def row(self, name: str) -> str:
        p = self.right[name] / self.given[name] if self.given[name] else 0.0
        r = self.right[name] / self.wanted[name] if self.wanted[name] else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return f"{p:7.2f} {r:7.2f} {f:7.2f} {self.wanted[name]:6d}"


ROWS = (
    "acts found", "acts found, and type", "status", "actor", "recipient", "actor, of acts found",
    "recipient, of acts found", "answers", "speaker of an act",
)  # fmt: skip


def scored(sentences: Iterable[Sentence], reads: Coder) -> Scores:
    scores = Scores()
    for sentence in sentences:
        coded = reads.code(Report(sentence.text, published=date(2031, 3, 9), language="en"))
        acts = list(sentence.acts.values())
        found = paired(acts, coded.events)
        scores.add("acts found", right=len(found), given=len(coded.events), wanted=len(acts))
        typed = sum(found[act.number].action == act.type for act in acts if act.number in found)
        scores.add("acts found, and type", right=typed, given=len(coded.events), wanted=len(acts))
        sure = [act for act in acts if act.number in found]
        right = sum(_same_status(act.status, found[act.number].status) for act in sure)
        scores.add("status", right=right, given=len(sure), wanted=len(sure))
        for act in acts:
            _sides(scores, act, found.get(act.number))
        _answers(scores, sentence, found, coded)
        _speakers(scores, sentence, found, coded)
    return scores


def _same_status(wanted: str, given: str) -> bool:
    # Talion keeps a negated act as denied, or keeps none.
    return wanted == given or (wanted == "negated" and given == "denied")


def _sides(scores: Scores, act: Act, event: Event | None) -> None:
    for role, what in (("a", "actor"), ("r", "recipient")):
        wanted = [span for kind, span in act.roles if kind == role]
        given = [mark.passage for mark in event.marks if mark.what == what] if event else []
        right = bool(wanted) and any(overlap(one, other) for one in wanted for other in given)
        scores.add(what, right=int(right), given=int(bool(given)), wanted=int(bool(wanted)))
        if event is not None:
            name = f"{what}, of acts found"
            scores.add(name, right=int(right), given=int(bool(given)), wanted=int(bool(wanted)))


def _answers(scores: Scores, sentence: Sentence, found: dict[int, Event], coded: Coded) -> None:
    wanted = [answer for answer in sentence.answers if answer.kind == "answers" and answer.response and answer.trigger]
    links = [link for link in coded.links if link.kind == "answers"]
    right = sum(
        any(
            {answer.response, answer.trigger} <= found.keys()
            and (link.response, link.trigger) == (found[answer.response].id, found[answer.trigger].id)
            for link in links
        )
        for answer in wanted
    )
    scores.add("answers", right=right, given=len(links), wanted=len(wanted))


def _speakers(scores: Scores, sentence: Sentence, found: dict[int, Event], coded: Coded) -> None:
    for cue in sentence.cues:
        event = found.get(cue.about)
        if event is None:
            continue
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


def is_tune(text: str) -> bool:
    return sha256(text.encode()).digest()[0] % 2 == 0


def agreement() -> None:
    """How far a second annotator, who did not see the first, finds the same."""
    second = {s.text: s for s in read_sentences(HERE / "training/second")}
    first = {s.text: s for s in read_sentences() if s.text in second}
    scores = Scores()
    for text, one in first.items():
        other = second[text]
        pairs = [
            (a, b)
            for a in one.acts.values()
            for b in other.acts.values()
            if any(overlap(x, y) for x in a.words for y in b.words)
        ]
        once = {a.number: b for a, b in reversed(pairs)}
        scores.add("acts found", right=len(once), given=len(other.acts), wanted=len(one.acts))
        same = [(one.acts[n], b) for n, b in once.items()]
        scores.add(
            "acts found, and type",
            right=sum(a.type == b.type for a, b in same),
            given=len(other.acts),
            wanted=len(one.acts),
        )
        scores.add("status", right=sum(a.status == b.status for a, b in same), given=len(same), wanted=len(same))
        for a, b in same:
            for role, what in (("a", "actor, of acts found"), ("r", "recipient, of acts found")):
                x = [span for kind, span in a.roles if kind == role]
                y = [span for kind, span in b.roles if kind == role]
                hit = any(overlap(i, j) for i in x for j in y)
                scores.add(what, right=int(hit), given=int(bool(y)), wanted=int(bool(x)))
        hits = sum(any(overlap(i.span, j.span) and i.kind == j.kind for j in other.answers) for i in one.answers)
        scores.add("answers", right=hits, given=len(other.answers), wanted=len(one.answers))
        hits = sum(any(overlap(i.span, j.span) and i.verb == j.verb for j in other.cues) for i in one.cues)
        scores.add("cue and its verb", right=hits, given=len(other.cues), wanted=len(one.cues))
    print(f"Two annotators, {len(first)} sentences\n{'':28} precision recall F1      of")
    for name in (*ROWS[:3], *ROWS[5:8], "cue and its verb"):
        print(f"{name:28} {scores.row(name)}")


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--second", action="store_true", help="print the agreement of two annotators instead")
    options = asks.parse_args()
    if options.second:
        agreement()
        return
    reads = coder(registry(), gazetteer())
    own = [sentence for sentence in read_sentences() if sentence.part == "apart"]
    official = read_sentences(HERE / "benchmarks/who_to_whom")
    print(f"Coder {reads.version}")
    for title, sentences in (
        ("own sentences, apart", own),
        ("official texts, tune", [s for s in official if is_tune(s.text)]),
        ("official texts, apart", [s for s in official if not is_tune(s.text)]),
    ):
        scores = scored(sentences, reads)
        print(f"\n{title}: {len(sentences)} sentences\n{'':28} precision recall F1      of")
        for name in ROWS:
            if scores.wanted[name]:
                print(f"{name:28} {scores.row(name)}")


if __name__ == "__main__":
    main()
