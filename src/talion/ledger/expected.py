"""What was expected of days to come, held as everything else is: opened, closed, never lost."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from talion.errors import LedgerError
from talion.ledger.revisions import Added, close_rows, replace_set
from talion.ledger.sql import query
from talion.records import Forecast, Question, Resolution, from_json

_Held = TypeVar("_Held")
_Opened = Callable[[], AbstractContextManager[Connection]]


class Expected:
    """The questions, forecasts and resolutions of a case; `Ledger.expected` gives it."""

    def __init__(
        self,
        reading: _Opened,
        writing: _Opened,
        expect_known: Callable[[Connection, set[str]], None],
        moment: Callable[[datetime], str],
        end_of: Callable[[date | None], str],
    ) -> None:
        """How the ledger reads, writes, checks ids, and writes times."""
        self._reading, self._writing = reading, writing
        self._expect_known, self._moment, self._end_of = expect_known, moment, end_of

    def add(self, questions: Sequence[Question], forecasts: Sequence[Forecast], *, now: datetime) -> Added:
        """Hold questions and the forecasts given to them; what is held already stays as it is."""
        given: list[Question | Forecast] = [*questions, *forecasts]
        records = list({one.id: one for one in given}.values())
        wanted = {one.id for one in records}
        with self._writing() as connection:
            rows = connection.execute(query("open_rows_of_forecasting"))
            held = [row for row in rows if row.id in wanted]
            added = replace_set(connection, held, records, self._moment(now))
            self._expect_known(connection, {one.question for one in forecasts})
            return added

    def resolve(self, resolution: Resolution) -> Added:
        """Hold how a question or an assessment came out, as a person decided. The latest decision counts."""
        with self._writing() as connection:
            self._expect_known(connection, {resolution.about})
            if any(resolution == held for held in self._list(connection, "resolutions_held", Resolution)):
                return Added(unchanged=1)
            return replace_set(connection, (), (resolution,), self._moment(resolution.at))

    def unresolve(self, about: str, *, by: str, now: datetime) -> Resolution:
        """The latest resolution that this person gave to it, now withdrawn; the one before it counts again."""
        with self._writing() as connection:
            latest = connection.execute(query("latest_resolution"), {"about": about, "person": by}).first()
            if latest is None:
                raise LedgerError(f"{by} has not said how {about} came out, so there is nothing to take back")
            close_rows(connection, "resolution", [(latest.nr, latest.held_from)], self._moment(now))
            return from_json(Resolution, latest.payload)

    def questions(self, as_of: date | None = None) -> list[Question]:
        """The questions, by the day they open."""
        with self._reading() as connection:
            return self._list(connection, "questions_held", Question, as_of)

    def forecasts(self, as_of: date | None = None) -> list[Forecast]:
        """The forecasts, by the day they were given on."""
        with self._reading() as connection:
            return self._list(connection, "forecasts_held", Forecast, as_of)

    def resolutions(self, as_of: date | None = None) -> list[Resolution]:
        """How things came out as people decided and have not withdrawn, the oldest first."""
        with self._reading() as connection:
            return self._list(connection, "resolutions_held", Resolution, as_of)

    def _list(self, connection: Connection, name: str, kind: type[_Held], as_of: date | None = None) -> list[_Held]:
        rows = connection.execute(query(name), {"held_before": self._end_of(as_of)}).scalars().all()
        return [from_json(kind, row) for row in rows]
