"""One reviewer's screening as a form for Excel: what they still have to decide on, and what they decided."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import Decision, ExclusionReason, Protocol, Record
from reviewkit.normalize import doi_link, folded
from reviewkit.render.tables.form import Column, Form
from reviewkit.words import SHEET_CHECK, SHEET_REVIEWER, SHEET_SEEN, Choice, Stage


class SheetRow(NamedTuple):
    """A report at a stage, and what the reviewer decided on it there, if anything."""

    record: Record
    stage: Stage
    decision: Decision | None = None


def screening_form(reviewer: str, rows: Sequence[SheetRow], protocol: Protocol, labels: Labels) -> Form:
    """One row per report and stage. Nothing in it is of another reviewer."""
    reason_name = reason_names(protocol.reasons, labels)
    stage_name = stage_names(protocol, labels)
    return Form(
        title=labels.text("sheet.caption").format(reviewer=reviewer),
        columns=_columns(labels, tuple(map(reason_name, [reason.id for reason in protocol.reasons]))),
        rows=tuple(_cells(reviewer, row, labels, reason_name, stage_name) for row in rows),
        in_sight=5,
        refusal=labels.text("sheet.refusal"),
        language=labels.language,
    )


def _columns(labels: Labels, reasons: tuple[str, ...]) -> tuple[Column, ...]:
    def head(name: str) -> str:
        return labels.text(f"sheet.{name}")

    return (
        Column(SHEET_CHECK, hidden=True),
        Column(SHEET_SEEN, hidden=True),
        Column(SHEET_REVIEWER, hidden=True),
        Column(head("record"), 14),
        Column(head("decision"), 12, True, choice_words(labels)),
        Column(head("reason"), 22, True, reasons),
        Column(head("note"), 24, True),
        Column(head("labels"), 16, True),
        Column(head("title"), 42),
        Column(head("abstract"), 110),
        Column(head("authors"), 26),
        Column(head("year"), 7),
        Column(head("journal"), 22),
        Column(head("doi"), 30),
        Column(head("stage"), 16),
    )


def _cells(
    reviewer: str,
    row: SheetRow,
    labels: Labels,
    reason_name: Callable[[str], str],
    stage_name: Mapping[Stage, str],
) -> tuple[str, ...]:
    record, decision = row.record, row.decision
    return (
        f"reviewkit:{record.id}",
        decision.id if decision else "",
        reviewer,
        record.id,
        *_decided(decision, labels, reason_name),
        record.title,
        record.abstract,
        "; ".join(record.authors),
        str(record.year or ""),
        record.journal,
        doi_link(record.doi),
        stage_name[row.stage],
    )


def _decided(
    decision: Decision | None, labels: Labels, reason_name: Callable[[str], str]
) -> tuple[str, str, str, str]:
    """Decision, reasons, note and labels, each in one cell."""
    if decision is None:
        return "", "", "", ""
    reasons = [reason_name(one) for one in (decision.reason, *decision.other_reasons) if one]
    return choice_word(decision.choice, labels), "; ".join(reasons), decision.note, "; ".join(decision.labels)


def choice_words(labels: Labels) -> tuple[str, ...]:
    """The words for the decisions, to choose from."""
    return tuple(choice_word(choice, labels) for choice in Choice)


def choice_word(choice: Choice, labels: Labels) -> str:
    """A decision in a language."""
    return labels.text(f"choice.{choice.value}")


def reason_names(reasons: Sequence[ExclusionReason], labels: Labels) -> Callable[[str], str]:
    """What a reason is called in a form: by its label, or by its id where the label could be read as another reason."""
    known: dict[str, set[str]] = {}
    for reason in reasons:
        for name in (reason.id, *reason.aliases, *reason.labels.values()):
            known.setdefault(folded(name), set()).add(reason.id)
    names = {reason.id: labels.name(reason.labels) or reason.id for reason in reasons}
    clear = {one: name for one, name in names.items() if known.get(folded(name)) == {one} and ";" not in name}
    return lambda reason: clear.get(reason, reason)


def stage_names(protocol: Protocol, labels: Labels) -> dict[Stage, str]:
    """What the stages are called in a form: by their labels, or by their ids where two have the same."""
    names = {stage.id: labels.stage(stage.id, stage.labels) for stage in protocol.stages}
    said = [folded(name) for name in names.values()]
    return {stage: name if said.count(folded(name)) == 1 else stage for stage, name in names.items()}
