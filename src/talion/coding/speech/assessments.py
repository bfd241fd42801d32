"""What outsiders expect of the conflict: direction, condition, hedge, and a question that can be answered later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.days.dates import find_days
from talion.coding.models import read_sentence
from talion.coding.sides.cast import Cast
from talion.coding.speech.directions import AHEAD, LESS, MORE, direction_of, strength
from talion.coding.speech.foretelling import (
    FORESEES,
    HOLDS,
    direction_by_acts,
    foretells,
    is_of_others,
    is_people,
    is_private,
    nobody_s,
    speaks_of_sides,
)
from talion.coding.speech.horizons import horizon_of
from talion.coding.speech.outlooks import DOOMS, one_of_them, outlooks
from talion.coding.speech.voices import Speech, Voices, is_assessor, is_somebody
from talion.records import Assessment, Mark, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Span

_HEDGE = re.compile(
    r"\b(I (?:guess|think|believe)|some would|it appear(?:s|ed)|seems?|perhaps|probably|possibly|likely|"
    r"unlikely|might|(?-i:may)|could|suggests?|appears?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:\b|^)((?:if|unless|as long as|provided(?: that)?|in case|(?<![a-z] )should)\b[^,.;\"]*)", re.IGNORECASE
)


def find_assessments(cast: Cast, voices: Voices, made_on: date | None, acts: Sequence[Told] = ()) -> list[Assessment]:
    """One assessment for each outsider and direction; a quoted outsider who expects nothing stands as "unclear".

    What the models hear is joined to what the rules find: a sentence that no rule takes for an expectation, and the
    direction where the rules leave it open; so is the direction that an act told among the words gives.
    """
    by_speaker: dict[Speaker, list[tuple[Speech, int, int]]] = {}
    impersonal = [*nobody_s(cast, voices), *outlooks(cast, voices)]
    foretold: set[Speaker] = set()
    for told in (*voices.speeches, *impersonal):
        outlet = _own_outlook(told, cast, voices)
        speaks = outlet or (one_of_them(told, cast) if _looks_ahead(told, cast) else None)
        speech = replace(told, speaker=speaks) if speaks is not None else told
        said = "".join(cast.paragraphs[speech.paragraph].doc[i].text_with_ws for i in sorted(speech.content))
        ahead = speech.verb in _LOOKS_AHEAD or bool(_OWN_FORECAST.search(said))
        outsider = speech.speaker.actor is None and speech.speaker.kind != "outlet" and is_somebody(speech.speaker)
        judges = is_assessor(speech.speaker) or (ahead and outsider and speech.speaker.name.lower() not in _FEW)
        judges = judges or (_is_outside(speech.speaker, cast) and _expects(speech, said))
        judges = judges or _expects_of_others(speech, cast)
        judges = judges or (outlet is not None and direction_of(f"expect {said}") != "unclear")
        nobody = any(told is one for one in impersonal)
        if speech.verb == DOOMS or _foretells_of_others(speech, said, cast, acts, nobody=nobody):
            judges = True
            foretold.add(speech.speaker)
        if _asks(speech, said, cast):
            continue
        of_others = speech.verb in FORESEES and not speech.quoted and speech.speaker in foretold
        if not judges or not speech.content or (_is_in_it(speech.speaker, cast) and not of_others):
            continue
        doc = cast.paragraphs[speech.paragraph].doc
        for sentence in doc.sents:
            inside = [i for i in range(sentence.start, sentence.end) if i in speech.content]
            if speech.verb == "according to":
                inside = _longest_run(inside)
            if len(inside) >= (1 if speech.verb in FORESEES else 4):
                mine_so_far = by_speaker.setdefault(speech.speaker, [])
                # of "he said that he did not expect them to stop", what he did not expect
                around = [p for p in mine_so_far if p[0].paragraph == speech.paragraph and p[1] < inside[0] <= p[2]]
                mine_so_far[:] = [p for p in mine_so_far if p not in around or speech.verb not in _LOOKS_AHEAD]
                mine_so_far.append((speech, inside[0], inside[-1]))
    heard: dict[tuple[int, int], _Heard] = {}
    for one in _heard_in(cast, voices):
        heard[one.paragraph, one.sentence] = one
        if not any(
            speech.paragraph == one.paragraph and first <= one.last and one.first <= last
            for places in by_speaker.values()
            for speech, first, last in places
        ):
            by_speaker.setdefault(one.speech.speaker, []).append((one.speech, one.first, one.last))
    found: list[Assessment] = []
    for speaker, places in by_speaker.items():
        mine: dict[str, Assessment] = {}
        said_in_quotes: set[str] = set()
        for speech, first, last in places:
            at = cast.paragraphs[speech.paragraph].doc[first].sent.start
            made = _assess(cast, speaker, speech, first, last, made_on, heard.get((speech.paragraph, at)), acts)
            other = mine.get(made.direction)
            quoted_first = speech.quoted and made.direction not in said_in_quotes
            if other is not None and made.direction in said_in_quotes and not speech.quoted:
                continue  # what is said in so many words stands before how it is told
            if other is None or quoted_first or strength(made.words) > strength(other.words):
                if speech.quoted:
                    said_in_quotes.add(made.direction)
                mine[made.direction] = made
        directed = [made for direction, made in mine.items() if direction != "unclear"]
        by_rule = [made for made in directed if not any(mark.what.startswith(_BY_MODEL) for mark in made.marks)]
        directed = by_rule or directed  # beside what the rules read, the models' word is not needed
        if directed:
            found += directed
        elif speaker in foretold or (
            (speaker.kind != "official" or _ELECTED.search(speaker.role or ""))
            and (
                ((speaker.role or speaker.affiliation) and speaker.name[:1].isupper())
                or (
                    (speaker.role or speaker.kind == "expert")
                    and any(_looks_ahead(one, cast) and _is_of_the_war(one, cast, acts) for one, *_ in places)
                )
            )
            and (speaker.kind == "expert" or any(speech.quoted or _looks_ahead(speech, cast) for speech, *_ in places))
            and not re.search(r"\b(?:reports?|statements?|survey|study)\b", speaker.name, re.IGNORECASE)
        ):
            found += mine.values()
    return found


def _longest_run(places: list[int]) -> list[int]:
    """The longest stretch without a gap: what is said, without the words about who says it."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len, default=[])


