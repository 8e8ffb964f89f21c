"""What a list of retracted articles says of a review, as JSON."""

from typing import TYPE_CHECKING

from reviewkit.render.json import Shape, problem, problems

if TYPE_CHECKING:
    from reviewkit.actions.retractions import Checked, Found
    from reviewkit.model.retractions import Notice


def checked(entry: "Checked") -> Shape:
    """The list, and the records that it is about, included ones first."""
    return {
        "file": entry.file,
        "kind": entry.kind,
        "dated": entry.dated,
        "newest": entry.newest or None,
        "rows": entry.rows,
        "not_understood": entry.not_understood,
        "records": entry.records,
        "found": [_found(one) for one in entry.found],
        "marked": problems(entry.marked),
        "problems": problems(entry.problems),
    }


def _found(one: "Found") -> Shape:
    return {
        "record": one.hit.record,
        "report": one.report,
        "state": one.state,
        "stage": one.stage or None,
        "certain": one.hit.certain,
        "by": one.hit.by,
        "notice": _notice(one.hit.standing),
        "notices": [_notice(notice) for notice in one.hit.notices],
        "problem": problem(one.problem),
    }


def _notice(notice: "Notice") -> Shape:
    """A row of the list."""
    return {
        "line": notice.line,
        "nature": notice.nature,
        "date": notice.date or None,
        "doi": notice.doi or None,
        "pmid": notice.pmid or None,
        "title": notice.title,
        "reason": notice.reason,
        "notice_doi": notice.notice_doi or None,
        "notice_pmid": notice.notice_pmid or None,
    }
