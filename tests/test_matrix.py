"""What a cell of the matrix rests on, and which codings count nowhere: rule by rule, at its borders."""

from typing import Any

import pytest

from reviewkit import coding
from reviewkit.coding import Cell, Evidence
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Code, Codebook, Coding, Mark, Segment, Study


def book(*codes: Code) -> Codebook:
    return Codebook("themes", "Themes", "1", "en", codes)


def theme(name: str, **more: Any) -> Code:
    return Code(name, more.pop("kind", "theme"), {"en": name}, **more)


def code(name: str, parent: str = "", **more: Any) -> Code:
    return theme(name, kind="code", parent=parent, **more)


BOOK = book(theme("trust"), theme("time"), code("door", "trust"), code("open-door", "door", aliases=("entry",)))
BERG, AAS = Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ())


def coded(
    *marks: Mark, study: str = "berg", state: str = "done", coder: str = "a", whole: tuple[Mark, ...] = ()
) -> Coding:
    segments = tuple(
        Segment(f"words on {mark.code}", "4", (mark,), "", f"{coder}-k3f9q-{number}")
        for number, mark in enumerate(marks, start=1)
    )
    return Coding(coder, study, state, segments, whole, Place(f"coding/{coder}/{study}.yaml", 1))


def cells(*codings: Coding, of: Codebook = BOOK) -> dict[str, Cell]:
    """The column of the study berg."""
    found = coding.matrix(of, codings, [BERG])
    return {row.id: found.cell(row, BERG) for row in found.themes}


# Rows


def test_rows_are_the_themes_in_the_order_of_the_codebook() -> None:
    assert [row.id for row in coding.themes_of(book(theme("b"), code("x"), theme("a")))] == ["b", "a"]


def test_where_there_are_no_themes_yet_rows_are_the_codes_at_the_top() -> None:
    of = book(code("b"), code("c", "b"), theme("old", status="retired"), code("a"))
    assert [row.id for row in coding.themes_of(of)] == ["b", "a"]
    assert coding.themes_of(book()) == ()


def test_retired_codes_are_no_rows() -> None:
    of = book(theme("old", status="retired"), theme("new"), theme("planned", status="proposed"))
    assert [row.id for row in coding.themes_of(of)] == ["new", "planned"]
    assert coding.themes_of(book(code("old", status="retired"))) == ()


# Cells


@pytest.mark.parametrize(
    ("codings", "trust", "time"),
    [
        ([], Cell.NOT_ASSESSED, Cell.NOT_ASSESSED),
        ([coded(state="in-progress")], Cell.NOT_ASSESSED, Cell.NOT_ASSESSED),
        ([coded(state="not-started")], Cell.NOT_ASSESSED, Cell.NOT_ASSESSED),
        ([coded(state="done")], Cell.NOT_FOUND, Cell.NOT_FOUND),
        ([coded(state="done-nothing-found")], Cell.NOT_FOUND, Cell.NOT_FOUND),
        ([coded(Mark("trust"))], Cell.PRESENT, Cell.NOT_FOUND),
        ([coded(Mark("trust"), state="in-progress")], Cell.PRESENT, Cell.NOT_ASSESSED),
        ([coded(Mark("trust", "qualifies"))], Cell.PRESENT, Cell.NOT_FOUND),
        ([coded(Mark("trust", "contradicts"))], Cell.CONTRADICTED, Cell.NOT_FOUND),
        ([coded(Mark("trust"), Mark("trust", "contradicts"))], Cell.CONTRADICTED, Cell.NOT_FOUND),
        ([coded(whole=(Mark("time"),))], Cell.NOT_FOUND, Cell.PRESENT),
        ([coded(Mark("trust"), state="in-progress"), coded(coder="b")], Cell.PRESENT, Cell.NOT_FOUND),
        ([coded(Mark("trust"), study="aas")], Cell.NOT_ASSESSED, Cell.NOT_ASSESSED),
        ([coded(Mark("work"))], Cell.NOT_FOUND, Cell.NOT_FOUND),
    ],
)
def test_what_a_cell_says(codings: list[Coding], trust: Cell, time: Cell) -> None:
    assert cells(*codings) == {"trust": trust, "time": time}


@pytest.mark.parametrize("name", ["trust", "door", "open-door", "entry"])
def test_a_code_counts_for_the_theme_above_it_over_any_levels(name: str) -> None:
    assert cells(coded(Mark(name))) == {"trust": Cell.PRESENT, "time": Cell.NOT_FOUND}


