"""review.yaml: what the team agreed beforehand."""

import re
from dataclasses import fields, replace
from pathlib import Path

from reviewkit.errors import Level, Problem
from reviewkit.locales import languages
from reviewkit.model import (
    Charting,
    Criteria,
    ExclusionReason,
    Highlight,
    Policies,
    Previous,
    Protocol,
    Reviewer,
    ScreeningStage,
    one_stage,
    two_stages,
)
from reviewkit.model.protocol import WORKS
from reviewkit.prisma import OPEN
from reviewkit.store import question
from reviewkit.store.counts import of_section
from reviewkit.store.files import read_text, stay_inside
from reviewkit.store.ledger import is_word_of_commands, is_writer_name, other_name
from reviewkit.store.yaml_section import Section, parse_section
from reviewkit.words import (
    Analysis,
    BoxId,
    ChartingMode,
    Consensus,
    Maybe,
    OtherArm,
    Policy,
    ReviewerKind,
    Role,
    Stage,
    Team,
    message,
)

FILE = "review.yaml"

_LANGUAGES = {
    "no": "nb",  # the code of both written forms; most exports and forms mean bokmål by it
    "norsk": "nb",
    "bokmål": "nb",
    "norwegian": "nb",
    "nynorsk": "nn",
    "english": "en",
    "engelsk": "en",
}
# The flow has boxes that begin with these words, or that are named waiting.retrieval and waiting.other.
_TAKEN = {Stage.BEFORE, "retrieval", *(box.partition(".")[0] for box in BoxId)}
_CONSENSUS = {
    "both": Consensus.ALL,
    "one": Consensus.ONE_INCLUDE,
    "one include": Consensus.ONE_INCLUDE,
    "2 of 3": Consensus.MAJORITY,
    "two of three": Consensus.MAJORITY,
}
_MAYBE = {"yes": Maybe.INCLUDE, "conflict": Maybe.DISCUSS, "maybe": Maybe.DISCUSS}
_STAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")


def read(root: Path, problems: list[Problem]) -> Protocol:
    """The protocol of a review folder; what is wrong with it is added to the problems."""
    return of_text(read_text(stay_inside(root, root / FILE)), problems)


def of_text(text: str, problems: list[Problem]) -> Protocol:
    """The protocol in a text of review.yaml. Raises ReviewkitError where it is not YAML."""
    top = parse_section(text, FILE, problems)
    language, team = _language(top), top.choice_or_none("team", Team)
    protocol = Protocol(
        title=top.needed("title"),
        reviewers=tuple(_reviewer(section) for section in top.sections("reviewers")),
        reasons=tuple(_reason(section, language) for section in top.sections("exclusion_reasons")),
        stages=_stages(top, language),
        aim=top.labels("aim", language),
        target_group=top.labels("target_group", language),
        questions=top.labels_list("questions", language),
        framework=question.framework(top.section("framework"), language),
        definitions=question.definitions(top.section("definitions"), language),
        methods=top.labels_list("methods", language),
        registration=question.registration(top.section("registration")),
        criteria=_criteria(top.section("criteria"), language),
        highlight=_highlight(top.section("highlight")),
        other_arm=top.choice("other_arm", OtherArm, OtherArm.SEPARATE),
        language=language,
        previous=_previous(top.section("previous")),
        duplicates=_policies(top.section("duplicates")),
        format=_format(top),
        coders=_coders(top, team),
        charting=_charting(top.section("charting")),
        analysis=top.choice_or_none("analysis", Analysis),
        team=team,
        seed=top.integer("seed") or 0,
        place=top.place,
    )
    if numbers := top.section("numbers"):
        protocol = replace(protocol, numbers=of_section(numbers, protocol.stages, protocol.other_arm))
        if protocol.previous and "previous" in numbers.values:
            numbers.problem(
                "previous", message("`previous` is here and at the top of review.yaml. Take one of them out")
            )
    top.text("schema")
    top.done()
    people = [name for reviewer in protocol.reviewers for name in (reviewer.id, *reviewer.earlier_ids)]
    _no_duplicates(top, "reviewers", people)
    _no_duplicates(top, "exclusion_reasons", [name for one in protocol.reasons for name in (one.id, *one.aliases)])
    return protocol


