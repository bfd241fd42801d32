"""Who says what: every quotation and report of speech with its speaker, role, affiliation, cue and content."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.models import SpeechFound, sure
from talion.coding.sides.cast import Cast, without_titles
from talion.records import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from talion.coding.acts.told import Told

SPEECH_VERBS = word_class("speech")
_FIRM = {
    "say",
    "tell",
    "add",
    "announce",
    "state",
    "report",
    "note",
    "write",
    "explain",
    "declare",
    "stress",
    "tweet",
    "post",
}
_EXPERT = re.compile(
    r"\b(experts?|analysts?|researchers?|professors?|fellows?|scholars?|think[- ]?tank|institute|lecturers?|academics?|"
    r"director of the [A-Z]?\w+ (?:initiative|programme|program|project|centre|center)|historians?|"
    r"political scientists?|observers?|"
    r"(?:socio|anthropo|crimino|geo|psycho|theo|ethno|polito)logists?|columnists?|pundits?|essayists?|"
    r"(?:author|editor) of|(?:head|director|chair\w*|founder) (?:of|at) (?:the |an? )?(?:[\w-]+ ){0,4}(?:cent(?:re|er)|"
    r"institute|think[- ]tank|foundation|programme|program|project|initiative)|(?:[a-z]+ )?watchers|risk assessors?|"
    r"who (?:(?:has|have) )?(?:stud(?:y|ies|ied)|follow(?:s|ed)?|track(?:s|ed)?|research(?:es|ed)?|teach(?:es)?|taught|"
    r"written|wrote|writes|monitor(?:s|ed)?|speciali[sz]es?|lectures?)|"
    r"specialists?|consultants?|advis[eo]rs? (?:at|to the)|crisis group|economists?|strategists?|commentators?)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(spokes(?:man|woman|person)|spokespeople|ministers?|ministry|presidents?|prime minister|officials?|"
    r"officers?|generals?|"
    r"commanders?|secretary|ambassadors?|diplomats?|police|army|military|government|governor|mayor|chief|colonel|major|"
    r"lieutenant|captain|envoy|senators?|lawmakers?|MPs?|parliament|leaders?|head|king|ayatollah|chancellor|"
    r"premier|brigadier|"
    r"admiral|authorities|administration|cabinet|deputy|prosecutors?|member of parliament|congress\w*)\b",
    re.IGNORECASE,
)
_POLITICIAN = re.compile(
    r"\b(MPs?|lawmakers?|senators?|member of parliament|congress\w+|politicians?|advis[eo]rs?|former \w+)\b"
)
_WITNESS = re.compile(
    r"\b(witness(?:es)?|residents?|villagers?|locals?|survivors?|relatives?|neighbou?rs?|eyewitness(?:es)?)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(news agency|state (?:media|television|TV|radio)|television|TV|newspapers?|daily|broadcaster|Reuters|"
    r"AFP|AP|Associated Press|"
    r"radio|media|Xinhua|IRNA|SANA|TASS|website|channel)\b"
)
_MONITOR = re.compile(
    r"\b(monitor(?:ing)? group|observatory|human rights|UN|United Nations|Red Cross|Red Crescent|NGO|charity|"
    r"aid group|mission)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:at|with|from|for|of)\s(?=(?:the\s)?(?:[A-Z][\w'’.-]*))")


@dataclass(slots=True)
class Speech:
    """One report of speech: `content` holds the tokens (by number) of one paragraph that the speaker stands for."""

    paragraph: int
    cue: int
    speaker: Speaker
    verb: str
    first: int
    last: int
    content: set[int] = field(default_factory=set)
    quoted: bool = False


@dataclass(slots=True)
class Voices:
    """All speech of one report, and the people that it names."""

    cast: Cast
    speeches: list[Speech] = field(default_factory=list)
    people: dict[str, Speaker] = field(default_factory=dict)
    last_person: Speaker | None = None

    def at(self, number: int, token: int) -> Speech | None:
        """The innermost speech whose content holds this token."""
        holding = [s for s in self.speeches if s.paragraph == number and token in s.content]
        return min(holding, key=lambda s: len(s.content), default=None)

    def actor_at(self, number: int, token: int) -> str | None:
        """The party whose words hold this token: whom "we" means there."""
        speech = self.at(number, token)
        return speech.speaker.actor if speech is not None else None


def find_speech(cast: Cast) -> Voices:
    """Every report of speech in the paragraphs of a report, in order."""
    voices = Voices(cast)
    for number, paragraph in enumerate(cast.paragraphs):
        here: list[Speech] = []
        for sentence in paragraph.sentences:
            here += _in_sentence(number, sentence, voices)
        _give_quotes(number, here, voices)
        voices.speeches += here
    return voices


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
    if word is None or who is None or not about or any(word.root in told.tokens for told in about):
        return
    beside = {token.i for token in word.root.subtree} | {word.root.i} | set(range(who.start, who.end))
    content: set[int] = set()
    for told in about:
        words = {token.i for token in told.token.subtree}
        content |= words - (beside if word.root.i in words else set(range(who.start, who.end)))
        content.add(told.token.i)
    content.discard(word.root.i)
    head = who.root
    if head.dep_ in {"poss", "amod", "det"}:  # "its" of "its imam", "Turkish" of "Turkish troops"
        head = who[-1] if who[-1].i != head.i else head.head if head.head.pos_ == "NOUN" else head
    speaker, first, last = _speaker(number, head, voices)
    voices.speeches.append(Speech(number, word.root.i, speaker, _VERB_OF[cue.verb], first, last, content))


def _in_sentence(number: int, sentence: "Span", voices: Voices) -> list[Speech]:
    found = []
    for token in sentence:
        if token.lower_ == "according" and token.i + 2 < sentence.end and token.doc[token.i + 1].lower_ == "to":
            target = next((t for c in token.subtree if c.dep_ in {"pobj", "dobj"} for t in [c]), None)
            if target is not None:
                speaker, first, last = _speaker(number, target, voices)
                inside = {t.i for t in token.subtree}
                found.append(
                    Speech(number, token.i, speaker, "according to", first, last, {t.i for t in sentence} - inside)
                )
        judging = _judging(token)
        if judging is not None:
            who, verb, content = judging
            speaker, first, last = _speaker(number, who, voices)
            if is_assessor(speaker) or speaker.kind == "organisation" or token.lemma_.lower() not in {"for", "be"}:
                found.append(Speech(number, token.i, speaker, verb, first, last, content))
        counting = token.pos_ == "VERB" and _counts(token)
        if token.pos_ != "VERB" or (token.lemma_.lower() not in SPEECH_VERBS and not counting):
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is None and token.dep_ in {"advcl", "conj", "xcomp", "acl"}:
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            if token.dep_ == "acl":
                subject = token.head
        if subject is None and token.dep_ != "xcomp":
            subject = _left_name(token)
        if subject is None or (_negated(token) and token.lemma_.lower() not in _THINKS):
            continue
        if counting:
            speaker, first, last = _speaker(number, subject, voices)
            content = {t.i for c in token.children if c.i > token.i for t in c.subtree}
            found.append(Speech(number, token.i, speaker, "say", first, last, content))
            continue
        clause = next((c for c in token.children if c.dep_ in {"ccomp", "parataxis"}), None)
        if clause is None and token.lemma_.lower() in {"expect", "see", "fear"}:
            clause = next((c for c in token.children if c.dep_ in {"xcomp", "dobj"}), None)
        quoted = any(t.text == '"' for t in sentence)
        before = _told_before(token, subject, sentence) if clause is None and not quoted else set()
        if before:
            speaker, first, last = _speaker(number, subject, voices)
            found.append(Speech(number, token.i, speaker, token.lemma_.lower(), first, last, before))
            continue
        if clause is None and not (quoted and token.lemma_.lower() in SPEECH_VERBS):
            continue
        if token.lemma_.lower() not in _FIRM and clause is None and not quoted:
            continue
        speaker, first, last = _speaker(number, subject, voices)
        content = {t.i for t in clause.subtree} if clause is not None else set()
        if token.lemma_.lower() in {"expect", "see", "fear"} and not quoted:
            content |= {t.i for c in token.children if c.i > token.i and not c.is_punct for t in c.subtree}
        content -= set(range(first, token.i)) if first < token.i else {t.i for t in subject.subtree}
        content.discard(token.i)
        found.append(Speech(number, token.i, speaker, token.lemma_.lower(), first, last, content))
    return found


# "In the view of analysts, …", "analysts are sceptical that …": the word, and the verb that says the same.
_VIEWS = {
    "view": "believe", "opinion": "believe", "judgment": "judge", "judgement": "judge", "assessment": "assess",
    "estimation": "believe", "reckoning": "reckon", "eye": "believe",
}  # fmt: skip
_ATTITUDES = {
    "sceptical": "doubt", "skeptical": "doubt", "doubtful": "doubt", "pessimistic": "doubt", "convinced": "believe",
    "confident": "believe", "certain": "believe", "sure": "believe", "worried": "fear", "afraid": "fear",
    "concerned": "fear", "fearful": "fear", "optimistic": "expect", "hopeful": "expect", "unsure": "doubt",
    "wary": "fear",
}  # fmt: skip


_FEARS = {
    "fear": "fear", "concern": "fear", "worry": "fear", "expectation": "expect", "belief": "believe",
    "consensus": "believe", "view": "believe", "hope": "expect", "doubt": "doubt",
}  # fmt: skip


def _judging(token: "Token") -> "tuple[Token, str, set[int]] | None":
    """Whose view a sentence gives without a verb of speech, the verb that says the same, and the words of the view."""
    if token.lemma_.lower() in _VIEWS and token.dep_ == "pobj" and token.head.lower_ == "in":
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        who = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        who = who or next((c for c in token.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)
        if who is not None:
            outside = {t.i for t in token.sent} - {t.i for t in token.head.subtree}
            return who, _VIEWS[token.lemma_.lower()], outside
    if token.lower_ == "for" and token.i == token.sent.start and token.dep_ == "prep":
        who = next((c for c in token.children if c.dep_ == "pobj"), None)
        comma = next((t.i for t in token.sent if t.text == "," and who is not None and t.i > who.i), None)
        verb = token.head.i
        if who is not None and comma is not None and comma < verb:
            commas = [t.i for t in token.sent if t.text == "," and who.i < t.i < verb]
            return who, "believe", set(range(commas[min(1, len(commas) - 1)] + 1, token.sent.end))
    if token.lemma_ == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in token.children):
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if who is not None and who.pos_ != "PRON":  # "observers do not rule out new clashes"
            return who, "say", {t.i for t in token.subtree if t.i > who.right_edge.i} | {token.i}
    if token.lemma_.lower() in _FEARS and token.pos_ == "NOUN":  # "fears among diplomats that the war could spill over"
        among = next((c for c in token.children if c.lower_ in {"among", "amongst"}), None)
        who = next((c for c in among.children if c.dep_ == "pobj"), None) if among is not None else None
        near = (*token.children, *(who.children if who is not None else ()))
        clause = next((c for c in near if c.dep_ in {"ccomp", "acl", "relcl"} and c.i > token.i), None)
        if who is not None and clause is not None:
            return who, _FEARS[token.lemma_.lower()], {t.i for t in clause.subtree}
    if token.lemma_ == "be":
        how = next((c for c in token.children if c.dep_ == "acomp" and c.lemma_.lower() in _ATTITUDES), None)
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        clause = next((c for c in how.children if c.dep_ in {"ccomp", "prep"}), None) if how is not None else None
        if how is not None and who is not None and clause is not None and not _negated(token):
            return who, _ATTITUDES[how.lemma_.lower()], {t.i for t in clause.subtree}
    return None


def _told_before(token: "Token", subject: "Token", sentence: "Span") -> set[int]:
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


_SAYS_AFTER = {"say", "report", "warn", "predict", "believe", "add", "announce", "state", "note", "write", "estimate"}
_THINKS = {"expect", "believe", "think", "foresee", "anticipate"}  # "does not expect them to stop" says something
_TOLL_NOUNS = {"number", "toll", "dead", "death", "figure", "count", "casualty", "loss", "killed", "wounded", "total"}


def _counts(token: "Token") -> bool:
    """ "Put the dead at a dozen", "spoke of more than 80", "mentioned one injured officer": somebody's count."""
    lemma = token.lemma_.lower()
    if lemma in {"put", "give", "place", "set", "revise"}:
        return any(c.dep_ == "dobj" and c.lemma_.lower() in _TOLL_NOUNS for c in token.children)
    if lemma in {"speak", "talk"}:
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        return of is not None and any(t.like_num or t.lemma_.lower() in _TOLL_NOUNS for t in of.subtree)
    if lemma in {"mention", "count", "record", "list", "cite"}:
        return any(c.dep_ == "dobj" and any(t.like_num for t in c.subtree) for c in token.children)
    return False


