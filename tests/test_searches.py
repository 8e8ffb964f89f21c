"""What was imported is held against what the search log says (PRISMA-S items 8, 13, 15)."""

import pytest

from reviewkit import searches
from reviewkit.errors import Level, Place
from reviewkit.model import Export, Source
from reviewkit.words import Arm, number_of

CINAHL = Source("cinahl", "CINAHL", hits=2, place=Place("searches.yaml", 3))
EXPORTS = (Export("cinahl", "searches/cinahl/a.ris", "ab"),)
SOURCE_OF = {"cinahl-0001": "cinahl", "cinahl-0002": "cinahl"}


def said(*sources: Source, exports: tuple[Export, ...] = EXPORTS, of: dict[str, str] = SOURCE_OF) -> list[str]:
    return [problem.message for problem in searches.problems(sources, exports, of)]


def test_a_search_of_which_all_was_imported_is_no_problem() -> None:
    assert said(CINAHL) == []


def test_a_search_without_hits_asks_for_them() -> None:
    (problem,) = searches.problems(
        [Source("cinahl", "CINAHL", place=Place("searches.yaml", 3))], EXPORTS, SOURCE_OF
    )
    assert (
        problem.message
        == "cinahl: the number of hits is missing. Add the number that the database showed: `hits: ...`"
    )
    assert (problem.place, problem.level, problem.code) == (Place("searches.yaml", 3), Level.WARNING, "hits")


@pytest.mark.parametrize(
    ("hits", "step"), [(3, "Import the rest"), (1, "Look for records that were imported twice")]
)
def test_hits_that_are_not_the_records_ask_for_the_next_step(hits: int, step: str) -> None:
    (message,) = said(Source("cinahl", "CINAHL", hits=hits))
    assert message == (
        f"cinahl: the search log says {number_of(hits, 'hit')}, but 2 records were imported. {step}, or explain the "
        "difference: `difference: {records: 2, why: ...}`"
    )


def test_a_difference_that_is_explained_is_no_problem() -> None:
    assert said(Source("cinahl", "CINAHL", hits=5, difference="three could not be exported", explained=2)) == []


def test_a_difference_that_was_explained_for_other_numbers_is_reported() -> None:
    (message,) = said(Source("cinahl", "CINAHL", hits=5, difference="three could not be exported", explained=1))
    assert message.startswith("cinahl: the difference was explained for 1 record, but 2 are imported now")


def test_an_explanation_that_names_no_number_is_a_note() -> None:
    source = Source("cinahl", "CINAHL", hits=5, difference="three could not be exported")
    (problem,) = searches.problems([source], EXPORTS, SOURCE_OF)
    assert (problem.level, problem.code) == (Level.NOTE, "hits")
    assert "`difference: {records: 2, why: ...}`" in problem.message


def test_an_explanation_does_not_replace_the_hits() -> None:
    assert len(said(Source("cinahl", "CINAHL", difference="three could not be exported"))) == 1


@pytest.mark.parametrize(("hits", "count"), [(0, 0), (7, 1)])
def test_a_search_of_which_nothing_was_imported_had_no_hits(hits: int, count: int) -> None:
    assert len(said(CINAHL, Source("wos", "Web of Science", hits=hits))) == count


def test_a_source_without_an_entry_is_named_once() -> None:
    exports = (*EXPORTS, Export("wos", "a", "x"), Export("wos", "b", "y"), Export("eric", "c", "z"))
    found = searches.problems([CINAHL], exports, SOURCE_OF)
    assert [problem.message.split("'")[1] for problem in found] == ["wos", "eric"]
    assert {(problem.place, problem.level, problem.code) for problem in found} == {
        (Place("searches.yaml"), Level.WARNING, "search-log")
    }


def test_records_are_counted_under_the_source_that_they_count_for() -> None:
    """A renamed source: the ids stay, and the records count for the new name."""
    of = {"cinahl-0001": "embase", "cinahl-0002": "embase"}
    assert said(Source("embase", "Embase", hits=2), exports=(Export("embase", "x", "ab"),), of=of) == []


def test_every_source_stands_with_its_records_and_those_without_an_entry_last() -> None:
    of = {"x-0001": "x", **SOURCE_OF, "y-0001": "y"}
    web = Source("web", "Websites", Arm.OTHER)
    found = searches.sources_with_counts([web, CINAHL], of)
    assert [(source.name, count) for source, count in found] == [("web", 0), ("cinahl", 2), ("x", 1), ("y", 1)]
    assert found[0][0] is web
    assert (found[2][0].database, found[2][0].arm) == ("(not in searches.yaml)", Arm.DATABASES)


def test_a_review_without_anything_has_no_sources() -> None:
    assert searches.sources_with_counts([], {}) == []
    assert searches.problems([], [], {}) == []