def _language(top: Section) -> str:
    """The language of labels, by its code or its name."""
    given = top.text("language") or "en"
    language = _LANGUAGES.get(given.casefold(), given.casefold())
    if language not in languages():
        top.problem(
            "language",
            message(
                "language is {given!r}. It can be: {languages}", given=given, languages=", ".join(languages())
            ),
        )
        return "en"
    return language


def _stages(top: Section, language: str) -> tuple[ScreeningStage, ...]:
    """The screening stages: one, two, or a list of the review's own; with the rules given for all of them."""
    rules = _Rules(top)
    if not top.is_list("stages"):
        named = {"one": one_stage, "two": two_stages, "": two_stages}
        word = top.word("stages", ("one", "two"), "two")
        return tuple(rules.of_all(stage) for stage in named[word]())
    stages = tuple(_stage(section, rules, language) for section in top.sections("stages"))
    _no_duplicates(top, "stages", [stage.id for stage in stages])
    full_text = [stage.full_text for stage in stages]
    if full_text != sorted(full_text):
        top.problem("stages", message("stages: those that read full texts must come after those that do not"))
    if not stages:
        top.problem("stages", message("stages: name at least one, or write `stages: two`"))
    return stages or two_stages()


def _stage(section: Section, rules: "_Rules", language: str) -> ScreeningStage:
    name = section.needed("id")
    known = {stage.id: stage for stage in (*one_stage(), *two_stages())}
    base = known.get(Stage(name), ScreeningStage(Stage(name)))
    full_text = section.yes("full_text", base.full_text)
    stage = replace(
        rules.of_all(base),
        labels=section.labels("label", language),
        full_text=full_text,
        reasons=section.yes("reasons", base.reasons if name in known else full_text),
    )
    stage = _Rules(section).of_all(stage)
    section.done()
    if name and (not _STAGE.match(name) or name in _TAKEN or name.startswith("other-")):
        section.problem(
            "id",
            message(
                "{name!r} cannot be the id of a stage: use lower-case letters a-z, digits and -, and none "
                "of: {taken}, other-...",
                name=name,
                taken=", ".join(sorted(_TAKEN)),
            ),
        )
    return stage


class _Rules:
    """How many people decide and how they agree, from the top level of review.yaml or one of its stages."""

    def __init__(self, section: Section) -> None:
        self.people = section.integer("reviewers_per_record")
        self.share = _share(section)
        self.consensus = section.choice_or_none("consensus", Consensus, _CONSENSUS)
        self.maybe = section.choice_or_none("maybe_counts_as", Maybe, _MAYBE)
        if self.people == 0:
            section.problem("reviewers_per_record", message("reviewers_per_record should be 1 or more, not 0"))

    def of_all(self, stage: ScreeningStage) -> ScreeningStage:
        """The stage with these rules; what they do not mention stays as it is."""
        return replace(
            stage,
            people=self.people or stage.people,
            share=stage.share if self.share is None else self.share,
            consensus=self.consensus or stage.consensus,
            maybe=self.maybe or stage.maybe,
        )


def _share(section: Section) -> float | None:
    """The share of records that several people screen, such as 10%, as a number from 0 to 1."""
    text = section.text("doubly_screened")
    if not text:
        return None
    number = text.removesuffix("%").strip().replace(",", ".")
    try:
        share = float(number) / 100
    except ValueError:
        share = -1.0
    if not text.endswith("%") or not 0 <= share <= 1:
        section.problem(
            "doubly_screened",
            message("doubly_screened is {text!r}; write the share of the records, such as 10%", text=text),
        )
        return None
    return share


def _criteria(section: Section | None, language: str) -> Criteria:
    """The criteria of inclusion and exclusion: texts, each in one language or by language."""
    if section is None:
        return Criteria()
    criteria = Criteria(section.labels_list("include", language), section.labels_list("exclude", language))
    section.done()
    return criteria


def _highlight(section: Section | None) -> Highlight:
    """The words that the team wants to see marked; one without a letter or digit would mark nothing."""
    if section is None:
        return Highlight()
    words = Highlight(section.texts("include"), section.texts("exclude"))
    for key, given in (("include", words.include), ("exclude", words.exclude)):
        for word in given:
            if not any(map(str.isalnum, word)):
                section.problem(
                    key,
                    message(
                        "highlight.{key}: {word!r} has no letter, so it marks nothing. Remove it",
                        key=key,
                        word=word,
                    ),
                )
    section.done()
    return words


def _format(top: Section) -> int:
    """The version of the folder's format; folders of 0.1 and 0.2 do not state one and are of format 1."""
    return top.integer("format") or 1


