"""What a table of findings shows, and what it waits for: put together from the findings and from what was charted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.blind import as_coder_sees, chart_view, findings_shown
from reviewkit.coding import by_citation
from reviewkit.errors import ReviewkitError
from reviewkit.finding_facts import ChartedFact, charted_facts, fields_of
from reviewkit.findings import CurrentFinding, counting_for
from reviewkit.locales import Labels
from reviewkit.model import Missing, Study
from reviewkit.review import Review
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class FindingTable:
    """The findings, what was charted of the studies of each by its key, and what the table waits for.

    `not_coded` are the studies that are not coded to the end with the codes of these findings.
    """

    found: tuple[CurrentFinding, ...]
    facts: Mapping[str, tuple[ChartedFact, ...]]
    missing: Missing
    not_coded: tuple[Study, ...]


def finding_table(
    review: Review, labels: Labels, person: str = "", fields: Sequence[str] = (), judgements: bool = True
) -> FindingTable:
    """What a table of findings shows, as one person may see it; "" for what everybody may see. What is still
    to be judged is named in the words of the table.

    Raises ReviewkitError where there is no finding, or a field that the form does not have.
    """
    found = findings_shown(review, person)
    if not found:
        raise ReviewkitError(message("There is no finding yet. To add one: reviewkit finding add TEXT"))
    not_coded = _not_coded(as_coder_sees(review, person), found)
    missing = replace(
        review.missing(review.included_studies),
        not_coded=tuple(study.citation for study in not_coded),
        not_judged=tuple(_left(one, labels) for one in found if not one.is_judged) if judgements else (),
    )
    return FindingTable(found, _facts(review, found, person, fields), missing, not_coded)


def _left(one: CurrentFinding, labels: Labels) -> str:
    return f"{one.finding.key}: {', '.join(labels.text(f'findings.{name}') for name in one.to_judge)}"


def _not_coded(review: Review, found: Sequence[CurrentFinding]) -> tuple[Study, ...]:
    """The studies that are not coded to the end with a codebook of which a finding has codes."""
    codes = {code for one in found for code in one.finding.codes}
    left = {
        study.key: study
        for matrix in review.matrices.values()
        if counting_for(matrix.codebook, codes)
        for study in matrix.unfinished
    }
    return by_citation(left.values())


def _facts(
    review: Review, found: Sequence[CurrentFinding], person: str, fields: Sequence[str]
) -> dict[str, tuple[ChartedFact, ...]]:
    if review.facts.form is None and not fields:
        return {}
    view = chart_view(review, person)
    chosen = fields_of(view.form, fields)
    return {one.finding.key: charted_facts(view, chosen, one.studies) for one in found}
