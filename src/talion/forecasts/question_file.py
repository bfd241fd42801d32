"""Questions as a text that a person can read, edit and hand on: TOML, each with the exact rule that answers it."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from typing import Any

from talion.errors import ForecastError, RecordError
from talion.records import ACTIONS, ASKS, Question

# What a question file calls the fields of a question.
_KEYS = {"from": "opens", "until": "closes"}
_NAMES = {field: key for key, field in _KEYS.items()}
_FIELDS = {field.name: field for field in fields(Question)}
_MORE = ("expect", "outcome", "because", "evidence")
_HEAD = """\
# Questions about the days to come. Each is answered by its rule and by nothing else; change a line and it is another
# question. `asks` is one of {asks}. Days are both included.
# Acts count that surely lie within the days; where a day or a toll leaves the answer open, it stays open.
# Under [question.expect] stand the chances that people gave, by name, and `because` says how they were read.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a file, with what people expected, and how it came out where the file says so.

    `expects` maps a person to the chance of yes. `outcome` is a place among the question's outcomes as somebody found
    it in sources, `evidence` their addresses and `because` the words of either.
    """

    question: Question
    expects: Mapping[str, float]
    because: str | None = None
    outcome: int | None = None
    evidence: tuple[str, ...] = ()


def questions_in(text: str, *, name: str = "questions") -> tuple[Asked, ...]:
    """The questions of a text; `name` is what messages call it. ForecastError names line and rule where one is none."""
    try:
        holds = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ForecastError(f"{name}: {wrong}") from wrong
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*question\s*\]\]", line)]
    other = [key for key in holds if key != "question"]
    if other:
        raise ForecastError(
            f"{name}: nothing is called {other[0]!r} here; a file of questions holds [[question]] tables"
        )
    tables = holds.get("question", [])
    if not isinstance(tables, list) or not tables:
        raise ForecastError(f"{name} holds no [[question]]")
    found = []
    for place, table in enumerate(tables):
        where = f"{name}, line {lines[place] if place < len(lines) else '?'}"
        found.append(_asked(table, where))
    return tuple(found)


def _asked(table: Mapping[str, Any], where: str) -> Asked:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _MORE:
            continue
        field = _KEYS.get(key, key)
        if field not in _FIELDS or key in _NAMES:
            near = get_close_matches(key, [*(_NAMES.get(one, one) for one in _FIELDS), *_MORE], 1)
            raise ForecastError(
                f"{where}: nothing is called {key!r}" + (f"; did you mean {near[0]!r}?" if near else "")
            )
        values[field] = _value(field, value, where)
    missing = [_NAMES.get(one, one) for one in ("asks", "says", "opens", "closes") if one not in values]
    if missing:
        raise ForecastError(f"{where}: {', '.join(missing)} must be given")
    wrong = [kind for kind in values.get("kinds", ()) if kind not in ACTIONS]
    if wrong:
        raise ForecastError(f"{where}: {wrong[0]!r} is no kind of act; there are {', '.join(ACTIONS)}")
    try:
        question = Question(**values)
    except RecordError as fault:
        raise ForecastError(f"{where}: {fault}") from fault
    expects = table.get("expect", {})
    for who, chance in expects.items():
        if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
            raise ForecastError(f"{where}: {who} expects a chance between 0 and 1; not {chance!r}")
        if not question.is_yes_or_no:
            raise ForecastError(f"{where}: a chance of yes is given to a question that has other answers")
    return Asked(
        question,
        {str(who): float(chance) for who, chance in expects.items()},
        table.get("because"),
        _outcome(question, table.get("outcome"), where),
        tuple(table.get("evidence", ())),
    )


def _value(field: str, value: Any, where: str) -> Any:
    if field in {"opens", "closes"}:
        if isinstance(value, date):
            return value
        raise ForecastError(f"{where}: {_NAMES[field]} is a day such as 2020-01-29, without quotes; not {value!r}")
    if field in {"kinds", "sources"}:
        if isinstance(value, str) or not all(isinstance(one, str) for one in value):
            raise ForecastError(f"{where}: {field} is a list of words; not {value!r}")
        return tuple(one.upper() for one in value) if field == "kinds" else tuple(value)
    if field == "rungs":
        return tuple(float(one) for one in value)
    if field in {"at_least", "most"} and (isinstance(value, bool) or not isinstance(value, int)):
        raise ForecastError(f"{where}: {field} is a whole number; not {value!r}")
    if field == "deadly" and not isinstance(value, bool):
        raise ForecastError(f"{where}: deadly is true or false; not {value!r}")
    if field in {"asks", "says", "by", "on"} and not isinstance(value, str):
        raise ForecastError(f"{where}: {field} is text; not {value!r}")
    return value


def _outcome(question: Question, said: Any, where: str) -> int | None:
    if said is None:
        return None
    place = outcome_named(question, str(said))
    if place is None and str(said).lower() not in CANNOT_TELL:
        raise ForecastError(
            f'{where}: the outcome is one of {", ".join(question.outcomes[:8])}, or "cannot tell"; not {said!r}'
        )
    return place


CANNOT_TELL = frozenset({"cannot tell", "unclear", "unknown"})


def outcome_named(question: Question, said: str) -> int | None:
    """The place of an outcome that a person wrote; None where it is none of the question's."""
    word = said.strip().lower()
    for place, outcome in enumerate(question.outcomes):
        if word in {outcome, outcome.removeprefix("day "), outcome.removeprefix("rung ")}:
            return place
    if question.asks == "count" and word.isdigit():
        return min(int(word), question.most)
    return None


def written_questions(asked: Sequence[Asked]) -> str:
    """Questions as a text that `questions_in` reads back."""
    blocks = [_HEAD.format(asks=", ".join(ASKS))]
    plain = Question("happens", "?", date(2000, 1, 1), date(2000, 1, 1))
    for one in asked:
        lines = ["[[question]]"]
        for field in _FIELDS:
            value = getattr(one.question, field)
            if value is None or (field not in {"asks", "says", "opens", "closes"} and value == getattr(plain, field)):
                continue
            lines.append(f"{_NAMES.get(field, field)} = {_toml(value)}")
        for key in ("because", "evidence"):
            if getattr(one, key):
                lines.append(f"{key} = {_toml(getattr(one, key))}")
        if one.outcome is not None:
            lines.append(f"outcome = {_toml(one.question.outcomes[one.outcome])}")
        if one.expects:
            lines += ["[question.expect]", *(f"{_toml(who)} = {chance:g}" for who, chance in one.expects.items())]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}"