def _reviewer(section: Section) -> Reviewer:
    words = section.texts("roles")
    roles = frozenset(Role(word) for word in words if word in list(Role))
    reviewer = Reviewer(
        id=section.needed("id"),
        name=section.text("name"),
        kind=section.choice("kind", ReviewerKind, ReviewerKind.PERSON),
        addresses=section.texts("addresses"),
        roles=roles if words else WORKS,
        since=section.day("from"),
        until=section.day("until"),
        earlier_ids=section.texts("earlier_ids"),
        model=section.text("model"),
        version=section.text("version"),
    )
    section.done()
    _check_reviewer(section, reviewer, [word for word in words if word not in list(Role)])
    return reviewer


def _check_reviewer(section: Section, reviewer: Reviewer, unknown: list[str]) -> None:
    """Report what is wrong with a reviewer in review.yaml."""
    for word in unknown:
        section.problem(
            "roles", message("roles: {word!r} is not a role. It can be: {roles}", word=word, roles=", ".join(Role))
        )
    if reviewer.since and reviewer.until and reviewer.until < reviewer.since:
        section.problem(
            "until", message("{reviewer} leaves (until) before they join (from)", reviewer=reviewer.id)
        )
    for key, name in (("id", reviewer.id), *(("earlier_ids", name) for name in reviewer.earlier_ids)):
        if name and not is_writer_name(name):
            section.problem(
                key,
                message(
                    "{name!r} cannot be a reviewer's id, because files are named after it. {hint}",
                    name=name,
                    hint=other_name(name),
                ),
            )
    if is_word_of_commands(reviewer.id):
        section.problem(
            "id",
            message(
                "{name!r} is no good id for a reviewer. {hint}; if this person has worked "
                "already, add `earlier_ids: [{name}]`",
                name=reviewer.id,
                hint=other_name(reviewer.id),
            ),
            Level.WARNING,
        )
    if reviewer.kind is ReviewerKind.TOOL and not (reviewer.model or reviewer.version):
        section.problem(
            "kind",
            message(
                "say which tool {reviewer} is. Add `model:` and `version:`, which the flow diagram and the "
                "methods name",
                reviewer=reviewer.id,
            ),
            Level.NOTE,
        )


def _reason(section: Section, language: str) -> ExclusionReason:
    reason = ExclusionReason(
        id=section.needed("id"),
        labels=section.labels("label", language),
        aliases=section.texts("aliases"),
        counts_as=section.word("counts_as", ("", *OPEN), ""),
    )
    section.done()
    return reason


def _previous(section: Section | None) -> Previous | None:
    if section is None:
        return None
    previous = Previous(section.integer("studies"), section.integer("reports"), section.place)
    section.done()
    return previous


def _policies(section: Section | None) -> Policies:
    if section is None:
        return Policies()
    words = {field.name: section.choice(field.name, Policy, Policy.SEPARATE) for field in fields(Policies)}
    section.done()
    return Policies(**words)


def _charting(section: Section | None) -> Charting:
    """How many people chart each study, and how; the second of two either charts too or checks."""
    if section is None:
        return Charting()
    charting = Charting(
        section.integer("people") or 1, section.choice("mode", ChartingMode, ChartingMode.INDEPENDENT)
    )
    section.done()
    if charting.people > 2:
        section.problem("people", message("charting.people should be 1 or 2"))
        return replace(charting, people=2)
    if charting.people == 1 and charting.mode is ChartingMode.VERIFY:
        section.problem(
            "mode", message("charting.mode is verify, which takes two people. Write `people: 2` beside it")
        )
        return replace(charting, people=2)
    return charting


def _coders(top: Section, team: Team | None) -> int:
    """How many people code each study to the end: 1 where nobody says, 2 where they code independently."""
    coders = top.integer("coders_per_study")
    if coders in (0, 1) and team is Team.INDEPENDENT:
        top.problem(
            "coders_per_study",
            message("team is independent, which takes two people. Write `coders_per_study: 2`"),
        )
        return 2
    return coders or (2 if team is Team.INDEPENDENT else 1)


def _no_duplicates(top: Section, key: str, ids: list[str]) -> None:
    for twice in sorted({entry for entry in ids if entry and ids.count(entry) > 1}):
        top.problem(
            key,
            message("{key}: the id {twice!r} is used twice. Give one of them another id", key=key, twice=twice),
        )
