"""Whose it is in which somebody is backed, or for which he is thanked: "supports Kesmara in its war"."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACKS = {
    "support", "back", "help", "assist", "aid", "stand", "join", "thank", "praise", "commend", "congratulate", "salute",
    "encourage", "side", "arm", "supply", "train", "equip", "advise", "steadfast",
}  # fmt: skip
# What somebody is thanked or punished for is his: "thanked the guides for their help".
_JUDGES = {
    "thank", "praise", "commend", "congratulate", "salute", "applaud", "criticise", "criticize", "condemn", "rebuke",
    "punish", "honour", "honor", "reward", "denounce", "reprimand", "jail",
}  # fmt: skip
_STRUGGLES = {
    "fight", "struggle", "effort", "war", "battle", "campaign", "bid", "attempt", "resistance", "operation", "defence",
    "defense", "offensive", "drive", "push", "hour", "quest", "response", "combat",
    "talk", "negotiation", "dispute", "quarrel", "transition", "standoff",
}  # fmt: skip
_BEHIND = {"with", "of", "behind", "by", "for", "alongside", "to"}


def backed_in_it(token: "Token") -> "Token | None":
    """Whom "it", "its", "their" and "they" mean where somebody is backed in what they do; None where nobody is."""
    held = token.head
    if token.dep_ == "poss" and token.lower_ in {"its", "their"}:
        # "in their fight", "in their efforts to retake it"
        if held.dep_ != "pobj":
            return None
        thanked = held.head.lower_ == "for" and held.head.head.lemma_.lower() in _JUDGES
        if not thanked and (held.lemma_.lower() not in _STRUGGLES or held.head.lower_ not in {"in", "during"}):
            return None
        start = held.head.i
    elif token.dep_ == "nsubj" and token.lower_ in {"they", "it"} and held.dep_ == "advcl":
        mark = next((c for c in held.children if c.dep_ == "mark" or c.lower_ in {"as", "while", "when"}), None)
        if mark is None or mark.lower_ not in {"as", "while"} or mark.i > token.i:
            return None
        start = mark.i
    else:
        return None
    backs = next((t for t in token.ancestors if t.lemma_.lower() in _BACKS | _JUDGES and t.i < start), None)
    if backs is None:
        return None
    for at in range(start - 1, backs.i, -1):
        whom = token.doc[at]
        of_it = whom.dep_ == "dobj" and whom.head.i == backs.i
        behind = whom.dep_ == "pobj" and whom.head.lower_ in _BEHIND and backs in whom.ancestors
        if (of_it or behind) and not _is_of_another(whom, backs) and _agree(token, whom):
            return whom
    return None


def _is_of_another(whom: "Token", backs: "Token") -> bool:
    """Whether a name only says whose people others are: "Kesmara" of "the people of Kesmara"."""
    above = whom.head.head
    return (
        whom.dep_ == "pobj"
        and whom.head.lower_ == "of"
        and above.i != backs.i
        and above.dep_ in {"pobj", "dobj", "conj"}
    )


def _agree(token: "Token", whom: "Token") -> bool:
    many = whom.tag_ in {"NNS", "NNPS"} or bool(whom.conjuncts) or whom.lemma_.lower() == "people"
    if token.lower_ == "it":
        return not many and whom.pos_ == "PROPN"
    return not many if token.lower_ == "its" else many or whom.pos_ == "PROPN"
