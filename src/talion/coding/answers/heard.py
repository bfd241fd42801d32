"""Answers that the trained models hear between two acts of one sentence, where the rules see none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import Told
from talion.coding.answers.by_noun import SAID_TO_BE
from talion.coding.answers.pointing import FRIENDLY, PRESENTS
from talion.coding.answers.stated import Answer, is_denied
from talion.coding.models.readings import why_unstated
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices
from talion.records import Passage

if TYPE_CHECKING:
    from spacy.tokens import Span


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
            response, trigger = (
                of[n] if n in of else _told_beside(number, sentence, n, cast, acts)
                for n in (pair.response, pair.trigger)
            )
            if pair.kind != "answers" or response is None or trigger is None or response == trigger:
                continue
            if response in answered or (trigger, response) in tied:
                continue
            words = cast.readings.words_of(number, sentence, pair)
            before, after = acts[response].token.i, acts[trigger].token.i
            if words is not None and words[-1].lower_ in _POINTS_BACK and before < words.start and words.end <= after:
                response, trigger = trigger, response  # "killed four, and in revenge for them youths ambushed a market"
                if response in answered or (trigger, response) in tied:
                    continue
            if words is not None and acts[response].token.lemma_.lower() in PRESENTS and words.root.dep_ in SAID_TO_BE:
                continue  # who calls an act an answer does not answer by that
            if words is not None and is_denied(words.root):
                continue
            if _is_its_aim(acts[response], acts[trigger], words) or _are_listed(acts[response], acts[trigger]):
                continue
            if _names_again(acts[response], acts[trigger]):
                continue  # "lynched a worker over an insult, and others besieged the mission in fury at the lynching"
            why = why_unstated(pair, words)
            if why is not None or words is None:
                pass_over(acts[response].token, why or "", what="answer", score=pair.score)
                continue
            said = paragraph.of(words)
            if any(
                said.start < one.phrase.end
                and one.phrase.start < said.end
                and acts[one.response].sentence.start != sentence.start
                for one in known
            ):
                continue  # "They said that it answered the bombing": what answers was told in another sentence
            phrase = paragraph.passage(words.start, words.end - 1)
            if any(_says_it_of_another(phrase, one, acts[response], acts) for one in (*known, *found)):
                pass_over(acts[response].token, "its words say it of another act", what="answer", score=pair.score)
                continue
            answered.add(response)
            tied.add((response, trigger))
            found.append(Answer(response, trigger, phrase, paragraph.of(sentence), voices.at(number, words.start)))
    return found


_POINTS_BACK = {"them", "it", "this", "that", "these", "which", "him", "her"}


def _is_its_aim(response: Told, trigger: Told, words: "Span | None") -> bool:
    """ "Marched for the release of the fishermen": what is asked for, and no reason."""
    asks = response.sense.action in {"PROTEST", "REQUEST", "CONSULT"} and trigger.sense.action in FRIENDLY
    return asks and (words is None or any(t.lower_ in {"for", "to"} for t in words))


def _are_listed(response: Told, trigger: Told) -> bool:
    """ "Answered with air raids and a blockade": two nouns side by side, of which none answers the other."""
    return response.is_noun and trigger.is_noun and trigger.token in response.token.conjuncts


def _names_again(verb: Told, noun: Told) -> bool:
    """Whether a noun names the act that a verb told: "the lynching" of "lynched"."""
    if verb.is_noun or not noun.is_noun or not noun.definite or noun.token.i < verb.token.i:
        return False
    stem = verb.token.lemma_.lower()[:5]
    return noun.token.lower_.startswith(stem) and verb.sense.action == noun.sense.action


def _says_it_of_another(phrase: Passage, other: Answer, response: Told, acts: Sequence[Told]) -> bool:
    """Whether the words that state an answer state one of another act already, which is not joined to this one."""
    first = acts[other.response]
    if first is response or phrase.start >= other.phrase.end or other.phrase.start >= phrase.end:
        return False
    by_others = any(c.dep_ in {"nsubj", "nsubjpass"} for c in response.token.children)
    return by_others or response.token not in first.token.conjuncts


def _told_beside(number: int, sentence: "Span", heard: int, cast: Cast, acts: Sequence[Told]) -> int | None:
    """The act that the rules tell by the word on which a heard one hangs: "rockets" in "rockets hit a base".

    Of what is threatened, the threat: "threatened to blow up the bridge".
    """
    trigger = cast.readings.of(number, sentence).triggers[heard]
    words = cast.readings.span(number, sentence, trigger.start, trigger.end)
    if words is None:
        return None
    here = [n for n, one in enumerate(acts) if one.paragraph == number and one.sentence.start == sentence.start]
    threat = next((n for n in here if acts[n].sense.action == "THREATEN" and words.root in acts[n].folded), None)
    if threat is not None:
        return threat
    if words.root.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return None
    return next((n for n in here if words.root.head in acts[n].tokens), None)
