"""The worked example: the numbers of the publication, worked out from the exports."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit.codebook_history import replayed
from reviewkit.coding import ABOUT_CODING
from reviewkit.review import Review
from reviewkit.store import codebooks
from reviewkit.store.open_review import open_review
from reviewkit.timeline import facts_at
from tests.conftest import EXAMPLE, REPOSITORY, Command, shared

BOXES = {
    "id.databases": 1294,
    "id.databases.cinahl": 113,
    "id.databases.medline": 273,
    "id.databases.eric": 29,
    "id.databases.wos": 879,
    "id.other": 208,
    "id.other.scholar": 96,
    "id.other.proquest": 112,
    "id": 1502,
    "rm": 217,
    "rm.duplicates": 217,
    "screened": 1285,
    "excluded": 1270,
    "excluded.population": 1192,
    "excluded.publication-type": 30,
    "excluded.study-design": 20,
    "excluded.language": 3,
    "excluded.outcome": 1,
    "excluded.unrecorded": 24,
    "new.studies": 15,
    "new.reports": 15,
}
TABLE_1 = """\
Ambugo et al. (2022)        1 0 0 0 1
Andersson et al. (2022)     1 0 1 1 0
Assander et al. (2022)      1 0 0 1 0
Bielsten et al. (2022)      1 1 0 1 0
Bødker et al. (2019)        1 0 0 0 0
Danielsen et al. (2018)     1 1 0 0 0
Eines et al. (2023)         1 0 1 0 0
Ekstedt et al. (2022)       0 1 1 1 0
Johannessen et al. (2020)   0 1 1 1 1
Koltsida & Jonasson (2021)  1 1 0 0 0
Lillsjö et al. (2023)       1 1 1 1 1
Ree & Wiig (2019)           1 1 1 0 1
Strandås et al. (2019)      1 0 1 0 1
Sundler et al. (2020)       1 1 0 0 0
Sørly et al. (2019)         1 1 1 1 0
"""


def test_the_demo_s_flow_is_the_published_one(rk: Command, tmp_path: Path) -> None:
    """From the raw exports, in a new folder: every box, and no other."""
    assert rk("demo", tmp_path / "demo").status == 0
    told = json.loads(rk("prisma", "--json", "-C", tmp_path / "demo").out)
    assert {name: box["n"] for name, box in told["boxes"].items()} == BOXES
    assert all(proof["holds"] for proof in told["balance"])
    assert all(len(box["members"]) == box["n"] for box in told["boxes"].values())
    made = sorted(path.name for path in (tmp_path / "demo" / "output").iterdir())
    endings = ("csv", "docx", "html", "md", "tex", "xlsx")
    assert made == sorted(
        [f"flow-{language}.{ending}" for language in ("en", "nb") for ending in ("png", "svg")]
        + [f"{name}.{ending}" for name in ("grid", "table1") for ending in endings]
        + [f"{name}.{ending}" for name in ("characteristics", "report") for ending in ("docx", "html")]
        + [f"as-of-{moment}.html" for moment in ("2023-07-10", "0.1", "0.2", "2023-08-18", "1")]
        + [f"lineage.{ending}" for ending in ("png", "svg")]
    )
    again = tmp_path / "again"
    assert rk("demo", again).status == 0
    for name in made:
        assert (again / "output" / name).read_bytes() == (tmp_path / "demo" / "output" / name).read_bytes(), name
    assert rk("demo", again).status == 1


def test_the_stored_folder_says_the_same_as_the_demo(rk: Command) -> None:
    told = json.loads(rk("prisma", "--json", "-C", EXAMPLE).out)
    assert {name: box["n"] for name, box in told["boxes"].items()} == BOXES


def test_the_matrix_is_table_1_cell_by_cell(rk: Command, tmp_path: Path) -> None:
    out = tmp_path / "grid.csv"
    assert rk("matrix", "--layout", "grid", "-C", EXAMPLE, "-o", out).status == 0
    with out.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines, delimiter=";")
    assert head[1:] == [
        "Personsentrert tverrfaglig samarbeid",
        "Kompetanseutvikling",
        "Organisatorisk stabilitet og fleksibilitet",
        "Tillitsbasert ledelse",
        "Ressursfordeling",
        "Sum",
    ]
    assert "".join(f"{row[0]:<28}{' '.join(row[1:6])}\n" for row in rows[:-1]) == TABLE_1
    assert rows[-1] == ["Sum", "13", "9", "8", "7", "5", "42"]


def test_the_matrix_is_the_table_of_the_seed_review(rk: Command) -> None:
    told = json.loads(rk("matrix", "--json", "-C", EXAMPLE).out)
    with shared("seed-review", "table1.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = next((key for key, cited in told["studies"].items() if cited == row["study"]), None)
            if key:
                cells = {theme: str(int(cell == "present")) for theme, cell in told["cells"][key].items()}
                assert cells == {theme: row[theme] for theme in cells}
            else:
                assert row["study"] == "total"
                assert told["marks"] == int(row["total"])


def test_both_layouts_of_table_1_are_the_published_table(rk: Command, tmp_path: Path) -> None:
    """Row by row as a grid, and theme by theme as the lists that the article prints."""
    with shared("seed-review", "table1.csv").open(encoding="utf-8") as lines:
        published = list(csv.reader(lines))
    for layout in ("grid", "list"):
        path = tmp_path / f"{layout}.csv"
        assert rk("matrix", "--layout", layout, "-o", path, "--separator", ",", "-C", EXAMPLE).status == 0
    grid, listed = (
        list(csv.reader((tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()))
        for name in ("grid", "list")
    )
    told = json.loads(rk("matrix", "--json", "-C", EXAMPLE).out)
    assert list(told["themes"]) == published[0][1:-1]
    assert sorted(grid[1:-1]) == sorted(published[1:-1])
    assert grid[-1][1:] == published[-1][1:]
    for column in range(len(told["themes"])):
        studies = sorted(row[0] for row in published[1:-1] if row[column + 1] == "1")
        assert sorted(row[column] for row in listed[1:-1] if row[column]) == studies
        assert listed[-1][column] == f"n = {len(studies)}" == f"n = {published[-1][column + 1]}"


def test_check_names_the_24_records_without_a_reason(rk: Command) -> None:
    ran = rk("check", "-C", EXAMPLE)
    lines = [line for line in ran.out.splitlines() if "no reason was recorded" in line]
    listed = rk("prisma", "--list", "excluded.unrecorded", "-C", EXAMPLE).out.splitlines()
    assert ran.status == 1
    assert ran.out.splitlines()[-1].startswith("24 problems")
    assert len(lines) == len(listed) == 24
    named = {line.split(": warning: ")[1].split()[0] for line in lines}
    assert named == {line.split()[0] for line in listed}


def test_the_printed_figure_is_drawn_and_held_against_itself(rk: Command, tmp_path: Path) -> None:
    ran = rk("prisma", EXAMPLE / "published-counts.yaml", "-o", tmp_path / "flow.svg")
    assert ran.status == 1
    assert ":8: 1502 duplicates removed is impossible" in ran.err
    assert "leaves 217" in ran.err
    assert "24 have no reason" in ran.err
    assert "(n\u00a0=\u00a01502)" in (tmp_path / "flow.svg").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_the_same_program_makes_the_same_exports(tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLE / "make_example.py", tmp_path], check=True, capture_output=True)
    for path in sorted((EXAMPLE / "searches").rglob("*.ris")):
        made = tmp_path / path.relative_to(EXAMPLE)
        assert made.read_bytes() == path.read_bytes(), path.name
    names = ("studies.yaml", "screening/a.jsonl", "screening/published.jsonl", "duplicates/b.jsonl")
    coded = ("coding/a.jsonl", "coding/b.jsonl", *(f"codebooks/history/{who}.jsonl" for who in "abc"))
    names += (*coded, "codebooks/trygg-i-eget-hjem.yaml", "charting/form.yaml", "charting/published.jsonl")
    for name in names:
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes(), name


def test_nothing_about_duplicates_stands_in_the_exports_and_inventions_say_so() -> None:
    review = open_review(EXAMPLE).review
    real = {record for study in review.facts.studies for record in study.records}
    for record in review.records.values():
        notes = [entry.value for entry in record.fields if entry.tag == "N1"]
        said = any(note.startswith("Invented record of the reviewkit example") for note in notes)
        assert said == (record.id not in real), record.id
        assert not any("duplicate" in entry.value.casefold() for entry in record.fields), record.id


def test_no_decision_is_put_in_a_real_person_s_name() -> None:
    review = open_review(EXAMPLE).review
    assert {decision.by for decision in review.facts.decisions} == {"a", "b", "c", "published"}
    inclusions = [one for one in review.facts.decisions if one.by == "published"]
    assert len(inclusions) == 15
    assert {coding.coder for coding in review.facts.codings} == {"a"}
    assert {act.by for act in (*review.facts.codebook_acts, *review.facts.readings)} == {"a", "b", "c"}


def test_unverified_fields_of_the_studies_are_left_out_or_marked() -> None:
    """What ../shared/seed-review/included_studies.csv calls unverified stands in no export."""
    review = open_review(EXAMPLE).review
    with shared("seed-review", "included_studies.csv").open(encoding="utf-8") as lines:
        rows = {row["key"]: row for row in csv.DictReader(lines)}
    for study in review.facts.studies:
        for part in rows[study.key]["field_provenance"].split("|"):
            names, _, said = part.partition(":")
            if "unverified" not in said or said.strip().startswith("found"):
                continue
            for name in (name.strip() for name in names.split(",")):
                for record in (review.records[one] for one in study.records):
                    if name == "title":
                        assert record.title.startswith("[title unverified]"), study.key
                    elif name == "authors":
                        assert len(record.authors) == 1, study.key
                    elif name in ("volume", "issue", "journal", "pages"):
                        assert not getattr(record, name), (study.key, name)


def test_countries_are_those_of_section_2_3(rk: Command) -> None:
    told = json.loads(rk("chart", "table", "--json", "--fields", "country", "-C", EXAMPLE).out)
    countries = [cell["value"] for study in told["studies"] for cell in study["charted"]]
    assert {country: countries.count(country) for country in countries} == {"Norge": 7, "Sverige": 7, "Danmark": 1}


def test_the_search_log_is_appendix_1(rk: Command) -> None:
    told = json.loads(rk("searches", "--json", "-C", EXAMPLE).out)
    assert {source["source"]: (source["hits"], source["records"]) for source in told} == {
        "cinahl": (113, 113),
        "medline": (273, 273),
        "eric": (29, 29),
        "wos": (879, 879),
        "scholar": (96, 96),
        "proquest": (112, 112),
    }
    with shared("seed-review", "search_log.csv").open(encoding="utf-8") as lines:
        hits = [int(row["hits"]) for row in csv.DictReader(lines)]
    assert sorted(line["hits"] for source in told for line in source["lines"]) == sorted(hits)


def test_the_themes_of_the_example_are_those_of_the_codebook_for_other_reviews() -> None:
    """Word for word; what is invented in the example, categories and aliases, is not in the other."""
    published = codebooks.read(REPOSITORY / "codebooks" / "trygg-i-eget-hjem.yaml", "codebook", []).said
    (book,) = open_review(EXAMPLE).review.facts.codebooks
    in_use = {code: said for code, said in book.said.items() if said.get("status") != "retired"}
    assert list(in_use) == list(published)
    assert {code: {**said, "aliases": None} for code, said in in_use.items() if code} == {
        code: {**said, "aliases": None} for code, said in published.items() if code
    }
    assert in_use[""] == published[""] == {"version": "1"}


# The invented history of coding

MADE_OF = {
    "2023-07-10": (14, 18, 7),
    "0.1": (27, 41, 0),
    "0.2": (8, 40, 0),
    "2023-08-18": (6, 42, 0),
    "1": (5, 42, 0),
}


@pytest.mark.parametrize("moment", MADE_OF)
def test_table_1_is_shown_under_three_versions_and_at_two_dates(rk: Command, moment: str) -> None:
    told = json.loads(rk("matrix", "--json", "--as-of", moment, "-C", EXAMPLE).out)
    assert (len(told["themes"]), told["marks"], len(told["missing"]["not_coded"])) == MADE_OF[moment]
    assert told["past"]["asked"] == moment
    assert len(told["studies"]) == 15


@pytest.mark.thorough
def test_the_history_replayed_is_the_codebook_and_each_quote_counts_at_each_moment() -> None:
    review = open_review(EXAMPLE).review
    (book,) = review.facts.codebooks
    assert replayed(review.facts.codebook_acts) == book.said
    assert [problem for problem in review.problems if problem.code in ABOUT_CODING] == []
    assert all(act.why for act in review.facts.codebook_acts)
    assert {act.phase for act in review.facts.codebook_acts} == {2, 3, 4, 5, 6}
    assert {one.by for one in review.facts.readings} == {"a", "b"}
    for act in review.facts.codebook_acts:
        then = Review(facts_at(review.facts, act.stamp, lambda exports: {}))
        (matrix,) = then.matrices.values()
        quotes = sum(len(coding.segments) for coding in then.facts.codings)
        counted = [one.event for cell in matrix.evidence.values() for one in cell]
        if act.phase != 3:  # while the themes are made, what has none yet counts for none
            assert (len(counted), len(set(counted))) == (quotes, quotes), act.id


@pytest.mark.parametrize("line", ["searches/imports/a.jsonl", "duplicates/a.jsonl"])
def test_logs_of_the_example_are_one_event_a_line(line: str) -> None:
    for text in (EXAMPLE / line).read_text(encoding="utf-8").splitlines():
        assert json.loads(text)["id"].startswith("a-")
