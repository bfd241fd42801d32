"""The same work in one process or in several: the same results, in the same order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

_Tool = TypeVar("_Tool")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_AHEAD = 4  # items a worker that wait or are being worked on, so that no more than these are in memory
_tool: Any = None  # in a worker: what `make` made there


def mapped(
    work: Callable[[_Tool, _Item], _Result],
    items: Iterable[_Item],
    *,
    make: Callable[[], _Tool],
    workers: int = 1,
) -> Iterator[tuple[_Item, _Result]]:
    """Each item with the result of the work on it, in the order of the items.

    `make` makes what the work needs, once a process, since a language model does not travel. With more than one worker,
    `work`, `make` and the items must be picklable, and a script that calls this must stand under
    ``if __name__ == "__main__"``. An error in the work is raised where its result would have come.
    """
    if workers <= 1:
        tool: _Tool | None = None
        for item in items:
            tool = make() if tool is None else tool
            yield item, work(tool, item)
        return
    waiting: deque[tuple[_Item, Future[_Result]]] = deque()
    # Fresh processes instead of forks: a fork of a process with threads, as numeric libraries start them, may hang.
    with ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (make,)) as pool:
        try:
            for item in items:
                waiting.append((item, pool.submit(_work, work, item)))
                if len(waiting) >= workers * _AHEAD:
                    done, result = waiting.popleft()
                    yield done, result.result()
            while waiting:
                done, result = waiting.popleft()
                yield done, result.result()
        finally:
            for _, result in waiting:
                result.cancel()


def _prepare(make: Callable[[], Any]) -> None:
    global _tool  # noqa: PLW0603 - a worker has no other place for what it is to keep between items
    _tool = make()


def _work(work: Callable[[Any, _Item], _Result], item: _Item) -> _Result:
    return work(_tool, item)
