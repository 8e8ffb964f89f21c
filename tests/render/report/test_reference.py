"""A report in one line."""

from reviewkit.render.report.reference import reference_line
from tests.builders import record


def test_what_is_known_is_in_it_in_the_order_of_a_reference() -> None:
    found = record(
        "x-1",
        authors=("Berg, N.", "Dahl, P."),
        year=2020,
        title="Care at home.",
        journal="Nursing",
        doi="10.5555/1",
    )
    assert reference_line(found) == "Berg, N.; Dahl, P. (2020). Care at home. Nursing. https://doi.org/10.5555/1"


def test_what_is_not_known_leaves_no_trace() -> None:
    assert reference_line(record("x-1", title="Care")) == "Care."
    assert reference_line(record("x-1", year=2020)) == "(2020)."
    assert reference_line(record("x-1")) == "x-1"


def test_of_many_authors_the_first_six_are_named() -> None:
    authors = tuple(f"A{n}" for n in range(7))
    assert reference_line(record("x-1", authors=authors)) == "A0; A1; A2; A3; A4; A5; …."
    assert "…" not in reference_line(record("x-1", authors=authors[:6]))
