"""One record out of the records of a report: nothing that any source said is lost, and other tools can read it."""

from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit import duplicates
from reviewkit.duplicates.merge import FieldOrigin, origin
from reviewkit.errors import Place
from reviewkit.formats import ris
from reviewkit.model import Field, Record
from tests.builders import record

TAGS = ("TY", "TI", "AU", "KW", "UR", "N1", "L1", "L2", "AB", "ER")


def ris_record(record_id: str, *fields: tuple[str, str]) -> Record:
    """A record of these tags and values, the first in line 1."""
    return Record(
        record_id, "s", Place("x.ris", 1), tuple(Field(tag, value, n) for n, (tag, value) in enumerate(fields))
    )


def tags_of(merged: Record) -> list[tuple[str, str]]:
    return [(field.tag, field.value) for field in merged.fields]


def test_a_merged_record_keeps_every_field_of_every_source() -> None:
    text = (
        "TY  - JOUR\nTI  - A title\nKW  - one\nDO  - 10.1/a\nER  - \n\n"
        "TY  - JOUR\nTI  - A TITLE.\nKW  - two\nAB  - Abstract\nAU  - Berg, N\nER  - \n"
    )
    assert tags_of(duplicates.merged(ris.read(text, "x.ris").records)) == [
        ("TY", "JOUR"),
        ("TI", "A title"),
        ("KW", "one"),
        ("DO", "10.1/a"),
        ("N1", "x.ris:7: TI A TITLE."),
        ("KW", "two"),
        ("AB", "Abstract"),
        ("AU", "Berg, N"),
        ("N1", "Merged from x.ris:1; x.ris:7"),
    ]


def test_a_record_alone_stays_as_it_is() -> None:
    alone = ris_record("s-0001", ("TI", "A title"))
    assert duplicates.merged([alone]) is alone


def test_the_first_record_is_kept_with_its_id_and_what_is_understood_of_it() -> None:
    first = record("a-0001", title="Care", year=2020)
    merged = duplicates.merged([first, record("b-0001", title="Care!", year=2021)])
    assert (merged.id, merged.title, merged.year) == ("a-0001", "Care", 2020)


def test_authors_keep_the_letters_that_one_of_the_databases_drops() -> None:
    plain, full = ("Forland, O", "Dar, I. M."), ("Førland, Oddvar", "Dar, I.")
    merged = duplicates.merged([record("a-0001", authors=plain), record("b-0001", authors=full)])
    assert merged.authors == ("Førland, Oddvar", "Dar, I. M.")
    others = duplicates.merged([record("a-0001", authors=plain), record("b-0001", authors=("Ås, K",))])
    assert others.authors == plain


def test_what_the_first_record_does_not_know_is_understood_from_the_next_that_does() -> None:
    first = record("a-0001", title="Care", year=2020, pages="683")
    second = record("b-0001", title="CARE", doi="10.1/x", abstract="Short.", pages="683-701", authors=("Berg, N",))
    third = record("c-0001", doi="10.1/y", abstract="A longer abstract.", pages="1-900")
    merged = duplicates.merged([first, second, third])
    assert (merged.title, merged.year, merged.doi, merged.authors) == ("Care", 2020, "10.1/x", ("Berg, N",))
    assert (merged.abstract, merged.pages) == ("A longer abstract.", "683-701")


def test_two_dialects_of_one_report_have_one_title_one_list_of_authors_one_year_and_one_abstract() -> None:
    ovid = ris_record(
        "a-0001", ("T1", "Care"), ("A1", "Berg, Nora"), ("Y1", "2020//"), ("N2", "Text"), ("JF", "J")
    )
    scopus = ris_record("b-0001", ("TI", "CARE"), ("AU", "Berg, N"), ("PY", "2020"), ("AB", "T"), ("T2", "J."))
    merged = duplicates.merged([ovid, scopus])
    assert tags_of(merged)[:5] == tags_of(ovid)
    assert {tag for tag, _ in tags_of(merged)[5:]} == {"N1"}


def test_a_value_that_is_there_is_not_added_again() -> None:
    pair = [ris_record(name, ("TI", "Care"), ("KW", "trust")) for name in ("a-0001", "b-0001")]
    assert tags_of(duplicates.merged(pair)) == [
        ("TI", "Care"),
        ("KW", "trust"),
        ("N1", "Merged from a-0001; b-0001"),
    ]


def test_a_value_that_two_others_have_is_added_once() -> None:
    more = (("AB", "Text"), ("KW", "trust"))
    records = [ris_record("a-0001", ("TI", "Care")), *(ris_record(name, *more) for name in ("b-0001", "c-0001"))]
    assert tags_of(duplicates.merged(records)) == [
        ("TI", "Care"),
        *more,
        ("N1", "Merged from a-0001; b-0001; c-0001"),
    ]


def test_a_merged_record_is_as_frozen_as_any() -> None:
    merged = duplicates.merged([ris_record("a-0001", ("TI", "Care")), ris_record("b-0001", ("AB", "Text"))])
    assert {merged: 1}[merged] == 1


def test_an_empty_value_is_not_added() -> None:
    pair = [ris_record("a-0001", ("TI", "Care")), ris_record("b-0001", ("AB", ""), ("KW", ""))]
    assert tags_of(duplicates.merged(pair)) == [("TI", "Care"), ("N1", "Merged from a-0001; b-0001")]


