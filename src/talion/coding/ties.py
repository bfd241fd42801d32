"""Ties between parties that a clause states: who backs, leads, founded, left, lists or is part of whom."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talion.coding.cast import Cast, phrase_of
from talion.coding.told import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who does it backs, leads or founded the object; in the passive, the subject.
_OVER = {
    "back": "backed_by", "support": "backed_by", "fund": "backed_by", "sponsor": "backed_by", "arm": "backed_by",
    "supply": "backed_by", "finance": "backed_by", "equip": "backed_by", "bankroll": "backed_by", "train": "backed_by",
    "pay": "backed_by", "lead": "led_by", "head": "led_by", "command": "led_by", "found": "founded_by",
    "create": "founded_by", "establish": "founded_by", "form": "founded_by", "set up": "founded_by",
}  # fmt: skip
_LISTS = {
    "list",
    "designate",
    "blacklist",
    "proscribe",
    "brand",
    "label",
    "classify",
    "declare",
    "add",
    "put",
    "name",
    "place",
}
_LISTED = {"terrorist", "terror", "criminal", "blacklist", "banned", "sanction", "extremist", "proscribed", "illegal"}
_REGARDS = {"regard", "consider", "see", "view", "describe", "treat"}
_LEAVES = {"break", "split", "splinter", "secede", "separate", "grow", "emerge", "spring", "defect"}
_MEANS = {
    "weapon",
    "arm",
    "arms",
    "money",
    "support",
    "fund",
    "funding",
    "training",
    "aid",
    "rocket",
    "cash",
    "backing",
    "help",
}
_KIN = {
    "offshoot": "split_from", "breakaway": "split_from", "splinter": "split_from", "wing": "part_of", "arm": "part_of",
    "branch": "part_of", "affiliate": "part_of", "part": "part_of", "subsidiary": "part_of", "proxy": "backed_by",
    "ally": "allied_with", "partner": "allied_with",
}  # fmt: skip
_CHIEFS = {"head", "leader", "boss", "chief", "commander", "ringleader", "chairman"}

Tie = tuple[str, str, str]


def clause_ties(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """Every tie that this verb or noun states, as subject, kind and object."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD", "VBG"}:
        if not _is_open(token):
            yield from _of_verb(number, token, lemma, cast)
    elif lemma in _KIN and token.pos_ in {"NOUN", "ADJ", "PROPN"}:
        yield from _of_kin(number, token, _KIN[lemma], cast)
    elif lemma in _CHIEFS and token.dep_ in {"oprd", "attr"}:
        yield from _of_chief(number, token, cast)
    elif token.lower_ in {"formerly", "previously"}:
        yield from _renamed(number, token, cast)


def _is_open(token: "Token") -> bool:
    return any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "would", "will", "to"})
        for c in token.children
    )


def _of_verb(number: int, token: "Token", lemma: str, cast: Cast) -> Iterator[Tie]:
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    kind = _OVER.get(f"{lemma} {particle}".strip()) or (_OVER.get(lemma) if not particle else None)
    agent = _agent(token)
    done_to, doer = _object(token), subject_of(token)
    if doer is not None and doer.lower_ in {"who", "which", "that"} and token.dep_ == "relcl":
        doer = token.head
    if kind is not None:
        if agent is not None or (token.tag_ == "VBN" and token.dep_ == "acl"):
            under = token.head if token.dep_ in {"acl", "relcl"} else _passive_subject(token)
            yield from _pairs(number, under, kind, agent, cast)
        elif done_to is not None and doer is not None and done_to.i != doer.i:
            plain = lemma not in {"support", "train", "supply", "pay", "create", "form", "head", "command"}
            if plain or token.tag_ in {"VBZ", "VBP"} or _has_since(token) or token.dep_ == "relcl":
                yield from _pairs(number, done_to, kind, doer, cast)
    elif lemma in _LISTS and done_to is not None and doer is not None:
        behind = {t.lemma_.lower() for c in token.children if c.i > token.i and c.dep_ != "relcl" for t in c.subtree}
        if behind & _LISTED and (lemma not in {"put", "add", "place"} or "list" in behind):
            yield from _pairs(number, done_to, "designated_by", doer, cast)
    elif lemma in _REGARDS and done_to is not None:
        part = next((t for t in token.subtree if t.lemma_.lower() in {"part", "wing", "branch", "arm"}), None)
        whole = _behind(part, "of") if part is not None else None
        if part is not None and any(t.lower_ == "as" for t in token.children):
            yield from _pairs(number, done_to, "part_of", whole, cast)
    elif lemma in _LEAVES:
        source = _behind(token, "from") or (_behind(token, "of") if lemma == "grow" else None)
        away = lemma in {"split", "splinter", "secede", "separate", "defect"} or any(
            c.lower_ in {"away", "off", "out"} for c in token.subtree if c.i <= token.i + 2
        )
        if source is not None and away:
            yield from _pairs(number, doer, "split_from", source, cast)
    elif lemma in {"pledge", "swear", "declare"} and done_to is not None:
        if done_to.lemma_.lower() in {"allegiance", "loyalty", "fealty", "bayah"}:
            yield from _pairs(number, doer, "allied_with", _behind(done_to, "to") or _behind(token, "to"), cast)
    elif lemma in {"ally", "align"}:
        other = _behind(token, "with") or _behind(token, "to")
        yield from _pairs(number, doer, "allied_with", other, cast)
    elif lemma in {"receive", "get", "obtain"} and done_to is not None:
        got = {t.lemma_.lower() for t in done_to.subtree}
        source = _behind(token, "from") or _behind(done_to, "from")
        if got & _MEANS:
            yield from _pairs(number, doer, "backed_by", source, cast)
    elif lemma == "make" and any(t.lower_ == "part" for t in token.subtree):
        part = next(t for t in token.subtree if t.lower_ == "part")
        yield from _pairs(number, done_to, "integrated_into", _behind(part, "of"), cast)


