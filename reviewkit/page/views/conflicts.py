"""Conflicts: a walk through them with both decisions, and what the team agreed on."""

from reviewkit.actions import screening
from reviewkit.actions.undo import common_name
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import journal_line, links
from reviewkit.words import Choice, Stage


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The conflicts as this person may see them; one of them in full."""
    review, language = sitting.review, sitting.words.language
    found = review.conflicts_for(sitting.who)
    wanted = asked.wanted("report") or (found[0].report if found else "")
    chosen = next((one for one in found if one.report == wanted), found[0] if found else None)
    record = review.records[chosen.report] if chosen else None
    at = next((place for place, one in enumerate(found) if one is chosen), 0)
    return Show(
        "conflicts.html",
        {
            "conflicts": [(one, review.records[one.report]) for one in found],
            "chosen": chosen,
            "record": record,
            "journal_line": journal_line(record) if record else "",
            "links": links(record) if record else [],
            "before": found[at - 1].report if at else "",
            "after": found[at + 1].report if at + 1 < len(found) else "",
            "at": at + 1,
            "only_reasons": sum(one.only_reasons for one in found),
            "reasons": [(one.id, one.label(language)) for one in review.protocol.reasons],
        },
    )


def settle(sitting: Sitting, asked: Asked) -> Answer:
    """Log what the team agreed on."""
    if sitting.is_given(asked.text("answer")):
        return GoTo("/conflicts", "page.given_twice")
    choice = Choice(asked.text("decision"))
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


ADDRESSES = (Address("/conflicts", show, settle),)
