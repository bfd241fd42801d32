"""Who speaks of an act by the models, where the rules hear nobody."""

from typing import TYPE_CHECKING

from talion.coding.models import SpeechFound, sure
from talion.coding.speech.cues import is_nobody
from talion.coding.speech.denying import says_no
from talion.coding.speech.speakers import speaker_of
from talion.coding.speech.voices import Speech, Voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from talion.coding.acts.told import Told

# The lemma under which the words of a speaker are kept, by what the models hear the speaker do.
_VERB_OF = {
    "says": "say", "confirms": "confirm", "claims": "claim", "denies": "deny", "hedges": "suggest",
    "threatens": "threaten",
}  # fmt: skip


def hear_speech(voices: Voices, acts: "Sequence[Told]") -> None:
    """Add the speech that the models hear of acts which, by the rules, nobody speaks of."""
    cast = voices.cast
    for number, paragraph in enumerate(cast.paragraphs):
        here = [told for told in acts if told.paragraph == number]
        for sentence in paragraph.sentences:
            if not any(sentence.start <= told.token.i < sentence.end for told in here):
                continue
            for cue in cast.readings.of(number, sentence).speech:
                if cue.verb in _VERB_OF and cue.about and cue.score >= sure.CUE and cue.speaker_score >= sure.CUE:
                    _add_heard(number, sentence, cue, here, voices)


def _add_heard(number: int, sentence: "Span", cue: SpeechFound, acts: "Sequence[Told]", voices: Voices) -> None:
    cast = voices.cast
    word = cast.readings.span(number, sentence, cue.start, cue.end)
    who = cast.readings.span(number, sentence, *cue.speaker) if cue.speaker is not None else None
    told_by = cast.readings.told_by(acts, number, sentence)
    about = [told_by[n] for n in cue.about if n in told_by]
    about = [told for told in about if voices.at(number, told.token.i) is None]
    if word is not None and any(c.dep_ == "neg" for c in word.root.children):
        return  # "has not confirmed that its jets bombed the town"
    if word is None or who is None or not about or any(word.root in told.tokens for told in about):
        return
    if is_nobody(who.root) or any(is_done_to(who.root, told, word.root) for told in about):
        return
    beside = {token.i for token in word.root.subtree} | {word.root.i} | set(range(who.start, who.end))
    content: set[int] = set()
    for told in about:
        words = {token.i for token in told.token.subtree}
        content |= words - (beside if word.root.i in words else set(range(who.start, who.end)))
        content.add(told.token.i)
    content.discard(word.root.i)
    head = who.root
    if head.tag_ == "POS":  # "by its lawyers' count"
        head = head.head
    if head.dep_ in {"poss", "amod", "det"}:  # "its" of "its imam", "Turkish" of "Turkish troops"
        head = who[-1] if who[-1].i != head.i else head.head if head.head.pos_ == "NOUN" else head
    speaker, first, last = speaker_of(number, head, voices)
    verb = "say" if cue.verb == "denies" and not says_no(word.root) else _VERB_OF[cue.verb]
    voices.speeches.append(Speech(number, word.root.i, speaker, verb, first, last, content))


def is_done_to(who: "Token", told: "Told", cue: "Token") -> bool:
    """Whether somebody is named as an object of an act, and not as who speaks of it: "had killed one of their men"."""
    words, objects = {t.i for t in told.tokens}, False
    for _ in range(8):
        if who.i in words:
            return objects
        if who.i in {cue.i, who.head.i}:
            return False
        objects = objects or who.dep_ in {"dobj", "nsubjpass", "attr"}
        who = who.head
    return False
