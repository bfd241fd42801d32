"""Annotated sentences as records: text, spans and what each span is, one sentence a line.

`[hit]{1 ASSAULT done}` is the word of act 1, its PLOVER type and status; `[the army]{a1}`, `{r1}`, `{g1}` are who did
it, to whom, and the thing hit. The whole notation stands in `training/ANNOTATING.md`.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from talion.coding.models.labels import DIRECTIONS, ROLES, STATUSES, TIES, TYPES, VERBS
from talion.errors import ReadError

PARTS = ("train", "dev", "apart")


class NotationError(ReadError):
    """A line that does not follow the notation."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a sentence's plain text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Act:
    """An act told: its words, its type and status, and who and what stands to it in which role."""

    number: int
    type: str
    status: str
    words: tuple[Span, ...]
    roles: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that report speech, by whom, and which act they are about (none: 0)."""

    span: Span
    speaker: str
    verb: str
    about: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The phrase that says that one act answers another (0: one not told here), or only comes after it."""

    span: Span
    kind: str
    response: int
    trigger: int


@dataclass(frozen=True, slots=True)
class Expected:
    """The words of somebody's expectation, and its direction."""

    span: Span
    speaker: str
    direction: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """The words that tie two parties, and of which kind the tie is."""

    span: Span
    kind: str
    subject: str
    object: str


@dataclass(slots=True)
class Sentence:
    """One annotated sentence."""

    text: str
    file: str
    line: int
    acts: dict[int, Act] = field(default_factory=dict)
    speakers: dict[str, list[Span]] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    parties: dict[str, list[Span]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    @property
    def part(self) -> str:
        """Where this sentence belongs, by the hash of its text alone: eight tenths train, one dev, one apart."""
        return part_of(self.text)


def part_of(text: str) -> str:
    """`apart` for one tenth of all texts, `dev` for another, `train` for the rest, the same on every machine."""
    tenth = int(hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8], 16) % 10
    return {0: "apart", 1: "dev"}.get(tenth, "train")


def read_sentences(folder: Path, problems: list[str] | None = None) -> list[Sentence]:
    """Every sentence of a `.txt` file or of a folder of them.

    A bad line is an error, or is added to `problems` and left out.
    """
    found = []
    for path in [folder] if folder.is_file() else sorted(folder.glob("*.txt")):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not text.strip() or text.lstrip().startswith("#"):
                continue
            try:
                found.append(read_line(text, path.name, line))
            except NotationError as error:
                if problems is None:
                    raise
                problems.append(str(error))
    return found


def read_line(text: str, file: str = "text", line: int = 1) -> Sentence:
    """One annotated line as a record."""
    try:
        plain, tagged = _spans(text.strip())
        sentence = Sentence(plain, file, line)
        _fill(sentence, tagged)
    except NotationError as error:
        raise NotationError(f"{file}, line {line}: {error}: {text.strip()[:80]}") from None
    return sentence


def _spans(text: str) -> tuple[str, list[tuple[Span, str]]]:
    plain: list[str] = []
    open_at: list[int] = []
    found: list[tuple[Span, str]] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if letter == "[":
            open_at.append(len(plain))
        elif letter == "]":
            if not open_at:
                raise NotationError("']' without its '['")
            tags = re.match(r"\{([^{}\[\]]+)\}", text[place + 1 :])
            if tags is None:
                raise NotationError("']' without '{…}' behind it")
            span = Span(open_at.pop(), len(plain))
            words = "".join(plain[span.start : span.end])
            if not re.search(r"\w", words):
                raise NotationError(f"span {words!r} holds no word")
            trimmed = Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
            found += [(trimmed, tag.strip()) for tag in tags[1].split(";")]
            place += tags.end()
        elif letter in "{}":
            raise NotationError(f"{letter!r} outside of a tag")
        else:
            plain.append(letter)
        place += 1
    if open_at:
        raise NotationError("'[' without its ']'")
    return "".join(plain), found


_ACT = re.compile(r"(\d+) ([A-Z]+) ([a-z]+)")
_ROLE = re.compile(r"([argpdkicm])(\d+)")
_SPEAKER = re.compile(r"s([A-Z])")
_CUE = re.compile(r"cue ([A-Z]) ([a-z]+)(?: (\d+))?")
_ANSWER = re.compile(r"(answers|after) (\d+) ?> ?(\d+)")
_EXPECTED = re.compile(r"expects ([A-Z]) ([a-z]+)( if)?")
_TIE = re.compile(r"rel ([a-z_]+) ([xyzw]) ?> ?([xyzw])")


def _fill(sentence: Sentence, tagged: list[tuple[Span, str]]) -> None:
    words: dict[int, list[Span]] = {}
    kinds: dict[int, tuple[str, str]] = {}
    roles: dict[int, list[tuple[str, Span]]] = {}
    for span, tag in tagged:
        if m := _ACT.fullmatch(tag):
            kind = (_one_of(m[2], TYPES, "type"), _one_of(m[3], STATUSES, "status"))
            if kinds.setdefault(int(m[1]), kind) != kind:
                raise NotationError(f"act {m[1]} is given two types or statuses")
            words.setdefault(int(m[1]), []).append(span)
        elif m := _ROLE.fullmatch(tag):
            roles.setdefault(int(m[2]), []).append((_one_of(m[1], ROLES, "role"), span))
        elif m := _SPEAKER.fullmatch(tag):
            sentence.speakers.setdefault(m[1], []).append(span)
        elif m := _CUE.fullmatch(tag):
            sentence.cues.append(Cue(span, m[1], _one_of(m[2], VERBS, "verb of a cue"), int(m[3] or 0)))
        elif m := _ANSWER.fullmatch(tag):
            sentence.answers.append(Answer(span, m[1], int(m[2]), int(m[3])))
        elif m := _EXPECTED.fullmatch(tag):
            sentence.expected.append(Expected(span, m[1], _one_of(m[2], DIRECTIONS, "direction"), bool(m[3])))
        elif m := _TIE.fullmatch(tag):
            sentence.ties.append(Tie(span, _one_of(m[1], TIES, "tie"), m[2], m[3]))
        elif tag in {"x", "y", "z", "w"}:
            sentence.parties.setdefault(tag, []).append(span)
        else:
            raise NotationError(f"tag {tag!r} is none of the notation's")
    for number, spans in words.items():
        sentence.acts[number] = Act(number, *kinds[number], tuple(sorted(spans)), tuple(roles.pop(number, ())))
    if roles:
        raise NotationError(f"a role of act {min(roles)}, which no word tells")
    for answer in sentence.answers:
        for number in (answer.response, answer.trigger):
            if number and number not in sentence.acts:
                raise NotationError(f"an answer names act {number}, which no word tells")
    for cue in sentence.cues:
        if cue.about and cue.about not in sentence.acts:
            raise NotationError(f"a cue is about act {cue.about}, which no word tells")


def _one_of(word: str, known: Iterable[str], what: str) -> str:
    if word not in known:
        raise NotationError(f"{what} {word!r} is none of {', '.join(known)}")
    return word