# Bodies that watch a conflict: what they expect counts, and not what they demand or deplore.
_WATCHES = re.compile(
    r"\b(crisis group|institutes?|cent(?:re|er)s?|think[- ]?tank|foundation|observatory|monitors?|universit\w+|"
    r"human rights watch|amnesty|rights groups?|research group|studies|"
    r"(?:rating|intelligence) agenc\w+|united nations|un|red cross|chatham house|council on foreign relations)\b",
    re.IGNORECASE,
)
_WARNS = {"warn", "caution", "assess", "forecast", "conclude", "judge", "say", "note", "write"}
_RISK = re.compile(r"\b(risk\w*|danger|likely|unlikely|could|might|will|would|prospect)\b", re.IGNORECASE)


def _is_outside(speaker: Speaker, cast: Cast) -> bool:
    """Whether a speaker is a body without a side, or speaks for one: an institute, the United Nations."""
    if speaker.kind == "outlet" or not is_somebody(speaker):
        return False
    if speaker.actor is not None and cast.kind(speaker.actor) in {"intergovernmental", "organisation"}:
        return True
    is_new = speaker.actor is None or speaker.actor in cast.new
    return is_new and bool(_WATCHES.search(f"{speaker.name} {speaker.affiliation or ''}"))


def _expects(speech: Speech, said: str) -> bool:
    """Whether words tell what is to come, by the verb before them or by their own, and whither."""
    ahead = speech.verb in _LOOKS_AHEAD or (speech.verb in _WARNS and bool(_RISK.search(said)))
    ahead = ahead or bool(re.search(r"\b(risks? of|likely|unlikely|danger of)\b", said, re.IGNORECASE))
    return ahead and direction_of(f"{speech.verb} {said}") != "unclear"


def _own_outlook(speech: Speech, cast: Cast, voices: Voices) -> Speaker | None:
    """The outlet where a report says, in nobody's mouth, what "we expect"."""
    outlet = cast.paragraphs[speech.paragraph].report.outlet
    if speech.speaker.name.lower() != "we" or speech.verb not in _LOOKS_AHEAD or speech.quoted or not outlet:
        return None
    return Speaker(outlet, "outlet") if voices.at(speech.paragraph, speech.cue) is None else None


