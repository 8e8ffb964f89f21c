"""Conflicts: a walk through them with both decisions, what the team agreed on, and the same in Excel."""

from reviewkit.actions import screening, settlements
from reviewkit.actions.openings import open_conflicts
from reviewkit.actions.undo import common_name
from reviewkit.errors import ReviewkitError
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import journal_line, links
from reviewkit.page.views.figures import TYPES
from reviewkit.render.tables.form_xlsx import as_form_xlsx
from reviewkit.words import Choice, Stage


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The conflicts as this person may see them; one of them in full."""
    review, language = sitting.review, sitting.words.language
    wanted_label = asked.wanted("label")
    everything = review.conflicts_for(sitting.who)
    labels = sorted({label for one in everything for said in one.decisions or () for label in said.labels})
    found = [
        one
        for one in everything
        if not wanted_label or any(wanted_label in said.labels for said in one.decisions or ())
    ]
    at = next((place for place, one in enumerate(found) if one.report == asked.wanted("report")), 0)
    chosen = found[at] if found else None
    record = review.merged(chosen.report) if chosen else None
    return Show(
        "conflicts.html",
        {
            "count": len(found),
            "chosen": chosen,
            "record": record,
            "journal_line": journal_line(record) if record else "",
            "links": links(record) if record else [],
            "before": found[at - 1].report if at else "",
            "after": found[at + 1].report if at + 1 < len(found) else "",
            "at": at + 1,
            "only_reasons": sum(one.only_reasons for one in found),
            "closed": review.conflicts_closed_to(sitting.who),
            "labels": labels,
            "label": wanted_label,
            "reasons": [(one.id, one.label(language)) for one in review.protocol.reasons],
        },
    )


def settle(sitting: Sitting, asked: Asked) -> Answer:
    """Log what the team agreed on."""
    if sitting.is_given(asked.text("answer")):
        return GoTo("/conflicts", "page.given_twice")
    choice = asked.one_of("decision", Choice)
    done = screening.settle(
        sitting.opened,
        sitting.who,
        asked.text("report"),
        choice,
        asked.text("reason") if choice is Choice.EXCLUDE else "",
        Stage(asked.text("stage")),
        asked.text("note"),
    )
    values = {"report": done.report, "decision": sitting.words.text(f"page.choice.{choice.value}")}
    return GoTo("/conflicts", "page.conflicts.settled", values, common_name(done.ids))


def open_early(sitting: Sitting, asked: Asked) -> Answer:
    """Show the conflicts before everybody has decided, which is logged with the reason."""
    done = open_conflicts(sitting.opened, sitting.who, asked.text("note"))
    return GoTo("/conflicts", "page.conflicts.opened", undo=" ".join(one.id for one in done))


def workbook(sitting: Sitting, asked: Asked) -> Answer:
    """The conflicts as a workbook to fill in."""
    made = settlements.conflicts_to_settle(sitting.review, sitting.who, sitting.words.language)
    return Content(as_form_xlsx(made.form), TYPES["xlsx"], "conflicts.xlsx")


def read_workbook(sitting: Sitting, asked: Asked) -> Answer:
    """What a filled-in workbook settles: first shown, then logged when it is sent again with a yes."""
    files = asked.files.get("file", ())
    if not files:
        raise ReviewkitError(sitting.words.text("page.import.no_file"))
    logs = bool(asked.text("yes"))
    done = settlements.settle_from_table(sitting.opened, sitting.who, files[0].path, dry_run=not logs)
    if logs:
        said = {"n": len(done.settlements), "left": len(done.left_out)}
        return GoTo("/conflicts", "page.conflicts.read", said, common_name(done.ids) if done.ids else "")
    return Show("settlements.html", {"done": done})


ADDRESSES = (
    Address("/conflicts", show, settle),
    Address("/conflicts/open", None, open_early),
    Address("/conflicts.xlsx", workbook),
    Address("/conflicts/read", None, read_workbook),
)
