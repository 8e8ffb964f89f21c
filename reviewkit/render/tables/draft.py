"""A table that is not finished, or shows a part of the studies: marked so that nobody can take it for the whole."""

from dataclasses import replace

from reviewkit.locales import Labels
from reviewkit.model import Missing
from reviewkit.render.tables.table import Table


def marked(table: Table, missing: Missing, labels: Labels) -> Table:
    """The table with the mark of a draft, in the words of figures, and with what it waits for; as it is where that is
    nothing."""
    if not missing.anything:
        return table
    found = replace(table, draft=labels.text("flow.draft"))
    for note in waits_for(missing, labels):
        found = found.with_note_everywhere(note)
    return found


def waits_for(missing: Missing, labels: Labels) -> list[str]:
    """What is missing, in a sentence each."""
    found = []
    if missing.waiting:
        found.append(labels.text("draft.waiting").format(n=labels.number(missing.waiting)))
    if missing.not_coded:
        citations = "; ".join(missing.not_coded)
        counts = {"n": len(missing.not_coded), "total": missing.studies}
        found.append(labels.text("draft.not_coded").format(studies=citations, **counts))
    if missing.not_charted:
        citations = "; ".join(missing.not_charted)
        counts = {"n": len(missing.not_charted), "total": missing.studies}
        found.append(labels.text("draft.not_charted").format(studies=citations, **counts))
    if missing.left_out:
        found.append(labels.text("draft.left_out").format(fields="; ".join(missing.left_out)))
    if missing.not_settled:
        found.append(labels.text("draft.not_settled").format(fields="; ".join(missing.not_settled)))
    if missing.not_judged:
        found.append(labels.text("draft.not_judged").format(findings="; ".join(missing.not_judged)))
    if missing.errors:
        found.append(labels.text("draft.problems").format(n=labels.number(missing.errors)))
    if not missing.studies:
        found.append(labels.text("draft.no_study"))
    return found


def as_subset(table: Table, shown: int, included: int, set_name: str, labels: Labels) -> Table:
    """The table with a note where it shows a part of the included studies."""
    note = part_of(shown, included, set_name, labels)
    return table.with_note_everywhere(note) if note else table


def part_of(shown: int, included: int, set_name: str, labels: Labels) -> str:
    """That only some of the included studies, or those of a set, are shown; "" where all are."""
    if shown == included and not set_name:
        return ""
    text = labels.text("subset.named" if set_name else "subset.keys")
    return text.format(name=set_name, n=shown, total=included)
