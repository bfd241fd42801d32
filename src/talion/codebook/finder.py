"""Where a text names an actor: longest match over all names in all scripts, and phrases made with a state's name."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from talion.codebook.names import Word, Words, fold, keys_of_word
from talion.codebook.phrases import (
    BACKED,
    BEFORE_NAMES,
    CALLED_AFTER,
    CALLED_BY_NAME,
    GROUP_ADJECTIVES,
    GROUP_NOUNS,
    LED_NOUNS,
    LONGEST_ORGAN,
    NAMES_SOMETHING_ELSE,
    ORGAN_OF,
    ORGAN_STARTS,
)

# Acronyms that are words when written small, and so say nothing in a line of capitals.
_WORDLIKE = frozenset({"IS", "WHO", "AID", "CAR", "AU", "ROK", "PA", "AS", "MAY", "OR", "MEND", "LET", "CHAD"})
# States, and a company of soldiers, that share their name with people.
_PEOPLES_NAMES = frozenset({"jordan", "chad", "georgia", "washington", "paris", "wagner", "israel"})
_HYPHENS = frozenset({"-", "‐", "‑", "–"})


@dataclass(frozen=True, slots=True)
class NameFound:
    """One place where a text names an actor: `text[start:end]`.

    `how` is "name", "metonym" (Tehran), "demonym" (Iraqi, "US troops") or "set" ("Iran-backed militias"). `organ` says
    which part of a state the phrase is about, where it says so: "forces", "police", "government", "officials", "head",
    "people", "led" for "US-led"; or "linked" where the text speaks of others that are tied to the actor
    ("al-Qaida-linked"). Where the registry knows the forces of a state as an actor, `actor` is that actor.
    """

    start: int
    end: int
    actor: str
    how: str
    organ: str | None = None


@dataclass(frozen=True, slots=True)
class Sayable:
    """One form of words that the finder knows. `how` is that of NameFound, "nationals" ("Iraqis"), or "nobody".

    `before_nouns` is True for words that make phrases ("US", "Iraqi"; not "Iraq"), `of_person` for names of people.
    """

    text: str
    actor: str
    how: str
    language: str = "en"
    before_nouns: bool = False
    of_state: bool = False
    of_person: bool = False


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A form of words at the end of its path. `spelling` is not None where case tells it from a common word."""

    said: Sayable
    spelling: str | None
    capital: bool
    all_capitals: bool


