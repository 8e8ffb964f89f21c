"""Records to text: what was written is read by our readers and by others, and nothing in it acts."""

import csv
import io
import json
import re
import warnings
from dataclasses import replace

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place
from reviewkit.formats import registry, ris, writers
from reviewkit.formats.reference import reference
from reviewkit.model import UNDERSTOOD, Field, Record
from reviewkit.normalize import readable
from tests.builders import papers
from tests.formats.samples import SAMPLES

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=30)
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=10)
TITLES = (
    st.lists(WORDS, min_size=1, max_size=5)
    .map(" ".join)
    .filter(
        lambda text: readable(text) == text and text.casefold() not in ("na", "nan", "none", "null", "unknown")
    )
)
NAMES = st.tuples(
    TITLES.filter(lambda text: " " not in text and "and" not in text), WORDS.filter(str.isascii)
).map(", ".join)
TAGS = st.sampled_from("TI AU AB KW N1 N2 JF T2 UR DO SN PB ID ZZ".split())


def record(**known: object) -> Record:
    return Record("a-0001", "a", Place("x", 1), **known)  # type: ignore[arg-type]


def again(ending: str, *records: Record) -> tuple[Record, ...]:
    """What our readers make of what was written."""
    return registry.read("".join(writers.WRITERS[ending](records)).encode("utf-8"), "y").records


@pytest.mark.parametrize("ending", ["ris", "bib", "json", "enw", "csv"])
@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_understood_survives_every_writer(name: str, ending: str) -> None:
    (record,) = registry.read(SAMPLES[name].encode(), "x").records
    text = "".join(writers.WRITERS[ending]([record]))
    (again,) = registry.read(text.encode("utf-8"), "y").records
    for field in ("title", "authors", "year", "journal", "volume", "pages", "doi"):
        assert getattr(again, field) == getattr(record, field), field


def test_ris_is_byte_stable_on_the_second_pass_through_jsonl() -> None:
    reading = registry.read(SAMPLES["ris"].encode(), "x")
    first = "".join(
        writers.as_ris(registry.read("".join(writers.as_jsonl(reading.records)).encode(), "y").records)
    )
    second = registry.read(first.encode(), "z").records
    through = registry.read("".join(writers.as_jsonl(second)).encode(), "y").records
    assert "".join(writers.as_ris(through)) == first


@pytest.mark.parametrize("start", ["=1+1", " =1+1", "\n=1+1", "\u00a0@x", "\t+1", "-1"])
def test_no_cell_of_the_csv_acts_as_a_formula_whatever_space_comes_before_it(start: str) -> None:
    text = "".join(writers.as_csv([Record("a-0001", "a", Place("x"), title=start)], {"a-0001": (start, start)}))
    head, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    cells = dict(zip(head, row, strict=True))
    assert {cells["title"], cells["decision"], cells["reason"]} == {"'" + start.strip()}


def test_every_writer_is_named_by_its_ending() -> None:
    assert list(writers.WRITERS) == ["ris", "jsonl", "csv", "bib", "json", "enw"]


@pytest.mark.parametrize("ending", writers.WRITERS)
def test_many_records_are_as_many_records(ending: str) -> None:
    records = registry.read(papers(25).encode(), "x").records
    found = again(ending, *records)
    assert [one.title for one in found] == [one.title for one in records]
    assert [one.doi for one in found] == [one.doi for one in records]


@pytest.mark.parametrize("ending", writers.WRITERS)
def test_pieces_come_one_by_one_and_none_for_no_record(ending: str) -> None:
    records = registry.read(papers(3).encode(), "x").records
    taken: list[int] = []

    def given_out() -> object:
        for n, one in enumerate(records):
            taken.append(n)
            yield one

    pieces = writers.WRITERS[ending](given_out())  # type: ignore[arg-type]
    next(iter(pieces))
    assert len(taken) <= 1
    nothing = "".join(writers.WRITERS[ending]([]))
    assert nothing in ("", "[]\n") or nothing.startswith("\ufeffid,title")


@pytest.mark.parametrize("ending", ["ris", "jsonl", "csv", "bib", "json", "enw"])
@given(
    title=TITLES,
    names=st.lists(NAMES, min_size=1, max_size=3, unique=True),
    year=st.integers(1900, 2029),
    abstract=TITLES,
)
def test_what_is_known_of_a_record_survives(
    ending: str, title: str, names: list[str], year: int, abstract: str
) -> None:
    sent = record(
        title=title, authors=tuple(names), year=year, abstract=abstract, journal="A journal", doi="10.1000/x"
    )
    if ending in ("ris", "jsonl"):
        sent = ris.understood(Record("a-0001", "a", Place("x", 1), tuple(ris.translated(sent))))
    (found,) = again(ending, sent)
    for name in ("title", "authors", "year", "abstract", "journal", "doi"):
        assert getattr(found, name) == getattr(sent, name), name


