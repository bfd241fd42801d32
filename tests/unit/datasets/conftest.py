from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from talion.pipeline.case import Case
from talion.pipeline.importing import Imported

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
Import = Callable[..., Imported]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.open(tmp_path / "case.talion") as opened:
        yield opened


@pytest.fixture
def take(case: Case, tmp_path: Path) -> Import:
    """Import a text as a file of a name; what became of it."""

    def take_text(name: str, text: str | bytes, format: str | None = None, **asked: Any) -> Imported:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        [done] = case.import_data(format, [path], now=NOON, **asked).files
        return done

    return take_text
