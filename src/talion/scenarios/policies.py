"""Ways to answer that people can name, and a user's own.

Each policy has up to two forms: a strategy for the repeated game of two acts, and a rule for the conflict game, which
says when to answer, whom, how hard, how late and how sure one must be. A form that a policy does not have is None.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from inspect import getdoc
from pathlib import Path
from typing import Any

from talion.errors import ScenarioError
from talion.scenarios.games import Strategy, from_rules, memory_one, reactive
from talion.scenarios.toml_text import TomlText, read_toml

WHOM = ("doer", "patron")
WHEN_UNSURE = ("hold", "patron")
DEATH = "death"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one side answers another's acts in the conflict game.

    When: an act below the red line is answered with chance `below`, one above it with chance `above`; the `red_line` is
    "death" or a rung of the severity scale (1 is the lowest). `after` is how many acts must come first, counted anew
    after an answer or after `calm_days` without one. `excuses` lets pass an answer to an act of one's own that answered
    nothing.
    Whom: `whom` did it, or the patron behind; `when_unsure` says what to do where nobody can be blamed with enough
    confidence. How hard: log S = log `hard` + `exponent` log S of the trigger, normal with `spread`, times `step` for
    each answer already given in this exchange. `times` is the number of acts in an answer. How late: a Gamma lag of
    `late_days` on average and `late_shape`, at least one day. How sure: `sure` is the least belief in who did it.
    Apart from answers: `own_rate` acts a day whatever the other does; `grudge_rate` acts a day for ever after the first
    act above the red line; `shifts` stops one's own attacks after a painful hit, and takes them up after the next.
    """

    below: float = 1.0
    above: float = 1.0
    red_line: str | int = DEATH
    after: int = 1
    calm_days: float = 30.0
    times: int = 1
    excuses: bool = False
    whom: str = "doer"
    when_unsure: str = "hold"
    hard: float = 1.0
    exponent: float = 1.0
    spread: float = 0.5
    step: float = 1.0
    late_days: float = 3.0
    late_shape: float = 2.0
    sure: float = 0.5
    own_rate: float = 0.0
    grudge_rate: float = 0.0
    shifts: bool = False

    def __post_init__(self) -> None:
        for name, rule in _broken(self):
            raise ScenarioError(f"rule: {name} {rule}")


def _broken(rule: Rule) -> list[tuple[str, str]]:
    """Each field that cannot be, with what it must be."""
    found = []
    for name in ("below", "above", "sure"):
        if not 0 <= getattr(rule, name) <= 1:
            found.append((name, f"is a probability between 0 and 1; not {getattr(rule, name)}"))
    for name in ("hard", "step", "late_days", "late_shape", "calm_days"):
        if not getattr(rule, name) > 0:
            found.append((name, f"must be above zero; not {getattr(rule, name)}"))
    for name in ("spread", "own_rate", "grudge_rate"):
        if not getattr(rule, name) >= 0:
            found.append((name, f"cannot be below zero; it is {getattr(rule, name)}"))
    for name in ("after", "times"):
        if not 1 <= getattr(rule, name) <= 20:
            found.append((name, f"is a whole number from 1 to 20; not {getattr(rule, name)}"))
    if rule.whom not in WHOM:
        found.append(("whom", f"is one of {', '.join(WHOM)}; not {rule.whom!r}"))
    if rule.when_unsure not in WHEN_UNSURE:
        found.append(("when_unsure", f"is one of {', '.join(WHEN_UNSURE)}; not {rule.when_unsure!r}"))
    if rule.red_line != DEATH and (isinstance(rule.red_line, str) or rule.red_line < 1):
        found.append(("red_line", f'is "death" or the number of a rung, from 1; not {rule.red_line!r}'))
    return found


@dataclass(frozen=True, slots=True)
class Policy:
    """A named way to answer: what it does in words, its properties, who described it, and its two forms.

    `source` is a key of the bibliography, or says that the rule is ours.
    """

    name: str
    properties: tuple[str, ...]
    source: str
    strategy: Strategy | None = None
    rule: Rule | None = None
    says: str = ""


def always_hold_back() -> Policy:
    """Never strike, whatever the other does.

    Earns most among its like and is exploited by everybody else.
    """
    name = "always hold back"
    return Policy(name, ("nice", "not provocable"), "axelrod_1984",
                  memory_one(name, 1, 1, 1, 1), Rule(below=0.0, above=0.0))  # fmt: skip


def always_strike() -> Policy:
    """Strike every turn, whatever the other does.

    In the conflict game one act a day besides answers to everything.
    """
    name = "always strike"
    return Policy(name, ("not nice", "provocable", "unforgiving"), "axelrod_1984",
                  memory_one(name, 0, 0, 0, 0, opening=0), Rule(own_rate=1.0))  # fmt: skip