def _left_name(token: "Token") -> "Token | None":
    """The person named just before a verb of speech that has no subject by the parser: "…, Jane Doe, an MP, told"."""
    people = [e for e in token.sent.ents if e.label_ == "PERSON" and e.end <= token.i]
    if not people:
        return None
    last = people[-1]
    between = token.doc[last.end : token.i]
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "relcl", "amod"} for t in between) or len(between) > 14:
        return None
    if last.start > token.sent.start and token.doc[last.start - 1].text not in {",", '"'}:
        return None
    return last.root


def _give_quotes(number: int, here: list[Speech], voices: Voices) -> None:
    """Give the words between quotation marks, over sentence ends, to the speaker whose cue stands nearest."""
    doc = voices.cast.paragraphs[number].doc
    for first, last in _quotes(number, voices):
        introduced = _before_a_colon(number, first, last, voices) or _introduced(number, first, last, here, voices)
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


def _before_a_colon(number: int, first: int, last: int, voices: Voices) -> Speech | None:
    """ "Ada Poe, professor of law at Mira College: "Expect more bombs"": a name alone before its words."""
    doc = voices.cast.paragraphs[number].doc
    if first < 3 or doc[first - 1].text != ":":
        return None
    before = doc[doc[first - 1].sent.start : first - 1]
    if not len(before) or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in before):
        return None
    head = next((e.root for e in before.ents if e.label_ == "PERSON"), None)
    if head is None or head.i > before.start + 3:
        return None
    speaker, start, end = _speaker(number, head, voices)
    return Speech(number, first - 1, speaker, "say", start, end, set(range(first + 1, last)), True)


