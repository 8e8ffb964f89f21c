"""What a rule is: a code that stays, a sentence, a verdict, and the question when it holds."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewkit.matching.compare import Evidence
from reviewkit.words import Relation, Verdict

Question = Callable[[Evidence], bool]
RelationOf = Callable[[Evidence], Relation]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `says` is its sentence, in which {identifier}, {notice} and {marked} are filled in for each pair.

    `relation` is how two distinct reports are related. A rule whose verdict is "different" without a relation keeps a
    pair apart, so that no later one joins it. `why` is what stands in the documentation.
    """

    code: str
    says: str
    verdict: Verdict
    holds: Question
    relation: Relation | RelationOf | None = None
    why: str = ""

    @property
    def keeps_apart(self) -> bool:
        """Whether it only says that two reports are different, so that nobody needs to look."""
        return self.verdict is Verdict.DIFFERENT and self.relation is None


@dataclass(frozen=True, slots=True)
class Part:
    """Rules that are asked in their order where the question of the part holds; the first that holds answers."""

    applies: Question
    rules: tuple[Rule, ...]


Made = Callable[[Question], Rule]


def joins(code: str, says: str) -> Made:
    """Two records are one report."""
    return _made(code, says, Verdict.SAME)


def asks(code: str, says: str) -> Made:
    """A person looks at the pair."""
    return _made(code, says, Verdict.UNSURE)


def links(code: str, says: str, relation: Relation | RelationOf) -> Made:
    """Two reports that belong together, such as an erratum and its article."""
    return _made(code, says, Verdict.DIFFERENT, relation)


def parts(code: str, says: str) -> Made:
    """Two reports that have nothing to do with each other."""
    return _made(code, says, Verdict.DIFFERENT)


def _made(code: str, says: str, verdict: Verdict, relation: Relation | RelationOf | None = None) -> Made:
    def make(question: Question) -> Rule:
        why = " ".join((question.__doc__ or "").split())
        return Rule(code, says, verdict, question, relation, why)

    return make
