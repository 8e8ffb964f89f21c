"""protocol: what the review asks and how: aim, framework with its search terms, definitions, methods, registration."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, Why, opened, say_changed
from reviewkit.words import in_language

if TYPE_CHECKING:
    from reviewkit.actions.question_change import QuestionChange
    from reviewkit.model import Protocol


def add_to(app: typer.Typer) -> None:
    """Add the commands to the group `protocol`."""
    for command in (about, framework, element, define, registered):
        app.command()(command)


def question_lines(protocol: "Protocol") -> list[str]:
    """The question in words, one thing in each line."""
    return list(_lines(protocol))


def _lines(protocol: "Protocol") -> Iterator[str]:
    language = protocol.language
    for name, texts in (("aim", protocol.aim), ("target group", protocol.target_group)):
        if said := in_language(texts, language):
            yield f"{name}: {said}"
    yield from (f"question: {in_language(labels, language)}" for labels in protocol.questions)
    if protocol.framework:
        yield f"framework: {protocol.framework.name}"
        for one in protocol.framework.elements:
            meaning = in_language(one.meaning, language)
            yield f"  {one.letter} {one.id} ({one.label(language)})" + (f": {meaning}" if meaning else "")
            yield from (f"    {column}: {'; '.join(one.terms_in(column))}" for column in one.term_columns())
    yield from (f"definition of {one.term}: {in_language(one.texts, language)}" for one in protocol.definitions)
    yield from (f"method: {in_language(labels, language)}" for labels in protocol.methods)
    if place := protocol.registration:
        said = ", ".join(filter(None, (place.where, place.id, place.date, place.url)))
        yield f"registered: {said}"


def about(
    aim: Annotated[str | None, typer.Option(help="The aim of the review, in its language; '' for none.")] = None,
    target_group: Annotated[str | None, typer.Option(help="Whom the review is for; '' for nobody named.")] = None,
    method: Annotated[
        list[str] | None,
        typer.Option(
            help="A method that the review follows, such as JBI; repeat it for the whole list, '' for none."
        ),
    ] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Say what the review is for: its aim, its target group, and the methods that it follows."""
    from reviewkit.actions.question_change import QuestionChange

    change = QuestionChange(aim=aim, target_group=target_group, methods=None if method is None else tuple(method))
    if change == QuestionChange():
        raise typer.BadParameter("say what to change, such as --aim TEXT or --method 'Arksey & O\\'Malley (2005)'")
    _change(folder, as_, change, note, as_json)


def framework(
    name: Annotated[str, typer.Argument(help="PCC, PICO, PICo, SPIDER, or a name of your own; '' for none.")],
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Name the framework of the question. The known ones bring their elements; `element` says what they mean."""
    from reviewkit.actions.question_change import QuestionChange

    _change(folder, as_, QuestionChange(framework=name), note, as_json)


def element(
    element_id: Annotated[str, typer.Argument(metavar="ID", help="The element, such as population.")],
    letter: Annotated[str | None, typer.Option(help="Its letter, such as P.")] = None,
    label: Annotated[str | None, typer.Option(help="Its name in the language of the review.")] = None,
    meaning: Annotated[str | None, typer.Option(help="What it is in this review; '' for not said.")] = None,
    term: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANGUAGE=TERM",
            help="A search term, such as en=nurse* or 'mesh=Health Personnel'; repeat it for the whole list of that "
            "language (or mesh, cinahl, emtree, eric, apa), and write nb= for an empty one.",
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it, with its terms.")] = False,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Say what an element of the framework is in this review, and which terms were searched for; or add an element."""
    from reviewkit.actions.question_change import NewElement, QuestionChange

    if remove:
        _change(folder, as_, QuestionChange(without=frozenset({element_id})), note, as_json)
        return
    new = NewElement(element_id, letter, label, meaning, _terms(term) if term is not None else None)
    _change(folder, as_, QuestionChange(elements=(new,)), note, as_json)


def define(
    term: Annotated[str, typer.Argument(help="The term, in quotation marks.")],
    text: Annotated[str, typer.Argument(help="What the review means by it, in its language; '' to remove it.")],
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Define a term."""
    from reviewkit.actions.question_change import QuestionChange

    _change(folder, as_, QuestionChange(definitions={term: text}), note, as_json)


def registered(
    where: Annotated[str | None, typer.Option(help="Where, such as OSF; '' for not said.")] = None,
    registration: Annotated[str | None, typer.Option("--id", help="Its number there.")] = None,
    date: Annotated[str | None, typer.Option(help="The day, as 2026-01-31.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address, such as a DOI.")] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Say where the protocol is registered or published."""
    from reviewkit.actions.question_change import QuestionChange, Registered

    new = Registered(where, registration, date, url)
    if new == Registered():
        raise typer.BadParameter("say where, such as --where OSF --url https://doi.org/10.17605/OSF.IO/AB12C")
    _change(folder, as_, QuestionChange(registration=new), note, as_json)


def _terms(texts: list[str]) -> dict[str, list[str]]:
    """Terms by language or list of subject headings. Raises a usage error for one that names none."""
    found: dict[str, list[str]] = {}
    for text in texts:
        column, equals, term = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"--term {text!r}: write LANGUAGE=TERM, such as en=nurse*")
        found.setdefault(column.strip().casefold(), []).append(term)
    return found


def _change(folder: Path, as_: str, change: "QuestionChange", note: str, as_json: bool) -> None:
    from reviewkit.actions.protocol import ProtocolChange, change_protocol

    ids = change_protocol(opened(folder), as_, ProtocolChange(question=change), note)
    say_changed("review.yaml", ids, as_json)
