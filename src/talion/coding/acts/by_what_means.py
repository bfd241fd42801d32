"""What an act's words on means and purpose say of its sides and its kind, where rules and models leave these open.

Against whom "raids using gunboats against the rebels" were, who died of wounds "sustained in a blast", whom a force
helps that it "supports with air strikes".
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.told import Told, lemma_of, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_AGAINST = {"against", "on", "upon"}
_USES = {"use", "employ", "involve", "deploy", "utilise", "utilize"}


def against_whom(told: Told, cast: Cast) -> Party:
    """Whom an attack told by a noun was against, where the words on its means stand between.

    "Conducted 12 raids using helicopters against rebel bases", "the use of gas and mortars against the villagers".
    """
    for token in told.tokens:
        means = [c for c in token.rights if c.dep_ in {"advcl", "acl"} and c.lemma_.lower() in _USES]
        means += [c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"of", "with", "by", "in", "alongside"}]
        for word in means:
            for preposition in _behind(word):
                inner = next((i for i in preposition.children if i.dep_ == "pobj"), None)
                if inner is None or preposition.lower_ not in _AGAINST or preposition.i < told.token.i:
                    continue
                if preposition.lower_ != "against" and word.pos_ == "ADP":
                    continue
                party = cast.party(told.paragraph, inner)
                if party.actors or party.thing or party.unnamed or lemma_of(inner) in PEOPLE_NOUNS | GROUP_NOUNS:
                    return replace(party, why=f"behind '{preposition.text}'; {party.why}")
    return Party()


def _behind(word: "Token") -> "Iterator[Token]":
    """The prepositions below a word that no clause keeps from it."""
    for child in word.rights:
        if child.dep_ == "prep":
            yield child
        if child.dep_ in {"dobj", "pobj", "conj", "prep"}:
            yield from _behind(child)


def victim_of_wounds(told: Told, cast: Cast) -> Party:
    """Who died "of wounds sustained in a blast"."""
    noun = told.token
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "by", "from", "during"}:
        return Party()
    got = noun.head.head
    if got.lemma_.lower() not in {"sustain", "suffer", "receive", "incur"} or got.dep_ not in {"acl", "relcl"}:
        return Party()
    wounds = got.head
    if wounds.lemma_.lower() not in {"wound", "injury", "burn"} or wounds.dep_ != "pobj":
        return Party()
    dies = wounds.head.head
    subject = subject_of(dies) if dies.lemma_.lower() in {"die", "succumb"} else None
    return cast.party(told.paragraph, subject) if subject is not None else Party()


def help_in_kind(told: Told) -> None:
    """Let support be aid where the words say that more than words is given: "supports them with air strikes"."""
    token = told.token
    if told.sense.action != "SUPPORT" or token.lemma_.lower() not in {"support", "back"}:
        return
    given = next((c for c in token.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None) if told.is_noun else None
    if given is not None and given.lemma_.lower() in {"provide", "supply", "deliver", "render"}:
        told.sense = Sense("AID", sure=True)
        return
    objects = [c for c in token.rights if c.dep_ == "dobj"]
    for child in (c for at in (token, *objects) for c in at.rights):
        by_means = child.dep_ == "prep" and child.lower_ in {"by", "through", "with", "via"}
        if by_means and any(lemma_of(t) in _GOODS | WEAPON_NOUNS for t in child.subtree):
            told.sense = Sense("AID", sure=True)
            told.why.append(f"“{child.text} …” says what is given")
            return


_GOODS = {
    "training", "strike", "airstrike", "weapon", "arm", "ammunition", "equipment", "money", "fund", "funding", "supply",
    "intelligence", "logistics", "air", "adviser", "advisor", "artillery", "material", "materiel", "cash", "fuel",
    "vehicle", "drone", "surveillance", "grant", "loan", "food", "medicine",
}  # fmt: skip
