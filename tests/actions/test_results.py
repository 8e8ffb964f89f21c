"""The figures and tables of a bundle are those of the review."""

from pathlib import Path

from reviewkit.actions.results import flow_table, records_table, results
from reviewkit.locales import labels
from reviewkit.store.open_review import open_review

EN = labels("en")


def test_there_is_each_figure_and_table_of_the_review(example: Path) -> None:
    review = open_review(example).review
    book = "trygg-i-eget-hjem"
    assert list(results(review, EN)) == [
        "results/characteristics.csv",
        "results/flow.csv",
        "results/flow.svg",
        f"results/matrix-{book}.csv",
        f"results/matrix-{book}.svg",
        "results/records.csv",
        "results/searches.csv",
        "results/sources.csv",
        "results/studies.csv",
    ]
    without = results(review, EN, frozenset({"coding/a/berg.yaml"}))
    assert not any("matrix" in path for path in without)


def test_every_number_of_the_flow_has_the_id_of_its_box(example: Path) -> None:
    flow = open_review(example).review.flow
    rows = flow_table(flow, EN).rows
    assert {box: int(n) for box, _, n in rows} == {str(name): box.n for name, box in flow.boxes.items()}
    assert ("screened", "Records screened", "1285") in rows


def test_every_record_says_where_it_is_from_and_what_became_of_it(example: Path) -> None:
    review = open_review(example).review
    table = records_table(review)
    found = {row[0]: row for row in table.rows}
    assert list(found) == list(review.records)
    kept = next(group for group in review.groups if len(group.records) > 1)
    for record in kept.records:
        assert found[record][3] == kept.kept
    study = review.included_studies[0]
    report = review.reports_of_study(study)[0]
    assert found[report][4:] == ("included", str(review.outcomes[report].stage), "", study.key)
    assert found["cinahl-0017"][2] == "6a95b0c9.17"
