"""Throw broken files at every importer: each is imported whole, or an error says why and nothing of it is held.

    python tools/fuzz_importers.py --seconds 60            # broken samples, another seed each time
    python tools/fuzz_importers.py --seconds 60 --seed 7   # the same files again
    python tools/fuzz_importers.py --coverage --seconds 300

With ``--coverage`` the bytes are chosen by atheris, where it is installed (``pip install atheris``), so that each finds
its way to lines that no other reached. A file that fails is kept, with what went wrong, in ``--keep``.
"""

import argparse
import importlib.util
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType, ModuleType

_HANGS_AFTER = 30
_BROKEN = Path(__file__).parents[1] / "tests/unit/datasets/broken.py"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, help="the first seed; by default by the clock")
    parser.add_argument("--coverage", action="store_true", help="let atheris choose the bytes")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="where files that fail are kept")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _hangs)
    if given.coverage:
        by_coverage(given.seconds, given.keep)
    else:
        by_chance(given.seconds, given.seed if given.seed is not None else time.time_ns() % 1_000_000, given.keep)


def _hangs(_number: int, _frame: FrameType | None) -> None:
    raise AssertionError(f"no end after {_HANGS_AFTER} seconds")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("broken", _BROKEN)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Tried:
    """One file after another through the importers; counts what became of them."""

    def __init__(self, keep: Path) -> None:
        from talion.codebook.registry import registry

        self._broken = _load()
        self._registry = registry()
        self._keep = keep
        self.became: Counter[str] = Counter()

    def file(self, folder: Path, name: str, data: bytes, format: str | None, said: str) -> None:
        """Import the file into a case of its own."""
        from talion.ledger.ledger import Ledger
        from talion.pipeline.case import Case

        path = folder / name
        path.write_bytes(data)
        signal.alarm(_HANGS_AFTER)
        try:
            with Case(Ledger.open(":memory:"), registry=self._registry) as case:
                is_in = self._broken.expect_whole_or_nothing(case, path, format)
            self.became["imported" if is_in else "refused"] += 1
        except Exception as wrong:  # noqa: BLE001 - whatever it is, it is what we look for
            self.became[f"FAILED {type(wrong).__name__}"] += 1
            self._keep.mkdir(exist_ok=True)
            kept = self._keep / f"{said}-{name}"
            kept.write_bytes(data)
            kept.with_name(kept.name + ".why").write_text(f"format {format}\n{traceback.format_exc()}")
            print(f"FAILED {said} as {format}: {type(wrong).__name__}: {str(wrong)[:200]} ({kept})", flush=True)
        finally:
            signal.alarm(0)


def by_chance(seconds: int, seed: int, keep: Path) -> None:
    tried = Tried(keep)
    until = time.monotonic() + seconds
    begun = seed
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            draw = random.Random(seed)
            sample = draw.choice(list(tried._broken.SAMPLES))
            name, data = tried._broken.broken(sample, draw)
            format = None if draw.random() < 0.3 else tried._broken.format_of(sample)
            tried.file(Path(folder), name, data, format, f"seed-{seed}")
            seed += 1
    told(tried, f"seeds {begun} to {seed - 1}")


def by_coverage(seconds: int, keep: Path) -> None:
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris; or leave --coverage out") from None
    with atheris.instrument_imports(include=["talion.datasets", "talion.pipeline.importing"]):
        import talion.datasets.formats
        import talion.pipeline.importing  # noqa: F401
    tried = Tried(keep)
    names = [*dict.fromkeys(map(tried._broken.format_of, tried._broken.SAMPLES))]
    seeds = Path(tempfile.mkdtemp(prefix="talion-fuzz-"))
    for number, (sample, text) in enumerate(tried._broken.SAMPLES.items()):
        chosen = names.index(tried._broken.format_of(sample)) + 1
        (seeds / str(number)).write_bytes(bytes([chosen]) + text.encode())
    folder, number = Path(tempfile.mkdtemp(prefix="talion-fuzz-")), 0

    def one(data: bytes) -> None:
        nonlocal number
        number += 1
        chosen = data[0] % (len(names) + 1) if data else 0
        tried.file(folder, "data.csv", data[1:], names[chosen - 1] if chosen else None, f"coverage-{number}")
        if number % 500 == 0:  # the fuzzer ends the process itself, and leaves no other moment to tell
            told(tried, f"{number:,} files")

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-verbosity=0", str(seeds)], one)
    atheris.Fuzz()


def told(tried: Tried, which: str) -> None:
    print(f"{which}: " + ", ".join(f"{count:,} {what}" for what, count in sorted(tried.became.items())), flush=True)


if __name__ == "__main__":
    main()
