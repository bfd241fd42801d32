"""People in a noun phrase: who is listed there, what each is called, and how many they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from talion.coding.tolls.numbers import TENS, UNITS
from talion.records import Count

PERSON = re.compile(
    r"\b(?:people|persons?|civilians?|peasants?|farmers?|priests?|nuns?|journalists?|reporters?|newsmen|newsman|"
    r"students?|workers?|teachers?|child(?:ren)?|girls?|boys?|m[ae]n|wom[ae]n|leaders?|judges?|magistrates?|mayors?|"
    r"ministers?|ambassadors?|citizens?|residents?|passers-?by|bystanders?|relatives|refugees?|members?|politicians?|"
    r"candidates?|police(?:m[ae]n)?|officers?|soldiers?|guards?|bodyguards?|drivers?|deput(?:y|ies)|senators?|"
    r"presidents?|generals?|colonels?|lieutenants?|captains?|majors?|councilm[ae]n|governors?|lawyers?|attorneys?|"
    r"prosecutors?|doctors?|engineers?|businessm[ae]n|industrialists?|employees?|officials?|diplomats?|consuls?|"
    r"tourists?|foreigners?|missionar(?:y|ies)|bishops?|unionists?|sons?|daughters?|wi(?:fe|ves)|husbands?|brothers?|"
    r"sisters?|victims?|hostages?|guests?|passengers?|inhabitants|professors?|rectors?|directors?|secretar(?:y|ies)|"
    r"nationals?|americans?|fishermen|miners?|merchants?|ranchers?|landowners?|cook|companions?|minors?|assistants?|"
    r"photographers?|technicians?|nurses?|servants?|maids?|vendors?|mothers?|fathers?|clergym[ae]n|pedestrians?)\b"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One of those whom a phrase lists: the words, and how many of them there are."""

    words: str
    count: Count


def heads_of(phrase: str) -> set[str]:
    """The nouns that say what somebody is: "his driver, Tom Ros, a father of two" is a driver and a father."""
    found = set()
    for part in re.split(r", | -- ", phrase):
        pieces = [piece.strip() for piece in _BEFORE_MORE.split(part)]
        spoken = next((piece for piece in pieces if re.sub(_NO_NOUNS, "", piece.lower()).strip()), "")
        if _NAME.search(spoken):
            spoken = _NAME.split(spoken)[0]
        elif re.search(r"\b[A-Z][\w'-]*[^s\W]$", spoken):
            continue  # "Bel"
        nouns = re.findall(r"[a-z][a-z-]+", re.sub(_NO_NOUNS, "", spoken.lower()))
        if nouns:
            found.add(_SINGULAR.get(nouns[-1]) or re.sub(r"(?<=\w\w\w)s$", "", nouns[-1]))
    return found


def called(phrase: str) -> set[tuple[str, ...]]:
    """The names in a phrase, word by word in lower case; "Bel" alone is one too."""
    names = {tuple(name[0].lower().split()) for name in _NAME.finditer(phrase)}
    alone = re.match(
        r"(?:(?:Mr|Mrs|Dr|Gen|Col|[a-z]+)\.? )?([A-Z][\w'-]*[^s\W])(?:'s)?(?:,| was| were| died|$)", phrase
    )
    return names or ({(alone[1].lower(),)} if alone else set())


_BEFORE_MORE = re.compile(
    r"\b(?:of|who|whom|in|from|at|on|near|with|was|were|had|have|has|died|and|by|to|dead|killed|wounded|injured|"
    r"murdered)\b"
)
_SINGULAR = {"men": "man", "women": "woman", "children": "child", "persons": "person", "people": "person",
             "wives": "wife", "policemen": "policeman", "clergymen": "clergyman", "businessmen": "businessman",
             "newsmen": "newsman", "newspapermen": "newspaperman", "congressmen": "congressman",
             "councilmen": "councilman"}  # fmt: skip
_NO_NOUNS = re.compile(
    r"\b(?:killed|killing|wound(?:ed|ing)|injur(?:ed|ing)|dead|kidnap\w*|murder\w*|assassinat\w*|deaths?|massacre|"
    r"more|than|"
    r"the|an?|his|her|its|their|others?|at|least|some|about|[\w-]*year-old|dr|mr|mrs|msgr|gen|col|only|"
    rf"{'|'.join([*UNITS, *TENS])})\b"
)


def listed(phrase: str, *, of_people: bool) -> list[Listed]:
    """Everybody in a phrase: "the mayor of Bel and two guards, one of them a woman" are the mayor and the guards.

    `of_people` is whether people stand there by what is done to them, whatever they are called.
    """
    found: list[Listed] = []
    for words in _pieces(phrase):
        if is_person(words, of_people=of_people):
            found.append(Listed(words, count_of(words)))
    return found


