"""Numbers of reports in their series."""

import pytest

from reviewkit.formats import ris
from reviewkit.formats.report_numbers import number_in_series, report_number
from reviewkit.matching.agreement import Sign, own_numbers_agree
from reviewkit.matching.known_by import known_by


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rapport 12/2018", "12/2018"),
        ("NIPH report 2018:4", "2018:4"),
        ("nr. NIPH report 2018:4", "2018:4"),
        ("FHI rapport 2019:4", "2019:4"),
        ("FFI-rapport 20/00001", "20/00001"),
        ("NOVA Rapport 7/2018", "7/2018"),
        ("AHRQ Publication No. 12-EHC034-EF", "12-ehc034-ef"),
        ("Evidence Report/Technology Assessment No. 208", "208"),
        ("STAMI-rapport nr. 4, årgang 20 (2019)", "4 20 2019"),
        ("Doktoravhandlinger ved NTNU, 2019:4", "2019:4"),
        ("NOU 2020: 3", "nou 2020:3"),
        ("NOU 2020:3", "nou 2020:3"),
        ("Norges offentlige utredninger NOU 2020:3", "nou 2020:3"),
        ("Meld. St. 15 (2017–2018)", "meldst 15 2017-2018"),
        ("Meld.St. 15 (2017-18)", "meldst 15 2017-2018"),
        ("St.meld. nr. 26 (2014–2015)", "stmeld 26 2014-2015"),
        ("Prop. 35 L (2016–2017)", "prop 35l 2016-2017"),
        ("IS-2800", "is-2800"),
        ("WHO/HEP/2020.1", "who/hep/2020.1"),
        ("Query date: 2021-12-14 16:19:11", ""),
        ("A long note with 3 words and more", ""),
        ("Rapport", ""),
        ("https://example.org/rapport/1", ""),
    ],
)
def test_a_number_is_the_same_under_every_label(text: str, number: str) -> None:
    assert report_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("Rapport 2018", ""), ("Rapport 2019:4", "2019:4"), ("Report series 12", "12"), ("Nature 12", ""), ("", "")],
)
def test_the_name_of_a_series_may_end_with_the_number(text: str, number: str) -> None:
    assert number_in_series(text) == number


@pytest.mark.parametrize("tag", ["M1", "T2", "T3"])
def test_the_number_of_a_report_is_read(tag: str) -> None:
    text = f"TY  - RPRT\nTI  - Home care\n{tag}  - FHI rapport 2019:4\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("report:2019:4",)


def test_the_number_of_a_thesis_is_read() -> None:
    text = "TY  - THES\nTI  - Home care\nT3  - Doktoravhandlinger ved NTNU, 2019:4\nER  - \n"
    assert ris.read(text, "x").records[0].identifiers == ("report:2019:4",)


def test_a_number_of_several_words_is_one() -> None:
    one, other = (known_by((f"report:meldst {number} 2017-2018",)).numbers for number in (15, 16))
    assert own_numbers_agree(one, other) is Sign.DIFFER
    assert own_numbers_agree(one, one) is Sign.AGREE
