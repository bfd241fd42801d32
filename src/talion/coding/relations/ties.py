"""Ties between parties that a clause states: who backs, leads, founded, left, lists or is part of whom."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talion.coding.acts.told import subject_of
from talion.coding.models import read_sentence
from talion.coding.relations.whom import GROUPS, KIN, has_no, is_a_faction, name_before, named, object_behind
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Who does it backs, leads or founded the object; in the passive, the subject.
OVER = {
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
_BANS = {"ban", "outlaw", "proscribe"}
_RULES = {"rule", "govern", "control"}
_MEANS = {
    "weapon", "arm", "arms", "money", "support", "fund", "funding", "training", "aid", "rocket", "cash", "backing",
    "help", "rifle", "gun", "ammunition", "shell", "drone", "missile", "explosive", "fuel", "vehicle", "equipment",
    "grenade", "mortar", "weaponry", "supplies", "boat", "ship", "plane", "helicopter", "tank", "bomb", "bullet",
    "dynamite", "gold",
}  # fmt: skip
_LEFT = {"breakaway", "splinter", "dissident", "renegade"}
_CHIEFS = {"head", "leader", "boss", "chief", "commander", "ringleader", "chairman"}
_SWEARS = {"pledge", "swear", "declare"}
_GETS = {"receive", "get", "obtain"}
_HAS = {"have", "draw", "take"}  # "its rifles from Velmar", in the present
# "Holds the party to be a terrorist organisation", and no mere abuse ("calls them terrorists").
_HOLDS_FOR = {"hold", "deem", "consider", "regard", "treat", "view", "see", "call"}
_BODIES = {"organisation", "organization", "group", "movement", "outfit", "entity", "body"}
_RENAMED = {"formerly", "previously"}
# The words that can state a tie; no other word is looked at.
STATES_A_TIE = frozenset(
    {
        *(verb.partition(" ")[0] for verb in OVER),
        *_LISTS,
        *_BANS,
        *_RULES,
        *_REGARDS,
        *_LEAVES,
        *_SWEARS,
        *_GETS,
        *_HAS,
        *_HOLDS_FOR,
        *KIN,
        *_CHIEFS,
    }
    | {"ally", "align", "make", "group", "faction", *_RENAMED}
)

Tie = tuple[str, str, str]


def clause_ties(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """Every tie that this verb or noun states, as subject, kind and object."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD", "VBG"}:
        if not _is_open(token) and not not_so(token):
            yield from _of_verb(number, token, lemma, cast)
    elif lemma in KIN and token.pos_ in {"NOUN", "ADJ", "PROPN"}:
        yield from _of_kin(number, token, KIN[lemma], cast)
    elif lemma in {"group", "faction"} and any(c.lower_ in _LEFT for c in token.lefts):
        yield from _of_kin(number, token, "split_from", cast)
    elif lemma in _LISTS:
        yield from _listed(number, token, cast)
    elif lemma in _CHIEFS and token.dep_ in {"oprd", "attr"}:
        yield from _of_chief(number, token, cast)
    elif token.lower_ in _RENAMED:
        yield from _renamed(number, token, cast)


# Chosen on the `dev` sentences of training/ and the tuning part of the annotated reports.
SURE_OF_TIE = 0.6
_SURE_OF_KIND = 0.55
_HEARD_AS = {"alias": None}  # whose other name it is, the rules alone decide


def heard_ties(number: int, cast: Cast) -> Iterator[tuple["Token", str, "Token", "Token", str]]:
    """The ties that the models hear in a paragraph.

    Each as its own word, the kind, the words of the two parties, and how sure the models are. Sentences without a word
    of conflict are read too, where they hold a word of ties and two parties.
    """
    paragraph = cast.paragraphs[number]
    for sentence in paragraph.sentences:
        reading = cast.readings.of(number, sentence)
        if reading.gated and _may_tie(number, sentence, cast):
            reading = read_sentence(sentence.text, gate=False, causes=False)
        for tie in reading.ties:
            score = tie.score * tie.kind_score
            kind = _HEARD_AS.get(tie.kind, tie.kind)
            if kind is None or tie.subject is None or tie.object is None or tie.kind_score < _SURE_OF_KIND:
                continue
            spans = [
                cast.readings.span(number, sentence, *at) for at in ((tie.start, tie.end), tie.subject, tie.object)
            ]
            word, left, right = (span.root if span is not None else None for span in spans)
            if word is None or left is None or right is None or left.i == right.i or score < SURE_OF_TIE:
                continue
            yield word, kind, left, right, f"a model hears {kind} with a score of {score:.2f}"