# --- RIS ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(TAGS, ANY_TEXT), max_size=8))
def test_any_text_in_any_field_survives_ris(entries: list[tuple[str, str]]) -> None:
    """Line ends become blanks, because a value of RIS is one line for every program; every other character stays."""
    fields = (Field("TY", "JOUR", 1), *(Field(tag, value, 2) for tag, value in entries))
    text = "".join(writers.as_ris([record(fields=fields)]))
    (found,) = ris.read(text, "y").records
    wanted = [
        (
            tag,
            " ".join(part.strip() for part in value.splitlines() if part.strip())
            if value.splitlines() != [value]
            else value.strip(),
        )
        for tag, value in entries
    ]
    assert [(item.tag, item.value) for item in found.fields[1:]] == [(tag, value.strip()) for tag, value in wanted]
    assert "".join(writers.as_ris([found])) == "".join(writers.as_ris(ris.read(text, "y").records))


@given(st.lists(st.lists(st.tuples(TAGS, ANY_TEXT), max_size=4), min_size=1, max_size=4))
def test_no_text_in_a_field_makes_two_records_of_one(entries: list[list[tuple[str, str]]]) -> None:
    records = [
        record(fields=(Field("TY", "JOUR", 1), *(Field(tag, value, 2) for tag, value in one))) for one in entries
    ]
    assert len(ris.read("".join(writers.as_ris(records)), "y").records) == len(entries)


@pytest.mark.parametrize("evil", ["x\nER  - \nTY  - JOUR\nTI  - forged", "x\rTY  - BOOK", "ER  - ", "TY  - BOOK"])
def test_a_value_cannot_forge_a_record(evil: str) -> None:
    text = "".join(writers.as_ris([record(fields=(Field("TY", "JOUR", 1), Field("AB", evil, 2)))]))
    assert len(ris.read(text, "y").records) == 1
    assert len(rispy.loads(text.replace("\r\n", "\n"))) == 1


def test_a_record_of_ris_begins_with_its_type_whatever_it_began_with() -> None:
    record = registry.read(b"TYPE  - JOUR\nTI  - A\nER  - \n", "x.ris", name="ris").records[0]
    assert "".join(writers.WRITERS["ris"]([record])).startswith("TY  - ")


def test_no_sign_of_an_address_in_bibtex_is_one_of_tex() -> None:
    record = registry.read(b"TY  - JOUR\nTI  - A\nDO  - 10.1000/x^^5cinput\nER  - \n", "x.ris").records[0]
    assert "^" not in "".join(writers.WRITERS["bib"]([record]))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "ris"])
def test_what_ris_has_no_tag_for_becomes_a_note(name: str) -> None:
    (sent,) = registry.read(SAMPLES[name].encode(), "x").records
    (found,) = ris.read("".join(writers.as_ris([sent])), "y").records
    everything = " ".join(item.value for item in found.fields)
    for item in sent.fields:
        assert " ".join(item.value.split()) in everything, item
    (entry,) = rispy.loads("".join(writers.as_ris([sent])).replace("\r\n", "\n"))
    assert entry["title"] == "A title"


# --- tables ---------------------------------------------------------------------------------------------------------


def table(*records: Record, decided: dict[str, tuple[str, str]] | None = None) -> list[dict[str, str]]:
    text = "".join(writers.as_csv(records, decided))
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_table_has_what_is_understood_and_decisions_where_they_were_asked_for() -> None:
    sent = record(title="A", authors=("B, c", "D"), year=2020)
    assert writers.COLUMNS[: len(UNDERSTOOD) + 1] == ("id", *UNDERSTOOD)
    assert list(table(sent)[0]) == [*writers.COLUMNS]
    assert (table(sent)[0]["authors"], table(sent)[0]["year"], table(sent)[0]["doi"]) == ("B, c; D", "2020", "")
    (row,) = table(sent, decided={"a-0001": ("exclude", "outcome")})
    assert (row["decision"], row["reason"]) == ("exclude", "outcome")
    (row,) = table(sent, decided={})
    assert (row["decision"], row["reason"]) == ("", "")


