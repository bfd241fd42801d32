"""What outsiders expect of the conflict: direction, condition, hedge, and a question that can be answered later."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from talion.coding.days.dates import find_days
from talion.coding.models import read_sentence
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech, Voices, is_assessor, is_somebody
from talion.records import Assessment, Mark, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Span

_MORE = re.compile(
    r"\b(escalat\w*|battlefield|spiral\w*|wider (?:war|conflict)|regional war|all-out|open war|full-scale|intensif\w+|"
    r"retaliat\w+|reveng\w+|aveng\w+|respon[ds]\w*|more (?:attacks|strikes|violence|rockets)|"
    r"further (?:attacks|strikes|violence|bloodshed|clashes|fighting)|"
    r"new front|spill\w* over|drag\w* (?:\w+ )?into|plung\w+|worsen\w*|cycle of|strike back|hit back|"
    r"continue (?:to )?attack\w*|"
    r"bloodbath|bloodshed|shooting|civil war|massacre|next (?:attack|seizure|strike|raid|war|round|rocket)|"
    r"flare\w* up|spread\w*|more (?:\w+ )?(?:bombings?|raids|fighting|shelling|clashes|killings?|dead)|"
    r"(?:truce|ceasefire|peace|deal|accord|calm)\b[^.;]{0,30}\b(?:not (?:hold|last|survive)|collapse|break down|fail|"
    r"unravel)|unlikely to (?:hold|last|survive)|chaos|risks? (?:\w+ ){0,2}spreading|renewed (?:fighting|war|violence)|"
    r"reprisals?|hit \w+ again|(?:will|would|to) be killed|large(?:r)? attack|more (?:deaths|killing)|"
    r"(?:will|would|going to|must|to) answer|hit harder|resum\w+|reignit\w+|erupt\w*|provok\w+|"
    r"trigger\w*|spark\w*|stiffen\w*|inflam\w+|ignit\w+|embolden\w*|"
    r"deteriorat\w+|out of control|descen[dt]\w* into|slid\w+ (?:back )?into|conflagration|harden\w*|broaden\w*|"
    r"step\w* up|ramp\w* up|heat\w* up|return\w* to (?:\w+ )?(?:war|arms|fighting|violence)|"
    r"(?:new|fresh|another|major|renewed|long|bigger|larger) (?:\w+ )?(?:offensive|campaign|wave|clashes|confrontation|"
    r"war|conflict|push|assault)|(?:press|launch|mount|open|widen|expand)\w* (?:\w+ ){0,3}(?:offensive|attacks?|"
    r"campaign|assault|operations?|front|war)|tit-for-tat|"
    r"(?:truce|ceasefire|deal|accord|peace process) (?:is|are|was) (?:all but |effectively )?(?:dead|"
    r"over|finished|in tatters)|"
    r"(?:derail|undermin|jeopardi[sz]|imperil|torpedo|scupper|wreck|doom|threaten)\w* (?:\w+ ){0,3}(?:truce|ceasefire|"
    r"calm|deal|peace|talks|negotiations)(?: (?:talks|process|deal|efforts|agreement))?|"
    r"not go (?:unanswered|unpunished)|"
    r"increas\w+ (?:its|their|the) (?:campaign|attacks|pressure)|(?:rockets|attacks|strikes|raids|missiles|"
    r"bombs) (?:again|next)|expect\w* (?:\w+ ){0,2}(?:rockets?|attacks?|strikes?|raids?|"
    r"missiles?|violence|fighting|clashes)|brink|explod\w+|go to war|another round|grow\w* bolder)\b",
    re.IGNORECASE,
)
# Plain words for force: they count where nothing stronger is said, and only of what is to come.
_FORCE = re.compile(
    r"\b(attack\w*|strik(?:e|es|ing)|rockets?|missiles?|firing|fire|bomb\w*|raids?|kill(?:ed|s)?|war|hit)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(de-?escalat\w*|deter\w*|restrain\w*|back down|stand down|think twice|hold back|refrain\w*|"
    r"avoid (?:a |an )?(?:war|escalation|confrontation)|"
    r"no longer (?:\w+ ){0,3}(?:attack|carry out|strike|operate|fight|threaten)|only threaten|calm\w*|"
    r"cool\w* (?:down|off)|ceasefire|truce|"
    r"step back|deterrence|"
    r"lie low|lay low|hold (?:its|their) fire|frighten\w*|"
    r"(?:neither side|nobody|no one|neither \w+) (?:wants?|seeks?|can afford) (?:\w+ ){0,2}"
    r"(?:war|escalation|confrontation)|"
    r"little risk|low risk|no (?:real )?(?:risk|danger) of|surprised if|lying low|quiet summer|frightened|settle down|"
    r"declin(?:e|es|ing)|decreas\w+|diminish\w*|dwindl\w+|lessen\w*|drop off|tail off|peter out|fade|wait and see|"
    r"back away|tone down|lose (?:its|their) (?:strength|ability)|no (?:appetite|interest|desire|stomach|wish)|"
    r"ease|eases|easing|subside\w*|abate\w*|die down|rhetoric|not want (?:a )?war|save face|climb down|wind down)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(status quo|more of the same|no change|remain\w* the same|nothing (?:will|would) change|"
    r"as before|unchanged|same rules|"
    r"stalemate|low-level|stay where|what we have seen|business as usual|nothing (?:much )?(?:will|would)|"
    r"look(?:s)? like (?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"within (?:the )?(?:rules|limits)|carry on as)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(unlikely|not|n't|never|no longer|hardly|no appetite|no interest|cannot|avoid|improbable|far-fetched|remote|"
    r"little (?:chance|to gain|reason|interest|incentive|point|appetite|desire|prospect|likelihood)|too weak|exhausted|"
    r"no (?:reason|incentive|desire|intention|plans?|prospect|stomach|sign|wish)|lacks?|sceptical|skeptical|"
    r"(?:been|is|are|was|were) (?:\w+ )?(?:reduced|curtailed|weakened|degraded|diminished|limited)|"
    r"prevent|neither|nobody wants)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(will|would|won't|could|may|might|likely|unlikely|expect\w*|predict\w*|risk\w*|going to|continue\w*|"
    r"soon|next|future|shall|'ll|surprised if|"
    r"become|becoming|no longer|if|unless|danger|prospect|possib\w+|set to|bound to|creat\w+ a base|"
    r"increas\w+|fear\w*|chance|"
    r"anticipat\w+|foresee\w*|forecast\w*|prepar\w+|about to|ready to|poised|imminent|inevitabl\w+|doubt\w*|"
    r"threat of|potential\w*|no sign|can be|to gain|incentive|appetite|interest in|intend\w*|prospects?|hopes?|"
    r"neither side|can afford|shall|indicat\w+|heading|path)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(I (?:guess|think|believe)|some would|it appear(?:s|ed)|seems?|perhaps|probably|possibly|likely|"
    r"unlikely|might|may|could|suggests?|appears?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:\b|^)((?:if|unless|as long as|provided(?: that)?|in case|(?<![a-z] )should)\b[^,.;\"]*)", re.IGNORECASE
)


def find_assessments(cast: Cast, voices: Voices, made_on: date | None) -> list[Assessment]:
    """One assessment for each outsider and direction; a quoted outsider who expects nothing stands as "unclear".

    What the models hear is joined to what the rules find: a sentence that no rule takes for an expectation, and the
    direction where the rules leave it open.
    """
    by_speaker: dict[Speaker, list[tuple[Speech, int, int]]] = {}
    for speech in voices.speeches:
        said = " ".join(cast.paragraphs[speech.paragraph].doc[i].text for i in sorted(speech.content))
        ahead = speech.verb in _LOOKS_AHEAD or bool(_OWN_FORECAST.search(said))
        outsider = speech.speaker.actor is None and speech.speaker.kind != "outlet" and is_somebody(speech.speaker)
        judges = is_assessor(speech.speaker) or (ahead and outsider and speech.speaker.name.lower() not in _FEW)
        judges = judges or (_is_outside(speech.speaker, cast) and _expects(speech, said))
        judges = judges or _expects_of_others(speech, cast)
        if not judges or not speech.content or _is_in_it(speech.speaker, cast):
            continue
        doc = cast.paragraphs[speech.paragraph].doc
        for sentence in doc.sents:
            inside = [i for i in range(sentence.start, sentence.end) if i in speech.content]
            if speech.verb == "according to":
                inside = _longest_run(inside)
            if len(inside) >= 4:
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
            made = _assess(cast, speaker, speech, first, last, made_on, heard.get((speech.paragraph, at)))
            other = mine.get(made.direction)
            quoted_first = made.direction == "unclear" and speech.quoted and made.direction not in said_in_quotes
            if other is None or quoted_first or _strength(made.words) > _strength(other.words):
                if speech.quoted:
                    said_in_quotes.add(made.direction)
                mine[made.direction] = made
        directed = [made for direction, made in mine.items() if direction != "unclear"]
        by_rule = [made for made in directed if not any(mark.what.startswith(_BY_MODEL) for mark in made.marks)]
        directed = by_rule or directed  # beside what the rules read, the models' word is not needed
        if directed:
            found += directed
        elif (
            (speaker.kind != "official" or _ELECTED.search(speaker.role or ""))
            and (speaker.role or speaker.affiliation)
            and speaker.name[:1].isupper()
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
    r"\b(colonel|general|brigadier|major|captain|lieutenant|commander|sergeant|commandant|marshal|spokes\w+)\b", re.I
)
_NO_LONGER = re.compile(
    r"\b(retired|former\w*|ex|once|taught|teaches|lectur\w+|analyst|until|served|historian)\b", re.I
)


def _is_in_it(speaker: Speaker, cast: Cast) -> bool:
    """Whether a speaker serves one of the sides: an officer who is none of the past, or a name of somebody's leader."""
    words = f"{speaker.role or ''} {speaker.affiliation or ''} {speaker.name}"
    name = re.escape(speaker.name.split()[-1])
    titled = re.compile(rf"(?:{_RANK.pattern})(?: [A-Z][\w.'’-]+){{0,2}} {name}\b", re.IGNORECASE)
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
            reading = cast.readings.of(number, sentence)
            if reading.gated and not _AHEAD.search(sentence.text):
                continue
            if reading.gated:  # what is expected is often told without a word of force: "it will think twice"
                reading = read_sentence(sentence.text, gate=False, causes=False)
            parts = [one for one in reading.expectations if one.score >= _SURE]
            spans = [cast.readings.span(number, sentence, one.start, one.end) for one in parts]
            inside = [i for span in spans if span is not None for i in range(span.start, span.end)]
            inside = [i for i in inside if not speech.first <= i <= speech.last and i != speech.cue]
            if len(inside) < 2:
                continue
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


