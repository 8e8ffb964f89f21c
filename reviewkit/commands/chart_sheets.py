"""chart export and import, and the workbook of differences: charting in Excel."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    confirm,
    echo,
    echo_json,
    ending_of,
    opened,
    warn,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.safe import in_command
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.chart_settlements import ImportedSettlements, SettledCell
    from reviewkit.actions.chart_sheets import ChangedAnswer, ImportedAnswers
    from reviewkit.model import Answer, Form
    from reviewkit.render.json import Shape
    from reviewkit.render.tables.workbook import Workbook
    from reviewkit.review import Review


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The Excel file to write, such as chart.xlsx.")],
    studies: Annotated[
        list[str] | None, typer.Argument(metavar="[STUDY]...", help="Only these studies. Default: all.")
    ] = None,
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
) -> None:
    """Write your own answers as an Excel file to fill in; chart import reads it back. Nobody else's are in it."""
    from reviewkit.actions.chart_sheets import answers_to_fill_in

    _must_be_excel(output)
    made = answers_to_fill_in(opened(folder).review, as_, studies or (), language)
    _write(made.book, output, force)
    if made.closed:
        closed = number_of(made.closed, "study is", "studies are")
        warn(f"note: {closed} not in the file, because the pilot is to be finished first: reviewkit chart pilot")
    said = number_of(made.studies, "study", "studies")
    echo(f"{said}. Write in the white cells and save, then: {_import(output)}")


def write_differences(
    review: "Review", as_: str, study: str, output: list[Path], language: str, force: bool
) -> None:
    """Write what people differ on as Excel files in which to write what holds."""
    from reviewkit.actions.chart_settlements import differences_to_settle

    for path in output:
        _must_be_excel(path)
    made = differences_to_settle(review, as_, study, language)
    for path in output:
        _write(made.book, path, force)
    if made.own:
        warn(f"note: {number_of(made.own, 'answer')} of your own are left out, because somebody else checks them")
    said = number_of(made.differences, "difference")
    if made.differences:
        echo(f"{said}. Write what holds and save, then: {_import(output[0])}")
    else:
        echo(f"{said}; the table has no rows to fill in")


def _import(path: Path) -> str:
    return f"reviewkit chart import {in_command(str(path))} --dry-run"


def _must_be_excel(path: Path) -> None:
    if ending_of(path) != "xlsx":
        raise ReviewkitError(
            f"{in_line(path)}: the table to fill in is an Excel file; the file name must end with .xlsx"
        )


def _write(book: "Workbook", path: Path, force: bool) -> None:
    from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx

    write_output(path, as_workbook_xlsx(book), force)


