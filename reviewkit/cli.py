"""The command line: an index of the commands, and the one place where an error becomes an exit status."""

import atexit
import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewkit import __version__
from reviewkit.commands.index import Entry, index_of
from reviewkit.errors import ReviewkitError

COMMANDS = {
    "init": Entry("setup:init", "Start a review: create its folder, with the files to fill in."),
    "import": Entry(
        "imports:import_exports",
        "Import exports into the review. They are kept unchanged; importing the same file twice does no harm.",
    ),
    "grey": Entry(
        "grey:grey",
        "Add a document of grey literature (a report, a guideline, a web page) as a record of the review, with its "
        "text.",
    ),
    "status": Entry(
        "status:status",
        "Show how far the review has come, what is left for whom, and the next command to type.",
    ),
    "check": Entry(
        "status:check",
        "List every problem in the review, with file and line. The exit status is 1 if there are any.",
    ),
    "undo": Entry(
        "undo:undo",
        "Undo decisions, imports, dedupe runs, verdicts, codings and so on. Nothing is deleted; an undo can "
        "be undone.",
    ),
    "merge": Entry(
        "undo:merge",
        "Merge a conflicted copy of a log, entry by entry. Nothing is lost, and merging twice does no harm.",
    ),
    "upgrade": Entry(
        "setup:upgrade",
        "Convert a review made with an older version to the current format. Logs and exports stay unchanged.",
    ),
    "sources": Entry(
        "show:sources",
        "Show what each source contributed and how the sources overlap; -o writes tables and figures.",
    ),
    "show": Entry(
        "show:show",
        "Show a report with its fields, the sources that gave them and what was decided, or two records side "
        "by side.",
    ),
    "prisma": Entry(
        "prisma:prisma",
        "Print the PRISMA flow diagram, or write it: .svg .png .pdf .pptx .docx .drawio .mmd .csv, .html with records.",
    ),
    "consult": Entry(
        "consult:consult",
        "Log whom you asked about the review and what it led to (consultation); without options, list all.",
    ),
    "matrix": Entry(
        "matrix:matrix",
        "Print the theme x study table, or write it: .docx, .xlsx, .html, .md, .csv, .tex; heat map: .svg, .pptx.",
    ),
    "diff": Entry(
        "diff:diff",
        "Show what is different in flow, studies, codebook and matrix between two moments, with the records, the "
        "quotes and the acts behind it.",
    ),
    "report": Entry(
        "report:report",
        "Print the report (searches, flow, studies, tables, who did what), or write it: .docx .html .md .pdf.",
    ),
    "compare": Entry(
        "compare:compare",
        "Put the numbers of an edited figure, a published table or a counts.yaml beside those of the folder.",
    ),
    "trace": Entry(
        "trace:trace",
        "Show what is behind a number, a record, a study, a theme or a quote, from the lines of the exports to every "
        "document that shows it.",
    ),
    "manuscript": Entry(
        "manuscript:manuscript",
        "Check a manuscript: its numbers, citations, names, quotes and tables beside what the folder shows.",
    ),
    "bundle": Entry(
        "bundle:bundle",
        "Write everything that may be shared into one zip that anybody can check: logs, agreements, figures, tables.",
    ),
    "verify": Entry(
        "verify:verify",
        "Check a bundle or a review folder: compute again what can be, and print the hash for the paper.",
    ),
    "export": Entry(
        "export:export",
        "Write reports for Rayyan, Covidence, ASReview, EndNote or Zotero, or as CSV. The record ids are "
        "included.",
    ),
    "convert": Entry(
        "convert:convert",
        "Convert exports to one file. The file extension chooses its format: .ris .jsonl .csv .bib .json .enw",
    ),
    "lint": Entry(
        "convert:lint",
        "Check exports for problems. Each line is file:line:column: CODE message; docs/rules explains the codes.",
    ),
    "demo": Entry(
        "demo:demo",
        "Run a real review from its raw exports (import, dedupe, decisions, flow, tables) in a new folder.",
    ),
    "open": Entry(
        "page:open_page",
        "Open the review in your browser. The page is on this computer alone; nothing is sent anywhere.",
    ),
    "protocol": Entry("protocol:app", "What the team agreed: title, stages, reviewers, reasons, criteria."),
    "searches": Entry("imports:app", "The search log: sources, their hits, and what was imported."),
    "dedupe": Entry(
        "dedupe:app",
        "Find the records that are the same report, in a review or (dedupe FILE...) in any files.",
    ),
    "screen": Entry("screen:app", "Screen: decide, import decisions, settle conflicts."),
    "text": Entry("texts:app", "Full texts: attach files to reports, and list them."),
    "studies": Entry("studies:app", "The included studies: which reports each has, how it is cited."),
    "chart": Entry("charting:app", "Chart studies (data extraction) with the form of the review."),
    "codebook": Entry("codebook:app", "Change a codebook, with reasons; its history."),
    "code": Entry("code:app", "Code studies with the themes of a codebook."),
    "finding": Entry("finding:app", "Findings: what they rest on, and the confidence in each (GRADE-CERQual)."),
}

app = typer.Typer(
    cls=index_of(COMMANDS),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From raw database exports to the published PRISMA flow diagram and theme table of a scoping review.",
)


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
    atexit.register(gc.freeze)  # at the end nothing is looked through for values that refer to each other
    try:
        app(prog_name="reviewkit")
        sys.stdout.flush()
    except ReviewkitError as error:
        _stop(f"reviewkit: {error}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _stop(f"reviewkit: {_said(error)}")


def _said(error: OSError) -> str:
    """What the system refused, in a sentence that says what to do where that is known."""
    from reviewkit.words import in_line

    if isinstance(error, FileNotFoundError) and not _is_here():
        return "the folder that you are in is not there any more. Go to another one (cd), and try again."
    what = in_line(error.filename) if error.filename else "the output could not be written"
    if isinstance(error, PermissionError):
        return f"{what}: you are not allowed to use it. Close other programs that do, or ask its owner for access."
    return f"{what}: {error.strerror or error}."


def _is_here() -> bool:
    """Whether the current folder is still there."""
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


def _set_up_streams() -> None:
    """Use UTF-8 whatever the system says, and a null device in place of a closed stream. A width of nothing, which some
    programs give to those that they start, is none."""
    if os.environ.get("COLUMNS", "").strip() == "0":
        del os.environ["COLUMNS"]
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