def _may_tie(number: int, sentence: "Span", cast: Cast) -> bool:
    parties = sum(sentence.start <= mention.first < sentence.end for mention in cast.mentions[number])
    return parties >= 2 and any(token.lemma_.lower() in STATES_A_TIE for token in sentence)


def _is_open(token: "Token") -> bool:
    helped = _helped(token)
    return (helped is not None and _is_open(helped)) or any(
        c.dep_ == "neg"
        or (c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "would", "will"})
        or (c.dep_ == "aux" and c.lower_ == "to" and helped is None)
        for c in token.children
    )


def _helped(token: "Token") -> "Token | None":
    """The verb over "found" in "helped to found the group"."""
    return token.head if token.dep_ in {"xcomp", "ccomp"} and token.head.lemma_.lower() == "help" else None


def before_which(token: "Token") -> "Token | None":
    """The noun that "which" stands for in "the Union, to which Dravia belongs"; any other word is itself."""
    if token.tag_ not in {"WDT", "WP"} or token.head.dep_ not in {"prep", "dative"} or token.head.i < 2:
        return token
    if token.head.head.dep_ == "relcl":
        over = token.head.head.head  # the nearest noun before the comma: "the mediation of the Union, to which …"
        inner = (i for c in over.children if c.dep_ == "prep" for i in c.children if i.dep_ == "pobj")
        return next((i for i in inner if i.i == token.head.i - 2 and i.pos_ == "PROPN"), over)
    before = token.doc[token.head.i - 2]
    return before if token.doc[token.head.i - 1].text == "," and before.pos_ in {"NOUN", "PROPN"} else None


_SO_NOT = {
    "deny", "refuse", "stop", "halt", "cease", "consider", "reject", "urge", "want", "plan", "threaten", "promise",
    "pledge", "vow", "call", "ask", "seek", "fail", "decline", "suspend", "avoid", "end", "abandon", "renounce",
}  # fmt: skip


def not_so(token: "Token") -> bool:
    """Whether a verb stands under one that says that it is not so, or not yet: "denied backing the group"."""
    if any(c.lower_ == "until" and c.dep_ in {"prep", "mark"} for c in token.children):
        return True  # "headed by Jan Brod until his arrest"
    above = token.head
    if token.dep_ in {"pcomp", "prep"}:
        above = above.head
    if token.dep_ not in {"xcomp", "ccomp", "pcomp", "dobj"}:
        return False
    return above.lemma_.lower() in _SO_NOT or any(c.dep_ == "neg" for c in above.children)


