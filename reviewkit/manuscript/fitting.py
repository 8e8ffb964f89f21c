"""Which facts of the folder a number may state: those that it surely is about, and others that it may be equal to.

Where the words around a number leave a doubt, nothing is said to be wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewkit.manuscript.counts import PEOPLE, Counted, Sentence, follows
from reviewkit.manuscript.known import PAPERS, Fact, Known, NameKind
from reviewkit.manuscript.topics import are_alike

_WORD = re.compile(r"\w+")
_PHRASE = re.compile(r"[^.,;:()\d]{0,40}(?=[.,;])")  # what is behind `because of`, if no clause and no list
_LONG_WORD = 5  # letters of a word by which a reason is known


@dataclass(frozen=True, slots=True)
class Fitting:
    """The facts that a number may state: those that surely are what it counts, and others that it may be equal to."""

    sure: tuple[Fact, ...] = ()
    possible: tuple[Fact, ...] = ()


def fitting(one: Counted, sentence: Sentence, known: Known, listed: frozenset[NameKind] = frozenset()) -> Fitting:
    """The facts of the folder that a number may state. `listed` are the kinds of names of which another number in the
    sentence is right: there a list goes on."""
    of_section = _of_section(one, sentence, known)
    if of_section:
        return Fitting(tuple(of_section), tuple(of_section))
    if one.noun == "?":
        return _of_unknown(one, known, listed)
    of_names = _of_names(one, known)
    of_boxes = _of_boxes(one, known)
    acts = one.near if one.has_post and one.near & _DONE else one.acts | one.near
    possible = [fact for fact in known.facts if not fact.names and _is_of(fact, one, acts, anywhere=True)]
    if of_names:
        is_sure = _is_sure_of_names(one) or {named.name.kind for named in one.names} <= listed
        if is_sure and not _is_of_some(one):
            return Fitting(tuple(of_names), (*of_names, *(possible if not (one.is_label or listed) else ())))
        return Fitting((), (*of_names, *possible))
    if one.noun == "study":
        included = [fact for fact in known.facts if _is_of_included(fact, one)]
        possible += included
        if _is_about_all(one, known) or _is_label_of_all(one):
            return Fitting(tuple(included), tuple(possible))
    if "excluded" in acts or NameKind.REASON in listed:
        reasons = [fact for fact in known.facts if any(name.startswith("reason:") for name in fact.names)]
        is_listed = NameKind.REASON in listed and one.noun in ("", "?", *PAPERS) and not one.is_label
        is_listed = is_listed and one.near <= {"excluded"} and not one.is_definite
        if one.is_for_a_reason and "excluded" in one.near and (named := _of_reason(one, sentence, known)):
            return Fitting(tuple(named), tuple(named))
        if reasons and (is_listed or (one.is_for_a_reason and "excluded" in one.near)):
            return Fitting(tuple(reasons), (*of_boxes, *possible) if not is_listed else tuple(possible))
        possible += reasons if one.noun in ("", "?", *PAPERS) else []
    if one.noun == "theme" and _lists_all(sentence, known, NameKind.THEME):
        return Fitting(tuple(of_boxes), tuple(of_boxes))
    sure = of_boxes if _is_sure(one) else []
    return Fitting(tuple(sure), (*of_boxes, *possible))


def _of_boxes(one: Counted, known: Known) -> list[Fact]:
    """The boxes that the noun and the verbs of a number speak of; of registers alone where they name these, and of
    records alone where all that is said is that they were left."""
    found = [fact for fact in known.facts if not fact.names and _is_of(fact, one, one.near)]
    if "registers" in one.near and any("registers" in fact.acts for fact in found):
        found = [fact for fact in found if "registers" in fact.acts]
    is_stage_open = one.noun in ("paper", "report", "study")
    return [fact for fact in found if not (is_stage_open and fact.acts & one.near == {"remaining"})]


def _lists_all(sentence: Sentence, known: Known, kind: NameKind) -> bool:
    """Whether a sentence has all names of a kind: `Five themes recur: ...`."""
    said = {named.name.id for named in sentence.names if named.name.kind is kind}
    return len(said) > 1 and said >= {name.id for name in known.names if name.kind is kind}


def _of_reason(one: Counted, sentence: Sentence, known: Known) -> list[Fact]:
    """The facts of the one reason whose name has a word of what is behind a number: `because of their language`."""
    because = next(word for word in sentence.connects if word.name == "reason" and word.start >= one.number.end)
    said = _PHRASE.match(sentence.text, because.end)
    words = list(_long_words(said[0])) if said else []
    found = [
        name.id
        for name in known.names
        if name.kind is NameKind.REASON
        and any(are_alike(own, word) for each in name.spellings for own in _long_words(each) for word in words)
    ]
    return [fact for fact in known.facts if len(found) == 1 and found[0] in fact.names]


def _long_words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text) if len(word) >= _LONG_WORD)


def _is_of_some(one: Counted) -> bool:
    """Whether a number is of some of those with a name: `two other studies from Norway`; not `another 37 came from
    CINAHL`, nor `had two each`."""
    is_source = {named.name.kind for named in one.names} == {NameKind.DATABASE}
    return one.is_other and not _is_of_each(one) and not (is_source and "identified" in one.near)


def _is_of_each(one: Counted) -> bool:
    """Whether a number is of studies from each of several countries; not of the reports of each study."""
    return one.is_each and one.noun not in ("paper", "report")


def _is_of_included(fact: Fact, one: Counted) -> bool:
    """Whether a number of studies may be that of a box of included ones: of earlier ones only where it says so, and of
    all or of new ones only where a label does."""
    if fact.names or "included" not in fact.acts or _is_of_reports(fact, one):
        return False
    return not one.is_label or ("previous" in fact.acts) == ("previous" in one.near)


def _is_of_reports(fact: Fact, one: Counted) -> bool:
    """Whether a fact counts the reports of the studies that a number counts."""
    return one.noun == "study" and fact.source.endswith(".reports")


def _is_label_of_all(one: Counted) -> bool:
    """Whether a number is that of `New studies (n = 42)` or `Studies in all: 59`."""
    return one.is_label and not one.names and bool(one.near & {"new", "previous", "included"} or one.is_total)


def _of_section(one: Counted, sentence: Sentence, known: Known) -> list[Fact]:
    """The studies of the theme that a section is about, where its first sentence begins with their number."""
    themes = {named.name.id: named for named in sentence.heading if named.name.kind is NameKind.THEME}
    is_first = sentence.is_first and one.number is next((each for each in sentence.numbers), None)
    is_study = one.noun in ("study", "paper") or (one.of is not None and one.of.noun in ("study", "paper"))
    is_whole = one.of is None and (one.is_definite or follows(sentence, one.number, "partitive"))
    if (
        len(themes) != 1
        or any(named.name.id not in themes for named in one.names)
        or not is_study
        or is_whole
        or not (is_first or (one.of and sentence.is_first))
    ):
        return []
    return _of_names(replace(one, names=tuple(themes.values()), noun="study"), known)


def _of_unknown(one: Counted, known: Known, listed: frozenset[NameKind]) -> Fitting:
    """What a number with an unknown noun may state: in a list of reasons one of them."""
    if NameKind.REASON not in listed:
        return Fitting()
    reasons = tuple(fact for fact in known.facts if any(name.startswith("reason:") for name in fact.names))
    return Fitting(reasons, reasons)


_LITTLE_MORE = 1.3  # "three of 42 studies" in a review of nine is said of another review
_MOST_OF_ALL = 0.7  # of the included studies: "the 28 studies" are all of them, "the three studies" some


def _is_about_all(one: Counted, known: Known) -> bool:
    """Whether `the 28 studies` or `we found 28 studies` speaks of all studies of the review."""
    whole = one.number.whole or 0
    is_whole = one.is_whole and not one.is_inherited and whole <= _LITTLE_MORE * known.included
    is_all = one.is_definite or is_whole or "identified" in one.near or (one.of is None and one.is_total)
    return not (one.is_part or one.is_other or one.is_label) and is_all and whole >= _MOST_OF_ALL * known.included


def _of_names(one: Counted, known: Known) -> list[Fact]:
    ids = {named.name.id for named in one.names}
    nouns = {one.noun} if one.noun else PAPERS
    return [
        fact
        for fact in known.facts
        if fact.names & ids and fact.nouns & nouns and (not fact.acts or fact.acts & one.near)
    ]


def _is_sure_of_names(one: Counted) -> bool:
    kinds = {named.name.kind for named in one.names}
    if _is_of_each(one) and len(kinds) == 1:
        return True
    if len(one.names) != 1 or _is_of_some(one):
        return False
    kind = kinds.pop()
    if one.is_label:
        return True
    if kind is NameKind.THEME:
        return one.of is not None or "theme_found" in one.near
    if kind is NameKind.COUNTRY:
        return bool({"conducted"} & one.near) or one.is_part
    if kind is NameKind.CHOICE:
        return bool({"designed"} & one.near) or one.is_part or one.is_definite
    if kind is NameKind.REASON:
        return True
    return kind is NameKind.DATABASE and (one.noun in PAPERS or "identified" in one.near)


# What is done with a record or report, each of which has a box.
_DONE = frozenset({"removed", "excluded", "not_retrieved", "screened", "assessed", "sought"})


def _is_of(fact: Fact, one: Counted, acts: frozenset[str], anywhere: bool = False) -> bool:
    """Whether a number may state a fact: its noun and one of these acts fit. `anywhere`: the words that the fact needs
    besides may be in another sentence."""
    nouns = {one.noun} if one.noun else PAPERS
    if _is_of_reports(fact, one):
        return False
    if not fact.nouns & nouns or (fact.needs - one.acts and not anywhere) or fact.without & one.near:
        return False
    return not fact.acts or bool(fact.acts & acts)


def _is_sure(one: Counted) -> bool:
    """Whether the words around a number leave no doubt what it counts."""
    if one.is_other:
        return False
    if not one.noun and one.number.in_words and not one.is_part:
        return False  # "two of us", "we were two who read"
    if one.is_inherited and one.noun in PEOPLE and "range" in one.acts:
        return True
    is_elsewhere = one.is_elsewhere and "previous" not in one.near  # "59 studies, against 17 in the first version"
    if (not one.noun or one.is_inherited) and not one.is_label and (not one.has_post or is_elsewhere):
        return False
    if one.noun in ("theme", "code", "category", "subtheme"):
        is_made = bool(one.near & {"made", "identified"}) or one.is_into or (one.noun == "code" and one.has_themes)
        return (one.is_label or one.is_definite or is_made) and not one.is_part
    if one.noun in PEOPLE:
        is_about_reviewers = one.noun == "person" and bool(one.near & {"screened", "independent"})
        return one.is_total or one.is_label or "range" in one.acts or is_about_reviewers
    if one.noun == "study":
        return not one.is_part and (one.is_label or bool(one.near & {"included", "excluded", "previous"}))
    if one.is_part:
        return one.noun in (*PAPERS, "duplicate") and bool(one.near & _DONE) and one.has_post
    return True
