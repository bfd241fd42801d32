"""Words that elsewhere tell an act and here only say how another was done, or nothing: "in protest", "no comment"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import ASSAULT, Told, lemma_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# What those who keep silent refuse.
_SAYING = word_class("speech") | {
    "speak", "answer", "elaborate", "discuss", "identify", "name", "disclose", "specify", "provide", "give",
    "speculate", "talk", "release", "be", "divulge", "detail", "clarify", "offer", "share",
}  # fmt: skip
_WITHHELD = {"detail", "name", "figure", "number", "information", "reason", "comment", "statement", "account", "toll"}
_SILENT = {"decline", "refuse"}
_CROWDS = {"rally", "gathering", "march", "demonstration", "protest", "vigil", "meeting", "protest rally"}
_ADDRESS = word_class("speech") | {"address", "speak", "promise", "threaten", "cheer", "lead"}
# "Lodged a protest": the word of a state, and no crowd.
_HAND_IN = {
    "lodge", "file", "deliver", "submit", "hand", "issue", "send", "express", "convey", "raise", "register", "make",
    "present", "voice", "summon",
}  # fmt: skip
_TIMES = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "night"}
_ANSWERS = {
    "retaliate",
    "respond",
    "react",
    "answer",
    "reply",
    "avenge",
    "revenge",
    "retaliation",
    "response",
}
_AHEAD = {"threatened", "planned", "hypothetical", "negated"}
_NOT_YET = {"before", "until", "unless"}
_REFUSES = {"REJECT", "REQUEST", "THREATEN"}
_ENVOYS = {
    "ambassador", "envoy", "diplomat", "attache", "attaché", "coordinator", "representative", "consul",
    "charge", "d'affaires", "delegation", "commissioner", "correspondent", "journalist", "nuncio", "staff", "head",
    "director", "worker", "official", "chief",
}  # fmt: skip
_FORCES = {"troop", "troops", "soldier", "force", "forces", "army", "fighter", "peacekeeper", "contingent", "mission"}
_ORDERS = {"order", "tell", "ask", "instruct", "give", "require", "direct"}
_LEAVES = {"leave", "quit", "depart", "pack"}


def without_those_in_passing(acts: Sequence[Told], cast: Cast) -> list[Told]:
    """The acts of a paragraph without words that tell none of their own, and those that are told as another kind."""
    kept: list[Told] = []
    for told in acts:
        here = [other for other in acts if other is not told and other.sentence.start == told.sentence.start]
        _without_hours(told)
        _as_a_note(told, cast)
        _beside_whom(told, cast)
        why = _in_passing(told, here)
        if why is not None:
            pass_over(told.token, why, score=told.score)
            continue
        _not_yet(told, here)
        kept.append(told)
    return _sent_home(kept)


def _in_passing(told: Told, here: Sequence[Told]) -> str | None:
    """Why a word tells no act of its own here; None where it does."""
    token, lemma = told.token, told.token.lemma_.lower()
    if lemma in _SILENT and _keeps_silent(token):
        return "who says nothing does nothing"
    opposed = lemma == "oppose" and token.lower_ == "opposed" and not any(c.dep_ == "dobj" for c in token.children)
    if opposed and (token.dep_ in {"acl", "amod"} or any(c.lower_ == "to" for c in token.children)):
        return "it says what somebody stands for"
    if told.is_noun and lemma in {"protest", "solidarity"} and _is_bare_behind_in(token) and here:
        return "it says why another act was done"
    if told.sense.action == "PROTEST" and told.is_noun and lemma in _CROWDS and _is_spoken_to(token):
        return "it says before whom somebody spoke"
    nobody = not (told.actor.actors or told.recipient.actors or told.recipient.thing)
    if lemma == "siege" and told.is_noun and nobody and token.head.lemma_.lower() not in {"lay", "lift"}:
        return "it says how long or in what way an attack went on"
    apart = token.dep_ == "ccomp" and any(t.text in {";", ","} for t in token.doc[token.i : token.head.i])
    if (
        token.dep_ == "ccomp"
        and not apart  # "rockets were fired at a base; no one claimed it"
        and any(c.dep_ == "nsubj" and _is_nobody(c) for c in token.head.children)
    ):
        return "nobody says so"
    if told.is_noun and told.sense.action == ASSAULT and not told.definite:
        ahead = _answered_ahead(token)
        if ahead:
            return "it says what somebody would answer, and not that it was"
    return None


def _is_nobody(subject: "Token") -> bool:
    if subject.lower_ in {"nobody", "none"}:
        return True
    return any(c.lower_ in {"no", "none"} and c.dep_ in {"det", "neg"} for c in subject.lefts)


def _keeps_silent(verb: "Token") -> bool:
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.lemma_.lower() in _SAYING:
            return not (verb.lemma_.lower() == "refuse" and child.lemma_.lower() in _DEALING and not _to_press(child))
        if child.dep_ == "dobj" and child.lemma_.lower() in _WITHHELD:
            return True
    return False


def _to_press(verb: "Token") -> bool:
    """ "Refused to discuss the case", "to talk to reporters": it keeps silent, and refuses nobody anything."""
    behind = [t for c in verb.children if c.dep_ in {"dobj", "prep", "dative"} for t in (c, *c.children)]
    nothing = not behind and verb.lemma_.lower() in {"talk", "speak", "discuss"}
    return nothing or any(t.lemma_.lower() in _OF_THE_PRESS for t in behind)


# What a party may refuse another, and a spokesman the press.
_DEALING = {"discuss", "talk", "speak", "provide", "give", "release", "offer", "share"}
_OF_THE_PRESS = _WITHHELD | {
    "reporter", "journalist", "press", "media", "matter", "case", "incident", "report", "newspaper", "correspondent",
    "identity", "evidence", "record", "question", "plan", "list",
}  # fmt: skip


def _is_bare_behind_in(token: "Token") -> bool:
    """ "In protest at the strike", "in angry protest": behind "in", with no article."""
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in token.lefts)
    return bare and token.dep_ == "pobj" and token.head.lower_ == "in" and token.tag_ == "NN"


def _is_spoken_to(token: "Token") -> bool:
    """ "Told a rally in the capital", "said at a rally"."""
    if token.dep_ in {"dobj", "dative", "iobj"}:
        return token.head.lemma_.lower() in {"tell", "address", "remind", "assure"}
    if token.dep_ == "pobj" and token.head.lower_ in {"at", "to", "before"}:
        verb = token.head.head
        return verb.lemma_.lower() in _ADDRESS or verb.lemma_.lower() in {"speech", "address", "remark"}
    # "told a rally in Lima that …": the parser makes it the subject of what was said
    verb = token.head
    told = verb.head.lemma_.lower() in {"tell", "remind", "assure"} and verb.dep_ == "ccomp"
    return told and token.dep_ == "nsubj" and any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in token.lefts)


def _answered_ahead(noun: "Token") -> bool:
    """Whether it stands for what a threat or a vow would answer: "will retaliate for strikes on its soil"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "to", "against"}:
        return False
    verb = noun.head.head
    if verb.lemma_.lower() not in _ANSWERS:
        return False
    at = verb
    for _ in range(4):
        helpers = {c.lower_ for c in at.children if c.dep_ == "aux"}
        if helpers & {"will", "would", "shall", "may", "might", "could", "must", "'ll"}:
            return True
        if at.head.i == at.i or at.dep_ not in {"xcomp", "conj", "advcl"}:
            break
        at = at.head
    return at.i != verb.i and at.lemma_.lower() in {"threaten", "vow", "pledge", "promise", "warn", "swear"}


