"""One place where a rule fits: the words around it, the tense of its sentence, and the parts of what was found."""

from datetime import date

from talion.coding.days.said import DaySaid, Tense
from talion.coding.days.words import KINDS
from talion.coding.parsing.shapes import Found, Word, words_of
from talion.records import DateSpan

# Names that begin with a day or hold one: brigades, papers, feasts.
_NAMED_AFTER = frozenset(
    words_of(
        "brigade brigades battalion battalions movement alliance coalition bloc group martyrs organisation "
        "organization bridge square "
        "street university stadium hospital airport camp forces front party division regiment company "
        "times telegraph mail "
        "mirror herald post express world sun standard observer tribune star"
    )
)
_NAMED_BEFORE = frozenset(words_of("bloody black good ash palm easter holy super"))
COUNTED = frozenset(
    words_of("people persons men women children civilians troops soldiers fighters militants insurgents rebels "
    "police policemen "
    "officers homes houses villages families cases attacks incidents refugees prisoners detainees km "
    "kilometres kilometers miles "
    "metres meters dollars euros rounds rockets missiles tons tonnes vehicles tanks schools members killed "
    "wounded dead "
    "injured others buildings hectares acres feet pounds kg barrels guns rifles places locations towns "
    "provinces cities")
)  # fmt: skip
NAMED_YEAR_AFTER = frozenset(words_of("season olympics games championship championships edition model"))
_FUTURE = frozenset(words_of("will shall would 'll ’ll scheduled due slated going plans intends intend"))
_CUT_OFF = frozenset(words_of("which who that when where after before because while but whose since as said says told"))
LAST = frozenset(words_of("last past الماضي الماضية الفائت المنصرم الأخير الأخيرة گذشته پیشین"))
NEXT = frozenset(words_of("next coming المقبل المقبلة القادم القادمة آینده"))


class Reading:
    """One place where a rule fits, and all that is needed to say which days it means."""

    def __init__(
        self,
        text: str,
        words: list[Word],
        found: Found,
        published: date | None,
        tense_at: Tense | None,
        story_day: DateSpan | None,
    ) -> None:
        self.text, self.words, self.found = text, words, found
        self.published, self.tense_at, self.story_day = published, tense_at, story_day
        first, last = found.first, found.last
        lead = {KINDS[kind] for kind in ("IN", "ON", "OF", "AT", "DURING", "OVER", "COMMA")}
        keep = (
            found.rule.startswith(("recent", "window", "duration", "unit__weekend")) or words[first].kind == KINDS["AT"]
        )
        while not keep and first < last - 1 and words[first].kind in lead:
            first += 1
        trail = {KINDS["COMMA"], KINDS["OPEN"], KINDS["OF"]}
        while last > first + 1 and words[last - 1].kind in trail:
            last -= 1
        self.first, self.last = first, last
        self.start, self.end = words[first].start, words[last - 1].end

    def said(
        self, span: DateSpan | None, precision: str, because: str, kind: str, time_of_day: str | None = None
    ) -> DaySaid:
        """The finished expression; "since" and "until" take over the kind."""
        bound = self.found.value("bound") if self.found.has("bound") else None
        if bound in {"since", "منذ", "از", "after"}:
            kind = "since"
        elif bound is not None:
            kind = "until"
        if span is None:
            precision = "unresolved"
        return DaySaid(
            self.start, self.end, self.text[self.start : self.end], span, precision, because, time_of_day, kind
        )

    def open(self, because: str, kind: str) -> DaySaid:
        """An expression that is recognised and not resolved."""
        return self.said(None, "unresolved", because, kind, self.time_of_day)

    @property
    def time_of_day(self) -> str | None:
        """The words for the time of day, as written, in lower case."""
        for group in ("pre", "post", "night"):
            part = self.found.part(group)
            while part and part[-1].kind in {KINDS["ON"], KINDS["OF"], KINDS["COMMA"], KINDS["THE"]}:
                part.pop()
            while part and part[0].kind in {KINDS["IN"], KINDS["THE"], KINDS["ON"]}:
                part.pop(0)
            if part:
                return " ".join(self.text[part[0].start : part[-1].end].lower().split())
        return None

    def before(self, back: int = 1) -> str:
        """The word that stands so far before the expression, in lower case; empty at the beginning."""
        at = self.found.first - back
        return self.text[self.words[at].start : self.words[at].end].lower() if at >= 0 else ""

    def after(self, forward: int = 0) -> str:
        """The word after the expression as written; empty at the end."""
        at = self.last + forward
        return self.text[self.words[at].start : self.words[at].end] if at < len(self.words) else ""

    @property
    def tense(self) -> str | None:
        """The tense of the governing verb where the caller knows it, else "future" where a cue stands shortly
        before."""
        if self.tense_at is not None:
            return self.tense_at(self.start, self.end)
        for back in range(1, 13):
            word = self.before(back)
            if not word or word in _CUT_OFF or word in '.;:!?,"“”()':
                return None
            if word in _FUTURE:
                return "future"
        return None

    def is_name(self) -> bool:
        """Whether the words are part of a name: the 14 July Bridge, the Sunday Times, Bloody Sunday."""
        after = self.after()
        if after[:1].isupper() and after.lower() in _NAMED_AFTER:
            return True
        if (
            after.isalpha()
            and after[:1].isupper()
            and self.after(1)[:1].isupper()
            and self.after(1).lower() in _NAMED_AFTER
        ):
            return True
        return self.before() in _NAMED_BEFORE

    def drop_last(self, group: str) -> None:
        """Give back a part of the rule that turned out to be no part of the expression."""
        self.last = self.found.match.start(group)
        while self.words[self.last - 1].kind == KINDS["COMMA"]:
            self.last -= 1
        self.end = self.words[self.last - 1].end

    def full_year(self, two_digits: int) -> int:
        """A year in two figures in full: not long past the day of publication."""
        turn = (self.published.year if self.published else 2030) % 100 + 1
        return (2000 if two_digits <= turn else 1900) + two_digits

    def year_of(self, group: str) -> int | None:
        """The year that a part of the rule gives, in full; None where it has none."""
        if not self.found.has(group):
            return None
        word = self.found.part(group)[0]
        return self.full_year(word.value) if word.kind == KINDS["YY"] else int(word.value)

    def unit(self) -> str:
        """The unit that is counted in: "day", "week", "month" …"""
        word = self.found.part("unit")[0]
        return "year" if word.kind == KINDS["YEARWORD"] else str(word.value)

    def how_many(self) -> int | None:
        """How many units; None where no number is said."""
        for word in self.found.part("n"):
            if isinstance(word.value, int):
                return word.value
            if word.kind == KINDS["A"]:
                more = [w for w in self.found.part("n") if w.kind == KINDS["VAGUE"]]
                return 2 if more and more[0].value == "couple" else None if more else 1
        return 2 if any(w.value == "couple" for w in self.found.part("n")) else None

    def bit(self) -> str | None:
        """Which part of the unit: early, mid, late, start, end, earlier, later, first half, second half."""
        part = self.found.part("bit")
        for word in part:
            if word.kind == KINDS["HALF"]:
                which = next((w.value for w in part if w.kind == KINDS["ORDWORD"]), None)
                halves: dict[object, str] = {1: "first", 2: "second"}
                return halves.get(which) if word.value == "half" else f"quarter {which}"
        for name in ("EARLY", "LATE", "MID", "MIDDLE", "START", "END", "EARLIER", "LATER"):
            if any(word.kind == KINDS[name] for word in part):
                return {"MIDDLE": "mid"}.get(name, name.lower())
        return None
