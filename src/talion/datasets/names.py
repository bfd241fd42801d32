"""Whom a data set's names and numbers mean: an actor of the registry, or a provisional one, never a guessed one."""

import re
import unicodedata
from collections.abc import Iterable

from talion.codebook.registry import Registry
from talion.records import Actor, Name, Relation

_SPACES = re.compile(r"\s+")


class Parties:
    """Names turned into ids, each looked up once; collects the provisional actors and ties that it made on the way.

    `source` is the citation that stands behind what the data set says of its actors.
    """

    def __init__(self, registry: Registry, *, source: str) -> None:
        self._registry = registry
        self._source = source
        self._ids: dict[tuple[str, int | None], str] = {}
        self._by_ucdp = {actor.ucdp: actor.id for actor in registry.actors.values() if actor.ucdp is not None}
        self._by_gw = {
            actor.gw: actor.id
            for actor in reversed(list(registry.actors.values()))
            if actor.gw and actor.kind == "state"
        }
        self._by_country = {
            actor.country: actor.id
            for actor in reversed(list(registry.actors.values()))
            if actor.kind == "state" and actor.country
        }
        self._forces = {
            tie.object: tie.subject
            for tie in registry.relations
            if tie.kind == "part_of" and tie.subject.endswith("-armed-forces")
        }
        self.new: dict[str, Actor] = {}
        self.ties: dict[str, Relation] = {}

    def id(self, name: str, *, ucdp: int | None = None, kind: str = "unknown", country: str | None = None) -> str:
        """The id of who bears the name, or UCDP's number; a name that the registry does not know becomes a new actor.

        A name that is merely spelled like another is not taken for it.
        """
        key = (name, ucdp)
        if key not in self._ids:
            self._ids[key] = self._find(name, ucdp, kind, country)
        return self._ids[key]

    def known(self, name: str) -> str | None:
        """The id of who bears the name, where the registry is sure of it."""
        key = (name, -1)
        if key not in self._ids:
            found = self._registry.resolve(name) if name else None
            self._ids[key] = found.actor.id if found is not None and found.how != "fuzzy" else ""
        return self._ids[key] or None

    def state(self, iso3: str) -> str | None:
        """The id of the state with an ISO 3166-1 alpha-3 code."""
        return self._by_country.get(iso3)

    def state_numbered(self, gw: int) -> str | None:
        """The id of the state with a Gleditsch-Ward number."""
        return self._by_gw.get(gw)

    def country_of(self, id: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of an actor of the registry."""
        actor = self._registry.actors.get(id)
        return actor.country if actor is not None else None

    def forces_of(self, state: str) -> str:
        """The armed forces of a state where they are an actor of their own; else the state."""
        return self._forces.get(state, state)

    def new_actor(self, name: str, *, kind: str = "unknown", country: str | None = None, key: str = "") -> str:
        """The id of a provisional actor of that name, made where it is new; `key` keeps apart what names do not."""
        id = f"new-{slug(key or name)}"
        if id not in self.new and id not in self._registry.actors:
            self.new[id] = Actor(id, name, kind, (Name(name),), country=country, source=self._source, provisional=True)
        return id

    def part_of(self, part: str, whole: str, *, note: str) -> None:
        """Note that the data set's own codes put one actor inside another."""
        if part != whole:
            tie = Relation(part, "part_of", whole, self._source, note=note)
            self.ties.setdefault(tie.id, tie)

    def _find(self, name: str, ucdp: int | None, kind: str, country: str | None) -> str:
        if ucdp is not None and ucdp in self._by_ucdp:
            return self._by_ucdp[ucdp]
        said = _SPACES.sub(" ", name).strip()
        return self.known(said) or self.new_actor(said, kind=kind, country=country)

    def ids(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of several names, each once, in their order."""
        return tuple(dict.fromkeys(self.id(name) for name in names if name.strip()))


def slug(name: str) -> str:
    """A name as an id: small Latin letters, digits and hyphens, or its letters as they are in another script."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain if any(sign.isalnum() for sign in plain) else name
    return re.sub(r"[^\w]+", "-", plain.lower()).strip("-_") or "unnamed"
