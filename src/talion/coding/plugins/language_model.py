"""A user's own language model as a second reader: off unless an address is given, and believed only word for word.

The model is asked for acts as quotations of the text. A quotation that is not in the text, byte for byte, is refused;
what stays is marked as the model's, with the confidence that it gave itself. Rules go first: an act that they tell
already is not told again. Answers are kept by the content of the question, so that the same report read again gives the
same records without asking.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from talion.codebook.gazetteer import Gazetteer
from talion.codebook.registry import Registry
from talion.coding.days.dates import find_days
from talion.coding.tolls.counts import find_tolls
from talion.errors import ReadError
from talion.records import (
    ACTIONS,
    STATUSES,
    Claim,
    Coded,
    Considered,
    DateSpan,
    Doubt,
    Event,
    Mark,
    Passage,
    Place,
    Report,
    Severity,
    Toll,
    TollPart,
    content_id,
)

_PROMPT = "1"  # another wording of the question is another reader: count up
_ASKED_AT_ONCE = 3_000  # characters
_ROLES = ("actor", "recipient", "place", "day", "killed", "injured")
_UNREAD = {"boilerplate", "byline"}

INSTRUCTIONS = f"""You read a news report about a conflict and list the acts it tells. Answer with JSON alone.
For each act give: "sentence", the whole sentence, copied exactly; "act", the one or two words in it that tell the act;
"action", one of {", ".join(ACTIONS)} (PLOVER); "status", one of {", ".join(STATUSES)};
and, copied exactly from the sentence, or "" where it does not say: "actor" (who did it), "recipient" (to whom),
"place" (where it happened), "day" (when), "killed" and "injured" (the words of the count);
and "confidence", a number from 0 to 1. A prediction, a wish or a metaphor is no act.
Never write a word that is not in the text."""

_ACT = {
    "type": "object",
    "properties": {
        "sentence": {"type": "string"},
        "act": {"type": "string"},
        "action": {"type": "string", "enum": list(ACTIONS)},
        "status": {"type": "string", "enum": list(STATUSES)},
        **{role: {"type": "string"} for role in _ROLES},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    },
    "required": ["sentence", "act", "action", "status", *_ROLES, "confidence"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"acts": {"type": "array", "items": _ACT}},
    "required": ["acts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Where a model answers, in the way of OpenAI's chat completions: "http://localhost:8080/v1", and its name there.

    `key_from` names the environment variable that holds a key; `cache` is the folder in which answers are kept.
    """

    address: str
    name: str
    key_from: str | None = None
    cache: Path | None = None
    timeout_seconds: float = 120.0

    def __post_init__(self) -> None:
        if not self.address.startswith(("http://", "https://")):
            raise ReadError(f"{self.address!r} is no address of a model; write it as http://localhost:8080/v1")
        if not self.name.strip():
            raise ReadError(f"the model at {self.address} needs a name, as its server lists it")


class _Rules(Protocol):
    @property
    def version(self) -> str: ...

    def code(self, report: Report) -> Coded: ...

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]: ...


