"""chart set, show, status, differences, settle, done: answers to the form by one person or two."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    not_together,
    opened,
    warn,
)
from reviewkit.words import Settling, ValueState, number_of

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.charting import Charted, FieldAgreement
    from reviewkit.model import Answer

StudyArgument = Annotated[str, typer.Argument(help="The key of an included study.")]
FieldArgument = Annotated[str, typer.Argument(help="The id of a field of the form.")]
ValueArgument = Annotated[
    str,
    typer.Argument(
        help="The answer: text, number, date, ids or labels of choices with ; between them, or NR, NA, UNCLEAR."
    ),
]
OneStudy = Annotated[str, typer.Argument(metavar="[STUDY]", help="Only this study. Default: all.")]
Instance = Annotated[
    int, typer.Option("--instance", "-i", min=1, help="Which one, where a study has several arms or measures.")
]


def set_(
    study: StudyArgument,
    field: FieldArgument,
    value: ValueArgument,
    quote: Annotated[
        list[str] | None,
        typer.Option(
            "--quote", "-q", help="The words of the report that it rests on; can be given several times."
        ),
    ] = None,
    page: Annotated[
        list[int] | None,
        typer.Option("--page", "-p", min=0, help="The page (slide, paragraph) of each quote, in the same order."),
    ] = None,
    instance: Instance = 1,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    keep_lost: Annotated[
        bool, typer.Option("--keep-lost", help="Keep the quote although no full text has these words.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what a study says in a field of the form, with the words of the report that it rests on."""
    from reviewkit.actions.charting import set_value
    from reviewkit.actions.quoting import GivenQuote

    quotes = [GivenQuote(words, part) for words, part in _with_pages(quote or [], page or [])]
    done = set_value(opened(folder), as_, study, field, value, quotes, instance, note, keep_lost)
    if as_json:
        from reviewkit.render.json_charting import charted_value

        shape = {"value": charted_value(done.value), "notices": list(done.notices), "already": done.already}
        echo_json(shape)
        return
    for notice in done.notices:
        warn(f"note: {notice}")
    if done.already:
        echo(f"this has already been logged for {study}; nothing was added")
    else:
        echo(f"{study}: {field} is charted; to undo this: reviewkit undo {done.id}")


def _with_pages(quotes: list[str], pages: list[int]) -> list[tuple[str, int]]:
    """Each quote with its page, 0 where none was given."""
    if len(pages) > len(quotes):
        raise typer.BadParameter("--page is the page of a quote; give a --quote for each")
    if pages and len(pages) < len(quotes):
        raise typer.BadParameter("give a --page for each --quote, in the same order; 0 where it is not known")
    return list(zip(quotes, pages or [0] * len(quotes), strict=True))


def show(study: StudyArgument, folder: Folder = HERE, as_: As = "", as_json: Json = False) -> None:
    """Show what was charted of a study, field by field."""
    view = view_of(folder, as_)
    view.keys(study)
    if as_json:
        from reviewkit.render.json_charting import charted_study

        echo_json(charted_study(view, study))
        return
    for item in view.of(study):
        _show_item(view, item)
    say_closed(view, study)


