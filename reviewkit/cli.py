"""The command line: an index of the commands, and the one place where an error becomes an exit status."""

import os
import sys
from typing import Annotated

import typer

from reviewkit import __version__
from reviewkit.commands import code, convert, dedupe, demo, export, folder, prisma, screen, searches
from reviewkit.errors import ReviewkitError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="From raw database exports to the published PRISMA flow diagram and theme table of a scoping review.",
)

app.command("init")(folder.init)
app.command("import")(searches.import_exports)
app.command("searches")(searches.searches)
app.command("dedupe")(dedupe.dedupe)
app.add_typer(screen.app, name="screen")
app.command("prisma")(prisma.prisma)
app.command("studies")(code.studies)
app.add_typer(code.app, name="code")
app.command("matrix")(code.matrix)
app.command("status")(folder.status)
app.command("check")(folder.check)
app.command("export")(export.export)
app.command("convert")(convert.convert)
app.command("lint")(convert.lint)
app.command("demo")(demo.demo)


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
    """Run the command line. Exit status: 0 fine, 1 stopped or problems, 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="reviewkit")
    except ReviewkitError as error:
        from reviewkit.commands.shared import warn

        warn(f"reviewkit: {error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
