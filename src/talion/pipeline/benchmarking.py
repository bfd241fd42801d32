"""A benchmark that the user has on disk, read by the coder as it ships, with published figures beside."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talion.coding.benchmarks.tables import PARTS, Progress, Table, needed, silent
from talion.errors import ReadError
from talion.records import Report

if TYPE_CHECKING:
    from talion.codebook.registry import Registry
    from talion.coding.coder import Coder

NAMES = ("muc4", "isaf", "plv", "petrarch", "cnc", "official", "own")


@dataclass(frozen=True, slots=True)
class Benchmarked:
    """The scores of one benchmark, and which coder earned them."""

    name: str
    coder: str
    table: Table


def benchmarked(
    name: str, path: Path, *, part: str = "all", at_most: int | None = None, progress: Progress = silent
) -> Benchmarked:
    """The score table of one of NAMES in a folder or file; of each part at most so many texts."""
    if name not in NAMES:
        raise ReadError(f"no benchmark is called {name!r}; there are {', '.join(NAMES)}")
    if part not in (*PARTS, "all"):
        raise ReadError(f"{part!r} is no part; there are {', '.join(PARTS)} and all")
    needed(path.exists(), path, _EXPECTED[name])
    parts = PARTS if part == "all" else (part,)
    at = path / name if (path / name).is_dir() else path
    reads = _coder()
    return Benchmarked(name, reads.version, _scored(name, at, reads, parts, at_most, progress))


_EXPECTED = {
    "muc4": "dev/dev-muc3-*, dev/key-dev-*, tst1 and tst2",
    "isaf": "releases_dev.jsonl",
    "plv": "PLV_train.tsv",
    "petrarch": "PETR.UnitTest.records.xml",
    "cnc": "train_subtask1.csv and train_subtask2_grouped.csv",
    "official": "sentences.txt, annotated sentences, one a line",
    "own": "reports/NAME.txt and truth/NAME.toml",
}


def _scored(
    name: str, at: Path, reads: "Coder", parts: tuple[str, ...], at_most: int | None, progress: Progress
) -> Table:
    # Each scorer is imported where it is asked for: the models and SciPy take a while to load.
    if name == "muc4":
        from talion.coding.benchmarks.muc4 import score_muc4

        return score_muc4(at, reads, parts, at_most=at_most, progress=progress)
    if name == "isaf":
        from talion.coding.benchmarks.isaf import score_isaf

        return score_isaf(at, reads, parts, at_most=at_most, progress=progress)
    if name == "plv":
        from talion.coding.benchmarks.plv import score_plv

        return score_plv(at, reads, parts, at_most=at_most, progress=progress)
    if name == "petrarch":
        from talion.coding.benchmarks.petrarch import score_petrarch
        from talion.coding.coder import coder

        def with_registry(known: "Registry") -> "Coder":
            return coder(known, reads.gazetteer)

        return score_petrarch(at, with_registry, reads.registry, parts, at_most=at_most, progress=progress)
    if name == "cnc":
        from talion.coding.benchmarks.cnc import score_cnc

        return score_cnc(at, parts, at_most=at_most, progress=progress)
    if name == "official":
        from talion.coding.benchmarks.sentences import score_sentences

        return score_sentences(at, reads, parts, at_most=at_most, progress=progress)
    from talion.coding.benchmarks.annotated import score_annotated

    return score_annotated(at, _reports_in(at / "reports"), reads, parts, at_most=at_most, progress=progress)


def _coder() -> "Coder":
    from talion.codebook.gazetteer import gazetteer
    from talion.codebook.registry import registry
    from talion.coding.coder import coder

    return coder(registry(), gazetteer())


def _reports_in(folder: Path) -> dict[str, Report]:
    """Each report of a folder by the stem of its file, read as `talion read` reads it."""
    from talion.reports.read import read_reports

    files = sorted(folder.glob("*.txt"))
    needed(bool(files), folder, "reports/NAME.txt")
    found = {}
    for file in files:
        for report in read_reports([file]):
            if not isinstance(report, Report):
                raise ReadError(f"{file}: {report.why}")
            found[file.stem] = report
    return found
