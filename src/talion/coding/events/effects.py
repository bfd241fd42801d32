"""Mentions that only tell what an act did to people, by nobody named."""

from talion.coding.acts.told import EFFECTS, Told, is_passive


def is_effect(told: Told) -> bool:
    """Whether it only tells what an act did to people, by nobody named: "two were hurt", "six were abducted"."""
    if told.is_noun or told.actor.actors or told.so_far:
        return False
    befell = told.sense.mode == "abduct" or (told.word in _DONE_TO_THEM and _counts_people(told))
    return told.word in EFFECTS or (befell and told.actor.first < 0 and is_passive(told.token))


_DONE_TO_THEM = {"shoot", "shoot dead", "behead", "burn", "hack", "slaughter", "massacre", "execute", "butcher"}
_THEM = {"victim", "dead", "body", "corpse", "other", "they", "some", "most", "many"}


def _counts_people(told: Told) -> bool:
    """Whether it tells of people who are only counted or pointed at: "eleven were shot", "victims were hacked"."""
    subject = next((c for c in told.token.children if c.dep_ == "nsubjpass"), None)
    if subject is None:
        head = told.token.head
        subject = (
            next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if told.token.dep_ == "conj"
            else None
        )
    if subject is None or told.recipient.actors:
        return False
    return subject.like_num or subject.lemma_.lower() in _THEM or any(c.dep_ == "nummod" for c in subject.lefts)
