"""Queries are checked in the notation of their platform, by a package that need not be there."""

import sys

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.query_lint import findings_in, notation_of


@pytest.mark.parametrize(
    ("platform", "notation"),
    [("EBSCOhost", "ebscohost"), ("PubMed", "pubmed"), ("Web of Science Core", "wos"), ("Ovid", ""), ("", "")],
)
def test_the_notation_is_that_of_the_platform(platform: str, notation: str) -> None:
    assert notation_of(platform) == notation


def test_a_good_query_has_no_findings_and_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    assert findings_in('(MH "Health Personnel+") OR nurse*', "ebscohost") == ()
    assert findings_in("nurse*[tiab] OR Nurses[Mesh]", "pubmed") == ()
    assert capsys.readouterr() == ("", "")


def test_parentheses_and_fields_that_cannot_be_are_serious_and_precedence_is_advice() -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    (parenthesis,) = findings_in('("home care"[ti] OR safe*[ti]', "pubmed")
    assert (parenthesis.label, parenthesis.serious) == ("unbalanced-parentheses", True)
    (fields,) = findings_in("nurse*[xx]", "pubmed")
    assert (fields.label, fields.serious) == ("field-unsupported", True)
    (order,) = findings_in("nurse*[ti] OR safe*[ti] AND home[ti]", "pubmed")
    assert (order.label, order.serious) == ("implicit-precedence", False)
    assert "\x1b" not in order.message
    assert len(order.message) <= 120


def test_without_the_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "search_query.linter", None)
    with pytest.raises(ReviewkitError, match=r"pip install 'scoping-reviewkit\[search\]'"):
        findings_in("nurse*", "pubmed")


@pytest.mark.parametrize("query", ["", "(", '"', "[", "AND", "OR OR", "\x00", "å" * 500])
def test_no_query_stops_it(query: str) -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    for notation in ("ebscohost", "pubmed", "wos"):
        assert isinstance(findings_in(query, notation), tuple)
