"""Answers are logged for included studies, fields of the form and values that fit, with quotes that are found again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import charting, texts, undo
from reviewkit.actions.merge import merge
from reviewkit.actions.quoting import GivenQuote
from reviewkit.blind import chart_view
from reviewkit.charting import Charted
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartedValue
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import NotCharted, Settling, ValueState
from tests.chart_forms import FORM
from tests.extract.pages import LOREM
from tests.folders import (
    afresh,
    begin,
    charted_by,
    decide,
    files_of,
    joined_by,
    kept,
    ready_to_code,
    temporary,
    with_form,
)

TEXT = f"<html><p>We asked 12 nurses in home care.</p><p>{LOREM}</p></html>".encode()
SAID = "We asked 12 nurses in home care."


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, the first with a full text; a and b chart without seeing each other's answers."""
    return made(tmp_path / "review")


def made(root: Path) -> OpenReview:
    return kept("charting", root, _make)


def _make(root: Path) -> None:
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    texts.attach(folder, "a", "cinahl-0001", "berg.html", TEXT)
    charted_by(folder, 2)


def refused(
    folder: OpenReview, said: str, *given: object, by: str = "a", study: str = "berg", **more: object
) -> None:
    """Nothing is logged."""
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        charting.set_value(folder, by, study, *given, **more)  # type: ignore[arg-type]
    assert files_of(folder.root) == before


def item(review: Review, field: str = "aim") -> Charted:
    return review.chart.item("berg", field)


def both_done(folder: OpenReview, a: str = "to learn", b: str = "to know") -> None:
    """a and b have charted the aim of a study, and are done."""
    for who, aim in (("a", a), ("b", b)):
        charting.set_value(folder, who, "berg", "aim", aim)
        charting.finish(folder, who, "berg")


# --- values


def test_an_answer_is_logged_with_the_version_of_the_form(folder: OpenReview) -> None:
    done = charting.set_value(folder, "a", "berg", "age", " 41,5 ", note=" mean ", instance=2)
    for review in (folder.review, afresh(folder)):
        (value,) = review.facts.charted
        assert (value.id, value.by, value.study, value.field, value.instance) == (done.id, "a", "berg", "age", 2)
        assert (value.answer, value.note, value.form) == (Answer(41.5), "mean", "2")
    assert (folder.root / "charting" / "a.jsonl").exists()


def test_the_same_answer_is_logged_once_and_another_is_a_new_act(folder: OpenReview) -> None:
    first = charting.set_value(folder, "a", "berg", "aim", "to learn", note="p. 2")
    before = files_of(folder.root)
    again = charting.set_value(folder, "a", "berg", "aim", " to  learn ")
    assert (again.id, again.already, files_of(folder.root)) == (first.id, True, before)
    for typed, note in (("to know", ""), ("to know", "p. 3"), ("NR", "")):
        assert not charting.set_value(folder, "a", "berg", "aim", typed, note=note).already
    assert len(folder.review.facts.charted) == 4


