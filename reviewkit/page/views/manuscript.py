"""The manuscript beside the review: a file is chosen, its claims are listed, and what is right is confirmed.

The file stays in the memory of this computer until the page is closed or somebody takes it away; only what people
confirm is logged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from reviewkit.actions import confirming, manuscript
from reviewkit.actions.manuscript import CheckedManuscript
from reviewkit.actions.manuscript_comments import commented
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels, languages
from reviewkit.manuscript.claim import Answer as Found
from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.confirmed import DISAGREEING, Confirmation
from reviewkit.model.passages import Passage
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, NotThereError, OddValueError, Show
from reviewkit.page.sitting import KeptManuscript, Sitting
from reviewkit.page.views.figures import TYPES
from reviewkit.render.figures.flow import box_title
from reviewkit.review import Review

ADDRESS = "/manuscript"
PLACES = {
    "matrix": "/matrix",
    "chart": "/chart",
    "searches.yaml": "/import",
    "sources": "/import",
    "review.yaml": "/setup",
}
AROUND = 120  # letters shown on either side of the words of a claim


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as the page lists it: with the text around it, and links to what is behind its answer."""

    number: int
    found: CheckedClaim
    passage: Passage
    before: str
    after: str
    sources: tuple[tuple[str, str], ...]  # what says otherwise, and its address where the page has one
    confirmation: Confirmation | None

    @property
    def line(self) -> int | None:
        """The line of a text file."""
        return self.passage.line_at(self.found.claim.start)

    @property
    def page(self) -> int | None:
        """The page, where the file has pages."""
        return self.passage.page_at(self.found.claim.start)

    @property
    def can_be_confirmed(self) -> bool:
        """Whether it disagrees with anything."""
        return self.found.answer in DISAGREEING


def show(sitting: Sitting, asked: Asked) -> Answer:
    """A place to choose a file; below it the claims of the one that was chosen."""
    checked = _checked(sitting)
    everything = bool(asked.wanted("all"))
    return Show(
        "manuscript.html",
        {
            "checked": checked,
            "counts": checked.counts if checked else {},
            "answers": tuple(Found),
            "everything": everything,
            "rows": list(_rows(sitting, checked, everything)) if checked else [],
            "settled": sum(one.holds for one in checked.confirmed.values()) if checked else 0,
        },
    )


def read(sitting: Sitting, asked: Asked) -> Answer:
    """Take in a manuscript."""
    files = asked.files.get("file", ())
    if not files:
        raise ReviewkitError(sitting.words.text("page.import.no_file"))
    file = files[0]
    checked = manuscript.check(sitting.opened, file.path.read_bytes(), Path(file.name).name)
    sitting.manuscript = KeptManuscript(checked, sitting.opened.revision)
    return GoTo(ADDRESS)


def confirm(sitting: Sitting, asked: Asked) -> Answer:
    """Log that a claim is right, and why. The words say whether it is still the one that was shown."""
    checked, number = _must_be_there(sitting), asked.text("number")
    if not (number.isascii() and number.isdigit() and len(number) < 9 and 0 < int(number) <= len(checked.claims)):
        raise OddValueError("number")
    if checked.claims[int(number) - 1].claim.words != asked.text("words"):
        raise OddValueError("words")
    done = confirming.confirm(sitting.opened, sitting.who, checked, int(number), asked.text("why"))
    sitting.manuscript = KeptManuscript(manuscript.checked_again(sitting.opened, checked), sitting.opened.revision)
    return GoTo(f"{ADDRESS}#claims", "page.manuscript.confirmed", {"words": done.act.words}, done.act.id)


def take_away(sitting: Sitting, asked: Asked) -> Answer:
    """Forget the manuscript."""
    sitting.manuscript = None
    return GoTo(ADDRESS, "page.manuscript.taken_away")


def document(sitting: Sitting, asked: Asked) -> Answer:
    """The manuscript as a Word document with comments in a language."""
    checked, language = _must_be_there(sitting), asked.path["language"]
    if language not in languages():
        raise NotThereError
    name = Path(checked.manuscript.name).stem
    made = commented(checked, bool(asked.wanted("all")), language)
    return Content(made, TYPES["docx"], f"{name}-checked.docx")


def _must_be_there(sitting: Sitting) -> CheckedManuscript:
    checked = _checked(sitting)
    if checked is None:
        raise NotThereError
    return checked


def _checked(sitting: Sitting) -> CheckedManuscript | None:
    """The manuscript that was chosen, held against the folder as it is now."""
    kept, review = sitting.manuscript, sitting.review
    if kept is None:
        return None
    if kept.revision != sitting.opened.revision and review:
        checked = manuscript.check(sitting.opened, kept.checked.data, kept.checked.manuscript.name)
        sitting.manuscript = kept = KeptManuscript(checked, sitting.opened.revision)
    return kept.checked


def _rows(sitting: Sitting, checked: CheckedManuscript, everything: bool) -> Iterator[ShownClaim]:
    review, words = sitting.review, sitting.words
    records = {study.key: study.records[0] for study in review.included_studies if study.records}
    for number, one in checked.numbered(everything):
        passage, claim, sources = checked.passage_of(one), one.claim, dict.fromkeys(one.sources)
        yield ShownClaim(
            number,
            one,
            passage,
            _end_of(passage.text[: claim.start]),
            _beginning_of(passage.text[claim.end :]),
            tuple((_name(review, source, words), _address(review, records, source)) for source in sources),
            checked.confirmed.get(number),
        )


def _end_of(text: str) -> str:
    """The end of the text before a claim, from the beginning of a word."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    """The beginning of the text after a claim, to the end of a word."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _name(review: Review, source: str, words: Labels) -> str:
    """What a source is called: a box by its title, anything else as it is."""
    box = next((one for one in review.flow.boxes if one == source), None)
    return box_title(review.flow, box, words) if box is not None else source


def _address(review: Review, records: Mapping[str, str], source: str) -> str:
    """Where the page shows what a number or a name is from; nothing where it has no place for it."""
    if source in records:
        return f"/record/{quote(records[source], safe='')}"
    if any(box == source for box in review.flow.boxes):
        return f"/box/{quote(source, safe='')}"
    return PLACES.get(source.partition(":")[0].strip(), "")


ADDRESSES = (
    Address(ADDRESS, show, read),
    Address(f"{ADDRESS}/confirm", None, confirm),
    Address(f"{ADDRESS}/take-away", None, take_away),
    Address(ADDRESS + "/{language}/checked.docx", document),
)
