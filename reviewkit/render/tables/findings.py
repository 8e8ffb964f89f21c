"""The summary of qualitative findings and the CERQual evidence profile, with the columns of iSoQ in its order.

What people judged is theirs; what was counted in the review folder has a column of its own, and says so.
"""

from collections.abc import Iterator, Mapping, Sequence

from reviewkit.charting_counts import Category
from reviewkit.finding_facts import ChartedFact
from reviewkit.findings import Component, CurrentFinding, Judged, Standing
from reviewkit.locales import Labels
from reviewkit.model import Study
from reviewkit.render.tables.table import Table

Facts = Mapping[str, Sequence[ChartedFact]]  # what was charted of the studies of each finding, by its key
COMPONENTS = tuple(one for one in Component if one is not Component.CONFIDENCE)


def summary_of_findings(
    found: Sequence[CurrentFinding],
    labels: Labels,
    facts: Facts | None = None,
    judgements: bool = True,
    isoq: bool = False,
) -> Table:
    """A row for each finding: its wording, the confidence in it with its explanation, and the studies that contribute.

    Without `judgements` there are no columns for these. `isoq`: only the columns that iSoQ has, called as there.
    """
    judged = ["confidence", "explanation"] if judgements else []
    names = ["number", "text", *judged, "references" if isoq else "studies", *([] if isoq else ["facts"])]
    rows = [
        {
            **_start(number, one, labels),
            "confidence": level_said(one, Component.CONFIDENCE, labels),
            "explanation": _why(one, labels),
            "facts": facts_said(one, (facts or {}).get(one.finding.key, ()), labels),
        }
        for number, one in enumerate(found, start=1)
    ]
    return _table("summary", names, rows, found, labels, judgements, isoq)


def evidence_profile(
    found: Sequence[CurrentFinding], labels: Labels, facts: Facts | None = None, isoq: bool = False
) -> Table:
    """A row for each finding: what was judged of each component with its explanation, then the confidence."""
    names = ["number", "text", *COMPONENTS, "confidence", *(["references"] if isoq else ["studies", "facts"])]
    rows = [
        {
            **_start(number, one, labels),
            **{name: _explained(one, name, labels) for name in Component},
            "facts": facts_said(one, (facts or {}).get(one.finding.key, ()), labels),
        }
        for number, one in enumerate(found, start=1)
    ]
    return _table("profile", names, rows, found, labels, True, isoq)


def _table(
    caption: str,
    names: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    found: Sequence[CurrentFinding],
    labels: Labels,
    judgements: bool,
    isoq: bool,
) -> Table:
    return Table(
        caption=labels.text(f"findings.{caption}"),
        head=tuple(labels.text(f"findings.{name}") for name in names),
        rows=tuple(tuple(row[name] for name in names) for row in rows),
        notes=() if isoq else tuple(_notes(found, labels, judgements)),
        language=labels.language,
    )


def _start(number: int, one: CurrentFinding, labels: Labels) -> dict[str, str]:
    citations = "; ".join(study.citation for study in one.studies)
    return {"number": str(number), "text": one.finding.text, "studies": citations, "references": citations}


def _notes(found: Sequence[CurrentFinding], labels: Labels, judgements: bool) -> Iterator[str]:
    yield labels.text("findings.about_facts")
    people = sorted({judged.judgement.by for one in found for judged in one.judged.values()})
    if judgements and people:
        yield labels.text("findings.judged_by").format(people=", ".join(people))


# --- what people judged -----------------------------------------------------------------------------------------------


def level_name(component: str, level: str, labels: Labels) -> str:
    """A level in CERQual's own words: No/Very minor concerns, High confidence."""
    return labels.text(f"findings.{'confidence_' if component == Component.CONFIDENCE else ''}{level}")


def level_said(one: CurrentFinding, component: str, labels: Labels) -> str:
    """The level that was judged, and that it is of an earlier state where it is."""
    judged = one.judged.get(component)
    if judged is None:
        return labels.text("findings.to_judge")
    return f"{level_name(component, judged.judgement.level, labels)}{_standing(judged, labels)}"


def _standing(judged: Judged, labels: Labels) -> str:
    return "" if judged.standing is Standing.CURRENT else f" ({labels.text(f'findings.{judged.standing}')})"


def _explained(one: CurrentFinding, component: str, labels: Labels) -> str:
    """The level with its explanation, where there is one."""
    level, judged = level_said(one, component, labels), one.judged.get(component)
    if judged is None or not judged.judgement.why:
        return level
    return labels.text("findings.explained").format(level=level, why=judged.judgement.why)


def _why(one: CurrentFinding, labels: Labels) -> str:
    judged = one.judged.get(Component.CONFIDENCE)
    return judged.judgement.why if judged else labels.text("findings.to_judge")


# --- what the folder knows --------------------------------------------------------------------------------------------


def facts_said(one: CurrentFinding, charted: Sequence[ChartedFact], labels: Labels) -> str:
    """How many studies and quotes are behind a finding, where it is contradicted, and what was charted of them."""
    return "; ".join((*_of_coding(one, labels), *(_of_charting(fact, labels) for fact in charted if fact.of)))


def _of_coding(one: CurrentFinding, labels: Labels) -> Iterator[str]:
    yield labels.sentence("findings.n_studies", n=len(one.contributing))
    if one.only_listed:
        listed = _citations(one.only_listed)
        yield labels.sentence("findings.only_listed", n=len(one.only_listed), studies=listed)
    yield labels.sentence("findings.n_quotes", n=one.passages)
    if one.contradicting:
        against = one.contradicting_studies
        yield labels.sentence("findings.contradicted", n=len(against), studies=_citations(against))
    elif one.finding.codes:  # without codes nobody can have said that something contradicts it
        yield labels.text("findings.not_contradicted")


def _citations(studies: Sequence[Study]) -> str:
    return ", ".join(study.citation for study in studies)


def _of_charting(fact: ChartedFact, labels: Labels) -> str:
    label = fact.field.label(labels.language)
    field = f"{label} ({fact.field.unit})" if fact.field.unit else label
    if fact.numbers and fact.numbers.values:
        said = labels.measure(fact.numbers.sum)
        return labels.sentence("findings.numbers", field=field, sum=said, n=len(fact.numbers.studies), of=fact.of)
    if fact.answers:
        charted = {key for one in fact.answers for key in one.studies}
        answers = ", ".join(_answer(one, labels) for one in fact.answers)
        return labels.sentence("findings.answers", field=field, answers=answers, n=len(charted), of=fact.of)
    return labels.sentence("findings.not_charted", field=field, of=fact.of)


def _answer(one: Category, labels: Labels) -> str:
    return f"{one.name(labels)} {labels.number(one.n)}"