def _pieces(phrase: str) -> Iterator[str]:
    """The phrases that are listed; what only says who the one before is, or what he is called, stays with it."""
    phrase = " ".join(re.sub(r"\s*[\[(][^\])]*[\])]?", " ", phrase).split())
    before, start = "", 0
    for cut in [*_LISTS.finditer(phrase), None]:
        part = phrase[start : cut.start() if cut else None].strip(" ,")
        after_comma = phrase[:start].endswith(", ")
        if before and after_comma and _is_the_same(before, part):
            before = f"{before}, {part}"
        else:
            if before:
                yield before
            before = part
        start = cut.end() if cut else start
    if before:
        yield before


def _is_the_same(before: str, part: str) -> bool:
    """Whether a phrase behind a comma says of the one before who it is: "Ana Bel, a judge", "his driver, Tom Ros"."""
    named, also = bool(_NAME.search(before)), bool(_NAME.match(part))
    if named == also:
        return False
    return bool(_SAYS_WHO.match(part)) if named else count_of(before).high == 1


_NUMBER = "|".join([r"\d+", *list(UNITS)[1:], *TENS])
_LISTS = re.compile(
    r",? (?:as well as|along with|together with|and also|including|plus) "
    rf"|,? (?:and|or) (?=(?:the|an?|an?other|other|some|several|many|his|her|its|their|{_NUMBER})\b|[A-Z])"
    rf"|, (?=(?:the|an?|another|some|several|his|her|their|{_NUMBER})\b)|, (?=[A-Z]\w+ (?:\w+ )?[A-Z])"
)
_SAYS_WHO = re.compile(r"(?:the|an?|\d\d\b|its|his|her|their)\b")


def following(after: str) -> list[str]:
    """The phrases by which a list goes on behind its first phrase: ", the bishop, and his driver, were"."""
    found: list[str] = []
    while len(found) < _LONGEST_LIST and (more := _GOES_ON.match(after)):
        found.append(more[1])
        after = after[more.end() :]
    return [] if found and _SPEAKS.match(after) else found


_LONGEST_LIST = 6
_GOES_ON = re.compile(
    r"(?:, (?:\d\d|(?:the|an?|its|\w+'s) [^,.;:()\"]{3,70}))?"  # who the one before is
    r"(?:,? and|,? as well as|,? along with|,? together with|,? including|,) "
    r"((?!\w+(?:ed|ing|ly)\b|then\b|when\b|who\b|which\b)\w[^,.;:()\"]*?)"
    r"(?= (?:was|were|who|whom|in|on|at|by|during|when|after|while|as|from|near|have|had|has|is|are|and|died|with|"
    r"said|says|told)\b"
    r"|[,.;:(\"]|$)"
)
_SPEAKS = re.compile(r",? (?:said|says|told|announced|reported|stated|added|have|has|had|is|are|will|would)\b")


@dataclass(frozen=True, slots=True)
class Fate:
    """People of whom a sentence says in plain words what became of them: "killed", "injured" or "captured"."""

    who: Listed
    what: str
    start: int


def fates(sentence: str) -> Iterator[Fate]:
    """Whom a sentence says to have been killed, hurt or taken, by its plainest patterns alone."""
    for found in _SUFFERS.finditer(sentence):
        before = re.split(
            rf"{_NO_PART}| (?:died|was|were) (?:\w+ )?and |, (?:and )?(?=(?:while|when|and|but)\b)",
            sentence[: found.start()],
        )[-1]
        before = re.sub(r", (?:\d\d|who [^,]+|an? [^,]+|the [^,]+)(?:, [^,]+)?,?$", "", before)
        for one in listed(before, of_people=False):
            yield Fate(one, _what(found[1] or "died"), found.start())
    for found in _DONE_TO.finditer(sentence):
        here = re.split(
            rf"{_NO_PART}| (?:was|were|who|in|on|at|by|during|when|after|while|as|from|near|is|are|have|has|had)\b",
            found[2],
        )[0]
        for words in (here, *following(sentence[found.start(2) + len(here) :])):
            for one in listed(words, of_people=False):
                yield Fate(one, _what(found[1] or "died"), found.start(2))


_COUNTED = re.compile(rf"(?:the )?(?:other|several|many|{_NUMBER})\b", re.IGNORECASE)


def _what(verb: str) -> str:
    return "captured" if _TAKEN.match(verb) else "injured" if _HURT.match(verb) else "killed"