def status(
    with_agreement: Annotated[
        bool, typer.Option("--agreement", help="Also how far people agreed, field by field.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Show who has charted what, what is left for you, where people differ, and later corrections."""
    view = view_of(folder, as_)
    if as_json:
        from reviewkit.render.json_charting import chart_status

        echo_json(chart_status(view, with_agreement))
        return
    width = max((20, *(len(study.key) for study in view.studies)))
    for study in view.studies:
        echo(_progress(view, study.key, width))
    if not view.studies:
        echo("no study is included yet")
    for value in view.chart.corrections:
        said = written_answer(view, value.field, value.answer)
        echo(f"corrected after {value.by} was done: {value.study} {value.field}: {said} ({value.id})")
    for pilot in view.chart.pilots:
        from reviewkit.commands.chart_pilot import in_words

        echo(in_words(view, pilot))
    if not view.person and not all(view.chart.is_open_to("", study.key) for study in view.studies):
        echo("to see what is left for you, say who you are: reviewkit chart --as YOU")
    for one in view.agreement() if with_agreement else ():
        echo(f"agreement on {agreement_in_words(one)}")
    for check in view.field_checks() if with_agreement else ():
        echo(f"checked of {check.field}: {check.confirmed} of {check.checked} confirmed as they were")


def differences(
    study: OneStudy = "",
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """List where people charted differently, in the studies that you may see; with verify, what nobody has checked.

    With --output, an Excel file in which to write what holds; chart import reads it back.
    """
    not_together(json=as_json, output=output)
    view = view_of(folder, as_)
    keys = view.keys(study)
    if output:
        from reviewkit.commands.chart_sheets import write_differences

        write_differences(opened(folder).review, as_, study, output, language, force)
        for key in keys:
            say_closed(view, key)
        return
    found = view.chart.differences(keys)
    if as_json:
        from reviewkit.render.json_charting import charted

        echo_json([charted(item) for item in found])
        return
    for key in keys:
        items = _in_order_of_form(view, (item for item in found if item.study == key))
        if items:
            echo(key)
        for item in items:
            _show_item(view, item)
            _say_who_left_out(view, item)
    _say_all_closed(view, keys)
    if found:
        echo("to settle one: reviewkit chart settle STUDY FIELD VALUE --why discussion")
    else:
        echo("nobody differs on anything that you may see")


def settle(
    study: StudyArgument,
    field: FieldArgument,
    value: ValueArgument,
    why: Annotated[
        Settling | None,
        typer.Option(
            help="How it was settled: agreed, discussion, or third-person. Default: third-person if you did not chart "
            "the study, else agreed."
        ),
    ] = None,
    instance: Instance = 1,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what holds where people charted differently, or confirm what another one charted; their answers stay."""
    from reviewkit.actions.charting import settle as settle_value

    done = settle_value(opened(folder), as_, study, field, value, why, instance, note)
    if as_json:
        from reviewkit.render.json_charting import chart_settled

        echo_json({"settlement": chart_settled(done.settlement), "already": done.already})
    elif done.already:
        echo(f"this has already been settled for {study}; nothing was added")
    else:
        echo(f"{study}: {field} is settled; to undo this: reviewkit undo {done.id}")


def done(
    study: StudyArgument,
    not_yet: Annotated[bool, typer.Option("--not-yet", help="You have not finished after all.")] = False,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that you have finished charting a study."""
    from reviewkit.actions.charting import finish

    made = finish(opened(folder), as_, study, not not_yet, note)
    if as_json:
        echo_json(
            {
                "event": made.id or None,
                "study": study,
                "done": made.done,
                "opened": made.opened,
                "already": made.already,
            }
        )
    elif made.already:
        echo(f"this has already been logged for {study}; nothing was added")
    else:
        echo(f"{study} is {'' if made.done else 'not yet '}done; to undo this: reviewkit undo {made.id}")
        for notice in made.notices:
            warn(f"note: {notice}")


# -- in words


def view_of(folder: "Folder", as_: str) -> "ChartView":
    """Charting as the person may see it; nobody's answers to who does not say who they are, while two chart blinded."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view

    review = opened(folder).review
    return chart_view(review, person_or_nobody(review.protocol, as_))


def _show_item(view: "ChartView", item: "Charted") -> None:
    number = f" {item.instance}" if item.instance > 1 else ""
    held = f": {written_answer(view, item.field, item.final)}" if item.final else ""
    echo(f"  {item.field}{number} ({item.state}){held}")
    if item.state in (ValueState.DIFFER, ValueState.SETTLED):
        for value in item.answers:
            echo(f"    {value.by}: {written_answer(view, item.field, value.answer)}")
    for value in item.answers:
        for quoted in value.evidence:
            where = f" ({quoted.part})" if quoted.part else ""
            echo(f'    {value.by} quotes: "{quoted.quote}"{where}')


def written_answer(view: "ChartView", field: str, answer: "Answer") -> str:
    from reviewkit.typed_answers import written

    return written(view.form.field(field), answer)


def say_closed(view: "ChartView", study: str) -> None:
    if not view.chart.is_open_to(view.person, study):
        echo(
            f"{study}: what others charted is shown once {view.chart.agreed_for(study).people} people are done with it"
        )


def _say_all_closed(view: "ChartView", keys: Sequence[str]) -> None:
    closed = [key for key in keys if not view.chart.is_open_to(view.person, key)]
    if len(closed) == 1:
        say_closed(view, closed[0])
    elif closed:
        echo(f"what others charted is shown once everybody is done with the study: {', '.join(closed)}")


def _in_order_of_form(view: "ChartView", items: "Iterable[Charted]") -> "list[Charted]":
    order = {field.id: number for number, field in enumerate(view.form.fields())}
    return sorted(items, key=lambda item: (order.get(item.field, len(order)), item.instance))


def _say_who_left_out(view: "ChartView", item: "Charted") -> None:
    if item.state is ValueState.ONE and view.chart.agreed_for(item.study).is_blind:
        said = {one.by for one in item.answers}
        for person in view.chart.done(item.study):
            if person not in said:
                echo(f"    {person} left it out")


def _progress(view: "ChartView", key: str, width: int) -> str:
    chart = view.chart
    fields = number_of(len(chart.of(key)), "field") + " charted"
    parts = (
        [fields] if view.person or chart.is_open_to("", key) else []
    )  # else what was charted is hidden, and not 0
    if people := chart.done(key):
        parts.append(f"done: {', '.join(people)}")
    if view.waits(key):
        parts.append("waits for you")
    if different := chart.differences([key]):
        parts.append(f"{len(different)} to settle")
    return f"{key:<{width}} {'; '.join(parts) or '-'}"


def agreement_in_words(found: "FieldAgreement") -> str:
    """How far people agreed in a field: `aim: 3 of 4 alike (raw 0.75)`."""
    measures = ", ".join(
        f"{one.measure} {one.value:.2f}" for one in found.agreement.coefficients if one.value is not None
    )
    return f"{found.field}: {found.agreement.alike} of {found.agreement.units} alike ({measures})"


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("status", status),
    ("show", show),
    ("set", set_),
    ("done", done),
    ("differences", differences),
    ("settle", settle),
)
