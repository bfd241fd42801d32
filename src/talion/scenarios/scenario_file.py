"""A scenario as a text that a person can read, edit and hand on: TOML, with where each number comes from beside it."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from talion.errors import ScenarioError
from talion.scenarios.conflict import (
    LAYERS,
    SHARES,
    SIGNED,
    TABLES,
    Change,
    Gate,
    Host,
    Instrument,
    Order,
    Pair,
    Party,
    Scenario,
    Sight,
    Unsure,
)
from talion.scenarios.policies import DEATH, RULE_KEYS, Policy, find_policy, policies_in, rule_in
from talion.scenarios.toml_text import TomlText, read_toml

# Each table with the record it makes, and the keys by which a what-if finds the one that it changes; none: it adds.
_TABLES: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "party": (Party, ("name",)),
    "pair": (Pair, ("actor", "recipient")),
    "sight": (Sight, ("party",)),
    "gate": (Gate, ("patron",)),
    "host": (Host, ("name",)),
    "instrument": (Instrument, ()),
    "order": (Order, ()),
}
_CHANGE = "change"
_TOP = ("name", "base", "rungs", "painful", "layers", "fitted_days", "beyond_data", "endless")
_BETWEEN = "_between"
# The top of a file, as `write_scenario` leaves it.
_HEAD = """\
# A conflict under stated rules. Change a line, save under another name, and compare the two.
# Behind each number stands where it comes from. `_between` gives the range of a number that is not known surely:
# paths then play with numbers from all over the range. Delete it to play with the number alone.
"""


@dataclass(slots=True)
class _Entry:
    """One table with, for each of its keys, the text and the place that it comes from."""

    holds: dict[str, Any]
    at: dict[str, tuple[TomlText, tuple[str | int, ...]]]
    table: tuple[TomlText, tuple[str | int, ...]]

    def wrong(self, key: str, rule: str) -> ScenarioError:
        text, path = self.at.get(key, self.table)
        return text.wrong(path, rule)


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file; a file with `base = "other.toml"` is the other with its own lines changed or added.

    Raises ScenarioError with file, line and rule where it cannot be.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as wrong:
        raise ScenarioError(f"{path}: cannot be read: {wrong.strerror}") from wrong
    return scenario_in(text, name=path.name, open_base=lambda name: (path.parent / name).read_text("utf-8"))


def scenario_in(text: str, *, name: str = "scenario", open_base: Callable[[str], str] | None = None) -> Scenario:
    """The scenario in a text; `name` is what messages call it, `open_base` gives the text of a base by its name."""
    top, entries, own = _gathered(text, name, open_base, ())
    made: dict[str, list[Any]] = {}
    unsure: list[Unsure] = []
    for kind in _TABLES:
        made[kind] = [_made(kind, entry, own, unsure) for entry in entries[kind]]
    made[_CHANGE] = _changes(entries, own)
    settings = _settings(top)
    try:
        return Scenario(
            name=str(top.holds.get("name", Path(name).stem)),
            parties=tuple(made["party"]), pairs=tuple(made["pair"]), sights=tuple(made["sight"]),
            gates=tuple(made["gate"]), hosts=tuple(made["host"]), instruments=tuple(made["instrument"]),
            orders=tuple(made["order"]), changes=tuple(made[_CHANGE]), unsure=tuple(unsure), **settings,
        )  # fmt: skip
    except ScenarioError as wrong:
        raise _placed(str(wrong), entries, name) from wrong


def _gathered(
    text: str, name: str, open_base: Callable[[str], str] | None, seen: tuple[str, ...]
) -> tuple[_Entry, dict[str, list[_Entry]], dict[str, Policy]]:
    toml = read_toml(text, name=name)
    for key in toml.holds:
        known = [*_TOP, *_TABLES, _CHANGE, "policy"]
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            raise toml.wrong((key,), f"nothing is called {key!r}; {hint}")
    top = _Entry({key: toml.holds[key] for key in _TOP if key in toml.holds},
                 {key: (toml, (key,)) for key in _TOP}, (toml, ()))  # fmt: skip
    entries: dict[str, list[_Entry]] = {kind: [] for kind in (*_TABLES, _CHANGE)}
    own: dict[str, Policy] = {}
    if "base" in toml.holds:
        base = str(toml.holds["base"])
        if base in seen or base == name:
            raise toml.wrong(("base",), f"{base} rests on itself")
        if open_base is None:
            raise toml.wrong(("base",), "a scenario that rests on another must be read from a file")
        try:
            below = open_base(base)
        except OSError as wrong:
            raise toml.wrong(("base",), f"the base {base!r} cannot be read: {wrong.strerror}") from wrong
        base_top, entries, own = _gathered(below, base, open_base, (*seen, name))
        settings = {key: value for key, value in base_top.holds.items() if key != "name"}
        top.holds = {**settings, "name": Path(name).stem, **top.holds}
        top.at = {**base_top.at, **{key: (toml, (key,)) for key in toml.holds}}
    own |= policies_in(toml)
    for kind, finds in (*((kind, finds) for kind, (_, finds) in _TABLES.items()), (_CHANGE, ())):
        tables = toml.holds.get(kind, [])
        if not isinstance(tables, list):
            raise toml.wrong((kind,), f"write [[{kind}]] with two brackets, once for each {kind}")
        for place, table in enumerate(tables):
            _put(entries[kind], finds, kind, table, toml, (kind, place), changes="base" in toml.holds)
    return top, entries, own


def _put(
    entries: list[_Entry], finds: tuple[str, ...], kind: str, table: dict[str, Any], toml: TomlText,
    path: tuple[str | int, ...], *, changes: bool,
) -> None:  # fmt: skip
    at = {key: (toml, (*path, key)) for key in table}
    if changes and finds:
        for entry in entries:
            if all(entry.holds.get(key) == table.get(key) for key in finds):
                _put_over(entry, table, at)
                return
    missing = next((key for key in finds if key not in table), None)
    if missing:
        raise toml.wrong(path, f"a {kind} needs {missing}")
    entries.append(_Entry(dict(table), at, (toml, path)))


def _put_over(
    entry: _Entry, table: Mapping[str, Any], at: Mapping[str, tuple[TomlText, tuple[str | int, ...]]]
) -> None:
    for key, value in table.items():
        entry.holds.pop(key + _BETWEEN, None)  # a number that is set anew is sure, unless it says otherwise
        entry.holds[key] = value
    if "policy" in table or "when" in table:
        for key in ("when", *RULE_KEYS, *(key + _BETWEEN for key in RULE_KEYS)):
            if key not in table:
                entry.holds.pop(key, None)
    entry.at.update(at)


def _made(kind: str, entry: _Entry, own: Mapping[str, Policy], unsure: list[Unsure]) -> Any:
    record, finds = _TABLES[kind]
    known = {field.name: field for field in fields(record)}
    allowed = [key for key in known if key != "rule"]
    if kind == "pair":
        allowed += ["when", *RULE_KEYS]
    values: dict[str, Any] = {}
    called = " > ".join(str(entry.holds[key]) for key in finds if key in entry.holds)
    name = f"{kind} {called}".strip()
    for key, value in entry.holds.items():
        bare = key.removesuffix(_BETWEEN)
        if bare not in allowed or (bare != key and (kind not in TABLES or not finds)):
            near = get_close_matches(key, allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(allowed)}"
            raise entry.wrong(key, f"{name}: nothing is called {key!r}; {hint}")
        if bare != key:
            unsure.append(_range(entry, kind, name, bare, value))
        elif key in known:
            values[key] = _typed(entry, name, key, str(known[key].type), value)
    needed = next((f.name for f in known.values() if f.default is MISSING and f.default_factory is MISSING
                   and f.name not in values), None)  # fmt: skip
    if needed:
        raise entry.wrong("", f"{name}: needs {needed}")
    if kind == "pair":
        try:
            policy = find_policy(values.get("policy", "always hold back"), dict(own))
        except ScenarioError as wrong:
            raise entry.wrong("policy", f"{name}: {wrong}") from wrong
        if policy.rule is None:
            raise entry.wrong(
                "policy", f"{name}: {policy.name} is a strategy of the repeated game and has no rule here"
            )
        rule = policy.rule
        for key in ("when", *RULE_KEYS):  # key by key, so that each message stands at its own line
            if key in entry.holds:
                text, path = entry.at[key]
                rule = rule_in(text, path[:-1], name, {key: entry.holds[key]}, rule)
        values["rule"], values["policy"] = rule, policy.name
    return record(**values)


def _range(entry: _Entry, kind: str, name: str, key: str, value: object) -> Unsure:
    number = f"rule.{RULE_KEYS[key]}" if kind == "pair" and key in RULE_KEYS else key
    right = isinstance(value, list) and len(value) == 2 and all(
        isinstance(x, int | float) and not isinstance(x, bool) for x in value
    )  # fmt: skip
    allowed = (
        right and isinstance(value, list) and value[0] < value[1] and (value[0] > 0 or number in SIGNED)
        and not (number in SHARES and value[1] >= 1)
    )  # fmt: skip
    if not allowed or not isinstance(value, list):
        raise entry.wrong(
            key + _BETWEEN, f"{name}: {key}_between is a range such as [0.1, 0.3], above 0, a share below 1"
        )
    held = entry.holds.get(key)
    if isinstance(held, int | float) and not value[0] <= held <= value[1]:
        raise entry.wrong(
            key, f"{name}: {key} = {held} lies outside {key}_between = {value}; change the range too, or delete it"
        )
    names = [str(entry.holds[find]) for find in _TABLES[kind][1]]
    return Unsure(names[0], names[1] if len(names) > 1 else "", number, float(value[0]), float(value[1]), kind)


def _changes(entries: Mapping[str, list[_Entry]], own: Mapping[str, Policy]) -> list[Change]:
    """What changes on a day: a pair's table with the lines of the change, and of those before it, put over it."""
    found = []
    for one in entries[_CHANGE]:
        day = one.holds.get("day")
        if not isinstance(day, int) or isinstance(day, bool) or day < 1:
            raise one.wrong("day", f"a change needs the day on which it begins, as in day = 20, from 1; not {day!r}")
    in_order = sorted(entries[_CHANGE], key=lambda one: int(one.holds["day"]))
    now: dict[tuple[object, object], _Entry] = {}
    for one in in_order:
        who = one.holds.get("actor"), one.holds.get("recipient")
        before = now.get(who) or next(
            (entry for entry in entries["pair"] if (entry.holds["actor"], entry.holds["recipient"]) == who), None
        )
        if before is None:
            pairs = ", ".join(f"{entry.holds['actor']} > {entry.holds['recipient']}" for entry in entries["pair"])
            raise one.wrong("actor", f"a change names the actor and recipient of a pair, and {who[0]} > {who[1]} is "
                                     f"none; there are {pairs}")  # fmt: skip
        ranged = next((key for key in one.holds if key.endswith(_BETWEEN)), None)
        if ranged:
            raise one.wrong(ranged, f"a change sets numbers, and no ranges: {ranged} cannot stand here")
        held = {key: value for key, value in before.holds.items() if not key.endswith(_BETWEEN)}
        after = _Entry(held, dict(before.at), one.table)
        lines = {key: value for key, value in one.holds.items() if key != "day"}
        _put_over(after, lines, one.at)
        now[who] = after
        found.append(Change(int(one.holds["day"]), _made("pair", after, own, [])))
    return found


