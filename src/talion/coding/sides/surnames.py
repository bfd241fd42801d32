"""A person whom the registry knows and the report names in full, by the surname alone: "Abbas", "Castro", "Kim"."""

import re
from typing import TYPE_CHECKING

from talion.codebook.phrases import BEFORE_NAMES
from talion.coding.sides.newcomers import Company, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where the family's name stands in front: "Kim Jong Un", "Xi Jinping".
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VDR", "VNM"})
_BEHIND = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi"})
_PLACE_BEFORE = frozenset({"in", "at", "near", "into", "through", "outside", "around", "across", "within"})


def find_by_surname(cast: Company) -> None:
    """ "Abbas" beside "Mahmoud Abbas": the one whom the report names in full, where nobody else bears the surname."""
    bearers: dict[str, set[str]] = {}
    for number, mentions in enumerate(cast.mentions):
        for m in mentions:
            if m.how == "name" and m.last > m.first and cast.kind(m.actor) == "person":
                words = [t for t in cast.paragraphs[number].doc[m.first : m.last + 1] if t.lower_ not in _BEHIND]
                of_east_asia = cast.registry.actors[m.actor].country in _SURNAME_FIRST
                surname = words[0 if of_east_asia and words[0].lower_ not in BEFORE_NAMES else -1].text if words else ""
                if surname.istitle() and len(surname) > 1:
                    bearers.setdefault(surname, set()).add(m.actor)
    for surname, actors in bearers.items():
        places = _alone(surname, cast)
        if len(actors) == 1 and places:
            [actor] = actors
            for number, at in places:
                cast.mentions[number].append(Mention(number, at, at, actor, "name"))
                cast.mentions[number].sort(key=lambda m: m.first)


def _alone(surname: str, cast: Company) -> list[tuple[int, int]]:
    """Where the surname stands for itself; nowhere if the report tells of somebody else who bears it."""
    places = []
    for number, paragraph in enumerate(cast.paragraphs):
        for found in re.finditer(rf"\b{re.escape(surname)}\b", paragraph.text):
            token = paragraph.token_at(found.start())
            if token is None or token.text != surname or cast.at(number, token.i) is not None:
                continue
            before = token.nbor(-1) if token.i else None
            if before is not None and _is_name(before) and before.lower_ not in BEFORE_NAMES:
                return []  # "Sara Duterte"
            after = token.nbor(1) if token.i + 1 < len(token.doc) else None
            if (after is None or not _is_name(after)) and (before is None or before.lower_ not in _PLACE_BEFORE):
                places.append((number, token.i))
    return places


def _is_name(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()