def import_(
    file: Annotated[
        Path, typer.Argument(help="The file of chart export or chart differences -o, filled in; or a CSV of it.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be logged.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Log without asking.")] = False,
    keep_lost: Annotated[
        bool, typer.Option("--keep-lost", help="Keep quotes although no full text has these words.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what you changed in your Excel file, or what it settles: shows every change, asks, and logs all or none."""
    from reviewkit.actions.chart_settlements import import_settlements
    from reviewkit.actions.chart_sheets import import_answers, read_file

    review, filled_in = opened(folder), read_file(file)
    if filled_in.is_of_differences:
        settled = import_settlements(review, as_, filled_in, dry_run=True)
        _show_settlements(settled, review.review.form, as_json)
        if settled.settlements and not dry_run and (yes or _agreed(len(settled.settlements), "settlement")):
            settled = import_settlements(review, as_, filled_in)
        _say_settled(settled, as_json)
        return
    done = import_answers(review, as_, filled_in, dry_run=True, keep_lost=keep_lost)
    _show_changes(done, review.review.form, as_json)
    if done.changes and not dry_run and (yes or _agreed(len(done.changes), "answer")):
        done = import_answers(review, as_, filled_in, keep_lost=keep_lost)
    _say_changed(done, as_json)


def _agreed(number: int, what: str) -> bool:
    """Whether the person says yes. Raises ReviewkitError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise ReviewkitError("Nothing was logged yet. Add --yes to log these changes, or --dry-run to only look.")
    return confirm(f"Log {number_of(number, what)}?")


def _warn_of(done: "ImportedAnswers | ImportedSettlements") -> None:
    """What there is to know about the file, and what was left out of it."""
    for note in done.notes:
        warn(f"note: {note}")
    for problem in done.left_out:
        warn(f"left out: {problem}")


# -- answers


def _show_changes(done: "ImportedAnswers", form: "Form", as_json: bool) -> None:
    if as_json:
        return
    _warn_of(done)
    for one in done.changes:
        echo(_change_in_words(one, form))
        for notice in one.notices:
            echo(f"  {notice}")


def _change_in_words(one: "ChangedAnswer", form: "Form") -> str:
    value = one.value
    number = f" {value.instance}" if value.instance > 1 else ""
    before = _written(form, value.field, one.before.answer) if one.before else "(nothing)"
    after = _written(form, value.field, value.answer)
    quotes = len(value.evidence)
    was = len(one.before.evidence) if one.before else 0
    rests = f" [{number_of(quotes, 'quote')}]" if quotes or was else ""
    if one.before and one.before.answer == value.answer:
        return f"{value.study}: {value.field}{number}: {after}, with {number_of(quotes, 'quote')} instead of {was}"
    return f"{value.study}: {value.field}{number}: {before} → {after}{rests}"


def _written(form: "Form", field: str, answer: "Answer") -> str:
    from reviewkit.typed_answers import written

    return written(form.field(field), answer).replace("\n", " | ")


def _say_changed(done: "ImportedAnswers", as_json: bool) -> None:
    if as_json:
        echo_json(_changes_as_json(done))
        return
    left_out = f", {len(done.left_out)} left out because they changed" if done.left_out else ""
    number = number_of(len(done.changes), "answer")
    if done.undo:
        echo(f"{number} logged{left_out}; to undo this: reviewkit undo {done.undo}")
    elif done.changes:
        echo(f"{number} would be logged{left_out}; nothing was logged yet")
    else:
        echo(f"nothing to log: no answer was changed in the file{left_out}")
    if done.empty:
        echo(
            f"{number_of(done.empty, 'cell is', 'cells are')} empty where something is charted, which stays. To take "
            "an answer back: reviewkit undo ID (chart show STUDY --json has the ids)"
        )


def _changes_as_json(done: "ImportedAnswers") -> "Shape":
    from reviewkit.render.json_charting import answer

    return {
        "dry_run": done.dry_run,
        "changes": [
            {
                "at": str(one.place),
                "event": one.value.id or None,
                "study": one.value.study,
                "field": one.value.field,
                "instance": one.value.instance,
                "before": answer(one.before.answer if one.before else None),
                "after": answer(one.value.answer),
                "quotes": [quoted.quote for quoted in one.value.evidence],
                "form": one.value.form or None,
                "notices": list(one.notices),
            }
            for one in done.changes
        ],
        "settlements": [],
        "already": 0,
        "left_out": [str(one) for one in done.left_out],
        "notes": [str(one) for one in done.notes],
        "empty": done.empty,
        "undo": done.undo or None,
    }


# -- settlements


def _show_settlements(done: "ImportedSettlements", form: "Form", as_json: bool) -> None:
    if as_json:
        return
    _warn_of(done)
    for one in done.settlements:
        echo(_settlement_in_words(one, form))


def _settlement_in_words(one: "SettledCell", form: "Form") -> str:
    made = one.settled.settlement
    number = f" {made.instance}" if made.instance > 1 else ""
    said = "; ".join(f"{value.by}: {_written(form, made.field, value.answer)}" for value in one.settled.answers)
    return (
        f"{made.study}: {made.field}{number}: {_written(form, made.field, made.answer)} ({made.why}); was: {said}"
    )


def _say_settled(done: "ImportedSettlements", as_json: bool) -> None:
    if as_json:
        echo_json(_settlements_as_json(done))
        return
    already = f", {done.already} already settled so" if done.already else ""
    left_out = f", {len(done.left_out)} left out because they changed" if done.left_out else ""
    number = number_of(len(done.settlements), "difference")
    if done.undo:
        echo(f"{number} settled{already}{left_out}; to undo this: reviewkit undo {done.undo}")
    elif done.settlements:
        echo(f"{number} would be settled{already}{left_out}; nothing was logged yet")
    else:
        echo(f"nothing to settle: no row of the file says what holds{already}{left_out}")


def _settlements_as_json(done: "ImportedSettlements") -> "Shape":
    return {
        "dry_run": done.dry_run,
        "changes": [],
        "settlements": [_settled_as_json(one) for one in done.settlements],
        "already": done.already,
        "left_out": [str(one) for one in done.left_out],
        "notes": [str(one) for one in done.notes],
        "empty": 0,
        "undo": done.undo or None,
    }


def _settled_as_json(one: "SettledCell") -> "Shape":
    from reviewkit.render.json_charting import answer

    made = one.settled.settlement
    return {
        "at": str(one.place),
        "event": one.settled.id or None,
        "study": made.study,
        "field": made.field,
        "instance": made.instance,
        "after": answer(made.answer),
        "why": made.why,
        "note": made.note or None,
    }


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (("export", export), ("import", import_))
