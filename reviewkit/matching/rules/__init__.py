"""What follows from the evidence on a pair. The rules are read from the top; the first that holds answers.

A rule joins two records, asks a person, links two reports that belong together (an erratum and its article), or keeps
a pair apart so that nobody needs to look. A wrong join may lose a study, which costs more than a pair to read, so
every rule that joins needs at least two things that agree.
"""

from dataclasses import dataclass
from typing import Protocol

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.chains import CHAINS, one_text
from reviewkit.matching.rules.identical import IDENTICAL
from reviewkit.matching.rules.identifiers import IDENTIFIERS
from reviewkit.matching.rules.kinds import KINDS, marked, notice_of
from reviewkit.matching.rules.limits import ALIKE_ABSTRACT
from reviewkit.matching.rules.numbers import NUMBERS
from reviewkit.matching.rules.place import PLACE
from reviewkit.matching.rules.questions import AGREE
from reviewkit.matching.rules.rule import Part, Rule
from reviewkit.matching.rules.uncertain import SECOND_LOOK, UNCERTAIN
from reviewkit.matching.rules.vetoes import VETOES
from reviewkit.matching.rules.words import WORDS
from reviewkit.model import Policies
from reviewkit.words import Policy, Relation, Verdict

__all__ = [
    "ALIKE_ABSTRACT",
    "PARTS",
    "RULES",
    "SECOND_LOOK",
    "Answer",
    "Rule",
    "answer",
    "conflict",
    "cut",
    "ruling",
    "said",
]

PARTS: tuple[Part, ...] = (*IDENTICAL, *KINDS, *NUMBERS, *IDENTIFIERS, *PLACE, *WORDS, *UNCERTAIN)
RULES: tuple[Rule, ...] = (*VETOES, *(rule for part in (*PARTS, *SECOND_LOOK) for rule in part.rules), *CHAINS)


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a pair, the code and sentence of its rule, and how two distinct reports are related."""

    verdict: Verdict
    rule: str
    relation: Relation | None = None


def answer(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """The answer on a pair, or None for two unrelated reports."""
    rule = ruling(pair)
    if rule is None or rule.keeps_apart:
        return None
    return _by_policy(_answered(rule, pair), policies or Policies())


def ruling(pair: Evidence) -> Rule | None:
    """The rule that answers on a pair, also one that keeps it apart; None where none holds."""
    first = _first(PARTS, pair)
    if first is None or first.keeps_apart:
        return _first(SECOND_LOOK, pair) or first
    if first.verdict is Verdict.SAME and not pair.identical:
        return veto(pair) or first
    return first


def veto(pair: Evidence) -> Rule | None:
    """The first rule that holds back a join."""
    return next((rule for rule in VETOES if rule.holds(pair)), None)


def _first(parts: tuple[Part, ...], pair: Evidence) -> Rule | None:
    for part in parts:
        if part.applies(pair):
            for rule in part.rules:
                if rule.holds(pair):
                    return rule
    return None


def conflict(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """What forbids a chain of joins to bring these two together: another kind of report, or nothing that agrees."""
    given = answer(pair, policies)
    if given is not None and given.verdict is Verdict.SAME:
        return None
    if given is not None and given.verdict is Verdict.DIFFERENT and given.relation is not Relation.REPRINT:
        return given
    return next((_answered(rule, pair) for rule in CHAINS if rule.holds(pair)), None)


class Given(Protocol):
    """An answer that was given: `Answer`, or `Match`, which has one."""

    @property
    def verdict(self) -> Verdict: ...

    @property
    def relation(self) -> Relation | None: ...


def cut(pair: Evidence, given: Given) -> Answer | None:
    """A question or a link that stays, now by the rule that forbids a chain of joins to bring the two together.

    One text under one title may have a mistyped page or DOI, and a third record that is like both says so.
    """
    if one_text(pair):
        return None
    rule = next((rule for rule in CHAINS if rule.holds(pair)), None)
    return Answer(given.verdict, said(rule, pair), given.relation) if rule else None


def _answered(rule: Rule, pair: Evidence) -> Answer:
    """The answer of a rule that holds, with its sentence filled in."""
    relation = rule.relation(pair) if callable(rule.relation) else rule.relation
    return Answer(rule.verdict, said(rule, pair), relation)


def said(rule: Rule, pair: Evidence) -> str:
    """The code of a rule, and its sentence on a pair."""
    words = rule.says
    if "{" in words:
        identifier = (
            "DOI" if pair.doi is AGREE else "PubMed id" if pair.pmid is AGREE else "number in one database"
        )
        words = words.format(identifier=identifier, notice=notice_of(pair), marked=marked(pair))
    return f"{rule.code} {words}"


def _by_policy(given: Answer, policies: Policies) -> Answer:
    """The answer according to review.yaml: related reports are kept separate, joined or asked about."""
    if given.relation is None:
        return given
    policy = policies.of(given.relation)
    if policy is Policy.SEPARATE:
        return given
    verdict = Verdict.SAME if policy is Policy.JOIN else Verdict.UNSURE
    return Answer(verdict, f"{given.rule}; review.yaml says {policy.value}", given.relation)
