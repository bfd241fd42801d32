"""The same work in one process, in several, or on a Ray cluster: the same results, in the same order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from logging import ERROR
from multiprocessing import get_context
from os import environ
from typing import Any, TypeVar

from talion.errors import TalionError

_Tool = TypeVar("_Tool")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

EXECUTORS = ("serial", "processes", "ray")
_AHEAD = 4  # items a worker that wait or are being worked on, so that no more than these are in memory
_tool: Any = None  # in a worker: what `make` made there


def mapped(
    work: Callable[[_Tool, _Item], _Result],
    items: Iterable[_Item],
    *,
    make: Callable[[], _Tool],
    workers: int = 1,
    executor: str = "processes",
) -> Iterator[tuple[_Item, _Result]]:
    """Each item with the result of the work on it, in the order of the items.

    `make` makes what the work needs, once a process, since a language model does not travel. `executor` is one of
    EXECUTORS: "serial" is this process, and so is "processes" with one worker; "ray" joins the cluster that is running,
    or starts one here. With any other than this process, `work`, `make` and the items must be picklable, and a script
    that calls this must stand under ``if __name__ == "__main__"``. An error in the work is raised where its result
    would have come.
    """
    if executor not in EXECUTORS:
        raise TalionError(f"an executor is one of {', '.join(EXECUTORS)}; not {executor!r}")
    if executor == "ray":
        yield from _on_ray(work, items, make, workers)
        return
    if workers <= 1 or executor == "serial":
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


def _on_ray(
    work: Callable[[_Tool, _Item], _Result], items: Iterable[_Item], make: Callable[[], _Tool], workers: int
) -> Iterator[tuple[_Item, _Result]]:
    # Imported here: few have it, and those who do should not wait for it elsewhere.
    try:
        import ray
    except ImportError as missing:
        raise TalionError(
            "Ray is not installed: install talion[cluster], or use --executor processes, which gives the same"
        ) from missing
    if not ray.is_initialized():
        # A cluster that the environment names is joined; without one, one starts here with as many processes as asked.
        # It stays until this process ends, since starting takes far longer than a small piece of work.
        ray.init(num_cpus=None if _names_a_cluster() else max(1, workers), include_dashboard=False, log_to_driver=False,
                 logging_level=ERROR)  # fmt: skip
    waiting: deque[tuple[_Item, Any]] = deque()
    hands: list[Any] = []
    try:
        hands = [ray.remote(_Hand).remote(make) for _ in range(max(1, workers))]
        for place, item in enumerate(items):
            # Item by item to one hand after the other: which hand does it makes no difference to the result.
            waiting.append((item, hands[place % len(hands)].work.remote(work, item)))
            if len(waiting) >= len(hands) * _AHEAD:
                done, result = waiting.popleft()
                yield done, _got(ray, result)
        while waiting:
            done, result = waiting.popleft()
            yield done, _got(ray, result)
    finally:
        for hand in hands:
            ray.kill(hand)


def _got(ray: Any, result: Any) -> Any:
    try:
        return ray.get(result)
    except ray.exceptions.RayTaskError as wrapped:
        # The error of the work itself, as the other executors raise it.
        raise (wrapped.cause if isinstance(wrapped.cause, Exception) else wrapped) from None


def _names_a_cluster() -> bool:
    return bool(environ.get("RAY_ADDRESS"))


class _Hand:
    """One process of a cluster, with what it needs for the work made once."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._tool: Any = None
        self._made = False

    def work(self, work: Callable[[Any, Any], Any], item: Any) -> Any:
        """The result of the work on one item."""
        if not self._made:
            self._tool, self._made = self._make(), True
        return work(self._tool, item)
