"""Differences from the protocol (PRISMA 2020 item 24c): what was agreed anew, when, by whom and why; and which
decisions were changed when those of others could be known (item 8)."""

import re

from reviewkit.changed_decisions import ChangedDecision, Known, changed_decisions
from reviewkit.model import Decision
from reviewkit.protocol_differences import About, Changed, Difference
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.reference import reference_line
from reviewkit.render.tables.table import Table

_WORD = re.compile(r"[a-z]+")
_OF_STAGES = (About.PEOPLE, About.SHARE, About.CONSENSUS, About.MAYBE)


def changes(given: Given) -> Made:
    """A row for each difference. What the logs do not hold, such as a registered protocol, people must compare."""
    history = given.history
    found = history.changes if history else ()
    rows = tuple(_row(one, different, given) for one in found for different in one.differences)
    later = sum(len(one.differences) for one in found if one.screening_had_begun)
    begun = history.begun if history else ""
    said = [given.say("changes_since", day=begun) if begun else given.say("changes_no_log")]
    said.append(given.say("changes", n=len(rows), later=later) if rows else given.say("no_changes"))
    others = history.others if history else ()
    if others:
        files = "; ".join(given.say("changes_of_file", file=name, n=n) for name, n in others)
        said.append(given.say("changes_of_files", files=files))
    said.append(given.say("changes_fill"))
    numbers = {"differences": len(rows), "after_screening_began": later} | {
        f"file.{name}": n for name, n in others
    }
    head = tuple(given.say(f"changed_{name}") for name in ("day", "by", "what", "before", "after", "why"))
    table = Table(given.say("changes_caption"), head, rows, language=given.labels.language)
    sections = (_decisions(given, numbers),)
    section = Section(given.say("heading_changes"), tuple(said), (table,) if rows else (), sections=sections)
    return Made(section, numbers, given.of_records())


def _decisions(given: Given, numbers: dict[str, int]) -> Section:
    """The decisions that people changed; those of a stage that is still screened would tell what others decided."""
    review = given.review
    found = [
        one for one in changed_decisions(review.facts, review.report_of) if one.stage not in review.still_screened
    ]
    later = [one for one in found if one.known is not Known.NOTHING]
    numbers |= {"decisions_changed": len(found), "decisions_changed_knowing": len(later)}
    key = "changed_decisions" if found else "no_changed_decisions"
    said = [given.say(key, n=len(found), known=len(later))]
    said += [given.say("changed_decisions_later")] if review.still_screened else []
    names = ("reference", "stage", "by", "before", "after", "day")
    table = Table(
        given.say("changed_decisions_caption"),
        tuple(given.say("excluded_reference" if name == "reference" else f"changed_{name}") for name in names),
        tuple(_decision_row(one, given) for one in later),
        language=given.labels.language,
    )
    return Section(given.say("heading_changed_decisions"), tuple(said), (table,) if later else ())


def _decision_row(one: ChangedDecision, given: Given) -> tuple[str, ...]:
    return (
        reference_line(given.review.records[one.report]),
        given.stage(one.stage)
        if not one.before.final
        else given.say("settlement_at", stage=given.stage(one.stage)),
        given.person(one.by),
        _decided(one.before, given),
        _decided(one.after, given) if one.after else given.say("decision_undone"),
        f"{one.at:%Y-%m-%d}\n{given.say(f'known_{one.known}')}",
    )


def _decided(decision: Decision, given: Given) -> str:
    """What somebody decided, with the main reason and the note."""
    reasons = {one.id: one.label(given.labels.language) for one in given.review.protocol.reasons}
    parts = (
        given.labels.text(f"choice.{decision.choice}"),
        reasons.get(decision.reason, decision.reason),
        decision.note,
    )
    return ": ".join(filter(None, parts))


def _row(changed: Changed, one: Difference, given: Given) -> tuple[str, ...]:
    day = f"{changed.at:%Y-%m-%d}" if changed.at else given.say("change_not_logged")
    when = given.say("change_later" if changed.screening_had_begun else "change_before")
    what = given.say(f"change_{one.about}")
    of = _of(one, given)
    return (
        f"{day}\n{when}",
        given.person(changed.by),
        f"{what}: {of}" if of else what,
        _words(one, one.before, given),
        _words(one, one.after, given),
        changed.why,
    )


def _of(one: Difference, given: Given) -> str:
    if one.about is About.DUPLICATES:
        return one.of.replace("_", " ")
    return given.stage(one.of) if one.about in _OF_STAGES else one.of


def _words(one: Difference, value: str, given: Given) -> str:
    """What was agreed, in the words of the report's language where they are words of review.yaml."""
    if not value:
        return "–"
    if one.about is About.STAGE:
        return given.stage(value)
    words = given.labels.words
    if one.about in (About.ROLES, About.CHARTING):
        table = "page.role." if one.about is About.ROLES else "report.agreed_"
        return _WORD.sub(lambda found: words.get(f"{table}{found[0]}", found[0]), value)
    return words.get(f"page.{one.about}.{value}") or words.get(f"report.agreed_{value}") or value
