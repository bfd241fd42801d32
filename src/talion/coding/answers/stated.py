"""Where a text says that one act answers another: the phrase, who says it, and the two acts."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.coding.acts.passed_over import is_heard, pass_over
from talion.coding.acts.told import Told
from talion.coding.answers.by_link_word import LINK_WORDS, by_link_word
from talion.coding.answers.by_noun import ANSWER_NOUNS, BARE, NOUN_WORDS, by_noun
from talion.coding.answers.by_reason import REASON_WORDS, by_reason
from talion.coding.answers.by_verb import ANSWER_VERBS, VERB_WORDS, by_verb
from talion.coding.answers.in_few_words import FEW_WORDS, UNANSWERED, in_few_words
from talion.coding.answers.pointing import PRESENTS, beside, is_after_clause
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech, Voices
from talion.records import Passage, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

# The words by which an answer can be told, or order alone; no other word is looked at.
_SPEAKS = NOUN_WORDS | VERB_WORDS | REASON_WORDS | LINK_WORDS | FEW_WORDS | {"after", "following"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One stated answer: indices of the two mentions in the list of acts, the phrase, and the speech that states it.

    `vowed` where the one who answers says so by the very act: "vows a painful answer to the seizure". `owner` is the
    word for whose answer it is: "its" of "its answer to the bomb".
    """

    response: int
    trigger: int
    phrase: Passage
    sentence: Passage
    speech: Speech | None
    vowed: bool = False
    owner: str = ""


def find_answers(cast: Cast, voices: Voices, acts: list[Told]) -> list[Answer]:
    """Every stated answer whose two acts the report tells. "After" alone is order, and makes none."""
    found: list[Answer] = []
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc:
            if token.lemma_.lower() not in _SPEAKS and token.lower_ not in _SPEAKS:
                continue
            pair = (
                by_noun(number, token, acts, cast)
                or by_verb(number, token, acts, cast)
                or by_reason(number, token, acts)
                or by_link_word(number, token, acts)
                or in_few_words(number, token, acts)
            )
            if pair is None:
                if is_heard():
                    _say_why(number, token, acts)
                continue
            response, trigger, first, last = pair
            if response == trigger or (_negated(token) and token.lower_ not in UNANSWERED) or is_denied(token):
                why = "one act is told here, and not two" if response == trigger else "it is said not to be one"
                pass_over(token, why, what="answer")
                continue
            for one in (response, *beside(response, trigger, token, acts)):
                found.append(
                    Answer(
                        one,
                        trigger,
                        paragraph.passage(first, last),
                        paragraph.of(token.sent),
                        voices.at(number, token.i) or _presenter(number, token, cast),
                        _is_vowed(acts[one], token),
                        next((c.lower_ for c in token.lefts if c.dep_ == "poss"), ""),
                    )
                )
    return found


_VOWS = {"vow", "promise", "pledge", "threaten", "warn", "swear"}


def _is_vowed(response: Told, token: "Token") -> bool:
    if token.lower_ == "for" and token.i and token.doc[token.i - 1].text == '"':
        return True  # "hanged two men \"for the caravan\""
    verb = response.token
    if token.lemma_.lower() == "cite":
        return True  # "suspended the treaty, citing the murder": the reason that the side itself gives
    return verb.lemma_.lower() in _VOWS and verb.i < token.i and any(t.i == token.i for t in verb.subtree)


_EXPLAINS = {"explain", "say", "state", "argue", "add"}
_OFFICE = re.compile(r"spokes|minister|ministry|president|premier|chancellor|government", re.IGNORECASE)


def _presenter(number: int, token: "Token", cast: Cast) -> Speech | None:
    """Who calls an act an answer, without a clause of speech: "Ankara presents them as …", "in response, it said"."""
    at = token
    for _ in range(6):
        verbs = [c for c in at.children if c.dep_ == "parataxis"] if at.pos_ in {"VERB", "AUX"} else []
        for verb in [*verbs, at]:
            speaks = verb.lemma_.lower() in PRESENTS or (verb in verbs and verb.lemma_.lower() in {"say", "claim"})
            speaks = speaks or (token.lower_ == "because" and verb.lemma_.lower() in _EXPLAINS)
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if speaks and subject is not None and verb.pos_ == "VERB":
                actors = cast.party(number, subject).actors
                if not actors and _OFFICE.match(subject.lemma_):
                    speaker = Speaker(subject.text, "official")
                    return Speech(number, verb.i, speaker, verb.lemma_.lower(), subject.i, subject.i, {token.i})
                if not actors:
                    return None
                known = cast.registry.actors.get(actors[0]) or cast.new.get(actors[0])
                name = subject.text if subject.pos_ != "PRON" or known is None else known.name
                speaker = Speaker(name, "party", actors[0])
                return Speech(number, verb.i, speaker, verb.lemma_.lower(), subject.i, subject.i, {token.i})
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _say_why(number: int, token: "Token", acts: list[Told]) -> None:
    """Say of words that speak of an answer, or of order, why no answer was made of them."""
    lemma, behind = token.lemma_.lower(), token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if lemma in {"after", "following"} and token.dep_ in {"mark", "prep"}:
        here = [n for n, one in enumerate(acts) if one.paragraph == number and one.sentence.start == token.sent.start]
        later = [n for n in here if is_after_clause(acts[n].token)]
        if later and len(here) > len(later):
            pass_over(token, f"“{token.text}” alone is order, and no answer", what="answer")
        return
    by_noun = token.pos_ in {"NOUN", "PROPN"} and behind in ANSWER_NOUNS.get(lemma, ())
    by_verb = token.pos_ == "VERB" and (lemma in {"avenge", "retaliate"} or behind in ANSWER_VERBS.get(lemma, ()))
    bare = lemma in BARE and token.dep_ == "pobj" and token.head.lower_ == "in"
    if by_noun or by_verb or bare:
        pass_over(token, "the act that answers and the one that it answers are not both told here", what="answer")


def is_denied(token: "Token") -> bool:
    """Whether somebody says that it was none: "denied that it was because of the clash"."""
    at = token
    while at.head.i != at.i:
        if at.dep_ in {"ccomp", "xcomp", "pcomp"} and at.head.lemma_.lower() in {"deny", "dispute", "refute"}:
            return True
        at = at.head
    return False


def _negated(token: "Token") -> bool:
    at = token
    for _ in range(3):
        if any(c.dep_ == "neg" for c in at.children):
            return True
        if at.head.i == at.i or (at.dep_ in {"ccomp", "parataxis"} and at.i < at.head.i):
            return False  # "broke with it over the treaty; two did not follow": a clause of its own
        at = at.head
    return False