def test_a_code_counts_for_a_theme_that_is_far_above_it() -> None:
    of = book(theme("trust"), *(code(f"c{n}", f"c{n - 1}" if n else "trust") for n in range(9)))
    assert cells(coded(Mark("c8")), of=of) == {"trust": Cell.PRESENT}


def test_codes_in_a_circle_and_codes_without_a_theme_count_for_none() -> None:
    of = book(theme("trust"), code("a", "b"), code("b", "a"), code("lost", "nowhere"), code("alone"))
    for name in ("a", "b", "lost", "alone"):
        assert cells(coded(Mark(name)), of=of) == {"trust": Cell.NOT_FOUND}


def test_a_theme_below_a_theme_counts_for_itself() -> None:
    of = book(theme("trust"), theme("self-trust", parent="trust"), code("x", "self-trust"))
    assert cells(coded(Mark("x")), of=of) == {"trust": Cell.NOT_FOUND, "self-trust": Cell.PRESENT}


def test_a_code_below_a_retired_theme_counts_for_the_theme_above_that() -> None:
    of = book(theme("trust"), theme("old", parent="trust", status="retired"), code("x", "old"))
    assert cells(coded(Mark("x")), of=of) == {"trust": Cell.PRESENT}


def test_the_words_of_cells_and_relations_are_a_contract() -> None:
    assert [cell.value for cell in Cell] == ["present", "contradicted", "not-found", "not-assessed"]


# What a cell rests on


def test_a_cell_rests_on_the_marks_of_all_coders_with_their_quotes() -> None:
    found = coding.matrix(
        BOOK,
        [coded(Mark("door"), whole=(Mark("trust", "contradicts"),)), coded(Mark("entry"), coder="b")],
        [BERG],
    )
    assert found.evidence == {
        ("trust", "berg"): (
            Evidence("a", Mark("door"), "words on door", "4", "a-k3f9q-1"),
            Evidence("a", Mark("trust", "contradicts")),
            Evidence("b", Mark("entry"), "words on entry", "4", "b-k3f9q-1"),
        )
    }


def test_a_mark_on_a_study_as_a_whole_has_no_quote() -> None:
    (found,) = coding.evidence_of(coded(whole=(Mark("trust"),)))
    assert (found.quote, found.page, found.event) == ("", "", "")


def test_every_code_of_a_quote_is_a_mark() -> None:
    one = Coding("a", "berg", "done", (Segment("w", "", (Mark("x"), Mark("y"))),), (Mark("z"),), Place("p"))
    assert [mark.code for mark in coding.marks_of(one)] == ["x", "y", "z"]
    assert [entry.mark.code for entry in coding.evidence_of(one)] == ["x", "y", "z"]


def test_a_theme_rests_on_the_coders_of_the_studies_that_hold_it_alone() -> None:
    """What b found in Berg does not count there, because a did not find it; only a's quote in Åås does."""
    codings = [coded(Mark("trust"), study="aas"), coded(), coded(Mark("trust"), coder="b")]
    found = coding.agreed(BOOK, codings, [BERG, AAS])
    assert [(row.id, coder) for row, coder in found.on_one_coder] == [("trust", "a")]


def test_marks_are_counted_by_theme_and_by_study() -> None:
    found = coding.matrix(
        BOOK,
        [coded(Mark("trust"), Mark("time", "contradicts")), coded(Mark("trust"), study="aas"), coded(study="aas")],
        [BERG, AAS],
    )
    trust, time = found.themes
    assert [study.key for study in found.studies_with(trust)] == ["berg", "aas"]
    assert [study.key for study in found.studies_with(time)] == ["berg"]
    assert [row.id for row in found.themes_of(BERG)] == ["trust", "time"]
    assert [row.id for row in found.themes_of(AAS)] == ["trust"]
    assert found.marks == 3
    assert [found.holds(row, AAS) for row in (trust, time)] == [True, False]


# The order of studies


