"""Reviews with full texts and a codebook, for the tests of coding in the page."""

from hashlib import sha256
from pathlib import Path

from reviewkit.actions import texts
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide, kept, ready_to_code

TEXT = """The nurses trusted each other.

Time was short on every shift. They said so often, and they laughed.

We trust each other and we know the house.
Nobody asked the leaders.

Trust came slowly. Time was short on every shift.
"""
BOOK = """codes:
  trust:
    kind: theme
    label: {en: Trust, nb: Tillit}
    definition: That each relies on the other.
    aliases: [confidence]
  knows_me: {label: She knows me, parent: trust}
  time: Time
"""


def begun(root: Path, book: str = BOOK, text: str = TEXT) -> OpenReview:
    """Two included studies with full texts, and a codebook."""
    name = f"coded-{sha256((book + text).encode()).hexdigest()}"
    return kept(name, root, lambda new: _begin(new, book, text))


def _begin(root: Path, book: str, text: str) -> None:
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    (root / "codebooks" / "themes.yaml").write_text(book, encoding="utf-8")
    for record in (1, 2):
        decide(folder, "a", record, "y")
        texts.attach(folder, "a", f"cinahl-{record:04d}", "paper.txt", text.encode())


def sha(folder: OpenReview, study: str = "berg") -> str:
    """The checksum of the full text of a study."""
    of_study = next(one for one in folder.review.included_studies if one.key == study)
    return folder.review.texts_of_study(of_study)[0].sha256
