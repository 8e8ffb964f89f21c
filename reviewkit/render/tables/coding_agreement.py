"""How far people agree on codings, what several people found side by side, and what came of reviewing, as tables."""

from collections.abc import Mapping, Sequence

from reviewkit.agreement import Agreement, Measure
from reviewkit.coding_agreement import CodingAgreement, Compared
from reviewkit.coding_reviews import ReviewCounts
from reviewkit.locales import Labels
from reviewkit.model import Codebook
from reviewkit.render.tables.agreement import coefficient_text, percent
from reviewkit.render.tables.table import Table

_SHOWN = (Measure.RAW, Measure.COHEN, Measure.FLEISS, Measure.KRIPPENDORFF, Measure.GWET)


def coding_agreement_table(found: CodingAgreement, labels: Labels) -> Table:
    """One row per theme and one for all of them, with a column per measure that any of them has."""
    shown = [*(one.agreement for one in found.themes), found.everything]
    used = {coefficient.measure for agreement in shown for coefficient in agreement.coefficients}
    measures = [measure for measure in _SHOWN if measure in used]
    columns = ("theme", "units", "alike", *(f"agreement.{measure.value}" for measure in measures), "prevalence")
    notes = [
        _text(labels, "note_before", people=", ".join(found.people)),
        _text(labels, "note_units"),
    ]
    if any(one.interval for agreement in shown for one in agreement.coefficients):
        notes.append(_text(labels, "note_interval"))
    if any(one.value is None for agreement in shown if agreement.units for one in agreement.coefficients):
        notes.append(labels.text("agreement.note_undefined"))
    return Table(
        caption=_text(labels, "caption"),
        head=tuple(labels.text(name if "." in name else f"coding_agreement.{name}") for name in columns),
        rows=tuple(
            (one.theme.label(labels.language), *_cells(one.agreement, measures, labels)) for one in found.themes
        ),
        foot=(_text(labels, "all"), *_cells(found.everything, measures, labels)),
        notes=tuple(notes),
        row_heads=True,
        language=labels.language,
    )


def _cells(agreement: Agreement, measures: Sequence[Measure], labels: Labels) -> tuple[str, ...]:
    shares = ", ".join(
        f"{_text(labels, rating)} {percent(share, labels)}" for rating, share in agreement.prevalence.items()
    )
    return (
        labels.number(agreement.units),
        labels.number(agreement.alike),
        *(coefficient_text(agreement, measure, labels) for measure in measures),
        shares,
    )


def side_by_side_table(units: Sequence[Compared], labels: Labels) -> Table:
    """One row per study and theme, with what each person found there and their quotes; empty for who has not coded the
    study."""
    people = sorted({person for unit in units for person in unit.said})
    return Table(
        caption=_text(labels, "caption_differ"),
        head=(_text(labels, "study"), _text(labels, "theme"), *people),
        rows=tuple(
            (
                unit.study.citation,
                unit.theme.label(labels.language),
                *(_found(unit, person, labels) for person in people),
            )
            for unit in units
        ),
        language=labels.language,
    )


def _found(unit: Compared, person: str, labels: Labels) -> str:
    """What a person found: "found: “words” (4); ..."."""
    if person not in unit.said:
        return ""
    said = _text(labels, unit.said[person])
    quotes = [
        labels.text("charting.quote").format(quote=" ".join(one.quote.split()))
        + (f" ({one.page})" if one.page else "")
        for one in unit.evidence.get(person, ())
        if one.quote
    ]
    return f"{said}: {'; '.join(quotes)}" if quotes else said


_COUNTS = ("segments", "reviewed", "agree", "adjust", "question", "propose", "settle", "open")


def reviews_table(
    codebook: Codebook, by_code: Mapping[str, ReviewCounts], everything: ReviewCounts, labels: Labels
) -> Table:
    """One row per code that was used, in the order of the codebook, and one for all quotes: what came of reviewing."""
    names = {code.id: code.label(labels.language) for code in codebook.codes}
    codes = [*(code for code in names if code in by_code), *(code for code in by_code if code not in names)]
    return Table(
        caption=_text(labels, "caption_reviews"),
        head=(_text(labels, "code"), *(_text(labels, name) for name in _COUNTS)),
        rows=tuple((names.get(code, code), *_numbers(by_code[code], labels)) for code in codes),
        foot=(_text(labels, "all_quotes"), *_numbers(everything, labels)),
        notes=(_text(labels, "note_reviews"),),
        row_heads=True,
        language=labels.language,
    )


def _numbers(found: ReviewCounts, labels: Labels) -> tuple[str, ...]:
    return tuple(labels.number(getattr(found, name)) for name in _COUNTS)


def _text(labels: Labels, key: str, **values: str) -> str:
    return labels.text(f"coding_agreement.{key}").format(**values)
