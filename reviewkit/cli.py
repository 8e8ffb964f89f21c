"""The command line: an index of the commands, and the one place where an error becomes an exit status."""

import os
import sys
from typing import Annotated

import typer

from reviewkit import __version__
from reviewkit.commands import (
    charting,
    code,
    convert,
    dedupe,
    demo,
    export,
    imports,
    matrix,
    page,
    prisma,
    protocol,
    screen,
    screening_agreement,
    setup,
    show,
    status,
    studies,
    texts,
    undo,
)
from reviewkit.errors import ReviewkitError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From raw database exports to the published PRISMA flow diagram and theme table of a scoping review.",
)

app.command("init")(setup.init)
app.add_typer(protocol.app, name="protocol")
app.command("import")(imports.import_exports)
app.add_typer(imports.app, name="searches")
app.command("status")(status.status)
app.command("check")(status.check)
app.command("undo")(undo.undo)
app.command("merge")(undo.merge)
app.command("upgrade")(setup.upgrade)
app.add_typer(dedupe.app, name="dedupe")
app.command("sources")(show.sources)
app.command("show")(show.show)
screen.app.command("pilot")(screening_agreement.pilot)
screen.app.command("agreement")(screening_agreement.agreement)
app.add_typer(screen.app, name="screen")
app.add_typer(texts.app, name="text")
app.command("prisma")(prisma.prisma)
app.add_typer(studies.app, name="studies")
app.add_typer(charting.app, name="chart")
app.add_typer(code.app, name="code")
app.command("matrix")(matrix.matrix)
app.command("export")(export.export)
app.command("convert")(convert.convert)
app.command("lint")(convert.lint)
app.command("demo")(demo.demo)
app.command("open")(page.open_page)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reviewkit {__version__}")
        raise typer.Exit


@app.callback()
def reviewkit(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """From raw database exports to the published PRISMA flow diagram and theme table of a scoping review."""


def main() -> None:
    """Run the command line. Exit status: 0 for success, 1 for an error or problems, 2 for wrong usage."""
    _set_up_streams()
    try:
        app(prog_name="reviewkit")
        sys.stdout.flush()
    except ReviewkitError as error:
        _stop(f"reviewkit: {error}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        what = f"{error.filename}" if error.filename else "the output could not be written"
        _stop(f"reviewkit: {what}: {error.strerror or error}.")


def _set_up_streams() -> None:
    """Use UTF-8 whatever the system says, and a null device in place of a closed stream."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _stop(message: str) -> None:
    """Say why the command stopped, and exit. Where even that cannot be printed, the exit status says it."""
    from reviewkit.commands.shared import warn

    try:
        warn(message)
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    sys.exit(1)
