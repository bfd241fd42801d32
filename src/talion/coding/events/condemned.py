"""Who condemns an act, which says nothing of who did it."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.which_act import CLAIMABLE, Attributed, is_unreal, target_of, who_says, word_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.denying import subject_near
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token


def condemned(number: int, token: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "Cuba and Peru condemned the bombing": who judges an act, which says nothing of who did it; each by itself."""
    subject = subject_near(token)
    objects = [c for c in token.children if c.dep_ in {"dobj", "prep"} and c.i > token.i]
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    if agent is not None:  # "the bombing was condemned by the Union"
        passive = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
        subject, objects = agent, [passive] if passive is not None else []
    if subject is None or subject.lower_ in {"who", "which", "that"} or is_unreal(token):
        return []
    if not objects:
        return []
    inside = {t.i for c in objects for t in c.subtree}
    force = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside]
    act = next((n for n in force if acts[n].sense.action in CLAIMABLE), None)
    pointed = {t.lemma_.lower() for c in objects for t in c.subtree} & POINTS
    if act is None and pointed:
        act = target_of(number, token, acts, None)
    if act is None:
        return []
    passage = cast.paragraphs[number].of(token.sent)
    found = []
    for one in (subject, *(c for c in subject.conjuncts if c.i > subject.i)):
        by, party = (
            who_says(number, one, cast)
            if not subject.conjuncts
            else (word_of(number, one, Party(), cast), cast.single(number, one, 1))
        )
        actor = party.actors[0] if party.actors else None
        found.append(Attributed(act, Blame("condemns", None, by, actor, passage=passage)))
    return found


CONDEMN = {"condemn", "denounce", "deplore", "decry", "deprecate"}
# What may stand for an act told before: "condemned it", "condemned the killings".
POINTS = {
    "it", "them", "this", "that", "attack", "bombing", "strike", "raid", "shelling", "killing", "violence", "murder",
    "assault", "massacre", "ambush", "atrocity", "crime", "blast", "explosion", "kidnapping", "incursion", "move",
    "aggression", "terrorism", "act", "seizure",
}  # fmt: skip