@given(ANY_TEXT, ANY_TEXT)
def test_no_cell_ever_starts_a_formula_or_breaks_its_row(one: str, other: str) -> None:
    (row,) = table(record(title=one, authors=(other, one), journal=other))
    assert len(row) == len(writers.COLUMNS)
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not [cell for cell in row.values() if "\n" in cell or "\r" in cell]


def test_one_author_of_many_words_survives_the_table() -> None:
    (found,) = again("csv", record(title="A title", authors=("van Dijk, Per Olav",), year=2020))
    assert found.authors == ("van Dijk, Per Olav",)


# --- BibTeX ---------------------------------------------------------------------------------------------------------


def test_bibtexparser_reads_the_bibtex_we_write() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser

        records = registry.read((papers(3) + SAMPLES["ris"]).encode(), "x").records
        entries = bibtexparser.loads("".join(writers.as_bibtex(records))).entries
    assert len(entries) == 4
    assert entries[-1]["title"] == "A title"
    assert entries[-1]["author"] == "Berg, Nora and Dahl, Per"
    assert len({entry["ID"] for entry in entries}) == 4


@pytest.mark.parametrize(
    ("authors", "year", "key"),
    [
        (("Berg, Nora",), 2020, "Berg2020_1"),
        (("Ødegård, P",), None, "Odegard_1"),
        ((), 2020, "anonymous2020_1"),
        (("中文",), 2020, "record2020_1"),
        (("O'Neil-Smith, A",), 2020, "ONeilSmith2020_1"),
    ],
)
def test_a_key_is_made_of_plain_letters(authors: tuple[str, ...], year: int | None, key: str) -> None:
    text = "".join(writers.as_bibtex([record(authors=authors, year=year)]))
    assert text.startswith(f"@misc{{{key},\n")


@given(ANY_TEXT)
def test_no_title_leaves_its_braces(title: str) -> None:
    sent = [record(title=title, journal="J"), record(title="The second", journal="J")]
    text = "".join(writers.as_bibtex(sent))
    found = registry.read(text.encode("utf-8"), "y", "", "bibtex")
    assert len(found.records) == 2
    assert found.records[1].title == "The second"
    assert found.problems == ()


@pytest.mark.parametrize(
    "evil", [r"\input{/etc/passwd}", "}} @article{x,", "100% of $5 & #1 a_b", r"\write18{rm}"]
)
def test_nothing_in_a_title_is_a_command(evil: str) -> None:
    text = "".join(writers.as_bibtex([record(title=evil)]))
    assert not re.search(r"\\[A-Za-z]", text)
    assert not re.search(r"(?<!\\)[%$&#]", text)


def test_a_doi_with_an_underscore_survives_bibtex() -> None:
    assert again("bib", record(title="A title", doi="10.1000/a_b"))[0].doi == "10.1000/a_b"


@pytest.mark.parametrize("title", ["About ~50 patients", "10^6 cells ~", "Landowners' priorities--a case study"])
def test_signs_that_latex_would_act_on_survive_bibtex(title: str) -> None:
    text = "".join(writers.as_bibtex([record(title=title)]))
    assert again("bib", record(title=title))[0].title == title
    assert not re.search(r"(?<!\\)[~^]", text)


def test_a_group_with_and_in_its_name_survives_bibtex() -> None:
    sent = record(title="A title", authors=("Ministry of Health and Care", "Berg, Nora"))
    assert again("bib", sent)[0].authors == sent.authors


@pytest.mark.parametrize("name", ["Health; Care", "others", "Berg AND Dahl", "A & B and C_D", "~^"])
def test_a_name_that_bibtex_would_take_for_several_survives(name: str) -> None:
    assert again("bib", record(title="A title", authors=(name, "Berg, Nora")))[0].authors == (name, "Berg, Nora")


# --- kinds of works -------------------------------------------------------------------------------------------------

WORKS = (
    "TY  - BOOK\nTI  - A book\nAU  - Berg, Nora\nPY  - 2019\nPB  - Fjord\nCY  - Oslo\nSN  - 978-82-15-00000-0\n"
    "ER  - \n",
    "TY  - CHAP\nTI  - A chapter\nAU  - Berg, Nora\nA2  - Dahl, Per\nT2  - A book\nPY  - 2020\nSP  - 7\nEP  - 9\n"
    "PB  - Fjord\nER  - \n",
    "TY  - THES\nTI  - A thesis\nAU  - Dahl, Per\nPY  - 2021\nPB  - Universitetet i Bergen\nM3  - PhD\nER  - \n",
    "TY  - RPRT\nTI  - A guideline\nAU  - Directorate of Health\nPY  - 2018\nDO  - 10.1000/a_b_27\nER  - \n",
    "TY  - CONF\nTI  - A talk\nAU  - Berg, Nora\nT2  - Proceedings\nPY  - 2018\nUR  - https://x.org/a_b?c=1&d=%20\n"
    "ER  - \n",
    "TY  - NEWS\nTI  - Trust\nAU  - Dahl, Per\nT2  - A daily\nPY  - 2018\nDA  - 2018/05/17\n"
    "KW  - Aged, 80\nKW  - x\nER  - \n",
)