class ModelCoder:
    """The rules, and beside them what a model finds that they do not."""

    def __init__(self, rules: _Rules, registry: Registry, gazetteer: Gazetteer, model: ModelAddress) -> None:
        self._rules = rules
        self._registry = registry
        self._gazetteer = gazetteer
        self._model = model

    @property
    def version(self) -> str:
        """The rules' version with the model's name."""
        return f"{self._rules.version} and {self._model.name} (question {_PROMPT})"

    def code(self, report: Report) -> Coded:
        """What the rules find, and each act of the model's whose words are in the text and that no rule tells.

        Raises ReadError where no model answers, so that nothing is held that was only half read.
        """
        coded = self._rules.code(report)
        told = [
            (mark.passage.start, mark.passage.end)
            for event in coded.events
            for mark in event.marks
            if mark.what == "act"
        ]
        events: list[Event] = []
        claims: list[Claim] = []
        doubts: list[Doubt] = []
        refused = shared = 0
        for start, end in _stretches(report):
            for given in self._acts_in(report.text[start:end]):
                made = self._event(report, start, end, given)
                if made is None:
                    refused += 1
                    continue
                event, lost = made
                [act] = [mark.passage for mark in event.marks if mark.what == "act"]
                if any(act.start < last and first < act.end for first, last in told):
                    shared += 1
                    continue
                told.append((act.start, act.end))
                events.append(event)
                claims.append(Claim(event.id, event.passages[0], "asserts", marks=(Mark("act", act),)))
                says = f"Only the language model {self._model.name} tells this act; no rule does."
                doubts.append(Doubt(event.id, "model-only", says))
                if lost:
                    says = f"What the model gave as {', '.join(lost)} is not in the sentence and was refused."
                    doubts.append(Doubt(event.id, "model-words", says))
        if refused:
            says = (
                f"{refused} acts given by the language model {self._model.name} are not in the text and were refused."
            )
            doubts.append(Doubt(report.id, "model-refused", says))
        says = (
            f"The language model {self._model.name} told {shared} acts that the rules tell too, and {len(events)} more."
        )
        doubts.append(Doubt(report.id, "model-asked", says, Severity.NOTE))
        return replace(
            coded,
            events=(*coded.events, *events),
            claims=(*coded.claims, *claims),
            doubts=(*coded.doubts, *doubts),
        )

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]:
        """What `code` gives, and what the rules passed over and the model does not tell either.

        What of the model's answer was refused stands in the doubts.
        """
        coded = self.code(report)
        told = [mark.passage for event in coded.events for mark in event.marks if mark.what == "act"]
        passed_over = self._rules.explain(report)[1]
        kept = (
            one
            for one in passed_over
            if one.what != "act" or not any(one.passage.start < p.end and p.start < one.passage.end for p in told)
        )
        return coded, tuple(kept)

    def _event(self, report: Report, start: int, end: int, given: Mapping[str, Any]) -> tuple[Event, list[str]] | None:
        """The act as a record, and the roles whose words were refused; None where its own words are not in the text."""
        sentence = _found(report, start, end, str(given.get("sentence", "")))
        if sentence is None:
            return None
        act = _found(report, sentence.start, sentence.end, str(given.get("act", "")))
        action, status = given.get("action"), given.get("status")
        if act is None or action not in ACTIONS or status not in STATUSES:
            return None
        marks, lost = [Mark("act", act)], []
        words: dict[str, Passage] = {}
        for role in _ROLES:
            said = str(given.get(role) or "").strip()
            at = _found(report, sentence.start, sentence.end, said) if said else None
            if at is not None:
                words[role] = at
                marks.append(Mark({"day": "when"}.get(role, role), at))
            elif said:
                lost.append(role)
        place = self._place(words.get("place"))
        confidence = given.get("confidence")
        event = Event(
            content_id("event", report.id, act.start, act.end, action, self._model.name),
            action,
            status=status,
            actors=self._actors(words.get("actor")),
            recipients=self._actors(words.get("recipient")),
            when=_day(words.get("day"), report),
            when_because="resolved by rule from the model's words" if "day" in words else None,
            places=(place,) if place else (),
            toll=Toll(tuple(_counted(words))),
            passages=(sentence,),
            marks=tuple(marks),
            reports=(report.id,),
            score=round(min(max(float(confidence), 0.0), 1.0), 2) if isinstance(confidence, int | float) else 0.0,
            by_rule=f"language model {self._model.name}, which gives itself this score",
        )
        return event, lost

    def _actors(self, at: Passage | None) -> tuple[str, ...]:
        if at is None:
            return ()
        found = [one.actor for one in self._registry.find(at.quote)]
        return tuple(dict.fromkeys(found))[:3]

    def _place(self, at: Passage | None) -> Place | None:
        return None if at is None else self._gazetteer.resolve(at.quote.strip(" .,"))

    def _acts_in(self, text: str) -> Sequence[Mapping[str, Any]]:
        question = {
            "model": self._model.name,
            "temperature": 0,
            "seed": 1,
            "messages": [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "acts", "strict": True, "schema": SCHEMA},
            },
        }
        asked = json.dumps(question, ensure_ascii=False, sort_keys=True)
        kept = self._kept(asked)
        if kept is not None and kept.exists():
            answer = kept.read_text(encoding="utf-8")
        else:
            answer = self._ask(asked)
            if kept is not None:
                kept.parent.mkdir(parents=True, exist_ok=True)
                half = kept.with_suffix(f".{os.getpid()}.half")
                half.write_text(answer, encoding="utf-8")
                half.replace(kept)
        try:
            acts = json.loads(answer)["acts"]
        except (ValueError, KeyError, TypeError):
            return ()
        return [one for one in acts if isinstance(one, dict)] if isinstance(acts, list) else ()

    def _kept(self, asked: str) -> Path | None:
        if self._model.cache is None:
            return None
        return self._model.cache / f"{sha256(f'{_PROMPT} {asked}'.encode()).hexdigest()[:32]}.json"

    def _ask(self, asked: str) -> str:
        address = f"{self._model.address.rstrip('/')}/chat/completions"
        headers = {"Content-Type": "application/json"}
        if self._model.key_from:
            key = os.environ.get(self._model.key_from)
            if not key:
                raise ReadError(f"the environment variable {self._model.key_from} holds no key for {address}")
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(address, asked.encode(), headers)
        way_out = "start the server, correct --model-address, or read without a model"
        try:
            with urllib.request.urlopen(request, timeout=self._model.timeout_seconds) as reply:
                whole = json.loads(reply.read())
            return str(whole["choices"][0]["message"]["content"])
        except urllib.error.HTTPError as wrong:
            raise ReadError(f"the model at {address} refuses ({wrong.code} {wrong.reason}); {way_out}") from wrong
        except OSError as wrong:
            raise ReadError(f"no model answers at {address} ({wrong}); {way_out}") from wrong
        except (ValueError, KeyError, IndexError, TypeError) as wrong:
            raise ReadError(f"what answers at {address} is no chat completion; {way_out}") from wrong