def tit_for_tat() -> Policy:
    """Hold back first, then do what the other did last.

    An eye for an eye: every act is answered once, as hard as it was. Two that slip or misread go round in feuds.
    """
    name = "tit for tat"
    return Policy(name, ("nice", "provocable", "forgiving", "proportionate"), "axelrod_1984",
                  reactive(name, 1, 0), Rule())  # fmt: skip


def suspicious_tit_for_tat() -> Policy:
    """Strike first, then do what the other did last."""
    name = "suspicious tit for tat"
    return Policy(name, ("not nice", "provocable", "forgiving"), "boyd_lorberbaum_1987",
                  reactive(name, 1, 0, opening=0))  # fmt: skip


def generous_tit_for_tat() -> Policy:
    """Tit for tat that lets one attack in three pass.

    A third is the largest share that can be forgiven without inviting exploitation at the payoffs 3, 0, 5, 1.
    """
    name = "generous tit for tat"
    return Policy(name, ("nice", "provocable", "forgiving", "generous"), "nowak_sigmund_1992",
                  reactive(name, 1, 1 / 3), Rule(below=2 / 3, above=2 / 3))  # fmt: skip


def contrite_tit_for_tat() -> Policy:
    """Tit for tat that accepts the answer to its own unprovoked act.

    It keeps account of who is in good standing: whoever struck without cause is not, until it holds back again. A slip
    is paid for once and ends there. A misreading is not mended: the two sides then hold different accounts.
    """
    name = "contrite tit for tat"

    def then(standing: Any, own: str, other: str) -> tuple[bool, bool]:
        mine, theirs = standing
        # To strike is allowed only for one who is in good standing against one who is not.
        return own == "C" or (mine and not theirs), other == "C" or (theirs and not mine)

    def holds_back(standing: Any) -> float:
        mine, theirs = standing
        return float(not (mine and not theirs))

    strategy = from_rules(name, (True, True), holds_back, then)
    return Policy(name, ("nice", "provocable", "forgiving", "contrite"), "boyd_1989", strategy, Rule(excuses=True))


def two_for_one() -> Policy:
    """Answer each strike with two.

    In the repeated game: strike if the other struck in either of the last two turns.
    """
    name = "two for one"
    strategy = from_rules(
        name, 0, lambda left: float(left == 0), lambda left, _own, other: 2 if other == "D" else max(0, left - 1)
    )
    return Policy(name, ("nice", "provocable", "forgiving", "disproportionate"), "axelrod_1984", strategy,
                  Rule(times=2))  # fmt: skip


def two_for_two() -> Policy:
    """Tit for two tats: strike only after two strikes in a row.

    It forgives single slips and misreadings, and can be exploited by striking every other turn.
    """
    name = "tit for two tats"
    strategy = from_rules(
        name, 0, lambda hits: float(hits < 2), lambda hits, _own, other: min(2, hits + 1) if other == "D" else 0
    )
    return Policy(name, ("nice", "forgiving", "patient"), "axelrod_1984", strategy, Rule(after=2))


def grudge() -> Policy:
    """Hold back until the other strikes, then strike for ever.

    In the conflict game a death is answered, and opens attacks on one's own account, one every five days, that never
    end. Without errors it supports peace among any who fear it; with them every peace ends.
    """
    name = "grudge"
    strategy = Strategy(name, (1.0, 0.0), ((0, 1, 0, 1), (1, 1, 1, 1)))
    return Policy(name, ("nice", "provocable", "unforgiving"), "friedman_1971", strategy, Rule(grudge_rate=0.2))


def win_stay_lose_shift() -> Policy:
    """Do again what went well, and otherwise the opposite (Pavlov).

    Two of them mend a slip within two turns; it also goes on striking at one who never answers. In the conflict game a
    painful hit stops one's own attacks, and the next one starts them again.
    """
    name = "win-stay lose-shift"
    return Policy(name, ("nice", "provocable", "mends slips", "exploits the meek"), "nowak_sigmund_1993",
                  memory_one(name, 1, 0, 0, 1), Rule(below=0.0, above=0.0, shifts=True))  # fmt: skip


def firm_but_fair() -> Policy:
    """Tit for tat that after a turn in which both struck holds back two times in three."""
    name = "firm but fair"
    return Policy(name, ("nice", "provocable", "forgiving"), "frean_1994", memory_one(name, 1, 0, 1, 2 / 3))


def graduated() -> Policy:
    """Answer each time a little harder: every further answer in one exchange is half as hard again.

    After a month of calm the ladder starts from its lowest rung. Two such sides climb together.
    """
    return Policy("graduated", ("provocable", "escalating"), "kahn_1965 (the ladder; the rule is ours)",
                  rule=Rule(step=1.5))  # fmt: skip


