"""Acts as rules and models tell them together: both read every sentence, and each corrects what the other says.

The rules know grammar, names and the words of their lexicon; the models know how such sentences go. An act that only
one of the two tells is kept where that one is sure; of an act that both tell, type, standing and sides are taken from
the surer. What was taken from whom stands in `Told.why` and in the record; what is refused is said with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.coding.acts.finding import add_means, is_of_sport
from talion.coding.acts.folding import fold_effects
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.status import standing_of, tense_of
from talion.coding.acts.told import Told, head_and_beside, is_passive, lemma_of
from talion.coding.acts.verbs import give_actor_a_name
from talion.coding.models import Reading, TriggerFound, sure
from talion.coding.sides.cast import WEAPON_NOUNS, Cast, Party, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HURT = {"hurt", "harm", "wound", "injure", "kill", "die", "gas", "grenade", "stun", "injury", "casualty", "death"}
_NO_PARTY = {"DET", "PUNCT", "PART", "ADP", "SPACE", "CCONJ", "SCONJ"}
# What stops such a thing in the air is told with the attack.
_STOPS = {"shoot", "down", "intercept", "destroy", "stop", "block", "repel", "knock"}
_FLIES = {"drone", "missile", "rocket", "projectile", "shell", "mortar"}
_MOTIVES = {"response", "reply", "retaliation", "reprisal", "revenge", "answer", "retribution", "vengeance"}
_BLAMES = {"blame", "accuse", "condemn", "denounce", "suspect", "fault"}
_MONTHS = {"march", "may"}
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM"}


# "Beat Syria 2-1 in the qualifier": the result of a match, and no range of people ("killed 2-3 men").
_RESULT = re.compile(
    r"(?:beat|defeat|thrash|edg|drew|won|lost)\w*\b[^.;]{0,60}?\b\d[-–]\d\b"
    r"(?=[.,;]|$| (?:in|on|at|to|after|away|with|win|victory)\b)"
)


def hear(number: int, cast: Cast, told: list[Told], words: ActWords) -> list[Told]:
    """The acts of one paragraph, out of what the rules told and what the models hear, in the order of their words."""
    doc = cast.paragraphs[number].doc
    if not told and is_of_sport(doc):
        return told
    kept: list[Told] = []
    for sentence in doc.sents:
        here = [one for one in told if sentence.start <= one.token.i < sentence.end and not _is_result(one.token)]
        kept += _of_sentence(number, sentence, cast, here, words)
    return sorted(fold_effects(kept), key=lambda one: one.token.i)


def _of_sentence(number: int, sentence: "Span", cast: Cast, told: list[Told], words: ActWords) -> Iterator[Told]:
    at = [(one.token.idx - sentence.start_char, one.token.idx + len(one.token) - sentence.start_char) for one in told]
    reading = cast.readings.of(number, sentence, at)
    of_rules: dict[int, Told] = {}
    for one in told:
        heard = cast.readings.number_of(one)
        if heard is None:
            yield one  # behind the point to which the models read
        else:
            of_rules.setdefault(heard, one)
    spans = {
        n: span
        for n, trigger in enumerate(reading.triggers)
        if (span := cast.readings.span(number, sentence, trigger.start, trigger.end)) is not None
    }
    folded = {token.i for one in told for token in one.tokens}
    for n, trigger in enumerate(reading.triggers):
        if n in of_rules:
            one = of_rules[n]
            beside = next((m for m, span in spans.items() if m not in of_rules and _is_beside(span, one)), None)
            if beside is not None and trigger.score < sure.HEARD:
                # "rockets hit a base": the models hear in one word what the rules hear in the other
                folded |= {token.i for token in spans[beside]}
                one.why.append(f"a model hears it in “{spans[beside].text}” ({reading.triggers[beside].score:.2f})")
                agreed: Told | None = one
            else:
                agreed = _agree(number, cast, sentence, reading, n, one, words)
            if agreed is not None:
                yield agreed
    for n, trigger in enumerate(reading.triggers):
        span = spans.get(n)
        if n in of_rules or span is None or any(token.i in folded for token in span):
            continue
        why = _why_not(trigger, span.root, words)
        if why is None and is_of_sport(span.doc, words=2):
            why = f"a model hears {trigger.type} here, in a paragraph about a match"
        if why is not None:
            pass_over(span.root, why, score=trigger.score)
            continue
        yield _heard(number, cast, sentence, reading, n, span, words)


def _is_result(token: "Token") -> bool:
    return _RESULT.match(token.doc.text, token.idx) is not None


def _is_beside(span: "Span", told: Told) -> bool:
    """Whether words hang directly on those of an act, as its subject or object does."""
    return any(
        (token.head in told.tokens and token.dep_ in {"nsubj", "dobj", "nsubjpass"})
        or (token.dep_ == "pobj" and token.head.head in told.tokens and token.head.dep_ == "prep")  # "went on strike"
        for token in span
    )


def _why_not(trigger: TriggerFound, token: "Token", words: ActWords) -> str | None:
    """Why an act that only the models hear is not told."""
    if trigger.score < sure.ACT:
        return "a model hears an act here and is not sure enough of it"
    if trigger.type_score < sure.TYPE:
        return f"a model hears an act here and is not sure that it is {trigger.type}"
    if _is_result(token):
        return f"“{token.text}” tells the result of a match"
    lemma = lemma_of(token)
    if lemma in WEAPON_NOUNS and trigger.score < sure.WEAPON:
        return f"a model hears {trigger.type} in “{token.text}”, which names a weapon"
    if lemma in _HURT:
        return f"a model hears {trigger.type} in “{token.text}”, which tells what an act did, and not the act"
    if lemma in _STOPS and trigger.status in {"done", "habitual", "historical"} and _stops_what_flies(token):
        return f"“{token.text}” stops what flies, which is told with the attack"
    senses = words.verbs.get(lemma, ()) if token.pos_ == "VERB" else words.nouns.get(lemma, ())
    if lemma in _MOTIVES or (senses and all(sense.answer for sense in senses)):
        return f"“{token.text}” names a motive; the act that carries it out is told elsewhere, or not at all"
    if token.pos_ in {"PRON", "NUM"} or lemma == "one":
        return f"“{token.text}” only points at an act that is told elsewhere"
    if token.dep_ in {"compound", "amod"} and token.head.i > token.i:
        return f"a model hears {trigger.type} in “{token.text}”, which says what kind of “{token.head.text}” is meant"
    if trigger.type == "THREATEN" and token.pos_ in _NOMINAL:
        return f"a model hears THREATEN in “{token.text}”; what noun is a threat, the rules decide"
    if token.pos_ == "PROPN" and lemma in _MONTHS:
        return f"“{token.text}” is a month"
    return None


def _stops_what_flies(token: "Token") -> bool:
    objects = [c for verb in (token, *token.conjuncts) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    return any(lemma_of(t) in _FLIES for o in objects for t in head_and_beside(o))


def _heard(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, span: "Span", words: ActWords) -> Told:
    """An act that the models alone tell."""
    trigger, token = reading.triggers[n], span.root
    is_noun = token.pos_ in _NOMINAL
    made = Told(
        number,
        token,
        span.start,
        span.end - 1,
        _sense(trigger.type, token, words),
        token.lemma_.lower(),
        is_noun,
        standing_of(token, token if token.pos_ in {"VERB", "AUX"} else None),
    )
    made.score = round(trigger.score * trigger.type_score, 2)
    made.why.append(
        f"a model hears {trigger.type} with a score of {trigger.score:.2f} ({trigger.type_score:.2f} for the type)"
    )
    _stand(made, trigger)
    if made.standing.status == "planned" and _is_purpose(token):
        made.standing = replace(made.standing, status="hypothetical", because="what something was done for")
    determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    made.definite = is_noun and determiner in {"the", "this", "that", "these", "those"}
    made.plural = token.tag_ in {"NNS", "NNPS"}
    actor, _ = _side(number, cast, sentence, reading, n, "actor")
    if _leaves_out_who(made, actor):
        actor = Party()
    recipient, _ = _side(number, cast, sentence, reading, n, "recipient")
    thing, _ = _side(number, cast, sentence, reading, n, "thing")
    made.actor = _acting(number, actor, cast)
    made.recipient = recipient
    if recipient.first < 0 and thing.first >= 0:
        made.recipient = replace(thing, thing=True)
    if thing.first >= 0:
        made.matter = (thing.first, thing.last)
    _part_two_sides(made)
    add_means(made, words)
    return made


def _is_purpose(token: "Token") -> bool:
    """Whether a verb says what something was done for: "sent fighters to support him"."""
    return token.dep_ == "advcl" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def _agree(
    number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, told: Told, words: ActWords
) -> Told | None:
    """An act that a rule tells, after the models were asked; None where they give it next to no chance."""
    trigger = reading.triggers[n]
    # "rockets exploded near the base": where a weapon is told with it, the rule stands
    if not reading.gated and not told.weapon and trigger.score < sure.NO_ACT["noun" if told.is_noun else "verb"]:
        pass_over(told.token, "a rule tells an act here, and the models hear none", score=trigger.score)
        return None
    if trigger.score < sure.HEARD:
        return told  # of an act that they do not hear, the models know nothing
    told_by_more = told.sense.answer or told.sense.calls_for  # "calls for revenge": its own words say what it is
    if trigger.type != told.sense.action and trigger.type_score >= sure.TYPE_OVER_RULES and not told_by_more:
        told.why.append(f"a model hears {trigger.type} ({trigger.type_score:.2f}) and not {told.sense.action}")
        told.sense = _sense(trigger.type, told.token, words)
    _stand(told, trigger)
    actor, score = _side(number, cast, sentence, reading, n, "actor")
    if _is_better(actor, told.actor, score) and not (_leaves_out_who(told, actor) or _meet(actor, told.recipient)):
        told.actor = _acting(number, actor, cast)
    recipient, score = _side(number, cast, sentence, reading, n, "recipient")
    if _is_better(recipient, told.recipient, score) and not _meet(recipient, told.actor):
        if told.recipient.thing and told.recipient.first >= 0 and told.matter is None:
            told.matter = (told.recipient.first, told.recipient.last)
        told.recipient = recipient
    elif recipient.first < 0 <= told.recipient.first and not told.recipient.thing and not told.recipient.actors:
        thing, score = _side(number, cast, sentence, reading, n, "thing")
        if _meet(thing, told.recipient):
            told.recipient = replace(told.recipient, thing=True)
    _part_two_sides(told)
    return told


def _acting(number: int, party: Party, cast: Cast) -> Party:
    """The party as the one who acts: "Iraqi planes" are no thing that was hit."""
    return give_actor_a_name(number, replace(party.acting, thing=False), cast)


def _leaves_out_who(told: Told, heard: Party) -> bool:
    """Whether whom the models hear belongs elsewhere.

    "Three were killed, the militia said": a passive that names nobody, where they take who speaks for it.
    """
    doc = told.token.doc
    if heard.last >= 0 and doc[heard.last].dep_ == "poss" and doc[heard.last].head not in told.tokens:
        return True  # "the attacks, and Iran's calls for revenge": whose the other act is
    if told.is_noun or not is_passive(told.token):
        return False
    return not any(token.lower_ == "by" for token in doc[max(heard.first - 3, 0) : heard.first + 1])


def _is_blamed(token: "Token") -> bool:
    """Whether somebody is blamed or accused here: "accused Iran of it", "pinned the blame on Iran"."""
    at = token.head if token.dep_ == "pobj" else token
    before = token.nbor(-1) if token.i else token
    if before.lower_ in {"blames", "blamed", "accuses", "accused", "suspects", "condemns", "denounces"}:
        return True  # a headline, that the parser reads as a row of names
    return at.dep_ in {"dobj", "nsubjpass", "prep"} and at.head.lemma_.lower() in _BLAMES


def _meet(one: Party, other: Party) -> bool:
    """Whether two parties share a word."""
    return one.first >= 0 and other.first >= 0 and one.first <= other.last and other.first <= one.last


def _is_better(heard: Party, told: Party, score: float) -> bool:
    """Whether the models' words for a side go before the rules': where these have none, or name nobody and differ."""
    if heard.first < 0:
        return False
    if told.first < 0 and not told.actors:
        return score >= sure.SIDE_BESIDE_RULES
    if _meet(heard, told):
        return bool(heard.actors) and not told.actors
    return score >= sure.SIDE_OVER_RULES and (bool(heard.actors) or not told.actors)


def _stand(told: Told, trigger: TriggerFound) -> None:
    """The models' status where they are sure of it, else that of the rules. A threat that is made is threatened."""
    ruled = told.standing
    status = trigger.status
    if told.sense.action == "THREATEN" and status in {"done", "planned", "threatened"}:
        status = "threatened"
    tense = ruled.tense or tense_of(told.token)
    enough = sure.STATUS_OVER_RULES if ruled.because == "told as a fact" else sure.STATUS_OVER_WORDS
    if status == ruled.status or trigger.status_score < enough:
        told.standing = replace(ruled, tense=tense)
        return
    because = f"a model, with a score of {trigger.status_score:.2f}"
    told.standing = replace(ruled, status=status, because=because, tense=tense)


