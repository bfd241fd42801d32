"""Reports in languages that the coder does not read, through a translator that the user brings.

The translator is a plug-in. The original stays the report: every passage of every record is a passage of the original,
the whole sentence where the translation does not say which of its words. The translation is kept beside it.
"""

import re
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from typing import Any, Protocol

import msgspec

from talion.errors import ReadError
from talion.records import Coded, Considered, Doubt, Part, Passage, Report, Severity

GROUP = "talion.translators"  # the group of entry points under which a package offers a translator
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?؟。։]+[\"'”’»)]*(?=\s|$)|\n|$)", re.DOTALL)
_READ = {None, "en"}


class Translator(Protocol):
    """What a plug-in gives: a name, the languages it reads, and sentences in English for sentences in one of them."""

    @property
    def name(self) -> str:
        """What is printed beside whatever was read through it."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes."""

    def translate(self, sentences: Sequence[str], language: str) -> list[str]:
        """As many sentences as were given, in their order."""


@dataclass(frozen=True, slots=True)
class CommandTranslator:
    """A program that reads a sentence a line and writes its translation a line, such as ``apertium -u spa-eng``."""

    command: str
    language: str
    timeout_seconds: float = 300.0

    @property
    def name(self) -> str:
        """The command."""
        return self.command

    @property
    def languages(self) -> frozenset[str]:
        """The one language that it was given for."""
        return frozenset({self.language})

    def translate(self, sentences: Sequence[str], language: str) -> list[str]:  # noqa: ARG002 - there is but one
        """A line for each sentence. Raises ReadError where the program is missing, fails, or loses count of lines."""
        lines = "".join(f"{' '.join(sentence.split())}\n" for sentence in sentences)
        try:
            done = subprocess.run(
                shlex.split(self.command), input=lines, capture_output=True, text=True, encoding="utf-8",
                timeout=self.timeout_seconds, check=False,
            )  # fmt: skip
        except FileNotFoundError as wrong:
            raise ReadError(
                f"there is no program {shlex.split(self.command)[0]!r} to translate with; install it"
            ) from wrong
        except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as wrong:
            raise ReadError(f"translating with {self.command!r} failed: {wrong}") from wrong
        if done.returncode:
            says = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise ReadError(f"translating with {self.command!r} ended with {done.returncode}: {says}")
        found = done.stdout.splitlines()
        if len(found) != len(sentences):
            raise ReadError(
                f"{self.command!r} gave {len(found)} lines for {len(sentences)} sentences; one for each is needed"
            )
        return found


def translator_named(name: str) -> Translator:
    """The translator that an installed package offers under this name; ReadError names those there are."""
    offered = {one.name: one for one in entry_points(group=GROUP)}
    if name not in offered:
        there = f"installed are {', '.join(sorted(offered))}" if offered else "none is installed"
        raise ReadError(
            f"no translator is called {name!r}; {there}. A program works too: --translate 'apertium -u spa-eng'"
        )
    made: Translator = offered[name].load()()
    return made


class _Coder(Protocol):
    @property
    def version(self) -> str: ...

    def code(self, report: Report) -> Coded: ...

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]: ...


