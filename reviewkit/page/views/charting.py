"""Charting: the included studies, and one of them with its text beside the form, where each field saves by itself.

What these views show comes from blind.chart_view alone, which does not hold what a person may not see yet.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode

from reviewkit.actions import chart_pilots, charting, forms
from reviewkit.actions.quoting import GivenQuote
from reviewkit.blind import ChartView, chart_view
from reviewkit.charting import answers_of, answers_seen_by, is_asked, still_required
from reviewkit.errors import ReviewkitError
from reviewkit.gc_pause import gc_paused
from reviewkit.model import FormField, Study
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.chart_fields import (
    Failed,
    ShownGroup,
    by_label,
    instance_of,
    quotes_of,
    shown_groups,
    typed_of,
)
from reviewkit.page.views.reader import reader, units_of
from reviewkit.page.views.texts import attach_all
from reviewkit.store import drafts


class Stand(StrEnum):
    """How far one person has come with a study."""

    BEGUN = "begun"
    TO_CHART = "to_chart"
    TO_CHECK = "to_check"
    DONE = "done"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study in the list: how far this person is, how many of its fields they have answered, and what is to settle."""

    study: Study
    stand: Stand
    answered: int
    of: int
    done_by: tuple[str, ...]
    to_settle: int
    corrections: int


def show_list(sitting: Sitting, asked: Asked) -> Answer:
    """The included studies with how far each is; where there is no form yet, the ready ones to begin with."""
    review = sitting.review
    if review.facts.form is None:
        problems = [one for one in review.facts.problems if one.place.path == forms.FILE]
        return Show("chart_begin.html", {"ready": forms.READY, "problems": problems, "file": forms.FILE})
    with gc_paused():
        view = chart_view(review, sitting.who)
        rows = study_rows(view)
    order = list(Stand)
    return Show(
        "chart.html",
        {
            "rows": sorted(rows, key=lambda row: order.index(row.stand)),
            "next": next_study(rows),
            "counts": {stand: sum(row.stand is stand for row in rows) for stand in Stand},
            "to_settle": sum(row.to_settle for row in rows),
            "agreed": view.chart.agreed,
            "checks": view.checks,
            "pilots": [
                (one, view.chart.left_of(one), view.agreement(view.of_pilot(one))) for one in view.chart.pilots
            ],
            "citation_of": {one.key: one.citation for one in view.studies},
            "label_of": {one.id: one.label(sitting.words.language) for one in view.form.fields()},
        },
    )


def begin_pilot(sitting: Sitting, asked: Asked) -> Answer:
    """Let everybody chart the first studies before the others open."""
    number = asked.text("number")
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    done = chart_pilots.begin(sitting.opened, sitting.who, count)
    return GoTo("/chart", "page.chart.pilot_begun", {"n": len(done.pilot.studies)}, done.id)


def study_rows(view: ChartView) -> list[StudyRow]:
    """Every included study, in the order of the review."""
    corrections: dict[str, int] = {}
    for value in view.chart.corrections:
        corrections[value.study] = corrections.get(value.study, 0) + 1
    to_settle: dict[str, int] = {}
    for item in view.to_settle():
        to_settle[item.study] = to_settle.get(item.study, 0) + 1
    return [
        _row(view, study, to_settle.get(study.key, 0), corrections.get(study.key, 0)) for study in view.studies
    ]


def _row(view: ChartView, study: Study, to_settle: int, corrections: int) -> StudyRow:
    own = answers_of(view.chart, study.key, view.person)
    known = answers_seen_by(view.chart, study.key, view.person)
    fields = [one for one in view.form.fields() if is_asked(one, known)]
    done = view.chart.done(study.key)
    shown = own or (known if view.is_checked(study.key) else own)
    answered = sum(one.id in shown for one in fields)
    return StudyRow(
        study, stand_of(view, study.key, to_settle), answered, len(fields), done, to_settle, corrections
    )