def test_the_same_again_with_a_newer_form_is_logged_with_its_quotes_and_is_no_correction(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    charting.set_value(folder, "a", "berg", "n", "12", [GivenQuote(SAID)], note="p. 2")
    charting.set_value(folder, "a", "berg", "aim", "to learn")
    charting.finish(folder, "a", "berg")
    with_form(monkeypatch, replace(FORM, version="3"))
    folder = open_review(folder.root)
    again = charting.set_value(folder, "a", "berg", "n", "12")
    first, *_, last = folder.review.chart.values
    assert (again.already, again.id, last.form, last.note) == (False, last.id, "3", "p. 2")
    assert first.evidence == last.evidence != ()
    assert charting.set_value(folder, "a", "berg", "n", "12").already
    assert folder.review.chart.corrections == ()


@pytest.mark.parametrize(
    ("said", "field", "typed", "more"),
    [
        ("Its fields are: aim, method", "goal", "to learn", {}),
        ("a year, such as 2024", "year", "24", {}),
        ("one of: trial, cohort", "design", "trail", {}),
        ("write NR", "aim", "  ", {}),
        ("asked once for each study", "aim", "to learn", {"instance": 2}),
        ("counted from 1", "age", "4", {"instance": 0}),
        ("counted from 1", "age", "4", {"instance": 100}),
        ("needs the words of the report", "n", "12", {}),
        ("asked only where funded is yes; here it is not charted", "funder", "EU", {}),
        ("takes no quote", "designs", "trial", {"quotes": [GivenQuote(SAID)]}),
        ("The quote is empty", "n", "12", {"quotes": [GivenQuote(" \n")]}),
        ("has these words", "n", "12", {"quotes": [GivenQuote("We asked nobody about anything at all")]}),
        ("the last is", "n", "12", {"quotes": [GivenQuote(SAID, 9)]}),
    ],
)
def test_what_does_not_fit_is_not_logged(
    folder: OpenReview, said: str, field: str, typed: str, more: dict[str, object]
) -> None:
    refused(folder, said, field, typed, **more)


def test_a_field_that_depends_on_another_is_charted_once_that_has_its_answer(folder: OpenReview) -> None:
    assert charting.set_value(folder, "a", "berg", "funder", "na").value.answer == Answer(missing=NotCharted.NA)
    charting.set_value(folder, "b", "berg", "funded", "ja")
    refused(folder, "here it is not charted", "funder", "EU")  # what b says is not shown to a yet
    charting.set_value(folder, "a", "berg", "funded", "no")
    refused(folder, "here it is no. Chart funded first, or chart NA", "funder", "EU")
    charting.set_value(folder, "a", "berg", "funded", "yes")
    assert charting.set_value(folder, "a", "berg", "funder", "EU").value.answer == Answer("EU")


def test_only_included_studies_are_charted(folder: OpenReview) -> None:
    refused(folder, "The studies are: berg, aas", "aim", "x", study="dahl")
    decide(folder, "a", 2, "n", "outcome")
    refused(folder, "The studies are: berg", "aim", "x", study="aas")


def test_only_who_charts_may(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("id: b,", "id: b, roles: [screens],"), encoding="utf-8"
    )
    folder.refresh()
    refused(folder, "does not have the role `charts`", "aim", "x", by="b")


def test_without_a_form_nothing_is_charted(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    refused(open_review(folder.root), "reviewkit chart init", "aim", "x")


def test_a_study_that_was_only_proposed_is_written_down_with_its_first_answer(folder: OpenReview) -> None:
    decide(folder, "a", 3, "y")
    (study,) = (one for one in folder.review.included_studies if one.proposed)
    charting.set_value(folder, "a", study.key, "aim", "x")
    assert study.key in (folder.root / "studies.yaml").read_text(encoding="utf-8")


# --- evidence


def test_a_quote_is_kept_with_its_place(folder: OpenReview) -> None:
    done = charting.set_value(folder, "a", "berg", "n", "12", [GivenQuote("asked 12\nnurses", 1)])
    (quoted,) = folder.review.facts.charted[0].evidence
    assert (quoted.quote, quoted.part, quoted.start, done.notices) == ("asked 12 nurses", 1, 3, ())
    assert (quoted.prefix, quoted.suffix.startswith(" in home care.")) == ("We ", True)
    assert quoted.text == folder.review.texts_of["cinahl-0001"][0].sha256


def test_another_page_and_other_words_are_told(folder: OpenReview) -> None:
    done = charting.set_value(folder, "a", "berg", "n", "12", [GivenQuote(SAID, 2)])
    assert done.notices == ("the quote was found at number 1, not 2",)
    done = charting.set_value(folder, "a", "berg", "n", "13", [GivenQuote(SAID.replace("12", "13"))])
    assert done.notices == (f"the text has other words there: {SAID[:-1]!r}",)
    (quoted,) = folder.review.facts.charted[-1].evidence
    assert (quoted.quote, quoted.start) == (SAID.replace("12", "13"), 0)


def test_of_words_that_stand_twice_those_on_the_page_named_are_meant(folder: OpenReview) -> None:
    page = b"<html><p>We asked 12 nurses.</p><p>" + LOREM.encode() * 9 + b"</p><p>We asked 12 nurses.</p></html>"
    texts.attach(folder, "a", "cinahl-0002", "aas.html", page)
    for part in (1, 3):
        done = charting.set_value(folder, "a", "aas", "n", "12", [GivenQuote("We asked 12 nurses.", part)])
        assert ([one.part for one in done.value.evidence], done.notices) == ([part], ())


def test_a_quote_that_is_in_no_text_is_kept_only_when_asked(folder: OpenReview) -> None:
    lost = [GivenQuote("We asked nobody about anything at all", 2)]
    refused(folder, "Copy them from the text", "aim", "x", quotes=lost)
    done = charting.set_value(folder, "a", "berg", "aim", "x", lost, keep_lost=True)
    (quoted,) = folder.review.facts.charted[0].evidence
    assert (quoted.text, quoted.part, quoted.start) == ("", 2, -1)
    assert done.notices == ("the quote is in none of the full texts; it was kept",)


def test_without_a_full_text_a_quote_is_not_looked_for_and_that_is_told(folder: OpenReview) -> None:
    done = charting.set_value(folder, "a", "aas", "n", "12", [GivenQuote(SAID, 4)])
    assert done.notices == ("there is no full text of aas that can be read, so the quote was not looked for",)


def test_what_is_not_reported_needs_no_quote(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "n", "NR")
    assert item(folder.review, "n").final == Answer(missing=NotCharted.NR)


# --- done


def test_done_needs_what_is_required_and_NR_is_enough(folder: OpenReview) -> None:  # noqa: N802
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="berg still needs an answer in: aim"):
        charting.finish(folder, "a", "berg")
    assert files_of(folder.root) == before
    charting.set_value(folder, "a", "berg", "aim", "NR")
    done = charting.finish(folder, "a", "berg")
    assert (done.opened, done.already, folder.review.chart.done("berg")) == (False, False, ("a",))
    assert charting.finish(folder, "a", "berg").id == done.id
    charting.set_value(folder, "b", "berg", "aim", "x")
    assert charting.finish(folder, "b", "berg").opened
    assert not charting.finish(folder, "b", "berg", done=False).opened
    assert charting.finish(folder, "b", "aas", done=False).already


def test_another_s_answer_does_not_make_a_study_complete(folder: OpenReview) -> None:
    charting.set_value(folder, "b", "berg", "aim", "x")
    with pytest.raises(ReviewkitError, match="still needs an answer"):
        charting.finish(folder, "a", "berg")


# --- settling


def test_a_settlement_keeps_both_answers(folder: OpenReview) -> None:
    both_done(folder)
    done = charting.settle(folder, "b", "berg", "aim", "to learn more", Settling.DISCUSSION, note="by phone")
    for review in (folder.review, afresh(folder)):
        found = item(review)
        assert (found.state, found.final) == (ValueState.SETTLED, Answer("to learn more"))
        assert [one.answer.value for one in found.answers] == ["to learn", "to know"]
        assert found.settled is not None
        assert found.settled.of == tuple(one.id for one in found.answers)
        assert (found.settled.why, found.settled.note) == (Settling.DISCUSSION, "by phone")
    again = charting.settle(folder, "b", "berg", "aim", "to learn more", Settling.DISCUSSION)
    assert (again.id, again.already) == (done.id, True)
    assert not charting.settle(folder, "a", "berg", "aim", "to know", Settling.DISCUSSION).already


def settling_refused(folder: OpenReview, said: str, who: str = "a", typed: str = "x", field: str = "aim") -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        charting.settle(folder, who, "berg", field, typed)
    assert files_of(folder.root) == before


def test_who_did_not_chart_settles_as_a_third_person_and_others_name_one(folder: OpenReview) -> None:
    joined_by(folder, "c")
    both_done(folder)
    with pytest.raises(ReviewkitError, match="Write in the note which third person decided"):
        charting.settle(folder, "a", "berg", "aim", "to learn", Settling.THIRD_PERSON)
    liv = charting.settle(folder, "a", "berg", "aim", "to learn", Settling.THIRD_PERSON, note="Liv")
    assert (liv.settlement.why, liv.settlement.note) == (Settling.THIRD_PERSON, "Liv")
    assert charting.settle(folder, "c", "berg", "aim", "to learn").settlement.why is Settling.THIRD_PERSON
    assert (
        charting.settle(folder, "c", "berg", "aim", "x", Settling.DISCUSSION).settlement.why is Settling.DISCUSSION
    )
    assert charting.settle(folder, "a", "berg", "aim", "to know").settlement.why is Settling.AGREED
    assert [one.answer.value for one in item(folder.review).answers] == ["to learn", "to know"]


def test_nothing_is_settled_before_both_are_done_nor_where_nobody_differs(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "aim", "x")
    charting.finish(folder, "a", "berg")
    charting.set_value(folder, "b", "berg", "aim", "x")
    settling_refused(folder, r"by 2 people \(done: a\)")
    settling_refused(folder, r"by 2 people \(done: a\)", "b")
    charting.finish(folder, "b", "berg")
    settling_refused(folder, "Nobody differs on aim of berg")
    settling_refused(folder, "Nobody differs on method of berg", field="method")


def test_what_holds_fits_the_field_too(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "year", "2024")
    both_done(folder)
    settling_refused(folder, "a year, such as 2024", typed="24", field="year")
    charting.settle(folder, "b", "berg", "year", "NR")
    assert item(folder.review, "year").final == Answer(missing=NotCharted.NR)


@pytest.mark.parametrize(("mode", "role"), [("independent", "settles"), ("verify", "charts")])
def test_who_may_settle_settles_and_who_charts_checks(folder: OpenReview, mode: str, role: str) -> None:
    path = folder.root / "review.yaml"
    both_done(folder)
    for roles, may in (("screens", False), (role, True)):
        text = path.read_text(encoding="utf-8").replace("independent", mode)
        text = text.replace(" roles: [screens],", "").replace("id: b,", f"id: b, roles: [{roles}],")
        path.write_text(text, encoding="utf-8")
        folder.refresh()
        if may:
            charting.settle(folder, "b", "berg", "aim", "x")
        else:
            settling_refused(folder, f"does not have the role `{role}`", "b")


def test_with_verify_who_checks_is_done_though_another_one_charted(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("independent", "verify"), encoding="utf-8")
    folder.refresh()
    charting.set_value(folder, "a", "berg", "aim", "x")
    charting.finish(folder, "b", "berg")
    assert folder.review.chart.done("berg") == ("b",)


def test_with_verify_another_one_confirms_or_corrects(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("independent", "verify"), encoding="utf-8")
    folder.refresh()
    charting.set_value(folder, "a", "berg", "aim", "to learn")
    charting.set_value(folder, "a", "berg", "year", "2023")
    charting.finish(folder, "a", "berg")
    assert [one.field for one in chart_view(folder.review, "b").chart.differences()] == ["aim", "year"]
    settling_refused(folder, "somebody else checks it")
    charting.settle(folder, "b", "berg", "aim", "to learn")
    charting.settle(folder, "b", "berg", "year", "2024")
    assert folder.review.chart.differences() == ()
    assert (item(folder.review).final, item(folder.review, "year").final) == (Answer("to learn"), Answer(2024))
    (kept,) = item(folder.review, "year").answers
    assert kept.answer == Answer(2023)
    settling_refused(folder, "Nobody differs on method", "b", field="method")


# --- undo and merging


def test_an_undo_of_an_answer_brings_back_the_one_before_and_of_a_settlement_the_difference(
    folder: OpenReview,
) -> None:
    both_done(folder)
    settled = charting.settle(folder, "a", "berg", "aim", "to learn")
    undo.undo(folder, "a", [settled.id])
    assert item(folder.review).state is ValueState.DIFFER
    later = charting.set_value(folder, "b", "berg", "aim", "to learn")
    assert item(folder.review).state is ValueState.AGREED
    undo.undo(folder, "b", [later.id])
    assert item(folder.review).state is ValueState.DIFFER
    with pytest.raises(ReviewkitError, match="is charting by b, which only b can undo"):
        undo.undo(folder, "a", [item(folder.review).answers[1].id], "I know better")


DEEDS = st.lists(
    st.tuples(st.sampled_from(["x", "NR", "oops", "done", "not done", "settle", "undo"]), st.booleans()),
    max_size=5,
)


def do(folder: OpenReview, who: str, deeds: list[tuple[str, bool]]) -> None:
    """What somebody does, of which some is refused; the fields are aim and year."""
    ids: list[str] = []
    for deed, on_aim in deeds:
        field = "aim" if on_aim else "year"
        try:
            if deed in ("done", "not done"):
                ids.append(charting.finish(folder, who, "berg", deed == "done").id)
            elif deed == "settle":
                ids.append(charting.settle(folder, who, "berg", field, "NR").id)
            elif deed == "undo" and ids:
                undo.undo(folder, who, [ids.pop()])
            elif deed != "undo":
                ids.append(charting.set_value(folder, who, "berg", field, deed).id)
        except ReviewkitError:
            continue


@settings(max_examples=4, deadline=None)
@given(DEEDS, DEEDS, DEEDS)
def test_two_computers_that_are_merged_either_way_have_charted_the_same(
    before: list[tuple[str, bool]], here: list[tuple[str, bool]], there: list[tuple[str, bool]]
) -> None:
    with temporary() as root:
        mine = made(root / "mine")
        do(mine, "a", before)
        shutil.copytree(mine.root, root / "theirs")
        theirs = open_review(root / "theirs")
        do(mine, "a", here)
        do(theirs, "b", there)
        for folder, who, copy in ((theirs, "b", mine), (mine, "a", theirs)):
            log = copy.root / "charting" / ("a.jsonl" if who == "b" else "b.jsonl")
            if log.exists():
                merge(folder, who, log)
        charts = [folder.review.chart for folder in (mine, theirs)]
        assert charts[0].items == charts[1].items
        assert charts[0].done("berg") == charts[1].done("berg")
        for value in (act for act in mine.acts("charting").counting if isinstance(act, ChartedValue)):
            assert value.field == "aim" or value.answer.missing


# --- blinding


def test_a_person_is_shown_only_their_own_until_both_are_done(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "aim", "secret")
    charting.finish(folder, "a", "berg")
    charting.set_value(folder, "b", "berg", "aim", "x")
    view = chart_view(folder.review, "b")
    assert "secret" not in repr((view.chart.values, view.chart.settlements, dict(view.chart.items)))
    assert [study.key for study in view.studies] == ["berg", "aas"]
    charting.finish(folder, "b", "berg")
    assert "secret" in repr(chart_view(folder.review, "b").chart.values)


# --- all that there is to be, as the page sends it


def said_with(folder: OpenReview, *quotes: GivenQuote, note: str = "", **more: object) -> ChartedValue:
    given: dict[str, object] = {"is_whole": True, **more}
    return charting.set_value(folder, "a", "berg", "n", "12", quotes, note=note, **given).value  # type: ignore[arg-type]


def test_what_is_not_given_again_is_dropped_where_everything_is_given(folder: OpenReview) -> None:
    charting.set_value(folder, "a", "berg", "age", "41", [GivenQuote(SAID)], note="p. 2")
    charting.set_value(folder, "a", "berg", "age", "41", is_whole=True)
    last = folder.review.facts.charted[-1]
    assert (last.evidence, last.note) == ((), "")
    before = files_of(folder.root)
    assert charting.set_value(folder, "a", "berg", "age", "41", is_whole=True).already
    assert files_of(folder.root) == before


def test_a_quote_that_is_given_again_keeps_its_place(folder: OpenReview) -> None:
    (first,) = said_with(folder, GivenQuote(SAID, 1)).evidence
    (text,) = folder.review.texts_of["cinahl-0001"]
    (folder.root / text.path).unlink()  # nothing is read for it, so it may even be gone
    again = said_with(folder, GivenQuote(first.quote, first.part, first.text), note="looked twice")
    assert again.evidence == (first,)


def test_a_quote_is_looked_for_in_the_text_that_it_was_taken_from(folder: OpenReview) -> None:
    other = texts.attach(folder, "a", "cinahl-0001", "more.txt", f"More: {SAID}".encode())
    (quote,) = said_with(folder, GivenQuote(SAID, 0, other.sha256)).evidence
    assert quote.text == other.sha256


def test_a_text_that_cannot_be_read_is_in_the_way_of_no_other(folder: OpenReview) -> None:
    other = texts.attach(folder, "a", "cinahl-0001", "more.txt", b"Here nothing of it is said.")
    path = folder.root / next(one.path for one in folder.review.facts.texts if one.sha256 == other.sha256)
    path.write_bytes(b"other bytes")
    assert said_with(folder, GivenQuote(SAID)).evidence[0].start >= 0


def test_where_no_text_can_be_read_a_quote_is_kept_if_somebody_wants_that(folder: OpenReview) -> None:
    (text,) = folder.review.facts.texts
    (folder.root / text.path).write_bytes(b"other bytes")
    refused(folder, "no longer the file that a attached", "n", "12", [GivenQuote(SAID)])
    (quote,) = said_with(folder, GivenQuote(SAID, 3), keep_lost=True).evidence
    assert (quote.quote, quote.part, quote.text) == (SAID, 3, "")
