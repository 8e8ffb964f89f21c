"""The report of the review as a file, as the person may see it."""

from reviewkit.actions.reporting import given
from reviewkit.locales import labels, languages
from reviewkit.page.asked import Address, Answer, Asked, Content, NotThereError
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import CLOSED, TYPES, look_of
from reviewkit.render.document_files import as_bytes, formats_here
from reviewkit.render.report.report import report
from reviewkit.themes import THEMES


def report_file(sitting: Sitting, asked: Asked) -> Answer:
    """All parts, with the first codebook where there are several; what is not finished is marked as a draft."""
    language, ending = asked.path["language"], asked.path["ending"]
    if ending not in formats_here() or language not in languages():
        raise NotThereError
    words, folder = labels(language), sitting.opened
    book = next((one.name for one in folder.review.facts.codebooks), "")
    found = report(given(folder, sitting.who, words, book, theme=THEMES[look_of(asked)]), [])
    return Content(as_bytes(found.document, ending), TYPES[ending], f"report-{language}.{ending}", CLOSED)


ADDRESSES = (Address("/report/{language}/report.{ending}", report_file),)
