"""RIS in without loss: as many records as went in, every tag, every character of every value."""

import csv
import re
from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from rispy.config import TAG_KEY_MAPPING

from reviewkit.errors import Place
from reviewkit.formats import ris
from reviewkit.formats.base import decoded
from reviewkit.model import Field, Record
from tests.conftest import SHARED, shared

FAULTS = Path(__file__).parent.parent / "exports"


def read(text: str) -> tuple[list[list[tuple[str, str]]], list[str]]:
    """Tags and values of each record, and the codes of what was odd."""
    reading = ris.read(text, "x.ris")
    return (
        [[(entry.tag, entry.value) for entry in record.fields] for record in reading.records],
        [problem.code for problem in reading.problems],
    )


def test_a_repeated_tag_is_kept_each_time() -> None:
    records, odd = read("TY  - JOUR\nAB  - one\nAB  - two\nSN  - 1\nSN  - 2\nER  - \n")
    assert records == [[("TY", "JOUR"), ("AB", "one"), ("AB", "two"), ("SN", "1"), ("SN", "2")]]
    assert odd == []


def test_a_missing_er_ends_no_record_early_and_merges_none() -> None:
    records, odd = read("TY  - JOUR\nTI  - one\nTY  - BOOK\nTI  - two\n")
    assert [record[1] for record in records] == [("TI", "one"), ("TI", "two")]
    assert odd == ["missing-er", "missing-er"]


def test_lines_without_a_tag_go_on_the_value_before() -> None:
    records, _ = read("TY  - JOUR\nKW  - one\ntwo\n\nthree\nER  - \n")
    assert records == [[("TY", "JOUR"), ("KW", "one\ntwo\n\nthree")]]


def test_only_line_ends_end_a_line() -> None:
    records, _ = read("TY  - JOUR\rTI  - a\u2028b\x0bc\x85d\r\nER  - \n")
    assert records == [[("TY", "JOUR"), ("TI", "a\u2028b\x0bc\x85d")]]


def test_text_outside_records_is_reported_and_stops_nothing() -> None:
    records, odd = read("Provider: x\n1. \nTY  - JOUR\nTI  - a\nER  - \nLink to the full text\n")
    assert len(records) == 1
    assert odd == ["outside", "outside"]


def test_tags_after_er_stay_with_their_record() -> None:
    records, odd = read("TY  - JOUR\nTI  - a\nER  - \nNL  - x\n\nTY  - JOUR\nTI  - b\nER  - \n")
    assert records[0][-1] == ("NL", "x")
    assert len(records) == 2
    assert odd == ["tags-after-er"]


def test_a_record_without_ty_is_a_record() -> None:
    records, odd = read("T1  - a\nAU  - b\nER  - \n\nT1  - c\nER  - \n")
    assert [record[0] for record in records] == [("T1", "a"), ("T1", "c")]
    assert odd == ["missing-ty", "missing-ty"]


def test_one_space_before_the_dash_is_read_where_the_record_began_so() -> None:
    assert read("TY - JOUR\nTI - a\nER -\n")[0] == [[("TY", "JOUR"), ("TI", "a")]]
    assert read("TY  - JOUR\nAB  - x\nIS - y\nER  - \n")[0] == [[("TY", "JOUR"), ("AB", "x\nIS - y")]]


def test_text_after_er_is_kept() -> None:
    assert read("TY  - JOUR\nER  - End of Reference\n")[0] == [[("TY", "JOUR"), ("ER", "End of Reference")]]


def test_writing_changes_no_value_and_drops_none() -> None:
    text = "TY  - JOUR\nAB  - two  blanks\n   and a line\nUK  - x\nER  - End of Reference\n"
    once = ris.written(ris.read(text, "x").records)
    expected = ["TY  - JOUR", "AB  - two  blanks and a line", "UK  - x", "N1  - ER: End of Reference", "ER  - "]
    assert once.split("\r\n")[:5] == expected
    assert ris.written(ris.read(once, "x").records) == once


