"""dedupe, where it only tells: two records side by side, why, what is related, what each source brought."""

from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.dedupe.changing import known
from reviewkit.commands.shared import echo, echo_json, progress, terminal_width, write_output
from reviewkit.errors import ReviewkitError

if TYPE_CHECKING:
    from reviewkit.dedupe import Columns, Explanation
    from reviewkit.model import DuplicateVerdict, Policies
    from reviewkit.review import Review


def show(folder: Path, pair: tuple[str, str]) -> None:
    """Two records field by field."""
    from reviewkit.render.terminal import side_by_side
    from reviewkit.store.folder import read

    review = read(folder)
    known(review, pair)
    echo(side_by_side(review.records[pair[0]], review.records[pair[1]]))


def explain(folder: Path, pair: tuple[str, str], as_json: bool) -> None:
    """What speaks for and against one report, what the machine says now, and what stands in the log."""
    from reviewkit import dedupe as engine
    from reviewkit.store.folder import read

    review = read(folder)
    known(review, pair)
    records = list(review.records.values())
    position = {record.id: n for n, record in enumerate(records)}
    explained = engine.explanation(
        engine.columns(records), position[pair[0]], position[pair[1]], review.protocol.duplicates
    )
    echo_explained(pair, explained, _standing(review, pair), as_json)


def _standing(review: "Review", pair: tuple[str, str]) -> list[str]:
    """What was logged on the pair, and how the two came into one report."""
    told = [
        f"{_who(one)} said {one.verdict.value} on {one.at[:10]}"
        + (f": {one.note or one.rule}" if one.note or one.rule else "")
        for one in review.facts.verdicts
        if {one.first, one.second} == set(pair)
    ]
    if review.report_of[pair[0]] != review.report_of[pair[1]]:
        return [*told, "they stand as two reports"]
    if not told:
        told.append(f"they came together through others: {', '.join(review.reports[review.report_of[pair[0]]])}")
    return [*told, "they stand as one report"]


def _who(verdict: "DuplicateVerdict") -> str:
    return f"reviewkit {verdict.tool_version}" if verdict.tool_version else verdict.by


def echo_explained(pair: tuple[str, str], explained: "Explanation", standing: list[str], as_json: bool) -> None:
    """Print the evidence, the answer, and what stands."""
    if as_json:
        echo_json(
            {
                "records": list(pair),
                "evidence": [{"speaks": one.side, "words": one.words} for one in explained.evidence],
                "verdict": explained.verdict,
                "relation": explained.relation,
                "rule": explained.rule,
                "log": standing,
            }
        )
        return
    signs = {"for": "+", "against": "-", "unknown": "?"}
    for side, title in (
        ("for", "speaks for one report"),
        ("against", "speaks against it"),
        ("unknown", "unknown"),
    ):
        words = [one.words for one in explained.evidence if one.side == side]
        if words and side == "unknown":
            echo(f"?  unknown on one side or both: {', '.join(words)}")
        elif words:
            echo(f"{signs[side]}  {title}:")
            for word in words:
                echo(f"     {word}")
    relation = f", {explained.relation.value}" if explained.relation else ""
    echo(f"so:  {explained.verdict.value}{relation} ({explained.rule})")
    for line in standing:
        echo(f"log: {line}")


def related(folder: Path, as_json: bool) -> None:
    """Distinct reports that belong together: an erratum and its article, a protocol and its results."""
    from reviewkit.render.terminal import short
    from reviewkit.store.folder import read

    review = read(folder)
    if as_json:
        echo_json(
            [
                {"records": [one.first, one.second], "relation": one.relation, "rule": one.rule}
                for one in review.related
            ]
        )
        return
    for one in review.related:
        echo(f"{one.relation.value if one.relation else ''}: {one.rule}")
        echo(f"       {short(review.records[one.first])}")
        echo(f"       {short(review.records[one.second])}")
    echo(f"{len(review.related)} pairs are distinct reports that belong together")