@dataclass(slots=True)
class _Node:
    """A step in the tree of names: the words that may follow, and the names that may end here."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    leaves: list[_Leaf] = field(default_factory=list)


class Finder:
    """Finds names in texts. Made once for a registry; reads about a megabyte a second."""

    def __init__(self, sayables: Iterable[Sayable], *, forces: Mapping[str, str], sets: Mapping[str, str]) -> None:
        """`forces` maps a state to its armed forces, `sets` an actor to the set of groups that it backs.

        Of two names with one spelling the first is meant.
        """
        self._forces = forces
        self._forces_themselves = frozenset(forces.values())
        self._sets = sets
        self._roots: dict[str, _Node] = {}
        self._demonyms: set[str] = set()
        for said in sayables:
            self._add(said)

    def find(self, text: str) -> list[NameFound]:
        """Every name in the text, in order, none inside another; the longest name wins, then the earliest."""
        reading = _Reading(text)
        found: list[NameFound] = []
        begins: dict[str, bool] = {}
        at = 0
        for number, match in enumerate(reading.words.found):
            if number < at:
                continue
            word = match.group()
            begins_a_name = begins.get(word)
            if begins_a_name is None:
                begins_a_name = begins[word] = self._begins_a_name(word)
            if begins_a_name:
                longest = self._longest(reading, number)
                at = number + 1 if longest is None else self._say(reading, number, *longest, found)
        return found

    def _begins_a_name(self, word: str) -> bool:
        key, bare_key = keys_of_word(word)
        return key in self._roots or bare_key in self._roots or _without_clitics(key, self._roots)[1] > 0

    def _add(self, said: Sayable) -> None:
        words = Words(said.text)
        kept = [word for word in words if not word.article] or list(words)
        if not kept:
            return
        letters = "".join(c for c in said.text if c.isalnum())
        acronym = len(kept) == 1 and len(letters) > 1 and letters.isupper()
        # "LeT" is a group and "let" is not: a capital inside a short word is part of the spelling
        mixed = len(kept) == 1 and len(letters) <= 5 and any(c.isupper() for c in letters[1:])
        surface = said.text[kept[0].start : kept[0].end]
        leaf = _Leaf(
            said, letters if acronym or mixed else None, surface[:1].isupper(),
            self._is_common_phrase(said, kept),
        )  # fmt: skip
        node = self._roots.setdefault(kept[0].key, _Node())
        for word in kept[1:]:
            node = node.after.setdefault(word.key, _Node())
        node.leaves.append(leaf)
        if said.how == "demonym" and len(kept) == 1:
            self._demonyms.add(kept[0].key)

    def _is_common_phrase(self, said: Sayable, words: Sequence[Word]) -> bool:
        """ "Lebanese Forces" is a party and "Lebanese forces" is not: such a name needs all its capitals."""
        if len(words) != 2 or words[1].key not in ORGAN_STARTS or said.actor in self._forces_themselves:
            return False
        return said.text[words[1].start].isupper()

    def _longest(self, reading: "_Reading", at: int) -> tuple[_Leaf, int, int] | None:
        """The leaf of the longest name that begins at this word, its last word, and where it ends."""
        words, first = reading.words, reading.words[at]
        node = self._roots.get(first.key)
        if node is None and first.bare_key != first.key:
            node = self._roots.get(first.bare_key)
            leaf = self._leaf(reading, at, at, node) if node else None
            return (leaf, at, first.bare_end) if leaf else None
        if node is None:
            node = self._roots.get(_without_clitics(first.key, self._roots)[0])
        best: tuple[_Leaf, int, int] | None = None
        here = at
        while node is not None:
            leaf = self._leaf(reading, at, here, node)
            if leaf is not None:
                best = leaf, here, words[here].end
            after = reading.next_in_name(here)
            if after is None:
                break
            word = words[after]
            if word.bare_key != word.key and word.key not in node.after and word.bare_key in node.after:
                leaf = self._leaf(reading, at, after, node.after[word.bare_key])
                if leaf is not None:
                    best = leaf, after, word.bare_end
                break
            node, here = node.after.get(word.key), after
        if best is None and first.bare_key != first.key and first.bare_key in self._roots:
            leaf = self._leaf(reading, at, at, self._roots[first.bare_key])
            best = (leaf, at, first.bare_end) if leaf else None
        return best

    def _leaf(self, reading: "_Reading", first: int, last: int, node: _Node) -> _Leaf | None:
        return next((leaf for leaf in node.leaves if self._fits(leaf, reading, first, last)), None)

    def _fits(self, leaf: _Leaf, reading: "_Reading", first: int, last: int) -> bool:
        """Whether case and neighbours allow that the words here are this name."""
        text, words = reading.text, reading.words
        word = words[first]
        if leaf.spelling is not None:
            surface = text[word.start : word.bare_end].replace(".", "")
            as_a_word = len(leaf.spelling) >= 4 and surface == leaf.spelling.capitalize()
            if surface != leaf.spelling and (not as_a_word or leaf.spelling in _WORDLIKE):
                return False
            return leaf.spelling not in _WORDLIKE or not reading.shouts_around(first, self._roots)
        if leaf.capital and not text[word.start].isupper():
            return False
        if leaf.all_capitals and not text[words[last].start].isupper():
            return False
        if first == last and leaf.said.of_person:
            return not reading.follows_another_name(first) and not reading.goes_on_as_a_name(first)
        if first == last and word.bare_key in _PEOPLES_NAMES and leaf.said.how in {"name", "metonym"}:
            return not reading.is_a_person(first)
        return True

    def _say(self, reading: "_Reading", first: int, leaf: _Leaf, last: int, end: int, found: list[NameFound]) -> int:
        """Add what this match says to the list; what comes back is the next word to read."""
        said, text, words = leaf.said, reading.text, reading.words
        if said.how == "nobody" or (said.of_person and reading.is_called_after(first, last)):
            return last + 1
        start = self._start(reading, first, leaf, found)
        following = words[last + 1] if last + 1 < len(words) else None
        hyphened = following is not None and end == words[last].end and text[end : following.start] in _HYPHENS
        prefix = reading.prefix(first)
        if prefix == "pro":
            group = self._group_phrase(reading, last, end, GROUP_NOUNS)
            if group is None or said.actor not in self._sets:
                return last + 1  # "pro-Iran rally" is nobody that the registry knows
            found.append(NameFound(words[first - 1].start, group[1], self._sets[said.actor], "set"))
            return group[0] + 1
        if prefix == "anti":
            return last + 1
        if hyphened and following is not None and following.key in BACKED:
            if said.actor not in self._sets:
                found.append(NameFound(start, end, said.actor, said.how, "linked"))
                return last + 2
            group = self._group_phrase(reading, last + 1, following.end, GROUP_NOUNS) or (last + 1, following.end)
            found.append(NameFound(start, group[1], self._sets[said.actor], "set"))
            return group[0] + 1
        if hyphened and following is not None and following.key == "led":
            group = self._group_phrase(reading, last + 1, following.end, LED_NOUNS) or (last + 1, following.end)
            found.append(NameFound(start, group[1], said.actor, "demonym" if said.of_state else said.how, "led"))
            return group[0] + 1
        if following is not None and text[following.start].isupper() and text[end : following.start] == " ":
            names_something = following.key in NAMES_SOMETHING_ELSE
            if names_something and (said.how == "metonym" or said.of_state) and said.how != "demonym":
                return last + 2
        if said.how == "nationals":
            found.append(NameFound(start, end, said.actor, "demonym", "people"))
            return last + 1
        if said.before_nouns or (said.of_state and end < words[last].end):
            organ = self._organ_phrase(reading, last)
            if organ is not None:
                actor = self._forces.get(said.actor, said.actor) if organ[2] == "forces" else said.actor
                found.append(NameFound(start, organ[1], actor, "demonym", organ[2]))
                return organ[0] + 1
        found.append(NameFound(start, end, said.actor, said.how))
        return last + 1

    def _start(self, reading: "_Reading", first: int, leaf: _Leaf, found: Sequence[NameFound]) -> int:
        """Where the name begins: behind "and" and "by" in Arabic, with the article where the name has one."""
        words = reading.words
        start = words[first].start + _clitic_letters(reading.text, words[first], self._roots)
        if first and leaf.said.how == "name" and not leaf.said.of_state:
            before = words[first - 1]
            hyphened = reading.text[before.end : start] in _HYPHENS
            touches = before.article and before.key != "the" and (hyphened or reading.text[before.end : start] == " ")
            if touches and (not found or found[-1].end <= before.start):
                return before.start
        return start

    def _organ_phrase(self, reading: "_Reading", last: int) -> tuple[int, int, str] | None:
        """The longest of "army", "foreign ministry", ... that follows: its last word, its end, which organ it is."""
        words, text = reading.words, reading.text
        best: tuple[int, int, str] | None = None
        phrase, before = "", words[last].end
        for at in range(last + 1, min(last + 1 + LONGEST_ORGAN, len(words))):
            word = words[at]
            if not text[before : word.start].isspace() or (not phrase and word.bare_key not in ORGAN_STARTS):
                break
            phrase = f"{phrase} {word.bare_key}".strip()
            if phrase in ORGAN_OF:
                best = at, word.bare_end, ORGAN_OF[phrase]
            if word.bare_key != word.key:
                break
            before = word.end
        return best

    def _group_phrase(self, reading: "_Reading", last: int, end: int, nouns: frozenset[str]) -> tuple[int, int] | None:
        """Up to three adjectives and a noun for armed men that follow: the last word and the end."""
        words, text = reading.words, reading.text
        before = end
        for at in range(last + 1, min(last + 5, len(words))):
            word = words[at]
            if text[before : word.start] not in _HYPHENS and not text[before : word.start].isspace():
                return None
            if word.bare_key in nouns:
                more = words[at + 1] if at + 1 < len(words) and text[word.end : words[at + 1].start] == " " else None
                # "militia group", "rebel forces"
                if more is not None and more.bare_key in nouns and text[more.start].islower():
                    return at + 1, more.bare_end
                return at, word.bare_end
            if word.bare_key not in GROUP_ADJECTIVES and word.key not in self._demonyms:
                return None
            before = word.end
        return None


class _Reading:
    """A text, its words, and what can be asked about a place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words(text)
        self._lines: list[int] | None = None

    def next_in_name(self, at: int) -> int | None:
        """The next word that can belong to the same name: articles are stepped over, a comma or a full stop is not."""
        after = at + 1
        while after < len(self.words) and self._goes_on(self.words[after - 1], self.words[after]):
            if not self.words[after].article:
                return after
            after += 1
        return None

    def _goes_on(self, word: Word, after: Word) -> bool:
        between = self.text[word.end : after.start]
        if between in {". ", "."} and word.end - word.start <= 2:
            # "Donald J. Trump", "St. Lucia", "پ.ک.ک"; but a full stop behind a longer word ends a sentence
            return not self.text[word.start].islower()
        return _close(between)

    def prefix(self, first: int) -> str | None:
        """ "pro" or "anti" where it stands in front with a hyphen."""
        if not first or self.words[first - 1].key not in {"pro", "anti"}:
            return None
        before = self.words[first - 1]
        return before.key if self.text[before.end : self.words[first].start] in _HYPHENS else None

    def shouts_around(self, at: int, names: Mapping[str, _Node]) -> bool:
        """Whether the word's capitals say nothing, since its line or the words on both sides are all capitals."""
        line = self._line_of(self.words[at].start)
        if not any(c.islower() for c in line):
            return True
        beside = [self.words[n] for n in (at - 1, at + 1) if 0 <= n < len(self.words)]
        loud = [word for word in beside if self.text[word.start : word.end].isupper() and word.end - word.start > 1]
        return len(loud) == 2 and not any(word.key in names for word in loud)

    def is_a_person(self, at: int) -> bool:
        """Whether a state's name that is a person's too stands beside another capitalised name ("Michael Jordan")."""
        word = self.words[at]
        if self._is_title(word.start):
            return False
        if self.follows_another_name(at):
            return True
        after = self._capitalised(at + 1) if word.bare_end == word.end else None
        if after is None or self.text[word.end : after.start] != " ":
            return False
        return after.bare_key not in BEFORE_NAMES and after.bare_key not in ORGAN_STARTS | NAMES_SOMETHING_ELSE

    def follows_another_name(self, at: int) -> bool:
        """Whether the word before is a capitalised word that is no title and does not begin its sentence."""
        before_at = at - 1
        while before_at >= 0 and self.words[before_at].article and self.words[before_at].key != "the":
            before_at -= 1
        before = self._capitalised(before_at)
        if before is None:
            return False
        if before.bare_end != before.end or self.text[before.end : self.words[before_at + 1].start] != " ":
            return False
        return before.bare_key not in BEFORE_NAMES and not self._is_title(before.start)

    def goes_on_as_a_name(self, at: int) -> bool:
        """Whether a surname is the first part of somebody else's name: "Mubarak Awad"."""
        word, after = self.words[at], self._capitalised(at + 1)
        if after is None or word.bare_end != word.end or self.text[word.end : after.start] != " ":
            return False
        if after.bare_key in BEFORE_NAMES or after.bare_key in ORGAN_STARTS:
            return False
        return not self._is_title(word.start) and not self._is_short_title(word.start)

    def is_called_after(self, first: int, last: int) -> bool:
        """Whether a person's name is that of a street, a ship, a stadium: "Tito Street", "USS Ronald Reagan"."""
        before, after = (self.words[n] if 0 <= n < len(self.words) else None for n in (first - 1, last + 1))
        start, end = self.words[first].start, self.words[last].end
        if before is not None and before.key in CALLED_BY_NAME and self.text[before.end : start] == " ":
            return True
        named = after is not None and after.bare_key in CALLED_AFTER and self.text[after.start].isupper()
        return named and after is not None and self.text[end : after.start] == " "

    def _capitalised(self, at: int) -> Word | None:
        if not 0 <= at < len(self.words):
            return None
        word = self.words[at]
        return word if self.text[word.start : word.end].istitle() else None

    def _line_of(self, offset: int) -> str:
        if self._lines is None:
            self._lines = [0]
            at = self.text.find("\n")
            while at >= 0:
                self._lines.append(at + 1)
                at = self.text.find("\n", at + 1)
        start = self._lines[bisect_right(self._lines, offset) - 1]
        end = self.text.find("\n", start)
        # a file without line breaks is one line: its beginning stands for it
        return self.text[start : min(end if end >= 0 else len(self.text), max(start, offset - 200) + 400)]

    def _is_title(self, offset: int) -> bool:
        """Whether nearly every longer word of the line is capitalised, as in a headline."""
        longer = [word for word in self._line_of(offset).split() if len(word) > 3 and word[0].isalpha()]
        return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)

    def _is_short_title(self, offset: int) -> bool:
        """Whether a line of few words without a full stop has capitals throughout: "Putin Warns NATO"."""
        line = self._line_of(offset).strip()
        longer = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
        return not line.endswith((".", "!", "?")) and all(word[0].isupper() for word in longer)


