"""How sure a text of MUC-4 lets one be that an organisation did it, by plain features of its sentences.

How much each feature says for each of the task's five words stands in `WEIGHTS`; `benchmarks/muc4_weights.py` fits them
on `dev`. No feature is a name or a country; each asks which kinds of words stand in one sentence with the organisation.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from talion.coding.benchmarks.muc4_scoring import bare

FACT = "REPORTED AS FACT"
ACCUSED = "SUSPECTED OR ACCUSED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
CLAIMED = "CLAIMED OR ADMITTED"
POSSIBLE = "POSSIBLE"
WORDS = (FACT, ACCUSED, BY_AUTHORITIES, CLAIMED, POSSIBLE)
WEIGHTS: dict[str, tuple[float, ...]] = {
    "always": (0.96, -0.15, -0.24, -0.11, -0.47),
    "named where it is told": (0.29, 0.2, -0.22, -0.32, 0.05),
    "claimed where it is told": (-0.06, -0.34, -0.37, 0.66, 0.12),
    "claimed in the text": (-0.52, -0.38, 0.06, 1.4, -0.54),
    "accused where it is told": (-0.8, 0.79, 0.06, 0.02, -0.07),
    "accused in the text": (-0.87, 0.85, 0.26, 0.1, -0.34),
    "said to be so only": (-0.49, 0.71, -0.06, -0.13, -0.03),
    "authorities where it is told": (0.02, -0.59, 0.43, 0.11, 0.03),
    "authorities beside it": (-0.01, 0.02, 0.45, -0.24, -0.22),
    "authorities accuse": (0.19, 0.07, 0.37, -0.22, -0.41),
    "may be": (-0.66, 0.02, 0.2, -0.27, 0.7),
    "did it": (0.42, -0.36, -0.11, -0.13, 0.18),
    "denied": (0.12, -0.05, 0.06, -0.2, 0.07),
    "not yet known": (-0.5, 0.36, 0.09, -0.45, 0.5),
    "from hiding": (0.28, 0.01, -0.46, 0.24, -0.06),
    "a speech": (-0.28, 0.29, 0.21, -0.1, -0.12),
    "speakers tell it": (0.39, 0.16, -0.16, -0.2, -0.19),
}


def confidence(features: Mapping[str, float], recorded: str = FACT) -> str:
    """The word that earns most in the long run; "accused" is half right where it was "by authorities".

    `recorded` is the word that our records give by themselves; where it is more than "fact", it speaks for itself.
    """
    sums = [sum(weights[n] * features[name] for name, weights in WEIGHTS.items()) for n in range(len(WORDS))]
    if recorded != FACT:
        sums[WORDS.index(recorded)] += _BY_RECORDS
    powers = [math.exp(one - max(sums)) for one in sums]
    shares = dict(zip(WORDS, (one / sum(powers) for one in powers), strict=True))
    earned = {**shares, ACCUSED: shares[ACCUSED] + shares[BY_AUTHORITIES] / 2}
    return max(WORDS, key=earned.__getitem__)


_BY_RECORDS = 0.5


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each in one line."""
    return [" ".join(one.split()) for one in re.split(r"(?<=[.!?])[\"')\]]*\s+|\n\n+", text) if one.strip()]


