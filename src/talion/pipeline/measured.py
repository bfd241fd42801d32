"""What a measure gave: numbers, tables to draw from, verdicts, and what else may explain them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from talion.records import DateSpan, Dyad, Estimate, Link, Selection

if TYPE_CHECKING:
    import polars as pl

    from talion.measures.reciprocity import Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one measure gave of one direction: acts of the actor, and what the recipient does after them.

    `says` are findings in words, `refused` what cannot be told and why, `doubts` what to hold against it. `frames` are
    tables by name; those of `views.plots` are drawn. `links` are answers that the measure suggests, each with its
    probability, and `rivals` what in the ledger may explain a number instead.
    """

    measure: str
    dyad: Dyad
    estimates: tuple[Estimate, ...] = ()
    says: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    frames: Mapping[str, "pl.DataFrame"] = field(default_factory=dict)
    verdict: "Verdict | None" = None
    links: tuple[Link, ...] = ()
    rivals: tuple[str, ...] = ()


class Measured(Sequence[Estimate]):
    """All that a question gave: a sequence of its estimates, with tables, verdicts and pictures beside them.

    In a notebook it shows itself as a page. `rests_on` says in a line which acts on which days it is about.
    """

    def __init__(
        self,
        name: str,
        parts: Sequence[Part],
        *,
        selection: Selection,
        watched: DateSpan | None,
        rests_on: str,
        page: Callable[["Measured"], str] | None = None,
    ) -> None:
        """`page` lays it out for a notebook."""
        self.name = name
        self.parts = tuple(parts)
        self.selection = selection
        self.watched = watched
        self.rests_on = rests_on
        self._page = page
        self.estimates = tuple(one for part in self.parts for one in part.estimates)

    @overload
    def __getitem__(self, place: int) -> Estimate: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Estimate, ...]: ...
    def __getitem__(self, place: int | slice) -> Estimate | tuple[Estimate, ...]:
        return self.estimates[place]

    def __len__(self) -> int:
        return len(self.estimates)

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self.estimates)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.estimates)} numbers in {len(self.parts)} parts; {self.rests_on}>"

    @property
    def verdicts(self) -> tuple["Verdict", ...]:
        """Whether the one answers the other, for each direction that was judged."""
        return tuple(part.verdict for part in self.parts if part.verdict is not None)

    @property
    def links(self) -> tuple[Link, ...]:
        """Answers that a measure suggests, the likeliest first."""
        return tuple(sorted((link for part in self.parts for link in part.links), key=lambda link: -link.probability))

    @property
    def frame(self) -> "pl.DataFrame":
        """One row an estimate: who on whom, the question, value, interval, unit, n, window, chance, caveats, how."""
        import polars as pl  # slow to load, and a list of events needs no tables

        rows = [
            {
                "measure": part.measure,
                "actor": part.dyad.actor,
                "recipient": part.dyad.recipient,
                "question": one.question,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "level": one.level,
                "unit": one.unit,
                "n": one.n,
                "within_days": one.within_days,
                "chance": one.chance,
                "how": one.how,
                "caveats": "; ".join(one.caveats),
                "selection": one.selection.says,
            }
            for part in self.parts
            for one in part.estimates
        ]
        floats = dict.fromkeys(("value", "low", "high", "level", "within_days", "chance"), pl.Float64)
        return pl.DataFrame(rows, schema_overrides=floats, infer_schema_length=None)

    @property
    def frames(self) -> dict[str, "pl.DataFrame"]:
        """The tables behind the pictures: one a name, the directions below each other in columns of their own."""
        import polars as pl

        found: dict[str, list[pl.DataFrame]] = {}
        for part in self.parts:
            for name, frame in part.frames.items():
                sides = [pl.lit(part.dyad.actor).alias("actor"), pl.lit(part.dyad.recipient).alias("recipient")]
                found.setdefault(name, []).append(frame.select(*sides, *(pl.col(it).alias(it) for it in frame.columns)))
        return {name: pl.concat(frames, how="diagonal_relaxed") for name, frames in found.items()}

    def _repr_html_(self) -> str:
        if self._page is not None:
            return self._page(self)
        made: str = self.frame._repr_html_()
        return made
