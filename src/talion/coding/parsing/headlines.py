"""Headlines as the parser can read them: "Rebels attack army base, kill 12" with its verbs in the past.

The small parser has read few headlines. In most of them it takes a verb that is also a noun (attack, raid, fire, hits)
for a noun, and the one who acts for a word before it. In the past such a verb can be nothing else. The words change
for the parser alone, never in the report; what was "attack" there is quoted as "attack".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from talion.codebook.word_classes import word_class

# Words that a headline has at most; longer lines without a full stop are captions and lists.
_LONGEST = 18
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d,.]*|[,;:]")

# Verbs of headlines whose plain form or whose form in -s is a noun as well, and their past.
_PAST = {
    "ambush": "ambushed", "arrest": "arrested", "attack": "attacked", "ban": "banned",
    "blame": "blamed", "block": "blocked", "bomb": "bombed", "burn": "burned", "capture": "captured",
    "clash": "clashed", "claim": "claimed", "demand": "demanded", "fire": "fired", "halt": "halted",
    "hail": "hailed", "hit": "hit", "jail": "jailed", "kidnap": "kidnapped", "kill": "killed", "land": "landed",
    "lift": "lifted", "loot": "looted", "march": "marched", "murder": "murdered", "offer": "offered",
    "order": "ordered", "pound": "pounded", "protest": "protested", "raid": "raided", "rally": "rallied",
    "ram": "rammed", "recall": "recalled", "release": "released", "rocket": "rocketed", "sanction": "sanctioned",
    "seize": "seized", "shell": "shelled", "shoot": "shot", "sign": "signed", "slay": "slew", "storm": "stormed",
    "strike": "struck", "target": "targeted", "torch": "torched", "trade": "traded", "wound": "wounded",
    "expel": "expelled", "free": "freed", "abduct": "abducted", "deny": "denied", "reject": "rejected",
    "agree": "agreed", "retake": "recaptured", "behead": "beheaded", "repel": "repelled", "quit": "quit",
}  # fmt: skip
_S_FORMS = {"backs": "backed", "downs": "downed"} | {
    (verb[:-1] + "ies" if verb.endswith("y") else verb + ("es" if verb.endswith(("sh", "ch", "ss")) else "s")): past
    for verb, past in _PAST.items()
}
# Two parties that do it together: "Kabul, Islamabad trade fire".
_TOGETHER = re.compile(
    r"^(?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+(?P<comma>),"
    rf"(?= (?:[A-Z][\w'-]+ ){{1,3}}(?:[a-z]+ )??(?P<verb>{'|'.join(_PAST)})\b)"
)
# Those that no noun looks like: wherever they stand they are verbs.
_ONLY_VERBS = {
    "kills", "seizes", "expels", "denies", "rejects", "agrees", "abducts", "retakes", "beheads", "repels", "slays",
    "storms", "frees", "shoots", "downs",
}  # fmt: skip
# Nouns of many who act, though they do not end in -s.
_MANY = {
    "army", "gunmen", "men", "militia", "navy", "people", "police", "policemen", "servicemen", "tribesmen", "troops",
    "women", "children", "taliban", "fishermen", "clansmen", "crewmen", "youth", "coastguard",
}  # fmt: skip
_SENT_OUT = {
    "jet",
    "drone",
    "gunship",
    "warplane",
    "bomber",
    "gun",
    "helicopter",
    "group",
    "unit",
    "force",
    "gang",
    "side",
}
# What is often joined to an act's noun: "rocket fire", "air raids", "bomb attacks".
_BEFORE_NOUNS = {
    "air", "arson", "bomb", "bombing", "drone", "grenade", "gun", "hunger", "knife", "missile", "mortar", "peace",
    "rocket", "shell", "suicide", "terror", "tank", "artillery", "sniper", "revenge", "reprisal", "retaliatory",
    "cease", "deadly", "new", "fresh", "more", "general", "bus", "car",
}  # fmt: skip
_PREPOSITIONS = {
    "after", "against", "amid", "as", "at", "before", "by", "during", "for", "from", "in", "inside", "into", "near",
    "of", "on", "outside", "over", "since", "to", "under", "until", "with", "within",
}  # fmt: skip
# Verbs that go on with such a word: "police fire on protesters", "crowds march in Lima".
_WITH_PREPOSITION = {"fire", "clash", "march", "protest", "rally", "land", "agree", "demand", "shoot"}
_CLAIMED = {"attack", "attacks", "blast", "bombing", "killing", "raid", "responsibility", "ambush", "strike"}
_NUMBERS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozen", "many"}
_DETERMINERS = {"a", "an", "the", "this", "that", "no", "its", "his", "her", "their", "our", "all", "some", "of", "to"}
_DEMONYM = re.compile(r"^[A-Z]\w+(?:an|ian|ish|ese|i|ch|ic|ek)$")


def past_of_headline(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the verbs of a headline stand that could be nouns, and the past that the parser is to see."""
    words = list(_WORD.finditer(text))
    spoken = [w for w in words if w[0][0].isalnum()]
    if not 3 <= len(spoken) <= _LONGEST or text.rstrip()[-1] in ".!?\"'":
        return
    verb_before = False
    together = _TOGETHER.match(text)
    if together is not None:
        yield together.start("comma"), together.start("comma") + 1, " and"
    padded = [None, *words, None]
    for (before, word), (_, after) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        if word is None:
            continue
        if before is not None and text[before.end()] in "'’":
            continue  # "widows' march"
        if word[0] in {"if", "unless"}:
            return
        past = _past(before[0] if before else "", word[0], after[0] if after else "", verb_before=verb_before)
        if together is not None and word.start() == together.start("verb"):
            past = _PAST[word[0]]
        if past is not None:
            if verb_before and before is not None and before[0] == ",":
                yield before.start(), before.end(), " and"  # "raided mine, killed nine guards"
            verb_before = True
            yield word.start(), word.end(), past
        elif word[0] in {";", ":"}:
            verb_before = False


