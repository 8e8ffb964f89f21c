"""Which themes and codes are found together: counted by hand for every pair, with the ids behind each number."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import Matrix, agreed, matrix
from reviewkit.cooccurrence import Cooccurrence, Together
from reviewkit.errors import Place
from reviewkit.model import Code, Codebook, Coding, Mark, Quoted, Segment, Study
from reviewkit.words import MatrixLevel


def code(name: str, parent: str = "", kind: str = "code") -> Code:
    return Code(name, kind, {"en": name}, parent)


BOOK = Codebook(
    "themes", "Themes", "1", "en", (code("trust", kind="theme"), code("time", kind="theme"), code("door", "trust"))
)
STUDIES = tuple(Study(key, key, ()) for key in ("alm", "berg", "dahl"))
THEMES = {one.id: one for one in BOOK.codes}


def quote(name: str, *codes: str, start: int = -1, size: int = 10, text: str = "t", against: str = "") -> Segment:
    marks = tuple(Mark(one, "contradicts" if one == against else "supports") for one in codes)
    words = "w" * size
    return Segment(words, "", marks, event=name, found=Quoted(words, text, start=start) if start >= 0 else None)


def coded(
    study: str, *quotes: Segment, coder: str = "a", state: str = "done", whole: tuple[str, ...] = ()
) -> Coding:
    marks = tuple(Mark(one) for one in whole)
    return Coding(coder, study, state, quotes, marks, Place(f"coding/{coder}/{study}.yaml", 1))


def of(*codings: Coding, level: MatrixLevel = MatrixLevel.THEME, made: Matrix | None = None) -> Cooccurrence:
    return Cooccurrence(made or matrix(BOOK, codings, STUDIES, level=level), codings)


def pair(found: Cooccurrence, first: str = "trust", second: str = "time") -> Together:
    return found.together(THEMES[first], THEMES[second])


def test_two_codes_on_one_quote_are_together_on_a_quote_and_in_a_study() -> None:
    found = pair(of(coded("berg", quote("q1", "trust", "time"), quote("q2", "trust"))))
    assert (found.quotes, found.overlapping, tuple(found.studies)) == (("q1",), (), ("berg",))


def test_two_quotes_of_a_study_are_together_in_the_study_alone() -> None:
    found = pair(of(coded("berg", quote("q1", "trust")), coded("berg", quote("q2", "time"), coder="b")))
    assert (found.quotes, found.overlapping, tuple(found.studies)) == ((), (), ("berg",))


def test_a_mark_without_a_quote_counts_in_its_study() -> None:
    assert tuple(pair(of(coded("berg", quote("q1", "trust"), whole=("time",)))).studies) == ("berg",)


def test_a_code_counts_as_its_theme_and_a_quote_once() -> None:
    codings = [coded("berg", quote("q1", "trust", "door"), quote("q2", "door", "time"))]
    themes = of(*codings)
    assert pair(themes, "trust", "trust").quotes == ("q1", "q2")
    assert pair(themes).quotes == ("q2",)
    codes = of(*codings, level=MatrixLevel.CODE)
    assert pair(codes, "trust", "door").quotes == ("q1",)
    assert pair(codes).quotes == ()


def test_quotes_that_share_words_of_one_text_overlap() -> None:
    first = quote("q1", "trust", start=100, size=10)
    for start, text, overlaps in (
        (109, "t", True),
        (110, "t", False),
        (91, "t", True),
        (90, "t", False),
        (100, "u", False),
    ):
        found = pair(of(coded("berg", first, quote("q2", "time", start=start, text=text))))
        assert bool(found.overlapping) is overlaps, start
        assert {one for both in found.overlapping for one in both} == ({"q1", "q2"} if overlaps else set())


def test_quotes_of_two_people_do_not_overlap() -> None:
    ours = coded("berg", quote("q1", "trust", start=1)), coded("berg", quote("q2", "time", start=1), coder="b")
    assert pair(of(*ours)).overlapping == ()


def test_a_quote_that_has_both_is_not_counted_as_overlapping_too() -> None:
    found = pair(of(coded("berg", quote("q1", "trust", "time", start=1), quote("q2", "time", start=2))))
    assert (found.quotes, found.overlapping) == (("q1",), ())


def test_the_diagonal_is_how_many_there_are_at_all() -> None:
    found = pair(
        of(coded("berg", quote("q1", "trust"), whole=("trust",)), coded("alm", whole=("trust",))), "trust", "trust"
    )
    assert (found.quotes, tuple(found.studies)) == (("q1",), ("alm", "berg"))


def test_what_contradicts_is_named() -> None:
    found = pair(of(coded("berg", quote("q1", "trust", "time", against="time"), quote("q2", "trust", "time"))))
    assert (found.quotes, found.contradicting, tuple(found.contradicted)) == (("q1", "q2"), ("q1",), ("berg",))


def test_a_study_is_not_assessed_for_two_while_either_is_open_and_neither_is_absent() -> None:
    half = coded("berg", quote("q1", "trust"), state="in-progress")
    done = coded("alm", quote("q2", "trust"))
    found = pair(of(half, done))
    assert (tuple(found.studies), tuple(found.not_assessed)) == ((), ("berg", "dahl"))


def test_where_coders_differ_nothing_is_counted() -> None:
    codings = [coded("berg", quote("q1", "trust", "time")), coded("berg", quote("q2", "trust"), coder="b")]
    found = of(*codings, made=agreed(BOOK, codings, STUDIES))
    assert pair(found).quotes == tuple(pair(found).studies) == ()
    assert tuple(pair(found).not_assessed) == ("alm", "berg", "dahl")
    assert pair(found, "trust", "trust").quotes == ("q1", "q2")


def test_the_coding_of_another_codebook_or_another_study_does_not_count() -> None:
    strange = Coding("a", "nowhere", "done", (quote("q1", "trust", "time"),), (), Place("p"))
    other = Coding("a", "berg", "done", (quote("q2", "trust", "time"),), (), Place("p"), codebook="methods")
    assert pair(of(strange, other)).is_empty


def test_a_quote_of_a_file_is_named_by_its_line() -> None:
    one = Segment("words", "", (Mark("trust"),), place=Place("coding/a/berg.yaml", 7))
    assert pair(of(coded("berg", one)), "trust", "trust").quotes == ("coding/a/berg.yaml:7",)


names = st.sampled_from(["trust", "time", "door"])
segments = st.lists(
    st.builds(
        lambda codes, start, size, against: (codes, start, size, against),
        st.lists(names, min_size=1, max_size=3, unique=True),
        st.integers(-1, 12),
        st.integers(1, 6),
        names,
    ),
    max_size=5,
)
codings = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from([one.key for one in STUDIES]),
        segments,
        st.sampled_from(["done", "in-progress"]),
    ),
    max_size=5,
)


@given(codings, st.sampled_from(MatrixLevel))
def test_every_number_is_what_counting_by_hand_gives(given_codings: list, level: MatrixLevel) -> None:  # type: ignore[type-arg]
    """Each quote is looked at for each pair, in either order."""
    made = [
        coded(
            study,
            *(
                quote(f"{place}-{number}", *codes, start=start, size=size, against=against)
                for number, (codes, start, size, against) in enumerate(quotes)
            ),
            coder=coder,
            state=state,
        )
        for place, (coder, study, quotes, state) in enumerate(given_codings)
    ]
    table = matrix(BOOK, made, STUDIES, level=level)
    found = Cooccurrence(table, made)
    row = {"trust": "trust", "time": "time", "door": "door" if level is MatrixLevel.CODE else "trust"}
    quotes = [(coding, one, {row[mark.code] for mark in one.marks}) for coding in made for one in coding.segments]
    for first, second in product(table.themes, repeat=2):
        a, b = first.id, second.id
        both = [one.event for _, one, rows in quotes if {a, b} <= rows]
        overlapping = [
            {one.event, other.event}
            for (coding, one, rows), (its, other, others) in combinations(quotes, 2)
            if (coding.coder, coding.study) == (its.coder, its.study)
            and one.found
            and other.found
            and set(range(one.found.start, one.found.start + len(one.quote)))
            & set(range(other.found.start, other.found.start + len(other.quote)))
            and not {a, b} <= rows
            and not {a, b} <= others
            and {a, b} <= rows | others
        ]
        together = found.together(first, second)
        assert sorted(together.quotes) == sorted(both)
        assert sorted(map(sorted, together.overlapping)) == sorted(map(sorted, overlapping))
        assert tuple(together.studies) == tuple(
            study.key for study in table.studies if table.holds(first, study) and table.holds(second, study)
        )
        assert set(together.contradicting) <= set(together.quotes)
        assert not set(together.not_assessed) & set(together.studies)
        assert together == found.together(second, first)
