"""Files, pages, feeds and archives become reports, or a reason why not."""

import gzip
import io
import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from talion.records import Report, from_json, to_json
from talion.reports.published import warnings_in
from talion.reports.read import Refused, read_reports

PAGES = Path(__file__).parent / "pages"
SEED = Path(__file__).parents[4] / "shared/seed/report.txt"
PLAIN = b"The army of Ashmar shelled two villages held by the Belvar Front late on Sunday, officials said.\n"


def report_in(data: bytes | Path, **options) -> Report:
    [report] = read_reports([data if isinstance(data, Path) else io.BytesIO(data)], **options)
    assert isinstance(report, Report), report
    return report


def refusal_of(data: bytes | Path, **options) -> str:
    [refused] = read_reports([data if isinstance(data, Path) else io.BytesIO(data)], **options)
    assert isinstance(refused, Refused), refused
    return refused.why


def words(report: Report, kind: str) -> list[str]:
    return [report.text[part.start : part.end] for part in report.parts if part.kind == kind]


@pytest.mark.skipif(not SEED.exists(), reason="the first report is no part of the project")
def test_the_first_report_is_dated_by_its_caption_and_its_credits_are_set_aside():
    report = report_in(SEED)
    assert (report.published, report.published_because) == (date(2019, 12, 30), "caption")
    assert [part.kind for part in report.parts][:6] == [
        "headline", "standfirst", "caption", "boilerplate", "boilerplate", "body",
    ]  # fmt: skip
    assert words(report, "caption")[0].endswith("December 30, 2019.")
    assert words(report, "boilerplate")[0] == "REUTERS/Stringer NO RESALES. NO ARCHIVES."
    assert report.translated_by == "automated translation"
    assert "\xa0" in report.text and report.language == "en"
    assert len(words(report, "body")) == 19


def test_a_daily_page_gives_its_article_and_nothing_around_it():
    report = report_in(PAGES / "daily.html")
    assert report.headline == "Ashmar shells Belvar after convoy ambush"
    assert words(report, "standfirst") == [
        "Army calls it an answer to Friday's attack; the front says five villagers died"
    ]
    assert words(report, "caption") == ["Smoke over the village of Orsk after the shelling on Sunday."]
    assert words(report, "boilerplate") == ["Tem Vale/AFP", "Read more: What the truce of Telmar says"]
    assert len(words(report, "body")) == 4
    assert "bread" not in report.text and "cookies" not in report.text and "office" not in report.text
    assert (report.outlet, report.byline) == ("The Morning Ledger", "Mira Tol")
    assert from_json(Report, to_json(report)) == report


def test_the_day_is_the_one_that_the_outlet_wrote_not_the_day_in_greenwich():
    report = report_in(PAGES / "daily.html")
    assert (report.published, report.published_because) == (date(2031, 3, 9), "metadata")


def test_an_old_page_laid_out_in_tables_is_dated_by_its_caption():
    report = report_in(PAGES / "tables.html")
    assert report.headline == "Rockets hit barracks in Telmar"
    assert (report.published, report.published_because) == (date(2031, 3, 12), "caption")
    assert words(report, "caption") == ["The barracks in Telmar, seen on March 12, 2031."]
    assert len(words(report, "body")) == 3
    assert "Jöran Vass" in report.text


def test_a_statement_is_dated_by_the_line_above_it():
    report = report_in(PAGES / "statement.html")
    assert (report.published, report.published_because) == (date(2031, 3, 10), "dateline")
    assert words(report, "boilerplate") == ["Published: 10 March 2031"]
    assert len(words(report, "body")) == 3


def test_an_arabic_page_in_windows_1256_is_read_dated_and_told_apart():
    report = report_in(PAGES / "arabic_1256.html")
    assert report.language == "ar"
    assert report.published == date(2031, 3, 9)
    assert report.headline == "قصف قرى في بلفار بعد كمين"
    assert words(report, "caption") == ["دخان فوق قرية أورسك"]
    assert words(report, "boilerplate")[-1] == "جميع الحقوق محفوظة"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1256"])
def test_arabic_text_is_the_same_in_every_encoding(encoding):
    text = "قصف جيش أشمار مساء الأحد قرى تسيطر عليها جبهة بلفار، بعد يومين من كمين قتل فيه ثلاثة من جنوده."
    report = report_in(text.encode(encoding))
    assert report.text == text and report.language == "ar"


