"""Codebooks and their history as JSON: one shape for each noun."""

from typing import TYPE_CHECKING, Any

from reviewkit.normalize import written_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewkit.actions.codebook import ChangedBook, ToReassign
    from reviewkit.actions.codebook_import import ImportedBook
    from reviewkit.actions.codebook_past import BookDifference, BookStatus, PastAct
    from reviewkit.codebook_history import Step
    from reviewkit.model import CodeChange

Shape = dict[str, Any]


def past_act(past: "PastAct") -> Shape:
    """An act on a codebook, with what took it back."""
    act, undo = past.act, past.undo
    return {
        "event": act.id,
        "codebook": act.book,
        "op": act.op,
        "codes": list(act.ids),
        "into": list(act.into),
        "by": act.by,
        "at": written_moment(act.at),
        "why": act.why or None,
        "phase": act.phase or None,
        "changes": changes(act.changes),
        "undone": {"event": undo.id, "by": undo.by, "at": written_moment(undo.at), "note": undo.note or None}
        if undo
        else None,
    }


def step(one: "Step") -> Shape:
    """A change that no act has logged, or that several amount to."""
    return {"op": one.op, "codes": list(one.ids), "into": list(one.into), "changes": changes(one.changes)}


def changes(made: "Iterable[CodeChange]") -> list[Shape]:
    """What each key said before and after; the code is null where it is the codebook itself."""
    return [{"code": one.code or None, "key": one.key, "before": one.before, "after": one.after} for one in made]


def difference(found: "BookDifference") -> Shape:
    """What lies between two moments of a codebook."""
    return {
        "codebook": found.book,
        "since": found.since or None,
        "until": found.until or None,
        "steps": [step(one) for one in found.steps],
    }


def imported(made: "ImportedBook") -> Shape:
    """What an import of a codebook made, and what the file says otherwise."""
    return {
        "codebook": made.book,
        "new": [{"code": one.id, "said": dict(one.said)} for one in made.new],
        "differing": [
            {"code": one.code, "key": one.key, "ours": one.ours, "theirs": one.theirs} for one in made.differing
        ],
        "same": made.same,
        "updated": made.updated,
        "losses": list(made.losses),
        "dry_run": made.dry_run,
        "undo": made.undo or None,
        "events": list(made.changed.ids) if made.changed else [],
    }


def status(found: "BookStatus") -> Shape:
    """A codebook, and what waits for a person."""
    return {
        "codebook": found.book.name,
        "version": found.book.version,
        "codes": len(found.book.codes),
        "acts": found.acts,
        "edits": [step(one) for one in found.edits],
        "to_reassign": [_to_reassign(one) for one in found.to_reassign],
    }


def _to_reassign(one: "ToReassign") -> Shape:
    return {
        "code": one.code,
        "into": list(one.into),
        "study": one.study,
        "coder": one.evidence.coder,
        "quote": one.evidence.quote or None,
        "page": one.evidence.page or None,
        "event": one.evidence.event or None,
    }


def changed(done: "ChangedBook", undo: str) -> Shape:
    """A change to a codebook that was logged, and what undoes it."""
    return {"codebook": done.book, "begun": done.begun, "events": list(done.ids), "undo": undo or None}