def _without_hours(told: Told) -> None:
    """ "A siege of several hours": no side of an act is a time."""
    for side in ("actor", "recipient"):
        party: Party = getattr(told, side)
        if party.last >= 0 and not party.actors and told.token.doc[party.last].lemma_.lower() in _TIMES:
            setattr(told, side, Party())


def _as_a_note(told: Told, cast: Cast) -> None:
    """Let "lodged 65 protests" and "expressed its protest" be what a state says of another's act."""
    token = told.token
    if not told.is_noun or token.lemma_.lower() != "protest" or told.sense.action != "PROTEST":
        return
    verb = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in _HAND_IN:
        told.sense = Sense("ACCUSE", "disapprove", sure=True)
        told.why.append(f"“{verb.text}”: a note, no crowd")
        behind = [i for c in verb.children if c.lower_ in {"with", "to"} for i in c.children if i.dep_ == "pobj"]
        if behind and not told.recipient.actors:
            told.recipient = cast.party(told.paragraph, behind[0])


def _beside_whom(told: Told, cast: Cast) -> None:
    """ "Were fighting alongside the rebels": who fights beside somebody does it, and not to them."""
    token = told.token
    beside = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"alongside", "beside"}), None)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if told.is_noun or told.sense.action != ASSAULT or beside is None or subject is None:
        return
    near = {t.i for t in (*beside.subtree, *subject.subtree)}
    if told.recipient.first in near or told.recipient.last in near:
        told.recipient = Party()
    if not told.actor.actors:
        told.actor = cast.party(told.paragraph, subject).acting


