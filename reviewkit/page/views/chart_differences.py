"""What people charted differently, field by field with the words that each answer rests on, and what was settled.

With `verify` it is what one person charted and another one checks. Both come from blind.chart_view alone.
"""

from dataclasses import dataclass, replace

from reviewkit.actions import charting
from reviewkit.blind import ChartView, chart_view
from reviewkit.charting import Charted
from reviewkit.errors import ReviewkitError
from reviewkit.model import ChartedValue, FormField, Quoted, Study
from reviewkit.page.asked import Address, Answer, Asked, GoTo, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.chart_fields import ShownField, instance_of, quotes_of, shown_field, typed_of
from reviewkit.page.views.charting import address_of, included, show_list
from reviewkit.page.views.reader import units_of
from reviewkit.render.tables.charting import answer_in_words
from reviewkit.typed_answers import written
from reviewkit.words import Settling

LIST = "/chart/differences"
OTHER = "other"  # what is chosen where neither answer holds


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What one person answered, in words, with the number of the key that chooses it."""

    value: ChartedValue
    text: str
    quotes: tuple[Quoted, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a study that people answered differently: its label, and who left it out."""

    item: Charted
    study: Study
    label: str
    answers: tuple[ShownAnswer, ...]
    left_out: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where it is settled."""
        return f"{address(self.study.key)}?field={self.item.field}&instance={self.item.instance}"


def address(key: str) -> str:
    """Where the differences of a study are settled."""
    return address_of(key).replace("/chart/study/", f"{LIST}/", 1)


def show_first(sitting: Sitting, asked: Asked) -> Answer:
    """The differences of the first study that has any; a page that says so where none has."""
    if sitting.review.facts.form is None:
        return show_list(sitting, asked)
    view = chart_view(sitting.review, sitting.who)
    found = view.to_settle()
    if found:
        return _shown(sitting, view, included(sitting, view, found[0].study), asked)
    return Show("chart_settled.html", {"studies": view.studies})


def show(sitting: Sitting, asked: Asked) -> Answer:
    """One difference of a study, in full; and what was settled there before."""
    view = chart_view(sitting.review, sitting.who, asked.path["key"])
    return _shown(sitting, view, included(sitting, view, asked.path["key"]), asked)


def _shown(sitting: Sitting, view: ChartView, study: Study, asked: Asked) -> Show:
    items = view.to_settle([study.key])
    settled = [one for one in view.chart.of(study.key) if one.settled] if _is_open(view, study) else []
    again = [one for one in settled if _is_asked_for(one, asked)]
    at = next((place for place, one in enumerate(items) if _is_asked_for(one, asked)), 0)
    chosen = again[0] if again else items[at] if items else None
    field = view.form.field(chosen.field) if chosen else None
    return Show(
        "chart_differences.html",
        {
            "study": study,
            "address": address(study.key),
            "address_of": address_of,
            "is_open": _is_open(view, study),
            "checks": view.is_checked(study.key),
            "count": len(items),
            "at": at + 1,
            "before": difference(sitting, view, study, items[at - 1]).address if at else "",
            "after": difference(sitting, view, study, items[at + 1]).address if at + 1 < len(items) else "",
            "chosen": difference(sitting, view, study, chosen) if chosen and field else None,
            "field": _controls(sitting, view, study, field, chosen, asked) if chosen and field else None,
            "whys": list(Settling),
            "why": asked.text("why") or _usual(view, study).value,
            "picked": asked.text("answer_of"),
            "settled": [(difference(sitting, view, study, one), _held(sitting, view, one)) for one in settled],
            "units": units_of(sitting, study),
            "next_study": None if items else _next_study(sitting, study),
        },
    )


def _usual(view: ChartView, study: Study) -> Settling:
    """How somebody settles who says nothing else: who did not chart the study, as a third person."""
    is_third = view.chart.agreed_for(study.key).is_blind and view.person not in view.chart.begun(study.key)
    return Settling.THIRD_PERSON if is_third else Settling.AGREED


def _is_open(view: ChartView, study: Study) -> bool:
    return view.chart.is_open_to(view.person, study.key)


def _is_asked_for(item: Charted, asked: Asked) -> bool:
    """Whether an address, or a form that was sent, names this field."""
    field = asked.text("field") or asked.wanted("field")
    return (item.field, str(item.instance)) == (field, asked.text("instance") or asked.wanted("instance", "1"))


def _next_study(sitting: Sitting, study: Study) -> Study | None:
    view = chart_view(sitting.review, sitting.who)
    found = next((one.study for one in view.to_settle() if one.study != study.key), "")
    return included(sitting, view, found) if found else None


def difference(sitting: Sitting, view: ChartView, study: Study, item: Charted) -> Difference:
    """A field with the answers that people gave in it."""
    field = view.form.field(item.field)
    label = field.label(sitting.words.language) if field else item.field
    answers = tuple(
        ShownAnswer(one, _text(sitting, view, field, one), one.evidence, number)
        for number, one in enumerate(item.answers, start=1)
    )
    said = {one.by for one in item.answers}
    people = view.chart.done(study.key) if view.chart.agreed_for(study.key).is_blind else ()
    named = f"{label} {item.instance}" if field and field.repeat else label
    return Difference(item, study, named, answers, tuple(one for one in people if one not in said))


def _text(sitting: Sitting, view: ChartView, field: FormField | None, said: ChartedValue) -> str:
    return answer_in_words(view, field, said.answer, sitting.words) if field else written(None, said.answer)


def _held(sitting: Sitting, view: ChartView, item: Charted) -> str:
    field = view.form.field(item.field)
    assert item.settled is not None
    answer = item.settled.answer
    return answer_in_words(view, field, answer, sitting.words) if field else written(None, answer)


def _controls(
    sitting: Sitting, view: ChartView, study: Study, field: FormField, item: Charted, asked: Asked
) -> ShownField:
    """The controls of a field for an answer that nobody gave; with what was typed, where that was not logged."""
    empty = replace(shown_field(view, study.key, field, item.instance, None, sitting.words), others=())
    if not asked.form:
        return empty
    return replace(
        empty,
        typed=asked.text("value"),
        chosen=asked.texts("value"),
        missing=asked.text("missing"),
        note=asked.text("note"),
        quotes=quotes_of(asked),
    )


def settle(sitting: Sitting, asked: Asked) -> Answer:
    """Log what holds: one of the answers, or another one."""
    view = chart_view(sitting.review, sitting.who, asked.path["key"])
    study = included(sitting, view, asked.path["key"])
    field = view.form.field(asked.text("field"))
    if field is None:
        raise OddValueError("field")
    item = view.chart.item(study.key, field.id, instance_of(asked))
    done = charting.settle(
        sitting.opened,
        sitting.who,
        study.key,
        field.id,
        _chosen(sitting, field, item, asked),
        asked.one_of("why", Settling, Settling.AGREED),
        item.instance,
        asked.text("note"),
    )
    values = {"field": field.label(sitting.words.language), "answer": answer_in_words(
        view, field, done.settlement.answer, sitting.words
    )}  # fmt: skip
    left = chart_view(sitting.review, sitting.who, study.key).to_settle([study.key])
    goes = address(study.key) if left else LIST
    return GoTo(goes, "page.chart.settled", values, "" if done.already else done.id)


def _chosen(sitting: Sitting, field: FormField, item: Charted, asked: Asked) -> str:
    """What holds, as it could be typed: the answer that was picked or confirmed, or what was typed."""
    typed, picked = typed_of(field, asked), asked.text("confirm") or asked.text("answer_of", OTHER)
    if picked == OTHER:
        return typed
    if typed and not asked.text("confirm"):
        raise ReviewkitError(sitting.words.text("page.chart.two_answers"))
    for one in item.answers:
        if one.id == picked:
            return written(field, one.answer)
    raise OddValueError("answer_of")


ADDRESSES = (
    Address(LIST, show_first),
    Address(LIST + "/{key}", show, settle),
)
