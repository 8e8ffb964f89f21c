"""Set-up: what the team agreed, shown and changed. Comments in review.yaml stay, and each change can be undone."""

from dataclasses import replace

from reviewkit.actions.protocol import (
    InAndOut,
    NewReason,
    NewReviewer,
    ProtocolChange,
    change_protocol,
    propose_id,
    propose_reason_id,
    reasons_of,
    reviewers_of,
)
from reviewkit.actions.question_change import NewElement, QuestionChange
from reviewkit.actions.rewriting import seen_now
from reviewkit.model import Element, Protocol
from reviewkit.model.question import FRAMEWORKS, THESAURI
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import stage_name
from reviewkit.words import Analysis, Consensus, Maybe, Role, Team, in_language

FILE = "review.yaml"


def show(sitting: Sitting, asked: Asked) -> Answer:
    """What review.yaml says, in a form."""
    protocol, name = sitting.review.protocol, sitting.words.name
    return Show(
        "setup.html",
        {
            "protocol": protocol,
            "people": reviewers_of(protocol),
            "works": [role for role in Role if role is not Role.WATCHES],
            "roles": list(Role),
            "reasons": reasons_of(protocol),
            "stages": [stage_name(sitting, stage.id) for stage in protocol.stages],
            "questions": [name(one) for one in protocol.questions],
            **_question(protocol),
            "include": [name(one) for one in protocol.criteria.include],
            "exclude": [name(one) for one in protocol.criteria.exclude],
            "highlight": protocol.highlight,
            "first": protocol.stages[0],
            "consensus": list(Consensus),
            "maybe": list(Maybe),
            "analyses": list(Analysis),
            "teams": list(Team),
            "seen": seen_now(sitting.opened, FILE),
        },
    )


def _question(protocol: Protocol) -> dict[str, object]:
    """The aim and the framework with its terms, in the language of the review, in which they are changed."""
    language, framework = protocol.language, protocol.framework
    return {
        "aim": in_language(protocol.aim, language),
        "target_group": in_language(protocol.target_group, language),
        "methods": [in_language(labels, language) for labels in protocol.methods],
        "framework": framework.name if framework else "",
        "frameworks": list(dict.fromkeys([*FRAMEWORKS, *([framework.name] if framework else [])])),
        "elements": [
            {
                "id": one.id,
                "name": f"{one.letter} – {one.label(language)}",
                "meaning": in_language(one.meaning, language),
                "terms": {column: one.terms_in(column) for column in _columns(one, language)},
            }
            for one in (framework.elements if framework else ())
        ],
        "thesauri": THESAURI,
    }


def _columns(element: Element, language: str) -> tuple[str, ...]:
    """The languages and lists of subject headings in which a person can write terms of an element."""
    return tuple(dict.fromkeys((language, "en", *element.term_columns(), "mesh")))


def change(sitting: Sitting, asked: Asked) -> Answer:
    """Change what the form changed, and nothing else."""
    ids = change_protocol(
        sitting.opened, sitting.who, wanted(asked, sitting.review.protocol), asked.text("note"), asked.text("seen")
    )
    return GoTo("/setup", "page.setup.done" if ids else "page.setup.nothing", undo=" ".join(ids))


def wanted(asked: Asked, protocol: Protocol) -> ProtocolChange:
    """The change that one part of the form asks for."""
    match asked.text("part"):
        case "title":
            return ProtocolChange(title=asked.text("title"), language=asked.text("language"))
        case "rules":
            return ProtocolChange(
                reviewers_per_record=_number(asked.text("people")),
                consensus=asked.one_of("consensus", Consensus),
                maybe_counts_as=asked.one_of("maybe", Maybe),
            )
        case "coding":
            return ProtocolChange(
                analysis=asked.text("analysis"),
                team=asked.text("team"),
                coders_per_study=_number(asked.text("coders")),
            )
        case "people":
            return ProtocolChange(reviewers=_people(asked, protocol))
        case "reasons":
            return ProtocolChange(reasons=_reasons(asked, protocol))
        case "questions":
            return ProtocolChange(questions=asked.lines("questions"))
        case "aim":
            methods = tuple(asked.lines("methods"))
            return ProtocolChange(
                question=QuestionChange(
                    aim=asked.text("aim"), target_group=asked.text("target_group"), methods=methods
                )
            )
        case "framework":
            return ProtocolChange(question=_framework(asked, protocol))
        case "criteria":
            return ProtocolChange(criteria=InAndOut(asked.lines("include"), asked.lines("exclude")))
        case "highlight":
            return ProtocolChange(highlight=InAndOut(asked.lines("include"), asked.lines("exclude")))
        case _:
            return ProtocolChange()


def _framework(asked: Asked, protocol: Protocol) -> QuestionChange:
    """Another framework, or what the elements of this one are and which terms they have."""
    name, known = asked.text("framework"), protocol.framework
    if known is None or name != known.name:
        return QuestionChange(framework=name) if name or known else QuestionChange()
    return QuestionChange(elements=tuple(_element(asked, one, protocol.language) for one in known.elements))


def _element(asked: Asked, known: Element, language: str) -> NewElement:
    """An element with the terms of those languages in which they are other ones now."""
    columns = [column for column in _columns(known, language) if f"terms-{known.id}-{column}" in asked.form]
    terms = {column: asked.lines(f"terms-{known.id}-{column}") for column in columns}
    changed = {column: lines for column, lines in terms.items() if lines != known.terms_in(column)}
    meaning = f"meaning-{known.id}"
    return NewElement(
        known.id, meaning=asked.text(meaning) if meaning in asked.form else None, terms=changed or None
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _people(asked: Asked, protocol: Protocol) -> tuple[NewReviewer, ...]:
    """The people who stay, with their names and roles, and those whose names are new."""
    kept = [
        replace(
            one,
            name=asked.text(f"name-{one.id}"),
            roles=tuple(role for role in Role if role.value in asked.texts(f"roles-{one.id}")),
        )
        for one in reviewers_of(protocol)
        if not asked.text(f"remove-{one.id}")
    ]
    for name in asked.lines("new"):
        kept.append(NewReviewer(propose_id(name, [one.id for one in kept]), name))
    return tuple(kept)


def _reasons(asked: Asked, protocol: Protocol) -> tuple[NewReason, ...]:
    """The reasons that stay, with their labels, and the new ones."""
    kept = [
        replace(one, label=asked.text(f"label-{one.id}"))
        for one in reasons_of(protocol)
        if not asked.text(f"remove-{one.id}")
    ]
    for label in asked.lines("new"):
        kept.append(NewReason(propose_reason_id(label, [one.id for one in kept]), label))
    return tuple(kept)


ADDRESSES = (Address("/setup", show, change),)
