"""Small files of every kind of data set, and the ways in which files break; used by the tests and by the fuzzer."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from talion.datasets.gdelt import EVENTS_1, EVENTS_2
from talion.datasets.ucdp_ged import COLUMNS as GED
from talion.errors import TalionError
from talion.pipeline.case import Case

_GED = {
    "id": "7", "type_of_violence": "1", "side_a": "Government of Ashmar", "side_b": "Belvar Front", "date_prec": "1",
    "date_start": "2031-03-04", "date_end": "2031-03-05", "where_prec": "1", "where_coordinates": "Qarn town",
    "adm_1": "North", "country": "Ashmar", "latitude": "34.8", "longitude": "36.7", "low": "3", "best": "4",
    "high": "9", "event_clarity": "1", "code_status": "Clear", "source_original": "Ashmar Herald;Belvar Wire",
}  # fmt: skip
_GDELT = {
    "GLOBALEVENTID": "900000001", "SQLDATE": "20310304", "Actor1Code": "USA", "Actor1Name": "UNITED STATES",
    "Actor1CountryCode": "USA", "Actor2Code": "IRN", "Actor2Name": "IRAN", "Actor2CountryCode": "IRN",
    "EventCode": "0256", "ActionGeo_Type": "4", "ActionGeo_FullName": "Baghdad, Baghdad, Iraq",
    "ActionGeo_CountryCode": "IZ", "ActionGeo_Lat": "33.3", "ActionGeo_Long": "44.4",
    "SOURCEURL": "https://herald.example/a",
}  # fmt: skip
_MORE = 4  # rows in each sample


def _table(columns: tuple[str, ...], cells: dict[str, str], id: str, sign: str, *, header: bool = True) -> str:
    rows = [[(f"{cells[name]}{n}" if name == id else cells.get(name, "")) for name in columns] for n in range(_MORE)]
    return "\n".join(sign.join(row) for row in ([list(columns)] if header else []) + rows) + "\n"


def _rows(header: str, *rows: str) -> str:
    return "\n".join((header, *rows)) + "\n"


SAMPLES: dict[str, str] = {
    "ucdp-ged": _table(GED, _GED, "id", ","),
    "ucdp-ged bare": _table(GED, _GED, "id", ",", header=False),
    "gdelt": _table(EVENTS_2, _GDELT, "GLOBALEVENTID", "\t", header=False),
    "gdelt 1": _table(EVENTS_1, _GDELT, "GLOBALEVENTID", "\t", header=False),
    "acled": _rows(
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,inter2,"
        "country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp",
        *(f'ASH{n},04 March 2031,{n % 3 + 1},Battles,Armed clash,Hill Front,,3,"Police Forces of Ashmar (2020-)",1,'
          f'Ashmar,North,Qarn,34.8,36.7,1,"Wire; Herald","Two, it is said, died.",{n},1919191919'
          for n in range(_MORE)),
    ),
    "acled deletions": _rows("event_id_cnty,deleted_timestamp", "ASH1,1919191919", "ASH2,1919191920"),
    "icews": _rows(
        "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
        "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\t"
        "Country\tLatitude\tLongitude",
        *(f"{n}\t2031-03-0{n + 1}\tArmy (Ashmar)\tMilitary\tIraq\tFight\t190\t-10.0\tCitizen (Ashmar)\tGeneral\tIraq\t"
          f"5\t2\tWire\tQarn\t\tNorth\tIraq\t34.8\t36.7" for n in range(_MORE)),
    ),
    "polecat": _rows(
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
        "Recipient Name\tRecipient Country\tPlacename\tCity\tProvince\tCountry\tLatitude\tLongitude",
        *(f"A-{n}\t2031-03-04\tASSAULT\tfirearms\t-9\tMATERIAL CONFLICT\tmilitary\tArmy\tIRQ\tNone\tNone\tQarn\tQarn\t"
          f"North\tIRQ\t34.8\t36.7" for n in range(_MORE)),
    ),
    "viina": _rows(
        "viina_version,event_id,date,time,asciiname,longitude,latitude,GEO_PRECISION,report_id,source,url,text,lang",
        *(f"2,{n},20310304,10:00,Qarn,36.7,34.8,ADM3,{n},wire,https://w.example,Shells fell.,en"
          for n in range(_MORE)),
    ),
    "keds": "".join(f"31030{n + 1}\tISR\tPAL\t223\t(MIL ENG)\tSHELLED\n" for n in range(_MORE)),
    "table": _rows(
        "No.;Date;Initiator;Target;What happened;Dead;Injured;Place;In response to;Remarks",
        *(f'{n};{n + 13}.03.2031;Ashmar;Belvar;raid;4 or 9;"at least 6";Qarn;;"4 killed per KSS; 9 per SOHR"'
          for n in range(_MORE)),
    ),
    "chronicle": "observed 2031-03-01 to 2031-04-01\na  2031-03-07  Ashmar > Belvar  ASSAULT  killed 4\n"
    "b  2031-03-09  Belvar > Ashmar  ASSAULT  unclaimed\n",
}  # fmt: skip
# Files that stand beside a sample, since its data set comes in several.
BESIDE = {
    "viina": _rows(
        "event_id,date,t_mil_b,t_airstrike_b,a_rus_b,a_ukr_b", *(f"{n},20310304,1,1,1,0" for n in range(_MORE))
    )
}
ODD_CELLS = (
    "", "0", "-5", "1e400", "nan", "inf", "NULL", "9" * 40, "9" * 5000, "2031-02-30", "0000-00-00", "99999-01-01",
    "10000-01-01", "0001-01-01", "9999-12-31", "31/12/9999", "32.13.2031", "٢٠٣١-٠٣-٠٤", "²", "½", "٣", "\ufeff",
    "\x00", '"', "'", '"""', "=1+1", "a" * 70_000, "قصف", "\u202e", "\ud7ff", "4 or 9", "-" * 200, "(" * 200, "1;2;3;4",
    "🙂",
)  # fmt: skip