def _typed(entry: _Entry, name: str, key: str, wanted: str, value: object) -> Any:
    if "tuple" in wanted:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise entry.wrong(key, f'{name}: {key} is a list of names such as ["Ashmar", "Belvar"]; not {value!r}')
    for word, kinds, says in (("float", (int, float), "a number"), ("int", (int,), "a whole number"),
                              ("str", (str,), "a word in quotes")):  # fmt: skip
        if word in wanted:
            if isinstance(value, kinds) and not isinstance(value, bool):
                return float(value) if word == "float" and isinstance(value, int | float) else value
            raise entry.wrong(key, f"{name}: {key} must be {says}; not {value!r}")
    raise entry.wrong(key, f"{name}: {key} cannot be set")


def _settings(top: _Entry) -> dict[str, Any]:
    held = {key: top.holds[key] for key in _TOP if key in top.holds and key not in ("name", "base")}
    laws: dict[str, tuple[Callable[[Any], bool], str]] = {
        "rungs": (lambda v: isinstance(v, list) and bool(v) and all(isinstance(x, int | float) and x > 0 for x in v),
                  "a list of sizes above zero, such as [1, 2, 5, 20, 100]"),
        "painful": (lambda v: isinstance(v, int) and v is not True and v >= 1, "the number of a rung, from 1"),
        "layers": (lambda v: isinstance(v, list) and all(x in LAYERS for x in v), f"a list out of {', '.join(LAYERS)}"),
        "fitted_days": (lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 1, "a whole number of days"),
        "beyond_data": (lambda v: isinstance(v, bool), "true or false"),
        "endless": (lambda v: isinstance(v, bool), "true or false"),
    }  # fmt: skip
    for key, value in held.items():
        right, says = laws[key]
        if not right(value):
            raise top.wrong(key, f"{key} is {says}; not {value!r}")
    if "rungs" in held:
        held["rungs"] = tuple(float(x) for x in held["rungs"])
    if "layers" in held:
        held["layers"] = frozenset(held["layers"])
    return held


