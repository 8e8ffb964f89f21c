"""dedupe, without logging: why two records are the same report or not, related reports, and pairs that were missed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.shared import echo, echo_json, opened, progress
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.matching import Explanation
    from reviewkit.matching.audit import Audit
    from reviewkit.model import DuplicateVerdict
    from reviewkit.review import Review


def explain(folder: Path, pair: tuple[str, str], as_json: bool) -> None:
    """Print the evidence on a pair, what reviewkit answers now, and what is in the log."""
    from reviewkit.actions.duplicates import explained
    from reviewkit.actions.who import known_records

    review = opened(folder).review
    known_records(review, pair)
    echo_explained(pair, explained(review, pair), _in_the_log(review, pair), as_json)


def _in_the_log(review: "Review", pair: tuple[str, str]) -> list[str]:
    """What was logged on the pair, and how the two records came to be one report."""
    lines = [
        f"{_who(verdict)} answered {verdict.verdict.value} on {verdict.at:%Y-%m-%d}"
        + (f": {verdict.note or verdict.rule}" if verdict.note or verdict.rule else "")
        for verdict in review.facts.verdicts
        if {verdict.first, verdict.second} == set(pair)
    ]
    if review.report_of[pair[0]] != review.report_of[pair[1]]:
        return [*lines, "they count as two reports"]
    if not lines:
        lines.append(
            f"they were joined through other records: {', '.join(review.reports[review.report_of[pair[0]]])}"
        )
    return [*lines, "they count as one report"]


def _who(verdict: "DuplicateVerdict") -> str:
    return f"reviewkit {verdict.tool_version}" if verdict.tool_version else verdict.by


def echo_explained(pair: tuple[str, str], explained: "Explanation", log: list[str], as_json: bool) -> None:
    """Print the evidence, the answer, and what is in the log."""
    if as_json:
        echo_json(
            {
                "records": list(pair),
                "evidence": [{"speaks": piece.side, "words": piece.words} for piece in explained.evidence],
                "verdict": explained.verdict,
                "relation": explained.relation,
                "rule": explained.rule,
                "log": log,
            }
        )
        return
    signs = {"for": "+", "against": "-", "unknown": "?"}
    for side, title in (
        ("for", "suggests the same report"),
        ("against", "suggests different reports"),
        ("unknown", "unknown"),
    ):
        words = [piece.words for piece in explained.evidence if piece.side == side]
        if words and side == "unknown":
            echo(f"?  missing in one or both records: {', '.join(words)}")
        elif words:
            echo(f"{signs[side]}  {title}:")
            for word in words:
                echo(f"     {word}")
    relation = f", {explained.relation.value}" if explained.relation else ""
    echo(f"answer: {explained.verdict.value}{relation} ({explained.rule})")
    for line in log:
        echo(f"log:    {line}")


def related(folder: Path, as_json: bool) -> None:
    """Print distinct reports that belong together: an erratum and its article, a protocol and its results."""
    from reviewkit.render import json
    from reviewkit.render.terminal import short

    review = opened(folder).review
    if as_json:
        echo_json([json.verdict(pair) for pair in review.related])
        return
    for pair in review.related:
        echo(f"{pair.relation.value if pair.relation else ''}: {pair.rule}")
        echo(f"       {short(review.records[pair.first])}")
        echo(f"       {short(review.records[pair.second])}")
    echo(
        number_of(
            len(review.related),
            "pair of distinct reports that belong together",
            "pairs of distinct reports that belong together",
        )
    )


def audit(folder: Path, as_json: bool) -> None:
    """Compare every title in the review with every other."""
    from reviewkit.actions.duplicates import audited

    review = opened(folder).review
    with progress("comparing all titles", len(review.records)) as advanced:
        result = audited(review, advanced)
    echo_audit(result, list(review.records), as_json)


def echo_audit(result: "Audit", ids: Sequence[str], as_json: bool) -> None:
    """Print the pairs that the search for candidates (blocking) missed."""
    if as_json:
        echo_json(
            {
                "compared": result.compared,
                "likely": result.likely,
                "proposed": result.proposed,
                "missed": [
                    {"records": [ids[pair.left], ids[pair.right]], "verdict": pair.verdict, "rule": pair.rule}
                    for pair in result.missed
                ],
            }
        )
        return
    for pair in result.missed:
        echo(f"{ids[pair.left]} and {ids[pair.right]}: {pair.verdict.value} ({pair.rule})")
    share = result.proposed / result.likely if result.likely else 1.0
    echo(
        f"{number_of(result.compared, 'pair')} of titles compared; {number_of(result.likely, 'is', 'are')} at least "
        f"{result.likely_from}% alike, and dedupe had already compared {result.proposed} of these ({share:.2%})"
    )
    echo(f"{number_of(len(result.missed), 'pair')} missed that would have been joined or shown to a person")
