"""Every claim of a manuscript with the answer of the folder."""

from collections.abc import Iterator

from reviewkit.manuscript.cited import checked_citations
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted, fitting, part_of
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.named import checked_names
from reviewkit.manuscript.names import Names
from reviewkit.manuscript.pointers import checked_pointers
from reviewkit.manuscript.prepared import Prepared, prepared
from reviewkit.manuscript.quotations import checked_quotations
from reviewkit.manuscript.ranges import checked_dates, checked_years
from reviewkit.manuscript.references import checked_references
from reviewkit.manuscript.shares import checked_shares
from reviewkit.manuscript.tables import checked_tables
from reviewkit.manuscript.well_known import not_searched
from reviewkit.model.passages import Manuscript, Role
from reviewkit.words import Message, message, together


def judged(manuscript: Manuscript, known: Known) -> tuple[CheckedClaim, ...]:
    """The claims of a manuscript in the order of reading, each with its answer."""
    passages = prepared(manuscript, Names((*known.names, *not_searched(known.names))))
    found = [claim for one in passages for claim in _of_passage(one, known)]
    found += checked_citations(passages, known)
    found += checked_pointers(passages)
    found += checked_tables(passages, known)
    found += checked_names(passages, known)
    found += checked_quotations(passages, known)
    found += checked_references(passages, known)
    found += checked_years(passages, known)
    found += checked_dates(passages, known)
    found += checked_shares(passages, known)
    return tuple(sorted(found, key=lambda one: (one.claim.passage, one.claim.start, one.claim.end)))


def _of_passage(one: Prepared, known: Known) -> Iterator[CheckedClaim]:
    if one.passage.role is Role.REFERENCE:
        return
    for sentence in one.sentences:
        for item in part_of(list(counted(sentence)), sentence):
            if checked := _number(item, sentence, one, known):
                yield checked


def _number(item: Counted, sentence: Sentence, one: Prepared, known: Known) -> CheckedClaim | None:
    number = item.number
    if number.whole is None or (number.may_be_a_year and not _is_counting(item)):
        return None
    claim = _claim(ClaimKind.NUMBER, one, number.start, number.end)
    facts = fitting(item, sentence, known)
    equal = next((fact for fact in (*facts.sure, *facts.possible) if fact.n == number.whole), None)
    if equal:
        return CheckedClaim(claim, Answer.AGREES, _says([equal]), (equal.source,))
    if number.is_article or not (item.noun or item.is_label or item.near):
        return None
    if facts.sure:
        return CheckedClaim(
            claim, Answer.DISAGREES, _says(facts.sure[:3]), tuple(one.source for one in facts.sure)
        )
    return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)


def _is_counting(item: Counted) -> bool:
    """Whether a number that looks like a year counts something."""
    return item.is_label or (item.noun not in ("", "?") and not item.is_inherited)


def _claim(kind: ClaimKind, one: Prepared, start: int, end: int) -> Claim:
    return Claim(kind, one.passage.number, start, end, one.passage.text[start:end])


def _says(facts: list[Fact] | tuple[Fact, ...]) -> Message:
    return together([message("{what}: {n}", what=fact.what, n=fact.n) for fact in facts], "; ")