def stand_of(view: ChartView, study: str, to_settle: int) -> Stand:
    """How far a person has come with a study."""
    chart, who = view.chart, view.person
    if who in chart.done(study):
        return Stand.DONE
    if who in chart.begun(study):
        return Stand.BEGUN
    if view.waits(study):
        return Stand.TO_CHART
    return Stand.TO_CHECK if view.is_checked(study) and to_settle else Stand.OTHERS


def next_study(rows: list[StudyRow]) -> StudyRow | None:
    """The study to go on with: one that was begun, else one to chart, else one to check."""
    for stand in (Stand.BEGUN, Stand.TO_CHART, Stand.TO_CHECK):
        if found := next((row for row in rows if row.stand is stand), None):
            return found
    return None


def begin(sitting: Sitting, asked: Asked) -> Answer:
    """Begin the form of the review from a ready one."""
    forms.begin(sitting.opened, sitting.who, asked.text("form"))
    return GoTo("/chart", "page.chart.form_begun", {"file": forms.FILE})


# --- one study --------------------------------------------------------------------------------------------------------


def address_of(key: str, **query: str) -> str:
    """The address of a study in the page."""
    asked = {name: value for name, value in query.items() if value}
    return f"/chart/study/{quote(key, safe='')}{'?' if asked else ''}{urlencode(asked)}"


def show_study(sitting: Sitting, asked: Asked) -> Answer:
    """A study: its text, and the form beside it."""
    return _study(sitting, asked, asked.wanted("field"))


def _study(sitting: Sitting, asked: Asked, current: str, failed: Failed | None = None) -> Show:
    """The whole page; or for our script, which has the text already, the form alone."""
    view = chart_view(sitting.review, sitting.who, asked.path["key"])
    study = included(sitting, view, asked.path["key"])
    values = _form_values(sitting, view, study, current, failed)
    status = 422 if failed else 200
    if asked.by_script:
        return Show("chart_form.html", values, status)
    return Show("chart_study.html", values | reader(sitting, study, asked), status)


def included(sitting: Sitting, view: ChartView, key: str) -> Study:
    """The included study with this key. Raises ReviewkitError where it is not included, or not any more."""
    for study in view.studies:
        if study.key == key:
            return study
    raise ReviewkitError(sitting.words.text("page.chart.not_included").format(study=key))


def _form_values(
    sitting: Sitting, view: ChartView, study: Study, current: str, failed: Failed | None
) -> dict[str, Any]:
    groups = shown_groups(view, study.key, sitting.words, _unsaved(sitting, study, failed))
    fields = [one for group in groups for one in group.fields]
    ids = {one.id for one in fields}
    wanted = current if current in ids else f"f-{current}-1"
    first = next((one.id for one in fields if not one.event), fields[0].id if fields else "")
    done = view.chart.done(study.key)
    return {
        "study": study,
        "address": address_of(study.key),
        "address_of": address_of,
        "groups": groups,
        "current": wanted if wanted in ids else first,
        "answered": sum(group.answered for group in groups),
        "fields": sum(group.asked for group in groups),
        "required": _required(view, study, groups),
        "is_done": sitting.who in done,
        "done_by": done,
        "is_open": view.chart.is_open_to(view.person, study.key),
        "to_settle": len(view.to_settle([study.key])),
        "checks": view.is_checked(study.key),
        "units": units_of(sitting, study),
    }


def _unsaved(sitting: Sitting, study: Study, failed: Failed | None) -> list[Failed]:
    """What was typed into fields of a study and not logged: now, or before the browser or the computer stopped."""
    kept = drafts.read(sitting.opened.root, sitting.who)
    why = sitting.words.text("page.chart.draft")
    typed = [Failed(one.field, one.instance, why, Asked(form=kept[one])) for one in kept if one.study == study.key]
    return [*typed, failed] if failed else typed


def keep_draft(sitting: Sitting, asked: Asked) -> Answer:
    """Keep on this computer what somebody is typing, until it is saved."""
    field = sitting.review.form.field(asked.text("field"))
    if field is None:
        raise OddValueError("field")
    place = drafts.Place(asked.path["key"], field.id, instance_of(asked))
    drafts.keep(sitting.opened.root, sitting.who, place, _typed(asked))
    return Content(b"", "text/plain")


