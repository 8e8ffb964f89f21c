"""Citation styles, with which the reference list of two works is set."""

from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from reviewkit.locales import labels
from reviewkit.render.report.references import listed
from reviewkit.render.report.work import Cited

_WORKS = [
    Cited(
        "berg",
        "Berg (2024)",
        {
            "type": "article-journal",
            "title": "Trust in home care",
            "author": [{"family": "Berg", "given": "Kari"}, {"family": "Dahl", "given": "Ola"}],
            "container-title": "Care",
            "volume": "12",
            "issue": "3",
            "page": "1-15",
            "issued": {"date-parts": [[2024, 5, 1]]},
            "DOI": "10.1000/x",
        },
    ),
    Cited("aas", "Ås (2020)", {"type": "report", "title": "Hjemme", "publisher": "By", "edition": "2"}),
]


def read_style(data: bytes, folder: Path) -> None:
    """Set the list with a style, in two languages."""
    text = data.decode("utf-8", "replace")
    for language in ("en", "nb"):
        if found := attempt(lambda language=language: listed(_WORKS, text, labels(language))):  # type: ignore[misc]
            must(len(found) == len(_WORKS), "a list without a work", found)
