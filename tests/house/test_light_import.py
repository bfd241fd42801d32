"""`import talion` is quick: nothing heavy is loaded before it is needed."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "numpy", "polars", "sqlalchemy", "trafilatura", "typer", "rich", "jinja2", "msgspec", "lxml")


def loaded_after(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_talion_loads_no_heavy_library():
    assert loaded_after("import talion").isdisjoint(HEAVY)


def test_the_version_is_known_without_loading_a_heavy_library():
    assert loaded_after("import talion; assert talion.__version__[0].isdigit()").isdisjoint(HEAVY)


@pytest.mark.parametrize("library", ["spacy", "trafilatura", "typer", "jinja2"])
def test_listing_the_acts_of_a_case_loads_no_language_model_and_no_view(library, tmp_path):
    script = f"import talion; case = talion.open({str(tmp_path / 'war.talion')!r}); case.events(); case.close()"
    assert library not in loaded_after(script)


def test_an_attribute_that_is_not_there_is_named():
    import talion

    with pytest.raises(AttributeError, match="talion has no 'closed'"):
        talion.closed  # noqa: B018
