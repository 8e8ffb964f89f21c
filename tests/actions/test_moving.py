"""The characteristics of studies.yaml become answers of the form, once; what does not fit stays and is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit.actions import charting, undo
from reviewkit.actions.moving import MovedCharacteristics, move_characteristics
from reviewkit.actions.quoting import GivenQuote
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, Form
from reviewkit.store.open_review import OpenReview
from reviewkit.words import NotCharted
from tests.chart_forms import FORM
from tests.folders import begin, charted_by, decide, files_of, ready_to_code, with_form


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, and one that is not."""
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas", "dahl")
    for record, choice in ((1, "y"), (2, "y"), (3, "n")):
        decide(folder, "a", record, choice, "outcome" if choice == "n" else "")
    return folder


def written(folder: OpenReview, **characteristics: str) -> OpenReview:
    """studies.yaml with these characteristics, by study."""
    entries = [
        f"{key}: {{citation: {key}, records: [cinahl-000{n}], characteristics: {characteristics.get(key, '{}')}}}\n"
        for n, key in enumerate(("berg", "aas", "dahl"), start=1)
    ]
    (folder.root / "studies.yaml").write_text("".join(entries), encoding="utf-8")
    folder.refresh()
    return folder


def moved(done: MovedCharacteristics) -> list[tuple[str, str, Answer]]:
    return [(one.study, one.field, one.answer) for one in done.moved]


def test_each_characteristic_that_a_field_has_is_charted_as_the_person_s(folder: OpenReview) -> None:
    written(
        folder, berg="{country: NO, year: '2024', design: Kohortstudie}", aas="{Begun: 31.12.2024, age: '41,5'}"
    )
    done = move_characteristics(folder, "a")
    assert moved(done) == [
        ("berg", "year", Answer(2024)),
        ("berg", "design", Answer("cohort")),
        ("berg", "country", Answer("NO")),
        ("aas", "age", Answer(41.5)),
        ("aas", "begun", Answer("2024-12-31")),
    ]
    logged = {value.id: (value.by, value.study, value.field, value.form) for value in folder.review.facts.charted}
    assert logged == {one.id: ("a", one.study, one.field, "2") for one in done.moved}
    assert (done.left, done.unknown, done.already) == ((), (), ())


def test_a_field_is_found_by_its_label_in_any_language(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = FORM.groups[0]
    fields = tuple(
        replace(one, labels={"en": "Aim", "nb": "Studiens formål"}) if one.id == "aim" else one
        for one in group.fields
    )
    with_form(monkeypatch, Form((replace(group, fields=fields),), "2"))
    done = move_characteristics(written(folder, berg="{studiens_formål: to learn}"), "a")
    assert moved(done) == [("berg", "aim", Answer("to learn"))]


def test_a_preview_shows_the_same_and_writes_nothing(folder: OpenReview) -> None:
    written(folder, berg="{country: NO, year: no, colour: red}")
    before = files_of(folder.root)
    shown = move_characteristics(folder, "a", dry_run=True)
    assert files_of(folder.root) == before
    assert (shown.dry_run, shown.undo, [one.id for one in shown.moved]) == (True, "", [""])
    done = move_characteristics(folder, "a")
    assert (moved(done), done.left, done.unknown) == (moved(shown), shown.left, shown.unknown)
    assert (folder.root / "studies.yaml").read_bytes() == before["studies.yaml"]


def test_the_second_time_nothing_is_logged(folder: OpenReview) -> None:
    written(folder, berg="{country: NO, year: '2024'}")
    move_characteristics(folder, "a")
    before = files_of(folder.root)
    again = move_characteristics(folder, "a")
    assert (again.moved, again.left, again.undo, files_of(folder.root)) == ((), (), "", before)
    assert [one.field for one in again.already] == ["year", "country"]


def test_one_undo_takes_all_of_it_back(folder: OpenReview) -> None:
    done = move_characteristics(written(folder, berg="{country: NO, year: '2024'}"), "a")
    undo.undo(folder, "a", [done.undo])
    assert folder.review.chart.items == {}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("year", "'24'", "It takes a year, such as 2024"),
        ("design", "trail", "one of: trial, cohort, unclear"),
        ("n", "'12'", "needs the words of the report"),
        ("funder", "EU", "asked only where funded is yes; here it is not charted"),
        ("begun", "'45292'", "a date, such as 2024-12-31"),
    ],
)
def test_what_does_not_fit_is_left_and_said(folder: OpenReview, name: str, text: str, why: str) -> None:
    done = move_characteristics(written(folder, berg=f"{{{name}: {text}}}"), "a")
    ((left,), logged) = (done.left, folder.review.facts.charted)
    assert (left.study, left.name, left.text, logged) == ("berg", name, text.strip("'"), ())
    assert why in left.why


