"""Line formats with short tags: nbib, Web of Science, refer, RefWorks, Ovid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.formats import registry
from reviewkit.formats.base import Reading
from reviewkit.formats.tagged import NBIB, OVID, REFER, REFWORKS, WOS, WOS_TAB
from reviewkit.model import Record
from tests.formats.samples import SAMPLES

LINES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=20)


def read(name: str, text: str) -> Reading:
    return registry.read(text.encode("utf-8"), "x", "", name)


def fields(name: str, text: str) -> list[list[tuple[str, str]]]:
    return [[(item.tag, item.value) for item in record.fields] for record in read(name, text).records]


def one(name: str, text: str) -> Record:
    (record,) = read(name, text).records
    return record


# --- nbib -----------------------------------------------------------------------------------------------------------


def test_nbib_lines_that_are_indented_go_on_the_value_before() -> None:
    assert fields("nbib", "PMID- 1\nTI  - A title\n      of two lines\nAB  -\n      late\n") == [
        [("PMID", "1"), ("TI", "A title\nof two lines"), ("AB", "late")]
    ]


def test_nbib_records_end_at_a_blank_line_or_at_the_next_pmid() -> None:
    for between in ("\n", "\n\n  \n", ""):
        text = f"PMID- 1\nTI  - A\n{between}PMID- 2\nTI  - B\n"
        assert [record[1][1] for record in fields("nbib", text)] == ["A", "B"]


def test_nbib_without_a_pmid_is_a_record_too() -> None:
    assert len(fields("nbib", "OWN - ERIC\nTI  - A\n\nOWN - ERIC\nTI  - B\n")) == 2


def test_nbib_keeps_tags_that_repeat_and_a_second_pmid_of_a_correction() -> None:
    (record,) = fields("nbib", "PMID- 1\nTI  - A\nMH  - x\nMH  - y\nCON - J. PMID: 2\n")
    assert [value for tag, value in record if tag == "MH"] == ["x", "y"]


def test_nbib_says_what_comes_before_the_first_record_once() -> None:
    reading = read("nbib", "Search: care\nmore\n\nPMID- 1\nTI  - A\n")
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(1, "outside")]
    assert len(reading.records) == 1
    assert reading.records[0].place.line == 4


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (
            "FAU - Berg, Nora\nAU  - Berg N\nFAU - Dahl, Per\nAU  - Dahl P",
            {"authors": ("Berg, Nora", "Dahl, Per")},
        ),
        ("AU  - Berg N\nCN  - The Group", {"authors": ("Berg N", "The Group")}),
        ("DP  - 2020 Nov-Dec", {"year": 2020}),
        ("DEP - 20190502", {"year": 2019}),
        ("LID - S1 [pii]\nLID - 10.1000/X [doi]", {"doi": "10.1000/x"}),
        ("AID - 10.1000/y [doi]", {"doi": "10.1000/y"}),
        ("SO  - J. 2020;3(4):7. doi: 10.1000/z.", {"doi": "10.1000/z"}),
        ("TA  - J Care\nJT  - Journal of Care", {"journal": "Journal of Care"}),
        ("BTI - A book", {"title": "A book"}),
        ("PG  - 457-60", {"pages": "457-460"}),
        ("PT  - Journal Article\nPT  - Review", {"kind": "Journal Article"}),
        ("LA  - nor", {"language": "nor"}),
    ],
)
def test_nbib_is_understood(lines: str, known: dict[str, object]) -> None:
    record = one("nbib", f"PMID- 123456\n{lines}\n")
    assert record.pmid == "123456"
    assert {name: getattr(record, name) for name in known} == known


# --- Web of Science -------------------------------------------------------------------------------------------------


def test_wos_head_and_end_of_the_file_belong_to_no_record() -> None:
    text = "FN Clarivate\nVR 1.0\nPT J\nTI A\nER\n\nPT B\nTI B\nER\nEF\n"
    assert fields("wos", text) == [[("PT", "J"), ("TI", "A")], [("PT", "B"), ("TI", "B")]]


def test_wos_records_without_er_end_at_the_next_pt() -> None:
    assert len(fields("wos", "PT J\nTI A\nPT J\nTI B\n")) == 2


def test_wos_names_on_one_line_are_several() -> None:
    assert one("wos", "PT J\nAF Lunde, Kari; Berge, Ola\nTI A\nER\n").authors == ("Lunde, Kari", "Berge, Ola")


def test_wos_text_after_er_is_kept() -> None:
    assert fields("wos", "PT J\nTI A\nER end of record\n") == [[("PT", "J"), ("TI", "A"), ("ER", "end of record")]]


def test_wos_names_are_on_lines_of_their_own() -> None:
    assert one("wos", "PT J\nAU Berg, N\n   Dahl, P\nAF Berg, Nora\n   Dahl, Per\nER\n").authors == (
        "Berg, Nora",
        "Dahl, Per",
    )
    assert one("wos", "PT J\nAU Berg, N\n   Dahl, P\nER\n").authors == ("Berg, N", "Dahl, P")


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("BP 7\nEP 9", {"pages": "7-9"}),
        ("AR e12", {"pages": "e12"}),
        ("EY 2021", {"year": 2021}),
        ("PD SEP 2019", {"year": 2019}),
        ("J9 J CARE", {"journal": "J CARE"}),
        ("D2 10.1000/book", {"doi": "10.1000/book"}),
        ("PM 123456", {"pmid": "123456"}),
        ("DT Review", {"kind": "Review"}),
        ("VL 3\nIS 4", {"volume": "3", "issue": "4"}),
    ],
)
def test_wos_is_understood(lines: str, known: dict[str, object]) -> None:
    record = one("wos", f"PT J\nTI A\n{lines}\nER\n")
    assert {name: getattr(record, name) for name in known} == known


@pytest.mark.parametrize("name", ["wos", "wos-tab"])
def test_how_many_pages_there_are_is_not_where_they_are(name: str) -> None:
    text = {"wos": "PT J\nTI A title\nPG 12\nER\n", "wos-tab": "PT\tTI\tPG\nJ\tA title\t12\n"}[name]
    assert one(name, text).pages == ""


def test_wos_tab_has_its_tags_in_the_first_line() -> None:
    reading = read("wos-tab", "PT\tAU\tTI\nJ\tBerg, N; Dahl, P\tA\n\nJ\t\tB\textra\t\tmore\n")
    assert [[(item.tag, item.value) for item in record.fields] for record in reading.records] == [
        [("PT", "J"), ("AU", "Berg, N; Dahl, P"), ("TI", "A")],
        [("PT", "J"), ("TI", "B"), ("", "extra"), ("", "more")],
    ]
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(4, "cells")]
    assert reading.records[0].authors == ("Berg, N", "Dahl, P")


def test_wos_tab_may_begin_with_a_blank_line() -> None:
    assert len(fields("wos-tab", "\nPT\tAU\tTI\nJ\tBerg, N\tA title\n")) == 1


# --- refer ----------------------------------------------------------------------------------------------------------


def test_refer_records_are_parted_by_blank_lines_or_types() -> None:
    for between in ("\n", "\n\n", ""):
        text = f"%0 Book\n%T A\n{between}%0 Book\n%T B\n"
        assert [record[1][1] for record in fields("enw", text)] == ["A", "B"]
    assert len(fields("enw", "%T A\n%A Berg\n\n%T B\n%A Dahl\n")) == 2
    assert len(fields("enw", "%A Berg\n%T A\n\n%A Dahl\n%T B\n")) == 2


def test_refer_blank_lines_in_an_abstract_part_nothing() -> None:
    assert fields("enw", "%0 Book\n%T A\n%X One.\n\nTwo.\n%D 2020\n") == [
        [("%0", "Book"), ("%T", "A"), ("%X", "One.\nTwo."), ("%D", "2020")]
    ]


def test_refer_tags_are_signs_too_and_a_value_may_touch_its_tag() -> None:
    assert fields("enw", "%0 Book\n%@ 1234\n%+ Oslo\n%TA title\n%K\n") == [
        [("%0", "Book"), ("%@", "1234"), ("%+", "Oslo"), ("%T", "A title"), ("%K", "")]
    ]


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("%A Berg, Nora\n%A Dahl, Per", {"authors": ("Berg, Nora", "Dahl, Per")}),
        ("%A Berg, Nora; Dahl, Per", {"authors": ("Berg, Nora", "Dahl, Per")}),
        ("%A van Dijk, Per Olav", {"authors": ("van Dijk, Per Olav",)}),
        ("%8 May 2019", {"year": 2019}),
        ("%B A book", {"journal": "A book"}),
        ("%U https://doi.org/10.1000/X", {"doi": "10.1000/x"}),
        ("%M 123456\n%~ NLM", {"pmid": "123456"}),
        ("%M 123456\n%~ Embase", {"pmid": ""}),
        ("%M 123456", {"pmid": ""}),
        ("%M CN-1\n%U https://pubmed.ncbi.nlm.nih.gov/123456/", {"pmid": "123456"}),
        ("%X Words\ngo on", {"abstract": "Words go on"}),
        ("%P 7-9\n%V 3\n%N 4\n%G nb", {"pages": "7-9", "volume": "3", "issue": "4", "language": "nb"}),
    ],
)
def test_refer_is_understood(lines: str, known: dict[str, object]) -> None:
    record = one("enw", f"%0 Journal Article\n%T A\n{lines}\n")
    assert {name: getattr(record, name) for name in known} == known


# --- RefWorks -------------------------------------------------------------------------------------------------------


def test_refworks_records_begin_with_their_type() -> None:
    text = "RT Journal Article\nT1 A\nK1 x\nK1 y\nRT Book\nT1 B\n"
    assert fields("refworks", text) == [
        [("RT", "Journal Article"), ("T1", "A"), ("K1", "x"), ("K1", "y")],
        [("RT", "Book"), ("T1", "B")],
    ]


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("A1 Berg, Nora\nA1 Dahl, Per", {"authors": ("Berg, Nora", "Dahl, Per")}),
        ("FD 2 May 2019", {"year": 2019}),
        ("JO J Care", {"journal": "J Care"}),
        ("SP 457\nOP 60", {"pages": "457-460"}),
        ("LK https://doi.org/10.1000/X", {"doi": "10.1000/x"}),
        ("AB Words\ngo on", {"abstract": "Words go on"}),
    ],
)
def test_refworks_is_understood(lines: str, known: dict[str, object]) -> None:
    record = one("refworks", f"RT Journal Article\nT1 A\n{lines}\n")
    assert {name: getattr(record, name) for name in known} == known


# --- Ovid -----------------------------------------------------------------------------------------------------------


def test_ovid_records_begin_with_their_number_and_field_names_are_at_the_margin() -> None:
    text = "Database: x\n<1>\nTitle\n  A title\n  of two lines\nAuthor\n  Berg N.\n\n<2. >\nTitle\n  B\n"
    reading = read("ovid", text)
    assert [[(item.tag, item.value) for item in record.fields] for record in reading.records] == [
        [("<>", "1"), ("Title", "A title\nof two lines"), ("Author", "Berg N.")],
        [("<>", "2"), ("Title", "B")],
    ]
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(1, "outside")]


def test_ovid_s_short_tags_are_read_too() -> None:
    assert fields("ovid", "<1>\nUI  - 123456\nTI  - A title\n AB  - Words\n  and more\n") == [
        [("<>", "1"), ("UI", "123456"), ("TI", "A title"), ("AB", "Words\nand more")]
    ]


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Berg, Nora; Dahl, Per", ("Berg, Nora", "Dahl, Per")),
        ("Berg N.  Dahl P.", ("Berg N", "Dahl P")),
        ("Berg, Nora 1,2; Dahl, Per (3)", ("Berg, Nora", "Dahl, Per")),
        ("Berg, Nora 1,2,+; Dahl, Per 2,*", ("Berg, Nora", "Dahl, Per")),
        ("Berg, Nora [E-mail: nora@example.org]", ("Berg, Nora",)),
    ],
)
def test_ovid_s_names_lose_their_dots_and_numbers(value: str, authors: tuple[str, ...]) -> None:
    assert one("ovid", f"<1>\nAuthor\n  {value}\nTitle\n  A\n").authors == authors


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (
            "Source\n  Journal of Care. 3(2):7-9, 2019.",
            {"journal": "Journal of Care. 3(2):7-9, 2019.", "year": 2019},
        ),
        ("SO  - Journal of Care\nYR  - 2019", {"journal": "Journal of Care", "year": 2019}),
        ("Journal Name\n  J\nPublication Year\n  2018", {"journal": "J", "year": 2018}),
        ("Date of Publication\n  May 2017", {"year": 2017}),
        ("VO  - 3\nIP  - 4\nPG  - 7-9", {"volume": "3", "issue": "4", "pages": "7-9"}),
        ("Digital Object Identifier\n  https://doi.org/10.1000/X", {"doi": "10.1000/x"}),
        ("DOI Number\n  10.1000/X", {"doi": "10.1000/x"}),
        ("DI  - 10.1000/X", {"doi": "10.1000/x"}),
        ("Unique Identifier\n  123456", {"pmid": "123456"}),
        ("Abstract\n  Words\n  go on", {"abstract": "Words go on"}),
        ("LG  - Norwegian\nPT  - Review", {"language": "Norwegian", "kind": "Review"}),
        ("Publication Type\n  Review\nLanguage\n  English", {"kind": "Review", "language": "English"}),
    ],
)
def test_ovid_is_understood(lines: str, known: dict[str, object]) -> None:
    record = one("ovid", f"<1>\nTitle\n  A\n{lines}\n")
    assert {name: getattr(record, name) for name in known} == known


# --- all ------------------------------------------------------------------------------------------------------------

WRITTEN = {
    "nbib": ("PMID- 1\n", "KW  - {}\n", "      {}\n", "KW"),
    "wos": ("PT J\n", "DE {}\n", "   {}\n", "DE"),
    "enw": ("%0 Book\n", "%K {}\n", "   {}\n", "%K"),
    "refworks": ("RT Book\n", "K1 {}\n", "   {}\n", "K1"),
    "ovid": ("<1>\n", "KW  - {}\n", "  {}\n", "KW"),
}


@pytest.mark.parametrize("name", WRITTEN)
@given(values=st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_values_of_any_lines_come_back(name: str, values: list[list[str]]) -> None:
    begin, first, more, tag = WRITTEN[name]
    text = begin + "".join(
        first.format(lines[0]) + "".join(more.format(line) for line in lines[1:]) for lines in values
    )
    (record,) = fields(name, text)
    assert [value for found, value in record if found == tag] == ["\n".join(lines) for lines in values]


@pytest.mark.parametrize("name", ["nbib", "wos", "enw", "refworks", "ovid", "wos-tab"])
@given(text=st.text(max_size=200))
def test_any_text_is_read_to_its_end(name: str, text: str) -> None:
    if text.strip() and not text.startswith(("%PDF", "PK")) and "\ufeff" not in text:
        reading = read_anything(name, text)
        assert reading is None or reading.records or reading.problems


def read_anything(name: str, text: str) -> Reading | None:
    from reviewkit.errors import ReviewkitError

    try:
        return read(name, text)
    except ReviewkitError as error:
        assert "this is" in str(error)  # noqa: PT017 - it is plainly of another format
        return None
    except UnicodeEncodeError:
        return None


ALL = {"nbib": NBIB, "wos": WOS, "wos-tab": WOS_TAB, "enw": REFER, "refworks": REFWORKS, "ovid": OVID}


@pytest.mark.parametrize("name", ALL)
def test_each_is_recognised_and_takes_no_other_for_its_own(name: str) -> None:
    assert [sample for sample, text in SAMPLES.items() if ALL[name].recognises(text)] == [name]


@pytest.mark.parametrize("name", ALL)
def test_letters_and_lists_are_recognised_by_none(name: str) -> None:
    for text in ("Dear all,\nTI think\n", "- one\n- two\n", "<p>1</p>\n", "PT\n", "%\n%%\n", ""):
        assert not ALL[name].recognises(text)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (
            "FAU - Berg, Nora\nAU  - Berg N\nCN  - The Study Group\nFAU - Dahl, Per\nAU  - Dahl P",
            ("Berg, Nora", "The Study Group", "Dahl, Per"),
        ),
        ("CN  - The Study Group\nFIR - Berg, Nora\nIR  - Berg N", ("The Study Group",)),
        ("AU  - Berg N\nAU  - Dahl P\nCN  - The Study Group", ("Berg N", "Dahl P", "The Study Group")),
        ("FAU - Berg, Nora\nAU  - Berg N\nAU  - Dahl P", ("Berg, Nora", "Dahl P")),
    ],
)
def test_nbib_groups_are_authors_beside_people(lines: str, authors: tuple[str, ...]) -> None:
    assert one("nbib", f"PMID- 34000001\nTI  - A\n{lines}\n").authors == authors


@pytest.mark.parametrize(
    "tag", ["CIN", "CON", "EIN", "EFR", "UIN", "UOF", "RIN", "ROF", "RPI", "SPIN", "ECI", "DDIN"]
)
def test_nbib_numbers_of_comments_errata_and_updates_are_not_the_article_s(tag: str) -> None:
    known = one("nbib", f"TI  - A\nOWN - NLM\n{tag:<4}- Nord Care. doi: 10.5555/b. PMID: 28000001\n")
    assert (known.pmid, known.doi) == ("", "")


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("EA JUN 2022", {"year": 2022}),
        ("EA JUN 2022\nPY 2023", {"year": 2023}),
        ("UT MEDLINE:34000001", {"pmid": "34000001"}),
        ("UT WOS:000600000000001", {"pmid": ""}),
        ("VL Early Access", {"volume": ""}),
    ],
)
def test_wos_has_early_access_and_records_of_medline(lines: str, known: dict[str, object]) -> None:
    record = one("wos", f"PT J\nTI A\n{lines}\nER\n")
    assert {name: getattr(record, name) for name in known} == known


def test_ovid_has_pubmed_ids_in_medline_alone() -> None:
    assert one("ovid", "<1>\nUI  - 34000001\nTI  - A\n").pmid == "34000001"
    assert one("ovid", "<1>\nDB  - Ovid MEDLINE(R)\nUI  - 34000001\nTI  - A\n").pmid == "34000001"
    assert one("ovid", "<1>\nDB  - Embase\nUI  - 34000001\nTI  - A\n").pmid == ""