_OF_WAR = re.compile(
    r"\b(?:troops|soldiers|army|rebels|guerrillas|front|siege|hostages|war|peace|truce|ceasefire|summit|talks|border|"
    r"offensive|invasion|regime|(?:capital|city|town) (?:will|would|to) fall)\b",
    re.IGNORECASE,
)


def _is_of_the_war(speech: Speech, cast: Cast, acts: Sequence[Told]) -> bool:
    """Whether words without a direction speak of the conflict, and not of its prices."""
    doc = cast.paragraphs[speech.paragraph].doc
    said = "".join(doc[i].text_with_ws for i in sorted(speech.content))
    return bool(_OF_WAR.search(said)) or speaks_of_sides(acts, speech, cast)


_PARTIES = {"party", "side", "government", "army", "force", "group", "movement", "rebel", "leader", "authority", "both"}


def _asks(speech: Speech, said: str, cast: Cast) -> bool:
    """Whether an official asks for it by that word: "the ministry expects the parties to respect the ceasefire"."""
    if speech.verb != "expect" or speech.speaker.kind not in {"official", "party"} or not _is_of_a_party(speech, cast):
        return False
    in_office = speech.speaker.actor is not None or bool(_IN_OFFICE.search(speech.speaker.name))
    return in_office and direction_of(f"expect {said}") != "escalate"


def _is_of_a_party(speech: Speech, cast: Cast) -> bool:
    """Whether what is expected is that a party does something, and not that something comes: "the siege to end"."""
    doc = cast.paragraphs[speech.paragraph].doc
    to = next((t for t in doc if t.i in speech.content and t.tag_ == "TO"), None)
    if to is None:
        return False
    subject = next((c for c in to.head.children if c.dep_ == "nsubj"), None)
    if subject is None:
        subject = next((c for c in doc[speech.cue].children if c.dep_ == "dobj" and c.i < to.i), None)
    if subject is None:
        return False
    return cast.at(speech.paragraph, subject.i) is not None or subject.lemma_.lower() in _PARTIES


_IN_OFFICE = re.compile(r"spokes|minist|president(?!ial)|commander|prosecutor|police|army|milit", re.IGNORECASE)


def _looks_ahead(speech: Speech, cast: Cast) -> bool:
    doc = cast.paragraphs[speech.paragraph].doc
    return foretells(speech.verb, [doc[i] for i in sorted(speech.content)])


def _foretells_of_others(speech: Speech, said: str, cast: Cast, acts: Sequence[Told], *, nobody: bool) -> bool:
    """Whether people without a part in it, or nobody by name, foretell what others will do, and whither."""
    doc = cast.paragraphs[speech.paragraph].doc
    if not nobody:
        speaker = speech.speaker
        if speaker.kind == "outlet" or not is_somebody(speaker) or doc[speech.last].lemma_.lower() in {"side", "camp"}:
            return False
        holds = speech.verb in FORESEES | HOLDS and not speech.quoted
        told_by_a_side = (speaker.actor is not None and not is_private(speech, doc)) or (
            speaker.kind == "official" and _IN_OFFICE.search(speaker.name)
        )
        if not holds and (told_by_a_side or not is_people(speech, doc)):
            return False
    content = [doc[i] for i in sorted(speech.content)]
    if not foretells(speech.verb, content) or not is_of_others(speech, doc):
        return False
    if direction_of(f"{speech.verb} {said}") != "unclear" or direction_by_acts(acts, speech) != "unclear":
        return True
    unasked = speech.verb in FORESEES | HOLDS and speech.speaker.actor is None
    return unasked and (speaks_of_sides(acts, speech, cast) or bool(_OF_WAR.search(said)))


_FORESEES = {"expect", "predict", "foresee", "anticipate", "forecast", "estimate", "assess", "reckon"}
_INTELLIGENCE = re.compile(r"\bintelligence\b", re.IGNORECASE)


