"""The lines of a record are those of the file, in every format, encoding and kind of line end."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.actions import imports
from reviewkit.formats.registry import read
from reviewkit.formats.writers import as_jsonl
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.store.raw_lines import RawLines, lines_of, record_at
from tests.builders import papers, ris
from tests.folders import begin, temporary

NBIB = "PMID- {n}\nTI  - {title}\n      and more of it\nAU  - Berg N\nDP  - 2020\n\n"
WOS = "PT J\nAU Berg, N\nTI {title}\nPY 2020\nER\n\n"
BIB = "@article{{k{n},\n  title = {{{title}}},\n  year = 2020\n}}\n\n"
CSV_HEAD = "Title,Authors,Year,Abstract\n"
CSV = '{title},"Berg, N",2020,"of two\nlines"\n'
TITLES = [f"Nurses in home care number {n} and their work" for n in range(1, 4)]


def text_of(template: str, head: str = "", tail: str = "") -> str:
    entries = (template.format(n=n, title=title) for n, title in enumerate(TITLES, start=1))
    return head + "".join(entries) + tail


EXPORTS = {
    "x.ris": "An export\n\n" + "\n17.\n".join(ris({"TI": one, "AB": f"of {one}"}) for one in TITLES),
    "x.nbib": text_of(NBIB),
    "x.ciw": text_of(WOS, "FN Clarivate Analytics Web of Science\nVR 1.0\n", "EF\n"),
    "x.bib": text_of(BIB, "% made by a program\n"),
    "x.csv": text_of(CSV, CSV_HEAD),
    "x.json": json.dumps([{"type": "article-journal", "title": one, "id": one} for one in TITLES]),
    "y.json": json.dumps([{"type": "article-journal", "title": one, "id": one} for one in TITLES], indent=1),
}


def imported(root: Path, name: str, data: bytes) -> OpenReview:
    folder = begin(root, records=0)
    (root.parent / name).write_bytes(data)
    imports.import_file(folder, "a", root.parent / name, "x")
    return open_review(root)


def found(folder: OpenReview, texts: bool = True) -> dict[str, RawLines]:
    review = folder.review
    return lines_of(folder.root, review.facts.exports, review.records, list(review.records), texts)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", EXPORTS)
def test_the_lines_of_a_record_are_those_of_the_file(name: str, encoding: str, end: str, tmp_path: Path) -> None:
    text = EXPORTS[name].replace("\n", end)
    folder = imported(tmp_path / "review", name, text.encode(encoding))
    lines = EXPORTS[name].split("\n")
    assert len(folder.review.records) == 3
    for (record, raw), title in zip(found(folder).items(), TITLES, strict=True):
        assert list(raw.texts) == lines[raw.first - 1 : raw.last]
        assert title in "\n".join(raw.texts)
        others = [other for other in TITLES if other != title]
        assert name == "x.json" or not any(other in "\n".join(raw.texts) for other in others)
        assert raw.texts[-1].strip()
        for line in range(raw.first, raw.last + 1) if name != "x.json" else ():
            assert record_at(folder.review.facts.exports, folder.review.records, raw.path, line) == record


def test_what_a_database_prints_between_records_belongs_to_none(tmp_path: Path) -> None:
    folder = imported(tmp_path / "review", "x.ris", EXPORTS["x.ris"].encode())
    assert [(raw.texts[0], raw.texts[-1]) for raw in found(folder).values()] == [("TY  - JOUR", "ER  - ")] * 3


def test_a_record_in_a_zip_is_found_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("x.ris", "x.nbib"):
            archive.writestr(name, EXPORTS[name].replace("work", name))
    folder = imported(tmp_path / "review", "x.zip", path.read_bytes())
    raws = found(folder)
    assert [Path(raw.path).name for raw in raws.values()] == ["x.ris"] * 3 + ["x.nbib"] * 3
    for record, raw in raws.items():
        assert f"their {Path(raw.path).name}" in "\n".join(raw.texts)
        assert record_at(folder.review.facts.exports, folder.review.records, raw.path, raw.last) == record


def test_a_record_of_our_own_format_is_the_line_of_the_file_and_not_that_of_an_earlier_one(tmp_path: Path) -> None:
    records = read(EXPORTS["x.ris"].encode(), "old.ris").records
    text = "".join(as_jsonl(records))
    folder = imported(tmp_path / "review", "x.jsonl", text.encode())
    raws = list(found(folder).values())
    assert [(raw.first, raw.last) for raw in raws] == [(1, 1), (2, 2), (3, 3)]
    assert all(title in raw.texts[0] for raw, title in zip(raws, TITLES, strict=True))
    exports, known = folder.review.facts.exports, folder.review.records
    assert record_at(exports, known, raws[1].path, 2) == list(known)[1]


def test_a_line_before_the_first_record_and_a_file_that_is_gone_have_none(tmp_path: Path) -> None:
    folder = imported(tmp_path / "review", "x.ris", EXPORTS["x.ris"].encode())
    exports, known = folder.review.facts.exports, folder.review.records
    path = exports[0].path
    assert record_at(exports, known, path, 1) == ""
    assert record_at(exports, known, "searches/x/other.ris", 5) == ""
    list(known.values())
    (folder.root / path).unlink()
    assert found(folder) == {}


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_every_line_that_is_not_blank_belongs_to_one_record(blanks: list[int]) -> None:
    """Records of RIS with any number of blank lines between them."""
    text = "".join(papers(1, n) + "\n" * blank for n, blank in enumerate(blanks, start=1))
    with temporary() as root:
        folder = imported(root, "x.ris", text.encode())
        numbers = [n for raw in found(folder).values() for n in range(raw.first, raw.last + 1)]
        filled = [n for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
        assert numbers == filled
