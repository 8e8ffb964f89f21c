"""protocol: what the team agreed in review.yaml, shown and changed."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.groups import group
from reviewkit.commands.protocol_question import add_to, question_lines
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Json,
    Why,
    echo,
    echo_json,
    opened,
    roles_of,
    say_changed,
    warn,
)
from reviewkit.words import Analysis, Consensus, Maybe, ReviewerKind, Team, in_language

if TYPE_CHECKING:
    from reviewkit.actions.protocol import ProtocolChange
    from reviewkit.model import Protocol
    from reviewkit.store.open_review import OpenReview

app = group("What the team agreed: title, stages, reviewers, reasons, criteria.", "show")

Include = Annotated[
    list[str] | None, typer.Option(help="One for inclusion; repeat it for the whole list, '' for an empty one.")
]
Exclude = Annotated[
    list[str] | None, typer.Option(help="One for exclusion; repeat it for the whole list, '' for an empty one.")
]
Remove = Annotated[bool, typer.Option("--remove", help="Remove it; only possible while no log names it.")]


@app.command()
def show(folder: Folder = HERE, as_json: Json = False) -> None:
    """Show what the team agreed in review.yaml."""
    from reviewkit.render import json

    protocol = opened(folder).review.protocol
    if as_json:
        echo_json(json.protocol(protocol))
        return
    for line in _lines(protocol):
        echo(line)


def _lines(protocol: "Protocol") -> list[str]:
    """The protocol in words, one thing in each line."""
    language = protocol.language
    lines = [f"title: {protocol.title}", f"language: {language}"]
    for stage in protocol.stages:
        people = f"{stage.people} per record" + (f" ({stage.share:.0%} of them)" if stage.share < 1 else "")
        agree = f"consensus {stage.consensus}, maybe counts as {stage.maybe}"
        lines.append(f"stage {stage.id}: {people}, {agree}")
    for one in protocol.reviewers:
        days = "".join(f", {word} {day}" for word, day in (("from", one.since), ("until", one.until)) if day)
        does = ", ".join(sorted(one.roles)) if one.kind is ReviewerKind.PERSON else one.kind
        lines.append(f"reviewer {one.id}: {one.described}, {does}{days}")
    lines += [f"reason {reason.id}: {reason.label(language)}" for reason in protocol.reasons]
    lines += [f"analysis of what is coded: {protocol.analysis}"] if protocol.analysis else []
    lines += [f"people who code: {protocol.team}, {protocol.coders} per study"] if protocol.team else []
    lines += question_lines(protocol)
    for word, texts in (("include", protocol.criteria.include), ("exclude", protocol.criteria.exclude)):
        lines += [f"{word}: {in_language(labels, language)}" for labels in texts]
    return lines


@app.command("set")
def set_(
    title: Annotated[str | None, typer.Option(help="The title of the review.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="The language of the review: en, nb or nn.")
    ] = None,
    stages: Annotated[
        str | None, typer.Option(help="two (titles and abstracts, then full texts), or one.")
    ] = None,
    reviewers_per_record: Annotated[
        int | None, typer.Option(help="How many people decide on each record.")
    ] = None,
    doubly_screened: Annotated[
        str | None, typer.Option(help="The share of records that so many people decide on, such as 10%.")
    ] = None,
    consensus: Annotated[Consensus | None, typer.Option(help="When people agree.")] = None,
    maybe_counts_as: Annotated[Maybe | None, typer.Option(help="What a maybe counts as.")] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Change single things that the team agreed; all others stay as they are, and so do your comments."""
    from reviewkit.actions.protocol import ProtocolChange

    change = ProtocolChange(
        title, language, stages, reviewers_per_record, doubly_screened, consensus, maybe_counts_as
    )
    if change == ProtocolChange():
        raise typer.BadParameter("say what to change, such as --title TITLE")
    _change(opened(folder), as_, change, note, as_json)


