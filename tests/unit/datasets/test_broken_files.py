"""Right files of every kind, broken: imported whole, or refused in words with nothing held; tools/fuzz_importers.py."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talion.codebook.registry import registry
from talion.ledger.ledger import Ledger
from talion.pipeline.case import Case

from .broken import SAMPLES, broken, expect_whole_or_nothing, format_of


def new_case() -> Case:
    return Case(Ledger.open(":memory:"), registry=registry())


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_that_is_not_broken_is_imported(sample: str, tmp_path: Path):
    path = tmp_path / "data.csv"
    path.write_text(SAMPLES[sample], "utf-8", newline="")
    with new_case() as case:
        assert expect_whole_or_nothing(case, path, format_of(sample))
        [(_, taken)] = case.ledger.taken()
        assert taken.set_aside == 0 and taken.read > 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sample=st.sampled_from(list(SAMPLES)), seed=st.integers(0, 2**32), is_named=st.booleans())
def test_a_broken_file_is_imported_whole_or_refused_in_words(tmp_path: Path, sample: str, seed: int, is_named: bool):
    name, data = broken(sample, random.Random(seed))
    path = tmp_path / name
    path.write_bytes(data)
    with new_case() as case:
        expect_whole_or_nothing(case, path, format_of(sample) if is_named else None)


@pytest.mark.parametrize("at", [30, 60, 90])
def test_a_packed_file_with_a_damaged_middle_says_that_it_cannot_be_read(at: int, tmp_path: Path):
    data = bytearray(gzip.compress((SAMPLES["ucdp-ged"] * 1).encode() + random.Random(1).randbytes(300)))
    data[at : at + 8] = b"\xff" * 8
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(bytes(data))
    with new_case() as case:
        assert not expect_whole_or_nothing(case, path, "ucdp-ged")


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), flips=st.lists(st.integers(0, 10**6), max_size=4))
def test_a_workbook_or_parquet_file_cut_short_or_flipped(tmp_path: Path, ending: str, cut: float, flips: list[int]):
    import polars as pl

    path = tmp_path / f"data.{ending}"
    rows = {"date": ["2031-03-04", "2031-03-05"], "actor": ["Ashmar"] * 2, "target": ["Belvar"] * 2, "killed": [1, 2]}
    if ending == "parquet":
        pl.DataFrame(rows).write_parquet(path)
    else:
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(list(rows))
        for cells in zip(*rows.values(), strict=True):
            book.active.append(cells)
        book.save(path)
    data = bytearray(path.read_bytes())
    for at in flips:
        data[at % len(data)] ^= 0x55
    path.write_bytes(bytes(data[: max(1, int(len(data) * cut))]))
    with new_case() as case:
        expect_whole_or_nothing(case, path, "table")
