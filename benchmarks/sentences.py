"""Who did what to whom, in what status, answering what, said by whom: single sentences, read by the coder as it ships.

    python benchmarks/sentences.py                     # the project's own sentences and the official texts
    python benchmarks/sentences.py --second            # how far two annotators agree on those read twice

Own sentences are those of `training/sentences` that no model was trained on (a tenth, `apart`, by the hash of the text)
and that nobody looked at while writing rules. Official texts are the sentences of `benchmarks/who_to_whom`: 150 taken
first and 144 further ones, each split in two by hash; no model was trained on either half, and rules are mended on
`tune` alone. Each collection is printed on its own, and both together.

An act is found where the words of a record overlap the annotated ones, or those of an act that the coder says it
understood and knowingly made no record of, because it is imagined, negated, only threatened, or by nobody known
(`talion read --explain` lists these with their type and status). *Kept as records* counts the records alone, of the
acts that happened, were tried, planned or are habit. *And type* asks for the PLOVER type as well; what is annotated as
threatened may stand as a threat. Sides are right where the words for a side overlap the annotated ones; *of acts found*
leaves out the acts that were not found at all, which is how figures for taggers that are given the act are counted. An
answer is found where a record's link has the words of both acts. *Heard* counts besides what the coder says it
understood as an answer and knowingly made no link of, because one of its acts is imagined or by nobody known; what is
threatened may stand as the threat. *Heard, order aside* leaves out the annotated answers that rest on "after" or
"following" alone, which the coder holds for order and never for an answer. Speech is right where a claim's speaker
overlaps the annotated speaker, or nobody speaks in both. Of two annotators, *answers* asks for the words that state an
answer or an order, and *answers between two acts* for the two acts, as the coder is asked.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))

from training.notation import read_sentences  # noqa: E402

from talion.codebook.gazetteer import gazetteer  # noqa: E402
from talion.codebook.registry import registry  # noqa: E402
from talion.coding.benchmarks.sentences import ROWS, Scores, overlap, scored  # noqa: E402
from talion.coding.benchmarks.tables import PARTS, half_of  # noqa: E402
from talion.coding.coder import coder  # noqa: E402

AGREED = (
    "acts found", "acts found, and type", "status", "actor, of acts found", "recipient, of acts found", "answers",
    "answers between two acts", "cue and its verb",
)  # fmt: skip


def row(scores: Scores, name: str) -> str:
    p, r, f = scores.shares(name)
    return f"{p:7.2f} {r:7.2f} {f:7.2f} {scores.wanted[name]:6d}"


def printed(title: str, number: int, scores: Scores) -> None:
    """The figures of some sentences."""
    print(f"\n{title}: {number} sentences\n{'':28} precision recall F1      of")
    for name in ROWS:
        if scores.wanted[name]:
            print(f"{name:28} {row(scores, name)}")


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
        links, others = (
            [x for x in each.answers if x.kind == "answers" and x.response and x.trigger] for each in (one, other)
        )
        hits = sum(
            any(
                any(overlap(x, y) for x in one.acts[i.response].words for y in other.acts[j.response].words)
                and any(overlap(x, y) for x in one.acts[i.trigger].words for y in other.acts[j.trigger].words)
                for j in others
            )
            for i in links
        )
        scores.add("answers between two acts", right=hits, given=len(others), wanted=len(links))
        hits = sum(any(overlap(i.span, j.span) and i.verb == j.verb for j in other.cues) for i in one.cues)
        scores.add("cue and its verb", right=hits, given=len(other.cues), wanted=len(one.cues))
    print(f"Two annotators, {len(first)} sentences\n{'':28} precision recall F1      of")
    for name in AGREED:
        print(f"{name:28} {row(scores, name)}")


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--second", action="store_true", help="print the agreement of two annotators instead")
    options = asks.parse_args()
    if options.second:
        agreement()
        return
    reads = coder(registry(), gazetteer())
    own = [sentence for sentence in read_sentences() if sentence.part == "apart"]
    print(f"Coder {reads.version}")
    printed("own sentences, apart", len(own), scored(own, reads))
    together = {part: Scores() for part in PARTS}
    numbers = dict.fromkeys(PARTS, 0)
    for title, file in (("official texts", "sentences.txt"), ("further official texts", "further.txt")):
        official = read_sentences(HERE / "benchmarks/who_to_whom" / file)
        for part in PARTS:
            sentences = [sentence for sentence in official if half_of(sentence.text) == part]
            scores = scored(sentences, reads)
            printed(f"{title}, {part}", len(sentences), scores)
            together[part].include(scores)
            numbers[part] += len(sentences)
    for part in PARTS:
        printed(f"both official collections, {part}", numbers[part], together[part])


if __name__ == "__main__":
    main()