@app.command()
def reviewer(
    reviewer_id: Annotated[str, typer.Argument(metavar="ID", help="The reviewer's id, in lower case.")],
    name: Annotated[str | None, typer.Option(help="The reviewer's name.")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="screens, settles, charts, codes or watches; can be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="The first day, as 2026-01-31.")] = None,
    until: Annotated[str | None, typer.Option(help="The last day, as 2026-01-31.")] = None,
    remove: Remove = False,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Add a reviewer, or change their name, roles and days. Without roles they do everything but watch."""
    from dataclasses import replace

    from reviewkit.actions.protocol import NewReviewer, ProtocolChange, reviewers_of

    work = opened(folder)
    seen = _seen(work)
    known = {one.id: one for one in reviewers_of(work.review.protocol)}
    new: dict[str, NewReviewer] = {**known}
    if remove:
        _known(reviewer_id, known, "reviewer")
        del new[reviewer_id]
    else:
        one = known.get(reviewer_id) or NewReviewer(reviewer_id)
        one = replace(one, name=one.name if name is None else name)
        one = replace(one, since=_day(since, one.since), until=_day(until, one.until))
        new[reviewer_id] = replace(one, roles=roles_of(role) if role else one.roles)
    _change(work, as_, ProtocolChange(reviewers=tuple(new.values())), note, as_json, seen)


@app.command()
def reason(
    reason_id: Annotated[str, typer.Argument(metavar="ID", help="The id of the reason, such as population.")],
    label: Annotated[str, typer.Option(help="Its label in the language of the review.")] = "",
    remove: Remove = False,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Add a reason for exclusion, or change its label."""
    from reviewkit.actions.protocol import NewReason, ProtocolChange, reasons_of

    work = opened(folder)
    seen = _seen(work)
    new = {one.id: one for one in reasons_of(work.review.protocol)}
    if remove:
        _known(reason_id, new, "reason")
        del new[reason_id]
    elif label:
        new[reason_id] = NewReason(reason_id, label)
    else:
        raise typer.BadParameter("name the label with --label, or remove the reason with --remove")
    _change(work, as_, ProtocolChange(reasons=tuple(new.values())), note, as_json, seen)


@app.command()
def questions(
    texts: Annotated[list[str], typer.Argument(help="Each research question, in quotation marks; '' for none.")],
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Replace the research questions of the review, which a charting form has groups for."""
    from reviewkit.actions.protocol import ProtocolChange

    given = tuple(text for text in texts if text.strip())
    _change(opened(folder), as_, ProtocolChange(questions=given), note, as_json)


add_to(app)


@app.command()
def criteria(
    include: Include = None,
    exclude: Exclude = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Replace the criteria that are shown while you screen. A list that you do not name stays."""
    from reviewkit.actions.protocol import InAndOut, ProtocolChange

    _some(include, exclude)
    _change(opened(folder), as_, ProtocolChange(criteria=InAndOut(_list(include), _list(exclude))), note, as_json)


@app.command()
def highlight(
    include: Include = None,
    exclude: Exclude = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Replace the words that are highlighted while you screen. A list that you do not name stays."""
    from reviewkit.actions.protocol import InAndOut, ProtocolChange

    _some(include, exclude)
    _change(opened(folder), as_, ProtocolChange(highlight=InAndOut(_list(include), _list(exclude))), note, as_json)


@app.command()
def coding(
    analysis: Annotated[
        str | None,
        typer.Option(help=f"How what is coded is analysed: {', '.join(Analysis)}; '' for not said."),
    ] = None,
    team: Annotated[
        str | None, typer.Option(help=f"How several people code: {', '.join(Team)}; '' for not said.")
    ] = None,
    people: Annotated[int | None, typer.Option(help="How many people code each study to the end.")] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Say how what is coded is analysed, and how several people code: one after another, independently, together."""
    from reviewkit.actions.protocol import ProtocolChange, advice_on_analysis

    change = ProtocolChange(analysis=analysis, team=team, coders_per_study=people)
    if change == ProtocolChange():
        raise typer.BadParameter("say what to change, such as --team sequential")
    work = opened(folder)
    _change(work, as_, change, note, as_json)
    if (advice := advice_on_analysis(work.review.protocol)) and analysis and not as_json:
        warn(f"note: {advice}")


def _change(
    work: "OpenReview", as_: str, change: "ProtocolChange", note: str, as_json: bool, seen: str = ""
) -> None:
    from reviewkit.actions.protocol import change_protocol

    say_changed("review.yaml", change_protocol(work, as_, change, note, seen), as_json)


def _seen(work: "OpenReview") -> str:
    """The state of review.yaml that a change of one entry starts from."""
    from reviewkit.actions.rewriting import seen_now

    return seen_now(work, "review.yaml")


def _some(include: list[str] | None, exclude: list[str] | None) -> None:
    if include is None and exclude is None:
        raise typer.BadParameter("name the texts with --include or --exclude")


def _list(texts: list[str] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(texts)


def _known(name: str, known: Mapping[str, object], noun: str) -> None:
    if name not in known:
        raise typer.BadParameter(f"there is no {noun} {name!r}; there are: {', '.join(known) or '(none yet)'}")


def _day(text: str | None, before: date | None) -> date | None:
    """A day that was typed; '' for none."""
    if text is None:
        return before
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2026-01-31") from None
