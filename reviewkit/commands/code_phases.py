"""code read, readings and lists: what was read, and what a team looks through while it makes and reviews themes."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened, warn
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.codebook_lists import BookList, BookLists, CodeCounts, StudyLeft, ThemeTexts
    from reviewkit.coding import CodedQuote

Book = Annotated[str, typer.Option("--codebook", help="Which codebook, where there are several.")]

TITLES = {
    "no-theme": "codes that count for no theme",
    "unused": "codes that nobody has used",
    "parked": "codes that are parked",
    "not-coded": "studies in which nobody has used a code",
    "candidates": "candidate themes",
    "contradicting": "quotes that contradict their code",
    "undefined": "themes to define or name",
    "one-coder": "codes whose every quote is by one person",
}


def read(
    study: Annotated[str, typer.Argument(help="The key of a study in studies.yaml.")],
    memo: Annotated[str, typer.Option(help="What came to your mind while you read.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that you have read a study to become familiar with it, and in which texts."""
    from reviewkit.actions.familiarising import log_reading
    from reviewkit.render import json_phases

    done = log_reading(opened(folder), as_, study, memo)
    if as_json:
        echo_json(json_phases.logged_reading(done))
        return
    for notice in done.notices:
        warn(f"note: {notice}")
    texts = f" ({number_of(done.texts, 'full text')})" if done.texts else ""
    echo(f"{done.study} is logged as read by {done.reader}{texts}; to undo this: reviewkit undo {done.id}")


def readings(folder: Folder = HERE, as_json: Json = False) -> None:
    """Show who has logged reading which study, when, and whether its texts have changed since."""
    from reviewkit.actions import familiarising
    from reviewkit.render import json_phases

    review = opened(folder).review
    found, unread = familiarising.readings(review), familiarising.unread(review)
    if as_json:
        echo_json(json_phases.readings(found, unread))
        return
    for one in found:
        texts = number_of(len(one.act.texts), "full text") if one.act.texts else "no full text"
        echo(f"{one.study.key:<20} {one.act.by:<12} {one.act.at:%Y-%m-%d}  {texts}  {one.act.id}")
        for change in one.changes():
            echo(f"    {change}")
        if one.act.memo:
            echo(f"    {one.act.memo}")
    for study in unread:
        echo(f"{study.key:<20} nobody has logged reading it")


def lists(
    name: Annotated[str, typer.Argument(metavar="[LIST]", help=f"Which list: {', '.join(TITLES)}.")] = "",
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """List what is left on the way to themes: codes without a theme or a use, themes without a definition, and more."""
    from reviewkit.actions.codebook import chosen
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import codings_shown
    from reviewkit.codebook_lists import lists as lists_of
    from reviewkit.render import json_phases

    if name and name not in TITLES:
        raise typer.BadParameter(f"{name} is not one of {', '.join(TITLES)}")
    review = opened(folder).review
    who = person_or_nobody(review.protocol, as_)
    found = lists_of(chosen(review, book), codings_shown(review, who), review.included_studies)
    if as_json:
        echo_json(json_phases.lists(found))
        return
    for one, size in found.sizes().items():
        if name in ("", one.value):
            echo(f"{one.value} ({TITLES[one.value]}): {size or 'none'}")
            _echo_list(found, one)


def _echo_list(found: "BookLists", name: "BookList") -> None:
    for line in _lines(found, name):
        echo(f"    {line}")


def _lines(found: "BookLists", name: "BookList") -> list[str]:
    language = found.book.language
    match name.value:
        case "not-coded":
            return [_study(one) for one in found.not_coded]
        case "contradicting":
            return [_quote(one) for one in found.contradicting]
        case "undefined":
            return [_theme(one, language) for one in found.undefined]
        case "unused":
            return [f"{one.code.id}  {one.code.label(language)}" for one in found.unused]
        case other:
            return [_use(one, language) for one in getattr(found, other.replace("-", "_"))]


def _use(one: "CodeCounts", language: str) -> str:
    counts = [number_of(one.quotes, "quote")]
    if one.study_marks:
        counts.append(number_of(one.study_marks, "mark without a quote", "marks without quotes"))
    by = f", by {one.coders[0]}" if len(one.coders) == 1 else ""
    where = number_of(len(one.studies), "study", "studies")
    return f"{one.code.id}  {one.code.label(language)}: {' and '.join(map(str, counts))} in {where}{by}"


def _study(one: "StudyLeft") -> str:
    how = f"coded to the end by {', '.join(one.finished)}" if one.finished else "not coded to the end by anybody"
    return f"{one.study.key}  {one.study.citation}: {how}"


def _quote(one: "CodedQuote") -> str:
    theme = f"{one.theme.id} / " if one.theme and one.theme is not one.code else ""
    return f'{theme}{one.code.id}, {one.study.key}, {one.coder}: "{one.segment.quote}"'


def _theme(one: "ThemeTexts", language: str) -> str:
    missing = [
        text
        for text, is_there in (("no definition", one.definition), ("no central concept", one.central_concept))
        if not is_there
    ]
    if one.bare_topic:
        missing.append("its name is one word, which may be a topic rather than what you found about it")
    return f"{one.theme.id}  {one.theme.label(language)}: {'; '.join(missing)}"
