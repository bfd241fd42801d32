"""Parties to conflicts: their names in any script, what ties them on which days, and who counts as whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from talion.codebook.finder import Finder, NameFound, Sayable
from talion.codebook.names import key_of
from talion.codebook.rollup import backed_by, holds_on, members_of
from talion.codebook.rows import Rows, Usage, read_rows
from talion.records import Actor, Relation

_DATA = Path(__file__).parent / "data"

# Below this likeness two spellings are never taken for one; and the next best actor must be this much less alike.
_FUZZY_AT_LEAST = 0.88
_FUZZY_MARGIN = 0.05
_SET_SUFFIX = "-backed-groups"
# "Government of Yemen (North Yemen)": so data sets name a state that fights
_GOVERNMENT_OF = re.compile(r"(?:the )?government of (?P<state>[^()]+?)(?: \([^()]*\))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a name means and how we know.

    `how` is "exact", "normalised", "metonym", "demonym", "set" or "fuzzy"; `score` is 1 but for a fuzzy match, where
    it is the likeness of the spellings, 0 to 1. `why` is a sentence for the reader.
    """

    actor: Actor
    how: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    actor: str
    how: str
    text: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Registry:
    """Actors, what ties them, and how texts name them. Never changed: `with_rows` gives a new one."""

    def __init__(self, rows: Rows) -> None:
        """Built by `registry()`; `rows` are already checked."""
        self._rows = rows
        sets = {_set_id(actor): _set_of(rows.actors[actor]) for actor in self._backers(rows)}
        self.actors: Mapping[str, Actor] = MappingProxyType({**sets, **rows.actors})
        self.relations: tuple[Relation, ...] = rows.relations

    def resolve(self, name: str, *, on: date | None = None, spelled_so: bool = False) -> Resolution | None:
        """The actor that a name, an id, a capital, an adjective or a phrase ("Iran-backed militias") means; else None.

        Tried in this order: the id or the very spelling; the spelling without case, diacritics, hyphens and articles;
        a metonym or demonym; a set; a spelling so alike that no other actor comes near. A name that only holds the
        words of another ("Hezbollah", "Kataib Hezbollah") is never taken for it. `on` picks among actors that
        bore one name at different times (Moscow in 1980 and today); without it the present one is meant. The last way,
        which takes far longer than the others, is left out where the name must be `spelled_so`.
        """
        said = " ".join(name.split())
        if not said:
            return None
        if said in self.actors:
            return Resolution(self.actors[said], "exact", 1.0, f"{said!r} is its id.")
        exact = self._pick(self._exact.get(said, ()), on)
        if exact:
            return self._resolution(exact, said, "exact")
        key = key_of(said)
        alike = self._pick(self._by_key.get(key, ()), on)
        if alike:
            return self._resolution(alike, said, "normalised")
        phrase = self._phrase(said)
        if phrase:
            return phrase
        return None if spelled_so else self._fuzzy(said, key, on)

    def find(self, text: str) -> list[NameFound]:
        """Every place where the text names an actor: longest match, all scripts, no overlaps, in order.

        Phrases made with a state are found whole: "Iraqi army", "US troops", "Iran-backed Shiite militias". Outlets and
        places that hold a state's name ("Tehran Times", "Persian Gulf") are passed over. Whether a capital stands
        for its government is left to the reader of the list.
        """
        return self._finder.find(text)

    def is_group(self, name: str) -> bool:
        """Whether the name means an actor with parts of its own, or a computed set."""
        found = self.resolve(name)
        if found is None:
            return False
        return found.actor.kind == "set" or len(self.members(found.actor.id)) > 1

    def members(
        self, name_or_id: str, *, on: date | None = None, backed: bool = False, at_least: str = "disputed"
    ) -> frozenset[str]:
        """The ids that count as this actor on a day (without one: that ever did): itself and its parts, all the way.

        "Iran" is the state, its forces and their leaders, and not the groups that it backs; "Iran-backed groups" is
        those groups with their parts; `backed=True` gives both. `integrated_into` does not roll up: a militia that a
        law made part of Iraq's forces does not act for Iraq by that alone. Neither do alliances nor membership in an
        intergovernmental body. `at_least` is how sure a relation must be: "sure" leaves out those that sources dispute,
        "doubtful" takes all. An unknown name counts as itself alone.
        """
        found = self.resolve(name_or_id, on=on)
        actor = found.actor.id if found else name_or_id
        backer = self._backer_of_set.get(actor)
        if backer is None:
            return members_of(actor, actors=self.actors, ties=self._ties, on=on, at_least=at_least, backed=backed)
        own = members_of(backer, actors=self.actors, ties=self._ties, on=on, at_least=at_least)
        return backed_by(own, actors=self.actors, ties=self._ties, on=on, at_least=at_least) | {actor}

    def relations_of(self, actor: str, *, on: date | None = None) -> tuple[Relation, ...]:
        """The ties in which the actor (a name or an id) stands on either side, on a day or at any time."""
        found = self.resolve(actor, on=on)
        ties = self._ties.get(found.actor.id if found else actor, ())
        return tuple(tie for tie in ties if holds_on(tie, on))

    def with_rows(self, actors: Iterable[Actor], relations: Iterable[Relation]) -> "Registry":
        """This registry with more rows. A row with the id of one of ours takes its place; ours stay as they were."""
        fresh_actors = {actor.id: actor for actor in actors}
        fresh = {relation.id: relation for relation in relations}
        known = {relation.id for relation in self.relations}
        # the user's names come first: of two actors with one name, a later row is meant
        merged = {**fresh_actors, **{k: v for k, v in self._rows.actors.items() if k not in fresh_actors}}
        more = tuple(relation for key, relation in fresh.items() if key not in known)
        return Registry(replace(self._rows, actors=merged, relations=(*self.relations, *more)))

    def __len__(self) -> int:
        return len(self.actors)

    @staticmethod
    def _backers(rows: Rows) -> Iterator[str]:
        """Actors whose backed groups have a name: every state, and whoever backs anybody."""
        backers = {relation.object for relation in rows.relations if relation.kind == "backed_by"}
        for actor in rows.actors.values():
            if actor.kind == "state" or (actor.id in backers and actor.kind != "person"):
                yield actor.id

    @cached_property
    def _backer_of_set(self) -> dict[str, str]:
        return {_set_id(actor): actor for actor in self._backers(self._rows)}

    @cached_property
    def _ties(self) -> dict[str, tuple[Relation, ...]]:
        ties: defaultdict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            ties[relation.subject].append(relation)
            if relation.object != relation.subject:
                ties[relation.object].append(relation)
        return {actor: tuple(found) for actor, found in ties.items()}

    def _meanings(self) -> Iterator[_Meaning]:
        """Every form of words, those that are names before those that are usages."""
        lived = self._rows.lived
        for actor in self.actors.values():
            since, until = lived.get(actor.id, (None, None))
            # a living state's name is its own on any day; a dead state's only while it lived
            days = (since, until) if until else (None, None)
            for text in dict.fromkeys((actor.name, *(name.text for name in actor.names))):
                yield _Meaning(actor.id, "set" if actor.kind == "set" else "name", text, None, days[1])
        for usage in self._rows.usages:
            yield _Meaning(usage.actor, usage.how, usage.text, usage.since, usage.until)

    @cached_property
    def _exact(self) -> dict[str, list[_Meaning]]:
        exact: dict[str, list[_Meaning]] = {}
        for meaning in self._meanings():
            exact.setdefault(meaning.text, []).append(meaning)
        return exact

    @cached_property
    def _by_key(self) -> dict[tuple[str, ...], list[_Meaning]]:
        by_key: dict[tuple[str, ...], list[_Meaning]] = {}
        for meaning in self._meanings():
            by_key.setdefault(key_of(meaning.text), []).append(meaning)
        return by_key

    @cached_property
    def _finder(self) -> Finder:
        return Finder(
            self._sayables(),
            forces=self._forces,
            sets={backer: set_id for set_id, backer in self._backer_of_set.items()},
        )

    @cached_property
    def _forces(self) -> dict[str, str]:
        """The armed forces of each state that has them as an actor of their own."""
        return {
            relation.object: relation.subject
            for relation in self.relations
            if relation.kind == "part_of" and relation.subject.endswith("-armed-forces")
        }

    def _sayables(self) -> Iterator[Sayable]:
        for text in self._rows.not_actors:
            yield Sayable(text, "", "nobody")
        for actor in self.actors.values():
            if actor.kind == "set":
                continue
            is_state, is_person = actor.kind == "state", actor.kind == "person"
            for text, language in dict.fromkeys(((actor.name, "en"), *((n.text, n.language) for n in actor.names))):
                # "US troops", "United States forces"; but "in Iraq forces ..." are nobody's
                before_nouns = is_state and language == "en" and _is_attributive(text)
                yield Sayable(text, actor.id, "name", language, before_nouns, is_state, is_person)
        for usage in sorted(self._rows.usages, key=_ended):
            of_state = self.actors[usage.actor].kind == "state"
            yield Sayable(usage.text, usage.actor, usage.how, usage.language, usage.how == "demonym", of_state)

    def _pick(self, meanings: Iterable[_Meaning], on: date | None) -> _Meaning | None:
        meanings = list(meanings)
        holding = [meaning for meaning in meanings if meaning.holds(on)] or meanings
        return holding[0] if holding else None

    def _resolution(self, meaning: _Meaning, said: str, how: str) -> Resolution:
        actor = self.actors[meaning.actor]
        if meaning.how == "metonym":
            return Resolution(actor, "metonym", 1.0, f"{said!r} is used for {actor.name}: the seat for its government.")
        if meaning.how in {"demonym", "nationals"}:
            return Resolution(actor, "demonym", 1.0, f"{said!r} is the word for what or who is of {actor.name}.")
        if meaning.how == "set":
            return Resolution(actor, "set", 1.0, f"{said!r} is a set, computed from who backs whom.")
        if how == "exact":
            return Resolution(actor, "exact", 1.0, f"{said!r} is one of its names.")
        return Resolution(
            actor, "normalised", 1.0,
            f"{said!r} is {meaning.text!r} apart from case, accents, apostrophes, hyphens or articles.",
        )  # fmt: skip

    def _phrase(self, said: str) -> Resolution | None:
        """ "Iran-backed militias", "the US troops": what the finder finds, if it is all that was said."""
        of_state = _GOVERNMENT_OF.fullmatch(said)
        if of_state:
            meaning = self._pick(self._by_key.get(key_of(of_state["state"]), ()), None)
            if meaning and meaning.how == "name" and self.actors[meaning.actor].kind == "state":
                actor = self.actors[meaning.actor]
                return Resolution(actor, "normalised", 1.0, f"{said!r} is the government of {actor.name}.")
        for spelling in (said, said[:1].upper() + said[1:]):
            found = self.find(spelling)
            rest = spelling if not found else (spelling[: found[0].start] + spelling[found[0].end :])
            if len(found) != 1 or key_of(rest) not in {(), ("the",)}:
                continue
            actor = self.actors[found[0].actor]
            if found[0].how == "set":
                return Resolution(actor, "set", 1.0, f"{said!r} is a set, computed from who backs whom.")
            if found[0].organ:
                return Resolution(actor, "demonym", 1.0, f"{said!r} names a part of {actor.name} by its adjective.")
        return None

    def _fuzzy(self, said: str, key: tuple[str, ...], on: date | None) -> Resolution | None:
        best: dict[str, tuple[float, str]] = {}
        for other in self._alike(key):
            meaning = self._pick(self._by_key[other], on)
            if meaning is None or meaning.how != "name":
                continue
            likeness = _likeness(key, other)
            if likeness > best.get(meaning.actor, (0.0, ""))[0]:
                best[meaning.actor] = likeness, meaning.text
        ranked = sorted(((score, text, actor) for actor, (score, text) in best.items()), reverse=True)
        if not ranked or ranked[0][0] < _FUZZY_AT_LEAST:
            return None
        score, text, actor = ranked[0]
        if self._another_is_near(key, actor, score - _FUZZY_MARGIN, on):
            return None
        return Resolution(
            self.actors[actor], "fuzzy", round(score, 3),
            f"{said!r} is spelt almost like {text!r} ({score:.0%} alike) and like no other name; please check.",
        )  # fmt: skip

    def _another_is_near(self, key: tuple[str, ...], actor: str, likeness: float, on: date | None) -> bool:
        """Whether a name of somebody else, however it is cut into words, is spelt about as alike."""
        said = "".join(key)
        matcher = SequenceMatcher(None, "", said, autojunk=False)
        for other, meanings in self._by_key.items():
            whole = "".join(other)
            if whole[:1] != said[:1] or abs(len(whole) - len(said)) > len(said) // 3:
                continue
            matcher.set_seq1(whole)
            if matcher.quick_ratio() < likeness or matcher.ratio() < likeness:
                continue
            meaning = self._pick(meanings, on)
            if meaning is not None and meaning.actor != actor:
                return True
        return False

    def _alike(self, key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Names with as many words, each beginning with the same letter."""
        yield from self._by_initials.get(tuple(word[:1] for word in key), ())

    @cached_property
    def _by_initials(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        by_initials: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for key in self._by_key:
            by_initials.setdefault(tuple(word[:1] for word in key), []).append(key)
        return by_initials


def registry(folder: Path | None = None) -> Registry:
    """Our actors and relations, with a user's own rows on top where a folder is named.

    The folder may hold actors, relations, states, metonyms, sources and not_actors as .csv (our own files show the
    columns) or as .toml ([[actor]], [[relation]], ...). A row takes the place of ours when it is about the same thing.
    Read once; a folder whose files have changed since is read again.
    """
    if folder is None:
        return _registry(None, ())
    folder = Path(folder)
    stamps = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*"))) if folder.is_dir() else ()
    return _registry(folder, stamps)


@cache
def _registry(folder: Path | None, _stamps: tuple[tuple[str, int], ...]) -> Registry:
    return Registry(read_rows([_DATA] if folder is None else [_DATA, folder]))


def _set_id(actor: str) -> str:
    return f"{actor}{_SET_SUFFIX}"


def _set_of(backer: Actor) -> Actor:
    # phrases with other words ("pro-Iran militias") are read by the finder and need no name here
    return Actor(_set_id(backer.id), f"{backer.name}-backed groups", "set", source="computed from relations")


def _is_attributive(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return " " in name or (len(letters) <= 4 and all(c.isupper() for c in letters))


def _ended(usage: Usage) -> bool:
    return usage.until is not None


def _likeness(said: tuple[str, ...], name: tuple[str, ...]) -> float:
    """How alike two keys are, 0 to 1; 0 unless each word is like its counterpart: none may be left out or put in."""
    whole_said, whole_name = " ".join(said), " ".join(name)
    if min(len(whole_said), len(whole_name)) < 6:
        return 0.0
    for one, other in zip(said, name, strict=True):
        if one == other:
            continue
        if min(len(one), len(other)) <= 4 or any(c.isdigit() for c in one + other):
            return 0.0
        if SequenceMatcher(None, one, other, autojunk=False).ratio() < 0.75:
            return 0.0
    return SequenceMatcher(None, whole_said, whole_name, autojunk=False).ratio()
