"""Findings of a qualitative evidence synthesis: worded, reworded and judged by people, with reasons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.actions.who import Acting, acting
from reviewkit.coding import current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.findings import Component, CurrentFinding, Standing
from reviewkit.model import Finding, FindingJudged
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import CERQUAL_COMPONENTS, Message, Role, message

NO_CONCERNS = "none"
_KEY = re.compile(r"[^\W_][\w-]{0,39}")
_WORDS_OF_A_KEY = 4
# What people also write for the levels and components of CERQual.
_LEVELS = {"no": "none", "very-minor": "none", "no-very-minor": "none", "serious-concerns": "serious"}
_COMPONENTS = {
    "overall": Component.CONFIDENCE,
    "limitations": "methodological-limitations",
    "methods": "methodological-limitations",
}


@dataclass(frozen=True, slots=True)
class Rests:
    """What a finding rests on, as somebody names it: codes, studies, and the ids of coded quotes."""

    codes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedFinding:
    """What was logged of a finding; `already` means that the log said so before, so nothing was added."""

    id: str
    key: str
    already: bool = False
    notices: tuple[Message, ...] = ()


def add(folder: OpenReview, as_: str, text: str, rests: Rests, key: str = "", why: str = "") -> LoggedFinding:
    """Log a new finding. Without a key it gets one of its first words.

    The same finding is logged once, so that a command can safely be repeated after a crash. Raises ReviewkitError for
    an empty text, a key that is taken or cannot be used, and what it names where that does not count.
    """
    with acting(folder, as_) as act:
        _start(act)
        words = _worded(text)
        named = _checked(act, rests)
        for one in act.review.current_findings:
            last = one.finding
            if last.text == words and key in ("", last.key) and _rests_of(last) == named:
                return LoggedFinding(last.id, last.key, already=True)
        chosen = _new_key(act, key.strip(), words)
        return _log(act, Finding(act.who, chosen, words, *_lists(named), " ".join(why.split()), at=ledger.now()))


def revise(
    folder: OpenReview,
    as_: str,
    key: str,
    why: str,
    text: str = "",
    codes: Sequence[str] | None = None,
    studies: Sequence[str] | None = None,
    segments: Sequence[str] | None = None,
    seen: str = "",
) -> LoggedFinding:
    """Reword a finding, or change what it rests on. What is not given (None, an empty text) stays as it is; an empty
    list takes everything out. `seen` is the wording (its act) that the person had before them, "" where that is not
    known.

    Raises ReviewkitError for a finding that there is not, without a reason, and where nothing would change.
    """
    with acting(folder, as_) as act:
        _start(act)
        before = _finding(act, key, seen).finding
        kept = _rests_of(before)
        named = Rests(
            *(
                old if new is None else tuple(new)
                for new, old in ((codes, kept.codes), (studies, kept.studies), (segments, kept.segments))
            )
        )
        reason = " ".join(why.split())
        if not reason:
            raise ReviewkitError(message("Say why the finding is changed: --why REASON. Nothing was changed."))
        words = _worded(text) if text.strip() else before.text
        named = _checked(act, named, kept)
        if (words, named) == (before.text, kept):
            return LoggedFinding(before.id, key, already=True)
        return _log(act, Finding(act.who, before.key, words, *_lists(named), reason, at=ledger.now()))


def judge(
    folder: OpenReview, as_: str, key: str, component: str, level: str, why: str = "", seen: str = ""
) -> LoggedFinding:
    """Log what people judged of a finding. Every level but no or very minor concerns needs an explanation. `seen` is
    the wording (its act) that they had before them.

    Raises ReviewkitError for a finding, component or level that there is not, and without the explanation.
    """
    with acting(folder, as_) as act:
        _start(act)
        one = _finding(act, key, seen)
        name = component_named(component)
        chosen = level_named(name, level)
        reason = " ".join(why.split())
        if not reason and chosen != NO_CONCERNS:
            raise ReviewkitError(
                message(
                    "Explain the judgement: --why EXPLANATION. It is printed in the table. Nothing was changed."
                )
            )
        held = one.judged.get(name)
        if (
            held
            and held.standing is Standing.CURRENT
            and (held.judgement.level, held.judgement.why) == (chosen, reason)
        ):
            return LoggedFinding(held.judgement.id, one.finding.key, already=True)
        done = FindingJudged(act.who, one.finding.key, name, chosen, reason, at=ledger.now())
        return LoggedFinding(act.log([done])[0], one.finding.key, notices=_notices(one, name))


def component_named(given: str) -> str:
    """A component of CERQual by its name, the beginning of it, or what people also call it."""
    asked = _as_typed(given)
    if asked in _COMPONENTS:
        return _COMPONENTS[asked]
    found = [name for name in CERQUAL_COMPONENTS if asked and name.startswith(asked)]
    if len(found) == 1:
        return found[0]
    raise ReviewkitError(
        message(
            "There is no component {given!r}. The components are: {known}",
            given=given,
            known=", ".join(CERQUAL_COMPONENTS),
        )
    )


def level_named(component: str, given: str) -> str:
    """A level of a component as it is logged: `No/Very minor concerns` is none, `High confidence` is high."""
    asked = _as_typed(given).removesuffix("-concerns").removesuffix("-confidence")
    asked = _LEVELS.get(asked, asked)
    if asked in CERQUAL_COMPONENTS[component]:
        return asked
    raise ReviewkitError(
        message(
            "{component} has no level {given!r}. The levels are: {known}",
            component=component,
            given=given,
            known=", ".join(CERQUAL_COMPONENTS[component]),
        )
    )


def _as_typed(given: str) -> str:
    return "-".join(re.findall(r"\w+", given.casefold().replace("_", "-")))


def _notices(one: CurrentFinding, component: str) -> tuple[Message, ...]:
    """What to know about a judgement: of the confidence, which components nobody has judged yet."""
    missing = [name for name in one.to_judge if name != Component.CONFIDENCE]
    if component != Component.CONFIDENCE or not missing:
        return ()
    return (
        message(
            "The confidence follows from the four components, and these are still to be judged: {missing}",
            missing=", ".join(missing),
        ),
    )


def _start(act: Acting) -> None:
    act.needs_new_format(message("a finding"))
    act.must(Role.CODES)


def _worded(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ReviewkitError(message("The finding is empty. Write it as a sentence that can be judged."))
    return words


def _finding(act: Acting, key: str, seen: str) -> CurrentFinding:
    """A finding as it is now, by its key. Raises ReviewkitError where there is none, and for another than was seen."""
    for one in act.review.current_findings:
        if one.finding.key == key.strip():
            if seen not in ("", one.finding.id):
                raise ReviewkitError(
                    message(
                        "The finding {key!r} was changed while you looked at it. Nothing was logged. Read it as it is "
                        "now, and answer again.",
                        key=one.finding.key,
                    )
                )
            return one
    raise ReviewkitError(
        message(
            "There is no finding {key!r}. The findings are: {known}",
            key=key,
            known=", ".join(one.finding.key for one in act.review.current_findings) or message("(none yet)"),
        )
    )


def _new_key(act: Acting, given: str, text: str) -> str:
    """The key that was given, or one made of the first words that nobody has used."""
    used = {one.finding.key for one in act.review.current_findings}
    if given:
        if not _KEY.fullmatch(given):
            raise ReviewkitError(
                message("The key {key!r} cannot be used: letters, digits and hyphens only, at most 40.", key=given)
            )
        if given in used:
            raise ReviewkitError(
                message(
                    "There is a finding {key!r} already. Give another key, or reword that one: reviewkit finding "
                    "revise {key}",
                    key=given,
                )
            )
        return given
    words = re.findall(r"[^\W_]+", normalize.folded(text))
    made = "-".join(words[:_WORDS_OF_A_KEY])[:36].strip("-") or "finding"
    number, key = 1, made
    while key in used:
        number += 1
        key = f"{made}-{number}"
    return key


def _checked(act: Acting, given: Rests, kept: Rests = Rests()) -> Rests:
    """What a finding rests on, each named once; codes by the ids that they have now.

    Raises ReviewkitError for what does not count, unless the finding named it before.
    """
    return Rests(
        _checked_codes(act.review, given.codes, kept.codes),
        _checked_studies(act.review, given.studies, kept.studies),
        _checked_quotes(act.review, given.segments, kept.segments),
    )


def _checked_codes(review: Review, given: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    books = review.facts.codebooks
    now = {name: one for book in books for name, one in current_ids(book.codes).items()}
    in_use = {code.id for book in books for code in book.codes if code.status != "retired"}
    codes = [code if code in kept else now.get(code, code) for code in given if code]
    for code in codes:
        if code not in in_use and code not in kept:
            raise ReviewkitError(
                message(
                    "No codebook has the code {code!r}. Known codes: {known}",
                    code=code,
                    known=", ".join(sorted(in_use)) or message("(none yet)"),
                )
            )
    return tuple(dict.fromkeys(codes))


def _checked_studies(review: Review, given: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    included = [study.key for study in review.included_studies]
    for key in filter(None, given):
        if key not in included and key not in kept:
            raise ReviewkitError(
                message(
                    "There is no included study {key!r}. The included studies are: {known}",
                    key=key,
                    known=", ".join(included) or message("(none yet)"),
                )
            )
    return tuple(dict.fromkeys(filter(None, given)))


def _checked_quotes(review: Review, given: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    included = {study.key for study in review.included_studies}
    known = {one.event for coding in review.facts.codings if coding.study in included for one in coding.segments}
    for event in filter(None, given):
        if event not in known and event not in kept:
            raise ReviewkitError(
                message(
                    "No coded quote of an included study has the id {event!r}. The ids are in `reviewkit code quotes "
                    "--json`; a quote in a file under coding/ has none. Nothing was changed.",
                    event=event,
                )
            )
    return tuple(dict.fromkeys(filter(None, given)))


def _rests_of(finding: Finding) -> Rests:
    return Rests(finding.codes, finding.studies, finding.segments)


def _lists(named: Rests) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return named.codes, named.studies, named.segments


def _log(act: Acting, finding: Finding) -> LoggedFinding:
    return LoggedFinding(act.log([finding])[0], finding.key)