def test_a_field_that_depends_on_another_one_comes_after_it(folder: OpenReview) -> None:
    done = move_characteristics(written(folder, berg="{funder: EU, funded: ja}"), "a")
    assert moved(done) == [("berg", "funded", Answer("yes")), ("berg", "funder", Answer("EU"))]


def test_a_list_is_several_choices(folder: OpenReview) -> None:
    done = move_characteristics(written(folder, berg="{designs: [Cohort study, Trial]}", aas="{designs: NR}"), "a")
    assert moved(done) == [
        ("berg", "designs", Answer(("trial", "cohort"))),
        ("aas", "designs", Answer(missing=NotCharted.NR)),
    ]
    done = move_characteristics(written(folder, berg="{}", aas="{}", dahl="{}"), "a")
    assert (done.moved, done.left) == ((), ())


def test_names_that_no_field_has_are_listed_once(folder: OpenReview) -> None:
    done = move_characteristics(written(folder, berg="{colour: red}", aas="{colour: blue, size: big}"), "a")
    assert (done.moved, done.left, done.unknown) == ((), (), ("colour", "size"))


def test_what_was_charted_otherwise_stays(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "country", "NO; SE")
    done = move_characteristics(written(folder, berg="{country: NO, Year: '2024', YEAR: '2023'}"), "a")
    assert moved(done) == [("berg", "year", Answer(2024))]
    assert [(one.name, one.why) for one in done.left] == [
        ("YEAR", "year is charted otherwise already, and that stays"),
        ("country", "country is charted otherwise already, and that stays"),
    ]


def test_a_name_of_several_fields_is_left(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    group = FORM.groups[0]
    fields = tuple(replace(one, labels={"en": "Place"}) for one in group.fields if one.id in ("aim", "country"))
    with_form(monkeypatch, Form((replace(group, fields=fields),), "2"))
    (left,) = move_characteristics(written(folder, berg="{place: NO}"), "a").left
    assert "several fields are called so: aim, country" in left.why


def test_a_study_that_is_not_included_is_left(folder: OpenReview) -> None:
    (left,) = move_characteristics(written(folder, dahl="{country: NO}"), "a").left
    assert (left.study, left.name, left.why) == ("dahl", "country", "this study is not included")


def test_where_two_chart_blinded_each_moves_their_own_and_a_third_reopens_nothing(folder: OpenReview) -> None:
    charted_by(folder, 2)
    written(folder, berg="{aim: to learn}")
    charting.set_value(folder, "b", "berg", "aim", "to know")
    assert moved(move_characteristics(folder, "a")) == [("berg", "aim", Answer("to learn"))]
    for who in "ab":
        charting.finish(folder, who, "berg")
    before = folder.review.facts.charted
    with pytest.raises(ReviewkitError):
        charting.set_value(folder, "a", "berg", "n", "1", [GivenQuote("")])
    assert move_characteristics(folder, "b").moved == ()
    assert folder.review.facts.charted == before


def test_who_may_not_chart_moves_nothing(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: b,", "{id: b, roles: [screens],"), encoding="utf-8")
    assert "roles: [screens]" in path.read_text(encoding="utf-8")
    written(folder, berg="{country: NO}")
    for dry_run in (True, False):
        with pytest.raises(ReviewkitError, match="does not have the role `charts`"):
            move_characteristics(folder, "b", dry_run)
    assert folder.review.facts.charted == ()
