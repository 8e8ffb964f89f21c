"""Every claim of a manuscript with the answer of the folder."""

from collections.abc import Iterator, Sequence

from reviewkit import limits
from reviewkit.manuscript.choices import checked_choices
from reviewkit.manuscript.cited import checked_citations
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.dated import checked_databases
from reviewkit.manuscript.fitting import fitting
from reviewkit.manuscript.known import Fact, Known, NameKind
from reviewkit.manuscript.lately import checked_lately
from reviewkit.manuscript.lined import checked_lines
from reviewkit.manuscript.lists import checked_lists
from reviewkit.manuscript.name_claims import KINDS
from reviewkit.manuscript.named import checked_names
from reviewkit.manuscript.names import Names
from reviewkit.manuscript.nationalities import checked_nationalities
from reviewkit.manuscript.others import checked_others
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.people import checked_people
from reviewkit.manuscript.pointers import checked_pointers
from reviewkit.manuscript.populations import checked_populations
from reviewkit.manuscript.prepared import Prepared, prepared
from reviewkit.manuscript.quotations import checked_quotations
from reviewkit.manuscript.ranges import checked_years
from reviewkit.manuscript.references import checked_references
from reviewkit.manuscript.reported import checked_reported
from reviewkit.manuscript.search_dates import checked_dates
from reviewkit.manuscript.shares import checked_shares
from reviewkit.manuscript.size import checked_size
from reviewkit.manuscript.steps import checked_steps
from reviewkit.manuscript.sums import checked_reasons, checked_sums
from reviewkit.manuscript.tables import checked_tables
from reviewkit.manuscript.themed import checked_themed
from reviewkit.manuscript.two_abstracts import checked_abstracts
from reviewkit.manuscript.well_known import not_searched
from reviewkit.model.passages import Manuscript, Role
from reviewkit.words import Message, message, together

_WRONG = (Answer.DISAGREES, Answer.PARTS_DISAGREE)
_FEWEST_REASONS = 2  # other numbers of a sentence that are those of reasons, before it is a list of them


def judged(manuscript: Manuscript, known: Known) -> tuple[CheckedClaim, ...]:
    """The claims of a manuscript in the order of reading, each with its answer."""
    passages = prepared(manuscript, Names((*known.names, *not_searched(known.names))))
    found = [claim for one in passages for claim in (*_of_passage(one, known), *_unread(one))]
    found += checked_citations(passages, known)
    found += checked_pointers(passages)
    found += checked_tables(passages, known)
    found += checked_lines(passages, known)
    found += checked_names(passages, known)
    found += checked_lists(passages, known)
    found += checked_sums(passages, known)
    found += checked_numbers(passages, known)
    found += checked_quotations(passages, known)
    found += checked_references(passages, known)
    found += checked_years(passages, known)
    found += checked_dates(passages, known)
    found += checked_databases(passages, known)
    found += checked_abstracts(passages)
    found += checked_shares(passages, known)
    return tuple(sorted(_once(found), key=lambda one: (one.claim.passage, one.claim.start, one.claim.end)))


