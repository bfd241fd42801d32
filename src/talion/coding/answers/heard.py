"""Answers that the trained models hear between two acts of one sentence, where the rules see none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import Told
from talion.coding.answers.stated import Answer
from talion.coding.models import sure
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices

if TYPE_CHECKING:
    from spacy.tokens import Span


# Words of order alone, whatever the models make of them.
_ORDER = {"after", "following", "as", "when", "and", "then", "later"}


def hear_answers(cast: Cast, voices: Voices, acts: Sequence[Told], known: Sequence[Answer]) -> list[Answer]:
    """The answers that the models hear between acts of one sentence, of acts whose answer the rules do not see."""
    found: list[Answer] = []
    answered = {answer.response for answer in known}
    tied = {(answer.response, answer.trigger) for answer in known}
    together: dict[tuple[int, int], dict[int, int]] = {}
    for n, told in enumerate(acts):
        number = cast.readings.number_of(told)
        if number is not None:
            together.setdefault((told.paragraph, told.sentence.start), {}).setdefault(number, n)
    for (number, _), of in together.items():
        sentence = acts[next(iter(of.values()))].sentence
        paragraph = cast.paragraphs[number]
        for pair in sorted(cast.readings.of(number, sentence).pairs, key=lambda one: -one.score):
            response, trigger = of.get(pair.response), of.get(pair.trigger)
            if pair.kind != "answers" or response is None or trigger is None or response == trigger:
                continue
            if response in answered or (trigger, response) in tied:
                continue
            words = None
            if pair.start is not None and pair.end is not None:
                words = cast.readings.span(number, sentence, pair.start, pair.end)
            why = _why_not(pair.score, words)
            if why is not None or words is None:
                pass_over(acts[response].token, why or "", what="answer", score=pair.score)
                continue
            answered.add(response)
            tied.add((response, trigger))
            phrase = paragraph.passage(words.start, words.end - 1)
            found.append(Answer(response, trigger, phrase, paragraph.of(sentence), voices.at(number, words.start)))
    return found


def _why_not(score: float, words: "Span | None") -> str | None:
    if score < sure.ANSWER:
        return "a model hears an answer here and is not sure enough of it"
    if words is None:
        return "a model hears an answer here, and no words that state it"
    if all(token.lower_ in _ORDER for token in words):
        return f"a model hears an answer here; “{words.text}” alone is order"
    return None