def features_of_sentences(names: Sequence[str], told: Sequence[str], text: Sequence[str]) -> dict[str, float]:
    """What stands beside an organisation: in the sentences that tell the incident, and in the whole text."""
    here, anywhere = named_in(names, told), named_in(names, text)
    head = " ".join(text[:2])
    return {
        "always": 1.0,
        "named where it is told": float(bool(here)),
        "claimed where it is told": _share(CLAIMS, here or told),
        "claimed in the text": _share(CLAIMS, anywhere),
        "accused where it is told": _share(ACCUSES, here or told),
        "accused in the text": _share(ACCUSES, anywhere),
        "said to be so only": _share(HEDGES, here),
        "authorities where it is told": _share(_OFFICIALS, here),
        "authorities beside it": _share(_OFFICIALS, told),
        "authorities accuse": float(any(_OFFICIALS.search(s) and ACCUSES.search(s) for s in anywhere)),
        "may be": _share(_MAYBE, here or told),
        "did it": _share(DID, here),
        "denied": _share(_DENIES, anywhere),
        "not yet known": _share(_UNKNOWN, told),
        "from hiding": float(bool(_CLANDESTINE.search(head))),
        "a speech": min(1.0, sum(bool(_WE.search(s)) for s in text) / max(1, len(text)) * 2),
        "speakers tell it": _share(_WE, told),
    }


def named_in(names: Iterable[str], sentences: Sequence[str]) -> list[str]:
    """The sentences in which one of the names stands."""
    wanted = [f" {name} " for name in names if name]
    plain = [(sentence, f" {bare(sentence)} ") for sentence in sentences]
    return [sentence for sentence, words in plain if any(name in words for name in wanted)]


def _share(words: re.Pattern[str], sentences: Sequence[str]) -> float:
    """Nothing where no sentence has the words, up to one where all have."""
    found = sum(bool(words.search(sentence)) for sentence in sentences)
    return found and 0.5 + 0.5 * found / len(sentences)


CLAIMS = re.compile(
    r"\bclaim\w* (?:\w+ ){0,2}(?:responsib|credit)|\b(?:admitt?|acknowledg|vindicat)\w*|"
    r"\b(?:took|take|taken|accept\w*|assum\w*) (?:\w+ )?(?:credit|responsibility)|\bclaimed (?:by|that (?:it|"
    r"they))\b|\bcommunique\b",
    re.IGNORECASE,
)
ACCUSES = re.compile(
    r"\b(?:accus|blam|attribut|denounc|charg(?:ed|es) (?:that|with)|implicat)\w*|\bheld? \w+ responsible|"
    r"\bresponsib\w+ for|\bwork of\b",
    re.IGNORECASE,
)
HEDGES = re.compile(
    r"\b(?:alleged(?:ly)?|suspect\w*|presum\w+|apparent(?:ly)?|believed|thought|supposed(?:ly)?|reportedly)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:could|might|may have|may be|possibl\w+|probabl[ey]|likely|hinted|rumou?rs?)\b", re.IGNORECASE
)
_OFFICIALS = re.compile(
    r"\b(?:authorit\w+|police\w*|official\w*|army|armed forces|military|government|minister|ministry|president|general|"
    r"colonel|spokesm[ae]n|intelligence|prosecutor|judge|attorney general)\b (?:\S+ ){0,6}?"
    r"(?:said|says|stat\w+|report\w*|announc\w*|confirm\w*|add\w*|indicat\w*|reveal\w*|accus\w*|blam\w*|attribut\w*|"
    r"believ\w*|suspect\w*|charg\w*|told|affirm\w*|assert\w*|according)|\baccording to (?:\S+ ){0,4}?(?:authorit|"
    r"police|official|"
    r"army|armed|military|government|minist)|"
    r"\b(?:reported|announced|said|confirmed) (?:\S+ ){0,3}?(?:police|official|authorit|army)",
    re.IGNORECASE,
)
DID = re.compile(
    r"\b(?:kill|murder|assassinat|attack|bomb|dynamit|kidnap|abduct|burn|destroy|ambush|plant|blew|blow|shot|shoot|"
    r"detonat|"
    r"execut|massacr|sabotag|throw|threw|hurl|fired|set)\w*",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:den(?:y|ied|ies)|reject\w*|disavow\w*|refut\w*)\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:unidentified|unknown|no (?:group|one|organi[sz]ation) has|has not (?:yet )?(?:claimed|been))\b",
    re.IGNORECASE,
)
_CLANDESTINE = re.compile(r"\bclandestine\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:I|we|our|us|my)\b")