def test_line_ends_become_newlines_and_no_break_spaces_stay():
    assert report_in("Ashmar\xa0answers\r\n\r\nThe army fired.\rIt hit.".encode()).text == (
        "Ashmar\xa0answers\n\nThe army fired.\nIt hit."
    )


def test_a_short_text_has_no_language_rather_than_a_guessed_one():
    report = report_in(b"Army fires.")
    assert report.language is None
    assert any("--language" in note for note in report.notes)


def test_what_the_user_gives_goes_before_what_the_page_says():
    report = report_in(PAGES / "daily.html", published=date(2031, 3, 1), outlet="My archive", language="fr")
    assert (report.published, report.published_because) == (date(2031, 3, 1), "given")
    assert (report.outlet, report.language) == ("My archive", "fr")


def test_header_lines_are_metadata_and_no_text():
    report = report_in(
        b"Outlet: Ashmar Wire\nPublished: 10 March 2031\nBy Jo Doe\nURL: https://wire.example/a\nLanguage: English\n"
        b"Translation of: belvar.txt\n\nAshmar: army shells Belvar\n\nASHMAR, March 10 (Wire) - " + PLAIN
    )
    assert (report.outlet, report.byline, report.url) == ("Ashmar Wire", "Jo Doe", "https://wire.example/a")
    assert (report.published, report.published_because) == (date(2031, 3, 10), "metadata")
    assert report.headline == "Ashmar: army shells Belvar"
    assert words(report, "boilerplate")[-1] == "ASHMAR, March 10 (Wire) -"
    assert words(report, "body") == [PLAIN.decode().strip()]
    assert any("belvar.txt" in note for note in report.notes)


@pytest.mark.parametrize("line", ["Published: last Tuesday", "Published:", "Date: 03/04/2031", "Dated: 30 Feb 2031"])
def test_a_header_without_a_day_is_told_with_its_line_and_what_is_accepted(line):
    report = report_in(f"Outlet: Ashmar Wire\n{line}\nLanguage: en\n\nArmy shells Belvar\n\n".encode() + PLAIN)
    [warning] = warnings_in(report.notes)
    assert warning.startswith(f"Line 2, “{line}”, holds no day") and "2019-12-30" in warning
    assert (report.published, report.outlet, report.language) == (None, "Ashmar Wire", "en")
    assert report.headline == "Army shells Belvar" and words(report, "body") == [PLAIN.decode().strip()]


def test_a_header_without_a_day_says_which_day_was_taken_instead(tmp_path):
    path = tmp_path / "2031-03-10_wire.txt"
    path.write_bytes(b"Published: soon\n\nArmy shells Belvar\n\n" + PLAIN)
    report = report_in(path)
    assert report.published == date(2031, 3, 10)
    assert "(file name): 2031-03-10" in warnings_in(report.notes)[0]


@pytest.mark.parametrize("line", ["Published: 2031-03-10", "Date: 10 March 2031", "Published: Mon, 10 Mar 2031 08:00"])
def test_a_header_with_a_day_warns_of_nothing(line):
    assert warnings_in(report_in(f"{line}\n\nArmy shells Belvar\n\n".encode() + PLAIN).notes) == ()


def test_the_day_that_the_user_gives_ends_the_warning():
    report = report_in(b"Published: soon\n\nArmy shells Belvar\n\n" + PLAIN, published=date(2031, 3, 10))
    assert report.published == date(2031, 3, 10) and warnings_in(report.notes) == ()


def test_a_word_with_a_colon_that_heads_a_text_is_no_header():
    report = report_in(b"Summary:\n\n" + PLAIN + b"\nIt was the second time in a week.\n")
    assert words(report, "headline") == ["Summary:"] and len(words(report, "body")) == 2


