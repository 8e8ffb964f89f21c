"""Screening: one record at a time, one key for each decision, and one's own decisions to look up and change.

What these views show comes from the BlindView alone, which does not hold what anybody else decided.
"""

from reviewkit.actions import screening
from reviewkit.actions.duplicates import answer as answer_pair
from reviewkit.actions.undo import common_name
from reviewkit.blind import BlindView, blind_view
from reviewkit.errors import ReviewkitError
from reviewkit.model import Decision
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import journal_line, links
from reviewkit.words import Choice, Stage, Verdict

MOST_SHOWN = 200  # own decisions on one page


def show_next(sitting: Sitting, asked: Asked) -> Answer:
    """The next record to decide on."""
    view = blind_view(sitting.review, sitting.who)
    stage = asked.wanted("stage")
    waiting = [item for item in view.queue if item[0] not in sitting.skipped and stage in ("", item[1])]
    if not waiting:
        return Show("screened.html", {"view": view, "skipped": len(view.queue) - len(waiting), "stage": stage})
    return _record(sitting, view, *waiting[0], left=len(waiting))


def show_one(sitting: Sitting, asked: Asked) -> Answer:
    """One record, with what the same person decided on it before."""
    view = blind_view(sitting.review, sitting.who)
    name = asked.path["report"]
    report = sitting.review.report_of.get(name)
    if report is None:
        raise ReviewkitError(sitting.words.text("page.record.unknown").format(id=name))
    own = own_decisions(view, report)
    stage = own[-1].stage if own else dict(view.queue).get(report, sitting.review.outcomes[report].stage)
    return _record(sitting, view, report, stage, left=len(view.queue))


def own_decisions(view: BlindView, report: str) -> list[Decision]:
    """What this person decided on a report, in order."""
    return [one for one in view.own if one.record in view.reports[report]]


def _record(sitting: Sitting, view: BlindView, report: str, stage: Stage, left: int) -> Show:
    """One record with all that is needed to decide on it."""
    record = view.records[report]
    protocol, language = view.protocol, sitting.words.language
    where = protocol.stage(stage)
    return Show(
        "screen.html",
        {
            "record": record,
            "report": report,
            "stage": stage,
            "stage_name": where.label(language) if where else stage,
            "asks_reason": where is None or where.reasons,
            "journal_line": journal_line(record),
            "links": links(record),
            "criteria": protocol.criteria,
            "own": own_decisions(view, report),
            "reasons": [(one.id, one.label(language)) for one in protocol.reasons],
            "left": left,
            "done": len({view_report(view, one) for one in view.own}),
            "name": sitting.words.name,
        },
    )


def view_report(view: BlindView, decision: Decision) -> str:
    """What a decision is about, for counting: the record that it names."""
    return f"{decision.record} {decision.stage}"


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log a decision, skip a record, or say that it is a duplicate."""
    report = asked.text("report")
    if asked.text("decision") == "skip":
        sitting.skipped.add(report)
        return GoTo("/screen")
    if sitting.is_given(asked.text("answer")):
        return GoTo("/screen", "page.given_twice")
    choice = Choice(asked.text("decision"))
    done = screening.decide(
        sitting.opened,
        sitting.who,
        report,
        choice,
        asked.text("reason") if choice is Choice.EXCLUDE else "",
        Stage(asked.text("stage")),
        asked.text("note"),
        only_first=not asked.text("changes"),
    )
    values = {"report": done.report, "decision": sitting.words.text(f"page.choice.{choice.value}")}
    return GoTo(asked.text("then") or "/screen", "page.screen.decided", values, common_name(done.ids))


def mark_duplicate(sitting: Sitting, asked: Asked) -> Answer:
    """Say that the record shown is a duplicate of another."""
    report, other = asked.text("report"), asked.text("other")
    done = answer_pair(sitting.opened, sitting.who, (report, other), Verdict.SAME, "found while screening")
    return GoTo("/screen", "page.duplicates.same", {"first": report, "second": other}, done.id)


def unskip(sitting: Sitting, asked: Asked) -> Answer:
    """Show again what was skipped."""
    sitting.skipped.clear()
    return GoTo("/screen")


def mine(sitting: Sitting, asked: Asked) -> Answer:
    """One's own decisions, the newest first, with a search."""
    view = blind_view(sitting.review, sitting.who)
    words = asked.wanted("q").casefold().split()
    choice = asked.wanted("choice")
    found = [
        (one, view.records[one.record])
        for one in reversed(view.own)
        if one.record in view.records and (not choice or one.choice.value == choice)
    ]
    if words:
        found = [
            pair for pair in found if all(word in f"{pair[1].title} {pair[0].note}".casefold() for word in words)
        ]
    return Show(
        "mine.html",
        {"found": found[:MOST_SHOWN], "total": len(found), "q": asked.wanted("q"), "choice": choice},
    )


ADDRESSES = (
    Address("/screen", show_next, act),
    Address("/screen/mine", mine),
    Address("/screen/again", None, unskip),
    Address("/screen/duplicate", None, mark_duplicate),
    Address("/screen/report/{report}", show_one),
)