class TranslatingCoder:
    """A coder that reads what its translator translates, and everything else as before."""

    def __init__(self, coder: _Coder, translator: Translator) -> None:
        self._coder = coder
        self._translator = translator

    @property
    def version(self) -> str:
        """The coder's version with the translator's name."""
        return f"{self._coder.version} through {self._translator.name}"

    def code(self, report: Report) -> Coded:
        """What the report tells; of one in another language, what its translation tells, on the original's words."""
        put = self._translated(report)
        if put is None:
            return self._coder.code(report)
        translation, sentences, at = put
        return _on_the_original(self._coder.code(translation), report, translation, sentences, at)

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]:
        """What `code` gives, and what was passed over: with the translation's word, on the original's sentence."""
        put = self._translated(report)
        if put is None:
            return self._coder.explain(report)
        translation, sentences, at = put
        coded, passed_over = self._coder.explain(translation)
        considered = []
        for one in passed_over:
            begins, ends = _original_of(one.passage.start, one.passage.end, sentences, at)
            passage = Passage(report.id, begins, ends, report.text[begins:ends])
            considered.append(replace(one, passage=passage, why=f"“{one.passage.quote}” in the translation: {one.why}"))
        return _on_the_original(coded, report, translation, sentences, at), tuple(considered)

    def _translated(self, report: Report) -> tuple[Report, list[tuple[int, int, str]], list[tuple[int, int]]] | None:
        """The translation, the sentences of the original, and where each stands; None for what is read as it is."""
        if report.language in _READ or report.language not in self._translator.languages:
            return None
        sentences = list(_sentences(report))
        if not sentences:
            return None
        said = self._translator.translate([report.text[start:end] for start, end, _ in sentences], str(report.language))
        translation, at = _assembled(report, sentences, said, self._translator.name)
        return translation, sentences, at


def _sentences(report: Report) -> Iterator[tuple[int, int, str]]:
    for match in _SENTENCE.finditer(report.text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start < end:
            yield start, end, report.part_at(start)


def _assembled(
    report: Report, sentences: Sequence[tuple[int, int, str]], said: Sequence[str], by: str
) -> tuple[Report, list[tuple[int, int]]]:
    """The translation as a report with the original's paragraphs and parts, and where each sentence stands in it."""
    text = ""
    at: list[tuple[int, int]] = []
    parts: list[Part] = []
    before = 0
    for (start, _, kind), line in zip(sentences, said, strict=True):
        gap = report.text[before:start]
        text += ("\n\n" if "\n" in gap else " ") if text else ""
        words = " ".join(line.split()) or "…"
        at.append((len(text), len(text) + len(words)))
        text += words
        if parts and parts[-1].kind == kind:
            parts[-1] = Part(kind, parts[-1].start, len(text))
        else:
            parts.append(Part(kind, len(text) - len(words), len(text)))
        before = start
    translation = replace(
        report, text=text, parts=tuple(parts), language="en", path=None, original=report.id, translated_by=by
    )
    return translation, at


def _original_of(
    start: int, end: int, sentences: Sequence[tuple[int, int, str]], at: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The stretch of the original whose sentences were translated to this stretch."""
    inside = [n for n, (first, last) in enumerate(at) if first < end and start < last] or [0]
    return sentences[inside[0]][0], sentences[inside[-1]][1]


def _on_the_original(
    coded: Coded,
    report: Report,
    translation: Report,
    sentences: Sequence[tuple[int, int, str]],
    at: Sequence[tuple[int, int]],
) -> Coded:
    """The same records, their passages whole sentences of the original."""

    def moved(start: int, end: int) -> dict[str, Any]:
        begins, ends = _original_of(start, end, sentences, at)
        return {"report": report.id, "start": begins, "end": ends, "quote": report.text[begins:ends]}

    def walked(value: Any) -> Any:
        if isinstance(value, dict):
            if value.keys() == {"report", "start", "end", "quote"}:
                return moved(value["start"], value["end"])
            return {name: walked(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            once: list[Any] = []
            for inner in map(walked, value):
                if inner not in once:  # two marks of one sentence are one after the move
                    once.append(inner)
            return once
        return report.id if value == translation.id else value

    records = {
        name: walked(msgspec.to_builtins(getattr(coded, name)))
        for name in ("events", "claims", "links", "relations", "assessments", "actors", "doubts")
    }
    there = msgspec.convert({"report": msgspec.to_builtins(report), **records}, Coded)
    says = (
        f"Read through a translation from {report.language} by {translation.translated_by}; the words are "
        "the original's, by the sentence. Somebody who reads the language should look."
    )
    events = {event.id: event for event in there.events}
    claims = {claim.id: claim for claim in there.claims}
    return replace(
        there,
        events=tuple(events.values()),
        claims=tuple(claims.values()),
        doubts=(*there.doubts, Doubt(report.id, "translated", says, Severity.WARNING)),
        translation=translation,
    )
