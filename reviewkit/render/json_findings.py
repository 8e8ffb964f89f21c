"""Findings as JSON: one shape for each noun."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reviewkit.normalize import written_moment
from reviewkit.render.json import problems
from reviewkit.render.json_charting import number
from reviewkit.words import CERQUAL_COMPONENTS

if TYPE_CHECKING:
    from reviewkit.actions.finding_tables import FindingTable
    from reviewkit.actions.findings import LoggedFinding
    from reviewkit.errors import Problem
    from reviewkit.finding_facts import ChartedFact
    from reviewkit.findings import Behind, CurrentFinding, Judged
    from reviewkit.model import Finding

Shape = dict[str, Any]


def findings(found: "Iterable[CurrentFinding]", wrong: "Iterable[Problem]", closed: "Iterable[str]") -> Shape:
    """The findings as they are now, with their problems, and the studies of which the codings of others are not
    shown."""
    return {"findings": [finding(one) for one in found], "problems": problems(wrong), "closed": list(closed)}


def finding(one: "CurrentFinding") -> Shape:
    """A finding with the studies that contribute, what is behind it, what contradicts it, and what was judged."""
    now = one.finding
    return {
        "event": now.id,
        "key": now.key,
        "text": now.text,
        "by": now.by,
        "at": written_moment(now.at),
        "why": now.why or None,
        "codes": list(now.codes),
        "studies": list(now.studies),
        "segments": list(now.segments),
        "contributing": [{"study": each.study.key, "ways": list(each.ways)} for each in one.contributing],
        "behind": [behind(each) for each in one.behind],
        "contradicting": [behind(each) for each in one.contradicting],
        "judgements": {
            name: judgement(one.judged[name]) if name in one.judged else None for name in CERQUAL_COMPONENTS
        },
        "to_judge": list(one.to_judge),
        "wordings": [wording(each) for each in one.wordings],
    }


def behind(one: "Behind") -> Shape:
    """A quote behind a finding, or a mark on a study as a whole (without a quote)."""
    return {
        "event": one.event or None,
        "study": one.study,
        "coder": one.coder,
        "quote": one.quote or None,
        "page": one.page or None,
        "codes": [{"code": mark.code, "relation": mark.relation} for mark in one.marks],
        "named": one.named,
    }


def judgement(one: "Judged") -> Shape:
    """What was judged of a component last, and whether that is of the finding as it is now."""
    made = one.judgement
    return {
        "event": made.id,
        "level": made.level,
        "why": made.why or None,
        "by": made.by,
        "at": written_moment(made.at),
        "standing": one.standing,
    }


def wording(one: "Finding") -> Shape:
    """A wording of a finding, the one that counts now among them."""
    return {"event": one.id, "text": one.text, "by": one.by, "at": written_moment(one.at), "why": one.why or None}


def finding_table(shown: "FindingTable") -> Shape:
    """The findings as a table has them, what was charted of the studies of each, and what is missing."""
    missing = shown.missing
    return {
        "finished": not missing.anything,
        "missing": {
            "not_coded": [study.key for study in shown.not_coded],
            "not_judged": [one.finding.key for one in shown.found if not one.is_judged]
            if missing.not_judged
            else [],
            "waiting": missing.waiting,
            "errors": missing.errors,
        },
        "findings": [finding(one) for one in shown.found],
        "charted": {key: [charted_fact(fact) for fact in facts] for key, facts in shown.facts.items()},
    }


def charted_fact(fact: "ChartedFact") -> Shape:
    """What was charted in a field of the studies of a finding: the sum of numbers, or the studies by their answers."""
    return {
        "field": fact.field.id,
        "studies": fact.of,
        "with_numbers": list(fact.numbers.studies) if fact.numbers else None,
        "sum": number(fact.numbers.sum) if fact.numbers and fact.numbers.values else None,
        "answers": None
        if fact.numbers
        else [{"id": one.id, "studies": list(one.studies)} for one in fact.answers],
    }


def logged(done: "LoggedFinding") -> Shape:
    """What was logged of a finding."""
    return {"event": done.id, "finding": done.key, "already": done.already, "notices": list(done.notices)}
