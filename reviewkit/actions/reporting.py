"""What the report of a review is made of, as one person may see it."""

from dataclasses import replace

from reviewkit import styles
from reviewkit.actions.codebook import chosen
from reviewkit.actions.protocol_changes import history
from reviewkit.actions.readings import units_of
from reviewkit.actions.references import included, style_text
from reviewkit.automation import automation
from reviewkit.blind import ChartView, as_coder_sees, chart_view, coding_closed_to
from reviewkit.coding import Matrix
from reviewkit.contributions import contributions
from reviewkit.locales import Labels
from reviewkit.model import Facts
from reviewkit.render.report.part import Given
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview
from reviewkit.themes import CLASSIC, Theme


def given(
    folder: OpenReview,
    person: str,
    labels: Labels,
    book: str = "",
    style: str = "",
    columns: str = "",
    theme: Theme = CLASSIC,
) -> Given:
    """What the parts of the report are made of; `person` is "" where nobody is named. `book` names the codebook, where
    there are several, `style` that of the reference list (as for `references.style_text`), `columns` those of the table
    of characteristics (as for `columns.arranged`), and `theme` is how its figures look."""
    review = folder.review
    seen = as_coder_sees(review, person)
    changes = history(seen.facts, labels.language)
    view = chart_view(seen, person) if seen.facts.form else None
    return Given(
        review=seen,
        labels=labels,
        view=view,
        matrix=_matrix(seen, book),
        closed=coding_closed_to(review, person),
        units=units_of(seen.facts.texts),
        works=included(seen),
        style=style_text(style, labels.language),
        style_file="" if style in styles.names() else style,
        columns=columns,
        theme=theme,
        done=contributions(_as_charted(seen.facts, view), changes.changes),
        automation=automation(seen.facts),
        history=changes,
    )


def _as_charted(facts: Facts, view: ChartView | None) -> Facts:
    """What was charted as far as this person may see it: how far colleagues are is not shown before."""
    return replace(facts, charted=view.chart.values, settled=view.chart.settlements) if view else facts


def _matrix(review: Review, book: str) -> Matrix | None:
    """The matrix of the codebook that is named, or of the only one; None where there is no codebook, or no theme."""
    if not review.facts.codebooks and not book:
        return None
    name = chosen(review, book).name
    return review.matrices[name] if review.matrices[name].themes else None