_OWN_VIEW = re.compile(
    r"\b(?:I|we) (?:would|expect|think|give|fear|doubt|believe|shall|see)|\bexpect\w*\b|surprised", re.IGNORECASE
)
_ELECTED = re.compile(r"\b(?:MPs?|lawmaker|senator|deputy|member of parliament|advis[eo]r|former)\b", re.IGNORECASE)
_HARDLY_ANY = re.compile(r"(?:few|no|hardly any|not many)\b", re.IGNORECASE)
_TURNED = {"escalate": "deter", "deter": "escalate", "hold": "escalate"}
_OWN_FORECAST = re.compile(
    r"\b(?:he|she|they|I|we) (?:did not |do not |does not |don't |didn't )?(?:expect|fear|think|believe|doubt|see)",
    re.I,
)
_TO_COME = re.compile(
    r"\b(will|would|expect\w*|going to|shall|won't|(?:un)?likely|continue|doubt\w*|fear\w*)\b", re.IGNORECASE
)
_LOOKS_AHEAD = {"expect", "fear", "predict", "foresee", "doubt", "think", "believe", "reckon", "anticipate", "guess"}


def _strength(words: str) -> int:
    told_as_one_s_own = 2 * bool(_OWN_VIEW.search(words))
    return told_as_one_s_own + len(_LESS.findall(words)) + len(_MORE.findall(words)) + len(_SAME.findall(words))