def checked_numbers(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The numbers that others beside them, or a citation, show to be wrong."""
    yield from checked_reasons(passages, known)
    yield from checked_size(passages, known)
    yield from checked_choices(passages, known)
    yield from checked_steps(passages, known)
    yield from checked_reported(passages, known)
    yield from checked_lately(passages, known)
    yield from checked_people(passages, known)
    yield from checked_themed(passages, known)
    yield from checked_nationalities(passages, known)
    yield from checked_populations(passages, known)
    yield from checked_others(passages, known)


def _once(found: Sequence[CheckedClaim]) -> Iterator[CheckedClaim]:
    """The claims, without those of a number that another one shows to be wrong."""
    wrong = {_place(one) for one in found if one.answer in _WRONG}
    said: set[tuple[object, ...]] = set()
    for one in found:
        if one.claim.kind is ClaimKind.NUMBER:
            if one.answer not in _WRONG and _place(one) in wrong:
                continue
            if one.answer is Answer.DISAGREES and (*_place(one), one.answer) in said:
                continue
            said.add((*_place(one), one.answer))
        yield one


def _place(one: CheckedClaim) -> tuple[ClaimKind, int, int]:
    return one.claim.kind, one.claim.passage, one.claim.start


def _of_passage(one: Prepared, known: Known) -> Iterator[CheckedClaim]:
    if one.passage.role is Role.REFERENCE or one.passage.cell:
        return
    found = [(item, sentence) for sentence in one.sentences for item in part_of(list(counted(sentence)), sentence)]
    right = _right_names(found, known)
    answered: dict[int, list[CheckedClaim]] = {}
    for item, sentence in found:
        listed = frozenset(
            kind
            for kind, numbers in right[sentence.start].items()
            if len(numbers - {item.number.start}) >= (_FEWEST_REASONS if kind is NameKind.REASON else 1)
        )
        if checked := _number(item, sentence, one, known, listed):
            answered.setdefault(sentence.start, []).append(checked)
    before = ""
    for sentence in one.sentences:
        text = sentence.text[sentence.start : sentence.end]
        claims = answered.get(sentence.start, [])
        is_of_another = sentence.lexicon.has(before + text, "act", "previous") and _fits_nothing(claims)
        yield from (_unchecked(claim) for claim in claims) if is_of_another else claims
        before = text


def _unread(one: Prepared) -> Iterator[CheckedClaim]:
    """The first number of each sentence that is so long that none of its numbers was looked at."""
    for sentence in one.sentences if one.passage.role is not Role.REFERENCE else ():
        if sentence.unread:
            says = message(
                "None of the numbers in this sentence was checked ({n}): no sentence has more than {numbers} numbers "
                "or {letters} letters. Divide it with full stops, or make a table of it.",
                n=len(sentence.unread),
                numbers=limits.SENTENCE_NUMBERS,
                letters=limits.SENTENCE_LETTERS,
            )
            claim = _claim(ClaimKind.NUMBER, one, sentence.unread[0].start, sentence.unread[0].end)
            yield CheckedClaim(claim, Answer.CANNOT_BE_CHECKED, says)


def _fits_nothing(claims: Sequence[CheckedClaim]) -> bool:
    """Whether a sentence about an earlier version or review has several numbers that the folder does not have."""
    return sum(claim.answer is not Answer.AGREES for claim in claims) > 1


def _unchecked(claim: CheckedClaim) -> CheckedClaim:
    return CheckedClaim(claim.claim, Answer.CANNOT_BE_CHECKED) if claim.answer is Answer.DISAGREES else claim


def _right_names(found: Sequence[tuple[Counted, Sentence]], known: Known) -> dict[int, dict[NameKind, set[int]]]:
    """Of each sentence the kinds of names whose number is right, with the places of these numbers. Of
    reasons two must be right."""
    right: dict[int, dict[NameKind, set[int]]] = {sentence.start: {} for _, sentence in found}
    reasons: dict[int, set[int]] = {start: set() for start in right}
    for item, sentence in found:
        if item.number.whole is None or item.number.is_article:
            continue
        for fact in fitting(item, sentence, known).possible:
            if fact.n != item.number.whole or not fact.names:
                continue
            if any(name.startswith("reason:") for name in fact.names):
                reasons[sentence.start].add(item.number.start)
            for named in item.names:
                if named.name.id in fact.names:
                    right[sentence.start].setdefault(named.name.kind, set()).add(item.number.start)
    for start, places in reasons.items():
        if len(places) >= _FEWEST_REASONS:
            right[start].setdefault(NameKind.REASON, set()).update(places)
    return right


def _number(
    item: Counted, sentence: Sentence, one: Prepared, known: Known, listed: frozenset[NameKind]
) -> CheckedClaim | None:
    number = item.number
    if number.whole is None or (number.may_be_a_year and not _is_counting(item)):
        return None
    claim = _claim(ClaimKind.NUMBER, one, number.start, number.end)
    facts = fitting(item, sentence, known, listed)
    equal = [fact for fact in (*facts.sure, *facts.possible) if fact.n == number.whole]
    if item.is_each and len(item.names) > 1:
        wrong = [fact for fact in facts.sure if fact.n != number.whole]
        if wrong and equal and len(wrong) < len(facts.sure):
            return _wrong(claim, wrong, item, one)
    if equal:
        return CheckedClaim(claim, Answer.AGREES, _says(equal[:1]), (equal[0].source,))
    if number.is_article or not (item.noun or item.is_label or item.near or facts.sure):
        return None
    if facts.sure:
        return _wrong(claim, facts.sure, item, one)
    return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)


def _wrong(claim: Claim, facts: Sequence[Fact], item: Counted, one: Prepared) -> CheckedClaim:
    """A number that no fact has; where it is of a name, this may be the wrong one of the two."""
    of = next((each for each in item.names if any(each.name.id in fact.names for fact in facts)), None)
    other = _claim(KINDS[of.name.kind], one, of.start, of.end) if of else None
    return CheckedClaim(claim, Answer.DISAGREES, _says(facts[:3]), tuple(fact.source for fact in facts), other)


def _is_counting(item: Counted) -> bool:
    """Whether a number that looks like a year counts something."""
    return item.is_label or (item.noun not in ("", "?") and not item.is_inherited)


def _claim(kind: ClaimKind, one: Prepared, start: int, end: int) -> Claim:
    return Claim(kind, one.passage.number, start, end, one.passage.text[start:end])


def _says(facts: Sequence[Fact]) -> Message:
    said = dict.fromkeys((fact.what, fact.n) for fact in facts)
    return together([message("{what}: {n}", what=what, n=n) for what, n in said], "; ")