def test_no_record_is_an_error_that_says_what_to_do() -> None:
    reading = ris.read("hello\n", "x.ris")
    assert not reading.records
    assert str(reading.problems[-1]).startswith("x.ris:1: no record found")


def test_every_record_knows_its_line() -> None:
    reading = ris.read("\nTY  - JOUR\nTI  - a\nER  - \n\nTY  - JOUR\nTI  - b\nER  - \n", "x.ris")
    assert [record.place.line for record in reading.records] == [2, 6]
    assert reading.records[1].fields[1].line == 7


@pytest.mark.parametrize(
    ("tags", "known"),
    [
        ("AB  - Real text\nAB  - Copyright of J is the property of P", {"abstract": "Real text"}),
        ("N2  - Ovid's abstract", {"abstract": "Ovid's abstract"}),
        ("DO  - https://doi.org/10.1000/A", {"doi": "10.1000/a"}),
        ("L3  - 10.1000/b", {"doi": "10.1000/b"}),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/26957754", {"pmid": "26957754"}),
        ("U1  - 26957754[pmid]", {"pmid": "26957754"}),
        ("AN  - 26957754\nDB  - PubMed", {"pmid": "26957754"}),
        ("AN  - 26957754\nDB  - ERIC", {"pmid": ""}),
        ("Y1  - 2020/11//Nov/Dec2020", {"year": 2020}),
        ("SP  - 1\nEP  - 9", {"pages": "1-9"}),
        ("AU  - Wood, CJ\nAU  - ...", {"authors": ("Wood, CJ",)}),
        ("VL  - UNKNOWN", {"volume": ""}),
        ("T1  - &lt;i&gt;A&lt;/i&gt; title", {"title": "A title"}),
    ],
)
def test_dialects_are_understood(tags: str, known: dict[str, object]) -> None:
    record = ris.read(f"TY  - JOUR\n{tags}\nER  - \n", "x.ris").records[0]
    assert {name: getattr(record, name) for name in known} == known


values = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
tags = st.sampled_from(sorted(set(TAG_KEY_MAPPING) - {"TY", "ER", "UK"}))
bodies = st.lists(st.tuples(tags, values), min_size=1, max_size=12)


@given(st.lists(bodies, min_size=1, max_size=6))
def test_what_is_written_reads_back_as_the_same_records(entries: list[list[tuple[str, str]]]) -> None:
    """Read -> write -> read is the same, and the second writing has the same bytes."""
    text = "".join(
        "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in body) + "ER  - \n\n" for body in entries
    )
    first = ris.read(text, "x.ris")
    once = ris.written(first.records)
    second = ris.read(once, "x.ris")
    assert [[(f.tag, f.value) for f in record.fields[1:]] for record in second.records] == entries
    assert ris.written(second.records) == once
    assert second.problems == ()


@given(st.lists(bodies, min_size=1, max_size=5))
def test_rispy_reads_as_many_records_in_what_we_write(entries: list[list[tuple[str, str]]]) -> None:
    """An independent reader agrees on the records."""
    text = "".join(
        "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in body) + "ER  - \n" for body in entries
    )
    written = ris.written(ris.read(text, "x.ris").records).replace("\r\n", "\n")
    assert len(rispy.loads(written)) == len(entries)


@given(st.text(max_size=400))
def test_any_text_reads_without_a_traceback_and_loses_no_line_of_a_record(text: str) -> None:
    text = "TY  - JOUR\n" + text
    reading = ris.read(text, "x.ris")
    kept = "".join(f.tag + f.value for record in reading.records for f in record.fields)
    for line in re.split(r"\r\n|\n|\r", text):
        if line.strip() and not reading.problems and "ER" not in line[:6] and len(reading.records) == 1:
            assert line.split("-", 1)[-1].strip() in kept or line.strip() in kept


