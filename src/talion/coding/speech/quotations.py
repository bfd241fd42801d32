"""Words that no clause hands to a speaker: those between quotation marks, and those before or around a cue."""

from typing import TYPE_CHECKING

from talion.coding.speech.speakers import is_a_person, speaker_of
from talion.coding.speech.voices import Speech, Voices

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def give_quotes(number: int, here: list[Speech], voices: Voices) -> None:
    """Give the words between quotation marks, over sentence ends, to the speaker whose cue stands nearest."""
    doc = voices.cast.paragraphs[number].doc
    for first, last in _quotes(number, voices):
        introduced = _before_a_colon(number, first, last, here, voices)
        introduced = introduced or _introduced(number, first, last, here, voices)
        if introduced is not None:
            here.append(introduced)
            continue
        near = [(min(abs(s.cue - first), abs(s.cue - last)), s) for s in here if not first <= s.cue <= last]
        if near:
            speech = min(near, key=lambda pair: pair[0])[1]
            speech.content |= set(range(first + 1, last))
            speech.quoted = True
        elif not here and voices.speeches and doc[first].i <= 1 and last - first > 6:
            before = voices.speeches[-1]
            if before.paragraph >= number - 1:
                here.append(
                    Speech(number, first, before.speaker, "said", first, first, set(range(first + 1, last)), True)
                )


def _before_a_colon(number: int, first: int, last: int, here: list[Speech], voices: Voices) -> Speech | None:
    """ "Ada Poe, professor of law at Mira College: "Expect more bombs"": a name alone before its words."""
    doc = voices.cast.paragraphs[number].doc
    if first < 3 or doc[first - 1].text != ":":
        return None
    before = doc[doc[first - 1].sent.start : first - 1]
    if not len(before) or any(s.paragraph == number and before.start <= s.cue < before.end for s in here):
        return None
    if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in before):  # "A teacher was gloomier: "…""
        subject = next((t for t in before if t.dep_ == "nsubj"), None)
        if subject is None or not is_a_person(subject) or subject.left_edge.i > before.start + 1:
            return None
        speaker, start, end = speaker_of(number, subject, voices)
        return Speech(number, subject.head.i, speaker, "say", start, end, set(range(first + 1, last)), True)
    head = next((e.root for e in before.ents if e.label_ == "PERSON"), None)
    if head is None or head.i > before.start + 3:
        return None
    speaker, start, end = speaker_of(number, head, voices)
    return Speech(number, first - 1, speaker, "say", start, end, set(range(first + 1, last)), True)


def _introduced(number: int, first: int, last: int, here: list[Speech], voices: Voices) -> Speech | None:
    """A quotation by itself, after a sentence whose subject is a person: "Vance does not share that view. …"."""
    doc = voices.cast.paragraphs[number].doc
    start = doc[first].sent.start
    if first > start + 1 or start == 0:
        return None
    closing = doc[last].sent if last < len(doc) else doc[len(doc) - 1].sent
    if any(last < s.cue < closing.end for s in here):
        return None
    before = doc[start - 1].sent
    if any(before.start <= s.cue < before.end for s in here) or any(t.text == '"' for t in before):
        return None
    subject = next((c for c in before.root.children if c.dep_ == "nsubj"), None)
    common = subject is not None and is_a_person(subject) and subject.pos_ == "NOUN"
    if subject is None or (subject.pos_ != "PROPN" and subject.ent_type_ != "PERSON" and not common):
        return None
    speaker, _, _ = speaker_of(number, subject, voices)
    if not common and (not speaker.name[:1].isupper() or (speaker.kind == "party" and speaker.role is None)):
        return None
    return Speech(number, before.root.i, speaker, "say", subject.i, subject.i, set(range(first + 1, last)), True)


def _quotes(number: int, voices: Voices) -> list[tuple[int, int]]:
    doc = voices.cast.paragraphs[number].doc
    marks = [t.i for t in doc if t.text == '"']
    # a doubled mark opens once
    marks = [m for n, m in enumerate(marks) if n == 0 or m != marks[n - 1] + 1]
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2:  # a quotation that runs on into the next paragraph is left open
        spans.append((marks[-1], len(doc)))
    return [(a, b) for a, b in spans if b - a > 4]


def told_before(token: "Token", subject: "Token", sentence: "Span") -> set[int]:
    """The words before ", the group said in a report", where the parser does not take them for what was said."""
    edge = subject.left_edge.i
    if token.lemma_.lower() not in _SAYS_AFTER or edge - sentence.start < 5 or not subject.i < token.i <= subject.i + 9:
        return set()
    words = token.doc[sentence.start : edge - 1]
    if token.doc[edge - 1].text != "," or token.i < subject.right_edge.i - 1:
        return set()
    told = any(t.pos_ in {"VERB", "AUX"} and "VerbForm=Fin" in str(t.morph) for t in words)
    opens = words[0].dep_ in {"mark", "prep", "advmod"} or words[0].tag_ in {"IN", "VBG"}
    return {t.i for t in words} if told and not opens else set()


def told_around(token: "Token", subject: "Token", sentence: "Span") -> set[int]:
    """The words around a cue between commas: "the raids, he says, cost them much", back to a colon or semicolon."""
    doc, first, last = token.doc, min(subject.left_edge.i, token.i), token.i + 1
    if subject.i > token.i:  # "should a bus burn, says a driver in Lahore, anything may happen"
        last = subject.right_edge.i + 1
        past = any(t.tag_ == "VBD" for t in doc[last : sentence.end])
        if past and any(c.i > last and c.dep_ in {"conj", "advcl", "cc"} for c in token.children):
            return set()  # "ten died, said a doctor, and three were hurt": perhaps the reporter's own
    if token.lemma_.lower() not in _SAYS_AFTER | THINKS or token.i - first > 4 or last - token.i > 9:
        return set()
    if last < sentence.end and doc[last].dep_ in {"dobj", "dative"} and doc[last].head.i == token.i:
        last += 1  # ", he told us,"
    if first - 1 <= sentence.start or last + 1 >= sentence.end or {doc[first - 1].text, doc[last].text} != {","}:
        return set()
    breaks = [t.i for t in sentence if t.text in {":", ";"}]
    start = max((i + 1 for i in breaks if i < first), default=sentence.start)
    end = min((i for i in breaks if i > last), default=sentence.end)
    told = any(t.pos_ in {"VERB", "AUX"} and t.i != token.i for t in doc[start:end])
    return {*range(start, first - 1), *range(last + 1, end)} if told else set()


_SAYS_AFTER = {"say", "report", "warn", "predict", "believe", "add", "announce", "state", "note", "write", "estimate"}
# Verbs of thought, which say something when denied too: "does not expect them to stop".
THINKS = {"expect", "believe", "think", "foresee", "anticipate"}