def _placed(message: str, entries: Mapping[str, list[_Entry]], name: str) -> ScenarioError:
    """The error of a record with the line of the table that it names, where it names one."""
    for entry in entries[_CHANGE]:
        if f": from day {entry.holds['day']} on, pair {entry.holds['actor']} > {entry.holds['recipient']}" in message:
            key = next((key for key in entry.holds if f": {key} " in message), "day")
            return entry.wrong(key, message.partition(": ")[2])
    for entry in entries["pair"]:
        called = f"{entry.holds['actor']} > {entry.holds['recipient']}"
        if called in message:
            key = next((key for key in entry.holds if f": {key} " in message), "actor")
            return entry.wrong(key, message.partition(": ")[2])
    for entry in entries["order"]:
        if ("an order of " in message and repr(entry.holds.get("patron")) in message) or (
            f"not {entry.holds.get('gate')!r} on {entry.holds.get('day')}" in message
        ):
            return entry.wrong("patron" if "an order of " in message else "gate", message.partition(": ")[2])
    # The table that the message speaks of first: a sight names a party, and so does the party itself.
    for kind, found in sorted(entries.items(), key=lambda one: f"{one[0]} " not in message):
        for entry in reversed(found):
            for key in ("name", "party", "patron"):
                if key in entry.holds and kind != "pair" and _names(message, str(entry.holds[key])):
                    return entry.wrong(key, message.partition(": ")[2])
    return ScenarioError(f"{name}: {message.partition(': ')[2] or message}")


