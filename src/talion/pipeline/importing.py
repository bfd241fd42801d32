"""Other people's ledgers into the case: each row an act with its origin, and each row that cannot be read set aside."""

import csv
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from talion.datasets.formats import cut_for, expect, format_named, lines_for, recognise
from talion.datasets.names import Parties
from talion.datasets.rows import Head, head_of
from talion.datasets.told import Format, Keeping, PassedOver, SetAside, Source, ToldRow, Wish, Withdrawn
from talion.datasets.where import test_of
from talion.errors import ImportingError, SelectionError
from talion.ledger.revisions import Added
from talion.pipeline.holding import OpenCase
from talion.pipeline.rows_held import WORDS_KEPT_UP_TO, Card, Holder
from talion.pipeline.sides import Sides
from talion.records import Taken

REJECTS_AT_MOST = 0.05
_FEW = 10  # so many broken rows stop no import, however small the file, as long as others can be read
_LOOK_EARLY = 20_000  # a file of which half cannot be read by then is not read to its end
_REASONS_SHOWN = 12
_NOTHING = Added()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: how many rows were read, taken, passed over and set aside, and why.

    `taken` acts are in the case; of them `added` says how many are new. `passed_over` rows were not asked for.
    `reasons` counts why rows were set aside; they stand, with their lines, in `rejects`.
    """

    path: str
    format: str
    title: str
    version: str | None
    read: int
    taken: int
    passed_over: int
    set_aside: int
    withdrawn: int
    reasons: tuple[tuple[str, int], ...]
    rejects: Path | None
    added: Added
    words_kept: bool
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Importing:
    """What became of each file, in order, and what matching and linking changed afterwards."""

    files: tuple[Imported, ...]
    matches: Added = _NOTHING
    links: Added = _NOTHING


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of an import, for its source line and its rows."""

    where: str | None = None
    between: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None

    @property
    def says(self) -> str:
        """The question in words; "" where everything was asked for."""
        parts = [f"where {self.where}"] if self.where else []
        parts += [f"between {self.between[0]} and {self.between[1]}"] if self.between else []
        parts += [f"since {self.since}"] if self.since else []
        parts += [f"until {self.until}"] if self.until else []
        return ", ".join(parts)


