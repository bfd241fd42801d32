"""What kills without anybody having done it: a crash, a flood, a ferry that sinks. No act is told by it."""

import re
from typing import TYPE_CHECKING

from talion.coding.acts.told import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = {
    "accident", "avalanche", "blizzard", "collapse", "collision", "crash", "cyclone", "derailment", "disease",
    "drowning", "earthquake", "epidemic", "eruption", "flood", "flooding", "heatwave", "hurricane", "landslide",
    "lightning", "mishap", "mudslide", "outbreak", "pileup", "quake", "shipwreck", "stampede", "storm", "tornado",
    "tsunami", "typhoon", "virus", "wildfire",
}  # fmt: skip
# Vehicles, vessels and buildings do these by themselves; nobody does them to anybody.
_VERBS = {"capsize", "collapse", "collide", "crash", "derail", "drown", "founder", "overturn", "sink", "skid"}
# Where a word of force stands in the same sentence, somebody may have done it after all.
_BY_SOMEBODY = re.compile(
    r"\b(?:air ?strikes?|ambush\w*|armed|arson\w*|attack\w*|blast\w*|blown|bomb\w*|bullets?|clash\w*|detonat\w*|"
    r"drones?|explo\w+|fired?|firing|grenades?|gunmen|gunfire|hijack\w*|hit|ied|jets?|landmines?|militants?|mines?|missiles?|"
    r"mortars?|pushed|raid\w*|rammed|ramming|rebels?|rockets?|sabotag\w*|shell\w*|shot|shoot\w*|storm(?:ed|ing)|"
    r"strikes?|struck|targeted|torpedo\w*|troops (?:opened|fired))\b",
    re.IGNORECASE,
)


def accident(token: "Token") -> str | None:
    """Why a word for harm tells an accident: it is one, or is done by one; None where somebody may have done it."""
    if token.pos_ in {"NOUN", "PROPN"} and (blaze := is_blaze(token)) is not None:
        return blaze
    what = _accident_of(token)
    if what is None or (what.lower_ != "fire" and _BY_SOMEBODY.search(token.sent.text)):
        return None
    return f"“{what.text}” is an accident or an act of nature"


def is_blaze(token: "Token") -> str | None:
    """Why "a fire at a camp" is no shooting; None for "rocket fire" and for a fire that somebody lit."""
    if token.lower_ not in {"fire", "blaze", "inferno"} or any(c.dep_ in {"compound", "nmod"} for c in token.lefts):
        return None
    article = any(c.dep_ == "det" and c.lower_ in {"a", "the", "another"} for c in token.lefts)
    kinds = {c.lower_ for c in token.lefts if c.dep_ == "amod"}
    sent = any(c.dep_ == "prep" and c.lower_ in {"from", "by"} for c in token.rights)
    if not article or sent or kinds - {"big", "deadly", "forest", "huge", "large", "massive", "accidental"}:
        return None
    others = token.doc[token.sent.start : token.i].text + " " + token.doc[token.i + 1 : token.sent.end].text
    burns = token.dep_ in {"nsubj", "dobj", "pobj", "ROOT", "nsubjpass"} and not _BY_SOMEBODY.search(others)
    lit = token.head.lemma_.lower() in {"set", "start", "light", "open", "return", "exchange", "draw", "trade", "hold"}
    return f"“{token.text}” is a blaze, and nobody is said to have lit it" if burns and not lit else None


def _accident_of(token: "Token") -> "Token | None":
    if _happens(token):
        return token
    if token.pos_ != "VERB":
        return None
    for child in token.children:
        if child.dep_ in {"nsubj", "agent"}:
            by = child if child.dep_ == "nsubj" else next((c for c in child.children if c.dep_ == "pobj"), child)
            if lemma_of(by) in _NOUNS or is_blaze(by) is not None:
                return by
        elif child.dep_ == "advcl" and _happens(child):
            return child  # "killed when a boat sank"
        elif child.dep_ == "prep" and child.lower_ in {"in", "after", "during", "from"}:
            inside = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inside is not None and lemma_of(inside) in _NOUNS:
                return inside  # "killed in a bus crash"
    return token.head if token.dep_ == "advcl" and token.tag_ == "VBG" and _happens(token.head) else None


def _happens(token: "Token") -> bool:
    """Whether the word is an accident's: the noun, or the verb without anybody who does it to something."""
    lemma = lemma_of(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        return lemma in _NOUNS
    passive = any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in token.children)
    return lemma in _VERBS and not passive and not any(c.dep_ == "dobj" for c in token.children)
