"""`talion read --explain`: what made each record, and what was considered and refused."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.views.commands.asking import names_of, terminal

if TYPE_CHECKING:
    from talion.pipeline.case import Case
    from talion.pipeline.explaining import Explained
    from talion.pipeline.reading import Outcome, Reading


@dataclass(frozen=True, slots=True)
class _Printed:
    """What is printed as JSON: what became of each source, and each report explained."""

    outcomes: "tuple[Outcome, ...]"
    explained: "tuple[Explained, ...]"


def print_explained(case: "Case", reading: "Reading", *, as_json: bool) -> None:
    """Each report of a reading, new or known, with what made its records and what was passed over."""
    explained = case.explain([outcome.report for outcome in reading.outcomes if outcome.report is not None])
    if as_json:
        from talion.views.tables import as_json_object

        print(as_json_object(_Printed(reading.outcomes, tuple(explained))))
        return
    from talion.views.showing import as_explanation

    console, named = terminal(), names_of(case, None)
    for one in explained:
        page = as_explanation(
            one,
            named,
            marks_in_brackets=not console.is_terminal or console.is_dumb_terminal,
            whole_lines=not console.is_terminal,
        )
        console.print(page, soft_wrap=not console.is_terminal)
    if explained:
        console.print()