_NO_PART = r"[;:\"]| -- |\b(?:that|where|because|although|if|said|reported|says|stated|added)\b"
_TAKEN = re.compile(r"kidnap|abduct", re.IGNORECASE)
_HURT = re.compile(r"wound|injur|hurt|hit", re.IGNORECASE)
_DEADLY = r"killed|murdered|assassinated|slain|shot dead|shot to death|gunned down|executed|massacred"
_SUFFERS = re.compile(
    rf" (?:was|were|has been|have been|had been|being) (?:\w+ly |also ){{0,2}}"
    rf"({_DEADLY}|wounded|injured|hurt|kidnapped|abducted)\b"
    r"| (?:also )?died()\b",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\b((?:kill|murder|assassinat|massacr|execut|wound|injur|kidnap|abduct)(?:ed|ing|ped|ping|s)?|gunned down|"
    r"assassinations?|murders?|deaths?|injuries|kidnappings?)(?: on \d+ \w+)? (?:of |to )?"
    rf"((?:the|an?|his|her|their|several|many|some|other|another|{_NUMBER}|at least|about|approximately|[A-Z]|\d|"
    rf"(?:[a-z]+ )?{PERSON.pattern})[^,.;:()\"]*)",
)


def head_of(phrase: str) -> str:
    """A noun phrase up to its head noun or the end of its name."""
    phrase = re.sub(r"^(?:at (?:least|most)|an? (?:\w+ )?(?:number|group) of) ", "", phrase, flags=re.IGNORECASE)
    return re.split(r"\b(?:of|who|whom|in|from|at|on|near|with)\b|[,(\[]", phrase)[0].strip(" \"'")


def is_person(phrase: str, *, of_people: bool) -> bool:
    """Whether a phrase speaks of people: by its head noun, by a name, or by what is done to them."""
    head = head_of(phrase)
    last = head.lower().split()[-1:] or [""]
    if PRONOUN.fullmatch(phrase.lower()) or _PEOPLES.search(phrase.lower()) or _NO_PERSON.fullmatch(last[0]):
        return False
    if of_people and not _NO_PERSON.search(head.lower()):
        return True
    if _NAME.search(head) and re.search(rf"(?i:{PERSON.pattern}) [A-Z]", head):
        return True  # "University Rector Ana Bel"
    return bool(PERSON.fullmatch(last[0]) or (_NAME.search(head) and not _NO_PERSON.search(head.lower())))


def count_of(phrase: str) -> Count:
    """How many a noun phrase speaks of: "two judges", "Ana Bel", "the priests", "judges Ana Bel"."""
    head = head_of(phrase)
    words = [w for w in head.lower().split() if w not in {"the", "his", "her", "its", "their", "other", *_ABOUT}]
    first = words[0] if words else ""
    if _SOME_NUMBER.match(phrase):
        return Count(2, None, None)
    number = int(first) if first.isdigit() else UNITS.get(first, TENS.get(first))
    if number:
        return Count(number, number, number)
    one = _NAME.search(head) or re.search(r"\b[A-Z]\w+s$", head)
    return Count(1, 1, 1) if one or not _MANY.search(head) else Count(2, None, None)


_ABOUT = (
    "at",
    "least",
    "some",
    "about",
    "approximately",
    "around",
    "nearly",
    "almost",
    "more",
    "than",
    "over",
    "another",
)
_SOME_NUMBER = re.compile(r"(?:an? (?:\w+ )?(?:number|group|handful) of|dozens|scores|hundreds)\b", re.I)
_MANY = re.compile(r"(?:s|people|men|women|children|personnel)$|\band\b|^(?:several|many|some|various)\b", re.I)
_PEOPLES = re.compile(
    r"^(?:the |our |its )?(?:[a-z]+n |own )?(?:people|population|nation)$|^(?:some|their|our) people$"
)
PRONOUN = re.compile(r"(?:he|she|him|her|they|them|who|whom|it|his|their|these|those|of (?:them|these|those|whom))")
_NAME = re.compile(r"\b[A-Z][\w'-]+(?: (?:(?:de|la|del|los|von|van|al|y) )*[A-Z][\w'-]+)+")
_NO_PERSON = re.compile(
    r"\b(?:party|movement|front|army|forces|government|department|ministry|embassy|company|university|federation|union|"
    r"city|town|village|neighbou?rhood|building|headquarters|house|homes?|residences?|offices?|school|church|hospital|"
    r"bank|hotel|bus|cars?|vehicles?|station|base|barracks|garrison|battalion|brigade|regiment|bridge|road|highway|"
    r"airport|pipeline|pylons?|towers?|farm|committee|commission|district|province|region|country|states?)\b"
)
