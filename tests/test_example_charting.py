"""The worked example's charting is appendix 2 of its publication: each cell, with its words and their page."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from reviewkit.extract.documents import read
from reviewkit.model import ChartedValue
from reviewkit.quotes import Match, Quote, Searched, letters_of
from reviewkit.store import forms
from reviewkit.store.open_review import open_review
from reviewkit.words import ReviewerKind, ValueState
from tests.conftest import EXAMPLE, Command, shared

FIELDS = ["country", "aim", "sample", "n", "method", "analysis", "result"]
FIRST_PAGE, LAST_PAGE = 25, 28


def answers() -> list[ChartedValue]:
    return list(open_review(EXAMPLE).review.facts.charted)


# --- what can be seen anywhere ----------------------------------------------------------------------------------------


def test_the_form_is_the_ready_one_of_the_worked_example() -> None:
    assert (EXAMPLE / forms.FILE).read_text(encoding="utf-8") == forms.ready("worked-example")
    assert [field.id for field in open_review(EXAMPLE).review.form.fields()] == FIELDS


def test_every_field_of_the_fifteen_studies_is_charted_and_holds() -> None:
    review = open_review(EXAMPLE).review
    assert len(review.included_studies) == 15
    for study in review.included_studies:
        items = {item.field: item for item in review.chart.of(study.key)}
        assert list(items) == FIELDS
        assert {item.state for item in items.values()} == {ValueState.ONE}
        assert all(review.chart.held(item) and item.final and item.final.value for item in items.values())
        assert review.chart.done(study.key) == ("published",)


def test_the_participants_are_as_many_as_the_publication_states() -> None:
    numbers = {one.study: one.answer.value for one in answers() if one.field == "n"}
    assert len(numbers) == 15
    assert sum(number for number in numbers.values() if isinstance(number, int)) == 1111


def test_every_value_rests_on_words_of_a_page_of_the_appendix() -> None:
    for one in answers():
        (quoted,) = one.evidence
        assert letters_of(quoted.quote), one.id
        assert FIRST_PAGE <= quoted.part <= LAST_PAGE, one.id
        assert one.note == "appendix 2 of the publication"
    pages = [one.evidence[0].part for one in answers()]
    assert pages == sorted(pages)
    assert set(pages) == set(range(FIRST_PAGE, LAST_PAGE + 1))


def test_a_quote_is_the_whole_cell() -> None:
    """That of a country is the citation above it too, that of a number the cell of the sample."""
    review = open_review(EXAMPLE).review
    for study in review.included_studies:
        values = {item.field: item.answers[0] for item in review.chart.of(study.key)}
        cells = {field: str(one.answer.value) for field, one in values.items()}
        cells |= {"country": f"{study.citation} {cells['country']}", "n": cells["sample"]}
        assert {field: one.evidence[0].quote.split() for field, one in values.items()} == {
            field: cell.split() for field, cell in cells.items()
        }


def test_only_the_publication_says_what_was_charted() -> None:
    review = open_review(EXAMPLE).review
    (published,) = [one for one in review.protocol.reviewers if one.id == "published"]
    assert published.kind is ReviewerKind.PUBLICATION
    assert {one.by for one in (*review.facts.charted, *review.facts.charting_done)} == {"published"}


def test_a_number_is_in_the_words_it_rests_on() -> None:
    """Those in home care, of whom a study can have more groups; how many there were in all is no part of the sum."""
    for one in answers():
        if one.field == "n":
            words = re.sub(r"\(?totalt \d+\)?", "", one.evidence[0].quote)
            assert sum(map(int, re.findall(r"\d+", words))) == one.answer.value, one.study


def test_studies_yaml_says_only_how_studies_are_cited_and_which_records_they_have() -> None:
    assert not any(study.characteristics for study in open_review(EXAMPLE).review.facts.studies)


# --- beside the publication -------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A study in the published table: its page, and its cells in the order of the columns."""

    page: int
    text: str

    @property
    def cells(self) -> list[str]:
        return [cell for cell in re.split(r"\n\s*\n", self.text.strip()) if cell.strip()]


