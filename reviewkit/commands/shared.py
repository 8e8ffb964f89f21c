"""What all commands share: options, what is printed and asked in a terminal, and writing derived files.

Nothing else writes to the terminal: each function here makes its text harmless, whoever wrote it.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.safe import Coloured, plain
from reviewkit.words import Role, in_line

if TYPE_CHECKING:
    from reviewkit.locales import Labels
    from reviewkit.store.open_review import OpenReview

Folder = Annotated[Path, typer.Option("--folder", "-C", help="The review folder, or a folder inside it.")]
As = Annotated[str, typer.Option("--as", help="Your reviewer id, as in review.yaml (or set REVIEWKIT_REVIEWER).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Language = Annotated[
    str,
    typer.Option("--language", "-l", help="Language of labels: en, nb or nn. Default: the one in review.yaml."),
]
Why = Annotated[str, typer.Option("--note", help="Why, for the log.")]
Output = Annotated[list[Path] | None, typer.Option("--output", "-o", help="A file to write; can be repeated.")]
DraftTable = Annotated[
    bool, typer.Option("--draft", help="Write the table although it is unfinished; marked DRAFT.")
]
SetName = Annotated[
    str, typer.Option("--studies", metavar="SET", help="Only the studies in this set of studies.yaml.")
]
OnlyStudies = Annotated[
    list[str] | None, typer.Option("--only", metavar="STUDY", help="Only this study; can be repeated.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace existing output files without asking.")]

Separator = Annotated[
    str,
    typer.Option(
        "--separator", help="Between the cells of a .csv: , or ; or tab. Default: ; for nb and nn, else ,"
    ),
]

Digest = Annotated[
    bool, typer.Option("--digest", help="Print the version and the digest of the data (as in status) below it.")
]

HERE = Path()
Result = TypeVar("Result")


def echo(text: str = "") -> None:
    """Print a line for the person; control characters in imported texts are made harmless."""
    typer.echo(plain(text))


def echo_coloured(text: Coloured) -> None:
    """Print lines that have our own colours in them."""
    typer.echo(text)


def warn(text: str) -> None:
    """Print a line to standard error."""
    typer.echo(plain(text), err=True)


def echo_json(value: Any) -> None:
    """Print JSON for other programs."""
    from reviewkit.render.json import text

    typer.echo(text(value))


def confirm(question: str) -> bool:
    """Whether the person says yes. Raises typer.Abort where the input ends."""
    return typer.confirm(plain(question))


def ask(prompt: str, default: str | None = None, show_default: bool = True) -> str:
    """A line of text without blanks around it; the default where it is empty. Without a default it is asked for again.

    Raises typer.Abort where the input ends.
    """
    shown = None if default is None else plain(default)
    return str(typer.prompt(plain(prompt), default=shown, show_default=show_default and bool(shown))).strip()


def ask_key(prompt: str) -> str:
    """A key that is pressed in a terminal, in small letters. Raises KeyboardInterrupt or EOFError where the person ends
    it."""
    typer.echo(f"{plain(prompt)}: ", nl=False)
    pressed = typer.getchar().casefold()
    echo(pressed if pressed.isprintable() else "")
    return pressed


def opened(folder: Path) -> "OpenReview":
    """The review in the folder named, or in the folder that the person is in."""
    from reviewkit.store.open_review import open_review

    return open_review(folder)


def digest_line(folder: "OpenReview", words: "Labels") -> str:
    """The line for --digest; warns about files that no log knows, because the digest does not cover them."""
    from reviewkit import __version__
    from reviewkit.actions.agreements import not_in_digest

    if missing := not_in_digest(folder):
        named = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        warn(
            f"note: the digest covers what is in the logs, but not {named}. Changes to YAML files are logged with the "
            "next thing that anybody does (docs/logs.md)"
        )
    return words.digest(__version__, folder.digest())


def ending_of(path: Path) -> str:
    """The ending of a file's name in small letters and without its dot; Windows writes it in either."""
    return path.suffix.casefold().lstrip(".")