def sources(folder: Path, output: list[Path], language: str, force: bool, as_json: bool) -> None:
    """What each source brought, what it brought alone, and how the sources overlap."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import duplicate_tables, overlap_svg
    from reviewkit.render.tables import FORMATS
    from reviewkit.store.folder import read

    for path in output:
        if path.suffix.lstrip(".") not in (*FORMATS, "svg", "png"):
            endings = ", ".join(f".{name}" for name in FORMATS)
            raise ReviewkitError(f"{path}: end the name with {endings} for the table, .svg or .png for the figure")
    review = read(folder)
    shares, overlaps = review.shares, review.overlaps
    if as_json:
        echo_json(
            {
                "sources": [
                    {"source": s.source, "records": s.records, "reports": s.reports, "only_here": s.only_here}
                    for s in shares
                ],
                "overlaps": [{"sources": list(o.sources), "reports": o.reports} for o in overlaps],
                "records": len(review.records),
                "reports": len(review.reports),
            }
        )
        return
    words = labels(language or review.protocol.language)
    database = {source.name: source.database for source in review.facts.sources}
    shares = tuple(one._replace(source=database.get(one.source, one.source)) for one in shares)
    overlaps = tuple(
        one._replace(sources=tuple(database.get(name, name) for name in one.sources)) for one in overlaps
    )
    figures = [path for path in output if path.suffix in (".svg", ".png")]
    for path in figures:
        data = (overlap_svg.svg if path.suffix == ".svg" else overlap_svg.png)(overlaps, shares, words)
        write_output(path, data, force)
    if not output or len(figures) < len(output):
        table = duplicate_tables.sources_table(shares, len(review.reports), words)
        write_table(table, [path for path in output if path not in figures], force, terminal_width())


def origin(folder: Path, record: str, as_json: bool) -> None:
    """Each field of a report, with the sources that gave it; what differs stands on lines of its own."""
    from reviewkit import dedupe as engine
    from reviewkit.store.folder import read

    review = read(folder)
    known(review, (record,))
    report = review.report_of[record]
    found = engine.field_origins([review.records[one] for one in review.reports[report]])
    if as_json:
        echo_json([{"field": one.field, "value": one.value, "records": list(one.records)} for one in found])
        return
    echo(f"{report}: {len(review.reports[report])} records")
    for one in found:
        text = one.value if len(one.value) <= 160 else one.value[:160] + " ..."
        echo(f"{one.field:<9} {text}")
        echo(f"{'':<9} from {', '.join(one.records)}")


def audit(folder: Path, as_json: bool) -> None:
    """All title pairs of the review compared."""
    from reviewkit import dedupe as engine
    from reviewkit.store.folder import read

    review = read(folder)
    records = list(review.records.values())
    echo_audit(engine.columns(records), [record.id for record in records], review.protocol.duplicates, as_json)


def echo_audit(table: "Columns", ids: list[str], policies: "Policies", as_json: bool) -> None:
    """Run the audit and print what the blocking missed."""
    from reviewkit.dedupe.audit import MIN_RATIO, audit

    if len(ids) < 2:
        raise ReviewkitError("there are no two records to compare.")
    with progress("comparing all titles", len(ids)) as told:
        found = audit(table, policies, told)
    if as_json:
        echo_json(
            {
                "compared": found.compared,
                "likely": found.likely,
                "proposed": found.proposed,
                "missed": [
                    {"records": [ids[one.left], ids[one.right]], "verdict": one.verdict, "rule": one.rule}
                    for one in found.missed
                ],
            }
        )
        return
    for one in found.missed:
        echo(f"{ids[one.left]} and {ids[one.right]}: {one.verdict.value} ({one.rule})")
    share = found.proposed / found.likely if found.likely else 1.0
    echo(
        f"{found.compared} title pairs were compared; {found.likely} are alike by {MIN_RATIO} of 100 or more, and the "
        f"blocking had proposed {found.proposed} of these ({share:.2%})"
    )
    echo(f"{len(found.missed)} pairs that would be joined or shown to a person were missed")
