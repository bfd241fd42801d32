import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """One tab of Chromium for all tests; they are skipped where there is none."""
    chromium = _load("talion_tests_chromium", HERE / "chromium.py")
    if chromium.path_of_chromium() is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    tab = chromium.Page(tmp_path_factory.mktemp("profile"))
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def dossiers() -> ModuleType:
    """The dossiers that the unit tests of the views use."""
    return _load("talion_tests_dossiers", HERE.parent / "unit/views/dossiers.py")