@pytest.mark.parametrize("ending", ["ris", "jsonl", "csv", "bib", "json", "enw"])
@pytest.mark.parametrize("text", WORKS)
def test_a_work_keeps_its_kind_publisher_editors_numbers_and_address_in_every_format(
    text: str, ending: str
) -> None:
    (sent,) = ris.read(text, "x").records
    (found,) = again(ending, sent)
    before, after = reference(sent), reference(found)
    assert after.kind is before.kind
    for name in ("editors", "publisher", "place", "isbn", "url", "keywords", "genre"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.date == (before.date[:2] if ending == "bib" else before.date)
    for name in ("title", "authors", "year", "journal", "pages", "doi"):
        assert getattr(found, name) == getattr(sent, name), name


@pytest.mark.parametrize(
    ("text", "rows"),
    list(
        zip(
            WORKS[:4],
            [
                (
                    "@book{Berg2019_1",
                    "  publisher = {Fjord}",
                    "  address = {Oslo}",
                    "  isbn = {978-82-15-00000-0}",
                ),
                ("@incollection{Berg2020_1", "  booktitle = {A book}", "  editor = {Dahl, Per}"),
                ("@phdthesis{Dahl2021_1", "  school = {Universitetet i Bergen}", "  type = {PhD}"),
                ("@techreport{", "  author = {{Directorate of Health}}", "  doi = {10.1000/a_b_27}"),
            ],
            strict=True,
        )
    ),
)
def test_bibtex_has_a_type_for_each_kind_and_its_names_for_fields(text: str, rows: tuple[str, ...]) -> None:
    written = "".join(writers.as_bibtex(ris.read(text, "x").records))
    for row in rows:
        assert row in written
    assert "\\" not in written


@pytest.mark.parametrize("authors", [("WHO & Partners",), ("Oslo kommune", "Berg, Nora"), ("Trial group 7",)])
def test_a_group_is_in_braces_of_its_own(authors: tuple[str, ...]) -> None:
    text = "".join(writers.as_bibtex([record(title="A", authors=authors)]))
    assert "author = {{" in text
    assert again("bib", record(title="A title", authors=authors))[0].authors == authors


def test_a_suffix_is_where_each_format_wants_it() -> None:
    sent = record(title="A title", authors=("Smith, John, Jr.",))
    assert "author = {Smith, Jr., John}" in "".join(writers.as_bibtex([sent]))
    (told,) = json.loads("".join(writers.as_csl([sent])))
    assert told["author"] == [{"family": "Smith", "given": "John", "suffix": "Jr."}]
    for ending in ("bib", "json", "enw", "csv"):
        assert again(ending, sent)[0].authors == sent.authors, ending


@pytest.mark.parametrize("address", ["https://x.org/a_b#c", "https://x.org/~a/{b}", "https://x.org/\\input"])
def test_an_address_is_written_as_it_is_and_ends_no_field(address: str) -> None:
    sent = ris.read(f"TY  - ELEC\nTI  - A title\nUR  - {address}\nER  - \n", "x").records
    text = "".join(writers.as_bibtex(sent))
    assert "\\" not in text
    assert text.count("{") == text.count("}")


# --- CSL-JSON and EndNote -------------------------------------------------------------------------------------------


def test_csl_json_is_json_with_names_in_parts() -> None:
    sent = record(
        title="A", authors=("Berg, Nora", "The Group", "Dahl,"), year=2020, journal="J", pages="7-9", pmid="5"
    )
    (told,) = json.loads("".join(writers.as_csl([sent])))
    assert told == {
        "id": "a-0001",
        "type": "article-journal",
        "title": "A",
        "author": [{"family": "Berg", "given": "Nora"}, {"literal": "The Group"}, {"literal": "Dahl,"}],
        "issued": {"date-parts": [[2020]]},
        "container-title": "J",
        "page": "7-9",
        "PMID": "5",
    }


@given(st.lists(ANY_TEXT, max_size=3))
def test_csl_json_is_json_whatever_the_titles(titles: list[str]) -> None:
    told = json.loads("".join(writers.as_csl([record(title=title) for title in titles])))
    assert [one.get("title", "") for one in told] == titles


@given(ANY_TEXT)
def test_no_title_makes_two_lines_of_endnote_s_format(title: str) -> None:
    text = "".join(writers.as_enw([record(title=title, journal="J"), record(title="The second", journal="J")]))
    lines = text.split("\r\n")
    assert all(line == "" or line.startswith("%") for line in lines)
    assert not [line for line in lines if "\n" in line or "\r" in line]
    assert text.count("\r\n%0 ") + text.startswith("%0 ") == 2


def test_our_id_travels_in_a_note() -> None:
    assert "note = {reviewkit:a-0001}" in "".join(writers.as_bibtex([record(title="A")]))
    assert "%Z reviewkit:a-0001\r\n" in "".join(writers.as_enw([record(title="A")]))
    nobody = Record("", "", Place("x", 1), title="A")
    assert "reviewkit" not in "".join((*writers.as_bibtex([nobody]), *writers.as_enw([nobody])))


BOTH = "SN  - 978-82-15-00000-0\nSN  - 1234-5678\n"


@pytest.mark.parametrize(
    ("kind", "own", "other"),
    [
        ("CHAP", "978-82-15-00000-0", "1234-5678"),
        ("BOOK", "978-82-15-00000-0", "1234-5678"),
        ("JOUR", "1234-5678", "978-82-15-00000-0"),
    ],
)
def test_the_isbn_of_a_book_and_the_issn_of_its_series_are_never_one_number(
    kind: str, own: str, other: str
) -> None:
    (found,) = ris.read(f"TY  - {kind}\nTI  - A\n{BOTH}ER  - \n", "x").records
    lines = "".join(writers.as_enw([found])).split("\r\n")
    assert (f"%@ {own}" in lines, f"%Z SN: {other}" in lines) == (True, True)
    tags = [(item.tag, item.value) for item in ris.fields_of(reference(found))]
    assert (("SN", own) in tags, ("N1", f"SN: {other}") in tags) == (True, True)


def test_both_numbers_come_back_from_ris_and_from_endnote() -> None:
    (found,) = ris.read(f"TY  - CHAP\nTI  - A\n{BOTH}ER  - \n", "x").records
    rewritten = ris.understood(replace(found, fields=tuple(ris.fields_of(reference(found)))))
    (refer,) = registry.read("".join(writers.as_enw([found])).encode(), "x.enw").records
    for back in (rewritten, refer):
        assert (reference(back).isbn, reference(back).issn) == (("978-82-15-00000-0",), ("1234-5678",))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Berg N", "Berg, N"),
        ("van Dijk PO", "van Dijk, PO"),
        ("Ødegård Å", "Ødegård, Å"),
        ("Berg, Nora", "Berg, Nora"),
        ("WHO", "WHO,"),
        ("Nora Berg", "Nora Berg"),
        ("The Trial Group A", "The Trial Group A,"),
    ],
)
def test_endnote_finds_the_surname_of_every_name(name: str, written: str) -> None:
    assert f"%A {written}\r\n" in "".join(writers.as_enw([record(title="A", authors=(name,))]))


def test_the_name_of_a_group_ends_with_a_comma_for_endnote_and_comes_back_without() -> None:
    authors = ("Berg, Nora", "Directorate of Health")
    text = "".join(writers.as_enw([record(title="A", authors=authors)]))
    assert "%A Berg, Nora\r\n%A Directorate of Health,\r\n" in text
    assert registry.read(text.encode(), "x.enw").records[0].authors == authors


@pytest.mark.parametrize(
    ("kind", "written"), [("PCOMM", "JOUR"), ("EJOUR", "EJOUR"), ("GEN", "JOUR"), ("CPAPER", "CPAPER")]
)
def test_a_word_for_the_kind_is_kept_where_it_means_the_kind_that_is_understood(kind: str, written: str) -> None:
    """A letter in a journal (PCOMM) is an article: Zotero's letters have neither journal nor pages."""
    (found,) = ris.read(f"TY  - {kind}\nTI  - A\nT2  - Care\nVL  - 3\nER  - \n", "x").records
    assert ris.fields_of(reference(found))[0].value == written


def test_two_languages_are_told_apart() -> None:
    assert "%G English; Estonian\r\n" in "".join(writers.as_enw([record(title="A", language="English\nEstonian")]))
