"""Facts about actors that a text states: what they are part of, who backs, founded, leads or designated them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.days.said import DaySaid
from talion.coding.parsing.language import Paragraph
from talion.coding.relations.ties import (
    STATES_A_TIE,
    before_which,
    clause_ties,
    heard_ties,
    not_so,
)
from talion.coding.relations.whom import (
    described,
    has_no,
    introduced_group,
    is_a_faction,
    is_described,
    is_one_of_two,
    named,
    the_group,
)
from talion.coding.sides.cast import Cast, slug, without_titles
from talion.coding.sides.phrases import phrase_of
from talion.coding.speech.voices import Voices
from talion.records import Actor, DateSpan, Mark, Name, Relation

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
    {*(verb for verb, _ in _VERBS), *_BY, *_HOLDERS, *_WHOSE, *_PARTS, *_NAMED, *STATES_A_TIE}
    | {"backed", "supported", "funded", "sponsored", "armed", "trained", "designated", "proscribed", "blacklist"}
)
_BEGINS = {"backed_by", "led_by", "allied_with", "designated_by", "founded_by", "integrated_into", "split_from"}
_LEAGUES = {"intergovernmental", "umbrella", "unknown", "organisation"}
_QUANTIFIER = re.compile(
    r"^(most|many|some|several|all|part|parts|much|half|a number|the majority|elements)\b(?: of)?", re.IGNORECASE
)
_BACKED = re.compile(
    r"-(led|backed|supported|funded|financed|sponsored|armed|trained|designated|proscribed|listed)\b", re.IGNORECASE
)
_KNOWN_AS = re.compile(
    r"\b(?:also known as|better known as|known as|"
    r"known by (?:his|her|its|the) (?:nom de guerre|name|alias|acronym)|nom de guerre|alias)\b",
    re.IGNORECASE,
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
                owned = _owner(number, token, cast, voices, people)
                if owned is not None:
                    found.setdefault((owned.subject, owned.kind, owned.object), owned)
            if token.lemma_.lower() not in _SPEAKS and token.lower_ not in _SPEAKS:
                continue
            for made in _at(number, token, cast, voices, people):
                since = _since(token, paragraph, days[number]) if made.kind in _BEGINS else None
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
    if any(has_no(one) or is_a_faction(one) for one in (left, right, left.head)) or _unreal(token) or not_so(token):
        return []
    found = _QUANTIFIER.match(paragraph.doc[left.left_edge.i : left.i + 1].text)
    made = []
    for one in named(number, left, cast, only_named=True)[:2]:
        others = named(number, right, cast, only_named=True)[:3]
        if kind in {"led_by", "founded_by"} and right.pos_ == "PROPN" and right.ent_type_ in {"PERSON", ""}:
            person = _person(number, right, cast, people)
            others = (person,) if person is not None and person.startswith("new-") else others
        for other in others:
            subject, target = one, other
            if kind == "designated_by" and cast.kind(one) in {"state", "intergovernmental"}:
                subject, target = other, one  # it is a state or a union that lists
            if subject != target and _fits(kind, subject, target, cast):
                quantifier = found[0] if found else None
                made.append(_made(paragraph, subject, kind, target, token, cast, voices, quantifier))
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
    made: list[Relation | None] = []
    paragraph = cast.paragraphs[number]
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD", "VBG"}:
        if _unreal(token) or not_so(token):
            return []
        if _BACKED.match(paragraph.text[token.idx - 1 : token.idx + len(token)] if token.idx else ""):
            made.append(_backed_compound(number, token, cast, voices))
        else:
            made += _from_verb(number, token, lemma, cast, voices)
    is_beside = token.dep_ == "conj" and described(number, token, cast) is not None
    if lemma in _PARTS and (token.dep_ in {"attr", "appos"} or is_beside):
        made.append(_part_of(number, token, lemma, cast, voices))
    if lemma in _WHOSE and token.pos_ in {"NOUN", "PROPN"}:
        made.append(_whose_leader(number, token, cast, voices, people))
    if lemma in _HOLDERS and token.pos_ in {"NOUN", "PROPN"}:
        made.append(_holder(number, token, _HOLDERS[lemma], cast, voices, people))
    if lemma in {"list", "blacklist"} and token.dep_ == "pobj" and token.head.lower_ == "on":
        made += _on_a_list(number, token, cast, voices)
    if lemma == "ally" and token.pos_ in {"NOUN", "PROPN"}:
        made.append(_ally(number, token, cast, voices))
    if lemma in _NAMED:
        made.append(_alias(number, token, cast, people))
    known = {(r.subject, r.kind, r.object) for r in made if r is not None}
    for subject, kind, other in clause_ties(number, token, cast):
        if (subject, kind, other) not in known and _fits(kind, subject, other, cast):
            made.append(_made(paragraph, subject, kind, other, token, cast, voices))
    return [relation for relation in made if relation is not None]


def _from_verb(number: int, token: "Token", lemma: str, cast: Cast, voices: Voices) -> list[Relation | None]:
    made: list[Relation | None] = []
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    subject = _holder_of(token)
    if lemma in _BY and agent is not None and subject is not None:
        made.append(_relate(number, subject, _BY[lemma], agent, token, cast, voices))
    elif lemma in {"designate", "blacklist", "proscribe"} and subject is not None:
        target = next((c for c in token.children if c.dep_ in {"dobj", "nsubj"} and c.i > token.i), None)
        terror = any(t.lemma_.lower() in {"terrorist", "terror"} for t in token.subtree)
        if target is not None and terror and subject.dep_ == "nsubj":
            made.append(_relate(number, target, "designated_by", subject, token, cast, voices))
    elif lemma in {"back", "fund", "sponsor"} and subject is not None and subject.dep_ == "nsubj":
        target = next((c for c in token.children if c.dep_ == "dobj"), None)
        if target is not None:
            made.append(_relate(number, target, "backed_by", subject, token, cast, voices))
    for child in token.children:
        if child.dep_ in {"prep", "agent"}:
            kind = _VERBS.get((lemma, child.lower_))
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            inner = before_which(inner) if inner is not None else None
            if kind and inner is not None and subject is not None:
                made.append(_relate(number, subject, kind, inner, token, cast, voices))
    return made


def _relate(
    number: int,
    left: "Token",
    kind: str,
    right: "Token",
    at: "Token",
    cast: Cast,
    voices: Voices,
    quantifier: str | None = None,
) -> Relation | None:
    paragraph = cast.paragraphs[number]
    found = _QUANTIFIER.match(paragraph.doc[left.left_edge.i : left.right_edge.i + 1].text)
    if found and left.lemma_.lower() in {
        "most",
        "many",
        "some",
        "several",
        "all",
        "part",
        "half",
        "number",
        "majority",
        "much",
        "element",
    }:
        quantifier = found[0]
        inner = next((i for c in left.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
        left = inner if inner is not None else left
    if has_no(left) or is_a_faction(left) or is_a_faction(right):
        return None
    if kind in {"founded_by", "led_by"} and right.pos_ != "PROPN":
        return None  # "founded by soldiers who had left the army": nobody by name
    subject, target = _who(number, left, cast), _who(number, right, cast)
    if kind == "part_of" and subject is not None and target is not None and cast.kind(subject) == "state":
        kind = "member_of" if cast.kind(target) in _LEAGUES else kind
    if subject is None or target is None or subject == target or not _fits(kind, subject, target, cast):
        return None
    return _made(paragraph, subject, kind, target, at, cast, voices, quantifier)


def _made(
    paragraph: Paragraph,
    subject: str,
    kind: str,
    target: str,
    at: "Token",
    cast: Cast,
    voices: Voices,
    quantifier: str | None = None,
) -> Relation:
    number = cast.paragraphs.index(paragraph)
    speech = voices.at(number, at.i)
    return Relation(
        subject=subject,
        kind=kind,
        object=target,
        source=paragraph.report.id,
        quantifier=quantifier,
        said_by=_accuser(at)
        or (speech.speaker.name if speech and at.pos_ == "VERB" and at.dep_ not in {"amod", "acl"} else None),
        passage=paragraph.of(at.sent),
        marks=(Mark("relation", paragraph.passage(at.i, at.i)),),
    )


def _accuser(at: "Token") -> str | None:
    """Who says so in "India accuses Pakistan of arming the group"."""
    if at.dep_ != "pcomp" or at.head.head.lemma_.lower() not in {"accuse", "suspect", "charge"}:
        return None
    subject = next((c for c in at.head.head.children if c.dep_ == "nsubj"), None)
    return at.doc[subject.left_edge.i : subject.i + 1].text if subject is not None else None


def _who(number: int, token: "Token", cast: Cast) -> str | None:
    if token.lower_ in {"it", "its"} and is_one_of_two(number, token, cast):
        return None
    if token.dep_ == "appos" and token.head.pos_ == "PROPN" and is_described(number, token.head, cast):
        return introduced_group(number, phrase_of(token.head)[0], token.head.i, cast)  # "Kach, the movement founded by"
    for _ in range(4):
        beside = described(number, token, cast)
        if beside is not None:
            return beside
        party = cast.party(number, token)
        if party.actors and is_described(number, token, cast):
            # "Ahrar al-Sharqiya, a Turkish-backed faction": the name, and not whom the words behind it name
            return introduced_group(number, phrase_of(token)[0], token.i, cast)
        if party.actors and not party.thing:
            return party.actors[0]
        if (group := the_group(number, token, cast)) is not None:
            return group
        # "an umbrella group of units that was integrated": the group, and whom it stands beside
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head.head
        elif token.dep_ in {"appos", "attr"}:
            token = token.head
        else:
            return None
    return None


def _fits(kind: str, subject: str, target: str, cast: Cast) -> bool:
    of, to = cast.kind(subject), cast.kind(target)
    if kind == "backed_by":
        return of not in {"state", "intergovernmental", "people", "set"} and to in {
            "state",
            "government",
            "force",
            "armed group",
            "umbrella",
            "set",
            "unknown",
            "people",
            "organisation",
        }
    if kind in {"part_of", "integrated_into", "split_from"}:
        return of not in {"state", "person"} and to != "person"
    if kind == "designated_by":
        return of != "state" and to in {"state", "intergovernmental", "government", "unknown"}
    if kind in {"led_by", "founded_by"}:
        return of not in {"state", "person", "intergovernmental"}
    return True


def _holder_of(token: "Token") -> "Token | None":
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


def _backed_compound(number: int, token: "Token", cast: Cast, voices: Voices) -> Relation | None:
    """ "Iran-backed militia Kataib Hezbollah": the backer before the hyphen, the backed behind the noun."""
    backer = next((c for c in token.lefts if c.dep_ in {"npadvmod", "amod", "compound", "nmod", "nsubj"}), None)
    if backer is None and token.i >= 2:
        backer = token.doc[token.i - 2]
    mention = next((m for m in cast.mentions[number] if backer is not None and m.first <= backer.i <= m.last), None)
    actor = mention.actor if mention else None
    if mention is not None and mention.how == "set" and backer is not None:
        said = token.doc[mention.first : max(token.i - 1, mention.first + 1)].text  # "South African" before "-backed"
        whole = cast.registry.resolve(said) or cast.registry.resolve(backer.text)
        actor = whole.actor.id if whole else None
    if actor is None or cast.kind(actor) not in {"state", "government"}:
        return None
    kind = "designated_by" if token.lower_ in {"designated", "proscribed", "listed"} else "backed_by"
    kind = "led_by" if token.lower_ == "led" else kind
    own = {"force", "government"} if kind == "led_by" else set()  # a state's army is its own
    behind = [
        m
        for m in cast.mentions[number]
        if token.i < m.first <= token.i + 6 and m.how == "name" and cast.kind(m.actor) not in {"state", "person", *own}
    ]
    for name in behind:
        between = token.doc[token.i + 1 : name.first]
        if (
            all(t.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PUNCT"} and t.text not in {".", ";", '"'} for t in between)
            and len(between) <= 4
        ):
            return _made(cast.paragraphs[number], name.actor, kind, actor, token, cast, voices)
    # "Kataib Hezbollah, an Iran-backed militia": the name that the description stands beside
    head = token.head
    if head.dep_ == "appos":
        who = _who(number, head.head, cast)
        if who is not None and cast.kind(who) not in {"state", "set", "person"}:
            return _made(cast.paragraphs[number], who, kind, actor, token, cast, voices)
    return None


def _owner(number: int, token: "Token", cast: Cast, voices: Voices, people: dict[str, Actor]) -> Relation | None:
    """ "John Garang's SPLA": a person whose the group is leads it."""
    mention = cast.at(number, token.head.i)
    if mention is None or mention.how != "name" or mention.last != token.head.i or token.head.pos_ != "PROPN":
        return None
    sorts = {"armed group", "party", "umbrella", "unknown", "force"}
    if cast.kind(mention.actor) not in sorts or is_a_faction(token.head):
        return None
    actor = _person(number, token, cast, people)
    if actor is None or actor == mention.actor:
        return None
    return _made(cast.paragraphs[number], mention.actor, "led_by", actor, token, cast, voices)


_TERROR = re.compile(r"\b(?:terror\w*|sanction\w*|blacklist|proscribed|banned|extremist)\b", re.IGNORECASE)


def _on_a_list(number: int, token: "Token", cast: Cast, voices: Voices) -> list[Relation]:
    """ "The group is on the European Union's list of terrorist organisations"."""
    words = token.doc[token.left_edge.i : token.right_edge.i + 1]
    verb = token.head.head if token.head.head.pos_ in {"VERB", "AUX"} else token.head.head.head
    if not _TERROR.search(words.text) or verb.pos_ not in {"VERB", "AUX"} or _unreal(verb):
        return []
    group = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    lists = group if verb.lemma_ in {"have", "keep", "put", "place", "include", "retain", "leave", "add"} else None
    if verb.lemma_ in {"have", "keep", "put", "place", "include", "retain", "leave", "add"} and not any(
        c.dep_ == "auxpass" for c in verb.children
    ):
        group = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if group is not None and group.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
        group = verb.head
    by = [m for m in cast.mentions[number] if words.start <= m.first < words.end]
    if not by and lists is not None and any(t.dep_ == "poss" and t.pos_ == "PRON" for t in words):
        by = [m for m in (cast.at(number, lists.i),) if m is not None]  # "Dravia keeps the Front on its list"
    who = _who(number, group, cast) if group is not None else None
    if who is None:
        return []
    return [
        _made(cast.paragraphs[number], who, "designated_by", one.actor, token, cast, voices)
        for one in by
        if who != one.actor and _fits("designated_by", who, one.actor, cast)
    ]


def _part_of(number: int, token: "Token", lemma: str, cast: Cast, voices: Voices) -> Relation | None:
    over = (c for holder in (token, token.head) for c in holder.children if c.lower_ == "of")
    inner = next((i for c in over for i in c.children if i.dep_ == "pobj"), None)
    inner = before_which(inner) if inner is not None else None  # "the Pact, of which it is a member"
    if inner is None or (lemma == "member" and token.dep_ == "attr" and token.head.tag_ == "VBD"):
        return None  # "of which it was a member"
    left: Token | None = (
        token.head
        if token.dep_ in {"appos", "conj"}
        else next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    )
    if left is None or cast.at(number, inner.i) is None:
        return None
    left_it = {c.lower_ for c in token.lefts} & {"breakaway", "splinter", "dissident", "renegade", "rival"}
    kind = "split_from" if lemma == "offshoot" or left_it else "part_of"
    subject = _who(number, left, cast)
    if subject is not None and cast.kind(subject) == "person":
        kind = "member_of"
    return _relate(number, left, kind, inner, token, cast, voices)


def _holder(
    number: int, token: "Token", kind: str, cast: Cast, voices: Voices, people: dict[str, Actor]
) -> Relation | None:
    """ "The group's founder, Jamal Ibrahimi", "Hassan Doe, leader of the group", "the group's leader Hassan Doe"."""
    group_token = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if group_token is None:
        group_token = next(
            (i for c in token.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None
        )
    if group_token is None:
        before = next(
            (
                m
                for m in cast.mentions[number]
                if m.last == token.i - 1 and cast.kind(m.actor) not in {"state", "person"}
            ),
            None,
        )
        group_token = token.doc[before.last] if before else None
    if group_token is None:
        return None
    known = cast.at(number, group_token.i) is not None or group_token.pos_ in {"PRON", "PROPN"}
    if not known and group_token.lemma_.lower() in {"intelligence", "service", "staff", "office", "committee"}:
        return None  # "head of the country's military intelligence" does not lead its military
    if any(c.lower_ in {"deputy", "former", "ex", "late", "acting", "vice", "local", "senior"} for c in token.lefts):
        return None
    group = _who(number, group_token, cast)
    person = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if person is None and token.dep_ == "appos" and token.head.pos_ == "PROPN":
        person = token.head
    if person is None and token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN" and token.head.i > token.i:
        person = token.head
    if group is None or person is None or cast.kind(group) in {"state", "person", "set", "intergovernmental"}:
        return None
    actor = _person(number, person, cast, people)
    if actor is None or actor == group:
        return None
    return _made(cast.paragraphs[number], group, kind, actor, token, cast, voices)


def _whose_leader(number: int, token: "Token", cast: Cast, voices: Voices, people: dict[str, Actor]) -> Relation | None:
    """ "The republic, whose prime minister is Alexander Borodai"."""
    whose = next((c for c in token.lefts if c.lower_ == "whose"), None)
    verb = token.head
    if whose is None or token.dep_ != "nsubj" or verb.lemma_ != "be" or verb.dep_ != "relcl":
        return None
    name = next((c for c in verb.children if c.dep_ == "attr" and c.pos_ == "PROPN"), None)
    group = _who(number, verb.head, cast)
    if name is None or group is None or cast.kind(group) in {"state", "person", "set", "intergovernmental"}:
        return None
    actor = _person(number, name, cast, people)
    if actor is None or actor == group:
        return None
    return _made(cast.paragraphs[number], group, "led_by", actor, token, cast, voices)


def _person(number: int, token: "Token", cast: Cast, people: dict[str, Actor]) -> str | None:
    """The id of a public person, by the registry or new."""
    mention = cast.at(number, token.i)
    if mention is not None and cast.kind(mention.actor) == "person":
        return mention.actor
    first = token.i
    while first > 0 and token.doc[first - 1].dep_ in {"compound", "flat"} and token.doc[first - 1].pos_ == "PROPN":
        first -= 1
    name = without_titles(token.doc[first : token.i + 1].text)
    if " " not in name:
        name = cast.in_full(number, name) or ""
    if not name:
        return None
    known = cast.registry.resolve(name)
    if known is not None and known.how in {"exact", "normalised"}:
        return known.actor.id if known.actor.kind == "person" else None
    return _new_person(name, people)


def _new_person(name: str, people: dict[str, Actor]) -> str:
    actor = f"new-{slug(name)}"
    people.setdefault(actor, Actor(actor, name, "person", (Name(name),), provisional=True))
    return actor


def _ally(number: int, token: "Token", cast: Cast, voices: Voices) -> Relation | None:
    beside = _its_ally(number, token, cast)
    if beside is not None:
        return _made(cast.paragraphs[number], beside[0], "allied_with", beside[1], token, cast, voices)
    whose = next(
        (c for c in token.lefts if c.dep_ in {"poss", "compound", "amod", "nmod"} and cast.at(number, c.i) is not None),
        None,
    )
    if whose is None:
        return None
    left: Token | None = None
    at = token
    for _ in range(3):  # "Iraq, one of the most important US allies"
        if at.dep_ == "appos":
            left = at.head
            break
        if at.dep_ == "attr":
            left = next((c for c in at.head.children if c.dep_ == "nsubj"), None)
            break
        if at.dep_ == "pobj" and at.head.lower_ == "of":
            at = at.head.head
            continue
        return None
    if left is None:
        return None
    before = next(
        (
            m
            for m in reversed(cast.mentions[number])
            if m.last < token.i and token.doc[m.last + 1].text == "," and m.last >= token.i - 10
        ),
        None,
    )
    if whose.lower_ == "their" and left.dep_ == "conj":
        return None  # "the fighters and the front, their ally": whose is no name
    owner = cast.at(number, whose.i)
    subject = before.actor if before is not None else _who(number, left, cast)
    if owner is None or subject is None or subject == owner.actor:
        return None
    return _made(cast.paragraphs[number], subject, "allied_with", owner.actor, token, cast, voices)


def _its_ally(number: int, token: "Token", cast: Cast) -> tuple[str, str] | None:
    """ "Ethiopia and its ally Eritrea", "Ethiopia's ally Eritrea": the ally named behind the word, and whose."""
    name = next((c for c in token.rights if c.dep_ == "appos" and c.i <= token.i + 3 and c.pos_ == "PROPN"), None)
    if name is None and token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN":
        name = token.head
    holder = next((c for noun in (token, name) if noun is not None for c in noun.lefts if c.dep_ == "poss"), None)
    mention = cast.at(number, name.i) if name is not None else None
    if holder is None or mention is None or token.doc[mention.first - 1].text in {",", "("}:
        return None
    if any(c.lower_ in {"former", "erstwhile", "onetime", "ex", "then"} for c in token.lefts):
        return None
    whose = cast.party(number, holder).actors
    if not whose and holder.pos_ == "PRON" and token.dep_ == "conj":
        first = cast.at(number, token.head.i)  # "Ethiopia and its ally Eritrea"
        whose = (first.actor,) if first is not None else ()
    if len(whose) != 1 or mention.actor == whose[0] or cast.kind(mention.actor) == "person":
        return None
    return (mention.actor, whose[0]) if cast.kind(whose[0]) not in {"person", "set"} else None


def _alias(number: int, token: "Token", cast: Cast, people: dict[str, Actor]) -> Relation | None:
    """ "Jamal Ibrahimi, known by his nom de guerre Abu Mahdi": the name behind is another name of the person before."""
    paragraph = cast.paragraphs[number]
    found = _KNOWN_AS.search(paragraph.text, max(0, token.idx - 5))
    if (
        found is None
        or not found.start() <= token.idx <= found.end()
        or (token.lemma_.lower() != "know" and "known" in found[0].lower())
    ):
        return None
    behind = re.match(
        r"\s*\"?((?:[A-Z][\w'’.-]+|al|el|bin|ibn)(?:[ -](?:[A-Z][\w'’.-]+|al|el|bin|ibn))*)",
        paragraph.text[found.end() :],
    )
    before = re.search(
        r"((?:[A-Z][\w'’.-]+|al|el|bin|ibn)(?:[ -](?:[A-Z][\w'’.-]+|al|el|bin|ibn))*),?\s*(?:\(|,)?\s*$",
        paragraph.text[: found.start()],
    )
    if behind is None or before is None:
        return None
    alias, name = behind[1].strip(" ."), without_titles(before[1].strip(" ,"))
    name = re.sub(r"^(?:The|A|An)\s+", "", name)
    if alias == name:
        return None
    known = cast.registry.resolve(name)
    other = cast.registry.resolve(alias)
    subject = known.actor.id if known is not None and known.how in {"exact", "normalised"} else None
    second = other.actor.id if other is not None and other.how in {"exact", "normalised"} else None
    mention_is_group = any(
        m.how == "name" and cast.kind(m.actor) != "person"
        for m in cast.mentions[number]
        if paragraph.doc[m.first].idx >= before.start() and paragraph.doc[m.last].idx < found.start()
    )
    if subject is None and second is None:
        if mention_is_group or " " not in name:
            return None
        subject = _new_person(name, people)
    canonical = subject or second
    if canonical is None:
        return None
    return Relation(
        subject=canonical,
        kind="alias_of",
        object=canonical,
        source=paragraph.report.id,
        note=f"{name}, also known as {alias}",
        passage=paragraph.of(token.sent),
        marks=(Mark("relation", paragraph.between(found.start(), found.end() + behind.end())),),
    )


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


def _unreal(token: "Token") -> bool:
    return any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "would", "will"})
        for c in token.children
    )