def _introduced(number: int, first: int, last: int, here: list[Speech], voices: Voices) -> Speech | None:
    """A quotation by itself, after a sentence whose subject is a person: "Vance does not share that view. …"."""
    doc = voices.cast.paragraphs[number].doc
    start = doc[first].sent.start
    if first > start + 1 or start == 0:
        return None
    quoted = set(range(first, last + 1))
    closing = doc[last].sent if last < len(doc) else doc[len(doc) - 1].sent
    if any(first < s.cue < closing.end or s.cue in quoted for s in here):
        return None
    before = doc[start - 1].sent
    if any(before.start <= s.cue < before.end for s in here) or any(t.text == '"' for t in before):
        return None
    subject = next((c for c in before.root.children if c.dep_ == "nsubj"), None)
    if subject is None or (subject.pos_ != "PROPN" and subject.ent_type_ != "PERSON"):
        return None
    speaker, _, _ = _speaker(number, subject, voices)
    if not speaker.name[:1].isupper() or (speaker.kind == "party" and speaker.role is None):
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


def _speaker(number: int, head: "Token", voices: Voices) -> tuple[Speaker, int, int]:
    cast = voices.cast
    paragraph = cast.paragraphs[number]
    doc = paragraph.doc
    first = min(
        (
            t.i
            for t in head.lefts
            if t.dep_ in {"compound", "det", "amod", "poss", "nmod", "nummod"}
            for t in [t.left_edge]
        ),
        default=head.i,
    )
    last = _whole_name(head)
    name = doc[first : last + 1].text
    if head.lower_ in {"he", "she", "they", "it", "i", "we"}:
        if head.lower_ in {"he", "she"}:
            told_of = _told_of(head)
            if told_of is not None:
                return _speaker(number, told_of, voices)[0], head.i, head.i
            if voices.last_person is not None:
                return voices.last_person, head.i, head.i
        party = cast.party(number, head)
        actor = party.actors[0] if party.actors else None
        registered = cast.registry.actors.get(actor) if actor else None
        return (
            Speaker(registered.name if registered else head.text, "party" if actor else "unnamed", actor),
            head.i,
            head.i,
        )
    named = next((c for c in head.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON" and c.pos_ == "PROPN"), None)
    if named is None and head.pos_ == "NOUN" and (_OFFICIAL.search(head.text) or _EXPERT.search(head.text)):
        named = _named_at_the_end(head)
    if named is not None and head.ent_type_ != "PERSON":
        # "the US Secretary of State, Jane Doe": the role first, the name beside it
        role_words = doc[first : named.left_edge.i].text.strip(" ,")
        speaker, _, end = _speaker(number, named, voices)
        title = re.sub(r"^(?:the|a|an)\s+", "", role_words, flags=re.IGNORECASE)
        sort = "expert" if _EXPERT.search(title) else "official" if _OFFICIAL.search(title) else speaker.kind
        for_actor = speaker.actor or (None if sort == "expert" else _speaks_for(number, head, first, "", cast))
        known = Speaker(speaker.name, sort, for_actor, title or None, speaker.affiliation)
        voices.people[speaker.name.split()[-1].lower()] = known
        voices.last_person = known
        return known, first, end
    description = _description(head)
    plain = without_titles(name)
    key = plain.split()[-1].lower() if plain else ""
    is_person = head.pos_ == "PROPN" and (
        head.ent_type_ == "PERSON" or description != "" or name.startswith(("Mr", "Ms", "Mrs", "Dr"))
    )
    if is_person and description == "" and key in voices.people:
        voices.last_person = voices.people[key]
        return voices.people[key], first, last
    mention = cast.at(number, head.i)
    whole = f"{name} {description}".strip()
    role, affiliation = _role_and_affiliation(name, plain, description)
    if role == name or role in {"The", "the"}:
        role = None
    if mention is not None and cast.kind(mention.actor) != "person" and description == "" and head.pos_ == "PROPN":
        actor_kind = "organisation" if cast.kind(mention.actor) == "intergovernmental" else "party"
        return Speaker(name, actor_kind, mention.actor), first, last
    actor = _speaks_for(number, head, first, description, cast)
    if re.search(r"\bsources?\b", name):
        kind = "unnamed"
    elif _EXPERT.search(whole):
        kind, actor = "expert", None
    elif re.search(r"\b(?:former|retired|ex-)\b", whole, re.IGNORECASE):
        kind, actor = "unnamed", None
    elif _WITNESS.search(whole):
        kind, actor = "witness", None
    elif _OUTLET.search(name) and not is_person:
        kind, actor = "outlet", None
    elif _OFFICIAL.search(whole):
        kind = "official"
    elif _MONITOR.search(whole):
        kind, actor = "organisation", None
    else:
        kind = "party" if actor else "unnamed"
    if mention is not None and cast.kind(mention.actor) == "person":
        actor, kind = mention.actor, "party"
    named_person = next((e.text for e in doc.ents if e.label_ == "PERSON" and e.start <= head.i < e.end), None)
    if is_person and named_person and " " in without_titles(named_person) and without_titles(named_person) in plain:
        before = plain[: plain.rfind(without_titles(named_person))].strip(" ,")
        plain = without_titles(named_person)
        role = (
            role
            or re.sub(r"^(?:the|a|an)\s+", "", f"{name[: name.rfind(plain)]}".strip(" ,"), flags=re.IGNORECASE)
            or before
            or None
        )
    speaker = Speaker(_named(name, plain, is_person=is_person), kind, actor, role, affiliation)
    if is_person:
        voices.people[key] = speaker
        voices.last_person = speaker
    return speaker, first, last


def _named_at_the_end(head: "Token") -> "Token | None":
    """The person behind "the head of the Institute for Security Studies, Jakkie Cilliers"."""
    for token in head.subtree:
        if token.dep_ == "appos" and token.pos_ == "PROPN" and token.i > head.i + 2 and token.ent_type_ == "PERSON":
            edge = token.left_edge.i
            if token.doc[edge - 1].text == "," and all(t.pos_ != "VERB" for t in token.doc[head.i : edge]):
                return token
    return None


_BODY = {
    "institute", "institution", "centre", "center", "council", "observatory", "committee", "organisation",
    "organization", "foundation", "university", "commission", "network", "federation", "society", "association",
}  # fmt: skip


def _whole_name(head: "Token") -> int:
    """The last token of a body's name that goes on: "the Institute for Strategic Studies"."""
    after = head.doc[head.i + 1 : head.i + 2]
    if (
        head.lower_ not in _BODY
        or not head.text[:1].isupper()
        or not after
        or after[0].lower_ not in {"for", "of", "on"}
    ):
        return head.i
    last = head.i
    for token in head.doc[head.i + 2 : head.sent.end]:
        if token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}:
            last = token.i
        elif token.lower_ not in {"the", "and", "of"}:
            break
    return last


def _named(name: str, plain: str, *, is_person: bool) -> str:
    if not is_person:
        return re.sub(r"^(?:a|an)\s+", "", name)
    words = plain.split()
    # "Pentagon spokesman Jonathan Doe": the name is the run of capitals at the end
    run: list[str] = []
    for word in reversed(words):
        if word[:1].isupper() or word.lower() in {"al", "al-", "bin", "ibn", "de", "van", "von", "el", "abu"}:
            run.insert(0, word)
        else:
            break
    return " ".join(run) or plain


def _description(head: "Token") -> str:
    """What is said beside a name: "director of the Iraq initiative at London's Chatham House"."""
    after = head.nbor() if head.i + 1 < len(head.doc) else None
    if (
        head.pos_ == "PROPN"
        and after is not None
        and after.lower_ in {"of", "at", "from", "with"}
        and after.dep_ == "prep"
    ):
        end = max(t.i for t in after.subtree)
        return "from " + head.doc[after.i + 1 : end + 1].text.split(" (")[0].strip(" ,")
    behind = head.doc[head.i + 1 : head.i + 3]
    if head.pos_ == "PROPN" and len(behind) == 2 and behind[0].text == "," and behind[1].lower_ in {"of", "from", "at"}:
        rest = head.doc[head.i + 3 : head.sent.end].text  # "Yusra Temple, of the University of Mira, expects"
        return "from " + rest.split(",")[0].strip()
    for child in head.rights:
        if child.dep_ in {"appos", "relcl", "acl"} and child.i > head.i:
            words = [t for t in child.subtree if t.i > head.i]
            text = head.doc[words[0].i : words[-1].i + 1].text
            if child.dep_ == "appos" or text.startswith("who "):
                return re.sub(r"^(?:who (?:is|was|heads|leads) )?(?:an?|the) ", "", text).strip(" ,")
    return ""


def _role_and_affiliation(name: str, plain: str, description: str) -> tuple[str | None, str | None]:
    said = description
    if not said:
        before = name[: name.rfind(plain)].strip() if plain in name else ""
        lower = [w for w in plain.split() if w[:1].islower()]
        if lower and not before:
            cut = plain.rfind(lower[-1]) + len(lower[-1])
            said = plain[:cut].strip()
        else:
            return (before or None) if before not in {"Mr", "Mrs", "Ms", "the", "a", "an"} else None, None
    if said.startswith("from "):
        return None, re.split(r", (?:an?|the|which|who)\b", said[5:])[0].strip(" ,.")
    said = re.sub(r"^(?:an?|the)\s+", "", said)
    places = list(_AT.finditer(said))
    at = next((m for m in places if m[0].strip() in {"at", "with", "from", "for"}), places[-1] if places else None)
    if at is None:
        return re.sub(r"^who ", "", said) or None, None
    affiliation = re.split(r", (?:an?|the|which|who)\b", said[at.end() :])[0]
    return re.sub(r"^who ", "", said[: at.start()].strip()), affiliation.strip(" ,.")


def _speaks_for(number: int, head: "Token", first: int, description: str, cast: Cast) -> str | None:
    party = cast.party(number, head)
    if party.actors:
        return party.actors[0]
    inside = [m for m in cast.mentions[number] if first <= m.first and m.last <= head.i]
    if inside:
        return inside[-1].actor
    for name in cast.registry.find(description):
        return name.actor
    return None


def _told_of(pronoun: "Token") -> "Token | None":
    """The person that the sentence before tells of: "Mr Adar counts the days. … , he says."."""
    start = pronoun.sent.start
    for _ in range(2):  # the sentence before, or, where that is a quotation by itself, the one before it
        if start == 0:
            return None
        before = pronoun.doc[start - 1].sent
        subject = next((c for c in before.root.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.pos_ == "PROPN" and subject.ent_type_ == "PERSON":
            return subject
        start = before.start
    return None


def _negated(token: "Token") -> bool:
    return any(c.dep_ == "neg" for c in token.children)


_NOBODY = frozenset({
    "i", "we", "he", "she", "they", "it", "who", "some", "many", "others", "this", "that", "people", "one", "both",
})  # fmt: skip
_IN_OFFICE = re.compile(r"spokes|minister|president(?!ial)|commander|ambassador|prosecutor|police", re.IGNORECASE)


def is_somebody(speaker: Speaker) -> bool:
    """Whether a speaker is a person or a group of people that can be pointed at, and no "some" or "many"."""
    name = speaker.name.lower()
    return name not in _NOBODY and not re.search(r"source|statement|report", name)


def is_assessor(speaker: Speaker) -> bool:
    """Whether somebody judges the conflict from outside: an expert, or a politician who speaks for no party."""
    if speaker.name.lower() in _NOBODY:
        return False
    if speaker.kind in {"expert", "witness"}:
        return True
    if (
        speaker.kind == "unnamed"
        and speaker.actor is None
        and (speaker.role or speaker.affiliation)
        and not re.search(r"source|statement|report", speaker.name, re.IGNORECASE)
    ):
        return True
    words = f"{speaker.role or ''} {speaker.name}"
    common = not any(word[:1].isupper() for word in speaker.name.split()[1:])
    unnamed_official = speaker.kind == "official" and speaker.actor is None and common
    unnamed_official = unnamed_official and not speaker.name.startswith("The ")
    if unnamed_official and not _IN_OFFICE.search(words) and not re.search(r"official|police|army|milit", words):
        return True  # "a diplomat of a neighbouring country"
    named = " " in speaker.name and speaker.name[:1].isupper()
    if speaker.kind == "official" and speaker.actor is None and named and not _IN_OFFICE.search(words):
        return True
    return (
        speaker.kind in {"official", "unnamed"}
        and bool(_POLITICIAN.search(words))
        and not re.search(r"spokes|minister|president(?!ial)|commander", words, re.IGNORECASE)
    )
