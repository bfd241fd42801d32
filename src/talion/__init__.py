"""Conflict reports into a sourced ledger: each act, the act it answers, and how we know.

``case = talion.open("case.talion")`` opens or makes a case; everything else hangs on it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from talion.pipeline.case import Case
    from talion.pipeline.measured import Measured

__all__ = ["__version__", "open"]


def open(path: "str | Path" = "case.talion", *, create: bool = True) -> "Case":
    """The case in a file, made new where there is none; use it with ``with``, or close it.

    Raises LedgerError where the file is missing (and not to be created), is no case, or was made by a newer Talion.
    """
    # Imported here so that `import talion` stays light: a case needs the database library.
    from talion.pipeline.case import Case

    case = Case.open(path, create=create)
    case.page = _page_of
    return case


def _page_of(found: "Measured") -> str:
    # A notebook alone asks for it.
    from talion.views.measured import fragment_of

    return fragment_of(found)


def __getattr__(name: str) -> Any:
    # The version stands in the installed package's metadata; reading it takes longer than the rest of this module.
    if name == "__version__":
        from importlib.metadata import version

        return version("talion")
    raise AttributeError(f"talion has no {name!r}")
