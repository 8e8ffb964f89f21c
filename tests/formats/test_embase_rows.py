"""Embase's CSV with a line per field."""

from reviewkit.formats import registry
from reviewkit.formats.csv import CSV
from reviewkit.formats.embase_rows import EMBASE_ROWS, recognises

TEXT = (
    '"TITLE","A"\n"AUTHOR NAMES","Berg N.","Dahl P."\n"SOURCE","Nordic Care (2014) 3:2 (152-60)"\n'
    '"ABSTRACT","Words, and\nmore"\n"MEDLINE PMID","34000001"\n"EMBASE ACCESSION ID","630000001"\n\n'
    '"TITLE","B"\n"AUTHOR NAMES","Moe L., Sand T."\n"PUBLICATION YEAR","2015"\n'
)


def test_a_record_begins_at_each_title_and_keeps_every_value() -> None:
    first, second = registry.read(TEXT.encode(), "x.csv").records
    assert [(item.tag, item.value, item.line) for item in first.fields][:3] == [
        ("TITLE", "A", 1),
        ("AUTHOR NAMES", "Berg N.", 2),
        ("AUTHOR NAMES", "Dahl P.", 2),
    ]
    assert (first.authors, first.journal, first.year) == (("Berg N.", "Dahl P."), "Nordic Care", 2014)
    assert (first.pages, first.pmid, first.abstract) == ("152-160", "34000001", "Words, and more")
    assert (second.title, second.authors, second.year, second.place.line) == ("B", ("Moe L.", "Sand T."), 2015, 9)


def test_text_before_the_first_title_is_noted() -> None:
    reading = registry.read(("SEARCH,x\n" + TEXT).encode(), "x.csv", "", "embase-rows")
    assert len(reading.records) == 2
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(1, "outside")]


def test_a_table_is_not_taken_for_it_nor_it_for_a_table() -> None:
    assert recognises(TEXT)
    assert not CSV.recognises(TEXT)
    for table in ("Title,Author Names,Source\nA,B,C\n", "Title\nVolume\n", "TITLE,A\nVolume,3\n"):
        assert not EMBASE_ROWS.recognises(table)
