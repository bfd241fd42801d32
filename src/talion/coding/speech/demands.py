"""What a party says that another should or must do: a demand, without a verb of demanding."""

from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.status import Standing
from talion.coding.acts.told import Told, lemma_of
from talion.coding.models import sure
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, Party
from talion.coding.speech.voices import Speech

if TYPE_CHECKING:
    from spacy.tokens import Token

_OUGHT = {"should", "must", "ought"}
_NO_DEED = {"be", "have", "know", "feel", "think", "expect", "understand", "fear", "worry", "suffer", "face", "win"}


def find_demands(number: int, cast: Cast, speeches: list[Speech], told: list[Told]) -> list[Told]:
    """Demands told by "should" and "must": "Ankara said that Athens should stop its provocations".

    It is demanded of another than who speaks. Where the sentence tells the demand or a threat already, none is made.
    """
    doc = cast.paragraphs[number].doc
    taken = {
        one.sentence.start
        for one in told
        if one.sense.action in {"REQUEST", "THREATEN"} and (one.score is None or one.score >= sure.RECORD)
    }
    found: list[Told] = []
    for speech in speeches:
        who = speech.speaker.actor
        if who is None or speech.speaker.kind not in {"party", "official", "organisation"}:
            continue
        for index in sorted(speech.content):
            verb = doc[index]
            if not _is_demanded(verb) or verb.sent.start in taken:
                continue
            subject = next(c for c in verb.children if c.dep_ == "nsubj")
            whom = cast.party(number, subject)
            somebody = whom.actors or lemma_of(subject) in PEOPLE_NOUNS | GROUP_NOUNS
            if not somebody or who in whom.actors or any(who in cast.registry.members(a) for a in whom.actors):
                continue
            tense = Standing("done", None, "who speaks says what another must do", "past")
            one = Told(number, verb, verb.i, verb.i, Sense("REQUEST", sure=True), verb.lemma_.lower(), False, tense)
            one.actor = Party((who,), speech.first, speech.last, why="who says so")
            one.recipient = whom
            one.folded.append(doc[speech.cue])
            found.append(one)
            taken.add(verb.sent.start)
    return found


def _is_demanded(verb: "Token") -> bool:
    if verb.pos_ != "VERB" or verb.lemma_.lower() in _NO_DEED or verb.dep_ in {"advcl", "relcl", "acl"}:
        return False
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not any(c.lower_ in _OUGHT for c in helpers) or any(c.lower_ in {"have", "be", "been"} for c in helpers):
        return False  # "must have fired"
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.i < verb.i and subject.pos_ in {"PROPN", "NOUN"}
