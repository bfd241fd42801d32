"""The reports that Talion ships: invented outlets on one real, public sequence, and what is true in each of them."""

from importlib.resources import files
from pathlib import Path


def reports() -> Path:
    """The folder of the shipped reports, to be handed to `read`.

    It holds plain text, one page of HTML and one feed, in English, Arabic and Persian. What in them is real, and where
    that was read, stands in FACTS.md beside it.
    """
    return Path(str(files("talion.examples"))) / "reports"


def facts() -> Path:
    """The list of facts in the reports, each with its public source."""
    return Path(str(files("talion.examples"))) / "FACTS.md"


def truth() -> Path:
    """What a careful analyst would code from each report, by hand; its comments say how to read it."""
    return Path(str(files("talion.examples"))) / "truth.toml"


def sequence() -> Path:
    """Questions about what came after these reports, 2019 to 2024, with rules, outcomes and sources."""
    return Path(str(files("talion.examples"))) / "sequence.toml"
