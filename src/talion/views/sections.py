"""The parts of a brief as a page takes them: days and their acts, chains of answers, rows, sources, doubts."""

from dataclasses import dataclass, field

from talion.views.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a quote and what its words tell: categories of marks; `states_link` where they state a link.

    `label` names the marks that end here, so that a mark which holds another is named once.
    """

    text: str
    tells: tuple[str, ...] = ()
    states_link: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with its marked words and where it stands."""

    note: int
    report: str
    outlet: str
    published: str
    language: str
    direction: str
    sha256: str
    place: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """One link as a reader meets it."""

    sentence: Sentence
    basis: str
    probability: str
    lag: str
    trigger: str
    response: str
    trigger_name: str
    response_name: str
    quotes: tuple[Quote, ...]
    judgements: tuple[str, ...]
    rejected: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a chain: its place in it, and each act that it answers as (place in the chain, basis, days between).

    `name` holds its day.
    """

    place: int
    name: str
    anchor: str
    side: str
    side_class: str
    answers: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One exchange as a reader follows it, the first act of our record first."""

    id: str
    heading: str
    steps: tuple[Step, ...]
    left_out: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One event with its evidence."""

    id: str
    anchor: str
    sentence: Sentence
    more: tuple[Sentence, ...]
    side: str
    side_class: str
    is_word: bool
    stands_alone: bool
    because: str | None
    quotes: tuple[Quote, ...]
    claims: tuple[Sentence, ...]
    answers: tuple[tuple[str, str, str], ...]
    answered_by: tuple[tuple[str, str, str], ...]
    doubts: tuple[str, ...]
    judgements: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one day, or of one span of days."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that holds what the picture holds."""

    day: str
    side: str
    what: str
    anchor: str
    dead: str
    reports: int
    answers: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims about one event that stand against each other; `strip` is a picture of the counts where they differ."""

    name: str
    anchor: str | None
    about: str
    sayings: tuple[tuple[Sentence, Quote], ...]
    strip: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One estimate, laid out in words."""

    question: str
    value: str
    interval: str
    n: int
    within: str
    chance: str
    caveats: tuple[str, ...]
    about: str
    how: str


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation with its source; `differs` where another source says otherwise."""

    sentence: Sentence
    source: str
    report: str | None
    differs: bool
    note: str | None
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expert's expectation as a row."""

    speaker: str
    affiliation: str
    of: str
    direction: str
    words: str
    condition: str
    horizon: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class DoubtEntry:
    """One thing to wonder about, and every record that it is about, as (name, anchor)."""

    weight: str
    says: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One report among the sources."""

    id: str
    outlet: str
    headline: str
    published: str
    because: str
    language: str
    direction: str
    sha256: str
    set_aside: str
    url: str | None
    path: str | None
    translated: str | None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands in a brief, in the order of its sections."""

    title: str
    asks: str
    as_of: str | None
    printed_on: str
    period: str
    short: tuple[Sentence, ...]
    is_empty: bool
    sides: tuple[tuple[str, str], ...]
    days: tuple[Day, ...]
    undated: tuple[Item, ...]
    events_left_out: str | None
    shown: tuple[str, ...]
    rows: tuple[Row, ...]
    not_drawn: tuple[tuple[str, str, str], ...]
    links: tuple[LinkEntry, ...]
    links_left_out: str | None
    chains: tuple[Chain, ...]
    chains_left_out: str | None
    measures: tuple[Measure, ...]
    ties: tuple[Tie, ...]
    ties_left_out: str | None
    differences: tuple[Difference, ...]
    differences_left_out: str | None
    expectations: tuple[Expectation, ...]
    expectations_left_out: str | None
    threats: tuple[tuple[str, str, str], ...]
    doubts: tuple[DoubtEntry, ...]
    doubts_left_out: str | None
    sources: tuple[Source, ...]
    sources_left_out: str | None
    made: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...] = field(default=())