def separator_of(word: str) -> str:
    """The sign that --separator names, "" where it was not given. Raises a usage error for any other."""
    signs = {"": "", ",": ",", ";": ";", "tab": "\t", "\t": "\t"}
    if word not in signs:
        raise typer.BadParameter(f"--separator can be , or ; or tab, not {word!r}")
    return signs[word]


def terminal_width() -> int:
    """Columns of the terminal; piped output is 120 wide."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 120


def not_together(**given: object) -> None:
    """Raise a usage error where more than one of these options is given, so that none is silently ignored.

    The names are those of the options, with _ for -; an empty value means that the option was not given.
    """
    names = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if len(names) > 1:
        raise typer.BadParameter(f"{' and '.join(names)} cannot be used together; use one at a time")


def one_answer(as_json: bool, digest: bool, output: Sequence[Path] | None) -> None:
    """Raise a usage error where --json is given together with what it would silently ignore."""
    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)


def roles_of(words: Sequence[str]) -> tuple[Role, ...]:
    """Roles from what was typed. Raises a usage error for a word that is none."""
    names = [word.strip() for word in words]
    for name in names:
        if name not in list(Role):
            raise typer.BadParameter(f"{name!r} is not a role. It can be: {', '.join(Role)}")
    return tuple(Role(name) for name in names)


def may_replace(path: Path, force: bool) -> None:
    """Return if a derived file may be written: it is new, or the person agreed (--force, or a yes); raise otherwise."""
    if force or not path.exists():
        return
    if not sys.stdin.isatty():
        raise ReviewkitError(
            f"{in_line(path)}: this file already exists and was not replaced. Add --force to replace it."
        )
    if not confirm(f"{in_line(path)} already exists. Replace it?"):
        raise ReviewkitError(f"{in_line(path)}: the file was not replaced.")


def write_output(path: Path, data: bytes | str, force: bool) -> None:
    """Write a derived file. An existing one is replaced only after a yes, or with --force."""
    from reviewkit.store.files import write_whole

    may_replace(path, force)
    write_whole(path, data)
    warn(f"wrote {in_line(path)}")


def with_spinner(what: str, work: Callable[[], Result]) -> Result:
    """Do the work; on a terminal, show a spinner meanwhile."""
    if not sys.stderr.isatty():
        return work()
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(plain(what))):
        return work()


@contextlib.contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar, on a terminal only. The function that it gives advances the bar by a number of steps."""
    if not sys.stderr.isatty():
        yield lambda steps: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_in_bar(what), total=total)
        yield lambda steps: bar.update(task, advance=steps)


@contextlib.contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for work in several steps, on a terminal only; it is told the step, how much is done, and of how
    much."""
    if not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step, done, of: bar.update(task, description=_in_bar(step), completed=done, total=of)


def _in_bar(what: str) -> str:
    """A text beside a progress bar, where rich would read markup."""
    from rich.markup import escape

    return escape(plain(what))


def say_changed(file: str, ids: tuple[str, ...], as_json: bool) -> None:
    """Print that a file of agreements was changed, and how to undo it; or that it says so already."""
    if as_json:
        echo_json({"file": file, "events": list(ids)})
    elif ids:
        echo(f"{in_line(file)} was changed; to undo this: reviewkit undo {' '.join(ids)}")
    else:
        echo(f"{in_line(file)} says so already; nothing was changed")


def report_problems(problems: tuple[Problem, ...] | list[Problem], most: int = 5) -> None:
    """Print problems that are more than notes to standard error, the first few in full."""
    serious = [problem for problem in problems if problem.level is not Level.NOTE]
    for problem in serious[:most]:
        warn(str(problem))
    if len(serious) > most:
        warn(f"... and {len(serious) - most} more: reviewkit check")
