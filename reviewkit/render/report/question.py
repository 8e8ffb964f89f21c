"""What the review asks and how: aim, target group, framework, definitions, methods and registration, as paragraphs."""

from reviewkit.render.document import Paragraph, Run, Style, paragraph
from reviewkit.render.report.part import Given


def aims(given: Given) -> list[Paragraph]:
    """The aim of the review, and whom it is for."""
    protocol = given.review.protocol
    said = (("aim", protocol.aim), ("target_group", protocol.target_group))
    return [_line(given.say(f"about_{name}"), given.labels.name(texts)) for name, texts in said if texts]


def concepts(given: Given) -> list[Paragraph]:
    """The framework of the question with what its elements are, and what the review means by its terms."""
    protocol, labels = given.review.protocol, given.labels
    found: list[Paragraph] = []
    if protocol.framework:
        found.append(paragraph(given.say("about_framework", framework=protocol.framework.name)))
        for element in protocol.framework.elements:
            name = f"{element.letter} – {labels.name(element.labels) or element.id}"
            found.append(_line(name, labels.name(element.meaning), Style.ITEM))
    if protocol.definitions:
        found.append(paragraph(given.say("about_definitions")))
        found += [_line(one.term, labels.name(one.texts), Style.ITEM) for one in protocol.definitions]
    return found


def methods(given: Given) -> list[Paragraph]:
    """The methods that the review follows, and where its protocol is registered, which is asked where nobody says."""
    protocol = given.review.protocol
    names = "; ".join(given.labels.name(texts) for texts in protocol.methods)
    found = [_line(given.say("about_methods"), names)] if names else []
    place = protocol.registration
    said = ", ".join(filter(None, (place.where, place.id, place.date, place.url))) if place else ""
    return [
        *found,
        _line(given.say("about_registration"), said) if said else paragraph(given.say("no_registration")),
    ]


def _line(name: str, text: str, style: Style = Style.TEXT) -> Paragraph:
    """What something is called, in bold, and what is said of it."""
    return Paragraph((Run(f"{name}:" if text else name, bold=True), *((Run(f" {text}"),) if text else ())), style)
