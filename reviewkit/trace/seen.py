"""A review as one person may see it, for traces: nothing of what others decided, charted or coded before it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reviewkit.blind import ChartView, as_coder_sees, chart_view, coding_closed_to
from reviewkit.coding import current_ids, rows_of, themes_by_code
from reviewkit.model import Codebook, CodingAct, Decision, DuplicateGroup, Export, Import, Source, Study
from reviewkit.review import Review
from reviewkit.words import MatrixLevel


@dataclass(frozen=True, slots=True)
class Book:
    """A codebook with what is found in it by id: the code that is in use now, and the theme that a code counts for."""

    book: Codebook
    now: Mapping[str, str]
    theme_of: Mapping[str, str]

    def theme(self, code: str) -> str:
        """The theme that a code counts for, "" where it counts for none."""
        return self.theme_of.get(code, "")


class Seen:
    """What one person may see of a review, and what traces look up in it again and again. `who` is "" for nobody."""

    def __init__(self, review: Review, who: str) -> None:
        self.review, self.who = review, who
        self.coded = as_coder_sees(review, who)

    @cached_property
    def closed(self) -> frozenset[str]:
        """The studies of which this person may not see yet what others coded."""
        return frozenset(coding_closed_to(self.review, self.who))

    @cached_property
    def chart(self) -> ChartView | None:
        """What was charted; None where there is no form."""
        return chart_view(self.review, self.who) if self.review.facts.form else None

    def decisions(self, report: str) -> tuple[Decision, ...]:
        """The decisions on a report that this person may see."""
        return self.review.all_decisions_shown_to(self.who, report)

    def is_hidden(self, report: str) -> bool:
        """Whether this person may not see yet everything that was decided on a report."""
        return len(self.decisions(report)) < len(self.review.outcomes[report].decisions)

    @cached_property
    def groups(self) -> Mapping[str, DuplicateGroup]:
        """The records of each report with the verdicts between them, by the id of the report."""
        return {group.kept: group for group in self.review.groups}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources of the search log by name."""
        return {source.name: source for source in self.review.facts.sources}

    @cached_property
    def imports(self) -> Mapping[str, Import]:
        """The imports that count by the id of their act."""
        return {one.id: one for one in self.review.facts.imports}

    @cached_property
    def export_of(self) -> Mapping[str, Export]:
        """The export that each record is in."""
        return {record: export for export in self.review.facts.exports for record in export.record_ids()}

    @cached_property
    def studies(self) -> Mapping[str, Study]:
        """Every study by its key: the included ones, and those of studies.yaml that are not."""
        included = {study.key: study for study in self.review.included_studies}
        return {**{study.key: study for study in self.review.facts.studies}, **included}

    @cached_property
    def included(self) -> frozenset[str]:
        """The keys of the included studies."""
        return frozenset(study.key for study in self.review.included_studies)

    @cached_property
    def study_of(self) -> Mapping[str, tuple[str, ...]]:
        """The studies that a report tells of."""
        found: dict[str, tuple[str, ...]] = {}
        for study in self.studies.values():
            for report in self.review.reports_of_study(study):
                found[report] = (*found.get(report, ()), study.key)
        return found

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """The members of each box of the flow that has any."""
        return {str(box.id): frozenset(box.members) for box in self.review.flow.boxes.values() if box.members}

    @cached_property
    def books(self) -> Mapping[str, Book]:
        """The codebooks by name."""
        found = {}
        for book in self.review.facts.codebooks:
            themes = themes_by_code(book, rows_of(book, MatrixLevel.THEME))
            found[book.name] = Book(book, current_ids(book.codes), themes)
        return found

    @cached_property
    def coding_acts(self) -> Mapping[str, CodingAct]:
        """What coders logged, by the id of each act."""
        return {act.id: act for act in self.review.facts.coding_acts}