def threshold() -> Policy:
    """Answer nothing that kills nobody, and nearly always what kills.

    "Do not kill anyone and there is no problem." With attacks that kill by chance, the line is crossed sooner or later.
    """
    return Policy("threshold", ("red line",), "the rule as an official put it in 2019; the form is ours",
                  rule=Rule(below=0.0, above=0.9))  # fmt: skip


def disproportionate() -> Policy:
    """Answer what kills ten times as hard, so that nobody wants to try again.

    "So painful that an escalation is highly unlikely." Whether it deters or feeds is for the data to say.
    """
    return Policy("disproportionate", ("red line", "disproportionate"),
                  "the expectation as an analyst put it in 2019; the form is ours",
                  rule=Rule(below=0.2, above=0.9, hard=10.0))  # fmt: skip


def strategic_patience() -> Policy:
    """Let most of it pass, and answer late: after three hits, one time in two, a month later on average."""
    return Policy("strategic patience", ("patient", "late"), "ours, after the name governments give it",
                  rule=Rule(below=0.1, above=0.5, after=3, late_days=30.0, late_shape=4.0))  # fmt: skip


def decoupled() -> Policy:
    """Hit the agent and spare the patron, whatever one thinks of who gave the order.

    Where nobody can be blamed with enough confidence, it holds.
    """
    return Policy("decoupled", ("provocable", "spares the patron"), "ours, after the practice of proxy wars",
                  rule=Rule(whom="doer", when_unsure="hold"))  # fmt: skip


def patron_pays() -> Policy:
    """Answer what kills at the patron's expense, and also what cannot be blamed on anybody."""
    return Policy("patron pays", ("red line", "hits the patron"), "ours, the opposite of decoupled",
                  rule=Rule(below=0.0, above=0.9, whom="patron", when_unsure="patron"))  # fmt: skip


def extortion(factor: float = 3.0) -> Policy:
    """Make sure that one's own gain above mutual striking is three times the other's, whatever the other does.

    The other earns most by always holding back, and the extortioner then most of all. Two extortioners earn nothing.
    """
    phi = 0.5 / (1 + 4 * factor)  # half of the largest that keeps all chances between 0 and 1 at 3, 0, 5, 1
    name = "extortion"
    strategy = memory_one(
        name, 1 - 2 * phi * (factor - 1), 1 - phi * (1 + 4 * factor), phi * (factor + 4), 0.0, opening=0.0
    )
    return Policy(name, ("not nice", "zero-determinant", "extortionate"), "press_dyson_2012", strategy)


def equalizer() -> Policy:
    """Fix the other's payoff in the long run, here at 7/3 a turn, whatever the other does."""
    name = "equalizer"
    return Policy(name, ("zero-determinant",), "press_dyson_2012", memory_one(name, 0.8, 0.2, 0.7, 0.4))


POLICIES: tuple[Callable[[], Policy], ...] = (
    always_hold_back, always_strike, tit_for_tat, suspicious_tit_for_tat, generous_tit_for_tat, contrite_tit_for_tat,
    two_for_one, two_for_two, grudge, win_stay_lose_shift, firm_but_fair, graduated, threshold, disproportionate,
    strategic_patience, decoupled, patron_pays, extortion, equalizer,
)  # fmt: skip


def policies() -> dict[str, Policy]:
    """All policies by name, each with its docstring as what it says."""
    made = [(make(), getdoc(make) or "") for make in POLICIES]
    return {policy.name: replace(policy, says=says) for policy, says in made}


