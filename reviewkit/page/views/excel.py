"""Excel as a peer: one's own sheet to screen in, and back, with every change shown first."""

from reviewkit.actions import screening
from reviewkit.actions.export import sheet
from reviewkit.actions.undo import common_name
from reviewkit.errors import ReviewkitError
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import TYPES


def download(sitting: Sitting, asked: Asked) -> Answer:
    """The sheet of this person."""
    made = sheet(sitting.review, sitting.who, sitting.words.language)
    return Content(made.data, TYPES["xlsx"], f"screen-{made.reviewer}.xlsx")


def show(sitting: Sitting, asked: Asked) -> Answer:
    """How to screen in Excel."""
    return Show("excel.html", {"done": None})


def read(sitting: Sitting, asked: Asked) -> Answer:
    """What a filled-in sheet, or decisions of another tool, would log; logged where the person says yes."""
    files = asked.files.get("file", ())
    if not files:
        raise ReviewkitError(sitting.words.text("page.import.no_file"))
    logs = bool(asked.text("yes"))
    done = screening.import_decisions(sitting.opened, sitting.who, files[0].path, dry_run=not logs)
    if logs:
        said = {"n": len(done.decisions), "already": done.already}
        return GoTo("/screen/excel", "page.excel.read", said, common_name(done.ids) if done.ids else "")
    return Show("excel.html", {"done": done})


ADDRESSES = (
    Address("/screen/excel", show, read),
    Address("/screen/excel.xlsx", download),
)
