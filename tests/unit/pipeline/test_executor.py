import math
from functools import partial
from itertools import count, islice

import pytest

from talion.errors import TalionError
from talion.pipeline.executor import mapped

# Of the standard library, since another process can import neither these tests nor what stands in them.
made = partial(float, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items_whoever_did_the_work(workers):
    assert list(mapped(math.pow, range(20), make=made, workers=workers)) == [(n, 2.0**n) for n in range(20)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_without_an_end_are_taken_only_as_they_are_needed(workers):
    taken = []
    items = (taken.append(n) or n for n in count())
    assert [n for n, _ in islice(mapped(math.pow, items, make=made, workers=workers), 3)] == [0, 1, 2]
    assert len(taken) < 20


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_work_is_raised_in_its_place(workers):
    done = mapped(math.fmod, (3, 0.5, math.inf), make=partial(float, "inf"), workers=workers)
    with pytest.raises(ValueError, match="math domain error"):
        list(done)


def test_ray_gives_the_same_in_the_same_order_and_raises_the_errors_of_the_work():
    pytest.importorskip("ray")
    assert list(mapped(math.pow, range(9), make=made, workers=2, executor="ray")) == [(n, 2.0**n) for n in range(9)]
    done = mapped(math.fmod, (3, 0.5, math.inf), make=partial(float, "inf"), workers=1, executor="ray")
    with pytest.raises(ValueError, match="math domain error"):
        list(done)


def test_an_executor_that_is_none_is_refused_with_those_there_are():
    with pytest.raises(TalionError, match="one of serial, processes, ray; not 'slurm'"):
        list(mapped(math.pow, range(3), make=made, executor="slurm"))


def test_without_items_nothing_is_made():
    def never() -> float:
        raise AssertionError("made for nothing")

    assert list(mapped(math.pow, (), make=never)) == []
