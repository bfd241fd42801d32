"""Acts that the trained models hear and no rule tells: mentions like those of the rules, with the models' score.

Rules go first and are never overruled; the models are asked of sentences in which no rule tells an act, and of those
that hold a word of answering, where the rules see no answer. What they add is marked: `Told.score` is their own, and
the record's rule says that a model told it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.answers import Answer
from talion.coding.cast import WEAPON_NOUNS, Cast, Party
from talion.coding.models import Reading, RoleFound, TriggerFound, read_acts, read_sentence
from talion.coding.passed_over import pass_over
from talion.coding.speech import Voices
from talion.coding.status import Standing, standing_of, tense_of
from talion.coding.told import Told, lemma_of
from talion.records import STATUSES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Chosen on the `dev` sentences of training/ and the tuning part of the annotated reports.
SURE_OF_ACT = 0.75
SURE_OF_TYPE = 0.5
_SURE_OF_ROLE = 0.5
_SURE_OF_ANSWER = 0.6
# Words of answering. "After", "over" and "following" are order as often, and are left to the rules.
_SPEAKS_OF_ANSWERS = re.compile(
    r"\b(?:respon[sd]|retaliat|repris|reveng|vengeance|aveng|answer|repl(?:y|ie)|payback|punish|retribution|react"
    r"|prompt|provok|trigger|set off|hit back|struck back|hits back|tit[- ]for[- ]tat|in protest)",
    re.IGNORECASE,
)
_SURE_OF_STATUS = 0.6
# The models mark "had been", "was"; the word that tells the act is the last of its words.
_HURT = {"hurt", "harm", "wound", "injure", "kill", "die", "gas", "grenade", "stun", "injury", "casualty", "death"}
_NO_ACT = {"AUX", "DET", "ADP", "PUNCT", "PART", "SCONJ", "CCONJ", "PRON", "SPACE"}


def hear_more(number: int, cast: Cast, told: list[Told]) -> list[Told]:
    """The mentions of one paragraph that the models add to those that the rules told, in the order of their words."""
    paragraph = cast.paragraphs[number]
    taken = {token.i for one in told for token in one.tokens}
    taken |= {i for one in told for i in range(one.first, one.last + 1)}
    found: list[Told] = []
    for sentence in paragraph.doc.sents:
        if any(token.i in taken for token in sentence) and not _SPEAKS_OF_ANSWERS.search(sentence.text):
            continue  # asked of every sentence, the models would cost more time than the parse and add little

        def wanted(start: int, end: int, score: float, sentence: "Span" = sentence) -> bool:
            words = _words(paragraph.doc, sentence, start, end)
            if words is None or any(token.i in taken for token in words):
                return False
            if score < SURE_OF_ACT:
                pass_over(_head(words), "a model hears an act here and is not sure enough of it", score=score)
            return score >= SURE_OF_ACT

        reading = read_acts(sentence.text, wanted)
        for n, trigger in enumerate(reading.triggers):
            words = _words(paragraph.doc, sentence, trigger.start, trigger.end)
            if words is None:
                continue
            token = _head(words)
            if token.i in taken or any(inner.i in taken for inner in words):
                continue
            why = _why_not(trigger, token)
            if why is not None:
                pass_over(token, why, score=trigger.score)
                continue
            made = _told(number, cast, sentence, reading, n, token, words)
            if not _has_a_party(made):
                pass_over(token, f"a model hears {trigger.type} here, of no party that is known", score=trigger.score)
                continue
            taken.add(token.i)
            found.append(made)
    return found


def hear_answers(cast: Cast, voices: Voices, acts: Sequence[Told], known: Sequence[Answer]) -> list[Answer]:
    """The answers that the models hear between acts of one sentence, where the rules see none in it."""
    found: list[Answer] = []
    seen = {(answer.sentence.start, answer.sentence.end) for answer in known}
    together: dict[tuple[int, int], list[int]] = {}
    for n, told in enumerate(acts):
        together.setdefault((told.paragraph, told.sentence.start), []).append(n)
    for (number, _), numbers in together.items():
        sentence = acts[numbers[0]].sentence
        paragraph = cast.paragraphs[number]
        whole = paragraph.of(sentence)
        if len(numbers) < 2 or (whole.start, whole.end) in seen or not _SPEAKS_OF_ANSWERS.search(sentence.text):
            continue
        offsets = [_offsets(acts[n], sentence) for n in numbers]
        reading = read_sentence(sentence.text, offsets)
        of = {
            trigger: n
            for trigger, told in enumerate(reading.triggers)
            for n, at in zip(numbers, offsets, strict=True)
            if told.start < at[1] and at[0] < told.end
        }
        for pair in reading.pairs:
            response, trigger = of.get(pair.response), of.get(pair.trigger)
            if pair.kind != "answers" or response is None or trigger is None or response == trigger:
                continue
            words = (
                _words(paragraph.doc, sentence, pair.start, pair.end) if pair.start is not None and pair.end else None
            )
            if words is None or pair.score < _SURE_OF_ANSWER:
                at = acts[response].token
                pass_over(
                    at, "a model hears an answer here and is not sure enough of it", what="answer", score=pair.score
                )
                continue
            phrase = paragraph.passage(words.start, words.end - 1)
            found.append(Answer(response, trigger, phrase, whole, voices.at(number, words.start)))
    return found


def _offsets(told: Told, sentence: "Span") -> tuple[int, int]:
    doc = sentence.doc
    return doc[told.first].idx - sentence.start_char, doc[told.last].idx + len(doc[told.last]) - sentence.start_char


def _has_a_party(told: Told) -> bool:
    """Whether anybody known did it or suffered it; of force, which strikes unnamed people too, anybody at all."""
    if told.actor.actors or told.recipient.actors:
        return True
    return told.sense.action in {"ASSAULT", "COERCE", "PROTEST"} and told.recipient.first >= 0


def _why_not(trigger: TriggerFound, token: "Token") -> str | None:
    if trigger.type_score < SURE_OF_TYPE:
        return f"a model hears an act here and is not sure that it is {trigger.type}"
    if trigger.type == "THREATEN":
        return "a model hears THREATEN here; what a threat is, the rules alone decide"
    if trigger.status == "negated" or trigger.status not in STATUSES:
        return f"a model hears {trigger.type} here, said not to be"
    if trigger.status == "hypothetical":
        return f"a model hears {trigger.type} here, only imagined: a purpose, a condition or a prediction"
    if trigger.status == "denied":
        return f"a model hears {trigger.type} here, denied; what is denied, the rules decide"
    lemma = lemma_of(token)
    if lemma in WEAPON_NOUNS or lemma in _HURT or (token.dep_ in {"compound", "amod"} and token.head.i > token.i):
        return f"a model hears {trigger.type} in “{token.text}”, which names a weapon, a wound or a kind"
    return "a model hears an act in a word that tells none" if token.pos_ in _NO_ACT else None


def _told(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, token: "Token", words: "Span") -> Told:
    trigger = reading.triggers[n]
    is_noun = token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
    made = Told(
        number,
        token,
        words.start,
        words.end - 1,
        Sense(trigger.type, sure=True),
        token.lemma_.lower(),
        is_noun,
        _standing(trigger, token),
    )
    made.score = trigger.score
    made.why.append(f"a model hears {trigger.type} with a score of {trigger.score:.2f}")
    determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    made.definite = is_noun and determiner in {"the", "this", "that", "these", "those"}
    made.plural = token.tag_ in {"NNS", "NNPS"}
    made.actor = _party(number, cast, sentence, reading, n, "actor").acting
    made.recipient = _party(number, cast, sentence, reading, n, "recipient")
    thing = _party(number, cast, sentence, reading, n, "thing")
    if made.recipient.first < 0 and thing.first >= 0:
        made.recipient = replace(thing, thing=True)
    if thing.first >= 0:
        made.matter = (thing.first, thing.last)
    return made


def _standing(trigger: TriggerFound, token: "Token") -> Standing:
    """The models' status where they are sure of it, else that of the rules."""
    ruled = standing_of(token, token if token.pos_ in {"VERB", "AUX"} else None)
    if trigger.status_score >= _SURE_OF_STATUS and trigger.status in STATUSES:
        because = ruled.because if ruled.status == trigger.status else "a model"
        return replace(ruled, status=trigger.status, because=because)
    status = ruled.status if ruled.status in STATUSES else "denied"
    return replace(ruled, status=status, tense=ruled.tense or tense_of(token))


def _party(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, role: str) -> Party:
    """Whom the words of a role stand for: those that the models are surest of."""
    best: RoleFound | None = None
    for found in reading.roles:
        if found.act == n and found.role == role and found.score >= _SURE_OF_ROLE:
            best = found if best is None or found.score > best.score else best
    words = _words(sentence.doc, sentence, best.start, best.end) if best is not None else None
    if words is None:
        return Party()
    party = cast.party(number, _head(words))
    why = f"a model, with a score of {best.score:.2f}" if best is not None else ""
    return replace(party, why=f"{party.why}; {why}" if party.why else why)


def _words(doc: "Doc", sentence: "Span", start: int, end: int) -> "Span | None":
    span = doc.char_span(sentence.start_char + start, sentence.start_char + end, alignment_mode="expand")
    return span if span is not None and len(span) else None


def _head(words: "Span") -> "Token":
    return words.root
