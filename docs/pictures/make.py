"""Makes the pictures of the docs from the example reports: the exchange view as SVG, and as PNG where Chromium is.

    python docs/pictures/make.py

Run it again when the reports, the coder or the exchange view change, and look at the result.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import talion
from talion.examples import reports
from talion.views.charts import Picture, exchange_view

HERE = Path(__file__).parent
WIDE = 1080
FONT = "Liberation Sans, Arial, sans-serif"


def exchange_view_of_the_examples() -> Picture:
    """The exchange view that `talion demo` shows, with its own colours and paper."""
    with tempfile.TemporaryDirectory() as folder, talion.open(Path(folder) / "case.talion") as case:
        case.read([reports()])
        picture = exchange_view(case.dossier(), standalone=True, font=FONT, wide=WIDE)
    assert picture is not None, "no example report gives an act with a day"
    return picture


def as_png(svg: Path, png: Path) -> bool:
    """Whether Chromium was there to draw the SVG at twice its size."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        return False
    height = float(svg.read_text(encoding="utf-8").split(' height="', 1)[1].split('"', 1)[0])
    with tempfile.TemporaryDirectory() as profile:
        # A page around it, since Chromium draws a bare SVG with scroll bars.
        page = Path(profile) / "page.html"
        page.write_text(
            f'<!doctype html><body style="margin:0;background:#fff">{svg.read_text(encoding="utf-8")}', encoding="utf-8"
        )
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2")
        places = (f"--user-data-dir={profile}", f"--window-size={WIDE},{round(height)}", f"--screenshot={png}")
        subprocess.run([chromium, *options, *places, page.as_uri()], check=True, capture_output=True)
    return True


def main() -> None:
    """Write exchange_view.svg and exchange_view.png beside this file."""
    svg, png = HERE / "exchange_view.svg", HERE / "exchange_view.png"
    # On paper of its own, so that it can be read where a page is dark.
    drawn = exchange_view_of_the_examples().svg
    head, body = drawn.split(">", 1)
    svg.write_text(f'{head}><rect width="100%" height="100%" fill="#fff"/>{body}\n', encoding="utf-8")
    print(svg)
    print(png if as_png(svg, png) else "no Chromium here: the PNG stays as it is")


if __name__ == "__main__":
    main()
