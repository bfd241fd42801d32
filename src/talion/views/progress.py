"""A bar for what takes longer than a moment, on a terminal and nowhere else."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

SHOWN_AFTER_SECONDS = 2.0


class Bar:
    """Counts steps of a work whose size may be known only later; shows itself once the work has taken two seconds.

    It is drawn on standard error and wiped at the end, so that what is printed or piped stays clean. Use it by `with`.
    """

    def __init__(self, what: str, console: Console, *, total: int | None = None) -> None:
        self._what = what
        self._console = console
        self._total = total
        self._begun = time.monotonic()
        self._drawn: Progress | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._drawn.stop()

    def step(self, done: int | None = None, total: int | None = None) -> None:
        """One step more, or so many in all, of so many."""
        self._done = self._done + 1 if done is None else done
        self._total = self._total if total is None else total
        if self._total is not None:
            self._total = max(self._total, self._done)  # a feed is one file and many reports
        if self._drawn is None:
            can_draw = self._console.is_terminal and not self._console.is_dumb_terminal
            if not can_draw or time.monotonic() - self._begun < SHOWN_AFTER_SECONDS:
                return
            self._drawn = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._drawn.add_task(self._what, total=self._total, completed=self._done)
            self._drawn.start()
        self._drawn.update(self._drawn.task_ids[0], completed=self._done, total=self._total)
