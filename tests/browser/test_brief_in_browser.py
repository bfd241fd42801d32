"""The brief as a reader has it: in a browser, by keyboard, on a phone, in the dark, without scripts or network."""

import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from talion.views.brief import write_brief

pytestmark = pytest.mark.browser

KINDS = ("full", "empty")
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def briefs(dossiers: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("briefs")
    out = {}
    for kind in KINDS:
        html = write_brief(getattr(dossiers, kind)())
        assert isinstance(html, str)
        out[kind] = folder / f"{kind}.html"
        out[kind].write_text(html, encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def axe() -> str:
    places = [os.environ.get("AXE_CORE", ""), "node_modules/axe-core/axe.min.js"]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if found is None:
        pytest.skip("no axe-core: npm install axe-core, or set AXE_CORE to its axe.min.js")
    return found.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_brief_asks_nobody_for_anything_and_complains_of_nothing(page: Any, briefs: dict[str, Path], kind: str):
    page.look()
    page.open(briefs[kind])
    page.send("Page.getFrameTree")
    assert {url for url in page.requests if not url.startswith("data:")} == {briefs[kind].as_uri()}
    assert page.complaints == []


def test_the_policy_of_the_page_forbids_scripts(page: Any, briefs: dict[str, Path], tmp_path: Path):
    harmed = tmp_path / "harmed.html"
    html = briefs["full"].read_text(encoding="utf-8")
    harmed.write_text(html.replace("</body>", "<script>document.title='run'</script></body>"), encoding="utf-8")
    page.open(harmed)
    assert page.evaluate("document.title") != "run"
    assert page.complaints


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(page: Any, briefs: dict[str, Path], axe: str, kind: str, dark: bool, width: int):
    page.look(width=width, dark=dark)
    page.send("Page.setBypassCSP", enabled=True)
    try:
        page.open(briefs[kind])
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate(axe + ";0")
        wrong = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + n.failureSummary).join(' | ')))"
        )
    finally:
        page.send("Page.setBypassCSP", enabled=False)
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_line_runs_out_of_a_window(page: Any, briefs: dict[str, Path], kind: str, width: int):
    page.look(width=width)
    page.open(briefs[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_one_picture_of_the_exchange_is_seen_at_each_width(page: Any, briefs: dict[str, Path]):
    seen = "[...document.querySelectorAll('svg.exchange')].filter(s => s.getClientRects().length)[0].classList[1]"
    count = "[...document.querySelectorAll('svg.exchange')].filter(s => s.getClientRects().length).length"
    for width, kind in ((1280, "wide"), (390, "upright")):
        page.look(width=width)
        page.open(briefs["full"])
        assert (page.evaluate(count), page.evaluate(seen)) == (1, kind)


def test_without_scripts_a_dot_reached_by_tab_opens_its_evidence_on_enter(page: Any, briefs: dict[str, Path]):
    page.look()
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(briefs["full"])
        focused = "document.activeElement.closest('svg') ? document.activeElement.getAttribute('href') : ''"
        for _ in range(60):
            page.press("Tab")
            if target := page.evaluate(focused):
                break
        assert target.startswith("#event-")
        is_open = f"document.querySelector('{target}').closest('details').open"
        assert page.evaluate(is_open) is False
        page.press("Enter")
        assert page.evaluate(is_open) is True
        assert page.evaluate(f"document.querySelector('{target} blockquote').getClientRects().length") > 0
        # The sentence that the evidence belongs to is in sight, too.
        top = f"document.querySelector('{target}').closest('details').getBoundingClientRect().top"
        assert 0 <= page.evaluate(top) < 900
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)


def test_right_to_left_words_are_marked_in_their_own_direction(page: Any, briefs: dict[str, Path]):
    page.look()
    page.open(briefs["full"], "#event-mortars")
    quote = "document.querySelector('#event-mortars blockquote[lang=ar]')"
    assert page.evaluate(f"getComputedStyle({quote}).direction") == "rtl"
    marked = page.evaluate(f"[...{quote}.querySelectorAll('mark.states-link')].map(m => m.textContent).join('')")
    assert marked == "رداً على ضربة تمرا"
