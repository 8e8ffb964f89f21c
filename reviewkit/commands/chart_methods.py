"""chart methods: how studies were charted, in sentences for the methods section."""

from typing import TYPE_CHECKING

from reviewkit.commands.shared import HERE, Folder, Json, Language, echo, echo_json, opened

if TYPE_CHECKING:
    from reviewkit.review import Review


def methods(folder: Folder = HERE, language: Language = "", as_json: Json = False) -> None:
    """Print sentences for the methods section on how studies were charted, with counts from the log.

    They say what is not finished, and nothing that was not logged.
    """
    from reviewkit.blind import chart_view
    from reviewkit.charting_methods import charting_methods
    from reviewkit.locales import labels
    from reviewkit.render.charting_methods import methods as sentences

    review = opened(folder).review
    tools = _tools(review)
    found = charting_methods(chart_view(review, ""), tools.keys())
    people = {one.id: one.name for one in review.protocol.reviewers}
    said = sentences(found, {**people, **tools}, labels(language or review.protocol.language))
    if as_json:
        from reviewkit.render.json_counts import chart_methods

        echo_json(chart_methods(found, said))
        return
    echo(" ".join(said))


def _tools(review: "Review") -> dict[str, str]:
    """The automation tools of the review with their names, models and versions."""
    from reviewkit.words import ReviewerKind

    return {
        one.id: " ".join(filter(None, (one.name or one.id, one.model, one.version)))
        for one in review.protocol.reviewers
        if one.kind is ReviewerKind.TOOL
    }