@pytest.mark.parametrize("path", sorted(FAULTS.glob("*.ris")), ids=lambda path: path.stem)
def test_faulty_exports_read_as_the_golden_files_say(path: Path) -> None:
    """tests/exports/NAME.ris reads as tests/expected/NAME.txt: the problems, then every tag and value."""
    text, notes = decoded(path.read_bytes(), path.name)
    reading = ris.read(text, path.name)
    lines = [str(problem) for problem in (*notes, *reading.problems)]
    for number, record in enumerate(reading.records, start=1):
        lines += ["", f"record {number} at {record.place}"]
        lines += [f"{entry.line:>4} {entry.tag:<4} {entry.value!r}" for entry in record.fields]
    golden = FAULTS.parent / "expected" / f"{path.stem}.txt"
    assert "\n".join(lines) + "\n" == golden.read_text(encoding="utf-8")


def corpus() -> list[tuple[str, int]]:
    """The RIS files of the corpus with the number of records each holds."""
    index = SHARED / "exports" / "INDEX.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [(row["file"], int(row["records"])) for row in rows if row["TY"] and int(row["TY"]) > 0]


@pytest.mark.thorough
@pytest.mark.parametrize(("file", "count"), corpus() or [("absent", 0)])
def test_real_exports_give_as_many_records_as_they_hold_and_every_character(file: str, count: int) -> None:
    data = shared("exports", file).read_bytes()
    text, _ = decoded(data, file)
    reading = ris.read(text, file)
    assert len(reading.records) == count
    inside = re.split(r"(?m)^\s{0,3}TY {1,2}-", re.sub(r"\r\n?", "\n", text))[1:]
    body = "TY" + "TY".join(inside)
    kept = "".join(field.tag + field.value for record in reading.records for field in record.fields)
    lost = count_letters(body) - count_letters(kept)
    outside = "".join(line for line in lines_outside(text))
    assert lost <= count_letters(outside), f"{lost} letters lost"


def count_letters(text: str) -> int:
    """Letters and digits, less the ER of each record."""
    return sum(letter.isalnum() for letter in re.sub(r"(?m)^ER {1,2}-", "", text).replace("ER", ""))


def lines_outside(text: str) -> list[str]:
    """Lines after an ER and before the next TY that carry no tag."""
    found, inside = [], False
    for line in re.split(r"\r\n|\n|\r", text):
        if re.match(r"\s{0,3}TY {1,2}-", line):
            inside = True
        elif re.match(r"ER {1,2}-", line):
            inside = False
        elif not inside:
            found.append(line)
    return found


def test_fields_are_values_that_cannot_change() -> None:
    with pytest.raises(AttributeError):
        Field("TI", "a", 1).value = "b"  # type: ignore[misc]


@pytest.mark.parametrize("tag", ["TI  - x\r\nER  - \r\n\r\nTY", "", "lower", "TY", "ER", "A B", "TI\n"])
def test_no_tag_of_a_stranger_begins_or_ends_another_record(tag: str) -> None:
    fields = (Field("TY", "JOUR", 1), Field("TI", "A", 2), Field(tag, "value", 3), Field("PY", "2020", 4))
    (found,) = ris.read(ris.written([Record("", "", Place("x"), fields)]), "x.ris").records
    assert (found.title, found.year) == ("A", 2020)
    assert any(item.tag == "N1" and item.value.endswith(": value") for item in found.fields)


def known_of(tags: str) -> Record:
    (record,) = ris.read(f"TY  - JOUR\nTI  - A\n{tags}\nER  - \n", "x.ris").records
    return record


