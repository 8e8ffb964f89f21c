"""What a person adds to the flow in counts.yaml: footnotes, boxes of their own, earlier versions of the review."""

from collections.abc import Mapping

from reviewkit.errors import Place
from reviewkit.model import Additions, EarlierVersion, Footnote, OwnBox
from reviewkit.store.yaml_section import Section
from reviewkit.words import BoxId, message

# In which box of the flow each key of an earlier version is counted, in their order.
_OF_A_VERSION = {
    "identified": BoxId.IDENTIFIED,
    "screened": BoxId.SCREENED,
    "sought": BoxId.SOUGHT,
    "assessed": BoxId.ASSESSED,
    "studies": BoxId.NEW_STUDIES,
    "reports": BoxId.NEW_REPORTS,
}


def read_additions(top: Section) -> tuple[Additions, dict[str, Place]]:
    """The additions in a file of counts, and the place of each: `footnote.1`, `own.1`, `version.1`."""
    places: dict[str, Place] = {}
    footnotes = []
    for number, section in enumerate(top.sections("footnotes", "text"), start=1):
        footnotes.append(Footnote(_text(section), section.text("box")))
        places[f"footnote.{number}"] = section.place
        section.done()
    boxes = []
    for number, section in enumerate(top.sections("own_boxes", "text"), start=1):
        boxes.append(OwnBox(_text(section), section.integer("n"), section.text("within")))
        places[f"own.{number}"] = section.place
        section.done()
    versions = []
    for number, section in enumerate(top.sections("earlier_versions"), start=1):
        versions.append(_version(section))
        places[f"version.{number}"] = section.place
        section.done()
    found = Additions(tuple(footnotes), tuple(boxes), tuple(versions), top.text("searched"))
    return found, places


def _text(section: Section) -> Mapping[str, str]:
    """The text of a footnote or box, by language; a problem where it is missing."""
    found = section.labels("text")
    if not found:
        section.problem("text", message("a text is missing here: `text: ...`"))
    return found


def _version(section: Section) -> EarlierVersion:
    stated = {box: section.integer(key) for key, box in _OF_A_VERSION.items()}
    names = section.labels("name")
    if not names:
        section.needed("name")
    numbers: dict[str, int] = {box: n for box, n in stated.items() if n is not None}
    return EarlierVersion(names, section.text("searched"), numbers)
