"""finding: the findings of the review, what is behind them, what people judged of them (GRADE-CERQual), and tables."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import say_closed
from reviewkit.commands.groups import group
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    DraftTable,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    digest_line,
    echo,
    echo_json,
    not_together,
    one_answer,
    opened,
    terminal_width,
    warn,
)
from reviewkit.words import CERQUAL_COMPONENTS

if TYPE_CHECKING:
    from reviewkit.actions.findings import LoggedFinding
    from reviewkit.findings import CurrentFinding
    from reviewkit.locales import Labels

app = group("Findings: what they rest on, and the confidence in each (GRADE-CERQual).", "list")

KeyArgument = Annotated[str, typer.Argument(help="The key of a finding (`finding list`).")]
Codes = Annotated[
    list[str] | None, typer.Option("--code", "-c", help="A code or theme that it sums up; can be repeated.")
]
Studies = Annotated[
    list[str] | None,
    typer.Option("--study", "-s", help="The key of a study that contributes, coded or not; can be repeated."),
]
Segments = Annotated[
    list[str] | None,
    typer.Option(
        "--quote", "-q", help="The id of a coded quote that it rests on (`code quotes --json`); can be repeated."
    ),
]


@app.command("list")
def list_(folder: Folder = HERE, language: Language = "", as_: As = "", as_json: Json = False) -> None:
    """Show the findings with what is behind them, what is still to be judged, and what is wrong."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import finding_problems_shown, findings_shown
    from reviewkit.locales import labels
    from reviewkit.render import json_findings

    review = opened(folder).review
    who, closed = person_or_nobody(review.protocol, as_), say_closed(review, as_)
    found, problems = findings_shown(review, who), finding_problems_shown(review, who)
    if as_json:
        echo_json(json_findings.findings(found, problems, closed))
        return
    words = labels(language or review.protocol.language)
    for one in found:
        _echo_finding(one, words)
    if not found:
        echo("There is no finding yet. To add one: reviewkit finding add TEXT --code CODE")
    for problem in problems:
        warn(f"{problem.place}: {problem.level}: {problem.message}")


def _echo_finding(one: "CurrentFinding", words: "Labels") -> None:
    from reviewkit.finding_problems import named
    from reviewkit.render.tables.findings import facts_said, level_said

    echo(f"{one.finding.key}: {one.finding.text}")
    echo(f"  {facts_said(one, (), words)}")
    if one.studies:
        echo(f"  {', '.join(study.citation for study in one.studies)}")
    for name in CERQUAL_COMPONENTS:
        why = one.judged[name].judgement.why if name in one.judged else ""
        echo(f"  {words.say(named(name))}: {level_said(one, name, words)}{f' ({why})' if why else ''}")


@app.command()
def add(
    text: Annotated[str, typer.Argument(help="The finding, as a sentence that can be judged.")],
    key: Annotated[str, typer.Option("--key", help="A short name that it keeps. Default: its first words.")] = "",
    codes: Codes = None,
    studies: Studies = None,
    segments: Segments = None,
    why: Annotated[str, typer.Option(help="A reason for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log a finding, with the codes that it sums up and the studies and quotes that it rests on."""
    from reviewkit.actions import findings

    rests = findings.Rests(tuple(codes or ()), tuple(studies or ()), tuple(segments or ()))
    done = findings.add(opened(folder), as_, text, rests, key, why)
    _print(done, f"finding {done.key} is added", as_json)


@app.command()
def revise(
    key: KeyArgument,
    text: Annotated[str, typer.Argument(help="The new wording. Default: it stays as it is.")] = "",
    codes: Codes = None,
    studies: Studies = None,
    segments: Segments = None,
    why: Annotated[str, typer.Option(help="Why; the log keeps it, and the earlier wording.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Reword a finding, or name other codes, studies or quotes; these replace those before, and "" takes them all out.

    What was judged of the earlier wording is said to be of an earlier wording until somebody judges it again.
    """
    from reviewkit.actions import findings

    done = findings.revise(opened(folder), as_, key, why, text, codes, studies, segments)
    _print(done, f"finding {done.key} is revised", as_json)


@app.command()
def judge(
    key: KeyArgument,
    component: Annotated[
        str, typer.Argument(help=f"{', '.join(CERQUAL_COMPONENTS)}; the beginning of a word is enough.")
    ],
    level: Annotated[
        str,
        typer.Argument(
            help="none (no or very minor concerns), minor, moderate, serious; of the confidence high, "
            "moderate, low, very-low."
        ),
    ],
    why: Annotated[
        str, typer.Option(help="The explanation, as it is printed; only no or very minor concerns need none.")
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what you and the others judged of a finding (GRADE-CERQual). The last judgement of a component counts."""
    from reviewkit.actions import findings

    done = findings.judge(opened(folder), as_, key, component, level, why)
    _print(done, f"{done.key} is judged", as_json)


@app.command()
def table(
    profile: Annotated[
        bool, typer.Option("--profile", help="The CERQual evidence profile: each component with its explanation.")
    ] = False,
    isoq: Annotated[
        bool, typer.Option("--isoq", help="Only the columns of iSoQ, in its order and words, to be copied there.")
    ] = False,
    without_judgements: Annotated[
        bool,
        typer.Option("--without-judgements", help="Where confidence is not assessed: findings and studies only."),
    ] = False,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="FIELD",
            help="A field of the charting form to count in the studies of each finding; can be repeated. Default: "
            "countries and the number of participants.",
        ),
    ] = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the summary of qualitative findings, or write it as .docx, .xlsx, .html, .md, .csv or .tex."""
    from reviewkit.actions.finding_tables import finding_table
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.locales import labels
    from reviewkit.render import json_findings
    from reviewkit.render.tables.draft import marked
    from reviewkit.render.tables.findings import evidence_profile, summary_of_findings

    one_answer(as_json, digest, output)
    not_together(profile=profile, without_judgements=without_judgements)
    work = opened(folder)
    review = work.review
    who = person_or_nobody(review.protocol, as_)
    say_closed(review, as_)
    words = labels(language or review.protocol.language)
    shown = finding_table(review, words, who, fields or (), not without_judgements)
    if as_json:
        echo_json(json_findings.finding_table(shown))
        return
    check_finished(shown.missing, output, draft)
    made = (
        evidence_profile(shown.found, words, shown.facts, isoq)
        if profile
        else summary_of_findings(shown.found, words, shown.facts, not without_judgements, isoq)
    )
    note = digest_line(work, words) if digest else ""
    write_table(marked(made, shown.missing, words), output, force, terminal_width(), note, separator)


def _print(done: "LoggedFinding", what: str, as_json: bool) -> None:
    from reviewkit.render import json_findings

    if as_json:
        echo_json(json_findings.logged(done))
        return
    for notice in done.notices:
        warn(f"note: {notice}")
    if done.already:
        echo(f"the log says so already ({done.key}); nothing was added")
    else:
        echo(f"{what}; to undo this: reviewkit undo {done.id}")
