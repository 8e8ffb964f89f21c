"""Queries are checked in another process, and one that takes too long is given up without the others."""

import io
import json
from collections.abc import Sequence

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.query_lint import QueryFinding, findings_in
from reviewkit.store import queries_apart
from reviewkit.store.queries_apart import findings_apart
from reviewkit.words import kept_message, message

GOOD, UNCLOSED = ("home[ti]", "pubmed"), ("(nurse* OR home", "ebscohost")
SAID = QueryFinding("PARSE_0002", "unbalanced", "Unbalanced", True)


def reasons(found: Sequence[tuple[QueryFinding, ...]]) -> list[str]:
    return [one.message.partition(": ")[2] if one.code == "not-checked" else one.code for (one,) in found]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The queries that each process gets; one that is `slow` ends it, and each of the others takes a second."""
    asked: list[list[str]] = []

    def answer_of(module: str, given: bytes, wait: float) -> tuple[bytes, bool]:
        queries = [query for query, _ in json.loads(given)["queries"]]
        asked.append(queries)
        before = queries[: queries.index("slow")] if "slow" in queries else queries
        one = {"code": "x", "label": "x", "message": "x", "serious": False}
        lines = b"".join(json.dumps({"found": [one], "seconds": 1.0}).encode() + b"\n" for _ in before)
        return lines + b'{"found": [' * ("slow" in queries), "slow" not in queries

    monkeypatch.setattr(queries_apart, "answer_of", answer_of)
    return asked


def of(*queries: str) -> list[tuple[str, str]]:
    return [(query, "pubmed") for query in queries]


def test_what_is_said_is_the_same_as_here() -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    queries = [GOOD, UNCLOSED, ("\ud800 å", "wos")]
    assert findings_apart(queries) == [findings_in(*query) for query in queries]
    assert findings_apart([]) == []


def test_a_query_that_takes_too_long_is_given_up_and_those_behind_it_are_checked(runs: list[list[str]]) -> None:
    found = findings_apart(of("a", "slow", "b", "slow", "c"))
    slow = (
        "search-query takes more than 5 seconds for it. Parentheses round what belongs together help, and so do "
        "shorter lines"
    )
    assert reasons(found) == ["x", slow, "x", slow, "x"]
    assert runs == [["a", "slow", "b", "slow", "c"], ["b", "slow", "c"], ["c"]]
    assert not any(one.serious for findings in found for one in findings)


def test_where_the_time_for_all_is_over_the_others_are_told_as_not_checked(runs: list[list[str]]) -> None:
    found = reasons(findings_apart(of(*["slow"] * 5, "a", "slow", "b", "c")))
    assert len(runs) == 6  # of 5 seconds each
    assert found[5] == "x"
    assert found[-2:] == ["search-query took 30 seconds for the lines before it"] * 2


def test_a_query_of_more_letters_is_not_given_to_it(runs: list[list[str]]) -> None:
    found = findings_apart(of("a", "b" * (limits.QUERY + 1), "c" * limits.QUERY))
    assert reasons(found) == ["x", "it has more than 50000 letters", "x"]
    assert [len(queries) for queries in runs] == [2]


def test_queries_that_the_library_never_ends_with_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("search_query", reason="search-query is an extra")
    monkeypatch.setattr(limits, "QUERIES_SECONDS", 1.0)  # the other process has 5 seconds for one, and 1 for all
    mixed = " OR ".join(["a[ti] AND b[ti]"] * 1_000)
    found = findings_apart([UNCLOSED, (mixed, "pubmed"), GOOD])
    assert reasons(found[:1]) == ["PARSE_0002"]
    assert [one.code for findings in found[1:] for one in findings] == ["not-checked"] * 2


def test_where_no_process_can_be_started_they_are_checked_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/none/python")
    monkeypatch.setattr(queries_apart, "findings_in", lambda query, notation: (SAID,))
    assert findings_apart([GOOD, UNCLOSED]) == [(SAID,), (SAID,)]


def test_without_the_package_it_is_said_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    said = message("no {what}", what="search-query")

    def missing(query: str, notation: str) -> tuple[QueryFinding, ...]:
        raise ReviewkitError(said)

    monkeypatch.setattr(queries_apart, "findings_in", missing)
    monkeypatch.setattr(queries_apart, "end_when", lambda over: None)
    out = io.BytesIO()
    queries_apart.main(io.BytesIO(b'{"seconds": 9, "queries": [["a", "wos"]]}'), out)
    assert json.loads(out.getvalue()) == {"error": kept_message(said)}
    monkeypatch.setattr(queries_apart, "answer_of", lambda *given: (out.getvalue(), True))
    with pytest.raises(ReviewkitError, match="no search-query") as raised:
        findings_apart([GOOD])
    assert raised.value.args[0].template == "no {what}"


def test_the_clock_is_over_after_the_time_of_one_or_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(queries_apart.time, "process_time", lambda: now[0])
    clock = queries_apart._Clock(8.0)
    now[0] += 4.9
    assert not clock.is_over()
    now[0] += 0.2
    assert clock.is_over()
    clock.start()
    assert not clock.is_over()
    now[0] += 3
    assert clock.is_over()