def test_a_tag_that_the_first_lacks_is_added_with_all_its_values() -> None:
    """Two authors of one record are two authors, not one and a note."""
    pair = [ris_record("a-0001", ("TI", "Care")), ris_record("b-0001", ("AU", "Berg, N"), ("AU", "Dahl, P"))]
    assert tags_of(duplicates.merged(pair))[1:3] == [("AU", "Berg, N"), ("AU", "Dahl, P")]


def test_a_tag_that_a_second_record_gave_is_not_repeated_for_a_third() -> None:
    records = [
        ris_record("a-0001", ("TI", "Care")),
        ris_record("b-0001", ("AB", "A text")),
        ris_record("c-0001", ("AB", "Another text")),
    ]
    assert ("N1", "c-0001: AB Another text") in tags_of(duplicates.merged(records))
    assert [value for tag, value in tags_of(duplicates.merged(records)) if tag == "AB"] == ["A text"]


def test_tags_that_may_repeat_are_repeated() -> None:
    for tag in ("KW", "UR", "N1", "L1", "L2"):
        pair = [ris_record("a-0001", (tag, "x")), ris_record("b-0001", (tag, "y"))]
        assert tags_of(duplicates.merged(pair))[:2] == [(tag, "x"), (tag, "y")]


def test_another_type_and_another_end_are_no_notes() -> None:
    pair = [
        ris_record("a-0001", ("TY", "JOUR"), ("ER", "end")),
        ris_record("b-0001", ("TY", "CONF"), ("ER", "END")),
    ]
    assert tags_of(duplicates.merged(pair)) == [
        ("TY", "JOUR"),
        ("ER", "end"),
        ("N1", "Merged from a-0001; b-0001"),
    ]


def test_a_note_stands_at_the_line_of_its_value() -> None:
    pair = [ris_record("a-0001", ("TI", "Care")), ris_record("b-0001", ("TY", "JOUR"), ("TI", "Other care"))]
    note, merged_from = duplicates.merged(pair).fields[-2:]
    assert (note.value, note.line) == ("b-0001: TI Other care", 1)
    assert (merged_from.tag, merged_from.line) == ("N1", 0)


fields_of_a_record = st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(["", "a", "b", "c"])), max_size=6)


@given(st.lists(fields_of_a_record, min_size=1, max_size=4))
@example([[("TI", "b")], [("TI", "a")], [("TI", "a")]])
def test_every_value_of_every_record_stands_in_the_merged_one(all_fields: list[list[tuple[str, str]]]) -> None:
    records = [ris_record(f"s-{n}", *fields) for n, fields in enumerate(all_fields)]
    values = {field.value for field in duplicates.merged(records).fields}
    for entry in records:
        for field in entry.fields:
            if field.value and field.tag not in ("TY", "ER"):
                noted = {f"{other.id}: {field.tag} {field.value}" for other in records}
                assert field.value in values or noted & values


@given(st.lists(fields_of_a_record, min_size=2, max_size=4))
def test_no_tag_but_those_that_may_repeat_has_values_of_two_records(
    all_fields: list[list[tuple[str, str]]],
) -> None:
    records = [ris_record(f"s-{n}", *fields) for n, fields in enumerate(all_fields)]
    merged = duplicates.merged(records)
    for tag in ("TI", "AU", "AB"):
        values = {field.value for field in merged.fields if field.tag == tag and field.value}
        sources = [{field.value for field in entry.fields if field.tag == tag} for entry in records]
        assert any(values <= source for source in sources)


def test_a_record_comes_from_its_id_or_from_its_line() -> None:
    assert origin(record("cinahl-0017")) == "cinahl-0017"
    assert origin(record("")) == "x.ris:1"


def test_each_value_names_the_records_that_gave_it_in_any_spelling() -> None:
    records = [
        record("a-0001", title="Trust in care", year=2020, authors=("Berg, N", "Dahl, P")),
        record("b-0001", title="TRUST IN CARE.", year=2021, authors=("Berg, N", "Dahl, P")),
        record("c-0001", title="Tillit", abstract="We asked."),
    ]
    assert duplicates.field_origins(records) == (
        FieldOrigin("title", "Trust in care", ("a-0001", "b-0001")),
        FieldOrigin("title", "Tillit", ("c-0001",)),
        FieldOrigin("authors", "Berg, N; Dahl, P", ("a-0001", "b-0001")),
        FieldOrigin("year", "2020", ("a-0001",)),
        FieldOrigin("year", "2021", ("b-0001",)),
        FieldOrigin("abstract", "We asked.", ("c-0001",)),
    )


def test_values_of_signs_alone_are_told_apart() -> None:
    """They fold to nothing, and nothing is not one spelling of another."""
    records = [record("a-0001", title="???"), record("b-0001", title="!!!"), record("c-0001", title="???")]
    assert [(one.value, one.records) for one in duplicates.field_origins(records)] == [
        ("???", ("a-0001", "c-0001")),
        ("!!!", ("b-0001",)),
    ]


def test_an_unknown_value_has_no_origin() -> None:
    assert duplicates.field_origins([record("a-0001"), record("b-0001", year=None, authors=())]) == ()