def _sense(action: str, token: "Token", words: ActWords) -> Sense:
    """What the lexicon knows of a word as an act of this type, without what it asks to stand beside it."""
    lemma = lemma_of(token)
    senses = words.verbs.get(lemma, ()) if token.pos_ in {"VERB", "AUX"} else words.nouns.get(lemma, ())
    known = next((s for s in senses if s.action == action and not (s.object or s.complement or s.calls_for)), None)
    if known is not None and not known.answer and not known.foils:
        return replace(known, sure=True)
    return Sense(action, sure=True)


def _part_two_sides(told: Told) -> None:
    """ "Talks between A and B": of an act without direction, one is put down on either side."""
    both = told.actor
    if told.sense.undirected and len(both.actors) > 1 and not told.recipient.actors:
        told.actor = replace(both, actors=both.actors[:1], why="one of two sides")
        told.recipient = replace(both, actors=both.actors[1:], why="one of two sides")


def _side(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, role: str) -> tuple[Party, float]:
    """Whom the words of a role stand for, several where several are said, and how sure the models are of the words."""
    parties = [
        (party, score)
        for start, end, score in _stretches(reading, n, role)
        if (party := _party(number, cast, sentence, start, end)).first >= 0
        # "Mr Adar blames Iran": who is blamed stands in a claim, and did it in nobody's words but his
        and not (role == "actor" and any(_is_blamed(t) for t in sentence.doc[party.first : party.last + 1]))
    ]
    if not parties:
        return Party(), 0.0
    best, score = max(parties, key=lambda pair: pair[1])
    actors = tuple(dict.fromkeys(actor for party, _ in parties for actor in party.actors))
    why = f"a model, with a score of {score:.2f}"
    return replace(best, actors=actors, why=f"{best.why}; {why}" if best.why else why), score


def _stretches(reading: Reading, n: int, role: str) -> Iterator[tuple[int, int, float]]:
    """The words of a role; two stretches with nothing between them ("the" and "al-Dhafra base") are one."""
    found = sorted(
        (one.start, one.end, one.score)
        for one in reading.roles
        if one.act == n and one.role == role and one.score >= sure.SIDE
    )
    while found:
        start, end, score = found.pop(0)
        while found and not reading.text[end : found[0][0]].strip(" -'’"):
            _, end, other = found.pop(0)
            score = max(score, other)
        yield start, end, score


def _party(number: int, cast: Cast, sentence: "Span", start: int, end: int) -> Party:
    span = cast.readings.span(number, sentence, start, end)
    if span is None or all(token.pos_ in _NO_PARTY for token in span):
        return Party()
    party = cast.party(number, span.root)
    if party.first < 0:
        first, last = phrase_of(span.root)
        return replace(party, first=first, last=last)
    return party
