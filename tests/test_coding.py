"""Which theme is in which study."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import coding
from reviewkit.coding import Cell
from reviewkit.errors import Place
from reviewkit.model import Code, Codebook, Coding, Mark, Segment, Study

BOOK = Codebook(
    "themes",
    "Themes",
    "1",
    "en",
    (
        Code("trust", "theme", {"en": "Trust", "nb": "Tillit"}),
        Code("time", "theme", {"en": "Time"}, aliases=("hours",)),
        Code("open-door", "code", {"en": "Open door"}, parent="trust"),
        Code("old", "theme", {"en": "Old"}, status="retired"),
    ),
)
STUDIES = (Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ()), Study("oden", "Ödén (2018)", ()))


def coded(study: str, *codes: str, state: str = "done", relation: str = "supports", coder: str = "a") -> Coding:
    """A coding with a quote for each code."""
    segments = tuple(Segment("words", "1", (Mark(code, relation),)) for code in codes)
    return Coding(coder, study, state, segments, (), Place(f"coding/{coder}/{study}.yaml", 1))


def cell(theme: str, study: str, *codings: Coding) -> Cell:
    return coding.matrix(BOOK, codings, STUDIES).cells[theme, study]


def test_a_code_counts_for_the_theme_above_it_and_an_alias_for_its_code() -> None:
    assert cell("trust", "berg", coded("berg", "open-door")) is Cell.PRESENT
    assert cell("time", "berg", coded("berg", "hours")) is Cell.PRESENT


def test_not_found_and_not_assessed_are_never_the_same() -> None:
    assert cell("time", "berg", coded("berg", "trust")) is Cell.NOT_FOUND
    assert cell("time", "berg", coded("berg", "trust", state="in-progress")) is Cell.NOT_ASSESSED
    assert cell("time", "berg", coded("berg", state="done-nothing-found")) is Cell.NOT_FOUND
    assert cell("time", "berg") is Cell.NOT_ASSESSED


def test_a_contradiction_is_seen() -> None:
    both = (coded("berg", "trust"), coded("berg", "trust", relation="contradicts", coder="b"))
    assert cell("trust", "berg", *both) is Cell.CONTRADICTED


def test_retired_themes_are_no_row_and_studies_stand_in_norwegian_order() -> None:
    found = coding.matrix(BOOK, [], STUDIES)
    assert [theme.id for theme in found.themes] == ["trust", "time"]
    assert [study.key for study in found.studies] == ["berg", "oden", "aas"]


marks = st.lists(
    st.tuples(st.sampled_from(["berg", "aas"]), st.sampled_from(["trust", "time", "open-door", "hours"])),
    max_size=12,
)


@given(marks)
def test_cells_are_the_distinct_pairs_of_theme_and_study(found: list[tuple[str, str]]) -> None:
    theme = {"open-door": "trust", "hours": "time"}
    made = coding.matrix(BOOK, [coded(study, code) for study, code in found], STUDIES)
    expected = {(theme.get(code, code), study) for study, code in found}
    assert {key for key, value in made.cells.items() if value is Cell.PRESENT} == expected
    assert made.marks == len(expected)
    assert sum(len(made.themes_of(study)) for study in made.studies) == made.marks


def test_codings_that_count_nowhere_are_problems() -> None:
    found = coding.problems(
        [BOOK],
        [coded("berg", "trsut"), coded("nobody", "trust"), coded("aas", "old"), coded("oden", "trust")],
        STUDIES,
        {"berg", "aas"},
        {"oden": "is not included (its state is excluded)"},
    )
    assert [problem.message for problem in found] == [
        "no codebook has the code 'trsut'; did you mean 'trust'?",
        "there is no study 'nobody' in studies.yaml. Add it there, or correct the coding",
        "the code 'old' is retired. Use another code, or bring it back in the codebook",
        "the study 'oden' is not included (its state is excluded), so its coding does not count. "
        "Correct the decision, or move the file out of the folder",
    ]
