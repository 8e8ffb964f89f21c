"""Manuscripts, checked beside the worked example, with the comments that are written into them."""

from functools import cache
from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from benchmarks.fuzz.mutate import ZIP
from reviewkit.actions.manuscript import CheckedManuscript, what_is_known
from reviewkit.actions.manuscript_comments import commented
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.manuscript.judged import judged
from reviewkit.manuscript.known import Known
from reviewkit.store.open_review import OpenReview

_EXAMPLE = Path(__file__).parents[2] / "data" / "trygg-i-eget-hjem"


@cache
def _known() -> Known:
    return what_is_known(OpenReview(_EXAMPLE))


def read_and_check_manuscript(data: bytes, folder: Path) -> None:
    """Check a manuscript as each kind that it may be of, and write the comments."""
    for ending in ("docx", "odt") if data.startswith(ZIP) else ("md", "tex", "txt"):
        attempt(lambda ending=ending: _checked(data, f"x.{ending}"))  # type: ignore[misc]


def _checked(data: bytes, name: str) -> None:
    manuscript = read_manuscript(data, name)
    claims = judged(manuscript, _known())
    for one in claims:
        text = manuscript.passages[one.claim.passage - 1].text
        must(text[one.claim.start : one.claim.end] == one.claim.words, "a claim without its words", one.claim)
    if name.endswith(("docx", "md")):
        attempt(lambda: commented(CheckedManuscript(manuscript, claims, {}, data), True, "nb"))
