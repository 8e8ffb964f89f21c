"""The lists of phases 3 to 5: what is there, counted by hand, and nothing twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.codebook_lists import BookList, extracts, lists, text_of
from reviewkit.coding import coded_quotes, matrix, problems
from reviewkit.errors import Place
from reviewkit.model import Code, Codebook, Coding, Mark, Segment, Study
from reviewkit.words import MatrixLevel

STUDIES = (Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ()), Study("dahl", "Dahl (2018)", ()))
BOOK = Codebook(
    "themes",
    "Themes",
    "1",
    "en",
    (
        Code("relying", "theme", {"en": "Relying on each other"}, definition="That each relies on the other."),
        Code("calm", "theme", {"en": "Calm"}, status="candidate"),
        Code("trust", "code", {"en": "Trust"}, parent="relying"),
        Code("haste", "code", {"en": "Haste"}),
        Code("money", "code", {"en": "Money"}, status="parked"),
        Code("cost", "code", {"en": "Cost"}, parent="money"),
        Code("old", "code", {"en": "Old"}, status="retired"),
        Code("never", "code", {"en": "Never used"}, parent="relying"),
    ),
    said={"relying": {"central_concept": {"nb": "Å stole på", "en": "Relying is mutual"}}},
)


def coded(study: str, *segments: str, coder: str = "a", state: str = "done", marks: str = "") -> Coding:
    """A coding with quotes, each named by its codes; `-` before a code contradicts it."""
    quotes = tuple(Segment(one, "1", tuple(map(mark, one.split()))) for one in segments)
    return Coding(coder, study, state, quotes, tuple(map(mark, marks.split())), Place(f"{coder}/{study}.yaml"))


def mark(code: str) -> Mark:
    return Mark(code.lstrip("-"), "contradicts" if code.startswith("-") else "supports")


CODINGS = (
    coded("berg", "trust haste", "-trust", "money"),
    coded("berg", "trust", coder="b"),
    coded("aas", coder="b", state="done-nothing-found"),
    coded("elsewhere", "never calm"),
)


def test_each_list_has_what_a_person_would_put_there() -> None:
    found = lists(BOOK, CODINGS, STUDIES)
    named = {
        name: [one.code.id for one in getattr(found, name.replace("-", "_"))]
        for name in ("no-theme", "unused", "parked", "candidates", "one-coder")
    }
    assert named == {
        "no-theme": ["haste"],
        "unused": ["calm", "cost", "never"],
        "parked": ["money"],
        "candidates": ["calm"],
        "one-coder": ["haste", "money"],
    }
    assert [(one.study.key, one.finished) for one in found.not_coded] == [("dahl", ()), ("aas", ("b",))]
    assert [(one.code.id, one.segment.quote) for one in found.contradicting] == [("trust", "-trust")]
    assert [(one.theme.id, one.definition, one.central_concept, one.bare_topic) for one in found.undefined] == [
        ("calm", False, False, True)
    ]
    assert found.sizes() == dict(zip(BookList, (1, 3, 1, 2, 1, 1, 1, 2), strict=True))


def test_a_quote_with_two_codes_counts_once_for_their_theme_and_once_for_each_code() -> None:
    book = replace(BOOK, codes=(*BOOK.codes, Code("faith", "code", {"en": "Faith"}, parent="trust")))
    found = lists(book, [coded("berg", "trust faith", marks="faith")], STUDIES)
    assert (found.uses["trust"].quotes, found.uses["faith"].quotes, found.uses["faith"].study_marks) == (1, 1, 1)
    (relying, _) = found.themes
    assert (relying.quotes, relying.study_marks, relying.studies, relying.coders) == (1, 1, ("berg",), ("a",))


def test_what_is_parked_counts_for_no_theme_and_nobody_is_warned_of_it() -> None:
    book = replace(
        BOOK, codes=tuple(replace(one, status="parked") if one.id == "trust" else one for one in BOOK.codes)
    )
    said = [one.code for one in problems([book], CODINGS[:2], STUDIES, {"berg"}, {})]
    assert said == ["no-theme"]  # of haste
    cells = matrix(book, CODINGS[:2], STUDIES).evidence
    assert ("relying", "berg") not in cells
    by_code = matrix(book, CODINGS[:2], STUDIES, level=MatrixLevel.CODE)
    assert len(by_code.evidence["trust", "berg"]) == 3
    parked_theme = replace(book, codes=(replace(BOOK.codes[0], status="parked"), *BOOK.codes[1:]))
    assert [one.code.id for one in lists(parked_theme, CODINGS, STUDIES).themes] == ["calm"]


def test_without_themes_every_code_is_without_one() -> None:
    book = replace(BOOK, codes=tuple(one for one in BOOK.codes if one.kind != "theme"))
    found = lists(book, CODINGS, STUDIES)
    assert [one.code.id for one in found.no_theme] == ["trust", "haste", "never"]
    assert (found.undefined, found.candidates) == ((), ())


def test_where_one_person_codes_nothing_rests_on_one_of_several() -> None:
    assert lists(BOOK, CODINGS[:1], STUDIES).one_coder == ()


@pytest.mark.parametrize(
    ("theme", "quotes"),
    [("relying", ["-trust", "trust haste", "trust"]), ("haste", ["trust haste"]), ("calm", [])],
)
def test_the_extracts_of_a_theme_begin_with_those_that_contradict(theme: str, quotes: list[str]) -> None:
    assert [one.segment.quote for one in extracts(BOOK, CODINGS, STUDIES, theme)] == quotes


def test_a_text_is_that_of_the_language_of_the_codebook_or_what_there_is() -> None:
    assert text_of(BOOK, "relying", "central_concept") == "Relying is mutual"
    assert text_of(replace(BOOK, said={"calm": {"memo": {"xx": "Ro"}}}), "calm", "memo") == "Ro"
    assert text_of(BOOK, "calm", "memo") == ""


_codes = st.lists(
    st.sampled_from([one.id for one in BOOK.codes if one.status != "retired"]), min_size=1, max_size=3
)
_codings = st.lists(
    st.builds(
        lambda study, quotes, coder, marks: coded(
            study, *map(" ".join, quotes), coder=coder, marks=" ".join(marks)
        ),
        st.sampled_from(["berg", "aas", "elsewhere"]),
        st.lists(_codes, max_size=4),
        st.sampled_from("ab"),
        st.lists(st.sampled_from(["trust", "haste", "cost"]), max_size=2),
    ),
    max_size=5,
)


@given(_codings)
def test_uses_equal_counting_one_by_one(codings: list[Coding]) -> None:
    found = lists(BOOK, codings, STUDIES)
    for code, use in found.uses.items():
        quotes = [
            (one.coder, one.study)
            for one in codings
            if one.study != "elsewhere"
            for segment in one.segments
            if code in {mark.code for mark in segment.marks}
        ]
        marked = [
            (one.coder, one.study)
            for one in codings
            if one.study != "elsewhere"
            for m in one.study_marks
            if m.code == code
        ]
        assert (use.quotes, use.study_marks) == (len(quotes), len(marked))
        assert set(use.studies) == {study for _, study in (*quotes, *marked)}
        assert set(use.coders) == {coder for coder, _ in (*quotes, *marked)}
    under_themes = sum(len(extracts(BOOK, codings, STUDIES, theme.code.id)) for theme in found.themes)
    assert under_themes == sum(one.theme is not None for one in coded_quotes(BOOK, codings, STUDIES))