def published_rows() -> dict[str, Row]:
    """The rows of appendix 2 by their citations. Pages begin with a blank; the contents name the first one's number."""
    text = shared("seeds", "000_e8b2e162905213b6.txt").read_text(encoding="utf-8")
    named = re.search(r"^Vedlegg 2 Inkluderte studier, en oversikt\.+ (\d+)$", text, re.MULTILINE)
    assert named is not None
    appendix = text[text.index("\n Vedlegg 2 Inkluderte studier") : text.index("\n Omsorgsbiblioteket er et")]
    found = {}
    for page, on_page in enumerate(re.split(r"\n (?=\d+\.\n)", appendix), start=int(named[1])):
        for row in re.split(r"^\d+\. *\n", f"{on_page}\n", flags=re.MULTILINE)[1:]:
            made = Row(page, row)
            found[" ".join(made.cells[0].split())] = made
    return found


def test_the_published_table_has_fifteen_rows_on_four_pages() -> None:
    rows = published_rows()
    assert len(rows) == 15
    assert {row.page for row in rows.values()} == set(range(FIRST_PAGE, LAST_PAGE + 1))
    assert {len(row.cells) for row in rows.values()} == {
        7,
        8,
    }  # one has two kinds of analysis, a blank line between


def test_every_quote_is_found_in_its_row_on_its_page_and_in_the_whole_publication() -> None:
    citations = {study.key: study.citation for study in open_review(EXAMPLE).review.included_studies}
    data = shared("seeds", "000_e8b2e162905213b6.txt").read_bytes()
    whole = Searched(read(data, "txt", "the publication").text)
    rows = {
        citation: (row.page, Searched(read(row.text.encode(), "txt", citation).text))
        for citation, row in published_rows().items()
    }
    for one in answers():
        (quoted,) = one.evidence
        page, row = rows[citations[one.study]]
        assert quoted.part == page, one.id
        for searched in (row, whole):
            found = searched.find(Quote(quoted.quote))
            assert (found.match, found.score) == (Match.FOUND, 1.0), one.id


@pytest.mark.parametrize("ending", ["docx", "csv", "html"])
def test_the_table_has_the_letters_of_the_published_one_row_by_row(
    ending: str, rk: Command, tmp_path: Path
) -> None:
    """Hyphens at the ends of lines and blanks aside: every published cell is in one of ours, and nothing was added."""
    published = published_rows()
    out = tmp_path / f"table.{ending}"
    fields = ",".join(field for field in FIELDS if field != "n")
    assert rk("chart", "table", "--fields", fields, "-C", EXAMPLE, "-o", out).status == 0
    rows = cells_of(out)
    assert {row[0] for row in rows} == published.keys()
    for row in rows:
        ours = [letters_of(cell) for cell in row]
        theirs = [letters_of(cell) for cell in published[row[0]].cells]
        assert [cell for cell in theirs if not any(cell in one for one in ours)] == [], row[0]
        assert "".join(ours) == "".join(theirs), row[0]


def cells_of(path: Path) -> list[list[str]]:
    """The cells of a table in a file, below its head."""
    if path.suffix == ".docx":
        from docx import Document

        (table,) = Document(str(path)).tables
        return [[cell.text for cell in row.cells] for row in table.rows[1:]]
    if path.suffix == ".html":
        from lxml import html

        body = html.fromstring(path.read_text(encoding="utf-8").encode(), parser=html.HTMLParser(encoding="utf-8"))
        rows = body.xpath("//table//tr[td]")
        return [[cell.text_content().strip() for cell in row.xpath("th|td")] for row in rows]
    import csv

    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))[1:]


def test_the_table_of_the_stored_folder_is_finished(rk: Command) -> None:
    told = json.loads(rk("chart", "table", "--json", "-C", EXAMPLE).out)
    assert told["finished"]
    assert told["fields"] == FIELDS
