"""Which groups of mentions, and which answers between them, tell enough to become records."""

from talion.codebook.word_classes import word_class
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import Told, is_passive, lemma_of
from talion.coding.events.groups import Group
from talion.coding.events.mentioned import Mentioned
from talion.coding.models import sure
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, Party
from talion.coding.speech.denying import DENIES

_OF_FORCE = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN"}
_PEOPLE = word_class("people")


def is_worth_keeping(group: Group) -> bool:
    """Whether a group tells somebody's act: "the conflict" and "the retaliation" alone tell nothing."""
    lead = group.lead
    told = lead.told
    if told.sense.answer and not any(m.told.actor.actors and m.told.recipient.actors for m in group.mentions):
        _pass_over_all(group, "it says that somebody answers, and not what was done by whom to whom")
        return False
    if all(m.told.score is not None for m in group.mentions):
        if not group.attributed and not any(_has_a_party(m.told) or _is_the_news(m) for m in group.mentions):
            _pass_over_all(group, "only a model hears it, and nobody that is known did it or suffered it")
            return False
        sure_enough = sure.ACT if any(_is_denied_outright(m.told) for m in group.mentions) else sure.RECORD
        if any(m.told.plain and _is_somebody_s(m.told) for m in group.mentions):
            sure_enough = min(sure_enough, sure.RECORD_PLAIN)
        if any(m.told.plain and _is_between_two(m.told) for m in group.mentions):
            sure_enough = min(sure_enough, sure.RECORD_BETWEEN_TWO)
        if not group.attributed and max(m.told.score or 0.0 for m in group.mentions) < sure_enough:
            _pass_over_all(group, "only a model hears it, and it is not sure enough of it for a record")
            return False
    if told.sense.action in {"ASSAULT", "COERCE", "PROTEST"}:
        # "the attack on the base", with no side, day, place or toll, points at an act told somewhere else
        is_told = bool(group.attributed) or any(
            m.told.actor.actors
            or m.told.recipient.actors
            or m.tolls
            or m.places
            or (m.days and m.days.span)
            or (m.told.recipient.first >= 0 and not m.told.definite and told.sense.action != "ASSAULT")
            or _is_of_a_name(m.told)
            or _is_told_in_full(m.told)
            or m.told.standing.status in {"attempted", "foiled"}
            for m in group.mentions
        )
        if not is_told:
            _pass_over_all(group, "no side, day, place or toll is told with it: it points at an act told elsewhere")
        return is_told
    return True


def _is_denied_outright(told: Told) -> bool:
    """Whether somebody known "denies" in so many words what was done with somebody known: "denies backing them"."""
    verb = told.token.head
    denies = verb.lemma_.lower() in DENIES and told.token.dep_ in {"ccomp", "xcomp", "dobj"}
    return denies and told.standing.status == "denied" and bool(told.actor.actors) and bool(told.recipient.actors)


def is_told_of_somebody(response: Told, trigger: Told) -> bool:
    """Whether an answer is told of people in conflict: a known party at one end, or force at one that words are for."""
    both = (response, trigger)
    if any(told.score is None or _has_a_party(told) for told in both):
        return True
    somebody = any(party.first >= 0 for told in both for party in (told.actor, told.recipient))
    if somebody and any(told.sense.action in _OF_FORCE and (told.score or 0) >= sure.RECORD for told in both):
        return True
    why = "only a model hears it, and nobody known is at either end"
    pass_over(response.token, why, what="answer", pair=both)
    return False


def _has_a_party(told: Told) -> bool:
    """Whether anybody known did it or suffered it; of force, which strikes unnamed people too, anybody at all."""
    if told.actor.actors or told.recipient.actors:
        return True
    if told.sense.action in {"ASSAULT", "COERCE", "PROTEST"} and told.recipient.first >= 0:
        return True
    # "mediators shuttled between the delegations": people or a body whom nobody names
    return told.plain and (_is_people(told, told.actor) or _is_pronoun(told, told.actor))


def _is_the_news(mention: Mentioned) -> bool:
    """ "Talks in Muscat on a truce ended without a deal": what the sentence is about, with its place."""
    told = mention.told
    is_said = told.is_noun and told.token.dep_ in {"ROOT", "nsubj", "nsubjpass"} and bool(mention.places)
    return is_said and told.sense.action == "CONSULT" and (told.score or 0.0) >= _SURE_NEWS


_SURE_NEWS = 0.9


def _is_somebody_s(told: Told) -> bool:
    if told.actor.actors or told.recipient.actors:
        return True
    return told.recipient.first >= 0 and not told.recipient.thing and is_passive(told.token)  # "he is being held"


def _is_between_two(told: Told) -> bool:
    actors, hit = set(told.actor.actors), set(told.recipient.actors)
    return bool(actors and hit and not actors & hit) and told.sense.action != "ASSAULT"


def _is_of_a_name(told: Told) -> bool:
    """ "The burning of the Customs House": a thing with a name, behind "of"."""
    hit = told.recipient
    if not told.is_noun or not hit.thing or hit.first <= told.token.i:
        return False
    head = told.token.doc[hit.last]
    return head.pos_ == "PROPN" and head.dep_ == "pobj" and head.head.head.i == told.token.i


def _is_people(told: Told, party: Party) -> bool:
    return party.first >= 0 and not party.thing and lemma_of(told.token.doc[party.last]) in PEOPLE_NOUNS | GROUP_NOUNS


def _is_pronoun(told: Told, party: Party) -> bool:
    """ "He had been secretly bargaining with them": somebody, though the words before do not say who."""
    return party.first >= 0 and told.token.doc[party.last].lower_ in {"he", "she", "they", "we", "it"}


def _pass_over_all(group: Group, why: str) -> None:
    for one in group.mentions:
        pass_over(one.told.token, why)


def _is_told_in_full(told: Told) -> bool:
    """ "Militants opened fire on a bus": nobody with a name, and yet an act with one who did it or what was hit."""
    people = any(told.token.doc[i].lemma_.lower() in _PEOPLE for i in (told.recipient.last, told.actor.last) if i >= 0)
    somebody = told.recipient.thing or told.recipient.unnamed or told.actor.unnamed or people
    if told.sense.action == "PROTEST" and not told.is_noun:
        return True
    return somebody and (not told.is_noun or bool(told.folded and not told.definite))