def find_policy(name: str, own: dict[str, Policy] | None = None) -> Policy:
    """The policy of a name, in any case, one's own before ours; an error that names the nearest where there is none."""
    known = {**policies(), **(own or {})}
    for other, policy in known.items():
        if other.casefold() == name.casefold():
            return policy
    near = get_close_matches(name.casefold(), list(known), 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    raise ScenarioError(f"no policy is called {name!r}; {hint}")


# A user's own ---------------------------------------------------------------------------------------------------------

_WHEN = ("every attack", "deaths", "rung N", "never")
# What a user writes, and the field of a rule that it sets.
RULE_KEYS = {
    "chance": "above", "chance_below": "below", "after": "after", "calm_days": "calm_days", "times": "times",
    "excuses": "excuses", "whom": "whom", "when_unsure": "when_unsure", "how_hard": "hard", "exponent": "exponent",
    "spread": "spread", "step": "step", "how_late_days": "late_days", "late_shape": "late_shape", "how_sure": "sure",
    "own_rate": "own_rate", "grudge_rate": "grudge_rate", "shifts": "shifts",
}  # fmt: skip
_TURNS = ("CC", "CD", "DC", "DD", "opening")


def read_policies(source: str | Path) -> dict[str, Policy]:
    """The policies of a user's TOML file (a path, or the text itself), by name.

    Raises ScenarioError with file, line and rule where one cannot be.
    """
    if isinstance(source, Path):
        return policies_in(read_toml(source.read_text("utf-8"), name=source.name))
    return policies_in(read_toml(source, name="policies"))


def policies_in(text: TomlText) -> dict[str, Policy]:
    """The policies in the [[policy]] tables of a TOML text."""
    found: dict[str, Policy] = {}
    tables = text.holds.get("policy", [])
    if not isinstance(tables, list):
        raise text.wrong(("policy",), "write [[policy]] with two brackets, once for each policy")
    for place, table in enumerate(tables):
        at = ("policy", place)
        name = table.get("name")
        if not isinstance(name, str) or not name.strip():
            raise text.wrong(at, 'a policy needs a name, as in name = "our rule"')
        if name in found:
            raise text.wrong((*at, "name"), f"policy {name!r} stands there twice")
        found[name] = _own_policy(text, at, name, table)
    return found


def _own_policy(text: TomlText, at: tuple[str | int, ...], name: str, table: dict[str, Any]) -> Policy:
    like = find_policy(table["like"]) if "like" in table else None
    rule = (like.rule if like else None) or Rule()
    strategy = like.strategy if like else None
    unknown = next(
        (key for key in table if key not in {*RULE_KEYS, "name", "when", "source", "like", "turns", "says"}), None
    )
    if unknown:
        near = get_close_matches(unknown, [*RULE_KEYS, "when", "turns", "like"], 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are when, {', '.join(RULE_KEYS)}, turns, like"
        raise text.wrong((*at, unknown), f"policy {name!r}: no rule is called {unknown!r}; {hint}")
    rule = rule_in(text, at, f"policy {name!r}", table, rule)
    if "turns" in table:
        strategy = _turns(text, at, name, table["turns"])
    return Policy(
        name, ("the user's own",), str(table.get("source", text.name)), strategy, rule, str(table.get("says", ""))
    )


def rule_in(text: TomlText, at: tuple[str | int, ...], name: str, table: dict[str, Any], rule: Rule) -> Rule:
    """The rule with what a table of a user's file says about it: `name` is whose rule, for the messages."""
    changes: dict[str, Any] = {}
    if "when" in table:
        changes |= _when(text, at, name, table["when"])
    kinds = {field.name: field.type for field in fields(Rule)}
    for key, field_name in RULE_KEYS.items():
        if key not in table:
            continue
        value = table[key]
        wanted = kinds[field_name]
        right = (
            isinstance(value, bool) if wanted is bool
            else isinstance(value, str) if wanted is str
            else isinstance(value, int) and not isinstance(value, bool) if wanted is int
            else isinstance(value, int | float) and not isinstance(value, bool)
        )  # fmt: skip
        if not right:
            words = {bool: "true or false", str: "a word in quotes", int: "a whole number"}
            kind = words.get(wanted, "a number") if isinstance(wanted, type) else "a number"
            raise text.wrong((*at, key), f"{name}: {key} must be {kind}; not {value!r}")
        changes[field_name] = float(value) if wanted is float else value
    try:
        return replace(rule, **changes)
    except ScenarioError as wrong:
        first, _, rest = str(wrong).removeprefix("rule: ").partition(" ")
        key = {field_name: key for key, field_name in RULE_KEYS.items()}.get(first, "when")
        raise text.wrong((*at, key), f"{name}: {key} {rest}") from wrong


def _when(text: TomlText, at: tuple[str | int, ...], name: str, when: object) -> dict[str, Any]:
    if when == "every attack":
        return {"below": 1.0, "above": 1.0}
    if when == "deaths":
        return {"below": 0.0, "above": 1.0, "red_line": DEATH}
    if when == "never":
        return {"below": 0.0, "above": 0.0}
    if isinstance(when, str) and when.startswith("rung ") and when[5:].strip().isdigit():
        return {"below": 0.0, "above": 1.0, "red_line": int(when[5:])}
    raise text.wrong((*at, "when"), f"{name}: when is one of {', '.join(_WHEN)}; not {when!r}")


def _turns(text: TomlText, at: tuple[str | int, ...], name: str, turns: object) -> Strategy:
    if not isinstance(turns, dict) or not {"CC", "CD", "DC", "DD"} <= set(turns) or not set(turns) <= set(_TURNS):
        raise text.wrong(
            (*at, "turns"),
            f"policy {name!r}: turns gives the chance to hold back after each pair of acts, as in "
            "turns = { CC = 1, CD = 0, DC = 1, DD = 0, opening = 1 }",
        )
    try:
        return memory_one(name, turns["CC"], turns["CD"], turns["DC"], turns["DD"], opening=turns.get("opening", 1.0))
    except (ScenarioError, TypeError) as wrong:
        raise text.wrong((*at, "turns"), f"policy {name!r}: {wrong}") from wrong