def format_of(sample: str) -> str:
    """The format's name of a sample."""
    return sample.partition(" ")[0]


def broken(sample: str, draw: random.Random) -> tuple[str, bytes]:
    """A sample broken in one to four ways: a file's name and bytes."""
    text = SAMPLES[sample]
    for _ in range(draw.randint(1, 3)):
        text = draw.choice(_TEXT_BREAKS)(text, draw)
    encoding = draw.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1256", "cp1251", "latin-1", "utf-16-le"))
    data = text.encode(encoding, "replace")
    if draw.random() < 0.4:
        data = draw.choice(_BYTE_BREAKS)(data, draw)
    name = "data.csv"
    fate = draw.random()
    if fate < 0.1:
        name, data = "data.csv.gz", gzip.compress(data)
    elif fate < 0.2:
        name, data = "data.zip", _zipped(data, draw)
    if fate < 0.2 and draw.random() < 0.5:
        data = draw.choice(_BYTE_BREAKS)(data, draw)
    return name, data


def _zipped(data: bytes, draw: random.Random) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", draw.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for n in range(draw.randint(0, 2)):
            archive.writestr(draw.choice((f"{n}.csv", f"../{n}.csv", f"a/{n}.tab", f"{n}.pdf")), data)
    return into.getvalue()


def _a_line(text: str, draw: random.Random, change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    lines[at] = change(lines[at])
    return "\n".join(lines)


def _sign(text: str) -> str:
    return max("\t,;", key=text.partition("\n")[0].count)


def _odd_cell(text: str, draw: random.Random) -> str:
    sign = _sign(text)

    def change(line: str) -> str:
        cells = line.split(sign)
        cells[draw.randrange(len(cells))] = draw.choice(ODD_CELLS)
        return sign.join(cells)

    return _a_line(text, draw, change)


def _swap_columns(text: str, draw: random.Random) -> str:
    sign = _sign(text)
    rows = [line.split(sign) for line in text.split("\n")]
    one, other = draw.randrange(len(rows[0])), draw.randrange(len(rows[0]))
    for row in rows[draw.choice((0, 1)) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return "\n".join(sign.join(row) for row in rows)


def _cut_row(text: str, draw: random.Random) -> str:
    return _a_line(text, draw, lambda line: line[: draw.randrange(len(line) + 1)])


def _stray_quote(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(('"', '""', "'", '"\n', "\r", "\x1a", "\u2028", "\x00")) + text[at:]


def _repeat_row(text: str, draw: random.Random) -> str:
    line = draw.choice(text.split("\n"))
    return text + (line + "\n") * draw.choice((1, 2, 30))


def _other_signs(text: str, draw: random.Random) -> str:
    return text.replace(_sign(text), draw.choice((",", ";", "\t", "|", " ")))


def _lose_header(text: str, _: random.Random) -> str:
    return text.partition("\n")[2]


def _other_line_ends(text: str, draw: random.Random) -> str:
    return text.replace("\n", draw.choice(("\r", "\r\n", "\n\n", "\r\r\n")))


_TEXT_BREAKS = (
    _odd_cell, _odd_cell, _odd_cell, _swap_columns, _cut_row, _stray_quote, _repeat_row, _other_signs, _lose_header,
    _other_line_ends,
)  # fmt: skip


def _cut_bytes(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _flip_bytes(data: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randint(1, 5)):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _mix_encodings(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return (
        data[:at] + draw.choice((b"\xff\xfe", b"\xe9", b"\xc7\xe1", b"\xed\xa0\x80", b"\xf8\x88", b"\0\0")) + data[at:]
    )


_BYTE_BREAKS = (_cut_bytes, _flip_bytes, _mix_encodings)


def files_of(path: Path, format: str | None) -> list[Path]:
    """The file, and what must stand beside it."""
    if format not in BESIDE:
        return [path]
    beside = path.with_name("beside.csv")
    beside.write_text(BESIDE[format], "utf-8")
    return [path, beside]


def expect_whole_or_nothing(case: Case, path: Path, format: str | None) -> bool:
    """Whether the file was imported; AssertionError where it was so in part, or the error says nothing."""
    try:
        done = case.import_data(format, files_of(path, format)).files[0]
    except TalionError as wrong:
        assert str(wrong).strip() and "Traceback" not in str(wrong)
        held = case.ledger.facts().held
        assert not any(held.values()), f"an import that failed left {held}"
        assert case.ledger.taken() == []
        return False
    assert done.read == done.taken + done.passed_over + done.set_aside + done.withdrawn
    assert case.ledger.check() == []
    return True
