"""open: the local page, where everything can be done without a terminal."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import As, echo
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line


def open_page(
    folder: Annotated[Path, typer.Argument(help="The review folder, or a folder for a new review.")] = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page. Default: any free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    as_: As = "",
) -> None:
    """Open the review in your browser. The page is on this computer alone; nothing is sent anywhere."""
    from reviewkit.page.serve import serve
    from reviewkit.page.sitting import Sitting

    if folder.exists() and not folder.is_dir():
        raise ReviewkitError(f"{in_line(folder)}: this is a file. Name the folder of the review.")
    sitting = Sitting(folder.resolve())
    sitting.open(as_)
    try:
        serve(sitting, port, echo, browser)
    except OSError as error:
        raise ReviewkitError(
            f"The page could not be opened at port {port}: {error.strerror or error}. Leave --port out, and a free one "
            "is used."
        ) from None
