"""Numbered rules with stable codes: what each finds, what it leaves alone, and what --fix mends."""

import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits, lint
from reviewkit.formats import ris
from tests.conftest import REPOSITORY
from tests.formats.samples import SAMPLES

GOOD = "TY  - JOUR\nTI  - A title\nAU  - Berg, Nora\nPY  - 2020\nDO  - 10.1000/x\nER  - \n"


def linted(data: bytes, path: str, name: str = "") -> tuple[list[lint.Finding], bytes | None]:
    """The findings of a file with these bytes, and the fixed file where anything can be fixed."""
    file = BytesIO(data)
    found = lint.lint(file, path, name)
    return found.findings, "".join(lint.fixed(file, path, name)).encode() if found.is_fixable else None


def codes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return [finding.code for finding in linted(data, "x.ris")[0]]


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
        ("RK111", '[{"title": "A \\ud800", "author": [{"family": "B"}], "issued": {"date-parts": [[2020]]}}]'),
        ("RK112", GOOD.replace("PY", "AB  - Words \u0a0d\nPY").encode("utf-16-le")),
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
    assert {case[0] for case in marks[0].args[1]} == {code for code, rule in lint.RULES.items() if not rule.note}


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "Title;Authors;Year;Journal;Volume;Issue;Pages;DOI;PMID;Abstract;Colour\nA;B;2020;J;1;2;3;10.1000/x;1234;W;red\n",
            [("RK215", "columns that were not understood, kept as they are: Colour")],
        ),
        (GOOD, [("RK216", "no record has: journal, volume, issue, pages, pmid, abstract")]),
        ("%PDF-1.7", []),
    ],
)
def test_what_was_not_understood_of_a_file_is_a_note(text: str, notes: list[tuple[str, str]]) -> None:
    assert [(found.code, found.message) for found in lint.lint(BytesIO(text.encode()), "x").notes] == notes


@pytest.mark.parametrize("authors", ["K Lunde, O Berge, et al.", "K Lunde, O Berge…", "Lunde K et al", "..."])
def test_a_list_of_authors_that_is_cut_is_found_in_tables_too(authors: str) -> None:
    assert codes(f'Title,Authors,Year\nA,"{authors}",2020\n'.encode()).count("RK209") == 1


@pytest.mark.parametrize("code", lint.RULES)
def test_every_rule_has_its_page(code: str) -> None:
    page = REPOSITORY / "docs" / "rules" / f"{code}.md"
    assert page.read_text(encoding="utf-8") == lint.page(code)


def test_a_finding_names_file_line_and_column() -> None:
    (finding,) = linted(GOOD.replace("10.1000/x", "doi:10.1000/x").encode(), "x.ris")[0]
    assert str(finding) == "x.ris:5:7: RK205 a link instead of the bare DOI: doi:10.1000/x"


def test_fix_corrects_what_needs_no_guessing_and_loses_no_field() -> None:
    bad = (
        b"\xef\xbb\xbf1. \nTY  - JOUR\nT1  - A\ntitle\nAU  - Berg, Nora\nPY  - 2020\nDO  - https://doi.org/10.1000/x\n"
        b"TY  - JOUR\nTI  - B\x07\nAU  - Dahl\nPY  - 2019\nER  - \nNL  - x\n"
    )
    findings, fixed = linted(bad, "x.ris")
    assert {"RK101", "RK102", "RK103", "RK106", "RK107", "RK205", "RK213"} == {one.code for one in findings}
    assert fixed is not None
    left = {one.code for one in linted(fixed, "x.fixed.ris")[0]}
    assert not {code for code in left if lint.RULES[code].fixable}
    before = ris.read(bad.decode("utf-8-sig"), "x").records
    after = ris.read(fixed.decode(), "x").records
    assert [[item.tag for item in one.fields] for one in after] == [
        [item.tag for item in one.fields] for one in before
    ]
    assert linted(fixed, "x")[1] is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("RK205", GOOD),
        ("RK206", GOOD.replace("PY", "AB  - Copyright of J is the property of P\nPY")),
        ("RK207", GOOD.replace("A title", "A < B and C > D & more")),
        ("RK208", GOOD.replace("Berg", "Bøe")),
        ("RK210", GOOD.replace("A title", "A title... and more")),
        ("RK211", GOOD.replace("PY", "SP  - 6-10\nPY")),
        ("RK212", GOOD + GOOD.replace("A title", "Another title")),
        ("RK214", GOOD.replace("A title", "x" * lint.EXCEL_CELL)),
        ("RK102", "\n\n" + GOOD + "\n \n"),
        ("RK109", GOOD.replace("JOUR", "jour")),
        ("RK108", GOOD.replace("ER  - ", "ER  -")),
        ("RK107", GOOD.replace("A title\n", "A title\n\n")),
    ],
)
def test_what_is_in_order_is_left_alone(code: str, text: str) -> None:
    assert code not in codes(text)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "ris"])
