"""What is wrong with findings: names that do not count, contradictions that are left out, judgements of what was there
before."""

from collections.abc import Iterator, Sequence

from reviewkit.errors import Level, Problem
from reviewkit.findings import Component, CurrentFinding, Standing
from reviewkit.model import Facts, Finding, FindingJudged
from reviewkit.words import Message, message, number_of, together

# The codes of problems with findings.
ABOUT_FINDINGS = frozenset(
    (
        "finding-names",
        "finding-without-evidence",
        "finding-contradicted",
        "finding-twice",
        "judged-earlier",
        "judgement-of-nothing",
    )
)


def problems(found: Sequence[CurrentFinding], facts: Facts) -> list[Problem]:
    """What a finding names and what does not count, contradictions that it leaves out, judgements that are not of it as
    it is now, and judgements of nothing."""
    keys = {one.finding.key for one in found}
    of_nothing = [
        _problem(
            one,
            message(
                "there is no finding {finding!r}, so this judgement has no effect. Undo it: reviewkit undo {event}",
                finding=one.finding,
                event=one.id,
            ),
            "judgement-of-nothing",
        )
        for one in facts.judgements
        if one.finding not in keys
    ]
    return [*of_nothing, *(problem for one in found for problem in problems_of(one))]


def problems_of(one: CurrentFinding) -> Iterator[Problem]:
    """The problems of one finding."""
    finding, key = one.finding, one.finding.key
    for gone in one.gone:
        said = message(
            "the finding {finding!r} names {what} {name!r}, which {why}. Say what is behind it now: reviewkit finding "
            "revise {finding}",
            finding=key,
            what=gone.what,
            name=gone.name,
            why=gone.why,
        )
        yield _problem(finding, said, "finding-names")
    if not one.contributing:
        said = message(
            "nothing is behind the finding {finding!r}: no included study has its codes, and it names none and no "
            "quote of any. Name what is behind it: reviewkit finding revise {finding}",
            finding=key,
        )
        yield _problem(finding, said, "finding-without-evidence")
    yield from _left_out(one)
    for second in one.twice:
        said = message(
            "the finding {finding!r} was added twice, by {first} and by {second}; the later wording counts. Undo one "
            "of them, and add it with another key: reviewkit undo {event}",
            finding=key,
            first=one.wordings[0].by,
            second=second.by,
            event=second.id,
        )
        yield _problem(second, said, "finding-twice")
    yield from _judged_earlier(one)


def _left_out(one: CurrentFinding) -> Iterator[Problem]:
    """The quotes that contradict a finding, where it names none of them."""
    against = [behind for behind in one.contradicting if behind.quote]
    if against and not any(behind.named for behind in against):
        said = message(
            "{quotes} what the finding {finding!r} sums up ({studies}), and it names none of them. Read them, reword "
            "the finding where it should say so, and name one: reviewkit finding revise {finding} --quote {event}",
            quotes=number_of(len(against), "quote contradicts", "quotes contradict"),
            finding=one.finding.key,
            studies=", ".join(dict.fromkeys(behind.study for behind in against)),
            event=next((behind.event for behind in against if behind.event), "ID"),
        )
        yield _problem(one.finding, said, "finding-contradicted")


def _judged_earlier(one: CurrentFinding) -> Iterator[Problem]:
    """The judgements that are not of the finding as it is now, together where the reason is the same."""
    for standing in (Standing.WORDING, Standing.EVIDENCE, Standing.COMPONENTS):
        names = [name for name, judged in one.judged.items() if judged.standing is standing]
        if names:
            said = _earlier(standing, one.finding.key, names)
            yield _problem(one.judged[names[0]].judgement, said, "judged-earlier")


def _earlier(standing: Standing, key: str, names: Sequence[str]) -> Message:
    judgements = number_of(len(names), "judgement is", "judgements are")
    if standing is Standing.WORDING:
        return message(
            "{judgements} of an earlier wording of the finding {finding!r} ({components}). Judge it again: reviewkit "
            "finding judge {finding}",
            judgements=judgements,
            finding=key,
            components=together(map(named, names), ", "),
        )
    if standing is Standing.EVIDENCE:
        return message(
            "{judgements} of the finding {finding!r} before what is behind it changed ({components}). Judge it again: "
            "reviewkit finding judge {finding}",
            judgements=judgements,
            finding=key,
            components=together(map(named, names), ", "),
        )
    return message(
        "the confidence in the finding {finding!r} was judged before one of its components. Judge it again: reviewkit "
        "finding judge {finding} confidence",
        finding=key,
    )


def named(component: str) -> Message:
    """A component in words."""
    return {
        Component.LIMITATIONS: message("methodological limitations"),
        Component.COHERENCE: message("coherence"),
        Component.ADEQUACY: message("adequacy"),
        Component.RELEVANCE: message("relevance"),
        Component.CONFIDENCE: message("confidence"),
    }[Component(component)]


def _problem(act: Finding | FindingJudged, said: Message, code: str) -> Problem:
    return Problem(act.place, said, Level.WARNING, code)
