"""Which theme is in which study."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import coding
from reviewkit.coding import Cell, coded_quotes
from reviewkit.errors import Level, Place
from reviewkit.model import Code, Codebook, Coding, Mark, Segment, Study
from reviewkit.words import MatrixLevel
from tests.growth import LINEAR, growth

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


def test_a_logged_coding_of_an_excluded_study_is_undone_and_no_log_is_moved() -> None:
    logged = replace(coded("oden", "trust"), events=("a-7k3fq-1", "a-9hb2c-2"))
    (found,) = coding.problems(
        [BOOK], [logged], STUDIES, set(), {"oden": "is not included (its state is excluded)"}
    )
    assert found.message.endswith("Correct the decision, or undo it: reviewkit undo a-7k3fq-1 a-9hb2c-2")


def test_a_coding_of_a_study_whose_export_cannot_be_read_is_no_further_problem() -> None:
    assert coding.problems([BOOK], [coded("oden", "trust")], STUDIES, set(), {"oden": ""}) == []


# --- codes that were merged, and names that belong to two things -----------------------------------------------------


def book(*codes: Code, name: str = "themes") -> Codebook:
    return Codebook(name, "Themes", "1", "en", codes)


def theme(code_id: str, *aliases: str, label: str = "", status: str = "active") -> Code:
    return Code(code_id, "theme", {"en": label or code_id}, status=status, aliases=aliases)


def under(code_id: str, parent: str, status: str = "active") -> Code:
    return Code(code_id, "code", {"en": code_id}, parent=parent, status=status)


MERGED = {
    "retired and an alias": (theme("trust", "staff"), theme("staff", status="retired"), under("face", "staff")),
    "gone and an alias": (theme("trust", "staff"), under("face", "staff")),
    "merged twice": (
        theme("trust", "staff"),
        theme("staff", "team", status="retired"),
        theme("team", status="retired"),
        under("face", "team"),
    ),
    "a code between": (theme("trust", "staff"), under("middle", "staff"), under("face", "middle")),
    "the code itself was merged": (theme("trust"), Code("same", "code", {}, "trust", aliases=("face",))),
}


@pytest.mark.parametrize("codes", MERGED.values(), ids=MERGED.keys())
def test_sub_codes_and_marks_follow_a_merge(codes: tuple[Code, ...]) -> None:
    made = coding.matrix(book(*codes), [coded("berg", "face")], STUDIES)
    assert made.cells["trust", "berg"] is Cell.PRESENT
    assert found_in(book(*codes), coded("berg", "face")) == []


def test_a_code_in_use_keeps_its_id_whatever_others_call_it() -> None:
    codes = (theme("trust", "face"), theme("staff"), under("face", "staff"))
    assert coding.matrix(book(*codes), [coded("berg", "face")], STUDIES).cells["staff", "berg"] is Cell.PRESENT


def test_names_that_lead_in_a_circle_stop_nothing() -> None:
    codes = (theme("a", "b", status="retired"), theme("b", "a", status="retired"), theme("trust"))
    assert coding.matrix(book(*codes), [coded("berg", "a")], STUDIES).marks == 0


def found_in(codebook: Codebook, *codings: Coding) -> list[tuple[str, Level]]:
    keys = {study.key for study in STUDIES}
    return [(one.code, one.level) for one in coding.problems([codebook], codings, STUDIES, keys, {})]


@pytest.mark.parametrize(
    "codes",
    [
        (theme("trust", "face"), theme("staff"), under("face", "staff")),
        (theme("trust", "x"), theme("staff", "x")),
        (theme("a", "b"), theme("b", "a")),
    ],
)
def test_a_name_of_two_codes_is_an_error(codes: tuple[Code, ...]) -> None:
    assert {("codebook", Level.ERROR)} == set(found_in(book(*codes)))


@pytest.mark.parametrize("label", ["Trust", "trust", " Trust! "])
def test_two_themes_with_one_label_are_a_warning(label: str) -> None:
    assert found_in(book(theme("a", label="Trust"), theme("b", label=label))) == [("same-name", Level.WARNING)]
    assert found_in(book(theme("a", label="Trust"), theme("b", label=label, status="retired"))) == []


@pytest.mark.parametrize("parent", ["", "old", "loose"])
def test_a_code_in_use_that_counts_for_no_theme_is_a_warning_with_the_studies(parent: str) -> None:
    codes = (theme("trust"), theme("old", status="retired"), under("loose", ""), under("face", parent))
    keys = {study.key for study in STUDIES}
    (one,) = coding.problems([book(*codes)], [coded("berg", "face"), coded("aas", "face")], STUDIES, keys, {})
    assert one.code == "no-theme"
    assert one.message.startswith("face is used in 2 studies and counts for no theme (berg, aas)")
    assert found_in(book(*codes)) == []


# --- several codebooks, several coders -------------------------------------------------------------------------------


def test_a_coding_counts_in_the_codebook_that_it_names_and_in_no_other() -> None:
    first, second = book(theme("trust")), book(theme("trust"), name="second")
    named = replace(coded("berg", "trust"), codebook="themes")
    assert coding.matrix(first, [named], STUDIES).cells["trust", "berg"] is Cell.PRESENT
    assert coding.matrix(second, [named], STUDIES).cells["trust", "berg"] is Cell.NOT_ASSESSED
    keys = {study.key for study in STUDIES}
    assert coding.problems([first, second], [named], STUDIES, keys, {}) == []
    (one,) = coding.problems([first, second], [coded("berg", "trust")], STUDIES, keys, {})
    assert (one.code, "themes and second" in one.message) == ("same-name", True)


def test_a_coding_of_no_codebook_is_an_error() -> None:
    assert found_in(BOOK, replace(coded("berg", "trust"), codebook="thmes")) == [("codebook", Level.ERROR)]


def test_a_study_is_finished_when_as_many_have_coded_it_as_were_agreed() -> None:
    both = [coded("berg", "trust"), coded("berg", coder="b"), coded("aas", "trust")]
    one, two = (coding.matrix(BOOK, both, STUDIES, coders).unfinished for coders in (1, 2))
    assert [study.key for study in one] == ["oden"]
    assert [study.key for study in two] == ["oden", "aas"]
    (problem,) = coding.unfinished(both, {study.key for study in STUDIES}, 2)
    assert problem.message.startswith("2 of 3 included studies are not coded to the end: aas, oden")
    assert coding.unfinished([], {"berg"}, 1) == []


@pytest.mark.parametrize(("first", "second"), [("trust", "Trust"), ("same_face", "same-face"), ("a b", "ab")])
def test_codes_that_are_spelt_almost_alike_are_a_warning(first: str, second: str) -> None:
    two = book(theme(first, label="One"), theme(second, label="Two"))
    assert found_in(two) == [("same-name", Level.WARNING)]
    assert found_in(book(theme(first, second, label="One"), theme(second, status="retired"))) == []


# -- quotes by theme


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["berg", "aas"]),
            st.lists(st.sampled_from(["trust", "peers", "old", "loose", "unknown"]), max_size=3, unique=True),
        ),
        max_size=12,
    )
)
def test_every_quote_is_listed_once_under_each_of_its_current_codes(quoted: list[tuple[str, list[str]]]) -> None:
    """Peers counts for trust, old was merged into peers, loose counts for no theme."""
    book = Codebook(
        "themes",
        "",
        "1",
        "en",
        (
            Code("time", "theme", {}),
            Code("trust", "theme", {}),
            Code("peers", "code", {}, "trust", aliases=("old",)),
            Code("old", "code", {}, "trust", status="retired"),
            Code("loose", "code", {}),
        ),
    )
    studies = [Study("berg", "Berg (2024)", ()), Study("aas", "Aker (2023)", ())]
    codings = [
        Coding("a", key, "done", (Segment(str(n), "", tuple(map(Mark, codes))),), (), Place(""))
        for n, (key, codes) in enumerate(quoted)
    ]
    now = {
        "trust": ("trust", "trust"),
        "peers": ("trust", "peers"),
        "old": ("trust", "peers"),
        "loose": ("", "loose"),
    }
    expected = sorted((str(n), *now[code]) for n, (_, codes) in enumerate(quoted) for code in codes if code in now)
    found = coded_quotes(book, codings, studies)
    assert sorted((one.segment.quote, one.theme.id if one.theme else "", one.code.id) for one in found) == expected
    ranks = [
        (["trust", "", None].index(one.theme.id if one.theme else ""), one.code.id != "trust") for one in found
    ]
    assert ranks == sorted(ranks)
    places = [(ranks[n], one.code.id, one.study.citation) for n, one in enumerate(found)]
    assert places == sorted(places)


# -- whose coding counts, and at which level

DEEP = Codebook(
    "themes",
    "",
    "1",
    "en",
    (
        Code("trust", "theme", {}),
        Code("peers", "subtheme", {}, "trust"),
        Code("shift", "code", {}, "peers"),
        Code("time", "theme", {}),
        Code("gone", "code", {}, "time", status="retired"),
    ),
)
PAIR = (Study("aas", "Aker (2023)", ()), Study("berg", "Berg (2024)", ()))


def one_coding(coder: str, study: str, *codes: str, state: str = "done", relation: str = "supports") -> Coding:
    segments = tuple(Segment(code, "", (Mark(code, relation),)) for code in codes)
    return Coding(coder, study, state, segments, (), Place(""))


def test_a_matrix_of_codes_has_a_row_for_each_code_in_use_and_counts_a_mark_there_alone() -> None:
    made = coding.matrix(DEEP, [one_coding("a", "berg", "shift")], PAIR, level=MatrixLevel.CODE)
    assert [code.id for code in made.themes] == ["trust", "peers", "shift", "time"]
    assert [code.id for code in made.themes_of(PAIR[1])] == ["shift"]


def test_a_matrix_of_subthemes_counts_a_mark_in_the_nearest_row_above() -> None:
    codings = [one_coding("a", "berg", "shift", "time")]
    made = coding.matrix(DEEP, codings, PAIR, level=MatrixLevel.SUBTHEME)
    assert [code.id for code in made.themes] == ["trust", "peers", "time"]
    assert [code.id for code in made.themes_of(PAIR[1])] == ["peers", "time"]
    whole = coding.matrix(DEEP, codings, PAIR)
    assert [code.id for code in whole.themes_of(PAIR[1])] == ["trust", "time"]


@pytest.mark.parametrize(
    ("of_a", "of_b", "cell", "differ"),
    [
        (("trust",), ("trust",), Cell.PRESENT, False),
        (("trust",), ("time",), Cell.NOT_ASSESSED, True),
        (("time",), ("time",), Cell.NOT_FOUND, False),
        (("shift",), ("trust",), Cell.PRESENT, False),
    ],
)
def test_agreed_is_what_all_found_or_nobody(
    of_a: tuple[str, ...], of_b: tuple[str, ...], cell: Cell, differ: bool
) -> None:
    made = coding.agreed(DEEP, [one_coding("a", "berg", *of_a), one_coding("b", "berg", *of_b)], PAIR, 2)
    assert made.cells["trust", "berg"] is cell
    assert (("trust", "berg") in made.differ) is differ
    assert made.cells["trust", "aas"] is Cell.NOT_ASSESSED
    assert made.whose == "agreed"


def test_agreed_waits_for_whoever_has_begun_with_a_study() -> None:
    begun = one_coding("b", "berg", "time", state="in-progress")
    made = coding.agreed(DEEP, [one_coding("a", "berg", "trust"), begun], PAIR)
    assert (made.cells["trust", "berg"], made.differ) == (Cell.NOT_ASSESSED, (("time", "berg"),))


CODED = st.lists(
    st.builds(
        one_coding,
        st.sampled_from("ab"),
        st.sampled_from(["berg", "aas"]),
        st.sampled_from(["trust", "peers", "shift", "time"]),
        state=st.sampled_from(["done", "in-progress"]),
        relation=st.sampled_from(["supports", "contradicts"]),
    ),
    max_size=6,
)


@given(CODED)
def test_agreed_never_says_more_than_any(codings: list[Coding]) -> None:
    whole, both = coding.matrix(DEEP, codings, PAIR), coding.agreed(DEEP, codings, PAIR)
    for place, cell in both.cells.items():
        assert cell in (whole.cells[place], Cell.NOT_ASSESSED)
    assert all(both.cells[place] is Cell.NOT_ASSESSED for place in both.differ)


@given(CODED)
def test_what_rests_on_one_study_or_coder_is_gone_without_it(codings: list[Coding]) -> None:
    made = coding.matrix(DEEP, codings, PAIR)
    alone = {theme.id: study.key for theme, study in made.on_one_study}
    people = {theme.id: coder for theme, coder in made.on_one_coder}
    for theme in made.themes:
        for study in PAIR:
            without = coding.matrix(DEEP, [one for one in codings if one.study != study.key], PAIR)
            gone = bool(made.studies_with(theme)) and not without.studies_with(theme)
            assert gone == (alone.get(theme.id) == study.key)
        for coder in made.coders if len(made.coders) > 1 else ():
            without = coding.matrix(DEEP, [one for one in codings if one.coder != coder], PAIR)
            gone = bool(made.studies_with(theme)) and not without.studies_with(theme)
            assert gone == (people.get(theme.id) == coder)


@pytest.mark.parametrize("status", ["active", "parked"])
@pytest.mark.parametrize("last_first", [False, True])
def test_the_time_grows_with_a_chain_of_codes(status: str, last_first: bool) -> None:
    def work(size: int) -> None:
        codes = [Code("c0", "theme", {}), Code("c1", "code", {}, parent="c0", status=status)]
        codes += [Code(f"c{at}", "code", {}, parent=f"c{at - 1}") for at in range(2, size)]
        found = book(*(reversed(codes) if last_first else codes))
        is_parked = status == "parked"
        assert len(coding.themes_by_code(found, coding.themes_of(found))) == (1 if is_parked else size)
        assert len(coding.parked_codes(found)) == (size - 1 if is_parked else 0)

    assert growth(work, 5_000) < LINEAR


def test_codes_in_a_circle_or_below_one_that_is_not_there_have_no_theme() -> None:
    circle = (
        Code("a", "code", {}, parent="b"),
        Code("b", "code", {}, parent="a"),
        Code("c", "code", {}, parent="a"),
    )
    found = book(
        Code("t", "theme", {}), *circle, Code("d", "code", {}, parent="gone"), Code("e", "code", {}, parent="t")
    )
    assert coding.themes_by_code(found, coding.themes_of(found)) == {"t": "t", "e": "t"}
    assert coding.parked_codes(found) == frozenset()
