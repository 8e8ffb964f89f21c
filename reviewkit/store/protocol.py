"""review.yaml: what the team agreed beforehand."""

from dataclasses import fields
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.model import ExclusionReason, Policies, Previous, Protocol, Reviewer
from reviewkit.store.ledger import is_writer_name
from reviewkit.store.yaml_section import Section, read_section
from reviewkit.words import OtherArm, Policy, ReviewerKind, Stages

FILE = "review.yaml"


def read(root: Path, problems: list[Problem]) -> Protocol:
    """The protocol of a review folder; what is wrong with it is added to the problems."""
    top = read_section(root / FILE, FILE, problems)
    language = top.text("language", "en")
    protocol = Protocol(
        title=top.needed("title"),
        reviewers=tuple(_reviewer(section) for section in top.sections("reviewers")),
        reasons=tuple(_reason(section, language) for section in top.sections("exclusion_reasons")),
        stages=top.choice("stages", Stages, Stages.TWO),
        other_arm=top.choice("other_arm", OtherArm, OtherArm.SEPARATE),
        reviewers_per_record=_people(top),
        language=language,
        previous=_previous(top.section("previous")),
        duplicates=_policies(top.section("duplicates")),
        format=_format(top),
        place=top.place,
    )
    top.text("schema")
    top.done()
    _no_duplicates(top, "reviewers", [reviewer.id for reviewer in protocol.reviewers])
    _no_duplicates(top, "exclusion_reasons", [reason.id for reason in protocol.reasons])
    return protocol


def _people(top: Section) -> int:
    people = top.integer("reviewers_per_record")
    if people == 0:
        top.problem("reviewers_per_record", "reviewers_per_record should be 1 or more, not 0")
    return people or 2


def _format(top: Section) -> int:
    """The version of the folder's format; folders of 0.1 and 0.2 do not state one and are of format 1."""
    return top.integer("format") or 1


def _reviewer(section: Section) -> Reviewer:
    reviewer = Reviewer(
        id=section.needed("id"),
        name=section.text("name"),
        kind=section.choice("kind", ReviewerKind, ReviewerKind.PERSON),
        addresses=section.texts("addresses"),
    )
    section.done()
    if reviewer.id and not is_writer_name(reviewer.id):
        section.problem(
            "id",
            f"{reviewer.id!r} cannot be a reviewer's id, because files are named after it. Use lower-case letters a-z, "
            "digits, - and _, such as a",
        )
    return reviewer


def _reason(section: Section, language: str) -> ExclusionReason:
    reason = ExclusionReason(
        id=section.needed("id"), labels=section.labels("label", language), aliases=section.texts("aliases")
    )
    section.done()
    return reason


def _previous(section: Section | None) -> Previous | None:
    if section is None:
        return None
    previous = Previous(section.integer("studies") or 0, section.integer("reports") or 0)
    section.done()
    return previous


def _policies(section: Section | None) -> Policies:
    if section is None:
        return Policies()
    words = {field.name: section.choice(field.name, Policy, Policy.SEPARATE) for field in fields(Policies)}
    section.done()
    return Policies(**words)


def _no_duplicates(top: Section, key: str, ids: list[str]) -> None:
    for twice in sorted({entry for entry in ids if entry and ids.count(entry) > 1}):
        top.problem(key, f"{key}: the id {twice!r} is used twice. Give one of them another id")
