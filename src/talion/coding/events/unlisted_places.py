"""Places that no list holds: names behind "in", "at" or "near", and names of straits, roads and rocks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.events.act_places import HITS, NEAR, PLACE_NOUNS, SAW, distance, in_another_clause
from talion.coding.events.mentioned import Mentioned
from talion.coding.parsing.shapes import words_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import THING_NOUNS
from talion.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = {"beside", "near", "at", "on", "outside", "inside", "behind", "opposite", "into", "by"}


def give_unlisted(number: int, one: Mentioned, cast: Cast) -> None:
    """A place that no gazetteer lists: a name behind "in", "at" or "near" that is no party, no person and no day.

    Also a name before what is a place: "near the Halm pass", "in the Harn region", "the Arden dam".
    """
    doc = cast.paragraphs[number].doc
    harmed = one.told.recipient
    inside = range(harmed.first, harmed.last + 1) if harmed.first >= 0 else range(0)
    roots = [*one.told.tokens, *(doc[i] for i in inside)]
    # "an attempt to cross the border in the Vell gorge", "officers in Bree foiled a plot"
    roots += [c for c in one.told.token.children if one.told.is_noun and c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"]
    roots += [c for verb in one.told.folded for c in verb.children if verb.pos_ == "VERB" and c.dep_ == "nsubj"]
    # "a rocket landed beside the consulate in Bree"
    roots += [
        thing
        for near in one.told.token.children
        if near.dep_ == "prep" and near.lower_ in _BESIDE
        for thing in near.children
        if thing.dep_ == "pobj" and thing.i not in inside and thing.lemma_.lower() in PLACE_NOUNS | THING_NOUNS
    ]
    if one.told.is_noun and one.told.token.dep_ in {"nsubj", "nsubjpass"}:  # "gunfire was heard near Bree"
        roots += [one.told.token.head] if one.told.token.head.lemma_.lower() in _HEARD else []
    for root in roots:
        behind_days = [
            c
            for p in root.children
            if p.dep_ == "prep"
            for day in p.children
            if day.lower_ in _MONTHS_AND_DAYS
            for c in day.children
        ]
        for child in (*root.children, *behind_days):  # "were shot on 29 November in Bree"
            on = child.lower_ in {"on", "of"} and (root.i in inside or one.told.is_noun or root.i == one.told.token.i)
            if child.dep_ != "prep" or not (child.lower_ in NEAR or on):
                continue
            for inner in child.children:
                if inner.dep_ == "pobj":
                    settled = root.lemma_.lower() in PLACE_NOUNS | THING_NOUNS | _DWELLERS
                    for name in (inner, *inner.conjuncts):  # "in Bree and Tarn"
                        _add_unlisted(number, one, name, child.lower_, cast, settled=settled)
    for verb in one.told.folded:  # "Perrin saw coups in 1979"
        for subject in verb.children:
            if subject.dep_ == "nsubj" and verb.lemma_.lower() in SAW and one.told.is_noun:
                _add_unlisted(number, one, subject, "in", cast)
    doer = one.told.actor
    if not one.places and one.told.sense.action in HITS and doer.first >= 0:  # "officers in Bree foiled a plot"
        for child in (c for i in range(doer.first, doer.last + 1) for c in doc[i].children):
            if child.dep_ == "prep" and child.lower_ in {"in", "at", "near"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        _add_unlisted(number, one, inner, child.lower_, cast)
    for root in (doc[i] for i in inside):
        if root.lemma_.lower() in PLACE_NOUNS | THING_NOUNS and root.dep_ in {"dobj", "nsubjpass", "pobj"}:
            _add_unlisted(number, one, root, "of", cast)
    if not one.places and harmed.thing and one.told.word in _TAKES_TOWNS and not one.told.is_noun:
        taken = doc[harmed.first : harmed.last + 1].root
        if taken.pos_ == "PROPN" and taken.dep_ in {"dobj", "nsubjpass"} and taken.head in one.told.tokens:
            _add_unlisted(number, one, taken, "in", cast)  # "recaptured Afabet"


def give_nearest_unlisted(number: int, one: Mentioned, here: Sequence[Mentioned], cast: Cast) -> None:
    """The name behind a preposition of place that stands nearest to this act, and in its clause.

    "Drove his car into trucks full of soldiers near Kelmat", "ambushed a convoy between Tsabel and Kolwe".
    """
    inside = [m for m in here if m.told.sentence.start == one.told.sentence.start]
    for preposition in _prepositions_of_place(one):
        names = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
        if not names or (preposition.lower_ == "between" and not names[0].conjuncts):
            continue
        far = {id(m): min(distance(preposition, t) for t in m.told.tokens) for m in inside}
        if min(far.values()) < far[id(one)] or far[id(one)] > _FARTHEST or in_another_clause(preposition, one.told):
            continue
        for name in (names[0], *names[0].conjuncts):
            # "at Omar Ruk", "between Omar Ruk and Anna Dol" may be people; nobody marches through one
            _add_unlisted(number, one, name, "at" if preposition.lower_ in {"at", "between"} else "in", cast)
        if one.places:
            return


def _prepositions_of_place(one: Mentioned) -> list["Token"]:
    sentence = one.told.sentence
    kept = sentence.doc.user_data  # several acts stand in one sentence
    key = f"prepositions of place {sentence.start}"
    if key not in kept:
        kept[key] = [t for t in sentence if t.lower_ in _WHERE and t.dep_ == "prep"]
    found: list[Token] = kept[key]
    return found


_WHERE = NEAR - {"to", "over"} | {"between"}
_FARTHEST = 6  # steps of the parse


_HEARD = {"hear", "report", "see", "occur", "happen", "begin", "break", "erupt", "rage", "continue"}
_MONTHS_AND_DAYS = words_of(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)
_TAKES_TOWNS = {
    "capture", "seize", "recapture", "retake", "take", "occupy", "shell", "bomb", "bombard", "storm", "besiege",
    "overrun", "enter", "raid", "liberate", "evacuate", "abandon", "leave", "cross", "close", "blockade",
    "block", "mine",
}  # fmt: skip
_DWELLERS = {"inhabitant", "resident", "people", "villager", "population", "citizen"}


def _add_unlisted(
    number: int, one: Mentioned, inner: "Token", preposition: str, cast: Cast, *, settled: bool = False
) -> None:
    """Add the name behind a preposition of place; `settled` where what stands before it can only be at a place."""
    if inner.lemma_.lower() in {"capital", "city", "town", "village", "port"}:  # "the airport of the capital, Mira"
        inner = next((c for c in inner.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), inner)
    doc = inner.doc
    unlike = {"DATE", "TIME", "CARDINAL", "NORP"} | (set() if settled or preposition in {"in", "near"} else {"PERSON"})
    if inner.ent_type_ in unlike or inner.lower_ in _FEASTS:
        return
    if inner.pos_ == "PROPN":
        if preposition in {"of", "on", "to"} and not settled and inner.ent_type_ not in {"GPE", "LOC", "FAC", ""}:
            return
        first = min((c.i for c in inner.lefts if c.dep_ == "compound"), default=inner.i)
        last = inner.i
    elif inner.lemma_.lower() in PLACE_NOUNS | THING_NOUNS:
        before = [c for c in inner.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN"]
        if not before:
            return
        first, last = before[0].left_edge.i, inner.i
        if any(doc[i].pos_ not in {"PROPN", "NOUN"} for i in range(first, last)):
            return
    else:
        return
    if any(m.first <= last and first <= m.last for m in cast.mentions[number]) or not doc[first].text[0].isupper():
        return
    said = cast.paragraphs[number].passage(first, last)
    if all(place.name != said.quote for place, _ in one.places):
        one.places.append((Place(said.quote, "unknown", said=said.quote), said))


_FEASTS = {"eve", "christmas", "easter", "ramadan", "eid", "nowruz", "passover"}