# Two negations: "will not stop its attacks" speaks for more of them.
_GOES_ON = re.compile(
    r"\b(?:not|n't|never|unlikely to|no sign of) (?:\w+ )?(?:stop|end|halt|cease|suspend|give up)(?:ping|ing)? "
    r"(?:\w+ ){0,2}(?:attack\w*|strik\w+|fight\w*|fire|firing|shelling|bomb\w+|rockets?|raids?|campaign)",
    re.IGNORECASE,
)


# Ways of saying by a negation what can be said without one.
_PLAINLY = (
    (re.compile(r"\bsurprised if\b([^.;,]*?)(?: not|n't)\b", re.IGNORECASE), r"expect \1"),
    (re.compile(r"\b(?:(?:can|could|do|does|did|would)(?: not|n't)|cannot|refus\w+ to)(?: be)? rule[ds]? out\b", re.I),
     "may expect"),
    (re.compile(r"\b(?:not|n't|cannot) be (?:ruled out|excluded)\b", re.IGNORECASE), " may be likely"),
    (re.compile(r"\b(?:nobody|no one|none|few|hardly anyone)\b([^.;,]{0,30}) rule[sd]? out\b", re.IGNORECASE),
     r"many\1 may expect"),
    (re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE), "do not expect"),
    (re.compile(r"\b(?:only|just) a (?:matter|question) of time (?:before|until)\b", re.IGNORECASE), "likely that"),
)  # fmt: skip
# What ends a war, and whose lack lets it go on as before.
_PEACE = re.compile(
    r"\b(stop|halt|cease|weaken\w*|dislodg\w+|defeat\w*|lay(?:ing)? down (?:its|their|his) (?:arms|"
    r"weapons)|negotiat\w+|peace (?:talks|deal|agreement|process)|"
    r"settlement|breakthrough|withdraw\w*|pull (?:out|back)|disarm\w*|surrender\w*|compromise\w*|give up|concessions?|"
    r"end (?:of|to) (?:the|its|their) (?:\w+ )?(?:war|fighting|conflict|violence|siege|insurgency))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(no|not|n't|never|unlikely|little|few|hardly|neither|nor|none|doubt\w*|sceptical|skeptical|refus\w+|lacks?|"
    r"slim|dim|without|dash\w*)\b|n't\b",
    re.IGNORECASE,
)
_DIM = re.compile(
    r"^[^.]{0,40}\b(unlikely|not|n't|dim|remote|slim|bleak|collapse|break|fail|unravel\w*|fall apart|in doubt|poor|"
    r"short-lived|crumbl\w+)\b",
    re.IGNORECASE,
)


