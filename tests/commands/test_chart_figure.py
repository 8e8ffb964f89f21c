"""chart figure and chart map on the command line: printed, drawn, as JSON; blinded, as a draft, with themes."""

import json
from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.commands.reviews import contents
from tests.conftest import Command, Once
from tests.folders import with_form


@pytest.fixture
def charted(coded: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small review, all decided, with one included study that a has charted to the end and b has begun."""
    with_form(monkeypatch, FORM)

    def make() -> None:
        for record in ("cinahl-0002", "cinahl-0003", "cinahl-0004", "medline-0003", "medline-0004"):
            for who in "ab":
                assert rk("screen", "decide", record, "-d", "exclude", "-r", "population", "--as", who).status == 0
        with (coded / "review.yaml").open("a", encoding="utf-8") as more:
            more.write("charting: {people: 2}\n")
        for who in "ab":
            put(rk, who, "set", "berg", "aim", "NR")
            put(rk, who, "set", "berg", "design", "trial")
            put(rk, who, "set", "berg", "designs", "trial; cohort")
            put(rk, who, "set", "berg", "country", "Norway")
        put(rk, "a", "done", "berg")

    once("charted-for-a-figure", coded.parent, make)
    return coded


def put(rk: Command, who: str, *words: str) -> str:
    ran = rk("chart", *words, "--as", who)
    assert ran.status == 0, ran.err
    return ran.out


def test_one_field_is_printed_as_bars_and_two_as_a_table(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    bars = put(rk, "a", "figure", "design")
    assert "design: number of studies" in bars
    assert "Trial         1 █" in bars
    assert "1 study in all." in bars
    table = put(rk, "a", "figure", "country", "design")
    assert "country by design: number of studies" in table
    assert "Norway" in table
    assert "DRAFT" not in bars + table


def test_a_finished_figure_is_drawn_in_both_formats_and_the_same_bytes_again(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    for words in (("design",), ("country", "designs"), ("country", "design", "designs"), ("year",)):
        draft = ("--draft",) if words == ("year",) else ()
        ran = rk("chart", "figure", *words, "-o", "x.svg", "-o", "x.png", "--force", "--dpi", "72", *draft)
        assert ran.status == 0, ran.err
        assert Path("x.png").read_bytes().startswith(b"\x89PNG")
        before = Path("x.svg").read_bytes()
        assert rk("chart", "figure", *words, "-o", "x.svg", "--force", *draft).status == 0
        assert Path("x.svg").read_bytes() == before
    again = rk("chart", "figure", "design", "-o", "x.svg")
    assert (again.status, "--force" in again.err) == (1, True)


def test_a_look_that_was_asked_for_is_drawn(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    for look, drawn in (("heat-map", "heat-map-title"), ("bubbles", "bubbles-title")):
        ran = rk("chart", "figure", "country", "design", "--look", look, "-o", f"{look}.svg")
        assert ran.status == 0, ran.err
        assert drawn in Path(f"{look}.svg").read_text(encoding="utf-8")


def test_a_figure_is_a_page_with_its_studies_and_circles_are_the_map(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    for words in (("design",), ("country", "design")):
        assert rk("chart", "figure", *words, "-o", "x.html", "--force").status == 0
        page = Path("x.html").read_text(encoding="utf-8")
        assert "<b>berg</b> <span>Berg (2024)</span></li>" in page
    refused = rk("chart", "figure", "country", "design", "--look", "bubbles", "-o", "y.html")
    assert (refused.status, Path("y.html").exists()) == (1, False)
    assert "chart map" in refused.err


def test_an_unfinished_figure_is_not_written_and_a_draft_is_marked(charted: Path, rk: Command) -> None:
    refused = rk("chart", "figure", "design", "-o", "x.svg", "--as", "a")
    assert (refused.status, Path("x.svg").exists()) == (1, False)
    assert "The figure was not written: 1 of 1 studies is not charted to the end: Berg (2024)" in refused.err
    put(rk, "a", "figure", "design", "-o", "x.svg", "--draft")
    svg = Path("x.svg").read_text(encoding="utf-8")
    assert "DRAFT: unfinished" in svg
    assert "Not charted to the end: 1 of 1 study." in svg


def test_a_field_that_was_left_out_of_a_finished_study_makes_a_draft(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    for words in (
        ("figure", "year", "-o", "x.svg"),
        ("map", "--rows", "design", "--columns", "year", "-o", "x.html"),
    ):
        refused = rk("chart", *words, "--as", "a")
        assert refused.status == 1
        assert "nothing is charted in Berg (2024): year (reviewkit chart set)" in refused.err


def test_nobody_sees_what_others_charted_before_both_are_done(charted: Path, rk: Command) -> None:
    assert "Not charted yet  1" in rk("chart", "figure", "country").out
    assert "Norway" not in rk("chart", "figure", "country").out
    assert "Not settled yet  1" in put(rk, "b", "figure", "country")
    put(rk, "b", "done", "berg")
    assert "Norway" in put(rk, "b", "figure", "country")


def test_json_has_the_keys_of_the_studies_behind_every_number(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    printed = json.loads(put(rk, "a", "figure", "design", "designs", "--json"))
    assert (printed["finished"], printed["studies"]) == (True, 1)
    assert [axis["several"] for axis in printed["axes"]] == [False, True]
    assert [one["studies"] for one in printed["axes"][0]["categories"]] == [["berg"], [], []]
    assert printed["cells"] == [[["berg"], ["berg"], []], [[], [], []], [[], [], []]]


def test_themes_are_a_grouping_like_any_field(charted: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a").status == 0
    put(rk, "b", "done", "berg")
    printed = json.loads(put(rk, "a", "figure", "theme", "country", "--json"))
    found = [(one["id"], one["kind"]) for one in printed["axes"][0]["categories"]]
    assert found == [("trust", "answer"), ("time", "answer"), ("time", "not-assessed")]
    assert printed["cells"] == [[["berg"]], [[]], [["berg"]]]
    assert "Trust" in put(rk, "a", "figure", "theme")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("size",), "no field 'size'. What can be counted: year, begun, funded, design, designs, country, theme"),
        (
            ("aim",),
            "aim is a field of type text, in which hardly two answers are alike. What can be counted: year",
        ),
        (("design", "--look", "bubbles"), "bubbles show two or three fields"),
        (("design", "year", "--look", "bars"), "bars show one field"),
        (("design", "year", "country", "--look", "heat-map"), "heat-map shows two fields"),
        (("design", "year", "country", "funded"), "one, two or three fields, not 4"),
        (
            ("design", "-o", "x.gif"),
            "x.gif: the file name must end with .svg, .png, .pdf, .pptx, .docx, .drawio or .html",
        ),
        (("design", "--json", "-o", "x.svg"), "--json and --output cannot be used together"),
        (("design", "--only", "nobody"), "nobody"),
        (("theme", "--codebook", "other"), "There is no codebook 'other'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(
    charted: Path, rk: Command, words: tuple[str, ...], said: str
) -> None:
    before = contents(charted)
    ran = rk("chart", "figure", *words)
    assert ran.status in (1, 2)
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert contents(charted) == before


def test_a_part_of_the_studies_and_the_digest_are_said_below_the_figure(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    (charted / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001], sets: [adults]}\n", encoding="utf-8"
    )
    printed = put(rk, "a", "figure", "design", "--studies", "adults", "--digest", "-l", "nb")
    assert "Bare studier i utvalget «adults»: 1 av 1 inkluderte studier." in printed
    assert "datagrunnlag" in printed


# --- the map of the evidence


MAP = ("map", "--rows", "country", "--columns", "design")


def test_a_map_leads_to_the_studies_and_has_the_same_bytes_again(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    put(rk, "a", *MAP, "--colour", "designs", "-o", "map.html", "-l", "nn")
    page = Path("map.html").read_text(encoding="utf-8")
    assert "<h1>Kunnskapskart: country, design og designs</h1>" in page
    assert "<h3>Norway × Forsøk: 1 studie</h3>" in page
    assert "Berg (2024)</" in page
    assert "A small review" in page
    again = rk("chart", *MAP, "-o", "map.html")
    assert (again.status, "--force" in again.err) == (1, True)
    put(rk, "a", *MAP, "--colour", "designs", "-o", "map.html", "-l", "nn", "--force")
    assert Path("map.html").read_text(encoding="utf-8") == page


def test_a_map_has_the_doi_of_the_first_report_that_has_one(charted: Path, rk: Command) -> None:
    put(rk, "b", "done", "berg")
    put(rk, "a", *MAP, "-o", "map.html")
    page = Path("map.html").read_text(encoding="utf-8")
    assert '<a href="https://doi.org/10.1000/x.1">Berg (2024)</a>' in page


def test_a_map_of_themes(charted: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a").status == 0
    put(rk, "b", "done", "berg")
    put(rk, "a", "map", "--rows", "theme", "--columns", "country", "-o", "map.html", "--draft")
    assert "<h3>Trust × Norway: 1 study</h3>" in Path("map.html").read_text(encoding="utf-8")


def test_an_unfinished_map_is_not_written_and_a_draft_is_marked_and_blinded(charted: Path, rk: Command) -> None:
    refused = rk("chart", *MAP, "-o", "map.html", "--as", "b")
    assert (refused.status, Path("map.html").exists()) == (1, False)
    assert "The map was not written: 1 of 1 studies is not charted to the end" in refused.err
    assert rk("chart", *MAP, "-o", "map.html", "--draft").status == 0
    page = Path("map.html").read_text(encoding="utf-8")
    assert '<p class="draft">DRAFT: unfinished' in page
    assert "Norway" not in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*MAP, "-o", "map.pdf"), "map.pdf: the file name must end with .html"),
        (MAP, "Missing option '--output'"),
        (("map", "--rows", "country", "-o", "map.html"), "Missing option '--columns'"),
        (("map", "--rows", "aim", "--columns", "country", "-o", "map.html"), "aim is a field of type text"),
        ((*MAP, "--colour", "size", "-o", "map.html"), "no field 'size'"),
    ],
)
def test_a_map_that_cannot_be_made_is_refused_in_words(
    charted: Path, rk: Command, words: tuple[str, ...], said: str
) -> None:
    before = contents(charted)
    ran = rk("chart", *words)
    assert ran.status in (1, 2)
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert contents(charted) == before
