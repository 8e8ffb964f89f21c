"""Numbered rules with stable codes: what each finds, what it leaves alone, and what --fix mends."""

import pytest

from reviewkit import lint
from reviewkit.formats import ris
from tests.conftest import REPOSITORY

GOOD = "TY  - JOUR\nTI  - A title\nAU  - Berg, Nora\nPY  - 2020\nDO  - 10.1000/x\nER  - \n"


def codes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return [finding.code for finding in lint.lint(data, "x.ris")[0]]


def test_a_good_file_has_no_findings() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("RK100", ""),
        ("RK100", "%PDF-1.7"),
        ("RK100", "Dear all\n"),
        ("RK101", GOOD.replace("ER  - \n", "")),
        ("RK102", "Provider: x\n" + GOOD),
        ("RK103", GOOD + "NL  - x\n"),
        ("RK104", GOOD.replace("TY  - JOUR\n", "")),
        ("RK105", GOOD.replace("title", "tittel på norsk").encode("cp1252")),
        ("RK106", b"\xef\xbb\xbf" + GOOD.encode()),
        ("RK107", GOOD.replace("A title", "A\ntitle")),
        ("RK108", GOOD.replace("PY  - 2020", "PY\t- 2020")),
        ("RK109", GOOD.replace("JOUR", "HTML")),
        ("RK110", "[" + '{"title": "x", "author": [{"family": "B"}], "year": 2020}, {"title": '),
        ("RK201", GOOD.replace("TI  - A title\n", "")),
        ("RK202", GOOD.replace("AU  - Berg, Nora\n", "")),
        ("RK203", GOOD.replace("PY  - 2020\n", "")),
        ("RK204", GOOD.replace("10.1000/x", "see the journal")),
        ("RK205", GOOD.replace("10.1000/x", "https://doi.org/10.1000/x")),
        ("RK206", GOOD.replace("PY", "AB  - Words\nAB  - Copyright of J is the property of P\nPY")),
        ("RK207", GOOD.replace("A title", "A &lt;i&gt;title&lt;/i&gt;")),
        ("RK208", GOOD.replace("Berg", "BÃ¸e")),
        ("RK209", GOOD.replace("PY", "AU  - ...\nPY")),
        ("RK210", GOOD.replace("A title", "A title that is cut …")),
        ("RK211", GOOD.replace("PY", "SP  - 06-Oct\nPY")),
        ("RK212", GOOD + GOOD),
        ("RK213", GOOD.replace("A title", "A \x1b[31mtitle")),
        ("RK214", GOOD.replace("A title", "word " * 7000)),
    ],
)
def test_each_rule_finds_its_case_and_nothing_else(code: str, text: str | bytes) -> None:
    assert set(codes(text)) == {code}


def test_every_rule_has_a_case() -> None:
    marks = test_each_rule_finds_its_case_and_nothing_else.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} == set(lint.RULES)


@pytest.mark.parametrize("code", lint.RULES)
def test_every_rule_has_its_page(code: str) -> None:
    page = REPOSITORY / "docs" / "rules" / f"{code}.md"
    assert page.read_text(encoding="utf-8") == lint.page(code)


def test_a_finding_names_file_line_and_column() -> None:
    (finding,) = lint.lint(GOOD.replace("10.1000/x", "doi:10.1000/x").encode(), "x.ris")[0]
    assert str(finding) == "x.ris:5:7: RK205 a link where the bare DOI belongs: doi:10.1000/x"


def test_fix_mends_what_needs_no_guessing_and_loses_no_field() -> None:
    bad = (
        b"\xef\xbb\xbf1. \nTY  - JOUR\nT1  - A\ntitle\nAU  - Berg, Nora\nPY  - 2020\nDO  - https://doi.org/10.1000/x\n"
        b"TY  - JOUR\nTI  - B\x07\nAU  - Dahl\nPY  - 2019\nER  - \nNL  - x\n"
    )
    findings, fixed = lint.lint(bad, "x.ris")
    assert {"RK101", "RK102", "RK103", "RK106", "RK107", "RK205", "RK213"} == {one.code for one in findings}
    assert fixed is not None
    left = {one.code for one in lint.lint(fixed, "x.fixed.ris")[0]}
    assert not {code for code in left if lint.RULES[code].fixable}
    before = ris.read(bad.decode("utf-8-sig"), "x").records
    after = ris.read(fixed.decode(), "x").records
    assert [[item.tag for item in one.fields] for one in after] == [
        [item.tag for item in one.fields] for one in before
    ]
    assert lint.lint(fixed, "x")[1] is None
