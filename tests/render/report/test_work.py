"""A work of a reference list."""

from reviewkit.render.report.work import Cited


def test_a_work_is_that_of_a_study() -> None:
    assert Cited("berg2020", "Berg (2020)", {"title": "Care"}).item["title"] == "Care"
