"""code review: a second person goes through what others coded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, not_together, opened
from reviewkit.words import RELATIONS, number_of

if TYPE_CHECKING:
    from reviewkit.actions.coding_review import Reviewed
    from reviewkit.coding_reviews import ReviewCounts, ReviewedQuote
    from reviewkit.model import Mark, SegmentReview
    from reviewkit.review import Review

Codes = list[str] | None


def review(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[SEGMENT|STUDY]", help="The id of a coded quote, or a study to list. Default: all."
        ),
    ] = "",
    agree: Annotated[bool, typer.Option("--agree", help="The codes are right.")] = False,
    adjust: Annotated[
        Codes,
        typer.Option(
            metavar="CODE[=RELATION]",
            help="The quote has this code from now on; can be repeated. With =contradicts: so it relates to this code.",
        ),
    ] = None,
    question: Annotated[
        bool, typer.Option("--question", help="Ask about the codes; say what with --why.")
    ] = False,
    propose: Annotated[
        Codes,
        typer.Option(
            metavar="CODE[=RELATION]", help="Propose this code, and let the coder decide; can be repeated."
        ),
    ] = None,
    settle: Annotated[
        Codes, typer.Option(metavar="CODE[=RELATION]", help="What was decided: this code; can be repeated.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="What was decided: the quote keeps its codes.")] = False,
    why: Annotated[str, typer.Option(help="Why, for the log; only --agree needs no reason.")] = "",
    relation: Annotated[
        str,
        typer.Option(
            help=f"How the quote relates to the codes: {', '.join(RELATIONS)}. Default: as before, else supports."
        ),
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """List the quotes of others that you have not reviewed, and what is open; with an action, review one."""
    from reviewkit.actions.coding_review import NewReview, review_segment

    not_together(agree=agree, adjust=adjust, question=question, propose=propose, settle=settle, keep=keep)
    if relation and relation not in RELATIONS:
        raise typer.BadParameter(f"--relation {relation} is not one of {', '.join(RELATIONS)}")
    actions = {
        "agree": agree,
        "adjust": adjust,
        "question": question,
        "propose": propose,
        "settle": settle or keep,
    }
    action = next((one for one, is_given in actions.items() if is_given), "")
    work = opened(folder)
    if not action:
        if why or relation:
            raise typer.BadParameter(
                "say what you think with --agree, --adjust, --question, --propose or --settle"
            )
        _list(work.review, name, as_, as_json)
        return
    if not name:
        raise typer.BadParameter("name the quote by its id, which `reviewkit code review` lists")
    said = [_said_of(one) for one in adjust or propose or settle or ()]
    relations = {code: of_it for code, of_it in said if of_it}
    new = NewReview(name, action, tuple(code for code, _ in said), why, relation, relations=relations)
    _say(review_segment(work, as_, new), action, as_json)


def _said_of(option: str) -> tuple[str, str]:
    """A code and how the quote relates to it, "" where that is not said. Raises a usage error for no relation."""
    code, equals, relation = option.partition("=")
    if equals and relation not in RELATIONS:
        raise typer.BadParameter(f"{option}: {relation or '(nothing)'} is not one of {', '.join(RELATIONS)}")
    return code.strip(), relation


_DONE = {
    "agree": "you agree: ",
    "adjust": "",
    "question": "your question is open: ",
    "propose": "your proposal is open: ",
    "settle": "",
}


def _say(done: "Reviewed", action: str, as_json: bool) -> None:
    if as_json:
        from reviewkit.render.json_reviews import reviewed

        echo_json(reviewed(done))
    elif done.already:
        echo(f"this has already been logged for {done.segment}; nothing was added")
    else:
        echo(
            f"{_DONE[action]}{done.segment} is coded as {_codes(done.marks)}; to undo this: reviewkit undo {done.id}"
        )


def _list(whole: "Review", name: str, as_: str, as_json: bool) -> None:
    """The queue of the person, what is open, and what came of reviewing so far; of one study, or of one quote."""
    from reviewkit.actions.coding_review import review_list
    from reviewkit.actions.who import person_or_nobody

    person = person_or_nobody(whole.protocol, as_)
    found = review_list(whole, person, name)
    as_seen(whole, as_)
    if as_json:
        from reviewkit.render.json_reviews import review_list as shape

        echo_json(shape(found, closed_to(whole, as_)))
        return
    if found.named:
        _show(found.named)
        return
    if person:
        waiting = number_of(len(found.waiting), "quote of others waits", "quotes of others wait")
        echo(f"{waiting} for your review")
    else:
        echo("to see what waits for your review, say who you are: reviewkit code review --as YOU")
    for one in found.waiting:
        _show(one)
    echo(f"{number_of(len(found.open), 'quote has', 'quotes have')} a question or a proposal that is open")
    for one in found.open:
        _show(one)
    _show_counts(found.counts, found.without_id)
    if found.waiting:
        echo(
            "to say what you think: reviewkit code review ID --agree | --adjust CODE | --question | --propose CODE"
        )
    if found.open:
        echo("to settle one: reviewkit code review ID --settle CODE, or --keep; its coder recodes it")


def _show(one: "ReviewedQuote") -> None:
    segment = one.segment
    page = f", {segment.page}" if segment.page else ""
    echo(f"  {one.study}{page} ({one.coder}): {_codes(segment.marks)}  [{segment.event}]")
    echo(f'      "{" ".join(segment.quote.split())}"')
    for review in segment.reviews:
        echo(f"      {_said(review)}")


_WORDS = {"agree": "agrees", "adjust": "adjusts", "question": "asks", "propose": "proposes", "settle": "settles"}


def _said(review: "SegmentReview") -> str:
    codes = f" {_codes(review.marks)}" if review.marks else ""
    why = f": {review.why}" if review.why else ""
    return f"{review.by} {_WORDS[review.action]}{codes}{why}{' (open)' if review.is_open else ''}"


def _codes(marks: "Sequence[Mark]") -> str:
    return ", ".join(
        mark.code if mark.relation == "supports" else f"{mark.code} ({mark.relation})" for mark in marks
    )


def _show_counts(counts: "ReviewCounts", without_id: int) -> None:
    echo(
        f"{counts.reviewed} of {number_of(counts.segments, 'quote')} reviewed: {counts.agree} agreed, "
        f"{counts.adjust} adjusted, {counts.question} questioned, {counts.propose} with a proposal, "
        f"{counts.settle} settled"
    )
    if without_id:
        are = number_of(without_id, "quote is", "quotes are")
        echo(f"{are} in files under coding/ and cannot be reviewed until logged: reviewkit code import FILE")