@pytest.mark.parametrize(
    ("tags", "pmid"),
    [
        ("C2  - 30000001.0\nDB  - Scopus", "30000001"),
        ("C5  - 30000001 [http://www.ncbi.nlm.nih.gov/pubmed/30000001]\nDB  - Embase", "30000001"),
        ("L2  - https://pubmed.ncbi.nlm.nih.gov/30000001/", "30000001"),
        ("DB  - Scopus\nC2  - 34000001", "34000001"),
        ("UR  - https://www.scopus.com/inward/record.uri?eid=1\nC2  - 34000001", "34000001"),
        ("DB  - Scopus\nC7  - 34000001", ""),
        ("DB  - PubMed\nC2  - PMC34000001\nAN  - 34000002", "34000002"),
        ("C2  - 34000001", ""),
        ("DB  - Embase\nC5  - 34000001\nAN  - 630000001", "34000001"),
        ("DB  - Scopus\nC5  - 34000001", ""),
        ("C3  - PUBMED 34000001,EMBASE 630000001", "34000001"),
        ("C3  - EMBASE 630000001", ""),
        ("C3  - Proceedings of 34000001", ""),
        ("U1  - 34000001 [PMID]", "34000001"),
        ("AN  - MEDLINE:34000001", "34000001"),
        ("DB  - mdc\nAN  - 34000001", "34000001"),
        ("DB  - ccm\nAN  - 34000001", ""),
        ("DB  - Embase\nAN  - 34000001", ""),
        ("DP  - MEDLINE\nAN  - 34000001; 2890000001", "34000001"),
        ("N1  - nbib CIN: Nord Care. PMID: 28000001\nAN  - 34000001", "34000001"),
        ("N1  - Comment in: Nord Care. PMID: 28000001", ""),
        ("DB  - x\nID  - 12\nUR  - https://pubmed.ncbi.nlm.nih.gov/34000001", "34000001"),
    ],
)
def test_the_pubmed_id_is_where_each_database_writes_it_and_nowhere_else(tags: str, pmid: str) -> None:
    assert known_of(tags).pmid == pmid


@pytest.mark.parametrize(
    ("tags", "pages"),
    [
        ("C7  - e0123", "e0123"),
        ("C7  - ARTN 104501", "104501"),
        ("C7  - e0123\nSP  - 3\nEP  - 9", "3-9"),
        ("C7  - A name of something", ""),
        ("EP  - 9", "9"),
    ],
)
def test_the_number_of_an_article_replaces_pages_that_are_not_there(tags: str, pages: str) -> None:
    assert known_of(tags).pages == pages


@pytest.mark.parametrize(
    ("tags", "year"),
    [
        ("C6  - JUN 2022", 2022),
        ("PY  - 2023\nC6  - JUN 2022", 2023),
        ("C6  - PMC2022", None),
        ("C6  - 2022", None),
    ],
)
def test_early_access_gives_the_year_where_there_is_no_other(tags: str, year: int | None) -> None:
    assert known_of(tags).year == year


def test_an_entry_of_a_registry_has_its_number_and_no_author_journal_or_doi() -> None:
    """CENTRAL writes the number as the author and the registry's address as the journal."""
    found = known_of(
        "AN  - CN-00000001\nAU  - NCT00000001\nJO  - https://clinicaltrials.gov/show/NCT00000001\n"
        "C3  - CTgov NCT00000001\nUR  - https://www.cochranelibrary.com/central/doi/10.1002/central/CN-00000001/full"
    )
    assert (found.authors, found.journal, found.doi) == ((), "", "")
    assert found.identifiers == ("trial:NCT00000001", "central:CN-00000001")


