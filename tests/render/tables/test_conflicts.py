"""The conflicts as a form: one row each, what every person decided, and columns for the settlement."""

from dataclasses import replace

import pytest

from reviewkit.exchange.settlements import _HEADS
from reviewkit.locales import labels, languages
from reviewkit.normalize import folded
from reviewkit.render.tables.conflicts import ConflictRow, conflicts_form
from reviewkit.words import CONFLICT_REPORT, CONFLICT_SEEN, CONFLICT_STAGE, Stage
from tests.builders import decision, protocol, record

BERG = record("s-0001", title="Trust", abstract="We ask.", year=2020, doi="10.1/a")
AAS = record("s-0002", title="Time")
INCLUDED = replace(decision("a", "s-0001", "include"), labels=("rural", "nurses"), note="at home")
EXCLUDED = decision("b", "s-0001", "exclude", reason="population")
ROW = ConflictRow(BERG, Stage.SCREENING, (INCLUDED, EXCLUDED), "ab12")


def cells(*rows: ConflictRow) -> list[dict[str, str]]:
    form = conflicts_form(rows, protocol(), labels("en"))
    return [dict(zip([column.head for column in form.columns], row, strict=True)) for row in form.rows]


def test_a_row_has_what_each_person_decided_and_room_for_the_settlement() -> None:
    assert cells(ROW) == [
        {
            CONFLICT_REPORT: "s-0001",
            CONFLICT_STAGE: "screening",
            CONFLICT_SEEN: "ab12",
            "Record": "s-0001",
            "Settlement": "",
            "Settlement: reason": "",
            "Settlement: note": "",
            "Title": "Trust",
            "a: decision": "include",
            "a: reason": "",
            "a: note": "at home",
            "a: labels": "rural; nurses",
            "b: decision": "exclude",
            "b: reason": "Wrong population",
            "b: note": "",
            "b: labels": "",
            "Abstract": "We ask.",
            "Year": "2020",
            "DOI": "https://doi.org/10.1/a",
            "Stage": "Screening",
        }
    ]


def test_who_decided_on_another_conflict_has_empty_cells_and_who_decided_twice_has_both() -> None:
    twice = (decision("c", "s-0002", "include"), decision("c", "s-0003", "exclude", reason="outcome"))
    first, second = cells(ROW, ConflictRow(AAS, Stage.SCREENING, twice, "cd34"))
    assert (first["c: decision"], second["a: decision"]) == ("", "")
    assert (second["c: decision"], second["c: reason"]) == ("include\nexclude", "outcome")


@pytest.mark.parametrize("language", languages())
def test_the_columns_to_fill_in_are_known_to_the_reader_and_no_other_is(language: str) -> None:
    form = conflicts_form([ROW], protocol(), labels(language))
    known = [_HEADS.get(folded(column.head)) for column in form.columns if column.to_fill_in]
    assert known == ["settlement", "reason", "note"]
    assert not any(folded(column.head) in _HEADS for column in form.columns if not column.to_fill_in)
    assert [len(column.choices) for column in form.columns if column.to_fill_in] == [3, 2, 0]
