"""Differences from the protocol (PRISMA 2020 item 24c): what was agreed anew, when, by whom and why."""

import re

from reviewkit.protocol_differences import About, Changed, Difference
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
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
    return Made(
        Section(given.say("heading_changes"), tuple(said), (table,) if rows else ()), numbers, given.of_records()
    )


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
