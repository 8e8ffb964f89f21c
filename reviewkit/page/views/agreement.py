"""Pilots and agreement: a sample that everybody decides on, and how far people agree on their own decisions."""

from reviewkit.actions import pilots
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, NotThereError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import stage_name
from reviewkit.page.views.figures import TYPES
from reviewkit.render.tables.agreement import agreement_table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.screening_agreement import StageAgreement


def _stages(sitting: Sitting) -> list[StageAgreement]:
    review = sitting.review
    return [review.agreement_for(sitting.who, stage) for stage in review.protocol.stage_list()]


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The disagreements first, then the numbers with intervals; and the pilots."""
    review, words = sitting.review, sitting.words
    found = _stages(sitting)
    compared = any(one.everybody.agreement.units or one.tools for one in found)
    return Show(
        "agreement.html",
        {
            "stages": [(one, [(d, review.records[d.report]) for d in one.disagreements]) for one in found],
            "table": agreement_table(found, review.protocol, words) if compared else None,
            "not_compared": sum(one.not_compared for one in found),
            "pilots": review.pilots,
            "formats": FORMATS,
        },
    )


def draw(sitting: Sitting, asked: Asked) -> Answer:
    """Draw a pilot."""
    number, seed = (asked.text(name) for name in ("number", "seed"))
    if not (
        number.isascii() and number.isdigit() and seed.isascii() and seed.isdigit() and len(number + seed) < 20
    ):
        raise ReviewkitError(sitting.words.text("page.agreement.needs_numbers"))
    done = pilots.draw(sitting.opened, sitting.who, int(number), int(seed))
    said = {"n": len(done.state.reports), "stage": stage_name(sitting, done.state.stage)}
    return GoTo("/agreement", "page.agreement.drawn", said, done.state.event)


def table_file(sitting: Sitting, asked: Asked) -> Answer:
    """The numbers as a file."""
    ending, language = asked.path["ending"], asked.path["language"]
    if ending not in FORMATS or language not in languages():
        raise NotThereError
    table = agreement_table(_stages(sitting), sitting.review.protocol, labels(language))
    return Content(as_bytes(table, ending), TYPES[ending], f"agreement-{language}.{ending}")


ADDRESSES = (
    Address("/agreement", show, draw),
    Address("/agreement/{language}/agreement.{ending}", table_file),
)
