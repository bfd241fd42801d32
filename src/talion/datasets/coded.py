"""Machine-coded data sets in CAMEO or PLOVER: names with sectors and countries, and what all of them share."""

from talion.datasets.names import Parties

# Who speaks and acts for a state; anybody else of its people is somebody apart.
_GOVERNMENT = frozenset({
    "government", "executive", "executive office", "elite", "gov", "legislature / parliamentary", "state",
    "foreign ministry", "cabinet", "judicial", "leg", "jud", "dip", "head of government",
})  # fmt: skip
_FORCES = frozenset({"military", "mil", "army", "navy", "air force", "police", "cop", "state-owned defense / security"})
_NOBODY = frozenset({"", "none", "null", "na", "nan", "unspecified", "unknown", "---"})


class CodedParties:
    """Whom a coded row names: an actor the registry knows, a state's government or forces, else somebody new of it."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._ids: dict[tuple[str, str, str], str | None] = {}

    def id(self, name: str, sectors: str, country: str) -> str | None:
        """The id of a name with its sectors and its country's name or ISO code; None where nobody is named."""
        key = (name, sectors, country)
        if key not in self._ids:
            self._ids[key] = self._find(*key)
        return self._ids[key]

    def _find(self, name: str, sectors: str, country: str) -> str | None:
        if name.strip().lower() in _NOBODY:
            return None
        known = self._parties.known(name)
        if known is not None:
            return known
        state = self._state(country)
        bare = name.split(" (", maxsplit=1)[0].strip()
        id = self._parties.new_actor(name, kind="unknown", country=self._parties.country_of(state) if state else None)
        if state is not None:
            kinds = {one.strip().lower() for one in sectors.replace(";", ",").split(",")}
            if kinds & _FORCES or bare.lower() in {"military", "armed forces", "army"}:
                self._parties.part_of(id, self._parties.forces_of(state), note="by its sectors in the data set")
            elif kinds & _GOVERNMENT:
                self._parties.part_of(id, state, note="by its sectors in the data set")
        return id

    def _state(self, country: str) -> str | None:
        if country.strip().lower() in _NOBODY:
            return None
        return self._parties.state(country) or self._parties.known(country)


def only(*ids: str | None) -> tuple[str, ...]:
    """The ids that are some, each once."""
    return tuple(dict.fromkeys(id for id in ids if id))


def none_as_empty(said: str) -> str:
    """A cell whose "None", "NULL" or "NA" says nothing."""
    return "" if said.strip().lower() in _NOBODY else said
