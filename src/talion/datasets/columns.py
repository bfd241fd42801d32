"""Columns by name: where each stands in a file's header, whatever its case, and which of a format's are missing."""

from collections.abc import Callable, Mapping, Sequence

from talion.datasets.told import Fit


class Columns:
    """The places of a header's columns; names count without case, blanks and underscores ("Event Date", event_date)."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = tuple(name.strip() for name in header)
        self._places: dict[str, int] = {}
        for place, name in enumerate(self.header):
            self._places.setdefault(bare(name), place)
        self._asked: dict[str, int | None] = {}

    def __contains__(self, name: str) -> bool:
        return bare(name) in self._places

    def place(self, name: str) -> int | None:
        """Where the column stands; None where there is none."""
        return self._places.get(bare(name))

    def cell(self, cells: Sequence[str], name: str) -> str:
        """What a row says in the column, without blanks around it; "" where it says nothing."""
        if name not in self._asked:  # a name is asked for again with every row
            self._asked[name] = self._places.get(bare(name))
        place = self._asked[name]
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def cut(self, names: Sequence[str]) -> Callable[[Sequence[str]], list[str]]:
        """What gives of a row the cells of these columns, as `cell` does; for rows by the million."""
        places = [self._places.get(bare(name), -1) for name in names]
        longest = max(places, default=-1)

        def cells_of(cells: Sequence[str]) -> list[str]:
            width = len(cells)
            if longest < width:
                return [cells[place].strip() if place >= 0 else "" for place in places]
            return [cells[place].strip() if 0 <= place < width else "" for place in places]

        return cells_of

    def words(self, cells: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
        """What a row says in these columns, those without a word left out."""
        found = ((name, " ".join(self.cell(cells, name).split())) for name in names)
        return {name: said for name, said in found if said}


def bare(name: str) -> str:
    """A column's name without case, blanks, underscores and hyphens."""
    return name.lower().replace("_", "").replace(" ", "").replace("-", "").replace("\ufeff", "").strip()


def fit_of(
    header: Sequence[str], needed: Sequence[str], *, typical: Sequence[str] = (), version: str | None = None
) -> Fit:
    """How well a header fits: what is needed and missing, and the share of the needed and typical columns it has."""
    columns = Columns(header)
    missing = tuple(name for name in needed if name not in columns)
    asked = tuple(dict.fromkeys((*needed, *typical)))
    return Fit(sum(name in columns for name in asked) / len(asked), missing, version)