@pytest.mark.parametrize(
    "citations",
    [
        ["Berg", "Zahl", "Ærlig", "Äsk", "Øst", "Östre", "Åberg", "Aas"],
        ["Aker", "Zeta", "Ödén", "Aaker"],
        ["berg 1", "Berg 2", "BERG 3"],
        ["Naess", "Næss"],
        ["Çelik", "Élan", "Łukasz", "Müller", "Šimić", "Ubeda", "Üzüm", "Zander", "Østby"],
        ["Lund", "Lu\u0301ndh", "Zahl", "O\u0308st", "A\u030aberg"],
        ["de Vries", "Dean", "Đurić", "Eriksen"],
        ["Ñandú 1", "Nandu 2", "Nazari"],
    ],
)
def test_studies_stand_in_norwegian_order(citations: list[str]) -> None:
    """Æ, ø and å come last; ä and ö are as æ and ø, and aa is as å; other accents do not count, in either spelling."""
    studies = [Study(str(number), citation, ()) for number, citation in enumerate(citations)]
    found = coding.matrix(BOOK, [], list(reversed(studies)))
    assert [study.citation for study in found.studies] == citations


def test_studies_with_one_citation_stand_by_their_keys() -> None:
    studies = [Study(key, "Berg (2020)", ()) for key in ("b", "a", "c")]
    assert [study.key for study in coding.matrix(BOOK, [], studies).studies] == ["a", "b", "c"]


# Problems


def problems(
    *codings: Coding, of: Codebook = BOOK, included: str = "berg aas", excluded: Any = ()
) -> list[Problem]:
    return coding.problems([of], codings, [BERG, AAS], set(included.split()), dict(excluded))


def test_codings_that_are_in_order_are_no_problem() -> None:
    assert problems(coded(Mark("trust"), Mark("entry")), coded(state="done-nothing-found", study="aas")) == []


def test_a_study_that_is_not_there_is_an_error() -> None:
    assert problems(coded(study="brg")) == [
        Problem(
            Place("coding/a/brg.yaml", 1),
            "there is no study 'brg' in studies.yaml. Add it there, or correct the coding",
            Level.ERROR,
            "unknown-study",
        )
    ]


@pytest.mark.parametrize(
    ("excluded", "why"),
    [
        ({"aas": "is not included (its state is sought)"}, "is not included (its state is sought)"),
        ({}, "is not included"),
    ],
)
def test_a_study_that_is_not_included_is_an_error(excluded: dict[str, str], why: str) -> None:
    assert problems(coded(study="aas"), included="berg", excluded=excluded) == [
        Problem(
            Place("coding/a/aas.yaml", 1),
            f"the study 'aas' {why}, so its coding does not count. Correct the decision, or move the file out of the "
            "folder",
            Level.ERROR,
            "study-not-included",
        )
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [("trsut", "; did you mean 'trust'?"), ("xyzzy", ". Add it to a codebook, or correct the coding")],
)
def test_a_code_that_no_codebook_has_is_an_error(name: str, near: str) -> None:
    wanted = Problem(
        Place("coding/a/berg.yaml", 1), f"no codebook has the code {name!r}{near}", Level.ERROR, "unknown-code"
    )
    assert problems(coded(Mark(name))) == [wanted]
    assert problems(coded(whole=(Mark(name),))) == [wanted]


def test_a_code_that_is_retired_is_a_warning() -> None:
    of = book(theme("trust"), code("old", "trust", status="retired"))
    assert problems(coded(Mark("old"), Mark("trust")), of=of) == [
        Problem(
            Place("coding/a/berg.yaml", 1),
            "the code 'old' is retired. Use another code, or bring it back in the codebook",
            Level.WARNING,
            "retired-code",
        )
    ]


def test_a_study_in_which_nothing_was_found_holds_no_codes() -> None:
    assert problems(coded(Mark("trust"), state="done-nothing-found")) == [
        Problem(
            Place("coding/a/berg.yaml", 1),
            "the coding says done-nothing-found, but has codes: reviewkit code done berg",
            Level.WARNING,
            "state",
        )
    ]


def test_a_code_of_any_codebook_is_known() -> None:
    other = book(theme("work"))
    assert coding.problems([BOOK, other], [coded(Mark("work"), Mark("trust"))], [BERG], {"berg"}, {}) == []


def test_problems_about_codings_are_known_by_their_codes() -> None:
    wrong = [
        coded(study="brg"),
        coded(study="aas"),
        coded(Mark("x")),
        coded(Mark("trust"), state="done-nothing-found"),
    ]
    found = {problem.code for problem in problems(*wrong, included="berg")}
    assert found == {"unknown-study", "study-not-included", "unknown-code", "state"}
    assert {
        *found,
        "retired-code",
        "yaml",
        "unreadable",
        "codebook",
        "same-name",
        "no-theme",
        "segment-open",
    } == coding.ABOUT_CODING
