"""One case: a file, and everything that can be asked of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from talion.codebook.registry import Registry
from talion.codebook.registry import registry as read_registry
from talion.codebook.tables import check_folder
from talion.ledger.ledger import Ledger
from talion.pipeline import steps
from talion.pipeline.differing import Differences
from talion.pipeline.dossier import Dossier
from talion.pipeline.explaining import Explained, ExplainingCoder
from talion.pipeline.holding import Holding, ReportCoder
from talion.pipeline.importing import REJECTS_AT_MOST, Asked, Importing
from talion.pipeline.measured import Measured
from talion.pipeline.reading import Outcome, Reading
from talion.pipeline.showing import Shown
from talion.pipeline.steps import EVERYTHING
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Doubt,
    Event,
    Exchange,
    Judgement,
    Link,
    Passage,
    Relation,
    Report,
    Resolution,
    Selection,
)

if TYPE_CHECKING:
    from talion.coding.plugins.language_model import ModelAddress
    from talion.coding.plugins.translation import Translator
    from talion.forecasts.backtest import Backtest
    from talion.measures.reciprocity import Verdict
    from talion.pipeline.forecasting import Forecasting, Scoring
    from talion.pipeline.knowing import Known
    from talion.scenarios.calibrate import Calibrated


class Case:
    """A case file with the actors and the coder that belong to it; each method is the step of the same name.

    A folder beside the file with the file's name and `.actors` ("case.talion" and "case.actors") holds the user's own
    actors.toml and relations.toml, which add to ours and go before them. Where `now` is left out, it is the present.
    """

    def __init__(self, ledger: Ledger, *, registry: Registry | None = None, coder: ReportCoder | None = None) -> None:
        """`registry` and `coder` take the place of ours."""
        self.ledger = ledger
        self._given_registry = registry
        self._given_coder = coder
        self._through: tuple[ModelAddress | None, Translator | None] = (None, None)
        self._registries: dict[date | None, Registry] = {}
        self._holdings: dict[tuple[date | None, bool], Holding] = {}
        self._edition: tuple[int, ...] = ()
        # What lays a measure out as a page in a notebook; the views know how.
        self.page: Callable[[Measured], str] | None = None

    @classmethod
    def open(cls, path: str | Path = "case.talion", *, create: bool = True) -> "Case":
        """The case in a file, made new where there is none."""
        return cls(Ledger.open(path, create=create))

    def close(self) -> None:
        """Let go of the file."""
        self.ledger.close()

    def __enter__(self) -> "Case":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path | None:
        """Where the case lies; None for one in memory."""
        return self.ledger.path

    @cached_property
    def known_actors(self) -> Registry:
        """Our registry with the user's own rows: what the coder knows, whatever else the case holds."""
        return self._given_registry or read_registry(self._own_actors)

    @property
    def _own_actors(self) -> Path | None:
        folder = self.ledger.beside.with_suffix(".actors") if self.ledger.beside else None
        return folder if folder is not None and folder.is_dir() else None

    @cached_property
    def own_codebook(self) -> Path | None:
        """The user's own tables of codes, whose rows take the place of ours: "case.codebook" beside "case.talion"."""
        folder = self.ledger.beside.with_suffix(".codebook") if self.ledger.beside else None
        if folder is None or not folder.is_dir():
            return None
        check_folder(folder)
        return folder

    @property
    def registry(self) -> Registry:
        """Who is who: what the coder knows, and the actors and sure ties that the reports of this case name."""
        return self.registry_as_of(None)

    def registry_as_of(self, as_of: date | None) -> Registry:
        """Who was who in this case at the end of a day; now, without a day."""
        self._forget_if_written()
        if as_of not in self._registries:
            ties = [tie for tie in self.ledger.relations(as_of) if tie.confidence == "sure"]
            self._registries[as_of] = self.known_actors.with_rows(self.ledger.actors(as_of), ties)
        return self._registries[as_of]

    def holding(self, *, as_of: date | None = None, with_rejected: bool = False) -> Holding:
        """What the case held at the end of a day, brought together once for as long as nothing is written."""
        self._forget_if_written()
        plain = self._holdings.setdefault((as_of, False), Holding(self, as_of=as_of))
        if not with_rejected or "reject" not in plain.verdicts.values():
            return plain
        return self._holdings.setdefault((as_of, True), Holding(self, as_of=as_of, with_rejected=True))

    def _forget_if_written(self) -> None:
        edition = self.ledger.edition
        if edition != self._edition:
            self._holdings.clear()
            self._registries.clear()
            self._edition = edition

    @cached_property
    def coder(self) -> ReportCoder:
        """Who reads; made when first needed, since it loads a language model."""
        return self._given_coder or _make_coder(self.known_actors, *self._through)

    @property
    def make_coder(self) -> Callable[[], ReportCoder]:
        """What makes the coder in another process."""
        if self._given_coder is not None or self._given_registry is not None:
            return partial(_itself, self.coder)
        return partial(_make_coder, self._own_actors, *self._through)

    def read(
        self,
        sources: Iterable[str | Path | BinaryIO],
        *,
        published: date | None = None,
        outlet: str | None = None,
        language: str | None = None,
        now: datetime | None = None,
        progress: Callable[[Outcome], None] | None = None,
        workers: int = 1,
        executor: str = "processes",
        model: "ModelAddress | None" = None,
        translator: "Translator | None" = None,
    ) -> Reading:
        """Read reports into the case; `workers` processes code at once.

        `model` is a language model of yours that reads beside the rules, `translator` one for reports in languages
        that the coder does not read. Both are off unless given.
        """
        if (model, translator) != self._through:
            self._through = (model, translator)
            self.__dict__.pop("coder", None)
        return steps.read(
            self,
            sources,
            published=published,
            outlet=outlet,
            language=language,
            now=now or _now(),
            progress=progress,
            workers=workers,
            executor=executor,
        )

    def explain(self, reports: Iterable[str]) -> list[Explained]:
        """Which rule or model made each record of some reports, and what was considered and refused."""
        return steps.explain(self, reports)

    def import_data(
        self,
        format: str | None,
        files: Sequence[str | Path],
        *,
        where: str | None = None,
        between: tuple[str, str] | None = None,
        since: date | None = None,
        until: date | None = None,
        mapping: str | Path | None = None,
        version: str | None = None,
        replaces: bool = False,
        rejects_at_most: float = REJECTS_AT_MOST,
        now: datetime | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Importing:
        """Import other people's data into the case; None for a format recognises it from each file."""
        return steps.import_data(
            self,
            format,
            files,
            asked=Asked(where, between, since, until),
            mapping=Path(mapping) if mapping is not None else None,
            version=version,
            replaces=replaces,
            rejects_at_most=rejects_at_most,
            now=now or _now(),
            progress=progress,
        )

    def diff(
        self, earlier: date | str | None = None, later: date | str | None = None, *, data_set: str | None = None
    ) -> Differences:
        """What is held otherwise at one time than at another."""
        return steps.diff(self, earlier, later, data_set=data_set)

    def events(self, selection: Selection = EVERYTHING, *, rejected: bool = False) -> list[Event]:
        """The acts."""
        return steps.events(self, selection, rejected=rejected)

    def links(self, selection: Selection = EVERYTHING, *, at_least: float = 0.0, rejected: bool = False) -> list[Link]:
        """Which act answers which."""
        return steps.links(self, selection, at_least=at_least, rejected=rejected)

    def exchanges(self, selection: Selection = EVERYTHING, *, at_least: float = 0.5) -> list[Exchange]:
        """Acts tied by links, in order."""
        return steps.exchanges(self, selection, at_least=at_least)

    def actors(self, selection: Selection = EVERYTHING) -> list[Actor]:
        """The actors that occur in the case."""
        return steps.actors(self, selection)

    def actor(self, name: str, *, on: date | None = None, as_of: date | None = None) -> "Known":
        """Who one actor is on a day."""
        return steps.actor(self, name, on=on, as_of=as_of)

    def relations(self, selection: Selection = EVERYTHING) -> list[Relation]:
        """Who stands behind whom."""
        return steps.relations(self, selection)

    def assessments(self, selection: Selection = EVERYTHING) -> list[Assessment]:
        """What speakers expect."""
        return steps.assessments(self, selection)

    def claims(self, selection: Selection = EVERYTHING) -> list[Claim]:
        """Who says what about the acts."""
        return steps.claims(self, selection)

    def reports(self, selection: Selection = EVERYTHING) -> list[Report]:
        """The reports that were read."""
        return steps.reports(self, selection)

    def doubts(self, selection: Selection = EVERYTHING) -> list[Doubt]:
        """What should make a reader wonder."""
        return steps.doubts(self, selection)

    def judgements(self, selection: Selection = EVERYTHING) -> list[Judgement]:
        """What people decided."""
        return steps.judgements(self, selection)

    def search(self, words: str, *, as_of: date | None = None, limit: int = 50) -> list[Passage]:
        """Paragraphs that hold all the words."""
        return steps.search(self, words, as_of=as_of, limit=limit)

    def show(self, id: str, *, as_of: date | None = None) -> Shown:
        """One record with all that the case holds about it."""
        return steps.show(self, id, as_of=as_of)

    def judge(
        self,
        about: str,
        verdict: str,
        *,
        by: str,
        why: str = "",
        corrections: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> tuple[Judgement, ...]:
        """Decide about a record."""
        return steps.judge(self, about, verdict, by=by, why=why, corrections=corrections, now=now or _now())

    def review(self, selection: Selection = EVERYTHING, *, records: str = "events", again: bool = False) -> list[str]:
        """The ids of records that wait for a judgement, the least sure first."""
        return steps.review(self, selection, records=records, again=again)

    def undo(self, about: str, *, by: str, now: datetime | None = None) -> tuple[Judgement, ...]:
        """Withdraw one person's latest judgement about a record."""
        return steps.undo(self, about, by=by, now=now or _now())

    def measure(
        self,
        selection: Selection = EVERYTHING,
        what: str | Sequence[str] | None = None,
        *,
        lanes: Sequence[str] | None = None,
        within_days: Sequence[float] = (7.0, 30.0),
        severity: str = "acts",
        roles: str = "leave-out",
        on: date | None = None,
        seed: int = 1,
    ) -> Measured:
        """Who answers whom, how soon, how hard, and what answers do."""
        return steps.measure(
            self,
            selection,
            what,
            lanes=lanes,
            within_days=within_days,
            severity=severity,
            roles=roles,
            on=on,
            seed=seed,
            page=self.page,
        )

    def verdicts(
        self, selection: Selection = EVERYTHING, *, lanes: Sequence[str] | None = None, days: float = 7.0
    ) -> list["Verdict"]:
        """Whether one side answers the other, as far as it survives."""
        return steps.verdicts(self, selection, lanes=lanes, days=days)

    def scenario(
        self,
        selection: Selection = EVERYTHING,
        *,
        name: str = "base",
        lanes: Sequence[str] | None = None,
        halts: Sequence[tuple[str, date]] = (),
        resumes: Sequence[tuple[str, date]] = (),
    ) -> "Calibrated":
        """A scenario fitted to the acts between two sides."""
        return steps.scenario(self, selection, name=name, lanes=lanes, halts=halts, resumes=resumes)

    def forecast(
        self,
        on: date,
        *,
        days: int = 30,
        selection: Selection = EVERYTHING,
        lanes: Sequence[str] | None = None,
        questions: str | Path | None = None,
        models: Sequence[str] = ("play", "hawkes"),
        watched_from: date | None = None,
        seed: int = 1,
        hold: bool = True,
        hashed: Callable[[str], None] | None = None,
    ) -> "Forecasting":
        """Forecasts of the days after a day, from what was reported by then; `hold` keeps them in the case."""
        return steps.forecast(
            self,
            on,
            days=days,
            selection=selection,
            lanes=lanes,
            questions=Path(questions) if questions is not None else None,
            models=models,
            watched_from=watched_from,
            seed=seed,
            now=_now() if hold else None,
            hashed=hashed,
        )

    def score(self, *, since: date | None = None, watched_from: date | None = None) -> "Scoring":
        """What the forecasts that the case holds earned."""
        return steps.score(self, since=since, watched_from=watched_from)

    def backtest(
        self,
        first: date,
        last: date,
        *,
        days: int = 30,
        step: int | None = None,
        selection: Selection = EVERYTHING,
        lanes: Sequence[str] | None = None,
        left_out: str = "future",
        embargo_days: int | None = None,
        models: Sequence[str] = ("play", "hawkes"),
        watched_from: date | None = None,
        seed: int = 1,
        progress: Callable[[int], None] | None = None,
    ) -> "Backtest":
        """Forecasts made again and again over days that are past, and scored."""
        return steps.backtest(
            self,
            first,
            last,
            days=days,
            step=step,
            selection=selection,
            lanes=lanes,
            left_out=left_out,
            embargo_days=embargo_days,
            models=models,
            watched_from=watched_from,
            seed=seed,
            progress=progress,
        )

    def resolve(
        self,
        about: str,
        outcome: str | None,
        *,
        by: str,
        why: str = "",
        evidence: Sequence[str] = (),
        now: datetime | None = None,
    ) -> Resolution:
        """Say how an assessment or a question came out; None takes one's last word back."""
        return steps.resolve(self, about, outcome, by=by, why=why, evidence=evidence, now=now or _now())

    def export(
        self,
        formats: Sequence[str] | str,
        folder: str | Path,
        selection: Selection = EVERYTHING,
        *,
        redistributable: bool = False,
    ) -> list[Path]:
        """Write a selection in the formats of other tools."""
        return steps.export(
            self,
            [formats] if isinstance(formats, str) else formats,
            folder,
            selection,
            redistributable=redistributable,
            printed_on=_now().date().isoformat(),
        )

    def dossier(
        self,
        selection: Selection = EVERYTHING,
        *,
        lanes: Sequence[str] | None = None,
        at_least: float = 0.5,
        within_days: Sequence[float] = (7.0, 30.0),
        printed_on: str | None = None,
        command: str = "case.dossier()",
    ) -> Dossier:
        """All that a brief holds."""
        return steps.dossier(
            self,
            selection,
            lanes=lanes,
            at_least=at_least,
            within_days=within_days,
            printed_on=printed_on or _now().date().isoformat(),
            command=command,
        )


def _make_coder(
    known: Registry | Path | None, model: "ModelAddress | None" = None, translator: "Translator | None" = None
) -> ReportCoder:
    # Imported here, so that a list of events does not wait for the language model's library.
    from talion.codebook.gazetteer import gazetteer
    from talion.coding.coder import coder

    # Never the actors that reports of this case name: what a report yields must not depend on what was read before it.
    registry = known if isinstance(known, Registry) else read_registry(known)
    made: ExplainingCoder = coder(registry, gazetteer())
    if model is not None:
        from talion.coding.plugins.language_model import ModelCoder

        made = ModelCoder(made, registry, gazetteer(), model)
    if translator is not None:
        from talion.coding.plugins.translation import TranslatingCoder

        made = TranslatingCoder(made, translator)
    return made


def _itself(coder: ReportCoder) -> ReportCoder:
    return coder


def _now() -> datetime:
    """The present: the only clock below the views."""
    return datetime.now(UTC)