def _expects_of_others(speech: Speech, cast: Cast) -> bool:
    """Whether an official foretells what another party will do, as intelligence services do: no vow and no demand."""
    speaker = speech.speaker
    if speaker.kind not in {"official", "party"} or speech.quoted or not is_somebody(speaker):
        return False
    knows = bool(_INTELLIGENCE.search(f"{speaker.name} {speaker.role or ''} {speaker.affiliation or ''}"))
    if speech.verb not in _FORESEES and not (knows and speech.verb in _LOOKS_AHEAD | _WARNS):
        return False
    doc = cast.paragraphs[speech.paragraph].doc
    content = sorted(speech.content)
    who = next((m for m in cast.mentions[speech.paragraph] if content and content[0] <= m.first <= content[-1]), None)
    text = " ".join(doc[i].text for i in content)
    if who is None or who.actor == speaker.actor or doc[who.last].dep_ not in {"nsubj", "nsubjpass"}:
        return False
    own = speaker.actor is not None and who.actor in cast.registry.members(speaker.actor)
    return not own and direction_of(f"expect {text}") != "unclear" and not re.search(r"\b(?:we|our|I)\b", text)


# Chosen on the `dev` sentences of training/ and the tuning part of the annotated reports.
_SURE = 0.6
_SURE_OF_DIRECTION = 0.8
_BY_MODEL = "a model hears"


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the models hear as an expectation in one sentence: its first and last word, whither, how sure, and whose."""

    paragraph: int
    sentence: int
    first: int
    last: int
    direction: str
    is_conditional: bool
    score: float
    speech: Speech


def _speech_of(number: int, sentence: "Span", voices: Voices) -> Speech | None:
    """Whose words a sentence holds: the speech that it is the content of, else the one whose cue stands in it."""
    here = [s for s in voices.speeches if s.paragraph == number]
    inside = [s for s in here if any(i in s.content for i in range(sentence.start, sentence.end))]
    return next(iter([*inside, *(s for s in here if sentence.start <= s.cue < sentence.end)]), None)


def _may_judge(speech: Speech, cast: Cast) -> bool:
    speaker = speech.speaker
    if speaker.kind in {"outlet", "party"} or not is_somebody(speaker) or _is_in_it(speaker, cast):
        return False
    if speaker.kind in {"expert", "organisation"}:
        return True
    rest = re.sub(r"^(?:the|an?)\s+", "", speaker.name, flags=re.IGNORECASE).split()
    common = not any(word[:1].isupper() for word in (rest[1:] if rest == speaker.name.split() else rest))
    common = common and (len(rest) > 1 or rest != speaker.name.split() or not rest[0][:1].isupper())
    known = bool(speaker.role or speaker.affiliation) or common
    return speaker.actor is None and (is_assessor(speaker) or known) and rest[0].lower() not in _FEW


_FEW = {"few", "nobody", "none", "most", "more", "critics"}
# Those who hold a rank or an office now fight or rule; those who held one judge.
_RANK = re.compile(
    r"\b(colonel|general|brigadier|major|(?<!sea )captain|lieutenant|commander|sergeant|commandant|marshal|admiral|"
    r"commodore|(?<=\s)commands|spokes\w+)\b",
    re.I,
)
_FIGHTS = re.compile(
    r"\b(?:fighter|rebel|gunm[ae]n|militant|insurgent|guerrilla|soldier|separatist|jihadist|militiam[ae]n|combatant|"
    r"paratrooper|sniper|bomber|hijacker|kidnapper|recruit|mutineer|partisan)s?$",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"\b(retired|former\w*|reserv\w+|ex|once|taught|teaches|lectur\w+|analyst|until|served|historian)\b", re.I
)


def _is_in_it(speaker: Speaker, cast: Cast) -> bool:
    """Whether a speaker serves one of the sides: an officer who is none of the past, or a name of somebody's leader."""
    words = f"{speaker.role or ''} {speaker.affiliation or ''} {speaker.name}"
    if (
        speaker.kind != "party" and " " in speaker.name and speaker.name.split()[-1][:1].isupper()
    ):  # "Claudia Major" is no major
        words = f"{speaker.role or ''} {speaker.affiliation or ''} {speaker.name.rpartition(' ')[0]}"
    name = re.escape(speaker.name.split()[-1])
    titled = re.compile(rf"(?:{_RANK.pattern})(?: [A-Z][\w.'’-]+){{0,2}} {name}\b", re.IGNORECASE)
    if _FIGHTS.search(f"{speaker.role or ''} {speaker.name}") and not _NO_LONGER.search(words):
        return True
    ranked = _RANK.search(words) or any(titled.search(paragraph.text) for paragraph in cast.paragraphs)
    if not ranked or _NO_LONGER.search(words):
        return False
    past = re.compile(rf"\b{name}\b(?: \(retired\)|,? who (?:\w+ ){{0,3}}(?:taught|teaches|served|once|left|studies))")
    return not any(past.search(paragraph.text) for paragraph in cast.paragraphs)