def imported(
    case: OpenCase,
    format: str | None,
    files: Sequence[str | Path],
    *,
    asked: Asked = Asked(),
    mapping: Path | None = None,
    version: str | None = None,
    replaces: bool = False,
    rejects_at_most: float = REJECTS_AT_MOST,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> list[Imported]:
    """Import files of data sets into the case, each whole or not at all; what became of each.

    Without a format it is recognised from each file. Rows that cannot be read are set aside in a file beside the case;
    more than `rejects_at_most` of those read (and more than ten) stop the import of the file, and nothing of it is
    held. A row that the case holds already stays as it is; one that differs takes its place, and the old one is
    closed. `replaces` says that the files are the whole of a newer release: what the data set gave before for the days
    from their first act to their last, and is not in them, is closed. `progress` is called with the number of rows
    read so far.
    """
    if asked.since and asked.until and asked.until < asked.since:
        raise SelectionError(f"the days end before they begin: since {asked.since}, until {asked.until}")
    if not files:
        raise ImportingError("name at least one file to import")
    wish = Wish(asked.where, asked.since, asked.until, _between(case, asked.between))
    heads = [_with_format(format, Path(file)) for file in files]
    results = []
    for kind, group in _groups(heads):
        if replaces:
            _expect_to_replace_what_was_asked_for(case, kind, asked)
        seen: set[str] = set()
        is_first = not case.ledger.holds_data_set(kind.name)
        for head, beside in group:
            results.append(
                _import_one(
                    case,
                    kind,
                    head,
                    beside,
                    wish,
                    asked,
                    mapping,
                    version,
                    rejects_at_most,
                    now,
                    progress,
                    seen,
                    is_first,
                )
            )
        if replaces:
            days = _days_covered(results[-len(group) :], asked)
            with case.ledger.importing(now=now) as taking:
                gone = taking.ids_of_data_set(kind.name, *days) - seen
                closed = taking.withdraw(gone) if gone else Added()
            results[-1] = replace(results[-1], withdrawn=len(gone), added=results[-1].added + closed)
    return results


def _expect_to_replace_what_was_asked_for(case: OpenCase, kind: Format, asked: Asked) -> None:
    """Rows that a narrower question leaves out were not withdrawn by their data set."""
    if asked.where is None and asked.between is None:
        return
    question = replace(asked, since=None, until=None).says
    others = {one.asked for _, one in case.ledger.taken() if one.format == kind.name} - {asked.says, question}
    if others:
        raise ImportingError(
            f"--replaces would close every act of {kind.name} that was imported otherwise than {question!r} "
            f"({'; '.join(sorted(one or 'everything' for one in others))}); leave it out, or ask as you asked then"
        )


def _days_covered(files: Sequence[Imported], asked: Asked) -> tuple[date, date]:
    """The days of which these files tell: a yearly release says nothing of the months after its last one."""
    firsts = [one.first_day for one in files if one.first_day] or [date.min]
    lasts = [one.last_day for one in files if one.last_day] or [date.max]
    return asked.since or min(firsts), asked.until or max(lasts)


def _with_format(name: str | None, path: Path) -> tuple[Format, Head]:
    if not path.is_file():
        raise ImportingError(f"there is no file {path}" if not path.exists() else f"{path} is a folder; name its files")
    kind = format_named(name) if name else recognise(path)[0]
    return kind, cut_for(kind, head_of(path))


def _groups(heads: Iterable[tuple[Format, Head]]) -> Iterator[tuple[Format, list[tuple[Head, tuple[Head, ...]]]]]:
    """The files of each format; those that are read together stand beside the one that leads them."""
    by_kind: dict[str, list[tuple[Format, Head]]] = {}
    for kind, head in heads:
        by_kind.setdefault(kind.name, []).append((kind, head))
    for found in by_kind.values():
        kind = found[0][0]
        files = [head for _, head in found]
        if kind.leads is None:
            yield kind, [(head, ()) for head in files]
            continue
        leading = [head for head in files if kind.leads(head)]
        others = tuple(head for head in files if not kind.leads(head))
        if not leading:
            raise ImportingError(f"{others[0].path} goes with another file of {kind.title}: {kind.leads_says}")
        yield kind, [(head, others) for head in leading]


def _between(
    case: OpenCase, between: tuple[str, str] | None
) -> Callable[[Sequence[str], Sequence[str], date | None], bool] | None:
    if between is None:
        return None
    sides = Sides(case.registry_as_of(None))
    one, other = (sides.named(name).id for name in between)
    remembered: dict[tuple[tuple[str, ...], tuple[str, ...], int | None], bool] = {}

    def is_between(actors: Sequence[str], recipients: Sequence[str], on: date | None) -> bool:
        key = (tuple(actors), tuple(recipients), sides.stretch_of(on))
        if key not in remembered:
            remembered[key] = any(
                sides.counts_as(actors, doer, on) and sides.counts_as(recipients, hit, on)
                for doer, hit in ((one, other), (other, one))
            )
        return remembered[key]

    return is_between


def _import_one(
    case: OpenCase,
    kind: Format,
    head: Head,
    beside: tuple[Head, ...],
    wish: Wish,
    asked: Asked,
    mapping: Path | None,
    version: str | None,
    rejects_at_most: float,
    now: datetime,
    progress: Callable[[int], None] | None,
    seen: set[str],
    is_first: bool,
) -> Imported:
    fit = expect(kind, head)
    release = version or fit.version
    card = Card(kind, head, beside, release, asked.says)
    known = getattr(case, "known_actors", None) or case.registry_as_of(None)
    parties = Parties(known, source=kind.cite)
    whole = card.report()
    # A whole file that is plainly too long is not read with its words first, only to let go of them.
    is_whole = wish == Wish(since=wish.since, until=wish.until)
    keeping = Keeping(words=not (is_whole and _rows_of_about(head) > 2 * WORDS_KEPT_UP_TO))
    source = Source(
        head=head,
        report=whole.id,
        keeping=keeping,
        lines=lambda: lines_for(head),
        parties=parties,
        wish=wish,
        test=test_of(asked.where, kind.asks(head)) if asked.where else None,
        version=release,
        mapping=mapping,
        codebook=getattr(case, "own_codebook", None),
        beside=beside,
    )
    with ExitStack() as stack:
        stack.enter_context(_without_looking_for_circles())
        rejects = stack.enter_context(_Rejects(case.ledger.beside, head.path))
        taking = stack.enter_context(case.ledger.importing(now=now, coder=f"import {kind.name}"))
        holder = Holder(taking, card, whole, parties, keeping, is_first=is_first)
        counts: Counter[str] = Counter()
        for told in kind.read(source):
            if isinstance(told, ToldRow):
                counts["taken"] += 1
                before = len(seen)
                seen.add(told.event.id)
                holder.take(told, is_repeated=len(seen) == before)
            elif isinstance(told, SetAside):
                rejects.add(told)
            elif isinstance(told, PassedOver):
                counts["passed over"] += told.rows
            elif isinstance(told, Withdrawn):
                counts["withdrawn"] += 1
                holder.withdraw(told.event)
            read = counts["taken"] + counts["passed over"] + rejects.rows + counts["withdrawn"]
            if progress is not None and read % 1000 == 0:
                progress(read)
            if read >= _LOOK_EARLY and rejects.rows * 2 > read:
                break
        read = counts["taken"] + counts["passed over"] + rejects.rows + counts["withdrawn"]
        _expect_enough(head.path, kind, read, rejects, rejects_at_most)
        added = holder.finish()
        taking.note(
            Taken(
                name=card.name,
                format=kind.name,
                file=head.path.name,
                sha256=card.sha256,
                release=release,
                asked=asked.says,
                read=read,
                taken=counts["taken"],
                set_aside=rejects.rows,
                withdrawn=counts["withdrawn"],
                new=added.new,
                closed=added.closed,
            )
        )
    if progress is not None:
        progress(read)
    return Imported(
        path=str(head.path),
        format=kind.name,
        title=kind.title,
        version=release,
        read=read,
        taken=counts["taken"],
        passed_over=counts["passed over"],
        set_aside=rejects.rows,
        withdrawn=counts["withdrawn"],
        reasons=tuple(rejects.reasons.most_common(_REASONS_SHOWN)),
        rejects=rejects.path if rejects.rows else None,
        added=added,
        words_kept=keeping.words and counts["taken"] > 0,
        first_day=holder.first_day,
        last_day=holder.last_day,
    )


def _rows_of_about(head: Head) -> int:
    """How many rows the file may hold, by its bytes and the length of its first rows; packed files hold more."""
    if not head.rows:
        return 0
    row = sum(len(cell) + 1 for cells in head.rows for cell in cells) / len(head.rows)
    return int(head.path.stat().st_size / max(row, 1))


def _expect_enough(path: Path, kind: Format, read: int, rejects: "_Rejects", at_most: float) -> None:
    if not read:
        raise ImportingError(f"{path} holds no rows of {kind.title}")
    share = rejects.rows / read
    if rejects.rows == read or (rejects.rows > _FEW and share > at_most):
        why = "; ".join(f"{reason} ({rows})" for reason, rows in rejects.reasons.most_common(3))
        beside = f" They stand, with their lines, in {rejects.path}." if rejects.path else ""
        raise ImportingError(
            f"{path}: {rejects.rows} of {read} rows cannot be read as {kind.name}, more than {at_most:.0%}: {why}. "
            f"Nothing was imported.{beside}"
        )


@contextmanager
def _without_looking_for_circles() -> Iterator[None]:
    """Records are frozen and make no circles; looking for some costs as much as making them."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Rejects:
    """Rows set aside, in a table beside the case: the file, the line, the reason, and the row as it stands."""

    def __init__(self, case: Path | None, data: Path) -> None:
        self.path = case.with_name(f"{case.stem}.rejects-{data.name}.csv") if case is not None else None
        self.rows = 0
        self.reasons: Counter[str] = Counter()
        self._file: TextIO | None = None
        self._data = data

    def __enter__(self) -> "_Rejects":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, aside: SetAside) -> None:
        """One more row."""
        self.rows += 1
        self.reasons[aside.why] += 1
        if len(self.reasons) > 1000:  # reasons that quote a cell differ in every row
            self.reasons = Counter(dict(self.reasons.most_common(500)))
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(["file", "line", "why", "row"])
        csv.writer(self._file).writerow([self._data.name, aside.line, aside.why, "\t".join(aside.cells)])
