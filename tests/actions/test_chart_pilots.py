"""A pilot of charting: everybody charts its studies blinded, and the others open when all are done with it."""

from pathlib import Path

import pytest

from reviewkit.actions import chart_pilots, charting, undo
from reviewkit.blind import chart_view
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Settling, ValueState
from tests.chart_forms import FORM
from tests.folders import begin, charted_by, decide, files_of, joined_by, ready_to_code, with_form


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)


@pytest.fixture(params=[(1, "independent"), (2, "independent"), (2, "verify")], ids=str)
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> OpenReview:
    """Three included studies, and three people who chart."""
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg", "aas", "lie")
    for record in (1, 2, 3):
        decide(folder, "a", record, "y")
    joined_by(folder, "c")
    charted_by(folder, *request.param)
    return folder


def chart(folder: OpenReview, who: str, study: str, aim: str) -> None:
    charting.set_value(folder, who, study, "aim", aim)
    charting.finish(folder, who, study)


def test_everybody_charts_the_studies_of_a_pilot_before_the_others_open(folder: OpenReview) -> None:
    done = chart_pilots.begin(folder, "a", 2)
    assert (done.pilot.studies, set(done.pilot.people)) == (("berg", "aas"), {"a", "b", "c"})
    for who in "abc":
        view = chart_view(folder.review, who)
        assert [one.key for one in view.studies if view.chart.waits_for(who, one.key)] == ["berg", "aas"]
    with pytest.raises(ReviewkitError, match="lie opens when everybody has finished the pilot of berg, aas"):
        charting.set_value(folder, "a", "lie", "aim", "to learn")
    with pytest.raises(ReviewkitError, match=f"undo {done.id}"):
        charting.finish(folder, "a", "lie")
    for study in ("berg", "aas"):
        for who in "abc":
            chart(folder, who, study, "to learn")
    assert folder.review.chart.unfinished_pilot is None
    charting.set_value(folder, "a", "lie", "aim", "to learn")


def test_in_a_pilot_nobody_sees_what_others_charted_until_all_are_done(folder: OpenReview) -> None:
    chart_pilots.begin(folder, "a", studies=["aas"])
    chart(folder, "a", "aas", "to learn")
    chart(folder, "b", "aas", "to know")
    for who in ("b", "c", ""):
        view = chart_view(folder.review, who)
        assert [one for one in view.chart.values if one.by != who] == []
        assert view.chart.differences() == ()
    assert folder.review.chart.left_of(folder.review.chart.pilots[0]) == {"c": 1}
    with pytest.raises(ReviewkitError, match="aas is not yet charted to the end by 3 people"):
        charting.settle(folder, "a", "aas", "aim", "to learn")
    chart(folder, "c", "aas", "to learn")
    (item,) = chart_view(folder.review, "b").chart.differences()
    assert (item.state, len(item.answers)) == (ValueState.DIFFER, 3)
    (agreed,) = chart_view(folder.review, "b").agreement()
    assert (agreed.agreement.units, agreed.agreement.alike) == (1, 0)
    assert charting.settle(folder, "b", "aas", "aim", "to learn").settlement.why is Settling.AGREED


def test_what_cannot_be_a_pilot_is_refused_and_nothing_is_logged(folder: OpenReview) -> None:
    before = files_of(folder.root)
    for number, studies, said in (
        (0, (), "A pilot has at least 1 study"),
        (0, ("dahl",), "there is no included study 'dahl'"),
    ):
        with pytest.raises(ReviewkitError, match=said):
            chart_pilots.begin(folder, "a", number, studies)
    assert files_of(folder.root) == before
    first = chart_pilots.begin(folder, "a", 99)
    assert len(first.pilot.studies) == 3
    with pytest.raises(ReviewkitError, match=r"The pilot of berg, aas, lie is not finished \(left: .*a 3"):
        chart_pilots.begin(folder, "b", 1)
    for who in "abc":
        chart(folder, who, "berg", "x")
    undo.undo(folder, "a", [first.id])
    assert [*chart_pilots.begin(folder, "b", 5).pilot.studies] == ["aas", "lie"]


def test_a_pilot_needs_two_people_who_chart(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg")
    decide(folder, "a", 1, "y")
    path = folder.root / "review.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("id: b,", "id: b, roles: [screens],"), encoding="utf-8"
    )
    folder.refresh()
    with pytest.raises(ReviewkitError, match="today only a charts"):
        chart_pilots.begin(folder, "a", 1)


def test_an_undone_pilot_opens_the_others_and_what_was_charted_stays(folder: OpenReview) -> None:
    done = chart_pilots.begin(folder, "a", 1)
    chart(folder, "a", "berg", "to learn")
    undo.undo(folder, "a", [done.id])
    assert folder.review.chart.pilots == ()
    charting.set_value(folder, "a", "lie", "aim", "x")
    assert [one.study for one in folder.review.facts.charted] == ["berg", "lie"]


def test_nobody_waits_for_who_left_before_they_had_finished_a_pilot(folder: OpenReview) -> None:
    chart_pilots.begin(folder, "a", studies=["berg"])
    chart(folder, "a", "berg", "to learn")
    chart(folder, "b", "berg", "to know")
    assert folder.review.chart.left_of(folder.review.chart.pilots[0]) == {"c": 1}
    _charts_no_more(folder, "c")
    for seen in (folder.review.chart, folder.review.chart_of("berg")):
        assert seen.unfinished_pilot is None
        assert [one.people for one in seen.pilots] == [("a", "b")]
    (item,) = chart_view(folder.review, "a").chart.differences(["berg"])
    assert item.state is ValueState.DIFFER
    charting.set_value(folder, "a", "lie", "aim", "x")


def test_who_finished_a_pilot_stays_in_it_and_a_pilot_of_one_is_none(folder: OpenReview) -> None:
    chart_pilots.begin(folder, "a", studies=["berg"])
    chart(folder, "c", "berg", "to learn")
    _charts_no_more(folder, "c")
    assert [set(one.people) for one in folder.review.chart.pilots] == [{"a", "b", "c"}]
    _charts_no_more(folder, "b")
    assert [set(one.people) for one in folder.review.chart.pilots] == [{"a", "c"}]


def _charts_no_more(folder: OpenReview, who: str) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    short, long = f"  - id: {who}\n", f"  - {{id: {who},"
    assert short in text or long in text
    text = text.replace(short, f"{short}    roles: [screens]\n").replace(long, f"{long} roles: [screens],")
    path.write_text(text, encoding="utf-8")
    folder.refresh()
