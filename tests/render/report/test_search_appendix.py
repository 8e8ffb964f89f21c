"""The searches: the terms of the question, and each strategy line by line, to the letter."""

from pathlib import Path

from reviewkit.render.document import Section
from reviewkit.render.report.search_appendix import searches
from reviewkit.render.tables.table import Table
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, rows_of, words_of


def part(section: Section, heading: str) -> Section:
    return next(one for one in section.sections if one.heading == heading)


def heads(section: Section) -> list[tuple[str, ...]]:
    return [block.head for block in section.content() if isinstance(block, Table)]


def test_each_search_has_a_row_and_a_section_with_its_lines() -> None:
    made = searches(given_of(EXAMPLE, "nb"))
    assert ["cinahl", "CINAHL", "", "", "2018-2023", "113", "113"] in rows_of(made.section)
    assert rows_of(part(made.section, "MEDLINE")) == [
        ["1", "P – Populasjon", "OR", "191\u00a0844"],
        ["2", "C – Konsept", "OR", "1\u00a0310\u00a0274"],
        ["3", "C – Kontekst", "OR", "414\u00a0621"],
        ["4", "PCC", "AND [linje 1, 2, 3]", "19\u00a0292"],
        ["5", "Avgrensning", "65+ [linje 4]", "2\u00a0342"],
        ["6", "Avgrensning", "Norway, Sweden, Denmark, Scandinavia [linje 5]", "273"],
    ]
    assert made.numbers["wos.hits"] == made.numbers["wos.records"] == made.numbers["wos.line.7"] == 879
    assert "Oversikten har 6 søk." in words_of(made.section)


def test_what_the_search_log_does_not_state_is_said_in_each_section() -> None:
    eric = words_of(part(searches(given_of(EXAMPLE, "nb")).section, "ERIC"))
    assert "Avgrensninger: 2018-2023" in eric
    assert "Ikke oppgitt i søkeloggen: plattform, dato, søkt av." in eric


def test_the_search_terms_stand_by_element_and_language_as_the_publication_prints_them() -> None:
    section = part(searches(given_of(EXAMPLE, "nb")).section, "Søkeord etter PCC")
    rows = rows_of(section)
    assert heads(section) == [("Element", "Norske søkeord", "Engelske søkeord", "MeSH")]
    assert len(rows) == 9 + 19 + 9
    assert rows[0] == ["P – Populasjon", "Helsepersonell", "Health* personnel", "Health Personnel"]
    assert rows[2] == ["P – Populasjon", "", "Nurse", ""]
    assert rows[-1] == ["C – Kontekst", "Skandinavia", "Scandinavia", ""]
    assert "C – Konsept: innbyggernes trygghet" in words_of(section)


def test_a_framework_without_terms_has_its_elements_alone(ready: Path) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write("framework: {name: PICO}\n")
    section = part(searches(given_of(ready)).section, "Search terms by PICO")
    assert words_of(section).splitlines()[1:] == [
        "P – Population",
        "I – Intervention",
        "C – Comparison",
        "O – Outcome",
    ]


def test_terms_of_other_languages_are_headed_by_their_codes(ready: Path) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write("framework: {name: X, elements: [{id: who, terms: {emtree: [nurse], sv: [sjuksköterska]}}]}\n")
    section = part(searches(given_of(ready)).section, "Search terms by X")
    assert heads(section) == [("Element", "Search terms (sv)", "Emtree")]
    assert rows_of(section) == [["W – who", "sjuksköterska", "nurse"]]


def test_a_strategy_is_printed_to_the_letter_with_all_that_is_known_of_it(ready: Path) -> None:
    (ready / "searches.yaml").write_text(
        "cinahl:\n  database: CINAHL\n  platform: EBSCOhost\n  date: 2026-01-31\n  searcher: a\n"
        "  press: {by: Grete, date: 2026-01-20, note: two terms}\n  difference: one was empty\n  lines:\n"
        "    - number: S1\n      step: population\n      query: |-\n        nurse*  N3\n          (care OR help)\n"
        "      limits: Language - English\n      date: 2026-01-30\n      hits: 12345\n  hits: 12345\n",
        encoding="utf-8",
    )
    section = part(searches(given_of(ready)).section, "CINAHL")
    assert words_of(section).splitlines()[1:7] == [
        "Platform: EBSCOhost",
        "Date: 2026-01-31",
        "Searched by: a",
        "Strategy reviewed by: Grete, 2026-01-20, two terms",
        "Difference between hits and records: one was empty",
        "The search in CINAHL, line by line",
    ]
    assert rows_of(section) == [
        ["S1", "population", "nurse*  N3\n  (care OR help)", "Language - English; 2026-01-30", "12,345"]
    ]


def test_a_search_that_was_run_again_stands_beside_the_first(ready: Path) -> None:
    (ready / "searches.yaml").write_text(
        "cinahl: {database: CINAHL, date: 2026-01-31, hits: 4}\n"
        "later: {database: CINAHL, date: 2026-06-30, hits: 9, rerun_of: cinahl}\n",
        encoding="utf-8",
    )
    made = searches(given_of(ready))
    (row,) = rows_of(part(made.section, "Searches that were run again"))
    assert (row[0], row[1], row[2], row[4], row[5], row[7]) == (
        "CINAHL",
        "2026-01-31",
        "4",
        "2026-06-30",
        "9",
        "0",
    )
    assert made.numbers["later.new"] == 0
    assert "The same search as: cinahl" in words_of(made.section)


def test_a_review_without_searches_says_so(root: Path, rk: Command) -> None:
    (root / "searches.yaml").unlink()
    made = searches(given_of(root))
    assert words_of(made.section) == "Search strategies\nNo search is logged."
    assert made.numbers == {}


def test_hits_that_nobody_stated_are_no_number(ready: Path) -> None:
    (ready / "searches.yaml").write_text("cinahl: {lines: [{step: 1, query: a}]}\nmedline: {}\n", encoding="utf-8")
    made = searches(given_of(ready))
    assert "cinahl.hits" not in made.numbers
    assert rows_of(part(made.section, "cinahl")) == [["1", "1", "a"]]
