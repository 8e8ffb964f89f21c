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
from reviewkit.actions.rewriting import seen_now
from reviewkit.model import Protocol
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import stage_name
from reviewkit.words import Analysis, Consensus, Maybe, Role, Team

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
        case "criteria":
            return ProtocolChange(criteria=InAndOut(asked.lines("include"), asked.lines("exclude")))
        case "highlight":
            return ProtocolChange(highlight=InAndOut(asked.lines("include"), asked.lines("exclude")))
        case _:
            return ProtocolChange()


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