def _of_kin(number: int, token: "Token", kind: str, cast: Cast) -> Iterator[Tie]:
    """ "X, the armed wing of Y", "X is an offshoot of Y", "X, our allies"."""
    whole = _behind(token, "of") or _behind(token, "from")
    if kind == "allied_with" and whole is None:
        whole = next((c for c in token.lefts if c.dep_ == "poss"), None)
    part: Token | None = None
    if token.dep_ in {"appos", "conj"} and token.head.i < token.i:
        part = token.head
    elif token.dep_ == "attr":
        part = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    if part is not None and whole is not None:
        yield from _pairs(number, part, kind, whole, cast)


def _of_chief(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "Ramiro Quist, whom prosecutors call the head of the gang"."""
    verb = token.head
    if verb.dep_ == "relcl" and verb.lemma_.lower() in {"call", "name", "describe", "consider"}:
        yield from _pairs(number, _behind(token, "of"), "led_by", verb.head, cast)


def _renamed(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "The National Salvation Army, formerly the Movement of the Eleventh of May"."""
    doc = token.doc
    before = next((m for m in reversed(cast.mentions[number]) if m.last < token.i and token.i - m.last <= 3), None)
    at = token.i + 1
    while at < len(doc) and doc[at].lower_ in {"the", "known", "as", "called", "named"}:
        at += 1
    last = at
    while last + 1 < len(doc) and (
        doc[last + 1].text[0].isupper() or doc[last + 1].lower_ in {"of", "the", "and", "for"}
    ):
        last += 1
    while last > at and not doc[last].text[0].isupper():
        last -= 1
    if before is None or at >= len(doc) or not doc[at].text[0].isupper() or doc[at].ent_type_ == "DATE":
        return
    known = cast.at(number, last)
    old = known.actor if known is not None and known.how == "name" and known.first == at else None
    old = old or cast.add(doc[at : last + 1].text, cast.kind(before.actor))
    if old != before.actor:
        yield before.actor, "renamed", old


def _agent(token: "Token") -> "Token | None":
    for verb in (token, *(c for c in token.conjuncts if c.i > token.i)):
        for child in verb.children:
            if child.dep_ == "agent":
                return next((i for i in child.children if i.dep_ == "pobj"), None)
    return None


def _object(token: "Token") -> "Token | None":
    objects = (c for c in token.children if c.dep_ in {"dobj", "obj"} and c.lower_ not in {"itself", "himself"})
    found = next(objects, None)
    if found is not None and found.lower_ in {"that", "which", "whom"} and token.dep_ == "relcl":
        return token.head
    named = any(c.dep_ == "nsubj" and c.lower_ not in {"who", "which", "that"} for c in token.children)
    if found is None and token.dep_ == "relcl" and named:
        return token.head  # "a militia that Quarra has armed"
    return (
        found if found is not None else next((c for c in token.children if c.dep_ == "nsubj" and c.i > token.i), None)
    )


def _passive_subject(token: "Token") -> "Token | None":
    subject = subject_of(token)
    if subject is not None and subject.lower_ in {"who", "which", "that"} and token.dep_ == "relcl":
        return token.head
    return subject


def _behind(token: "Token", preposition: str) -> "Token | None":
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == preposition:
            return next((i for i in child.children if i.dep_ == "pobj"), None)
        if child.dep_ in {"advmod", "prt", "prep"} and child.lower_ in {"away", "off", "out", "apart"}:
            inner = _behind(child, preposition)
            if inner is not None:
                return inner
    return None


def _has_since(token: "Token") -> bool:
    return any(c.dep_ == "prep" and c.lower_ == "since" for c in token.children)


def _pairs(number: int, left: "Token | None", kind: str, right: "Token | None", cast: Cast) -> Iterator[Tie]:
    if left is None or right is None:
        return
    for subject in _who(number, left, cast)[:2]:
        for target in _who(number, right, cast)[:3]:
            if subject != target:
                yield subject, kind, target


def _who(number: int, token: "Token", cast: Cast) -> tuple[str, ...]:
    """The parties that these words name: by the cast, by what stands beside them, or new by their name."""
    if token.lower_ in {"he", "she", "i"}:
        return ()
    party = cast.party(number, token)
    if party.actors and not party.thing:
        return party.actors
    if token.pos_ == "NOUN":
        for child in token.children:  # "the neighbouring state of Orsk", "the brothers of the Front"
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = next((i for i in child.children if i.dep_ == "pobj"), None)
                if inner is not None and inner.pos_ == "PROPN":
                    return _who(number, inner, cast)
        if token.dep_ in {"appos", "attr"} and token.head.pos_ in {"PROPN", "NOUN"}:
            return _who(number, token.head, cast)
        beside = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if beside is not None:
            return _who(number, beside, cast)
    if token.pos_ == "PROPN":
        new = cast.introduce(number, phrase_of(token)[0], token.i)
        return (new,) if new else ()
    return ()
