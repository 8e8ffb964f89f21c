"""Findings in the page: a list, and one of them with what is behind it, what people judged, and its revision."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from reviewkit.actions import findings
from reviewkit.actions.finding_tables import FindingTable, finding_table
from reviewkit.actions.findings import LoggedFinding, Rests
from reviewkit.blind import coding_closed_to, finding_problems_shown, findings_shown
from reviewkit.errors import Problem
from reviewkit.findings import Component, CurrentFinding
from reviewkit.locales import Labels, labels, languages
from reviewkit.model import Code
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, NotThereError, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import TYPES
from reviewkit.render.tables.draft import marked
from reviewkit.render.tables.findings import (
    evidence_profile,
    facts_said,
    level_name,
    level_said,
    summary_of_findings,
)
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.review import Review
from reviewkit.words import CERQUAL_COMPONENTS

SUMMARY, PROFILE, BARE, ISOQ, ISOQ_PROFILE = "summary", "profile", "findings", "isoq-summary", "isoq-profile"
TABLES = (SUMMARY, PROFILE, BARE, ISOQ, ISOQ_PROFILE)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a finding can name: what is sent, what is shown, whether it names it, and whether that counts."""

    value: str
    label: str
    chosen: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ShownComponent:
    """A component with its levels, and what was judged last, in words."""

    component: Component
    name: str
    levels: tuple[tuple[str, str], ...]
    level: str
    said: str
    why: str
    by: str
    day: str


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The findings with what is behind each, in numbers; their tables; and a form for a new one."""
    review, words = sitting.review, sitting.words
    found = findings_shown(review, sitting.who)
    return Show(
        "findings.html",
        {
            "found": [(one, level_said(one, Component.CONFIDENCE, words)) for one in found],
            "problems": finding_problems_shown(review, sitting.who),
            "closed": _closed(sitting),
            "is_draft": any(not one.is_judged for one in found),
            "tables": [(name, _table_name(name, words)) for name in TABLES],
            "formats": FORMATS,
            "codes": _codes(review, (), words),
            "studies": _studies(review, ()),
        },
    )


def _closed(sitting: Sitting) -> list[str]:
    """The studies of which the person may not see yet what others coded, by citation."""
    citations = {study.key: study.citation for study in sitting.review.included_studies}
    return [citations.get(key, key) for key in coding_closed_to(sitting.review, sitting.who)]


def _table_name(name: str, words: Labels) -> str:
    caption = words.text(f"findings.{PROFILE if PROFILE in name else SUMMARY}")
    about = {BARE: "page.findings.bare", ISOQ: "page.findings.isoq", ISOQ_PROFILE: "page.findings.isoq"}
    return f"{caption}, {words.text(about[name])}" if name in about else caption


def add(sitting: Sitting, asked: Asked) -> Answer:
    """Add a finding, and show it."""
    rests = Rests(asked.texts("code"), asked.texts("study"), asked.texts("segment"))
    done = findings.add(
        sitting.opened, sitting.who, asked.text("text"), rests, asked.text("key"), asked.text("why")
    )
    return _done(done, "page.findings.added")


def _done(done: LoggedFinding, said: str) -> GoTo:
    if done.already:
        return GoTo(address_of(done.key), "page.findings.already")
    return GoTo(address_of(done.key), said, undo=done.id)


def address_of(key: str) -> str:
    """The address of a finding in the page."""
    return f"/findings/of/{quote(key, safe='')}"


def _one(sitting: Sitting, asked: Asked) -> CurrentFinding:
    for one in findings_shown(sitting.review, sitting.who):
        if one.finding.key == asked.path["key"]:
            return one
    raise NotThereError


def show_one(sitting: Sitting, asked: Asked) -> Answer:
    """A finding with what is behind it and what contradicts it; what was judged, with forms; and its revision."""
    one, review, words = _one(sitting, asked), sitting.review, sitting.words
    table = finding_table(review, words, sitting.who)
    citations = {study.key: study.citation for study in review.included_studies}
    return Show(
        "finding.html",
        {
            "one": one,
            "address": address_of(one.finding.key),
            "facts": facts_said(one, table.facts.get(one.finding.key, ()), words),
            "problems": _problems_of(one, finding_problems_shown(review, sitting.who)),
            "closed": _closed(sitting),
            "citation_of": citations,
            "label_of": _labels_of(review, words),
            "components": [_component(one, name, words) for name in Component],
            "codes": _codes(review, one.finding.codes, words),
            "studies": _studies(review, one.finding.studies),
            "quotes": _quotes(one, citations),
        },
    )


def _problems_of(one: CurrentFinding, problems: Sequence[Problem]) -> list[Problem]:
    """The problems that name this finding."""
    return [
        problem
        for problem in problems
        if dict(getattr(problem.message, "values", {})).get("finding") == one.finding.key
    ]


def _component(one: CurrentFinding, component: Component, words: Labels) -> ShownComponent:
    judged = one.judged.get(component)
    return ShownComponent(
        component,
        words.text(f"findings.{component}"),
        tuple((level, level_name(component, level, words)) for level in CERQUAL_COMPONENTS[component]),
        judged.judgement.level if judged else "",
        level_said(one, component, words),
        judged.judgement.why if judged else "",
        judged.judgement.by if judged else "",
        judged.judgement.at.date().isoformat() if judged else "",
    )


def _labels_of(review: Review, words: Labels) -> dict[str, str]:
    return {code.id: code.label(words.language) for book in review.facts.codebooks for code in book.codes}


def _codes(review: Review, named: Sequence[str], words: Labels) -> list[Option]:
    """The codes in use, themes first in the order of each codebook, and those that the finding names besides."""
    active: list[Code] = [
        code for book in review.facts.codebooks for code in book.codes if code.status != "retired"
    ]
    ordered = sorted(active, key=lambda code: code.kind != "theme")
    known = {code.id: code.label(words.language) for code in ordered}
    return _options(known, named)


def _studies(review: Review, named: Sequence[str]) -> list[Option]:
    return _options({study.key: study.citation for study in review.included_studies}, named)


def _quotes(one: CurrentFinding, citations: Mapping[str, str]) -> list[Option]:
    """The quotes with its codes, and those that it names besides."""
    every = {behind.event: behind for behind in (*one.behind, *one.contradicting) if behind.quote and behind.event}
    known = {
        event: f"{citations.get(behind.study, behind.study)}: {behind.quote}" for event, behind in every.items()
    }
    return _options(known, one.finding.segments, {gone.name for gone in one.gone})


def _options(known: Mapping[str, str], named: Sequence[str], gone: Container[str] | None = None) -> list[Option]:
    """What can be chosen, and what is named besides, which is gone, or of these names those that are `gone`."""
    besides = [Option(name, name, True, gone is None or name in gone) for name in named if name not in known]
    return [*(Option(name, label, name in named) for name, label in known.items()), *besides]


def change(sitting: Sitting, asked: Asked) -> Answer:
    """Judge a component of a finding, or revise it, as the person saw it."""
    one, seen = _one(sitting, asked), asked.text("seen")
    key, folder, who, why = one.finding.key, sitting.opened, sitting.who, asked.text("why")
    if asked.text("do") == "judge":
        component, level = asked.text("component"), asked.text("level")
        return _done(findings.judge(folder, who, key, component, level, why, seen), "page.findings.judged")
    if asked.text("do") != "revise":
        raise OddValueError("do")
    codes, studies, segments = (asked.texts(name) for name in ("code", "study", "segment"))
    done = findings.revise(folder, who, key, why, asked.text("text"), codes, studies, segments, seen)
    return _done(done, "page.findings.revised")


def table_file(sitting: Sitting, asked: Asked) -> Answer:
    """A table of findings as a file; a draft where it is unfinished."""
    name, ending, language = asked.path["name"], asked.path["ending"], asked.path["language"]
    if name not in TABLES or ending not in FORMATS or language not in languages():
        raise NotThereError
    words = labels(language)
    shown = finding_table(sitting.review, words, sitting.who, judgements=name != BARE)
    table = marked(_table(name, shown, words), shown.missing, words)
    return Content(as_bytes(table, ending), TYPES[ending], f"{name}-{language}.{ending}")


def _table(name: str, shown: FindingTable, words: Labels) -> Table:
    is_isoq = name in (ISOQ, ISOQ_PROFILE)
    if name in (PROFILE, ISOQ_PROFILE):
        return evidence_profile(shown.found, words, shown.facts, is_isoq)
    return summary_of_findings(shown.found, words, shown.facts, name != BARE, is_isoq)


ADDRESSES = (
    Address("/findings", show, add),
    Address("/findings/of/{key}", show_one, change),
    Address("/findings/{language}/{name}.{ending}", table_file),
)
