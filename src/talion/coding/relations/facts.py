"""Facts about actors that a text states: what they are part of, who backs, founded, leads or designated them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.days.said import DaySaid
from talion.coding.parsing.language import Paragraph
from talion.coding.relations.by_clause import CLAUSE_WORDS, parted_ties
from talion.coding.relations.by_noun import ally_of, backed_by_compound, on_a_list, part_of
from talion.coding.relations.by_role import ROLES, role_ties
from talion.coding.relations.one_tie import QUANTIFIER, can_be_tied, is_unreal, tie, tie_between
from talion.coding.relations.persons import holder_of_post, other_name, owner_of_group, person_at, whose_leader
from talion.coding.relations.ties import STATES_A_TIE, before_which, clause_ties, heard_ties, not_so
from talion.coding.relations.whom import described, has_no, is_a_faction, named
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices
from talion.records import Actor, DateSpan, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token

# verb lemma, preposition behind which the object stands, relation; read with the verb's subject (or the passive's)
_VERBS = {
    ("fall", "under"): "part_of",
    ("belong", "to"): "part_of",
    ("operate", "under"): "part_of",
    ("integrate", "into"): "integrated_into",
    ("incorporate", "into"): "integrated_into",
    ("absorb", "into"): "integrated_into",
    ("fold", "into"): "integrated_into",
    ("merge", "into"): "integrated_into",
    ("split", "from"): "split_from",
    ("break", "from"): "split_from",
    ("splinter", "from"): "split_from",
    ("break", "with"): "split_from",
    ("ally", "with"): "allied_with",
    ("ally", "to"): "allied_with",
    ("align", "with"): "allied_with",
    ("affiliate", "with"): "allied_with",
    ("affiliate", "to"): "allied_with",
}
_BY = {
    "back": "backed_by", "support": "backed_by", "fund": "backed_by", "arm": "backed_by", "finance": "backed_by",
    "sponsor": "backed_by", "train": "backed_by", "found": "founded_by", "establish": "founded_by",
    "create": "founded_by",
    "lead": "led_by", "head": "led_by", "command": "led_by", "designate": "designated_by", "proscribe": "designated_by",
    "blacklist": "designated_by",
}  # fmt: skip
_HOLDERS = {
    "founder": "founded_by",
    "leader": "led_by",
    "head": "led_by",
    "chief": "led_by",
    "commander": "led_by",
    "co-founder": "founded_by",
}
_WHOSE = {"leader", "head", "chief", "commander", "minister", "president", "chairman", "emir"}
_PARTS = {"part", "member", "wing", "branch", "faction", "arm", "affiliate", "offshoot"}
_NAMED = {"know", "guerre", "alias"}
_SPEAKS = frozenset(
    {*(verb for verb, _ in _VERBS), *_BY, *_HOLDERS, *_WHOSE, *_PARTS, *_NAMED, *STATES_A_TIE, *ROLES, *CLAUSE_WORDS}
    | {"backed", "supported", "funded", "sponsored", "armed", "trained", "designated", "proscribed", "blacklist"}
)
_BEGINS = {"backed_by", "led_by", "allied_with", "designated_by", "founded_by", "integrated_into", "split_from"}
_BACKED = re.compile(
    r"-(led|backed|supported|funded|financed|sponsored|armed|trained|designated|proscribed|listed)\b", re.IGNORECASE
)


def find_relations(
    cast: Cast, voices: Voices, days: Sequence[Sequence[DaySaid]]
) -> tuple[list[Relation], dict[str, Actor]]:
    """Every relation that the words of a report state, each with its passage; and the people it newly names."""
    found: dict[tuple[str, str, str], Relation] = {}
    people: dict[str, Actor] = {}
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc:
            if token.dep_ == "poss" and token.ent_type_ == "PERSON":
                owned = owner_of_group(number, token, cast, voices, people)
                if owned is not None:
                    found.setdefault((owned.subject, owned.kind, owned.object), owned)
            if token.lemma_.lower() not in _SPEAKS and token.lower_ not in _SPEAKS:
                continue
            for made in _at(number, token, cast, voices, people):
                by = token.head.head if token.dep_ == "pobj" and token.tag_ in {"WDT", "WP"} else token
                since = _since(by, paragraph, days[number]) if made.kind in _BEGINS else None
                relation = replace(made, since=since)
                key = (relation.subject, relation.kind, relation.object)
                if since is not None and key in found and found[key].since is None and made.quantifier is None:
                    del found[key]  # told again, now with its day
                found.setdefault(key, relation)
        for token, kind, left, right, why in heard_ties(number, cast):
            for made in _heard(number, token, kind, left, right, cast, voices, people):
                if not _is_known(made, found):
                    since = _since(token, paragraph, days[number]) if made.kind in _BEGINS else None
                    found[made.subject, made.kind, made.object] = replace(made, since=since, note=why)
    return list(found.values()), people


def _heard(
    number: int,
    token: "Token",
    kind: str,
    left: "Token",
    right: "Token",
    cast: Cast,
    voices: Voices,
    people: dict[str, Actor],
) -> list[Relation]:
    """The ties between whom the words that a model marked stand for, where such parties can be tied so."""
    paragraph = cast.paragraphs[number]
    if any(has_no(one) or is_a_faction(one) for one in (left, right, left.head)) or is_unreal(token) or not_so(token):
        return []
    if any(c.lower_ in {"former", "erstwhile", "onetime", "once"} for c in token.lefts):
        return []
    found = QUANTIFIER.match(paragraph.doc[left.left_edge.i : left.i + 1].text)
    made = []
    for one in named(number, left, cast, only_named=True)[:2]:
        others = named(number, right, cast, only_named=True)[:3]
        if kind in {"led_by", "founded_by"} and right.pos_ == "PROPN" and right.ent_type_ in {"PERSON", ""}:
            person = person_at(number, right, cast, people)
            others = (person,) if person is not None and person.startswith("new-") else others
        for other in others:
            subject, target = one, other
            if kind == "designated_by" and cast.kind(one) in {"state", "intergovernmental"}:
                subject, target = other, one  # it is a state or a union that lists
            if subject != target and can_be_tied(kind, subject, target, cast):
                quantifier = found[0] if found else None
                made.append(tie(paragraph, subject, kind, target, token, cast, voices, quantifier))
    return made


def _is_known(made: Relation, found: dict[tuple[str, str, str], Relation]) -> bool:
    """Whether a tie of the same two stands already, or the rules read one of its kind in the same sentence."""
    if any(r.kind == made.kind and r.passage == made.passage and r.note is None for r in found.values()):
        return True
    ends = {made.subject, made.object}
    return any(
        {r.subject, r.object} == ends and (r.kind == made.kind or r.subject == made.subject) for r in found.values()
    )


def _at(number: int, token: "Token", cast: Cast, voices: Voices, people: dict[str, Actor]) -> list[Relation]:
    """The ties that one word states, by the kind of word it is."""
    made: list[Relation | None] = []
    paragraph = cast.paragraphs[number]
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD", "VBG"}:
        if is_unreal(token) or not_so(token):
            return []
        if _BACKED.match(paragraph.text[token.idx - 1 : token.idx + len(token)] if token.idx else ""):
            made.append(backed_by_compound(number, token, cast, voices))
        else:
            made += _from_verb(number, token, lemma, cast, voices)
    is_beside = token.dep_ == "conj" and described(number, token, cast) is not None
    if lemma in _PARTS and (token.dep_ in {"attr", "appos"} or is_beside):
        made.append(part_of(number, token, lemma, cast, voices))
    if lemma in _WHOSE and token.pos_ in {"NOUN", "PROPN"}:
        made.append(whose_leader(number, token, cast, voices, people))
    if lemma in _HOLDERS and token.pos_ in {"NOUN", "PROPN"}:
        made.append(holder_of_post(number, token, _HOLDERS[lemma], cast, voices, people))
    if lemma in {"list", "blacklist"} and token.dep_ == "pobj" and token.head.lower_ == "on":
        made += on_a_list(number, token, cast, voices)
    if lemma == "ally" and token.pos_ in {"NOUN", "PROPN"}:
        made.append(ally_of(number, token, cast, voices))
    if lemma in _NAMED:
        made.append(other_name(number, token, cast, people))
    known = {(r.subject, r.kind, r.object) for r in made if r is not None}
    of_persons = set(role_ties(number, token, cast, people))
    for subject, kind, other in sorted(of_persons - known):
        if any(r is not None and r.kind == kind and {r.subject, r.object} & {subject, other} for r in made):
            continue  # "Ansar Dine, an offshoot of the Front, and its ally": whose, is read already
        if subject != other and (kind == "part_of" or can_be_tied(kind, subject, other, cast)):
            made.append(tie(paragraph, subject, kind, other, token, cast, voices))
    known |= of_persons
    at = token.head.head if token.dep_ == "pobj" and token.tag_ in {"WDT", "WP"} else token  # "from which it broke"
    for subject, kind, other in (*clause_ties(number, token, cast), *parted_ties(number, token, cast)):
        if (subject, kind, other) not in known and can_be_tied(kind, subject, other, cast):
            made.append(tie(paragraph, subject, kind, other, at, cast, voices))
    return [relation for relation in made if relation is not None]


def _from_verb(number: int, token: "Token", lemma: str, cast: Cast, voices: Voices) -> list[Relation | None]:
    """The ties of a verb: "was founded by", "backs", "split from"."""
    made: list[Relation | None] = []
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    subject = _holder_of(token)
    if lemma in _BY and agent is not None and subject is not None:
        made.append(tie_between(number, subject, _BY[lemma], agent, token, cast, voices))
    elif lemma in {"designate", "blacklist", "proscribe"} and subject is not None:
        target = next((c for c in token.children if c.dep_ in {"dobj", "nsubj"} and c.i > token.i), None)
        terror = any(t.lemma_.lower() in {"terrorist", "terror"} for t in token.subtree)
        if target is not None and terror and subject.dep_ == "nsubj":
            made.append(tie_between(number, target, "designated_by", subject, token, cast, voices))
    elif lemma in {"back", "fund", "sponsor"} and subject is not None and subject.dep_ == "nsubj":
        target = next((c for c in token.children if c.dep_ == "dobj"), None)
        if target is not None:
            made.append(tie_between(number, target, "backed_by", subject, token, cast, voices))
    for child in token.children:
        if child.dep_ in {"prep", "agent"}:
            kind = _VERBS.get((lemma, child.lower_))
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            inner = before_which(inner) if inner is not None else None
            if kind and inner is not None and subject is not None:
                made.append(tie_between(number, subject, kind, inner, token, cast, voices))
    return made


def _holder_of(token: "Token") -> "Token | None":
    """The word of whom a verb says it: its subject, or what its clause describes."""
    for child in token.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            if child.lower_ in {"that", "which", "who"} and token.dep_ == "relcl":
                return token.head
            return child
    if token.dep_ in {"acl", "relcl"}:
        return token.head
    if token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"}:
        return _holder_of(token.head)
    return None


def _since(token: "Token", paragraph: Paragraph, days: Sequence[DaySaid]) -> DateSpan | None:
    """The day, month or year that hangs on the verb: "designated the group in 2009"."""
    top = token.head if token.dep_ == "attr" else token  # "has been part of the Front since 2017"
    if token.dep_ == "pobj" and token.head.lower_ == "on":
        top = _verb_above(token) or top  # "has had the Front on its list since 2017"
    inside = {t.i for t in top.subtree}
    own = {token.i, top.i, *([above.i] if (above := _verb_above(token)) is not None else [])}
    for said in days:
        at = paragraph.token_at(said.start)
        if (
            at is not None
            and at.i in inside
            and ((over := _verb_above(at)) is None or over.i in own)
            and said.span is not None
            and said.kind in {"absolute", "since", "relative"}
        ):
            return said.span
    return None


def _verb_above(token: "Token") -> "Token | None":
    """The nearest verb that holds a word."""
    return next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
