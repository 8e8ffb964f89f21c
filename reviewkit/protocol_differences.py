"""What of a protocol (review.yaml) says something else than before: what the section on differences from the protocol
tells (PRISMA 2020 item 24c), without comments, spelling of keys and what changes no work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reviewkit.model import Protocol, Reviewer, ScreeningStage
from reviewkit.words import Role, in_language


class About(StrEnum):
    """What a difference is about (report.change_*)."""

    TITLE = "title"
    AIM = "aim"
    TARGET = "target_group"
    QUESTION = "question"
    FRAMEWORK = "framework"
    DEFINITION = "definition"
    METHOD = "method"
    REGISTRATION = "registration"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    REASON = "reason"
    STAGE = "stage"
    PEOPLE = "people"
    SHARE = "share"
    CONSENSUS = "consensus"
    MAYBE = "maybe"
    OTHER_ARM = "other_arm"
    REVIEWER = "reviewer"
    ROLES = "roles"
    CHARTING = "charting"
    CODERS = "coders"
    ANALYSIS = "analysis"
    TEAM = "team"
    DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was agreed anew. `of` names the stage, reviewer or kind of report that it is about; `before` is ""
    where something was added, `after` where it was taken out. Both may be words of review.yaml, such as `majority`."""

    about: About
    before: str
    after: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of the protocol: what became different, who changed it and when, and why where they said so.

    `event` and `by` are "" and `at` is None where the change is not logged yet. `screening_had_begun` says whether
    anybody had decided on a record before.
    """

    differences: tuple[Difference, ...]
    by: str = ""
    at: datetime | None = None
    why: str = ""
    event: str = ""
    screening_had_begun: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The changes of the protocol in their order. `begun` is the day on which review.yaml was first logged, "" where it
    never was. `others` are how often each other file of agreements was changed after that."""

    begun: str = ""
    changes: tuple[Changed, ...] = ()
    others: tuple[tuple[str, int], ...] = ()


def differences(before: Protocol, after: Protocol, language: str) -> tuple[Difference, ...]:
    """What the later protocol says otherwise, in the order of review.yaml; texts in a language."""
    return (
        *_single(About.TITLE, before.title, after.title),
        *_single(About.AIM, in_language(before.aim, language), in_language(after.aim, language)),
        *_single(
            About.TARGET, in_language(before.target_group, language), in_language(after.target_group, language)
        ),
        *_texts(About.QUESTION, before.questions, after.questions, language),
        *_by_id(About.FRAMEWORK, _elements(before, language), _elements(after, language)),
        *_by_id(About.DEFINITION, _definitions(before, language), _definitions(after, language)),
        *_texts(About.METHOD, before.methods, after.methods, language),
        *_single(About.REGISTRATION, _registration(before), _registration(after)),
        *_texts(About.INCLUDE, before.criteria.include, after.criteria.include, language),
        *_texts(About.EXCLUDE, before.criteria.exclude, after.criteria.exclude, language),
        *_by_id(
            About.REASON,
            {one.id: one.label(language) for one in before.reasons},
            {one.id: one.label(language) for one in after.reasons},
        ),
        *_stages(before.stages, after.stages, language),
        *_single(About.OTHER_ARM, before.other_arm, after.other_arm),
        *_single(About.CHARTING, _charting(before), _charting(after)),
        *_single(About.CODERS, str(before.coders), str(after.coders)),
        *_single(About.ANALYSIS, before.analysis or "", after.analysis or ""),
        *_single(About.TEAM, before.team or "", after.team or ""),
        *_policies(before, after),
        *_reviewers(before.reviewers, after.reviewers),
    )


def _single(about: About, before: str, after: str, of: str = "") -> Iterator[Difference]:
    if before != after:
        yield Difference(about, before, after, of)


def _texts(
    about: About, before: Iterable[Mapping[str, str]], after: Iterable[Mapping[str, str]], language: str
) -> Iterator[Difference]:
    """Sentences that came and went. A sentence has no id, so one that was reworded came, and the old one went."""
    old, new = ([in_language(one, language) for one in some] for some in (before, after))
    yield from (Difference(about, text, "") for text in old if text not in new)
    yield from (Difference(about, "", text) for text in new if text not in old)


def _by_id(about: About, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        yield from _single(about, before.get(name, ""), after.get(name, ""))


def _stages(
    before: Sequence[ScreeningStage], after: Sequence[ScreeningStage], language: str
) -> Iterator[Difference]:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield from _single(About.STAGE, name if name in old else "", name if name in new else "")
            continue
        one, other = old[name], new[name]
        yield from _single(About.PEOPLE, str(one.people), str(other.people), name)
        yield from _single(About.SHARE, f"{one.share:.0%}", f"{other.share:.0%}", name)
        yield from _single(About.CONSENSUS, one.consensus, other.consensus, name)
        yield from _single(About.MAYBE, one.maybe, other.maybe, name)


def _elements(protocol: Protocol, language: str) -> dict[str, str]:
    """The elements of the question with what they mean; their search terms are those of the search log."""
    framework = protocol.framework
    if framework is None:
        return {}
    said = {one.id: f"{one.label(language)}: {in_language(one.meaning, language)}" for one in framework.elements}
    return {"": framework.name, **{name: text.removesuffix(": ") for name, text in said.items()}}


def _definitions(protocol: Protocol, language: str) -> dict[str, str]:
    return {one.term: f"{one.term}: {in_language(one.texts, language)}" for one in protocol.definitions}


def _registration(protocol: Protocol) -> str:
    found = protocol.registration
    return ", ".join(filter(None, (found.where, found.id, found.date, found.url))) if found else ""


def _charting(protocol: Protocol) -> str:
    agreed = protocol.charting
    return f"{agreed.people} ({agreed.mode})" if agreed.people > 1 else str(agreed.people)


def _policies(before: Protocol, after: Protocol) -> Iterator[Difference]:
    for name in ("preprints", "cochrane_updates", "conference_abstracts", "dissertations"):
        one, other = getattr(before.duplicates, name), getattr(after.duplicates, name)
        yield from _single(About.DUPLICATES, one, other, name)


def _reviewers(before: Sequence[Reviewer], after: Sequence[Reviewer]) -> Iterator[Difference]:
    """People who came and left the list, and whose work changed; an id that changed is the same person."""
    old = {one.id: one for one in before}
    of_old = {earlier: one.id for one in after for earlier in one.earlier_ids if earlier in old}
    for one in after:
        was = old.get(one.id) or next((old[was] for was, now in of_old.items() if now == one.id), None)
        if was is None:
            yield Difference(About.REVIEWER, "", one.described)
        else:
            yield from _single(About.ROLES, _work(was), _work(one), one.name or one.id)
    now = {one.id for one in after} | set(of_old)
    yield from (Difference(About.REVIEWER, one.described, "") for one in before if one.id not in now)


def _work(reviewer: Reviewer) -> str:
    """What somebody does, and from when until when."""
    roles = ", ".join(role for role in Role if role in reviewer.roles)
    days = f"{reviewer.since or ''} – {reviewer.until or ''}".strip()
    return f"{roles} ({days})" if reviewer.since or reviewer.until else roles
