"""chart methods: how studies were charted, in sentences for the methods section."""

from reviewkit.commands.shared import HERE, Folder, Json, Language, echo, echo_json, opened


def methods(folder: Folder = HERE, language: Language = "", as_json: Json = False) -> None:
    """Print sentences for the methods section on how studies were charted, with counts from the log.

    They say what is not finished, and nothing that was not logged.
    """
    from reviewkit.blind import chart_view
    from reviewkit.charting_methods import charting_methods, names_of, tools_of
    from reviewkit.locales import labels
    from reviewkit.render.charting_methods import methods as sentences

    review = opened(folder).review
    protocol = review.protocol
    found = charting_methods(chart_view(review, ""), tools_of(protocol))
    said = sentences(found, names_of(protocol), labels(language or protocol.language))
    if as_json:
        from reviewkit.render.json_counts import chart_methods

        echo_json(chart_methods(found, said))
        return
    echo(" ".join(said))
