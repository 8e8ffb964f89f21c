"""The table of conflicts as it comes back: words of three languages, and what is wrong with a row."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.settlements import GivenSettlements, is_table, settlements
from reviewkit.words import Choice
from tests.builders import protocol

HEADS = (
    ("settlement", "settlement: reason", "settlement: note"),
    ("avgjørelse", "avgjørelse: årsak", "avgjørelse: merknad"),
    ("avgjerd", "avgjerd: årsak", "avgjerd: merknad"),
)


def read(
    *rows: tuple[str, str, str], heads: tuple[str, ...] = HEADS[0], report: str = "s-0001"
) -> GivenSettlements:
    known = {"report": report, "at stage": "screening", "seen": "ab12", "b: note": "not mine"}
    return settlements(
        [(line, {**known, **dict(zip(heads, row, strict=True))}) for line, row in enumerate(rows, start=2)],
        "x.xlsx",
        protocol(),
    )


@pytest.mark.parametrize("heads", HEADS)
def test_a_row_is_read_with_heads_and_words_of_any_language(heads: tuple[str, ...]) -> None:
    for word in ("exclude", " Ekskluder "):
        found = read((word, "WRONG population", " we agreed "), heads=heads)
        (row,) = found.rows
        assert (row.place.line, row.report, row.stage, row.seen) == (2, "s-0001", "screening", "ab12")
        assert (row.choice, row.reason, row.note) == (Choice.EXCLUDE, "population", "we agreed")
        assert (found.empty, found.problems) == (0, ())


def test_rows_without_a_settlement_are_counted() -> None:
    found = read(("", "", ""), ("include", "", ""))
    assert (found.empty, len(found.rows), found.problems) == (1, 1, ())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("perhaps", "", ""), "the settlement is 'perhaps'"),
        (("exclude", "too long", ""), "the reason is 'too long'"),
        (("exclude", "population; outcome", ""), "the reason is 'population; outcome'"),
        (("include", "population", ""), "only an exclusion has a reason"),
        (("", "population", ""), "a reason or note stands here, but no settlement"),
        (("", "", "wait"), "a reason or note stands here, but no settlement"),
    ],
)
def test_what_is_not_understood_is_named_with_its_row(row: tuple[str, str, str], why: str) -> None:
    found = read(("include", "", ""), row)
    (problem,) = found.problems
    assert (problem.place.line, len(found.rows)) == (3, 1)
    assert problem.message.startswith(why)


def test_a_row_of_one_s_own_is_named() -> None:
    (problem,) = read(("include", "", ""), report=" ").problems
    assert "its hidden columns are empty" in problem.message


def test_two_rows_that_settle_one_conflict_otherwise_are_named_and_two_alike_are_not() -> None:
    (problem,) = read(("include", "", ""), ("exclude", "population", "")).problems
    assert problem.place.line == 3
    assert "s-0001 is settled as exclude here and as include in row 2" in problem.message
    assert read(("include", "", ""), ("include", "", "")).problems == ()


def test_the_table_is_known_by_its_hidden_columns() -> None:
    assert is_table({"report", "at stage", "seen", "x"})
    assert not is_table({"report", "seen"})


def test_columns_that_lost_their_names_are_named_in_the_language_of_the_others() -> None:
    for heads, said in (
        (("settlement", "why", "settlement: note"), "Settlement: reason"),
        (("sammendrag", "post", "tittel"), "Avgjørelse, Avgjørelse: årsak, Avgjørelse: merknad"),
        (("avgjerd", "avgjerd: årsak", "samandrag"), "Avgjerd: merknad"),
    ):
        with pytest.raises(ReviewkitError, match=rf"^x\.xlsx: these columns are missing: {said}\. If"):
            read(("exclude", "population", ""), heads=heads)