def test_a_translation_knows_its_original_by_the_file_beside_it(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Outlet: X\nTranslation of: b.txt\n\n" + PLAIN)
    (tmp_path / "b.txt").write_bytes(b"Outlet: X\nTranslation of: a.txt\n\nL'arm\xc3\xa9e a tir\xc3\xa9.\n")
    first, second = read_reports([tmp_path])
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.original == second.id and second.original == first.id


def test_a_dateline_takes_its_year_from_the_name_of_the_file(tmp_path):
    path = tmp_path / "2020-01-02_wire.txt"
    path.write_bytes(b"Shells fall\n\nTELMAR, Dec 31 (Wire) - " + PLAIN)
    report = report_in(path)
    assert (report.published, report.published_because) == (date(2019, 12, 31), "dateline")
    assert "file name" in report.notes[0]


def test_a_day_is_found_in_the_name_of_the_file_and_never_in_its_time(tmp_path):
    named, unnamed = tmp_path / "2031-03-10_wire.txt", tmp_path / "wire.txt"
    for path in (named, unnamed):
        path.write_bytes(PLAIN)
        os.utime(path, (10**9, 10**9))
    assert (report_in(named).published, report_in(named).published_because) == (date(2031, 3, 10), "file name")
    assert report_in(unnamed).published is None
    assert any("--published" in note for note in report_in(unnamed).notes)


def test_the_date_of_a_file_photo_is_not_the_day_of_publication():
    report = report_in(
        b"Ashmar army moves\n\nSoldiers in Telmar are seen in this file photo, May 3, 2025. (AP Photo/Jo Doe)\n\n"
        + PLAIN
    )
    assert report.published is None and words(report, "caption")


RSS = b"""<?xml version="1.0" encoding="windows-1252"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Belvar Radio</title>
<item><title>Shells fall on Orsk</title><link>https://radio.example/1</link>
<pubDate>Sun, 09 Mar 2031 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Shells fell on Orsk on Sunday, the caf\xe9 owner said.</p>
<p>Five people died.</p>]]></content:encoded></item>
<item><title>Truce monitors called</title><link>https://radio.example/2</link>
<description>The front calls for monitors after the shelling.</description></item>
<item><title>Only a title</title></item></channel></rss>"""


def test_each_entry_of_a_feed_is_a_report_and_a_mere_summary_says_so():
    whole, summary, bare = read_reports([io.BytesIO(RSS)])
    assert isinstance(whole, Report) and isinstance(summary, Report) and isinstance(bare, Refused)
    assert whole.text == (
        "Shells fall on Orsk\n\nShells fell on Orsk on Sunday, the café owner said.\n\nFive people died."
    )
    assert (whole.published, whole.outlet, whole.url) == (date(2031, 3, 9), "Belvar Radio", "https://radio.example/1")
    assert not any("summary" in note for note in whole.notes)
    assert any("summary" in note for note in summary.notes)
    assert "entry 3" in bare.source


def test_an_atom_feed_is_read():
    report = report_in(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>A</title><updated>2031-03-09T10:00:00Z'
        b'</updated><content type="html">&lt;p&gt;The army fired.&lt;/p&gt;</content></entry></feed>'
    )
    assert report.text == "A\n\nThe army fired." and report.published == date(2031, 3, 9)


def warc_of(pages: dict[str, tuple[str, bytes]], *, packed: bool) -> bytes:
    into = io.BytesIO()
    writer = WARCWriter(into, gzip=packed)
    for url, (kind, data) in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers))
    return into.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_each_text_of_a_web_archive_is_a_report(packed):
    pages = {
        "https://ledger.example/2031/03/09/a": ("text/html; charset=utf-8", (PAGES / "daily.html").read_bytes()),
        "https://ledger.example/smoke.jpg": ("image/jpeg", b"\xff\xd8\xff\xe0"),
        "https://army.example/2031/03/10/b": ("text/plain", PLAIN),
    }
    daily, plain = read_reports([io.BytesIO(warc_of(pages, packed=packed))])
    assert isinstance(daily, Report) and isinstance(plain, Report)
    assert daily.url == "https://ledger.example/2031/03/09/a"
    assert (plain.published, plain.published_because, plain.outlet) == (date(2031, 3, 10), "url", "army.example")