@pytest.mark.parametrize(
    "tags",
    [
        "DO  - 10.5555/a\nAN  - NCT00000001",
        "C3  - PUBMED 34000001,CTgov NCT00000001",
        "VL  - 3\nUR  - https://clinicaltrials.gov/study/NCT00000001",
        "AB  - Registered as NCT00000001",
        "N1  - NCT00000001",
    ],
)
def test_the_trial_that_an_article_reports_is_not_the_article(tags: str) -> None:
    assert known_of(tags).identifiers == ()


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("TY  - BOOK\nTI  - A\nSN  - 978-82-00-00000-0", ("isbn:9788200000000",)),
        ("TY  - CHAP\nTI  - A\nSN  - 978-82-00-00000-0", ()),
        ("TY  - JOUR\nTI  - A\nSN  - 1000-0001", ()),
        ("TY  - RPRT\nTI  - A\nM1  - Rapport 12/2018", ("report:12/2018",)),
        ("TY  - RPRT\nTI  - A\nSN  - 1000-0001\nIS  - 7", ("report:7",)),
        ("TY  - JOUR\nTI  - A\nM1  - 12/2018", ()),
        ("TY  - DBASE\nTI  - A\nUR  - https://www.isrctn.com/ISRCTN00000001", ("trial:ISRCTN00000001",)),
        ("TY  - JOUR\nTI  - A\nDO  - 10.1186/ISRCTN00000001", ("trial:ISRCTN00000001",)),
    ],
)
def test_isbns_and_report_numbers_belong_to_whole_books_and_reports(
    text: str, identifiers: tuple[str, ...]
) -> None:
    (record,) = ris.read(f"{text}\nER  - \n", "x.ris").records
    assert record.identifiers == identifiers


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Lunde, Kari; Berge, O. T.; Sand, Tor", ("Lunde, Kari", "Berge, O. T.", "Sand, Tor")),
        ("Lunde, K and Berge, OT", ("Lunde, K", "Berge, OT")),
        ("Garc&iacute;a, Ana", ("García, Ana",)),
        ("Institute for Work and Health", ("Institute for Work and Health",)),
        ("Lunde, Kari; Department of Health and Care", ("Lunde, Kari", "Department of Health and Care")),
    ],
)
def test_names_that_were_written_into_one_line_are_several(line: str, authors: tuple[str, ...]) -> None:
    assert known_of(f"AU  - {line}").authors == authors


def test_what_says_that_there_is_no_abstract_is_none() -> None:
    assert known_of("AB  - [No abstract available]").abstract == ""


def test_the_issue_of_a_journal_is_not_the_number_of_a_report() -> None:
    report = "TY  - RPRT\nTI  - A\nT2  - Notes\nIS  - 7\n"
    assert ris.read(f"{report}ER  - \n", "x").records[0].identifiers == ("report:7",)
    assert ris.read(f"{report}VL  - PP\nER  - \n", "x").records[0].identifiers == ()


@pytest.mark.parametrize("no_name", ["et al.", "…", "...", "and others", "m.fl.", "NCT00000001"])
def test_what_says_that_a_list_of_authors_goes_on_is_no_author(no_name: str) -> None:
    assert known_of(f"AU  - Berg, Nora\nAU  - {no_name}").authors == ("Berg, Nora",)


def test_a_name_that_is_cut_is_kept_without_the_dots() -> None:
    assert known_of("AU  - N Berg…").authors == ("N Berg",)


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("N1  - JAMA Pediatr. 2017;171(11):1038-9. PMID: 28859188", ""),
        ("N1  - Comment in: PMID 28859188; erratum in PMID: 28859189", ""),
        ("AN  - 28859190\nDB  - PubMed\nN1  - nbib CIN: JAMA. PMID: 28859188", "28859190"),
        ("AN  - 28859190\nN1  - nbib CIN: JAMA. PMID: 28859188", "28859190"),
        ("N1  - PMID: 28859190", "28859190"),
        ("N1  - https://pubmed.ncbi.nlm.nih.gov/28859190/", "28859190"),
        ("N1  - Accession Number: 104; PMID: 28859190; Language: English", "28859190"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/28859190", "28859190"),
    ],
)
def test_a_pubmed_id_within_a_note_is_another_article_s(lines: str, pmid: str) -> None:
    assert ris.read(f"TY  - JOUR\nTI  - A\n{lines}\nER  - \n", "x").records[0].pmid == pmid