def _typed(asked: Asked) -> dict[str, list[str]]:
    """A form without the secret that it was sent with."""
    return {name: list(values) for name, values in asked.form.items() if name != "form_secret"}


def _required(view: ChartView, study: Study, groups: tuple[ShownGroup, ...]) -> list[tuple[str, str]]:
    """The fields that still need an answer, each with its place in the page and its label."""
    known = answers_of(view.chart, study.key, "" if view.is_checked(study.key) else view.person)
    missing = {one.id for one in still_required(view.form, known)}
    return [
        (one.id, one.label)
        for group in groups
        for one in group.fields
        if one.field.id in missing and not one.event and not one.is_next
    ]


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log one answer, or that the person is done; or attach a text."""
    match asked.text("do"):
        case "done" | "not-yet" as do:
            return _finish(sitting, asked, do == "done")
        case "attach":
            ids = attach_all(sitting, asked, asked.text("record"))
            return GoTo(
                address_of(asked.path["key"]),
                "page.texts.attached",
                {"record": asked.text("record")},
                " ".join(ids),
            )
        case _:
            return _save(sitting, asked)


def _save(sitting: Sitting, asked: Asked) -> Answer:
    """Log one answer with its quotes. What does not fit is said at its field, with what was typed."""
    form = sitting.review.form
    field = form.field(asked.text("field"))
    if field is None:
        raise OddValueError("field")
    key, number = asked.path["key"], instance_of(asked)
    try:
        done = charting.set_value(
            sitting.opened,
            sitting.who,
            key,
            field.id,
            typed_of(field, asked),
            [GivenQuote(one.words, one.part, one.text) for one in quotes_of(asked)],
            number,
            asked.text("note"),
            bool(asked.text("keep_lost")),
            is_whole=True,
        )
    except ReviewkitError as error:
        drafts.keep(sitting.opened.root, sitting.who, drafts.Place(key, field.id, number), _typed(asked))
        failed = Failed(field.id, number, by_label(error.args[0], field, sitting.words), asked)
        return _study(sitting, asked, f"f-{field.id}-{number}", failed)
    drafts.drop(sitting.opened.root, sitting.who, drafts.Place(key, field.id, number))
    return _saved(sitting, asked, field, number, done)


def _saved(sitting: Sitting, asked: Asked, field: FormField, number: int, done: charting.SetValue) -> Answer:
    for notice in done.notices:
        sitting.say(notice)
    place = f"f-{field.id}-{number}"
    label = field.label(sitting.words.language)
    if not asked.by_script:
        said = "" if done.already else "page.chart.saved"
        goes = f"{address_of(asked.path['key'], field=place)}#{place}"
        return GoTo(goes, said, {"field": label}, "" if done.already else done.id)
    if not done.already:
        sitting.say(sitting.words.sentence("page.chart.saved", field=label), undo=done.id)
    return _study(sitting, asked, place)


def _finish(sitting: Sitting, asked: Asked, done: bool) -> Answer:
    """Log that the person is done with a study, or not after all; where answers are missing, the page lists them."""
    key = asked.path["key"]
    made = charting.finish(sitting.opened, sitting.who, key, done)
    if not done:
        return GoTo(address_of(key), "page.chart.not_done", {"study": key}, "" if made.already else made.id)
    for notice in made.notices:
        sitting.say(notice)
    left = chart_view(sitting.review, sitting.who, key).to_settle([key])
    said = "page.chart.done_and_open" if left else "page.chart.done"
    return GoTo("/chart", said, {"study": key}, "" if made.already else made.id)


ADDRESSES = (
    Address("/chart", show_list),
    Address("/chart/form", None, begin),
    Address("/chart/pilot", None, begin_pilot),
    Address("/chart/study/{key}", show_study, act),
    Address("/chart/study/{key}/draft", None, keep_draft),
)