def _of_verb(number: int, token: "Token", lemma: str, cast: Cast) -> Iterator[Tie]:
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    kind = OVER.get(f"{lemma} {particle}".strip()) or (OVER.get(lemma) if not particle else None)
    agent = _agent(token)
    done_to, doer = _object(token), subject_of(token)
    if doer is not None and doer.lower_ in {"who", "which", "that"} and token.dep_ == "relcl":
        doer = token.head
    doer = _who_is_charged(token) or doer
    if kind is not None:
        if agent is not None or (token.tag_ == "VBN" and token.dep_ == "acl"):
            under = token.head if token.dep_ in {"acl", "relcl"} else _passive_subject(token)
            yield from _pairs(number, under, kind, agent, cast)
        elif done_to is not None and doer is not None and done_to.i != doer.i:
            plain = _who_is_charged(token) is not None or (kind == "founded_by" and _helped(token) is not None)
            plain = plain or lemma not in {
                "support",
                "train",
                "supply",
                "pay",
                "create",
                "form",
                "head",
                "command",
            }
            if plain or token.tag_ in {"VBZ", "VBP"} or _has_since(token) or token.dep_ == "relcl":
                yield from _pairs(number, done_to, kind, doer, cast)
    elif lemma in _LISTS and done_to is not None and doer is not None:
        behind = {t.lemma_.lower() for c in token.children if c.i > token.i and c.dep_ != "relcl" for t in c.subtree}
        if any(w in _LISTED or w.removesuffix("s") in _LISTED for w in behind) and (
            lemma not in {"put", "add", "place"} or "list" in behind
        ):
            yield from _pairs(number, done_to, "designated_by", doer, cast)
    elif lemma in _BANS and token.tag_ == "VBN" and agent is None:
        # "the Front, banned in Dravia since 1998"; a banned march is no party and stays out by its name
        under = token.head if token.dep_ in {"acl", "relcl"} else _passive_subject(token)
        yield from _pairs(number, under, "designated_by", object_behind(token, "in"), cast)
    elif lemma in _BANS and agent is not None:
        under = token.head if token.dep_ in {"acl", "relcl"} else _passive_subject(token)
        yield from _pairs(number, under, "designated_by", agent, cast)
    elif lemma in _BANS and done_to is not None and doer is not None and (_is_a_group(done_to)):
        yield from _pairs(number, done_to, "designated_by", doer, cast)
    elif lemma in _RULES and not particle and doer is not None and (token.tag_ in {"VBZ", "VBP"} or _has_since(token)):
        yield from _ruled(number, doer, done_to if done_to is not None else object_behind(token, "in"), cast)
    elif lemma in _HOLDS_FOR and done_to is not None and doer is not None and _for_terrorists(token):
        yield from _pairs(number, done_to, "designated_by", doer, cast)
    elif lemma in _REGARDS and done_to is not None:
        parts = {"part", "wing", "branch", "arm", "extension", "affiliate", "front"}
        part = next((t for t in token.subtree if t.i > token.i and t.lemma_.lower() in parts), None)
        whole = object_behind(part, "of") if part is not None else None
        if part is not None and (lemma == "consider" or any(t.lower_ == "as" for t in token.children)):
            yield from _pairs(number, done_to, "part_of", whole, cast)
    elif lemma in _LEAVES:
        source = object_behind(token, "from") or (object_behind(token, "of") if lemma == "grow" else None)
        away = lemma in {"split", "splinter", "secede", "separate", "defect"} or any(
            c.lower_ in {"away", "off", "out"} for c in token.subtree if c.i <= token.i + 2
        )
        if source is not None and away:
            yield from _pairs(number, doer, "split_from", source, cast)
    elif lemma in _SWEARS and done_to is not None:
        if done_to.lemma_.lower() in {"allegiance", "loyalty", "fealty", "bayah"}:
            yield from _pairs(
                number, doer, "allied_with", object_behind(done_to, "to") or object_behind(token, "to"), cast
            )
    elif lemma in {"ally", "align"}:
        other = object_behind(token, "with") or object_behind(token, "to")
        yield from _pairs(number, doer, "allied_with", other, cast)
    elif (lemma in _GETS or (lemma in _HAS and token.tag_ in {"VBZ", "VBP"})) and done_to is not None:
        for what in (done_to, *done_to.conjuncts):  # "have their camps in Zambia and their rifles from Velmar"
            source = object_behind(what, "from") or (object_behind(token, "from") if what is done_to else None)
            if source is not None and {t.lemma_.lower() for t in what.subtree} & _MEANS:
                yield from _pairs(number, doer, "backed_by", source, cast)
    elif lemma == "make" and any(t.lower_ == "part" for t in token.subtree):
        part = next(t for t in token.subtree if t.lower_ == "part")
        yield from _pairs(number, done_to, "integrated_into", object_behind(part, "of"), cast)


def _for_terrorists(token: "Token") -> bool:
    """ "A terrorist organisation" among the words behind a verb, as what its object is held to be."""
    inside = (t for c in token.children if c.i > token.i and c.dep_ not in {"relcl", "advcl"} for t in c.subtree)
    return any(
        t.lemma_.lower() in _BODIES
        and t.dep_ in {"oprd", "attr", "pobj", "ccomp", "dobj", "xcomp"}
        and any(c.lemma_.lower() in {"terrorist", "terror"} for c in t.lefts)
        for t in inside
    )


def _is_a_group(token: "Token") -> bool:
    return token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.lemma_.lower() in GROUPS - {"army", "unit", "band"})


def _ruled(number: int, doer: "Token", land: "Token | None", cast: Cast) -> Iterator[Tie]:
    """ "The Taliban, who rule in Kabul", "the Front has controlled Dravia since 2019": a group that rules a state."""
    for subject, kind, target in _pairs(number, doer, "controls", land, cast):
        if cast.kind(subject) in {"armed group", "party", "umbrella"} and cast.kind(target) == "state":
            yield subject, kind, target


