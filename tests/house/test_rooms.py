"""The page about the house names the files that there are: a change finds its place by it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/discussion/house.md"
PACKAGE = ROOT / "src/talion"


def files_named() -> dict[str, set[str]]:
    """The files that the tables "to change … | open" name, by room."""
    named: dict[str, set[str]] = {}
    room = ""
    is_there = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            is_there = False
        elif cells[1:] == ["to change …", "open"]:
            is_there = True
        elif is_there and len(cells) == 3:
            room = cells[0].strip("`") or room
            named.setdefault(room, set()).update(re.findall(r"`(\w+)`", cells[1] + cells[2]))
    named.pop("---", None)
    return named


def files_in(room: str) -> set[str]:
    folder = PACKAGE / "coding" / room
    folder = folder if folder.is_dir() else PACKAGE / room
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("room", sorted(files_named()))
def test_each_file_that_the_page_names_is_there(room):
    gone = files_named()[room] - files_in(room)
    assert not gone, f"{PAGE.name} names files that {room} has no more: {', '.join(sorted(gone))}"


@pytest.mark.parametrize("room", sorted(room for room in files_named() if (PACKAGE / "coding" / room).is_dir()))
def test_each_file_of_the_coder_is_named_on_the_page(room):
    new = files_in(room) - files_named()[room]
    assert not new, f"say in the table of {PAGE.name} what belongs in these files of {room}: {', '.join(sorted(new))}"
