"""The sides of an act that other words of its sentence name, where rules and models have left them open.

Whom "degrade and defeat the group" fights, whose "efforts to retake the town" are, against whom "the attack
carried out by X against Y" was, and who did what is condemned.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.acts.by_what_means import against_whom, help_in_kind, victim_of_wounds
from talion.coding.acts.heard_sides import JUDGING, as_actor, share_a_word
from talion.coding.acts.told import Told, is_passive, lemma_of, objects_of, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, ON_TERRITORY, PEOPLE_NOUNS, WEAPON_NOUNS, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_ON_SOMEBODY = {"ASSAULT", "COERCE"}
_AGAINST = {"against", "on", "upon", "at"}


def complete_sides(acts: Sequence[Told], cast: Cast) -> None:
    """Give the acts of a paragraph the sides that its other words name."""
    for one in acts:
        help_in_kind(one)
        if one.sense.action == "MOBILIZE":
            _take_mover(one, cast)
        if one.sense.action in {*JUDGING, "REQUEST"} and _is_about_an_act(one, acts):
            one.recipient = Party()
        if one.actor.first >= 0 and not one.actor.actors:
            _take_members(one, cast)
        if one.is_noun:
            _take_doer(one, cast)
        if one.actor.first < 0 and not one.actor.actors and not one.is_noun and not is_passive(one.token):
            doer = _whose_effort(one, cast)
            if doer.first >= 0 and not share_a_word(doer, one.recipient):
                one.actor = doer
    for one in acts:
        if one.recipient.thing and not one.recipient.actors and not one.is_noun:
            _take_from(one, cast)
        if one.is_noun and one.token.lemma_.lower() == "use" and _is_used(one):
            one.recipient = Party()  # "the use of drones against the villagers": what was used suffered nothing
        if one.word in _SAYS_SUPPORT and one.sense.action == "SUPPORT" and not one.recipient.actors:
            felt = {c.i for c in one.token.children if c.dep_ == "dobj"}
            if felt & set(range(one.recipient.first, one.recipient.last + 1)):
                one.recipient = Party()
        if one.word == "stand" and one.sense.action == "SUPPORT":
            one.recipient = _stood_by(one, cast)
        if one.recipient.first >= 0 or one.recipient.actors or one.sense.undirected:
            continue
        whom = _condemned(one, acts, cast)
        if whom.first < 0 and one.sense.action == "SUPPORT":
            whom = _addressed(one, cast)
        if whom.first < 0 and one.sense.action in _ON_SOMEBODY:
            whom = _behind_its_clause(one, cast) if one.is_noun else _object(one, cast)
        if whom.first < 0 and one.is_noun and one.sense.action == "ASSAULT":
            whom = against_whom(one, cast)
            whom = whom if whom.first >= 0 else victim_of_wounds(one, cast)
        own = bool(whom.actors) and set(whom.actors) <= set(one.actor.actors)
        if whom.first >= 0 and not own and not share_a_word(whom, one.actor):
            one.recipient = whom


def _is_about_an_act(told: Told, acts: Sequence[Told]) -> bool:
    """Whether a judgement's or a demand's recipient is an act told beside it, or who is to be freed."""
    if told.recipient.first < 0 or told.is_noun:
        return False
    for other in acts:
        at, word = other.token, other.token.lemma_.lower()
        if other is told or not other.is_noun or at.dep_ != "dobj" or at.head.i != told.token.i:
            continue
        if told.recipient.first <= at.i <= told.recipient.last:
            return not told.recipient.actors and told.sense.action in JUDGING
        freed = word in {"release", "freedom", "liberation", "extradition", "return", "trial"}
        behind = told.recipient.first > at.i and told.recipient.last <= at.right_edge.i
        if freed and behind and any(c.lower_ == "of" for c in at.rights):
            return told.sense.action == "REQUEST"
    return False


def _take_doer(told: Told, cast: Cast) -> None:
    """Who does what a noun tells: "his talks with the council", "the intrusion of vessels into its waters"."""
    noun = told.token
    owner = next((c for c in noun.lefts if c.tag_ == "PRP$"), None)
    if owner is not None and told.sense.action in _OF_ONES_OWN:
        at = noun.doc[told.actor.last]
        inside = told.actor.first <= owner.i <= told.actor.last
        if told.actor.first >= 0 and (inside or at.dep_ in {"nsubj", "nsubjpass", "poss", "appos"}):
            return
        told.actor = as_actor(told.paragraph, cast.party(told.paragraph, owner), cast)
        return
    if told.actor.first < 0 and told.sense.action == "MOBILIZE" and noun.dep_ == "pobj" and noun.head.lower_ == "for":
        above = noun.head.head  # "left for a deployment to the border"
        who = subject_of(above) if above.lemma_.lower() in _LEAVES and above.pos_ == "VERB" else None
        if who is not None:
            told.actor = replace(as_actor(told.paragraph, cast.party(told.paragraph, who), cast), thing=False)
            return
    if told.actor.first >= 0 or told.actor.actors or noun.lemma_.lower() not in _MOVES:
        return
    goes = next((i for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" for i in c.children), None)
    party = cast.party(told.paragraph, goes) if goes is not None and goes.dep_ == "pobj" else Party()
    if goes is not None and (party.actors or party.unnamed or goes.lemma_.lower() in PEOPLE_NOUNS | GROUP_NOUNS):
        if share_a_word(party, told.recipient):
            told.recipient = Party()
        told.actor = replace(as_actor(told.paragraph, party, cast), thing=False, why=f"who goes; {party.why}")


def _take_members(told: Told, cast: Cast) -> None:
    """ "Groups that have attacked the airport include X and Y": those who are named, for those who are described."""
    who = told.token.doc[told.actor.last]
    if who.dep_ != "nsubj" or who.head.lemma_.lower() not in {"include", "comprise"} or told.token.i > who.head.i:
        return
    named = next((c for c in who.head.children if c.dep_ == "dobj"), None)
    party = as_actor(told.paragraph, cast.party(told.paragraph, named), cast) if named is not None else Party()
    if party.actors and not share_a_word(party, told.recipient):
        told.actor = replace(party, why=f"those whom the words name; {party.why}")


def _take_mover(told: Told, cast: Cast) -> None:
    """ "Two hundred soldiers left for the border": who goes is the one that acts, and nobody to whom it is done."""
    token = told.token
    if told.is_noun or is_passive(token) or objects_of(token) or told.actor.actors:
        return
    subject = subject_of(token)
    if subject is not None and told.recipient.first <= subject.i <= told.recipient.last:
        told.actor = as_actor(told.paragraph, cast.party(told.paragraph, subject), cast)
        told.recipient = Party()


# Nouns that tell where those behind "of" go.
_MOVES = {
    "intrusion", "incursion", "advance", "arrival", "departure", "landing", "entry", "encroachment", "withdrawal",
    "retreat", "infiltration", "pullout", "surrender", "defection",
}  # fmt: skip
# What is somebody's own ("his visit", "their support") he does himself.
_OF_ONES_OWN = {
    "CONSULT", "AID", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "MOBILIZE", "PROTEST", "ACCUSE", "AGREE", "COOPERATE",
}  # fmt: skip
_LEAVES = {"leave", "depart", "embark", "sail", "fly"}


def _addressed(told: Told, cast: Cast) -> Party:
    """To whom words of support go: "extended its condolences to the families"."""
    verb = told.token.head if told.is_noun else told.token
    if verb.pos_ != "VERB" or (told.is_noun and told.token.dep_ != "dobj"):
        return Party()
    if not told.is_noun and told.word not in _SAYS_SUPPORT:
        return Party()
    for child in verb.rights:
        inner = next((i for i in child.children if i.dep_ == "pobj"), None)
        if child.dep_ not in {"prep", "dative"} or child.lower_ not in {"to", "with", "for"} or inner is None:
            continue
        party = cast.party(told.paragraph, inner)
        if _is_somebody(party, inner):
            return replace(party, thing=False, why=f"behind '{child.text}'; {party.why}")
    return Party()


def _is_used(told: Told) -> bool:
    """Whether the recipient heard is what was used, behind the "of" of "use"."""
    if not told.recipient.thing or told.recipient.first < 0 or told.sense.action != "ASSAULT":
        return False
    of = next((c for c in told.token.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return of is not None and any(told.recipient.first <= i.i <= told.recipient.last for i in of.subtree)


def _stood_by(told: Told, cast: Cast) -> Party:
    """With whom somebody stands: "shoulder to shoulder with Kesmara", which the parser takes apart."""
    behind = (t for t in told.token.sent if t.i > told.token.i and t.lower_ == "with")
    inner = next((i for t in behind for i in t.children if i.dep_ == "pobj"), None)
    party = cast.party(told.paragraph, inner) if inner is not None else Party()
    if inner is None or party.first < 0 or not _is_somebody(party, inner):
        return told.recipient if told.recipient.actors else Party()
    return replace(party, thing=False, why=f"behind 'with'; {party.why}")


# Verbs whose object says what is felt, and the words behind them for whom.
_SAYS_SUPPORT = {
    "express", "voice", "pledge", "declare", "offer", "reaffirm", "reiterate", "announce", "convey", "extend", "send",
    "share",
}  # fmt: skip


def _condemned(told: Told, acts: Sequence[Told], cast: Cast) -> Party:
    """Who did what is condemned: "deplores the resumption of strikes by Kesmara"."""
    if told.sense.action != "ACCUSE" or told.is_noun or told.standing.status in {"negated", "denied"}:
        return Party()
    objects = {o.i for first in objects_of(told.token) for o in (first, *first.conjuncts)}
    objects |= {i.i for c in told.token.rights if c.dep_ == "prep" and c.lower_ in {"at", "over"} for i in c.children}
    for other in acts:
        at = other.token
        if at.i not in objects and at.dep_ == "pobj" and at.head.lower_ == "of":
            at = at.head.head  # "the resumption of strikes"
        if other is told or at.i not in objects:
            continue
        doer = other.actor if other.actor.first >= 0 else _claimant(at, told, cast)
        if doer.first >= 0 and not doer.thing:
            return replace(doer, why=f"who did what is condemned; {doer.why}")
    return Party()


def _claimant(noun: "Token", told: Told, cast: Cast) -> Party:
    """Who has claimed an act, in a clause behind it: "which was claimed by X", "for which X claimed responsibility"."""
    inside = set(noun.subtree)
    for verb in noun.sent[noun.i - noun.sent.start :]:
        if verb.dep_ != "relcl" or verb.lemma_.lower() != "claim":
            continue
        # "attacks in the towns of X and Y, for which Z has claimed responsibility": the parser hangs it on a town
        if verb not in inside and not any(c.lower_ == "for" for c in verb.lefts):
            continue
        if is_passive(verb):
            who = next((i for c in verb.children if c.dep_ == "agent" for i in c.children), None)
        else:
            responsible = any(c.dep_ == "dobj" and c.lemma_.lower() == "responsibility" for c in verb.children)
            who = subject_of(verb) if responsible else None
        if who is not None and who.pos_ in {"PROPN", "NOUN"}:
            return as_actor(told.paragraph, cast.party(told.paragraph, who), cast)
    return Party()


def _behind_its_clause(told: Told, cast: Cast) -> Party:
    """Against whom an act is whose doer stands between: "the attack carried out by X against Y", "raids by X on Y"."""
    middle = [c for c in told.token.rights if c.dep_ == "acl" and c.tag_ == "VBN"]
    middle += [i for c in told.token.rights if c.dep_ in {"prep", "agent"} and c.lower_ == "by" for i in c.children]
    behind = [p for m in middle for p in (*m.rights, *(g for c in m.rights if c.dep_ == "agent" for g in c.subtree))]
    for preposition in behind:
        if preposition.dep_ != "prep" or preposition.lower_ not in _AGAINST:
            continue
        for inner in preposition.children:
            party = cast.party(told.paragraph, inner) if inner.dep_ == "pobj" else Party()
            if _is_somebody(party, inner):
                return replace(party, why=f"behind '{preposition.text}'; {party.why}")
    return Party()


def _object(told: Told, cast: Cast) -> Party:
    """Whom a verb's object names, its own or that of a verb joined to it: "degrade and defeat the group"."""
    towards = [
        i for c in told.token.rights if c.lower_ == "in" for d in c.children if d.lower_ == "direction"
        for o in d.children if o.lower_ == "of" for i in o.children
    ]  # fmt: skip
    for inner in (*objects_of(told.token), *towards):
        if inner.head.i == told.token.i and lemma_of(inner) in WEAPON_NOUNS:
            continue  # "opened fire"
        party = cast.party(told.paragraph, inner)
        if inner.pos_ in {"NOUN", "PROPN", "PRON"} and _is_somebody(party, inner):
            return replace(party, why=f"the object of '{told.token.text}'; {party.why}")
    return Party()


