"""Copies the shipped reports into a folder: `python -m talion.examples reports`."""

import shutil
import sys
from pathlib import Path

from talion.examples import reports


def main(arguments: list[str]) -> int:
    """0 when the reports were copied; files that stand there already under the same name are left alone."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("say which folder to copy the reports into: python -m talion.examples FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    copied = 0
    for report in sorted(reports().iterdir()):
        if not (folder / report.name).exists():
            shutil.copyfile(report, folder / report.name)
            copied += 1
    print(f"{copied} reports copied to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