def _past(before: str, word: str, after: str, *, verb_before: bool) -> str | None:
    """The past of a word between two others, None where it is more likely a noun."""
    if word != word.lower():
        return None
    past = _S_FORMS.get(word)
    if past is not None:
        return past if word in _ONLY_VERBS or _is_verb_in_s(before, word, after) else None
    past = _PAST.get(word)
    if past is None or after in _S_FORMS:  # "Taliban attack kills 12"
        return None
    if before in {",", "and"}:
        return past if verb_before and (after[:1].isdigit() or after[:1].isalpha()) else None
    if not _are_many(before) or before.lower() in _BEFORE_NOUNS:
        return None
    if after.lower() in _PREPOSITIONS or not after or after in {",", ";", ":"}:
        return past if word in _WITH_PREPOSITION else None
    return past


def _is_verb_in_s(before: str, word: str, after: str) -> bool:
    """ "Russia hits Odesa" and "Israel strikes back", not "air strikes kill" nor "strikes on Odesa"."""
    if not before or before in {",", ";", ":"} or before.lower() in _DETERMINERS | _PREPOSITIONS | _BEFORE_NOUNS:
        return before in {",", "and"}
    if word == "claims" and after in _CLAIMED:
        return True
    if before.endswith("'s") or before[0].isdigit() or before.lower() in _NUMBERS or _DEMONYM.match(before):
        return False
    if _may_be_verb(after) or after in {"averted", "foiled", "planned", "made", "kill", "killed"}:
        return False
    if not after or after in {",", ";", ":"} or after.lower() in _PREPOSITIONS:
        return word in {"hits", "fires", "marches", "lands", "backs"} and after.lower() in {"on", "in", "at"}
    return True


def _are_many(word: str) -> bool:
    """Whether a noun is of many who act: "rebels", "jets", "Houthis", "police"; a verb in -s is none."""
    lower = word.lower()
    if lower in _MANY:
        return True
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")) or len(lower) < 4:
        return False
    return word != lower or lower[:-1] in word_class("people") | _SENT_OUT or lower.endswith("ers")


def _may_be_verb(word: str) -> bool:
    return word in _S_FORMS or word in _PAST or word in {"leave", "leaves", "say", "says", "kill", "was", "were"}