def _heard_in(cast: Cast, voices: Voices) -> list[_Heard]:
    """The expectations that the models hear, each with a speaker from outside the conflict; others are nobody's."""
    found = []
    spoken = {speech.paragraph for speech in voices.speeches}
    for number, paragraph in enumerate(cast.paragraphs):
        for sentence in paragraph.sentences if number in spoken else ():
            speech = _speech_of(number, sentence, voices)
            if speech is None or not _may_judge(speech, cast):
                continue
            asks = _asks(speech, "".join(paragraph.doc[i].text_with_ws for i in sorted(speech.content)), cast)
            if asks or (speech.speaker.kind == "official" and not is_of_others(speech, paragraph.doc)):
                continue  # "nobody will be able to restrain us", a minister says
            reading = cast.readings.of(number, sentence)
            if reading.gated and not AHEAD.search(sentence.text):
                continue
            if reading.gated:  # what is expected is often told without a word of force: "it will think twice"
                reading = read_sentence(sentence.text, gate=False, causes=False)
            parts = [one for one in reading.expectations if one.score >= _SURE]
            spans = [cast.readings.span(number, sentence, one.start, one.end) for one in parts]
            inside = [i for span in spans if span is not None for i in range(span.start, span.end)]
            inside = [i for i in inside if not speech.first <= i <= speech.last and i != speech.cue]
            if len(inside) < 2:
                continue
            said = [i for i in range(sentence.start, sentence.end) if i in speech.content]
            inside = said if set(inside) <= set(said) else inside  # with "the truce" of "the truce, he says, will not"
            weigh: dict[str, float] = {}
            for one in parts:
                weigh[one.direction] = weigh.get(one.direction, 0.0) + one.direction_score * (one.end - one.start)
            direction = max(weigh, key=lambda name: weigh[name])
            scores = [one.score * one.direction_score for one in parts if one.direction == direction]
            found.append(
                _Heard(
                    number,
                    sentence.start,
                    min(inside),
                    max(inside),
                    direction,
                    any(one.conditional for one in parts),
                    round(max(scores), 2),
                    speech,
                )
            )
    return found


_ELECTED = re.compile(r"\b(?:MPs?|lawmaker|senator|deputy|member of parliament|advis[eo]r|former)\b", re.IGNORECASE)
_HARDLY_ANY = re.compile(r"(?:few|no|nobody|none|hardly any|not many)\b", re.IGNORECASE)
_TURNED = {"escalate": "deter", "deter": "escalate", "hold": "escalate"}
_OWN_FORECAST = re.compile(
    r"\b(?:he|she|they|I|we) (?:did not |do not |does not |don't |didn't )?(?:expect|fear|think|believe|doubt|see)",
    re.I,
)
_LOOKS_AHEAD = {"expect", "fear", "predict", "foresee", "doubt", "think", "believe", "reckon", "anticipate", "guess"}