def _not_yet(told: Told, here: Sequence[Told]) -> None:
    """ "Ruled out talks before the troops withdrew": what somebody waits for has not been."""
    token = told.token
    if told.is_noun or token.dep_ != "advcl" or told.standing.status not in {"done", "planned"}:
        return
    mark = next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
    above = token.head
    for _ in range(3):
        refused = any(
            above in other.tokens and (other.sense.action in _REFUSES or other.standing.status in _AHEAD)
            for other in here
        ) or any(c.dep_ == "neg" for c in above.children)
        if refused or above.dep_ not in {"pobj", "prep", "dobj", "xcomp", "ccomp"}:
            break
        above = above.head
    if mark in _NOT_YET and refused:
        told.standing = replace(told.standing, status="hypothetical", because=f"“{mark}”, of what is refused till then")


def _sent_home(acts: list[Told]) -> list[Told]:
    """Let "ordered the envoy to leave the country" be one act, that of "expelled the envoy"."""
    kept = list(acts)
    for leave in acts:
        token = leave.token
        if token.lemma_.lower() not in _LEAVES or leave.is_noun or leave not in kept:
            continue
        order = next((o for o in kept if o is not leave and _tells_to(o.token, token) and _are_envoys(o, token)), None)
        if order is not None and not any(c.lower_ == "for" for c in token.children):
            order.folded.append(token)
            kept.remove(leave)
            _expel(order)
    for unwanted in kept:
        near = {t.lower_ for t in unwanted.token.subtree}
        if unwanted.sense.mode == "designate" and {"persona", "grata"} <= near:
            _expel(unwanted)
    for order in kept:
        verb = order.token
        below = [c for c in verb.subtree if c.lemma_.lower() in _LEAVES and c.pos_ == "VERB" and _tells_to(verb, c)]
        if below and _are_envoys(order, below[0]):
            _expel(order)
    gone = [one for one in kept if one.sense.mode == "deport"]
    for first in gone:
        for then in gone:
            # "declared the envoy persona non grata and gave him a day to leave": one act
            if then.token.dep_ == "conj" and then.token.head in first.tokens and _points_back(then.token):
                first.folded += then.tokens
                kept = [one for one in kept if one is not then]
    return kept


def _points_back(verb: "Token") -> bool:
    whom = {"him", "her", "them"}
    return any(c.dep_ in {"dobj", "dative", "nsubj"} and c.lower_ in whom for c in verb.subtree)


def _expel(order: Told) -> None:
    if order.standing.status == "threatened":
        order.standing = replace(order.standing, status="done", because="told to go")
    order.sense = Sense("COERCE", "deport", sure=True)
    order.matter = None


def _tells_to(order: "Token", leave: "Token") -> bool:
    """Whether a verb orders what another says: "told X to leave", "gave him 72 hours to leave"."""
    if order.lemma_.lower() not in _ORDERS:
        return False
    if leave.head.i == order.i:
        return leave.dep_ in {"xcomp", "ccomp", "advcl"}
    return leave.dep_ in {"acl", "relcl", "advcl"} and leave.head.head.i == order.i and lemma_of(leave.head) in _TIMES


def _are_envoys(order: Told, leave: "Token") -> bool:
    """Whether those who are told to leave are envoys or people sent by others, and have to leave the country."""
    where = next((c for c in leave.children if c.dep_ == "dobj"), None)
    out = where is None or where.lemma_.lower() in {"country", "nation", "territory", "soil", "state", "capital"}
    party = order.recipient
    if not out or party.first < 0:
        return False
    if any(lemma_of(t) in _FORCES for t in order.token.doc[party.first : party.last + 1]):
        return False  # to ask troops to go is to demand it
    words = {lemma_of(t) for t in order.token.doc[party.first : party.last + 1]}
    whom = {lemma_of(c) for t in order.token.children if t.dep_ in {"dobj", "dative"} for c in (t, *t.lefts)}
    whom |= {lemma_of(c) for c in leave.children if c.dep_ == "nsubj"}
    pronoun = bool(whom & {"he", "she", "they", "him", "her", "them"}) and bool(party.actors)
    return bool((words | whom) & _ENVOYS) or pronoun or (where is not None and bool(party.actors))
