"""The floor plan holds, and a line that breaks it is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the checkout in this folder, whatever is installed."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.zip"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_down_only_and_run_in_no_circle(copy):
    assert lint(copy).returncode == 0


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("coding/events/weigh.py", "from talion.linking.chains import exchanges", "Imports go down only"),
        ("records/count.py", "from talion.coding.coder import Coder", "Imports go down only"),
        ("linking/chains.py", "import sqlalchemy", "Only the ledger touches the database"),
        ("pipeline/steps.py", "import rich", "Only the views touch terminal"),
    ],
)
def test_a_line_that_breaks_the_floor_plan_is_found(copy, file, line, contract):
    path = copy / "src" / "talion" / file
    path.write_text(f"{path.read_text()}\n{line}\n")
    found = lint(copy)
    assert found.returncode == 1
    assert any(said.startswith(contract) and "BROKEN" in said for said in found.stdout.splitlines())
