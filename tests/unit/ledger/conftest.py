import pytest

from talion.ledger.ledger import Ledger


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "war.talion") as opened:
        yield opened
