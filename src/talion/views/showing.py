"""One record on a terminal: a sentence, the words behind it with the facts marked, and all that hangs on it."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from talion.pipeline.explaining import Explained
from talion.pipeline.showing import Shown
from talion.records import (
    Actor,
    Assessment,
    Claim,
    Event,
    Exchange,
    Forecast,
    Link,
    Mark,
    Match,
    Passage,
    Question,
    Relation,
    Report,
    Resolution,
)
from talion.views.expected import tell_chances, tell_outcomes
from talion.views.sentences import category_of, counted
from talion.views.tables import Named, clean
from talion.views.telling import (
    said_basis,
    tell_assessment,
    tell_attribution,
    tell_claim,
    tell_event,
    tell_link,
    tell_relation,
)

# Bold and underlined as well, so that nothing hangs on colour alone.
_STYLES = {
    "who": "bold blue",
    "what": "bold red",
    "when": "bold green",
    "where": "bold magenta",
    "toll": "bold yellow",
    "link": "bold underline",
}


class _Page:
    """Lines under headings, in the order in which they are written."""

    def __init__(self, named: Named, *, marks_in_brackets: bool, whole_lines: bool) -> None:
        self.named = named
        self.brackets = marks_in_brackets
        self.whole_lines = whole_lines
        self.parts: list[RenderableType] = []

    def line(self, words: str, *, style: str = "") -> None:
        self.parts.append(Text(clean(words), style=style))

    def section(self, title: str, lines: Iterable[tuple[str, str]]) -> None:
        """A heading and its lines, each with the id that opens it; nothing where there are no lines."""
        lines = list(lines)
        if not lines:
            return
        if title:
            self.heading(title)
        for words, id in lines:
            text = Text(clean(words))
            if id:
                text.append(f"  {id}", style="dim")
            self._indented(text, 2)

    def heading(self, title: str) -> None:
        self.parts += [Text(""), Text(title, style="bold")]

    def words(self, passages: Iterable[Passage], marks: Sequence[Mark], *, title: str = "The words") -> None:
        """Each passage under its publication, with the words that facts were taken from marked."""
        before = None
        for passage in dict.fromkeys(passages):
            if before is None:
                self.heading(title)
            if before != passage.report:
                self._publication(passage.report)
            before = passage.report
            self._indented(self._marked(passage, marks), 4)

    def entry(self, words: str, id: str, says: str) -> None:
        """A record in a sentence, its id, and in a word what it is."""
        self.parts.append(Text(""))
        text = Text(clean(words))
        text.append(f"  {id}  ({says})", style="dim")
        self._indented(text, 2)

    def quoted(self, passages: Iterable[Passage], marks: Sequence[Mark]) -> None:
        """Each passage with its words marked, without its publication."""
        for passage in dict.fromkeys(passages):
            self._indented(self._marked(passage, marks), 4)

    def because(self, words: str) -> None:
        """A line that gives a reason, further in."""
        self._indented(Text(clean(words), style="italic"), 6)

    def _publication(self, report: str) -> None:
        words = f"{self.named.cast.publication(report)}  {report}"
        self._indented(Text(words, style="dim"), 2)

    def _indented(self, text: Text, by: int) -> None:
        # Padding breaks lines at the width of a terminal; in a pipe there is none.
        self.parts.append(Text(" " * by) + text if self.whole_lines else Padding(text, (0, 0, 0, by), expand=False))

    def _marked(self, passage: Passage, marks: Sequence[Mark]) -> Text:
        # A mark within a longer one would only repeat it.
        inside = sorted(
            {(mark.passage.start, mark.passage.end, mark.what) for mark in marks if passage.holds(mark.passage)},
            key=lambda one: (one[0], -one[1]),
        )
        text, at = Text(), passage.start
        for start, end, what in inside:
            if start < at:
                continue
            text.append(_flat(passage.quote[at - passage.start : start - passage.start]))
            words = _flat(passage.quote[start - passage.start : end - passage.start])
            text.append(f"[{words}]" if self.brackets else words, style=_STYLES.get(category_of(what), "bold"))
            at = end
        text.append(_flat(passage.quote[at - passage.start :]))
        return text


def _flat(words: str) -> str:
    return "".join(" " if ord(letter) < 32 or 127 <= ord(letter) < 160 else letter for letter in words)


def as_page(
    shown: Shown, named: Named, *, marks_in_brackets: bool = False, whole_lines: bool = False
) -> RenderableType:
    """All that the case holds about one record.

    Marked words stand in brackets where styles cannot be shown; `whole_lines` leaves lines unbroken, for a pipe.
    """
    page = _Page(named, marks_in_brackets=marks_in_brackets, whole_lines=whole_lines)
    record = shown.record
    match record:
        case Event():
            _event(page, record, shown)
        case Link():
            _link(page, record, shown)
        case Report():
            _report(page, record, shown)
        case Actor():
            _actor(page, record, shown)
        case Claim():
            page.line(f"claim  {record.id}", style="dim")
            page.line(str(tell_claim(record, named.cast)))
            page.words([record.passage], record.marks)
            page.section("About", _acts(shown.events, named))
        case Assessment():
            page.line(f"assessment  {record.id}", style="dim")
            page.line(str(tell_assessment(record, named.cast)))
            page.words([record.passage], record.marks)
        case Relation():
            page.line(f"relation  {record.id}", style="dim")
            page.line(str(tell_relation(record, named.cast)))
            page.line(f"Source: {record.source}")
            page.words([record.passage] if record.passage else [], record.marks)
        case Exchange():
            page.line(f"exchange of {counted(len(record.events), 'act')}  {record.id}", style="dim")
            page.section("What happened, as far as our record goes", _acts(shown.events, named))
            page.section("What ties it", _links(shown.answers, named))
        case Match():
            page.line(f"match  {record.id}", style="dim")
            page.line(f"Two records taken for one act, with a probability of {record.probability:.2f}.")
            page.section("The records", _acts(shown.events, named))
            page.section("What speaks for it", ((reason, "") for reason in record.reasons))
        case Passage():
            page.words([record], ())
        case Question():
            page.line(f"question  {record.id}", style="dim")
            page.line(named.cast.with_articles(record.says))
            page.line(f"Open from {record.opens} to {record.closes}; comes out as {tell_outcomes(record)}.")
            if record.reading:
                page.line(f"Reading by {record.read_by or 'its author'}: {named.cast.with_articles(record.reading)}.")
        case Forecast():
            page.line(f"forecast  {record.id}", style="dim")
            page.line(
                f"Given on {record.given_on} by {record.by}, to {record.question}, which closes {record.horizon}."
            )
            page.line("Chances of its outcomes, in order: " + tell_chances(record))
            page.section("Rests on", ((reason, "") for reason in record.because))
            page.line(f"Rules {record.rules}")
        case Resolution():
            page.line(f"resolution  {record.id}", style="dim")
            said = "cannot be told" if record.outcome is None else f"outcome number {record.outcome}, from 0"
            page.line(f"{record.by} on {record.about}: {said}{f' ({record.why})' if record.why else ''}.")
            page.section("Evidence", ((one, "") for one in record.evidence))
        case _:
            page.line(str(record))
    page.section("Judgements", _judgements(shown))
    page.section("Doubts", ((doubt.says, "") for doubt in shown.doubts))
    return Group(*page.parts)


def as_explanation(
    explained: Explained, named: Named, *, marks_in_brackets: bool = False, whole_lines: bool = False
) -> RenderableType:
    """What one report yields: beside each record what made it and how sure, then what was considered and refused."""
    page = _Page(named, marks_in_brackets=marks_in_brackets, whole_lines=whole_lines)
    cast = named.cast
    page.heading(f"{cast.publication(explained.report)}  {explained.report}, read by {explained.coder}")
    events = {event.id: event for event in explained.events}
    page.section("", ((doubt.says, "") for doubt in explained.doubts if doubt.about == explained.report))
    for event in explained.events:
        sure = "no score" if event.score is None else f"score {event.score:.2f}"
        page.entry(str(tell_event(event, cast)), event.id, f"{event.action}, {event.status}; {sure}")
        page.quoted(event.passages, event.marks)
        steps = [step for step in (event.by_rule or "no rule is named").split("; ") if step]
        page.because(f"Made by: {'; '.join(steps)}")
    for link in explained.links:
        page.entry(str(tell_link(link, events, cast)), link.id, f"link; probability {link.probability:.2f}")
        page.quoted(link.evidence, link.marks)
        page.because(f"Made by: {cast.with_names(' '.join(link.reasons)) or said_basis(link)}")
    for tie in explained.relations:
        page.entry(str(tell_relation(tie, cast)), tie.id, f"tie; {tie.confidence}")
        page.quoted([tie.passage] if tie.passage else [], ())
        page.because("Made by: a rule for what the words say of two parties")
    for one in explained.assessments:
        page.entry(str(tell_assessment(one, cast)), one.id, "expectation")
        page.quoted([one.passage], ())
        page.because("Made by: a rule for what a speaker expects")
    if not (explained.events or explained.links or explained.relations or explained.assessments):
        page.section("", [("No record.", "")])
    if explained.note is not None:
        page.section("Considered and refused", [(explained.note, "")])
    elif explained.considered:
        page.heading("Considered and refused")
        for refused, within in zip(explained.considered, explained.within, strict=True):
            score = "" if refused.score is None else f" (score {refused.score:.2f})"
            page.quoted([within], [Mark("act" if refused.what == "act" else "phrase", refused.passage)])
            page.because(f"no {refused.what}: {refused.why}{score}")
    return Group(*page.parts)


def _event(page: _Page, event: Event, shown: Shown) -> None:
    cast = page.named.cast
    kind = " ".join(word for word in (event.action, event.mode, event.status) if word)
    page.line(f"{kind}  {event.id}", style="dim")
    page.line(str(tell_event(event, cast)))
    if event.when_because:
        page.line(f"The day: {event.when_because}", style="dim")
    page.words(event.passages, event.marks)
    page.section("Who is said to have done it", ((str(one), "") for one in tell_attribution(event, cast)))
    page.section("Who says what", ((str(tell_claim(claim, cast)), claim.id) for claim in shown.claims))
    page.section("It answers", _links(shown.answers, page.named))
    page.section("It is answered by", _links(shown.answered_by, page.named))
    if len(shown.records) > 1:
        page.section("Told by these reports, and taken for one act", (
            (cast.publication(report), one.id) for one in shown.records for report in one.reports
        ))  # fmt: skip
        page.section("Because", ((_said(match), match.id) for match in shown.matches))


def _said(match: Match) -> str:
    reasons = "; ".join(reason.rstrip(".") for reason in match.reasons)
    return f"{match.first[:14]} and {match.second[:14]}, probability {match.probability:.2f}: {reasons}."


def _link(page: _Page, link: Link, shown: Shown) -> None:
    page.line(f"link, {link.basis}, probability {link.probability:.2f}  {link.id}", style="dim")
    page.line(str(tell_link(link, {event.id: event for event in shown.events}, page.named.cast)))
    page.line(f"{said_basis(link)}.")
    page.words(link.evidence, link.marks)
    page.section("What speaks for it", ((page.named.cast.with_names(reason), "") for reason in link.reasons))
    page.section("The two acts", _acts(shown.events, page.named))


def _report(page: _Page, report: Report, shown: Shown) -> None:
    cast = page.named.cast
    page.line(f"report  {report.id}", style="dim")
    page.line(f"{report.headline or 'Without a headline'} ({cast.publication(report.id)})")
    known = [
        ("by", report.byline), ("day known from", report.published_because), ("language", report.language),
        ("translated by", report.translated_by), ("translation of", report.original), ("address", report.url),
        ("file", report.path), ("SHA-256", report.sha256),
    ]  # fmt: skip
    page.section("What is known of it", ((f"{name}: {value}", "") for name, value in known if value))
    page.section("Notes", ((note, "") for note in report.notes))
    page.section("Events", _acts(shown.events, page.named))
    page.section("Who stands behind whom", ((str(tell_relation(tie, cast)), "") for tie in shown.relations))
    page.section("What is expected", ((str(tell_assessment(one, cast)), one.id) for one in shown.assessments))


def _actor(page: _Page, actor: Actor, shown: Shown) -> None:
    cast = page.named.cast
    page.line(f"actor, {actor.kind}  {actor.id}", style="dim")
    also = [name.text for name in actor.names if name.text != actor.name]
    page.line(actor.name + (f", also called {', '.join(also)}" if also else ""))
    if actor.provisional:
        page.line("Named by a report only; nothing else is known of it.")
    page.section("Who stands behind whom", ((str(tell_relation(tie, cast)), tie.source) for tie in shown.relations))
    page.section("Acts by it or on it", _acts(shown.events, page.named))
    page.section("What is expected", ((str(tell_assessment(one, cast)), one.id) for one in shown.assessments))


def _acts(events: Iterable[Event], named: Named) -> Iterator[tuple[str, str]]:
    return ((str(tell_event(event, named.cast)), event.id) for event in events)


def _links(links: Iterable[Link], named: Named) -> Iterator[tuple[str, str]]:
    return ((str(tell_link(link, named.events, named.cast)), link.id) for link in links)


def _judgements(shown: Shown) -> Iterator[tuple[str, str]]:
    for one in shown.judgements:
        why = f": {one.says}" if one.says else ""
        yield f"{one.verdict} by {one.by}, {one.at:%Y-%m-%d %H:%M} UTC{why}", ""
