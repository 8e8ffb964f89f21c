"""A flow as PRISMA2020's table: every number that it has a row for, the others named, back again as it was."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.entered import counted
from reviewkit.errors import Place, Problem
from reviewkit.locales import labels, languages
from reviewkit.model import Additions, OwnBox
from reviewkit.prisma import Flow
from reviewkit.prisma_csv import COLUMNS
from reviewkit.render.flow_csv import flow_csv
from reviewkit.store import counts_csv
from reviewkit.words import BoxId, OtherArm
from tests.builders import Stages, entered
from tests.render.samples import HOSTILE_NAME, flow_of


def rows(flow: Flow, language: str = "en") -> dict[str, dict[str, str]]:
    return {row["data"]: row for row in csv.DictReader(io.StringIO(flow_csv(flow, labels(language)).text))}


def read(text: str) -> tuple[Flow, list[Problem]]:
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "flow.csv"
        path.write_text(text, encoding="utf-8")
        flow, found = counted(counts_csv.read(path, problems))
    return flow, [*problems, *found]


def test_each_number_is_in_its_row() -> None:
    found = {name: row["n"] for name, row in rows(flow_of()).items()}
    assert found["database_results"] == "1386"
    assert found["database_specific_results"] == "CINAHL, 113; MEDLINE, 1273"
    assert found["register_specific_results"] == "A register, 4"
    assert found["website_results"] == "19"
    assert found["records_excluded"] == "1199"
    assert found["dbr_excluded"] == "Wrong population, 60; Wrong study design, 9"
    assert found["other_excluded"] == "Wrong population, 15"
    assert (found["previous_studies"], found["new_studies"], found["total_studies"]) == ("10", "17", "27")


def test_what_was_not_stated_is_not_0() -> None:
    flow = counted(entered(Place("c"), identified={"databases": {"CINAHL": 5}}, screened=5))[0]
    found = {name: row["n"] for name, row in rows(flow).items()}
    assert found["dbr_sought_reports"] == found["register_results"] == found["previous_studies"] == "NA"


@pytest.mark.parametrize("language", languages())
def test_the_labels_are_those_of_the_language(language: str) -> None:
    words = labels(language)
    found = rows(flow_of(), language)
    assert found["records_screened"]["boxtext"] == words.text("box.screened")
    assert found["screening"]["boxtext"] == words.text("phase.screening")


def test_numbers_without_a_row_are_named() -> None:
    one_stage = flow_csv(flow_of(OtherArm.POOLED, Stages.ONE), labels("en"))
    assert one_stage.left_out == (
        "excluded.wrong-population (1100)",
        "excluded.wrong-publication-type-or-language-of-publication (90)",
        "excluded.unrecorded (9)",
    )
    assert flow_csv(flow_of(), labels("en")).left_out == ()


def test_what_a_person_added_to_the_figure_is_named_too() -> None:
    own = OwnBox({"en": "In the meta-analysis"}, 9)
    flow = replace(flow_of(), additions=Additions(boxes=(own,)))
    assert flow_csv(flow, labels("en")).left_out == ("In the meta-analysis (9)",)


@pytest.mark.parametrize("language", languages())
def test_a_meta_analysis_comes_back_with_its_numbers_in_any_language(language: str, tmp_path: Path) -> None:
    table = tmp_path / "given.csv"
    table.write_text(
        "data,boxtext,n\nnew_studies,NA,20\ntotal_studies_ma,NA,12\ntotal_reports_ma,NA,14\n", encoding="utf-8"
    )
    flow = counted(counts_csv.read(table, []))[0]
    assert [own.n for own in flow.additions.boxes] == [12, 14]
    written = flow_csv(flow, labels(language))
    assert written.left_out == ()
    again, problems = read(written.text)
    assert [own.n for own in again.additions.boxes] == [12, 14]
    assert problems == []


def test_more_than_three_other_sources_are_added_up_in_their_rows() -> None:
    other = {"Websites": 1, "Google Scholar": 2, "Citation searching": 3, "Letters": 4, "WHO organisation": 5}
    flow = counted(entered(Place("c"), identified={"databases": {"CINAHL": 5}, "other": other}))[0]
    found = rows(flow)
    names = ("website_results", "organisation_results", "citations_results")
    assert sum(int(found[name]["n"]) for name in names) == 15
    assert found["website_results"]["boxtext"] == "Websites + Letters"
    assert found["citations_results"]["boxtext"] == "Citation searching"


def test_a_name_ends_no_part_and_acts_in_no_spreadsheet() -> None:
    found = rows(flow_of(name="=CINAHL, EBSCO; all"))
    assert found["database_specific_results"]["n"] == "'=CINAHL – EBSCO – all, 113; MEDLINE, 1273"
    again, problems = read(flow_csv(flow_of(name=HOSTILE_NAME), labels("en")).text)
    assert HOSTILE_NAME in {box.names.get("en") for box in again.boxes.values()}
    assert problems == []


NAMES = (
    st.text("abcÆØåé '&<>\"().", min_size=1, max_size=20).map(str.strip).filter(lambda name: name[:1].isalpha())
)
SOURCES = st.dictionaries(NAMES, st.integers(1, 10**7), min_size=1, max_size=4)
MAYBE = st.none() | st.integers(0, 10**7)


@st.composite
def bridged(draw: st.DrawFn) -> Flow:
    """Flows of all that the table has a row for."""
    other = draw(st.dictionaries(st.sampled_from(["Websites", "Organisations", "Citation searching"]), MAYBE))
    reasons = st.dictionaries(NAMES, st.integers(0, 10**7), max_size=40)
    arms = {"databases": draw(SOURCES)}
    found = {name: n for name, n in other.items() if n}
    arms |= {"other": found} if found else {}
    arms |= {"registers": draw(SOURCES)} if draw(st.booleans()) else {}
    full = {"sought": MAYBE, "not_retrieved": MAYBE, "assessed": MAYBE}
    below = entered(
        Place("c"), **{name: draw(values) for name, values in full.items()}, report_reasons=draw(reasons)
    )
    previous = draw(st.tuples(st.integers(1, 900), MAYBE))
    return counted(
        entered(
            Place("c"),
            OtherArm.SEPARATE,
            identified=arms,
            duplicates=draw(MAYBE),
            automation=draw(MAYBE),
            screened=draw(MAYBE),
            excluded=draw(MAYBE),
            **{name: draw(values) for name, values in full.items()},
            report_reasons=draw(reasons),
            studies=draw(MAYBE),
            reports=draw(MAYBE),
            other=below if found else None,
            previous=draw(st.none() | st.just(previous)),
        )
    )[0]


@given(bridged(), st.sampled_from(languages()))
@settings(max_examples=80, deadline=None)
def test_a_flow_is_read_back_as_it_was(flow: Flow, language: str) -> None:
    again, _ = read(flow_csv(flow, labels(language)).text)
    assert {name: box.n for name, box in again.boxes.items()} == {name: box.n for name, box in flow.boxes.items()}
    assert {name: " ".join(box.names.get("en", "").split()) for name, box in flow.boxes.items()} == {
        name: box.names.get("en", "") for name, box in again.boxes.items()
    }


def test_the_table_has_the_columns_of_the_package() -> None:
    first = flow_csv(flow_of(), labels("en")).text.splitlines()[0]
    assert first == ",".join(COLUMNS) == "data,node,box,description,boxtext,tooltips,url,n"
    assert BoxId.SCREENED in flow_of().boxes