def _names(message: str, name: str) -> bool:
    return repr(name) in message or f" {name}:" in message or f" {name} " in message


# Writing --------------------------------------------------------------------------------------------------------------


def write_scenario(scenario: Scenario, origins: Mapping[str, str] | None = None) -> str:
    """The scenario as text. `origins` says where a number comes from, by its place: "A > B: rate", "party A: control".

    A number without an origin is marked as a default, so that nobody takes it for a finding.
    """
    said = origins or {}
    lines = [_HEAD, f"name = {_toml(scenario.name)}"]
    lines.append(f"rungs = {_toml(list(scenario.rungs))}  # sizes S = 1 + people killed or hurt at which rungs begin")
    if scenario.painful:
        lines.append(f"painful = {scenario.painful}  # the rung from which a hit counts as painful; deaths always do")
    lines.append(f"layers = {_toml([layer for layer in LAYERS if layer in scenario.layers])}")
    if scenario.fitted_days:
        lines.append(f"fitted_days = {scenario.fitted_days}  # days of the record; no longer horizon is played")
    for flag in ("beyond_data", "endless"):
        if getattr(scenario, flag):
            lines.append(f"{flag} = true")
    groups = (("party", scenario.parties), ("pair", scenario.pairs), ("sight", scenario.sights),
              ("gate", scenario.gates), ("host", scenario.hosts), ("instrument", scenario.instruments),
              ("order", scenario.orders))  # fmt: skip
    for kind, records in groups:
        for record in records:
            lines += ["", f"[[{kind}]]", *_table(scenario, kind, record, said)]
    for change in scenario.changes:
        usual = _keys(_table(scenario, "pair", scenario.pair(change.pair.actor, change.pair.recipient), said))
        told = _keys(_table(scenario, "pair", change.pair, said))
        kept = [line for key, line in told.items() if key in ("actor", "recipient") or usual.get(key) != line]
        lines += ["", f"[[{_CHANGE}]]", f"day = {change.day}", *kept]
    return "\n".join(lines) + "\n"


