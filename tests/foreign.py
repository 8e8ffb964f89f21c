"""Projects of other programs, made here as those programs write them."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

G = "00000000-0000-0000-0000-0000000000{:02d}"

# --- REFI-QDA


def zipped(**files: str | bytes) -> bytes:
    """A zip with these files; __ in a name is /."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def qde(sources: str, codes: str = "", more: str = "", origin: str = "NVivo 14", version: str = "1.0") -> str:
    """The XML of a project with these parts."""
    codes = codes or f'<Code guid="{G.format(1)}" name="Trust" isCodable="true"/>'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project name="P" origin="{origin}" xmlns="urn:QDA-XML:project:{version}">'
        f'<Users><User guid="{G.format(90)}" name="Kari"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook><Sources>{sources}</Sources>{more}</Project>"
    )


def source(name: str, path: str, *selections: str, guid: int = 20) -> str:
    """A text with selections in it."""
    return (
        f'<TextSource guid="{G.format(guid)}" name="{name}" plainTextPath="internal://{path}">'
        f"{''.join(selections)}</TextSource>"
    )


def selection(start: int, end: int, name: str = "", code: int = 1, number: int = 30, coder: int = 90) -> str:
    """A coded selection."""
    return (
        f'<PlainTextSelection guid="{G.format(number)}" startPosition="{start}" endPosition="{end}" name="{name}">'
        f'<Coding guid="{G.format(number + 10)}" creatingUser="{G.format(coder)}">'
        f'<CodeRef targetGUID="{G.format(code)}"/></Coding></PlainTextSelection>'
    )


# --- SQLite

Rows = Iterable[Sequence[object]]


def database(path: Path, schema: str, **tables: Rows) -> Path:
    """A database with these tables."""
    with closing(sqlite3.connect(path)) as made:
        made.executescript(schema)
        for table, rows in tables.items():
            for row in rows:
                made.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row))
        made.commit()
    return path


TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created DATETIME);
CREATE TABLE users (login TEXT PRIMARY KEY);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT, created DATETIME,
    project_id INTEGER, text_direction TEXT, contents TEXT);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date DATETIME, user_login TEXT, project_id INTEGER,
    document_id INTEGER, payload TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,
    snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
"""


def taguette(path: Path, name: str, html: str, *highlights: tuple[str, str]) -> Path:
    """A project of Taguette with a document; each highlight is its words, as they stand in one element, and a tag."""
    text = html.replace("</p>", "").replace("<p>", "").replace("&amp;", "&").encode()
    tags = list(dict.fromkeys(tag for _, tag in highlights))
    places = [(text.index(words.encode()), len(words.encode())) for words, _ in highlights]
    numbers = range(1, len(highlights) + 1)
    return database(
        path,
        TAGUETTE,
        projects=[(1, "Care", "", "2026-01-01")],
        users=[("kari",)],
        documents=[(1, name, "", f"{name}.html", "2026-01-01", 1, "LEFT_TO_RIGHT", html)],
        commands=[
            (n, "2026-02-03 10:00:00", "kari", 1, 1, json.dumps({"type": "highlight_add", "highlight_id": n}))
            for n in numbers
        ],
        highlights=[
            (n, 1, start, start + length, f"<p>{words}</p>")
            for n, (start, length), (words, _) in zip(numbers, places, highlights, strict=True)
        ],
        tags=[(n, 1, tag, f"about {tag}") for n, tag in enumerate(tags, start=1)],
        highlight_tags=[(n, tags.index(tag) + 1) for n, (_, tag) in zip(numbers, highlights, strict=True)],
    )


QUALCODER = """
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
    date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
    color text, supercid integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
    pos1 integer, owner text, date text, memo text, avid integer, important integer);
CREATE TABLE code_image (imid integer primary key, id integer);
CREATE TABLE cases (caseid integer primary key, name text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer);
"""


def qualcoder(folder: Path, name: str, text: str, *coded: tuple[str, int, str], wide: bool = False) -> Path:
    """A project of QualCoder (a folder) with a text; coded are words, a code (1 Trust, 2 Time) and a coder."""
    folder.mkdir()

    def place(words: str) -> tuple[int, int]:
        start = text.index(words)
        end = start + len(words)
        if not wide:
            return start, end
        return len(text[:start].encode("utf-16-le")) // 2, len(text[:end].encode("utf-16-le")) // 2

    database(
        folder / "data.qda",
        QUALCODER,
        source=[(1, name, text, "/docs/x.txt", "a memo", "kari", "2026-01-01", None, None)],
        code_cat=[(1, "Relations", "kari", "", "what binds", None)],
        code_name=[
            (1, "Trust", "", 1, "kari", "", "#F00000", None),
            (2, "Time", "", None, "kari", "", "#00F000", None),
            (3, "Night", "", None, "kari", "", "", 2),
        ],
        code_text=[
            (n, code, 1, words, *place(words), owner, "2026-02-03 10:00:00", "", None, None)
            for n, (words, code, owner) in enumerate(coded, start=1)
        ],
        code_image=[(1, 1)],
    )
    return folder


QC = """
CREATE TABLE document (file_path VARCHAR PRIMARY KEY, file_hash VARCHAR);
CREATE TABLE document_index (id INTEGER PRIMARY KEY, name VARCHAR, time_series BOOLEAN, document_id VARCHAR);
CREATE TABLE location (id INTEGER PRIMARY KEY, start_line INTEGER, end_line INTEGER, document_index_id VARCHAR);
CREATE TABLE code (name VARCHAR PRIMARY KEY);
CREATE TABLE coder (name VARCHAR PRIMARY KEY);
CREATE TABLE coded_line (id INTEGER PRIMARY KEY, line INTEGER, coder_id VARCHAR, code_id VARCHAR);
CREATE TABLE coded_line_location_association (coded_line_id INTEGER, location_id INTEGER);
"""


def qc(folder: Path, name: str, text: str, *coded: tuple[int, str]) -> Path:
    """A project of qualitative-coding (a folder) with a text; coded are lines from 0 with their codes."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / name).write_bytes(text.encode())
    (folder / "settings.yaml").write_text("qc_version: 1.7.0\ncorpus_dir: corpus\ndatabase: qc.sqlite3\n")
    (folder / "codebook.yaml").write_text("- Relations:\n    - Trust\n- Time\n")
    database(
        folder / "qc.sqlite3",
        QC,
        document=[(name, "x")],
        document_index=[(1, "paragraphs", 0, name)],
        location=[(1, 0, 99, "1")],
        coder=[("kari",)],
        coded_line=[(n, line, "kari", code) for n, (line, code) in enumerate(coded, start=1)],
        coded_line_location_association=[(n, 1) for n in range(1, len(coded) + 1)],
    )
    return folder