def test_a_broken_archive_gives_the_pages_before_the_break():
    pages = {f"https://a.example/{n}": ("text/plain", PLAIN * 40) for n in range(3)}
    whole = warc_of(pages, packed=False)
    found = list(read_reports([io.BytesIO(whole[: len(whole) // 2])]))
    assert isinstance(found[0], Report)


def test_a_folder_is_read_whole_in_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "a.txt", ".hidden.txt", ".git/x.txt", "b/1.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode() + b" " + PLAIN)
    found = list(read_reports([tmp_path]))
    assert [Path(one.path).relative_to(tmp_path).as_posix() for one in found] == ["a.txt", "b/1.html", "b/2.txt"]


def test_what_a_file_is_its_content_says_not_its_ending(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes((PAGES / "daily.html").read_bytes())
    assert report_in(path).media_type == "text/html"


def test_a_packed_page_is_read():
    assert report_in(gzip.compress((PAGES / "daily.html").read_bytes())).media_type == "text/html"


def test_a_source_that_cannot_be_read_keeps_no_other_from_being_read(tmp_path):
    (tmp_path / "good.txt").write_bytes(PLAIN)
    missing, good = read_reports([tmp_path / "nowhere.txt", tmp_path / "good.txt"])
    assert isinstance(missing, Refused) and "check the name" in missing.why
    assert isinstance(good, Report)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "blank space"),
        (b"%PDF-1.7 and so on", "is a PDF"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\x00" * 4000, "binary data"),
        (b'{"a": [1, 2]}', "is JSON"),
        (b"<?xml version='1.0'?><kml></kml>", "neither a page nor"),
        (b"<rss><channel><title>x</title></channel></rss>", "without entries"),
        (b"<html><body><nav><a href='/'>Home</a></nav><script>draw()</script></body></html>", "no article text"),
        (b"<html><body>" + b"<p>a" * 60_001, "tags, more than any article"),
        (b"<html><body>" + b"<div>" * 10_000 + b"<p>Deep down.</p>", "no article text"),
        (gzip.compress(b"a" * 3 * 2**20, mtime=0), "unpacks to more than the limit of 1 MB"),
        (gzip.compress(PLAIN, mtime=0)[:-9], "damaged gzip"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_a_reason(data, reason):
    assert reason in refusal_of(data, limit_mb=1)


def test_xml_that_unfolds_without_end_is_not_unfolded():
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lines}]><rss><channel>&l11;</channel></rss>'
    assert "defines its own entities" in refusal_of(bomb.encode())


def test_a_tag_with_a_hundred_thousand_attributes_does_not_hold_up_the_reader():
    tag = b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">"
    report = report_in(b"<html><body><article>" + tag + PLAIN + b"</p></article></body></html>")
    assert "shelled" in report.text


def test_a_packed_archive_that_unpacks_to_a_bomb_is_not_unpacked():
    record = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\n"
    bomb = gzip.compress(record + b"Content-Length: 60000000\r\n\r\n" + b"a" * 60_000_000)
    page, archive = read_reports([io.BytesIO(bomb)], limit_mb=1)
    assert isinstance(page, Refused) and "limit of 1 MB" in page.why
    assert isinstance(archive, Refused) and "as an attack would" in archive.why


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)  # with no byte written
    assert "has 50 MB, over the limit of 20 MB" in refusal_of(path)


def test_an_endless_stream_is_left_at_the_limit():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b"word " * (size // 5 + 1)

    [refused] = read_reports([Endless()], limit_mb=0.1)
    assert isinstance(refused, Refused) and "goes on past the limit" in refused.why


def test_an_address_is_not_fetched():
    [refused] = read_reports(["https://ledger.example/a"])
    assert isinstance(refused, Refused) and "save the page" in refused.why


def assert_sound(found: list[Report | Refused]) -> None:
    for one in found:
        if isinstance(one, Report):
            spans = [(part.start, part.end) for part in one.parts]
            assert all(0 <= start < end <= len(one.text) for start, end in spans)
            assert all(end <= start for (_, end), (start, _) in pairwise(spans))
            assert one.id and "\r" not in one.text


@given(some.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(data):
    assert_sound(list(read_reports([io.BytesIO(data)])))


PIECES = some.sampled_from([
    "<html>", "<body>", "<p>", "</p>", "<div class=caption>", "<figcaption>", "</figcaption>", "<h1>", "</h1>",
    "<br>", "<rss>", "<channel>", "<item>", "<title>", "</title>", "<description>", "</item>", "\n", "\n\n",
    "Outlet: X", "By Jo Doe", "REUTERS/X", "TELMAR, Jan 3 (Wire) - ", "---", "الخبر", "12 March 2031",
    "&#xD800;", "<!--", "Photo: AFP", "The army fired on the village. ", "WARC/1.0\r\n", "<time datetime='x'>",
    "\x00", "\u2028", "\ufeff", "{", "# ", "<script type='application/ld+json'>[[1",
])  # fmt: skip


@settings(deadline=None)
@given(some.lists(PIECES, max_size=25))
def test_no_mixture_of_markup_and_lines_makes_the_reader_raise(pieces):
    assert_sound(list(read_reports([io.BytesIO("".join(pieces).encode())])))
