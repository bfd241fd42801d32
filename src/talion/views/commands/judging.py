"""`talion show`, `judge`, `undo` and `review`: one record with its words, and what a person decides about it."""

import shlex
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talion.errors import TalionError
from talion.views.commands.asking import Asked, AsOf, By, asks, names_of, open_case, tell, terminal

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from talion.pipeline.case import Case

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a record, or the beginning of it.")]


class Verdict(StrEnum):
    """What can be decided about a record."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    CORRECT = "correct"


class Kind(StrEnum):
    """What is gone through in a review."""

    EVENTS = "events"
    LINKS = "links"
    ASSESSMENTS = "assessments"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (show, judge, undo, review):
        app.command()(command)


def show(
    context: typer.Context,
    id: Id,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all that is held about it as JSON.")] = False,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Show one record, by its id or the beginning of it, with all that the case holds about it."""
    with open_case(case_path or context.obj) as case:
        if as_json:
            from talion.views.tables import as_json_object

            print(as_json_object(case.show(id, as_of=as_of)))
            return
        console = terminal()
        console.print(_page(case, id, as_of), soft_wrap=not console.is_terminal)


def _page(case: "Case", id: str, as_of: "date | None" = None) -> "RenderableType":
    from talion.views.showing import as_page

    console = terminal()
    return as_page(
        case.show(id, as_of=as_of),
        names_of(case, as_of),
        marks_in_brackets=not console.is_terminal or console.is_dumb_terminal,
        whole_lines=not console.is_terminal,
    )


def judge(
    context: typer.Context,
    id: Id,
    verdict: Annotated[Verdict, typer.Argument(metavar="accept|reject|unsure|correct", help="What you decide.")],
    by: By,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why.")] = "",
    set_to: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help='With correct: "actor=Kataib Hezbollah"; may be repeated.'),
    ] = None,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Decide about a record: accept, reject, unsure or correct, with a name and a reason."""
    with open_case(case_path or context.obj) as case:
        made = case.judge(id, verdict.value, by=by, why=why, corrections=dict(map(_field_and_value, set_to or ())))
        tell(
            f"{by} decided: {verdict.value}, on {', '.join(one.about for one in made)}{f' ({why})' if why else ''}.",
            f"talion undo {id} --by {shlex.quote(by)} takes it back.",
        )


def _field_and_value(typed: str) -> tuple[str, str]:
    field, sign, value = typed.partition("=")
    if not sign or not field.strip():
        raise TalionError(f"{typed!r} corrects nothing; write FIELD=VALUE, as in killed=3..5")
    return field.strip(), value.strip()


def undo(
    context: typer.Context,
    id: Id,
    by: By,
    case_path: Annotated[Path | None, typer.Option("--case", metavar="PATH", help="The case file.")] = None,
) -> None:
    """Withdraw the latest judgement of one person about a record; the one before it counts again."""
    with open_case(case_path or context.obj) as case:
        for one in case.undo(id, by=by):
            tell(f"Withdrawn: {one.by}'s {one.verdict} on {one.about}{f' ({one.why})' if one.why else ''}.")


_KEYS = "[a]ccept  [r]eject  [c]orrect  [u]ndo the last  [s]kip  [q]uit"


@asks
def review(
    asked: Asked,
    by: By,
    records: Annotated[Kind, typer.Option(help="What to go through.")] = Kind.EVENTS,
    again: Annotated[bool, typer.Option("--again", help="Go through what was judged before as well.")] = False,
) -> None:
    """Go through records one by one, the least sure first: accept, correct, reject or undo, with your name.

    Each record is shown with its passage and the words that its facts were taken from. Every decision is held at once:
    leaving with q, or by a power cut, loses nothing.
    """
    with open_case(asked.case) as case:
        waiting = case.review(asked.selection, records=records.value, again=again)[: asked.limit]
        if not waiting:
            tell(f"Nothing to review: every one of these {records.value} was judged. --again goes through them.")
            return
        done = _go_through(case, waiting, by)
        tell(f"{done} of {len(waiting)} judged by {by}; `talion judgements` lists what stands.")


def _go_through(case: "Case", waiting: list[str], by: str) -> int:
    console = terminal()
    decided: list[str] = []
    at = 0
    while at < len(waiting):
        id = waiting[at]
        console.print()
        console.print(_page(case, id), soft_wrap=not console.is_terminal)
        console.print(f"{at + 1} of {len(waiting)}   {_KEYS}", markup=False)
        answer = _ask("> ")
        if answer is None or answer in {"q", "quit"}:
            break
        if answer in {"s", "skip", ""}:
            at += 1
        elif answer in {"u", "undo"}:
            if not decided:
                tell("There is nothing to undo in this review.")
                continue
            last = decided.pop()
            case.undo(last, by=by)
            at = waiting.index(last)
            tell(f"Withdrawn: your judgement on {last}.")
        elif _decide(case, id, answer, by):
            decided.append(id)
            at += 1
    return len(decided)


def _decide(case: "Case", id: str, answer: str, by: str) -> bool:
    """Hold the decision; False, with a word about why, where there was none to hold."""
    verdicts = {"a": "accept", "r": "reject", "c": "correct"}
    word, _, rest = answer.partition(" ")
    verdict = verdicts.get(word, word)
    if verdict not in verdicts.values():
        tell(f"{answer!r} is no answer; type one letter, and a reason behind it if you like: r the day is wrong")
        return False
    try:
        if verdict == "correct":
            corrections = dict(_corrections())
            if not corrections:
                tell("Nothing was corrected.")
                return False
            case.judge(id, verdict, by=by, why=rest, corrections=corrections)
        else:
            case.judge(id, verdict, by=by, why=rest)
    except TalionError as wrong:
        tell(str(wrong))
        return False
    return True


def _corrections() -> Iterator[tuple[str, str]]:
    from talion.pipeline.correcting import CORRECTABLE

    tell(f"Type FIELD=VALUE, one a line, and an empty line to end. Fields: {', '.join(CORRECTABLE)}.")
    while line := _ask("  "):
        try:
            yield _field_and_value(line)
        except TalionError as wrong:
            tell(str(wrong))


def _ask(prompt: str) -> str | None:
    """What was typed; None where the input has ended."""
    try:
        return input(prompt).strip()
    except EOFError:
        return None
