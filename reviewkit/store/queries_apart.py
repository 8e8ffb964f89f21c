"""Queries that are checked in a process of their own: search-query takes minutes for some of 2,000 letters, so a line
that takes too long is given up, and it is said that it was not checked."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.query_lint import QueryFinding, findings_in, not_checked, too_long
from reviewkit.store.processes import answer_of, end_when
from reviewkit.words import kept_message, message, message_of

Query = tuple[str, str]  # and the notation that it is in
Findings = tuple[QueryFinding, ...]
_WAITING = 10  # seconds by the clock for each of computing, on a computer that has much else to do


def findings_apart(queries: Sequence[Query]) -> list[Findings]:
    """What is said of each query, as query_lint.findings_in says it, or that it was not checked. Raises ReviewkitError
    where search-query is not installed."""
    found = [too_long(query) for query, _ in queries]
    short = [at for at, long in enumerate(found) if not long]
    for at, findings in zip(short, _in_turn([queries[at] for at in short]), strict=True):
        found[at] = findings
    return found


def _in_turn(queries: Sequence[Query]) -> Iterator[Findings]:
    """The findings of each query. Where the process ends, the query that it was at is given up, and another process
    goes on behind it, until the time for all is over."""
    left = limits.QUERIES_SECONDS
    while queries and left > 0:
        try:
            answers, spent = _answers(queries, left)
        except OSError:  # no process can be started here
            yield from (findings_in(query, notation) for query, notation in queries)
            return
        yield from answers
        queries, left = queries[len(answers) :], left - spent
        if queries and left > 0:
            yield (_given_up(),)
            queries = queries[1:]
    yield from ((_without_time(),) for _ in queries)


def _given_up() -> QueryFinding:
    return not_checked(
        message(
            "this line was not checked: search-query takes more than {seconds} seconds for it. Parentheses round what "
            "belongs together help, and so do shorter lines",
            seconds=int(limits.QUERY_SECONDS),
        )
    )


def _without_time() -> QueryFinding:
    return not_checked(
        message(
            "this line was not checked: search-query took {seconds} seconds for the lines before it",
            seconds=int(limits.QUERIES_SECONDS),
        )
    )


def _answers(queries: Sequence[Query], left: float) -> tuple[list[Findings], float]:
    """The findings of the first queries, as far as a process comes in the seconds that are left, and how many it took.

    Raises ReviewkitError where search-query is not installed.
    """
    given = json.dumps({"seconds": left, "queries": queries}).encode()
    said, is_whole = answer_of(__name__, given, _WAITING * left)
    answers = [json.loads(line) for line in said.split(b"\n")[:-1]]  # behind the last line end is what was cut off
    if answers and "error" in answers[-1]:
        raise ReviewkitError(message_of(answers[-1]["error"]))
    spent = sum(answer["seconds"] for answer in answers)
    found = [tuple(QueryFinding(**one) for one in answer["found"]) for answer in answers]
    return found, spent if is_whole else spent + limits.QUERY_SECONDS


def main(given: BinaryIO, answer: BinaryIO) -> None:
    """What the other process does: say in a line of JSON what is found in each query, as soon as it is found."""
    asked = json.load(given)
    clock = _Clock(asked["seconds"])
    end_when(clock.is_over)
    for query, notation in asked["queries"]:
        clock.start()
        answer.write(json.dumps(_answer(query, notation, clock)).encode("ascii") + b"\n")
        answer.flush()


class _Clock:
    """The seconds of computing that a query has taken, and all of them."""

    def __init__(self, most: float) -> None:
        self._most = most
        self._began = self._started = time.process_time()

    def start(self) -> None:
        """Begin the next query."""
        self._started = time.process_time()

    def seconds(self) -> float:
        """Of computing, for this query."""
        return time.process_time() - self._started

    def is_over(self) -> bool:
        """Whether this query, or all, have taken the time that they have."""
        return self.seconds() > limits.QUERY_SECONDS or time.process_time() - self._began > self._most


def _answer(query: str, notation: str, clock: _Clock) -> dict[str, Any]:
    try:
        found = findings_in(query, notation)
    except ReviewkitError as error:
        return {"error": kept_message(error.args[0])}
    return {"found": [asdict(one) for one in found], "seconds": clock.seconds()}


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
