"""What a theme rests on: its studies, people and quotes, and what is left of it without one of them."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import agreed, matrix
from reviewkit.model import Coding, Mark
from reviewkit.robustness import Support, supports
from tests.test_matrix import AAS, BERG, BOOK, coded

STUDIES = (BERG, AAS)


def of(*codings: Coding) -> dict[str, Support]:
    return {one.theme.id: one for one in supports(matrix(BOOK, codings, STUDIES))}


def test_a_theme_in_one_study_is_gone_without_it_and_one_in_two_is_not() -> None:
    found = of(coded(Mark("trust"), Mark("time")), coded(Mark("trust"), study="aas"))
    assert (found["trust"].only_study, found["time"].only_study) == (None, BERG)


def test_a_theme_that_one_of_two_people_coded_is_gone_without_that_person() -> None:
    found = of(coded(Mark("trust"), Mark("time")), coded(Mark("trust"), coder="b"))
    assert (found["trust"].only_coder, found["time"].only_coder) == ("", "a")
    assert found["trust"].without == {"a": 1, "b": 1}
    assert (found["trust"].fewest, found["time"].fewest) == (1, 0)


def test_where_one_person_coded_alone_nothing_is_said_of_leaving_them_out() -> None:
    alone = of(coded(Mark("trust")))["trust"]
    assert (alone.only_coder, alone.fewest, alone.coders) == ("", None, ("a",))


def test_the_studies_of_a_theme_are_told_apart_as_in_the_matrix() -> None:
    found = of(coded(Mark("trust", "contradicts"), state="in-progress"), coded(study="aas"))
    trust, time = found["trust"], found["time"]
    assert (trust.studies, trust.contradicted, trust.not_found, trust.not_assessed) == (
        (BERG,),
        (BERG,),
        (AAS,),
        (),
    )
    assert (time.studies, time.not_found, time.not_assessed) == ((), (AAS,), (BERG,))


def test_a_quote_with_two_codes_of_a_theme_is_one_quote_and_a_mark_without_one_is_none() -> None:
    both = coded(Mark("door"), whole=(Mark("trust"),))
    (segment,) = both.segments
    twice = Coding(
        "a",
        "berg",
        "done",
        (type(segment)("words", "4", (Mark("door"), Mark("trust"))),),
        both.study_marks,
        both.place,
    )
    found = of(twice)["trust"]
    assert (found.quotes, found.marks) == (1, 1)


def test_what_somebody_found_where_others_did_not_supports_nothing() -> None:
    codings = [coded(Mark("trust"), study="aas"), coded(), coded(Mark("trust"), coder="b")]
    (trust, _) = supports(agreed(BOOK, codings, STUDIES))
    assert (trust.studies, trust.coders, trust.only_coder) == ((AAS,), ("a",), "a")


marks = st.lists(st.sampled_from(["trust", "time", "door"]), max_size=3)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["berg", "aas"]), marks), max_size=6))
def test_leaving_a_coder_out_gives_what_the_matrix_of_the_others_gives(made: list) -> None:  # type: ignore[type-arg]
    codings = [coded(*map(Mark, codes), study=study, coder=coder) for coder, study, codes in made]
    whole = matrix(BOOK, codings, STUDIES)
    for one in supports(whole):
        for coder, left in one.without.items():
            others = matrix(BOOK, [coding for coding in codings if coding.coder != coder], STUDIES)
            assert left == len(others.studies_with(one.theme))
        assert [one.only_study] == [study for theme, study in whole.on_one_study if theme is one.theme] or (
            one.only_study is None
        )
        assert [one.only_coder] == [coder for theme, coder in whole.on_one_coder if theme is one.theme] or (
            one.only_coder == ""
        )