def direction_of(words: str) -> str:
    """The direction that these words expect: "escalate", "deter", "hold" or "unclear".

    A word for more force counts against itself under a negation in its own clause ("an escalation is highly
    unlikely"). Words about what has been, with none about what will be, expect nothing.
    """
    for pattern, plainly in _PLAINLY:
        words = pattern.sub(plainly, words)
    if not _AHEAD.search(words):
        return "unclear"
    words = _GOES_ON.sub("continue attacks", words)
    hits = list(_MORE.finditer(words))
    calm = [hit for hit in _LESS.finditer(words) if not any(m.start() <= hit.start() < m.end() for m in hits)]
    peace = [hit for hit in _PEACE.finditer(words) if not any(m.start() <= hit.start() < m.end() for m in hits)]
    if not hits and not calm and not peace and not _SAME.search(words) and _TO_COME.search(words):
        hits = list(_FORCE.finditer(words))[:1]
    more = less = same = 0
    for hit in hits:
        before, after = _clause_around(hit, words)
        if _NOT.search(before) or _NOT.search(after):
            less += 1
        elif not (hit[0].lower().startswith("respon") and re.search(r"\bpainful|severe|harsh|so\b", after)):
            more += 1
    for hit in calm:
        before, after = _clause_around(hit, words)
        turned = _NO.search(before) or _DIM.search(after)
        more, less = (more + 1, less) if turned else (more, less + 1)
    for hit in peace:
        before, after = _clause_around(hit, words)
        turned = _NO.search(before) or _DIM.search(after)
        same, less = (same + 1, less) if turned else (same, less + 1)
    if (same or _SAME.search(words)) and not more and not less:
        return "hold"
    if more == less:
        return "unclear"
    return "escalate" if more > less else "deter"


