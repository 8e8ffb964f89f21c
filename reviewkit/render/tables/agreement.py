"""How far reviewers agreed, and the reports on which they did not, as tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from reviewkit.agreement import Agreement, Coefficient, Measure
from reviewkit.locales import Labels
from reviewkit.model import Decision, Protocol, Record
from reviewkit.render.tables.table import Table
from reviewkit.screening_agreement import Comparison, Disagreement, StageAgreement
from reviewkit.words import Choice, Stage

_NOTHING = "–"
_SHOWN = (Measure.RAW, Measure.COHEN, Measure.FLEISS, Measure.KRIPPENDORFF, Measure.GWET)


def agreement_table(stages: Sequence[StageAgreement], protocol: Protocol, labels: Labels) -> Table:
    """One row per comparison: all, each two, each with a tool, reasons, and blocks in time; a column per measure that
    any of them has. Stages without a comparison are left out, and with one stage its column is."""
    rows = [(stage.stage, who, one.agreement) for stage in stages for who, one in _comparisons(stage, labels)]
    used = {coefficient.measure for *_, agreement in rows for coefficient in agreement.coefficients}
    measures = [measure for measure in _SHOWN if measure in used]
    columns = ("who", "reports", "alike", *(measure.value for measure in measures), "prevalence")
    several = len({stage for stage, *_ in rows}) > 1
    return Table(
        caption=labels.text("agreement.caption"),
        head=tuple(labels.text(f"agreement.{name}") for name in (*(["stage"] if several else []), *columns)),
        rows=tuple(
            (
                *([_stage(stage, protocol, labels)] if several else []),
                who,
                *_cells(agreement, measures, protocol, labels),
            )
            for stage, who, agreement in rows
        ),
        notes=tuple(_notes(stages, (agreement for *_, agreement in rows), labels)),
        language=labels.language,
    )


def disagreements_table(
    stages: Sequence[StageAgreement], records: Mapping[str, Record], protocol: Protocol, labels: Labels
) -> Table:
    """One row per report that people decided on differently, with a column for each person's decision and reason."""
    found = [(stage.stage, one) for stage in stages for one in stage.disagreements]
    people = list(dict.fromkeys(decision.by for _, one in found for decision in one.decisions))
    names = [
        labels.text("agreement.stage"),
        *(labels.text(f"listed.{name}") for name in ("id", "authors", "year")),
    ]
    return Table(
        caption=labels.text("agreement.disagreements"),
        head=(*names, labels.text("listed.title"), *people),
        rows=tuple(
            (_stage(stage, protocol, labels), *_record(records[one.report]), *_said(one, people, protocol, labels))
            for stage, one in found
        ),
        language=labels.language,
    )


def _comparisons(stage: StageAgreement, labels: Labels) -> Iterator[tuple[str, Comparison]]:
    """The comparisons of a stage with what each is called."""
    if len(stage.everybody.reviewers) > 2:
        yield labels.text("agreement.everybody"), stage.everybody
    for pair in (*stage.pairs, *stage.tools):
        yield " + ".join(pair.reviewers), pair
    if stage.reasons is not None:
        yield labels.text("agreement.reasons"), stage.reasons
    ends = accumulate(block.agreement.units for block in stage.blocks)
    for block, end in zip(stage.blocks, ends, strict=True):
        first = end - block.agreement.units + 1
        yield labels.text("agreement.block").format(first=labels.number(first), last=labels.number(end)), block


def _cells(
    agreement: Agreement, measures: Iterable[Measure], protocol: Protocol, labels: Labels
) -> tuple[str, ...]:
    shares = ", ".join(
        f"{_word(rating, protocol, labels)} {percent(share, labels)}"
        for rating, share in agreement.prevalence.items()
    )
    return (
        labels.number(agreement.units),
        labels.number(agreement.alike),
        *(coefficient_text(agreement, measure, labels) for measure in measures),
        shares,
    )


def coefficient_text(agreement: Agreement, measure: Measure, labels: Labels) -> str:
    """A coefficient with its interval, in words where it is undefined; a dash where it does not apply."""
    found = agreement.of(measure)
    if found is None or not agreement.units:
        return _NOTHING
    if found.value is None:
        return labels.text("agreement.undefined")
    write = percent if measure is Measure.RAW else _decimal
    value = write(found.value, labels)
    if found.interval is None:
        return value
    low, high = (write(end, labels) for end in found.interval)
    return labels.text("agreement.interval").format(value=value, low=low, high=high)


def _decimal(value: float, labels: Labels) -> str:
    """Two decimals, with a minus sign; what rounds to nothing has none."""
    written = f"{abs(value):.2f}".replace(".", labels.text("agreement.decimal"))
    return f"\u2212{written}" if value <= -0.005 else written


def percent(share: float, labels: Labels) -> str:
    """A share in per cent with one decimal; 100% only where it is all."""
    written = f"{min(share * 100, 99.9) if share < 1 else 100:.1f}".removesuffix(".0")
    return labels.per_cent(written.replace(".", labels.text("agreement.decimal")))


def _notes(stages: Sequence[StageAgreement], shown: Iterable[Agreement], labels: Labels) -> Iterator[str]:
    """What the numbers mean, as far as it applies to any of them."""
    found = [one for agreement in shown if agreement.units for one in agreement.coefficients]
    yield labels.text("agreement.note_before")
    if any(one.interval for one in found):
        yield labels.text("agreement.note_interval")
    if any(_is_undefined(one) for one in found):
        yield labels.text("agreement.note_undefined")
    if any(stage.blocks for stage in stages):
        yield labels.text("agreement.note_blocks")
    if waiting := sum(stage.not_compared for stage in stages):
        yield labels.text("agreement.note_waiting").format(n=labels.number(waiting))


def _is_undefined(coefficient: Coefficient) -> bool:
    return coefficient.value is None


def _stage(stage: Stage, protocol: Protocol, labels: Labels) -> str:
    found = protocol.stage(stage)
    return labels.stage(stage, found.labels if found else {})


def _word(rating: str, protocol: Protocol, labels: Labels) -> str:
    """A decision or a reason in words."""
    if rating in tuple(Choice):
        return labels.text(f"agreement.{rating}")
    return next((one.label(labels.language) for one in protocol.reasons if one.id == rating), rating)


def _record(record: Record) -> tuple[str, ...]:
    year = str(record.year) if record.year else ""
    return (record.id, "; ".join(record.authors), year, record.title)


def _said(one: Disagreement, people: Iterable[str], protocol: Protocol, labels: Labels) -> tuple[str, ...]:
    """What each person decided; empty for those who did not."""
    made = {decision.by: decision for decision in one.decisions}
    return tuple(_decided(made[person], protocol, labels) if person in made else "" for person in people)


def _decided(decision: Decision, protocol: Protocol, labels: Labels) -> str:
    reason = f": {_word(decision.reason, protocol, labels)}" if decision.reason else ""
    return f"{labels.text(f'agreement.{decision.choice}')}{reason}"
