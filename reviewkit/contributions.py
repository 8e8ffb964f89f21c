"""Who did what in a review, worked out from its logs, in the roles of CRediT (Brand et al. 2015) that it speaks for.

The logs know acts, not merit: which roles somebody has is for people to confirm, and much that authors do is in no log.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviewkit.model import Facts, Protocol
from reviewkit.protocol_differences import Changed
from reviewkit.words import FINISHED_STATES, ReviewerKind, Stage


class Task(StrEnum):
    """What the logs show that somebody did; each counts what is behind it (report.task_*)."""

    SEARCHED = "searched"  # searches
    REVIEWED_SEARCHES = "reviewed_searches"  # strategies of others, before they were run
    IMPORTED = "imported"  # exports
    COMPARED = "compared"  # pairs of records
    SCREENED = "screened"  # records or reports, at a stage
    SETTLED = "settled"  # conflicts of screening
    FOUND_TEXTS = "found_texts"  # reports
    CHARTED = "charted"  # studies
    CHART_SETTLED = "chart_settled"  # answers
    READ = "read"  # studies
    CODED = "coded"  # quotes
    CODED_STUDIES = "coded_studies"  # studies coded to the end
    REVIEWED = "reviewed"  # coded quotes of others
    CODEBOOK = "codebook"  # changes
    FINDINGS = "findings"
    JUDGED = "judged"  # judgements of findings
    CONSULTED = "consulted"  # consultations
    AGREED = "agreed"  # changes of what was agreed


class Credit(StrEnum):
    """The roles of CRediT of which the logs can show something, and the others."""

    INVESTIGATION = "investigation"
    RESOURCES = "resources"
    CURATION = "curation"
    ANALYSIS = "analysis"
    VALIDATION = "validation"
    METHODOLOGY = "methodology"
    CONCEPTUALIZATION = "conceptualization"
    FUNDING = "funding"
    ADMINISTRATION = "administration"
    SOFTWARE = "software"
    SUPERVISION = "supervision"
    VISUALIZATION = "visualization"
    DRAFT = "draft"
    EDITING = "editing"


ROLE_OF: Mapping[Task, Credit] = {
    Task.SEARCHED: Credit.INVESTIGATION,
    Task.REVIEWED_SEARCHES: Credit.VALIDATION,
    Task.IMPORTED: Credit.CURATION,
    Task.COMPARED: Credit.CURATION,
    Task.SCREENED: Credit.INVESTIGATION,
    Task.SETTLED: Credit.VALIDATION,
    Task.FOUND_TEXTS: Credit.RESOURCES,
    Task.CHARTED: Credit.INVESTIGATION,
    Task.CHART_SETTLED: Credit.VALIDATION,
    Task.READ: Credit.ANALYSIS,
    Task.CODED: Credit.ANALYSIS,
    Task.CODED_STUDIES: Credit.ANALYSIS,
    Task.REVIEWED: Credit.VALIDATION,
    Task.CODEBOOK: Credit.ANALYSIS,
    Task.FINDINGS: Credit.ANALYSIS,
    Task.JUDGED: Credit.ANALYSIS,
    Task.CONSULTED: Credit.INVESTIGATION,
    Task.AGREED: Credit.METHODOLOGY,
}
NOT_LOGGED = tuple(role for role in Credit if role not in ROLE_OF.values())


@dataclass(frozen=True, slots=True)
class Done:
    """That somebody did something so many times; `stage` is that of the screening, "" elsewhere. `person` is an id of
    review.yaml, or a name that the search log gives."""

    person: str
    task: Task
    n: int
    stage: str = ""


def contributions(facts: Facts, agreed: Iterable[Changed] = ()) -> tuple[Done, ...]:
    """What people did, person by person as review.yaml names them, then others by their names; tools and
    publications are not people. `agreed` are the changes of the protocol."""
    protocol = facts.protocol
    counted: Counter[tuple[str, Task, str]] = Counter()
    changes = ((one.by, Task.AGREED, "", one.event) for one in agreed)
    for person, task, stage, _ in dict.fromkeys((*_acts(facts), *changes)):
        counted[_id_of(protocol, person), task, stage] += 1
    nobody = {one.id for one in protocol.reviewers if one.kind is not ReviewerKind.PERSON}
    known = [one.id for one in protocol.reviewers]
    stages = ["", Stage.BEFORE, *protocol.stage_list()]
    tasks = list(Task)

    def place(found: tuple[str, Task, str]) -> tuple[int, str, int, int]:
        person, task, stage = found
        number = known.index(person) if person in known else len(known)
        return number, person, tasks.index(task), stages.index(stage) if stage in stages else len(stages)

    return tuple(
        Done(person, task, counted[person, task, stage], stage)
        for person, task, stage in sorted(counted, key=place)
        if person and person not in nobody
    )


def _id_of(protocol: Protocol, name: str) -> str:
    """The id of a person of review.yaml who is called so; the name where there is none."""
    by_name = (one.id for one in protocol.reviewers if one.name and one.name.casefold() == name.casefold())
    return protocol.id_of(name) if protocol.reviewer(name) else next(by_name, name)


_Found = tuple[str, Task, str, object]  # who, what, at which stage, and of which thing: the same thing counts once


def _acts(facts: Facts) -> Iterator[_Found]:
    yield from _of_records(facts)
    yield from _of_studies(facts)
    yield from _of_analysis(facts)


def _of_records(facts: Facts) -> Iterator[_Found]:
    for source in facts.sources:
        for name in filter(None, map(str.strip, source.searcher.split(";"))):
            yield name, Task.SEARCHED, "", source.name
        if source.press:
            yield source.press.by, Task.REVIEWED_SEARCHES, "", source.name
    for imported in facts.imports:
        yield imported.by, Task.IMPORTED, "", imported.id
    for verdict in facts.verdicts:
        if not verdict.tool_version:
            yield verdict.by, Task.COMPARED, "", frozenset((verdict.first, verdict.second))
    for decision in facts.decisions:
        task = Task.SETTLED if decision.final else Task.SCREENED
        yield decision.by, task, decision.stage, decision.record
    for retrieval in facts.retrievals:
        yield retrieval.by, Task.FOUND_TEXTS, "", retrieval.record
    for request in facts.text_requests:
        yield request.by, Task.FOUND_TEXTS, "", request.record
    for text in facts.texts:
        yield text.by, Task.FOUND_TEXTS, "", text.record


def _of_studies(facts: Facts) -> Iterator[_Found]:
    for value in facts.charted:
        yield value.by, Task.CHARTED, "", value.study
    for settled in facts.settled:
        yield settled.by, Task.CHART_SETTLED, "", (settled.study, settled.field, settled.instance)


def _of_analysis(facts: Facts) -> Iterator[_Found]:
    for reading in facts.readings:
        yield reading.by, Task.READ, "", reading.study
    for coding in facts.codings:
        for number, _ in enumerate(coding.segments):
            yield coding.coder, Task.CODED, "", (coding.study, coding.place, number)
        if coding.state in FINISHED_STATES:
            yield coding.coder, Task.CODED_STUDIES, "", coding.study
    for review in facts.reviews:
        yield review.by, Task.REVIEWED, "", review.segment
    for act in facts.codebook_acts:
        yield act.by, Task.CODEBOOK, "", act.id
    for finding in facts.findings:
        yield finding.by, Task.FINDINGS, "", finding.key
    for judged in facts.judgements:
        yield judged.by, Task.JUDGED, "", (judged.finding, judged.component)
    for consulted in facts.consultations:
        yield consulted.by, Task.CONSULTED, "", consulted.id