def _clause_around(hit: "re.Match[str]", words: str) -> tuple[str, str]:
    """The words of the clause before and behind a hit."""
    before = re.split(r"[,;:.]|\b(?:and|but|so|because|while)\b", words[: hit.start()])[-1]
    after = re.split(r"[,;:.]|\b(?:and|but|because|if|while)\b", words[hit.end() :])[0]
    return before, after


def _assess(
    cast: Cast,
    speaker: Speaker,
    speech: Speech,
    first: int,
    last: int,
    made_on: date | None,
    heard: _Heard | None,
) -> Assessment:
    paragraph = cast.paragraphs[speech.paragraph]
    doc = paragraph.doc
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    words = paragraph.passage(first, last)
    text = doc[first : last + 1].text
    direction = direction_of(f"{speech.verb} {text}" if speech.verb in _LOOKS_AHEAD - {"doubt"} else text)
    cue = paragraph.doc[speech.cue]
    denies = speech.verb in _LOOKS_AHEAD and any(child.dep_ == "neg" for child in cue.children)
    denies = denies or bool(_HARDLY_ANY.match(speaker.name) and speech.verb in _LOOKS_AHEAD)
    if (speech.verb == "doubt") != denies and not speech.quoted:
        direction = _TURNED.get(direction, direction)
    by_model = direction == "unclear" and heard is not None and heard.score >= _SURE_OF_DIRECTION
    if by_model and heard is not None:
        direction = heard.direction
    sentence = doc[first].sent
    actors = _of_whom(cast, speech, first, last)
    hedge = _HEDGE.search(text)
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
        horizon=_horizon(text, made_on),
        made_on=made_on,
        marks=tuple(marks),
    )


def _horizon(words: str, made_on: date | None) -> date | None:
    """The last day of a time to come that the words name; None where they name none.

    What is expected lies ahead, whatever the tense of the verb beside the day: "if anything flew over the border before
    September". Of what is to come before a time, the horizon is the first day of that time.
    """
    if made_on is None or not _TIME_AHEAD.search(words):
        return None
    ends = []
    for said in find_days(words, published=made_on, tense_at=lambda _start, _end: "future", story_day=None):
        if said.span is not None and said.span.last > made_on:
            clause = re.split(r"[,;:.]", words[: said.start])[-1]
            phrase = words[said.start : said.end]
            before = re.search(r"\bbefore\b", clause + phrase, re.IGNORECASE) and said.span.first > made_on
            before = before and not re.search(r"\bend of\b", clause + phrase, re.IGNORECASE)
            if before and re.search(r"\b(?:middle of|mid)\b", clause + phrase, re.IGNORECASE):
                ends.append(said.span.first + (said.span.last - said.span.first) / 2)
            else:
                ends.append(said.span.first if before else said.span.last)
    for within in _WITHIN.finditer(words):
        number = _NUMBERS.get(within[1].lower()) or int(within[1] if within[1].isdigit() else 0)
        if 0 < number <= 100:
            ends.append(made_on + timedelta(days=round(number * _DAYS_IN[within[2].lower()])))
    for season in _SEASON.finditer(words):
        month, day = _BEGINS[season[1].lower()]
        first = date(made_on.year, month, day)
        ends.append(first if first > made_on else date(made_on.year + 1, month, day))
    return max(ends, default=None)


# Seasons as in the north, where most of what is read is written; by their first day.
_BEGINS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "fall": (9, 22), "winter": (12, 21)}
_SEASON = re.compile(
    r"\b(?:by|before|until|till) (?:the )?(?:next )?(spring|summer|autumn|fall|winter)\b", re.IGNORECASE
)


_TIME_AHEAD = re.compile(
    r"\d|\b(?:next|coming|this|end|before|until|till|by|within|tomorrow|tonight|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:within|inside|in (?:the next|less than)) (\w+) (day|week|month|year)s?\b", re.IGNORECASE)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _of_whom(cast: Cast, speech: Speech, first: int, last: int) -> tuple[str, ...]:
    """Who is expected to do it, then toward whom: the subject of the words that give the direction, else nobody."""
    number = speech.paragraph
    doc = cast.paragraphs[number].doc
    text = doc[first : last + 1]
    hits = [m for pattern in (_LESS, _MORE) for m in pattern.finditer(text.text) if m[0].lower() != "battlefield"]
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