def _assess(
    cast: Cast,
    speaker: Speaker,
    speech: Speech,
    first: int,
    last: int,
    made_on: date | None,
    heard: _Heard | None,
    acts: Sequence[Told],
) -> Assessment:
    paragraph = cast.paragraphs[speech.paragraph]
    doc = paragraph.doc
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    words = paragraph.passage(first, last)
    text = doc[first : last + 1].text
    ahead = speech.verb in _LOOKS_AHEAD - {"doubt"} or (
        speech.verb == "see" and doc[speech.cue].tag_ in {"VBZ", "VBP", "VB"}
    )
    direction = "escalate" if speech.verb == DOOMS else direction_of(f"{speech.verb} {text}" if ahead else text)
    cue = paragraph.doc[speech.cue]
    denies = speech.verb in _LOOKS_AHEAD | {"see"} and any(child.dep_ == "neg" for child in cue.children)
    denies = denies or bool(_HARDLY_ANY.match(speaker.name) and speech.verb in _LOOKS_AHEAD)
    if direction == "unclear" and foretells(speech.verb, list(doc[first : last + 1])) and is_of_others(speech, doc):
        direction = direction_by_acts(acts, speech)
    if (speech.verb == "doubt") != denies and not speech.quoted:
        ends = direction == "deter" and direction_of(f"not expect {text}") == "hold"  # "few expect it to change"
        direction = "hold" if ends else _TURNED.get(direction, direction)
    by_model = direction == "unclear" and heard is not None and heard.score >= _SURE_OF_DIRECTION
    if by_model and heard is not None:
        direction = heard.direction
    sentence = doc[first].sent
    actors = _of_whom(cast, speech, first, last)
    hedge = _HEDGE.search(text)
    fronted = ""
    if speech.verb in _LOOKS_AHEAD and cue.i < first:  # "before the vote we expect another raid"
        before = [c for c in cue.lefts if c.dep_ == "prep" and c.lower_ in {"before", "by", "within", "until", "in"}]
        fronted = "".join(f"{doc[c.left_edge.i : c.right_edge.i + 1].text}, " for c in before)
    condition = _CONDITION.search(text)
    marks = [Mark("expects", words)]
    if by_model and heard is not None:
        said = paragraph.passage(heard.first, heard.last)
        marks.append(Mark(f"{_BY_MODEL} {direction} with a score of {heard.score:.2f}", said))
    if speech.paragraph < len(cast.paragraphs):
        marks.append(Mark("speaker", paragraph.passage(speech.first, speech.last)))
    return Assessment(
        speaker=speaker,
        passage=paragraph.of(sentence),
        direction=direction,
        words=words.quote,
        actors=actors[:1],
        toward=actors[1:2],
        condition=condition[1].strip() if condition else None,
        hedge=hedge[0] if hedge else None,
        question=_question(direction, actors, cast, made_on),
        horizon=horizon_of(f"{fronted}{text}", made_on, lambda noun: _day_of(noun, cast, made_on)),
        made_on=made_on,
        marks=tuple(marks),
    )


def _day_of(noun: str, cast: Cast, made_on: date | None) -> date | None:
    """The day of what a report names elsewhere: that of the vote in "parliament votes next Wednesday"."""
    days = set()
    for paragraph in cast.paragraphs:
        for sentence in paragraph.sentences:
            if any(token.lemma_.lower() == noun for token in sentence):
                tense = None if any(token.tag_ == "VBD" for token in sentence) else (lambda _start, _end: "future")
                said = find_days(sentence.text, published=made_on, tense_at=tense, story_day=None)
                spans = [one.span for one in said if one.span is not None and one.precision == "day"]
                days |= {span.first for span in spans if made_on is not None and span.first > made_on}
    return days.pop() if len(days) == 1 else None


def _of_whom(cast: Cast, speech: Speech, first: int, last: int) -> tuple[str, ...]:
    """Who is expected to do it, then toward whom: the subject of the words that give the direction, else nobody."""
    number = speech.paragraph
    doc = cast.paragraphs[number].doc
    text = doc[first : last + 1]
    hits = [m for pattern in (LESS, MORE) for m in pattern.finditer(text.text) if m[0].lower() != "battlefield"]
    for hit in sorted(hits, key=lambda m: m.start()):
        span = doc.char_span(text.start_char + hit.start(), text.start_char + hit.end(), alignment_mode="expand")
        if span is None or not len(span):
            continue
        verb = span.root
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i and first <= verb.head.i <= last:
            verb = verb.head
        subject = next(
            (c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i not in range(span.start, span.end)),
            None,
        )
        if subject is None:
            continue
        who = cast.party(number, subject).actors
        if not who:
            continue
        others = [
            m.actor
            for m in cast.mentions[number]
            if m.first > verb.i
            and m.last <= verb.right_edge.i
            and m.actor not in who
            and doc[m.last].head.lower_ not in {"in", "at"}
        ]
        return (who[0], *others[:1])
    return ()


def _question(direction: str, actors: tuple[str, ...], cast: Cast, made_on: date | None) -> str | None:
    if direction == "unclear":
        return None
    names = [(cast.registry.actors.get(a) or cast.new.get(a)) for a in actors[:2]]
    known = [a.name for a in names if a is not None]
    who = " or ".join(known[:1]) if known else "either side"
    after = f" after {made_on.day} {made_on:%B %Y}" if made_on else ""
    if direction == "escalate":
        return f"Does {who} use force more often, or more deadly force, in the weeks{after} than in the weeks before?"
    if direction == "deter":
        return f"Does {who} hold back from force in the weeks{after}?"
    return f"Does {who} go on as before in the weeks{after}?"
