"""What the team agrees anew in review.yaml: the change as a value, and what the file says after it."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reviewkit.actions import question_change
from reviewkit.actions.question_change import QuestionChange
from reviewkit.errors import ReviewkitError
from reviewkit.model import ExclusionReason, Protocol, Reviewer, one_stage, two_stages
from reviewkit.model.protocol import WORKS
from reviewkit.normalize import folded
from reviewkit.store.files import is_device_name
from reviewkit.store.yaml_edit import Label, Number, Value
from reviewkit.words import Consensus, Maybe, Role, message, nearest_language

NUMBERED = ("one", "two")  # the stages of PRISMA 2020


@dataclass(frozen=True, slots=True)
class NewReviewer:
    """A reviewer as the team names them. Without roles they do everything but watch."""

    id: str
    name: str = ""
    roles: tuple[Role, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewReason:
    """An exclusion reason, with its label in the language of the review."""

    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class InAndOut:
    """Texts for inclusion and for exclusion: criteria, or words to highlight. None leaves a list as it is."""

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None

    def given(self) -> dict[str, tuple[str, ...]]:
        """The lists that are named."""
        lists = {"include": self.include, "exclude": self.exclude}
        return {name: texts for name, texts in lists.items() if texts is not None}


@dataclass(frozen=True, slots=True)
class ProtocolChange:
    """What is agreed anew; None leaves it as it is. A list is the whole list: who or what is not in it is removed.

    `stages` is one or two. `doubly_screened` is a share such as 10%. An empty `analysis` or `team` takes the key out.
    """

    title: str | None = None
    language: str | None = None
    stages: str | None = None
    reviewers_per_record: int | None = None
    doubly_screened: str | None = None
    consensus: Consensus | None = None
    maybe_counts_as: Maybe | None = None
    reviewers: tuple[NewReviewer, ...] | None = None
    reasons: tuple[NewReason, ...] | None = None
    questions: tuple[str, ...] | None = None
    criteria: InAndOut | None = None
    highlight: InAndOut | None = None
    analysis: str | None = None
    team: str | None = None
    coders_per_study: int | None = None
    question: QuestionChange | None = None


def reviewers_of(protocol: Protocol) -> tuple[NewReviewer, ...]:
    """The reviewers as they are agreed, to start a change from."""
    return tuple(
        NewReviewer(
            one.id,
            one.name,
            () if one.roles == WORKS else tuple(role for role in Role if role in one.roles),
            one.since,
            one.until,
        )
        for one in protocol.reviewers
    )


def reasons_of(protocol: Protocol) -> tuple[NewReason, ...]:
    """The exclusion reasons as they are agreed, to start a change from."""
    return tuple(NewReason(reason.id, reason.label(protocol.language)) for reason in protocol.reasons)


def wanted(change: ProtocolChange, protocol: Protocol) -> dict[str, Value | None]:
    """What review.yaml says of each key that the change names."""
    language = change.language or protocol.language
    pairs = _single_values(change, protocol)
    if change.reviewers is not None:
        people = {reviewer.id: reviewer for reviewer in protocol.reviewers}
        pairs["reviewers"] = [_reviewer(one, people.get(one.id)) for one in change.reviewers]
    if change.questions is not None:
        pairs["questions"] = _criteria(change.questions, protocol.questions, language)
    if change.criteria and change.criteria.given():
        known_texts = {"include": protocol.criteria.include, "exclude": protocol.criteria.exclude}
        lists = change.criteria.given().items()
        pairs["criteria"] = {name: _criteria(texts, known_texts[name], language) for name, texts in lists}
    if change.highlight and change.highlight.given():
        pairs["highlight"] = {name: _texts(texts) for name, texts in change.highlight.given().items()}
    if change.reasons is not None:
        known = {reason.id: reason for reason in protocol.reasons}
        pairs["exclusion_reasons"] = [_reason(one, known.get(one.id), language) for one in change.reasons]
    if change.question is not None:
        pairs |= question_change.pairs_of(change.question, protocol, language)
    return pairs


def _single_values(change: ProtocolChange, protocol: Protocol) -> dict[str, Value | None]:
    """What single keys say; one that is so already, for every stage, is not written again."""
    stages = protocol.stages
    asked: tuple[tuple[str, object, set[object]], ...] = (
        ("title", None if change.title is None else one_line(change.title), {protocol.title}),
        ("language", change.language, {protocol.language}),
        ("stages", change.stages, {numbered(protocol)}),
        ("reviewers_per_record", change.reviewers_per_record, {stage.people for stage in stages}),
        ("doubly_screened", change.doubly_screened, {f"{stage.share:.0%}" for stage in stages}),
        ("consensus", change.consensus, {stage.consensus for stage in stages}),
        ("maybe_counts_as", change.maybe_counts_as, {stage.maybe for stage in stages}),
        ("analysis", change.analysis, {protocol.analysis or ""}),
        ("team", change.team, {protocol.team or ""}),
        ("coders_per_study", change.coders_per_study, {protocol.coders}),
    )
    return {key: _single_value(value) or None for key, value, now in asked if value is not None and now != {value}}


def _single_value(value: object) -> str:
    return Number(value) if isinstance(value, int) else str(value)


def numbered(protocol: Protocol) -> str:
    """The stages of PRISMA 2020 in one word, one or two; "" for others."""
    known = {"one": one_stage(), "two": two_stages()}
    ids = protocol.stage_list()
    return next((word for word, stages in known.items() if tuple(stage.id for stage in stages) == ids), "")


def one_line(text: str) -> str:
    """A text without line breaks and doubled spaces."""
    return " ".join(text.split())


def _texts(texts: Iterable[str]) -> list[str]:
    """Texts in one line each, without empty and repeated ones."""
    return list(dict.fromkeys(filter(None, map(one_line, texts))))


def _reviewer(new: NewReviewer, known: Reviewer | None) -> dict[str, Value | None]:
    """What the entry of a reviewer says; what is as it was is not written again."""
    was = known or Reviewer(new.id)
    entry: dict[str, Value | None] = {"id": new.id}
    if one_line(new.name) != was.name:
        entry["name"] = one_line(new.name) or None
    roles = frozenset(new.roles) or WORKS
    if roles != was.roles:
        entry["roles"] = None if roles == WORKS else [role.value for role in Role if role in roles]
    for key, day, before in (("from", new.since, was.since), ("until", new.until, was.until)):
        if day != before:
            entry[key] = Number(day.isoformat()) if day else None
    return entry


def _reason(new: NewReason, known: ExclusionReason | None, language: str) -> dict[str, Value | None]:
    """What the entry of a reason says. A label that is shown from another language is no label in this one."""
    label = one_line(new.label)
    shown = known.label(language) if known else ""
    return {"id": new.id, **({"label": Label(label, language)} if label and label != shown else {})}


def _criteria(texts: Sequence[str], known: Sequence[Mapping[str, str]], language: str) -> list[Value]:
    """Criteria or questions as labels in the language in which each is shown: another where this one is missing."""
    languages = {}
    for labels in known:
        shown = nearest_language(labels, language) or language
        languages[one_line(labels.get(shown, ""))] = shown
    return [Label(text, languages.get(text, language)) for text in _texts(texts)]


_LONGEST = {"person": 20, "reason": 40}


def propose_id(name: str, taken: Iterable[str] = ()) -> str:
    """An id for a person, from the first name: kari for `Kari Berg`, kari-b or kari2 where kari is taken."""
    words = _ascii_words(name) or ["reviewer"]
    first = words[0][: _LONGEST["person"]]
    return _free([first, *(f"{first}-{last[0]}" for last in words[1:][-1:])], first, taken)


def propose_reason_id(label: str, taken: Iterable[str] = ()) -> str:
    """An id for an exclusion reason, from its label: feil-utvalg for `Feil utvalg`."""
    stem = "-".join(_ascii_words(label))[: _LONGEST["reason"]].strip("-") or "reason"
    return _free([stem], stem, taken)


def _ascii_words(text: str) -> list[str]:
    """The words of a text in letters a-z and digits: Åse is ase, Bjørn is bjorn, Kjærsti is kjaersti."""
    return re.findall(r"[a-z0-9]+", folded(text))


def _free(choices: Sequence[str], stem: str, taken: Iterable[str]) -> str:
    """The first choice that nobody has and that can be a file name, else the stem with a number."""
    used = {one.casefold() for one in taken}
    numbered = (f"{stem}{number}" for number in itertools.count(2))
    return next(one for one in itertools.chain(choices, numbered) if one not in used and not is_device_name(one))


def check_stages(change: ProtocolChange, protocol: Protocol, own_list: bool) -> None:
    """Raises ReviewkitError where the review has a list of stages of its own, which one or two would replace."""
    if change.stages is not None and change.stages not in NUMBERED:
        raise ReviewkitError(
            message(
                "stages is {stages!r}. It can be: {known}. Nothing was changed.",
                stages=change.stages,
                known=", ".join(NUMBERED),
            )
        )
    if change.stages and own_list:
        raise ReviewkitError(
            message(
                "review.yaml has a list of stages of its own ({stages}), which would be lost. Nothing "
                "was changed; please change the stages in review.yaml itself.",
                stages=", ".join(protocol.stage_list()),
            )
        )
