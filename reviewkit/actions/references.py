"""The works of a reference list: the reports of the included studies, and the style that they are cited in."""

from pathlib import Path

from reviewkit import limits, styles
from reviewkit.errors import ReviewkitError
from reviewkit.formats.writers import csl_item
from reviewkit.render.report.work import Cited
from reviewkit.review import Review
from reviewkit.store.files import read_text
from reviewkit.words import message


def included(review: Review) -> tuple[Cited, ...]:
    """Every report of every included study, each once, as the records of all its sources describe it."""
    reports = {
        (study.key, review.report_of[record]): study
        for study in review.included_studies
        for record in study.records
        if record in review.report_of
    }
    return tuple(
        Cited(key, study.citation, csl_item(review.merged(report))) for (key, report), study in reports.items()
    )


def style_text(name: str, language: str) -> str:
    """The style with this name, or in this file; where neither is given, the usual one of the language.

    Raises ReviewkitError where there is none.
    """
    wanted = name or styles.usual(language)
    if wanted in styles.names():
        return styles.text(wanted)
    path = Path(name)
    if path.suffix.casefold() == ".csl":
        return read_text(path, limits.STYLE)
    raise ReviewkitError(
        message(
            "There is no style {name!r}. Use one of {names}, or the path of a style file that ends with .csl "
            "(there are 10,000 at github.com/citation-style-language/styles).",
            name=name,
            names=", ".join(styles.names()),
        )
    )