def _listed(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "The group, whom A and B list as terrorists", where the parser takes "list" for a noun."""
    behind = token.doc[token.i + 1 : token.i + 5]
    whom = next(
        (t for t in reversed(token.doc[token.sent.start : token.i]) if t.lower_ in {"whom", "which", "that"}), None
    )
    if whom is None or not behind or behind[0].lower_ != "as" or not any(_is_listed(t) for t in behind):
        return
    mentions = cast.mentions[number]
    group = next((m.actor for m in mentions if m.last in {whom.i - 1, whom.i - 2}), None)
    if group is None and whom.i >= 2 and token.doc[whom.i - 2].pos_ == "NOUN":
        meant = named(number, token.doc[whom.i - 2], cast)  # "the guerrillas, whom …"
        group = meant[0] if len(meant) == 1 else None
    if group is not None and cast.kind(group) not in {"state", "person", "set"}:
        for one in mentions:
            if whom.i < one.first < token.i and cast.kind(one.actor) in {"state", "intergovernmental", "government"}:
                yield group, "designated_by", one.actor


def _is_listed(token: "Token") -> bool:
    return token.lemma_.lower() in _LISTED or token.lower_.removesuffix("s") in _LISTED


def _of_kin(number: int, token: "Token", kind: str, cast: Cast) -> Iterator[Tie]:
    """ "X, the armed wing of Y", "X is an offshoot of Y", "X, our allies"."""
    if any(c.lower_ in {"former", "erstwhile", "onetime", "ex"} for c in token.lefts):
        return
    whole = object_behind(token, "of") or object_behind(token, "from")
    if whole is None and kind in {"allied_with", "part_of"}:
        whole = next((c for c in token.lefts if c.dep_ == "poss"), None)
    part: Token | None = None
    beside = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i <= token.i + 8), None)
    if beside is None and token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN" and token.head.i > token.i:
        beside = token.head
        whole = whole or next((c for c in beside.lefts if c.dep_ == "poss"), None)
    owned = next((c for c in (*token.lefts, *(beside.lefts if beside is not None else ())) if c.dep_ == "poss"), None)
    if beside is not None and owned is not None and kind != "allied_with":
        part, whole = beside, owned  # "leads its armed wing, the Badr Brigade", "Iran's proxy Hezbollah"
    elif token.dep_ in {"appos", "conj"} and token.head.i < token.i:
        part = token.head
    elif token.dep_ == "attr":
        part = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    if part is not None and whole is not None:
        alone = cast.at(number, part.i) if token.dep_ == "appos" and token.tag_ == "NN" else None
        for subject, _, target in _pairs(number, part, kind, whole, cast):
            if alone is None or subject == alone.actor:  # not B of "A, an offshoot of the Front, and B"
                yield subject, kind, target


def _of_chief(number: int, token: "Token", cast: Cast) -> Iterator[Tie]:
    """ "Ramiro Quist, whom prosecutors call the head of the gang"."""
    verb = token.head
    if verb.dep_ == "relcl" and verb.lemma_.lower() in {"call", "name", "describe", "consider"}:
        yield from _pairs(number, object_behind(token, "of"), "led_by", verb.head, cast)


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


def _who_is_charged(token: "Token") -> "Token | None":
    """Whose deed it is in "sanctioned the bank for having financed the group": not that of who says so."""
    verb = token.head if token.dep_ == "conj" and token.head.pos_ == "VERB" else token
    if verb.dep_ != "pcomp" or verb.head.lower_ not in {"for", "of"}:
        return None
    above = verb.head.head
    if above.pos_ in {"NOUN", "PROPN"}:
        return above
    return next((c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}), None)


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


def _has_since(token: "Token") -> bool:
    return any(c.dep_ == "prep" and c.lower_ == "since" for c in token.children)


def _pairs(number: int, left: "Token | None", kind: str, right: "Token | None", cast: Cast) -> Iterator[Tie]:
    if kind in {"founded_by", "led_by"} and right is not None and right.pos_ == "NOUN":
        # "his brother Abdul Aziz leads it"
        right = next((c for c in right.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if kind in {"founded_by", "led_by"} and right is not None and right.pos_ not in {"PROPN", "PRON"}:
        return
    if left is not None and left.tag_ in {"WDT", "WP"} and left.dep_ == "dobj":
        left = name_before(left) or left  # "which Iran is accused of arming"
    if left is None or right is None or has_no(left) or is_a_faction(left) or is_a_faction(right):
        return
    for subject in named(number, left, cast)[:2]:
        for target in named(number, right, cast)[:3]:
            if subject != target:
                yield subject, kind, target
