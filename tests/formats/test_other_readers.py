"""What other programs read in the files we write: rispy, bibtexparser and citeproc-py, and back from them to us."""

import csv
import io
import json
import warnings
from typing import Any

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.outgoing import outgoing
from reviewkit.formats import registry, ris, writers
from reviewkit.formats.kinds import Kind
from reviewkit.formats.reference import reference
from reviewkit.model import Record
from reviewkit.words import Choice, Tool

# Not "na", "nan", "none", "null": words that programs write where they have nothing.
WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåéßÉŁ", min_size=2, max_size=9).filter(
    lambda word: not word.casefold().startswith(("n", "unknown"))
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NAMES = st.tuples(WORDS, WORDS).map(lambda pair: f"{pair[0].title()}, {pair[1].title()}")
TYPES = st.sampled_from(["JOUR", "BOOK", "CHAP", "THES", "RPRT", "CONF", "NEWS", "ELEC"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record as RIS has it, in the tags of one dialect or another."""
    title, author, year, abstract = draw(
        st.sampled_from([("TI", "AU", "PY", "AB"), ("T1", "A1", "Y1", "N2"), ("TI", "A1", "Y1", "AB")])
    )
    suffix = draw(st.sampled_from(["", "//", "///", "/11//"]))
    lines = [f"TY  - {draw(TYPES)}", f"{title}  - {draw(TEXTS)}"]
    lines += [f"{author}  - {name}" for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))]
    lines += [f"{year}  - {draw(st.integers(1950, 2029))}{suffix}", f"{abstract}  - {draw(TEXTS)}"]
    lines += [f"T2  - {draw(TEXTS)}", f"DO  - 10.1000/{draw(st.integers(1, 10**6))}_a", f"PB  - {draw(TEXTS)}"]
    lines += [f"KW  - {draw(WORDS)}", f"N1  - {draw(TEXTS)}", "SN  - 1234-5678"]
    (found,) = ris.read("\n".join([*lines, "ER  - ", ""]), "x").records
    return Record(
        **{name: getattr(found, name) for name in Record.__slots__} | {"id": f"s-{draw(st.integers(1, 9999)):04d}"}
    )


def by_rispy(text: str) -> list[dict[str, Any]]:
    return rispy.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"), skip_unknown_tags=True)


@given(records(), st.sampled_from([tool for tool in Tool if tool is not Tool.CSV]))
@settings(max_examples=60)
def test_rispy_reads_one_title_one_list_of_authors_one_abstract_and_a_year(record: Record, tool: Tool) -> None:
    (entry,) = by_rispy(ris.written([outgoing(record, tool)]))
    assert (entry["title"], entry["authors"], entry["abstract"]) == (
        record.title,
        list(record.authors),
        record.abstract,
    )
    assert (int(entry["year"]), entry["doi"], entry["notes"][0]) == (
        record.year,
        record.doi,
        f"reviewkit:{record.id}",
    )
    assert not {"primary_title", "first_authors", "publication_year", "notes_abstract", "unknown_tag"} & set(entry)


@given(st.lists(records(), min_size=1, max_size=4, unique_by=lambda one: one.id), st.sampled_from(list(Choice)))
@settings(max_examples=40)
def test_what_went_through_rispy_comes_back_as_the_same_records_and_decisions(
    sent: list[Record], choice: Choice
) -> None:
    out = [outgoing(one, Tool.ASREVIEW, choice, with_decision=True) for one in sent]
    back = rispy.dumps(by_rispy(ris.written(out)))
    for name in ("title", "authors", "year", "journal", "doi", "abstract", "kind", "pages"):
        assert [getattr(one, name) for one in ris.read(back, "y").records] == [getattr(one, name) for one in sent]
    if choice is Choice.MAYBE:  # ASReview has no word for it
        with pytest.raises(ReviewkitError, match="no decisions were found"):
            imported_decisions(back.encode(), "y.ris")
        return
    decided = imported_decisions(back.encode(), "y.ris")
    assert [(one.record, one.choice) for one in decided] == [(one.id, choice) for one in sent]


def as_asreview_exports(entries: list[dict[str, Any]], choices: list[Choice]) -> str:
    """The table that ASReview writes of a project of a RIS file: a number before each row, lists in one cell."""
    rows = [
        {"": str(number), **entry, "asreview_label": {Choice.INCLUDE: "1", Choice.EXCLUDE: "0"}.get(choice, "")}
        for number, (entry, choice) in enumerate(zip(entries, choices, strict=True))
    ]
    out = io.StringIO()
    table = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    table.writeheader()
    for row in rows:
        table.writerow({name: ";".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()})
    return out.getvalue()


@given(
    st.lists(
        st.tuples(records(), st.sampled_from(list(Choice))),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[0].id,
    )
)
@settings(max_examples=40)
def test_what_asreview_exports_as_a_table_comes_back_as_the_same_records_and_decisions(
    pairs: list[tuple[Record, Choice]],
) -> None:
    sent, choices = [one for one, _ in pairs], [choice for _, choice in pairs]
    text = as_asreview_exports(by_rispy(ris.written([outgoing(one, Tool.ASREVIEW) for one in sent])), choices)
    back = registry.read(text.encode(), "y.csv").records
    for name in ("title", "authors", "year", "journal", "doi", "abstract", "kind", "pages"):
        assert [getattr(one, name) for one in back] == [getattr(one, name) for one in sent]
    for one, again in zip(map(reference, sent), map(reference, back), strict=True):
        assert (again.editors, again.publisher, again.issn, again.keywords) == (
            one.editors,
            one.publisher,
            one.issn,
            one.keywords,
        )
    seen = [(one.id, choice) for one, choice in pairs if choice is not Choice.MAYBE]
    assert [(one.record, one.choice) for one in imported_decisions(text.encode(), "y.csv")] == seen


@given(st.lists(records(), min_size=1, max_size=4))
@settings(max_examples=40)
def test_bibtexparser_reads_every_entry_with_its_kind_names_and_publisher(sent: list[Record]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bibtexparser 1 uses names of pyparsing that are going away
        import bibtexparser

        parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        entries = bibtexparser.loads("".join(writers.as_bibtex(sent)), parser).entries
    publishers = {Kind.THESIS: "school", Kind.REPORT: "institution"}
    assert len(entries) == len(sent)
    for entry, record in zip(entries, sent, strict=True):
        one = reference(record)
        assert (entry["title"], entry["doi"], entry["year"]) == (record.title, record.doi, str(record.year))
        assert entry["author"] == " and ".join(record.authors)
        assert entry[publishers.get(one.kind, "publisher")] == one.publisher


@given(st.lists(records(), min_size=1, max_size=4, unique_by=lambda one: one.id))
@settings(max_examples=40)
def test_what_went_through_bibtexparser_comes_back_as_the_same_records(sent: list[Record]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser

        parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        again = bibtexparser.dumps(bibtexparser.loads("".join(writers.as_bibtex(sent)), parser))
    back = {
        record.doi: record for record in registry.read(again.encode(), "y.bib").records
    }  # it sorts entries by key
    assert len(back) == len({one.doi for one in sent})
    for one in sent:
        record = back[one.doi]
        if [other.doi for other in sent].count(one.doi) > 1:
            continue
        for name in ("title", "authors", "year", "journal", "abstract", "pages"):
            assert getattr(record, name) == getattr(one, name), name
        ours, theirs = reference(one), reference(record)
        assert (theirs.kind, theirs.publisher, theirs.keywords) == (ours.kind, ours.publisher, ours.keywords)
        assert f"reviewkit:{one.id}" in " ".join(item.value for item in record.fields)


BIBLIOGRAPHY = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>t</title>
<id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter=" | "><names variable="author"><name delimiter="; " and="text"
name-as-sort-order="all" sort-separator=", "/></names><date variable="issued"><date-part name="year"/></date>
<text variable="title"/><text variable="container-title"/><text variable="publisher"/><text variable="publisher-place"/>
<names variable="editor"><name/></names></group></layout></bibliography></style>"""


def cited(sent: list[Record]) -> list[str]:
    """The reference list that citeproc-py makes of our CSL-JSON, in a small style of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON
    told = json.loads("".join(writers.as_csl(sent)))
    style = CitationStylesStyle(io.BytesIO(BIBLIOGRAPHY.encode()), validate=False)
    list_ = CitationStylesBibliography(style, CiteProcJSON(told), formatter.plain)
    for one in told:
        list_.register(Citation([CitationItem(one["id"].lower())]))
    return [str(line) for line in list_.bibliography()]


def test_citeproc_cites_a_chapter_a_thesis_and_a_group() -> None:
    text = (
        "TY  - CHAP\nTI  - Trust\nAU  - Berg, Nora\nA2  - Dahl, Per\nT2  - Care at home\nPY  - 2020\nPB  - Fjord\n"
        "CY  - Oslo\nER  - \nTY  - THES\nTI  - Leaders\nAU  - Dahl, Per\nPY  - 2021\nPB  - A university\nER  - \n"
        "TY  - RPRT\nTI  - A guideline\nAU  - Directorate of Health and Care\nPY  - 2018\nER  - \n"
    )
    assert cited(list(ris.read(text, "x").records)) == [
        "Berg, Nora | 2020 | Trust | Care at home | Fjord | Oslo | Per Dahl",
        "Dahl, Per | 2021 | Leaders | A university",
        "Directorate of Health and Care | 2018 | A guideline",
    ]


@given(st.lists(records(), min_size=1, max_size=3, unique_by=lambda one: one.id))
@settings(max_examples=10, deadline=None)
def test_citeproc_cites_every_record_with_its_names_year_title_and_publisher(sent: list[Record]) -> None:
    lines = cited(sent)
    for record in sent:
        parts = [*record.authors, str(record.year), record.title, reference(record).publisher]
        assert any(all(part in line for part in parts) for line in lines), (parts, lines)


@pytest.mark.parametrize("kind", ["JOUR", "BOOK", "DATA", "COMP", "STAND", "GEN", "ELEC", "PAT"])
def test_citeproc_reads_every_kind_without_a_warning(kind: str) -> None:
    record = Record("s-0001", "s", Place("x"), title="A title", kind=kind, year=2020, pmid="12345", language="en")
    assert cited([record]) == ["2020 | A title"]