def test_only_ris_is_fixed(name: str) -> None:
    data = (b"\xef\xbb\xbf" + SAMPLES[name].encode()).replace(b"10.1000/x", b"https://doi.org/10.1000/x")
    findings, mended = linted(data, "x")
    assert "RK106" in [finding.code for finding in findings]
    assert mended is None


def test_findings_are_in_the_order_of_lines() -> None:
    bad = GOOD.replace("PY  - 2020\n", "").replace("JOUR", "HTML") + "NL  - x\n" + GOOD.replace("10.", "x10")
    lines = [finding.place.line for finding in linted(bad.encode(), "x.ris")[0]]
    assert lines == sorted(lines)
    assert len(lines) >= 4


def test_a_file_that_cannot_be_read_is_one_finding_whose_words_do_not_repeat_the_place() -> None:
    (finding,), mended = linted(b"hello\n", "a (b).ris")
    assert (finding.code, finding.place.line, mended) == ("RK100", 1, None)
    assert finding.message.startswith("no record found")
    (finding,), _ = linted(GOOD.encode(), "x", "word")
    assert finding.message.startswith("There is no format 'word'")


def test_of_one_rule_the_first_are_listed_and_then_how_many_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_ONE_KIND", 2)
    records = "".join(GOOD.replace("PY  - 2020\n", f"SP  - {number}\n") for number in range(5))
    assert [str(finding) for finding in linted(records.encode(), "x")[0]] == [
        "x:1:1: RK203 the record has no year",
        "x:7:1: RK203 the record has no year",
        "x:13:1: RK203 3 more, from here on, are not listed",
    ]


def test_what_the_reader_reports_is_listed_as_far_as_any_rule() -> None:
    bad = GOOD.replace("ER  - \n", "") * (limits.OF_ONE_KIND + 3)
    of_reader = [one for one in linted(bad.encode(), "x")[0] if one.code == "RK101"]
    assert len(of_reader) == limits.OF_ONE_KIND + 1
    assert of_reader[-1].message == "3 more problems of this kind, from here on, are not listed"


def test_memory_hardly_grows_with_the_number_of_records() -> None:
    def peak(count: int) -> int:
        file = BytesIO("".join(GOOD.replace("10.1000/x", f"10.1000/{n}") for n in range(count)).encode())
        tracemalloc.start()
        lint.lint(file, "x")
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return taken

    peak(10)
    assert (peak(2_000) - peak(200)) / 1_800 < 600  # bytes for a record, of which a list of them would take 3,000


def test_sarif_names_each_rule_once_and_writes_paths_with_slashes() -> None:
    found = linted((GOOD * 2).replace("10.1000", "doi:10.1000").encode(), "a\\b.ris")[0]
    told = lint.sarif(found)
    (run,) = told["runs"]  # type: ignore[misc]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["RK205", "RK212"]
    assert [result["ruleId"] for result in run["results"]].count("RK205") == 2
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a/b.ris"
    assert lint.sarif([])["runs"][0]["results"] == []  # type: ignore[index]


FIELDS = st.lists(
    st.tuples(
        st.sampled_from("TI AU AB PY DO SP KW T2 N1 M1".split()),
        st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=12),
    ),
    max_size=6,
)


@given(st.lists(FIELDS, min_size=1, max_size=3))
def test_fixing_loses_no_tag_and_leaves_nothing_to_fix(entries: list[list[tuple[str, str]]]) -> None:
    text = "".join(
        "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in entry) + "ER  - \n" for entry in entries
    )
    findings, fixed = linted(text.encode("utf-8"), "x.ris")
    if fixed is None:
        assert not [finding for finding in findings if lint.RULES[finding.code].fixable]
        return
    before, after = (ris.read(one, "x").records for one in (text, fixed.decode("utf-8")))
    assert [[item.tag for item in one.fields] for one in after] == [
        [item.tag for item in one.fields] for one in before
    ]
    left = linted(fixed, "x.ris")[0]
    assert not [finding for finding in left if lint.RULES[finding.code].fixable]