def _take_from(told: Told, cast: Cast) -> None:
    """From whom a place or a thing is taken: "retook the town from the group"."""
    if told.token.lemma_.lower() not in _TAKES or told.sense.action not in _ON_SOMEBODY:
        return
    for child in told.token.rights:
        inner = next((i for i in child.children if i.dep_ == "pobj"), None) if child.lower_ == "from" else None
        party = cast.party(told.paragraph, inner) if inner is not None else Party()
        known = party.actors and not set(party.actors) & set(told.actor.actors)
        if known and not party.thing and party.why != ON_TERRITORY:
            told.recipient = replace(told.recipient, actors=party.actors, named=(party.first, party.last))


_TAKES = {
    "take", "retake", "seize", "capture", "recapture", "liberate", "reclaim", "wrest", "recover", "win", "free",
    "snatch", "regain", "reconquer",
}  # fmt: skip


def _is_somebody(party: Party, token: "Token") -> bool:
    people = token.lemma_.lower() in PEOPLE_NOUNS or token.lemma_.lower() in GROUP_NOUNS
    return party.first >= 0 and (bool(party.actors) or party.unnamed or party.thing or people)


def _whose_effort(told: Told, cast: Cast) -> Party:
    """Who does what an effort is for: "their efforts to retake the town", "in the campaign to free it, the army …"."""
    verb = told.token
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    effort = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VB" or effort.lemma_.lower() not in _EFFORTS:
        return Party()
    whose = next((c for c in effort.lefts if c.dep_ in {"poss", "compound", "amod"} and _names(told, c, cast)), None)
    if whose is None:
        by = (i for c in effort.rights if c.dep_ == "prep" and c.lower_ in {"by", "of"} for i in c.children)
        whose = next((i for i in by if i.dep_ == "pobj" and i.i < verb.i), None)
    if whose is None and effort.dep_ == "dobj" and not is_passive(effort.head):
        whose = subject_of(effort.head)
    if whose is None and effort.dep_ == "pobj" and effort.head.lower_ in {"in", "during", "as"}:
        above = effort.head.head
        whose = subject_of(above) if above.pos_ == "VERB" and not is_passive(above) else None
    if whose is None or whose.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
        return Party()
    party = as_actor(told.paragraph, cast.party(told.paragraph, whose), cast)
    return replace(party, why=f"whose '{effort.text}' it is; {party.why}") if not party.thing else Party()


def _names(told: Told, token: "Token", cast: Cast) -> bool:
    return token.dep_ == "poss" or cast.at(told.paragraph, token.i) is not None


# What somebody has or makes in order to do what stands behind it.
_EFFORTS = {
    "effort", "attempt", "bid", "campaign", "plan", "ability", "capacity", "capability", "operation", "drive", "push",
    "struggle", "readiness", "intention", "determination", "resolve", "commitment", "decision", "pledge", "vow",
    "offensive", "mission", "mandate", "fight", "willingness", "desire", "haven", "failure", "refusal",
}  # fmt: skip