def _close(between: str) -> bool:
    """Whether what parts two words is a space, a hyphen, one line break or the like, as within a name."""
    if between in {" ", "-", ""}:
        return True
    return (
        len(between) <= 6 and not between.strip(" \u00a0\u200c\u200e\u200f\r\n\t-‐‑–—’'‘/(") and between.count("\n") < 2
    )


def _is_arabic(key: str) -> bool:
    return "\u0600" <= key[:1] <= "\u06ff"


def _without_clitics(key: str, names: Mapping[str, _Node]) -> tuple[str, int]:
    """The name in an Arabic word that is written together with "and", "by" or "for", and how many letters those are."""
    if not _is_arabic(key) or len(key) < 5:
        return key, 0
    rests = [(key, 0)]
    if key[0] in "وف":
        rests.append((key[1:], 1))
    for rest, cut in list(rests):
        if rest[0] in "بل" and len(rest) >= 5:
            rests.append((rest[1:], cut + 1))
        if rest[:2] == "لل":
            rests.append(("ال" + rest[2:], cut + 1))
    return next(((rest, cut) for rest, cut in rests if rest in names), (key, 0))


def _clitic_letters(text: str, word: Word, names: Mapping[str, _Node]) -> int:
    if word.key in names or not _is_arabic(word.key):
        return 0
    cut = _without_clitics(word.key, names)[1]
    # with vowel signs, letters and characters differ: then the clitic stays in the span
    return cut if word.end - word.start == len(word.key) == len(fold(text[word.start : word.end])) else 0