def _stretches(report: Report) -> list[tuple[int, int]]:
    """The text in pieces that end at paragraphs, without boilerplate."""
    paragraphs: list[tuple[int, int]] = []
    at = 0
    for block in report.text.split("\n\n"):
        if block.strip() and report.part_at(at + len(block) - len(block.lstrip())) not in _UNREAD:
            paragraphs.append((at, at + len(block)))
        at += len(block) + 2
    pieces: list[tuple[int, int]] = []
    for start, end in paragraphs:
        if pieces and end - pieces[-1][0] <= _ASKED_AT_ONCE and start - pieces[-1][1] <= 2:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _found(report: Report, start: int, end: int, words: str) -> Passage | None:
    """The passage with exactly these words between two offsets, the first there is; None where there is none."""
    words = words.strip()
    at = report.text.find(words, start, end) if words else -1
    return None if at < 0 else report.passage(at, at + len(words))


def _day(at: Passage | None, report: Report) -> DateSpan | None:
    if at is None:
        return None
    found = find_days(at.quote, published=report.published)
    return next((one.span for one in found if one.span is not None), None)


def _counted(words: Mapping[str, Passage]) -> list[TollPart]:
    parts = []
    for effect in ("killed", "injured"):
        at = words.get(effect)
        if at is None:
            continue
        # The grammar of tolls reads counts with their verb, so the verb is given to it.
        found = find_tolls(f"{at.quote} {'were killed' if effect == 'killed' else 'were wounded'}")
        count = next((one.count for one in found if one.effect == effect), None)
        if count is not None:
            parts.append(TollPart(effect, count, said=at.quote))
    return parts
