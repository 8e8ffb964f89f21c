"""The conflicts as a form for Excel: what each person decided, and columns for what the team agrees on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import Decision, Protocol, Record
from reviewkit.normalize import doi_link
from reviewkit.render.tables.form import Column, Form
from reviewkit.render.tables.screening import choice_word, choice_words, reason_names, stage_names
from reviewkit.words import CONFLICT_REPORT, CONFLICT_SEEN, CONFLICT_STAGE, Stage

_OF_PERSON = ("decision", "reason", "note", "labels")


class ConflictRow(NamedTuple):
    """A conflict: the report, the last decisions on it, and a fingerprint of all that was decided there."""

    record: Record
    stage: Stage
    decisions: tuple[Decision, ...]
    seen: str


def conflicts_form(rows: Sequence[ConflictRow], protocol: Protocol, labels: Labels) -> Form:
    """One row per conflict; each person who decided on any of them has columns of their own."""
    people = sorted({decision.by for row in rows for decision in row.decisions})
    reason_name = reason_names(protocol.reasons, labels)
    stage_name = stage_names(protocol, labels)
    reasons = tuple(reason_name(reason.id) for reason in protocol.reasons)
    return Form(
        title=labels.text("conflicts.caption"),
        columns=(
            *_to_fill_in(labels, reasons),
            *(one for who in people for one in _of_person(who, labels)),
            *_known(labels),
        ),
        rows=tuple(_cells(row, people, labels, reason_name, stage_name) for row in rows),
        in_sight=5,
        refusal=labels.text("sheet.refusal"),
        language=labels.language,
    )


def _to_fill_in(labels: Labels, reasons: tuple[str, ...]) -> tuple[Column, ...]:
    """What a row is about, and what the team writes."""
    return (
        Column(CONFLICT_REPORT, hidden=True),
        Column(CONFLICT_STAGE, hidden=True),
        Column(CONFLICT_SEEN, hidden=True),
        Column(labels.text("sheet.record"), 14),
        Column(labels.text("conflicts.settlement"), 13, True, choice_words(labels)),
        Column(labels.text("conflicts.reason"), 22, True, reasons),
        Column(labels.text("conflicts.note"), 26, True),
        Column(labels.text("sheet.title"), 42),
    )


def _of_person(who: str, labels: Labels) -> tuple[Column, ...]:
    """What one person decided."""
    widths = dict(zip(_OF_PERSON, (12, 20, 26, 16), strict=True))
    return tuple(Column(f"{who}: {labels.text(f'sheet.{name}').lower()}", widths[name]) for name in _OF_PERSON)


def _known(labels: Labels) -> tuple[Column, ...]:
    """What is known of the report."""
    return (
        Column(labels.text("sheet.abstract"), 90),
        Column(labels.text("sheet.year"), 7),
        Column(labels.text("sheet.doi"), 30),
        Column(labels.text("sheet.stage"), 16),
    )


def _cells(
    row: ConflictRow,
    people: Iterable[str],
    labels: Labels,
    reason_name: Callable[[str], str],
    stage_name: Mapping[Stage, str],
) -> tuple[str, ...]:
    record = row.record
    return (
        record.id,
        row.stage,
        row.seen,
        record.id,
        "",
        "",
        "",
        record.title,
        *(cell for who in people for cell in _cells_of(who, row.decisions, labels, reason_name)),
        record.abstract,
        str(record.year or ""),
        doi_link(record.doi),
        stage_name[row.stage],
    )


def _cells_of(
    who: str, decisions: Iterable[Decision], labels: Labels, reason_name: Callable[[str], str]
) -> tuple[str, ...]:
    """What a person decided; one who decided twice on what turned out to be one report has both, one below the
    other."""
    own = [decision for decision in decisions if decision.by == who]
    reasons = ["; ".join(reason_name(one) for one in (own_.reason, *own_.other_reasons) if one) for own_ in own]
    columns = (
        [choice_word(decision.choice, labels) for decision in own],
        reasons,
        [decision.note for decision in own],
        ["; ".join(decision.labels) for decision in own],
    )
    return tuple("\n".join(filter(None, column)) for column in columns)