def _keys(lines: list[str]) -> dict[str, str]:
    """The lines of a table by their key, without ranges and comments."""
    return {
        line.partition(" = ")[0]: line.partition("  # ")[0]
        for line in lines if not line.partition(" = ")[0].endswith(_BETWEEN)
    }  # fmt: skip


def _table(scenario: Scenario, kind: str, record: Any, said: Mapping[str, str]) -> list[str]:
    named = (
        record.name if kind == "pair" else f"{kind} {getattr(record, _TABLES[kind][1][0])}" if _TABLES[kind][1] else ""
    )
    lines = []
    ranges = {one.number: one for one in scenario.unsure if one.table == kind and one.of.is_of(record)}

    def put(key: str, number: str, value: Any, *, is_default: bool) -> None:
        origin = said.get(f"{named}: {key}") or said.get(f"{named}: {number}")
        note = f"  # {origin}" if origin else "  # a default, not a finding" if is_default else ""
        lines.append(f"{key} = {_toml(value)}{note}")
        if number in ranges:
            lines.append(f"{key}{_BETWEEN} = {_toml([ranges[number].low, ranges[number].high])}")

    for field in fields(record):
        value = getattr(record, field.name)
        if value is None or field.name == "rule" or (field.name.endswith("_before") and not value):
            continue
        put(
            field.name,
            field.name,
            list(value) if isinstance(value, tuple) else value,
            is_default=not isinstance(value, str) and value == field.default,
        )
    if kind == "pair":
        try:
            usual = find_policy(record.policy).rule
        except ScenarioError:
            usual = None
        moved = usual is not None and record.rule.red_line != usual.red_line
        if moved:
            line = record.rule.red_line
            put("when", "rule.red_line", "deaths" if line == DEATH else f"rung {line}", is_default=False)
        for key, name in RULE_KEYS.items():
            value = getattr(record.rule, name)
            told = f"rule.{name}" in ranges or f"{named}: {key}" in said or (moved and name in ("above", "below"))
            if usual is None or value != getattr(usual, name) or told:
                put(key, f"rule.{name}", value, is_default=False)
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, float):
        short = float(f"{value:.5g}")
        return str(int(short)) if short == int(short) and abs(short) < 1e15 else repr(short)
    return str(value)
