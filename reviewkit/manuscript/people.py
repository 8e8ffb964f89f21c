"""Numbers of people beside the study that a sentence cites, and large numbers that are a digit from the right one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import PAPERS, Fact, Known
from reviewkit.manuscript.near import distance
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role

_PEOPLE = frozenset({"participant", "sample", "person"})
_FEWEST = 10  # people: of fewer, a digit makes any other number
_FEWEST_OF_ANY = 100  # of a noun that is not known, such as nurses
_TO = ("to", "til", "–", "-")  # between the two ends of a range
_AND = ("and", "og")
_ENDS = 2
_LARGE = 1000  # so large a number that is a digit from that of the folder is not of something else
_FAR = 10  # how far a number of two digits may be from the right one


def checked_people(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number that is nearly what the folder shows: of the people in the study cited beside it, or a large one."""
    for one in passages:
        if one.passage.cell or one.passage.role is Role.REFERENCE:
            continue
        before = ""
        for sentence in one.sentences:
            text = sentence.text[sentence.start : sentence.end]
            is_of_another = sentence.lexicon.has(before + text, "act", "previous")
            spoken = before + text
            before = text
            if is_of_another:
                continue
            found = part_of(list(counted(sentence)), sentence)
            cited = _cited(one, sentence, known)
            yield from _listed(one, sentence, found, known)
            for item in found:
                beside = _cited_behind(item, one, spoken, sentence, known)
                fact = beside or _end_of_range(item, found, sentence, known) or _meant(item, found, cited, known)
                if fact:
                    yield wrong_number(one, item.number, fact.what, fact.n, fact.source)


def _cited(one: Prepared, sentence: Sentence, known: Known) -> list[Fact]:
    """The numbers of people in the studies that a sentence cites."""
    cited = [each for each in one.citations if sentence.start <= each.start < sentence.end]
    names = {f"study:{study.key}" for each in cited for study in studies_cited(each, known)}
    return [fact for fact in known.facts if fact.names & names and fact.nouns & _PEOPLE]


def _meant(item: Counted, found: Sequence[Counted], cited: Sequence[Fact], known: Known) -> Fact | None:
    """The number of the folder that a nearly equal one is meant to be."""
    n = item.number.whole
    if n is None or n < _FEWEST or item.number.may_be_a_year or item.number.in_words:
        return None
    if any(fact.n == n for fact in known.facts if _may_be(fact, item, cited)):
        return None
    said = {one.number.whole for one in found}
    is_person = item.noun in _PEOPLE or _is_of_one(item, cited)
    fewest = _FEWEST if is_person else _FEWEST_OF_ANY
    beside = [fact for fact in cited if fact.n not in said and n >= fewest and _is_near(n, fact.n)]
    if beside and item.noun in (*_PEOPLE, "?", ""):
        return beside[0]
    if n < _LARGE or item.noun == "?":
        return None
    nouns = {item.noun} if item.noun else _PEOPLE | PAPERS
    near = [
        fact
        for fact in known.facts
        if fact.nouns & nouns and fact.n >= _LARGE and " + " not in fact.source and _is_near(n, fact.n)
    ]
    near = [fact for fact in near if fact.n not in said]
    return near[0] if near else None


def _may_be(fact: Fact, item: Counted, cited: Sequence[Fact]) -> bool:
    """Whether a number may state a fact: one of people that of a cited study or of all, any other that of anything."""
    if item.noun in _PEOPLE and cited:
        return fact in cited or (not fact.names and bool(fact.nouns & _PEOPLE))
    return not fact.nouns <= PAPERS or (item.number.whole or 0) >= _FEWEST_OF_ANY


def _is_of_one(item: Counted, cited: Sequence[Fact]) -> bool:
    """Whether a bare number with an article is of the people in the one study that is cited: `one of the 64 who`."""
    return len(cited) == 1 and item.noun == "" and item.is_definite


def _cited_behind(item: Counted, one: Prepared, spoken: str, sentence: Sentence, known: Known) -> Fact | None:
    """The people of the study that is cited in brackets right behind a bare number: `from 14 (Berg 2022) to ...`."""
    end = item.number.end
    is_said = item.noun in ("", *_PEOPLE) or item.is_inherited
    is_bare = sentence.text[end : end + 2] == " (" and is_said and not item.names
    is_some = item.is_whole or item.is_part
    if not (is_bare and item.number.whole) or is_some or item.number.may_be_a_year:
        return None
    if not any(sentence.lexicon.has(spoken, "noun", name) for name in _PEOPLE):
        return None
    cited = next((each for each in one.citations if each.start == end + 2), None)
    names = {f"study:{study.key}" for study in studies_cited(cited, known)} if cited else set()
    facts = [fact for fact in known.facts if fact.names & names and fact.nouns & _PEOPLE]
    is_wrong = bool(facts) and all(fact.n != item.number.whole for fact in facts)
    return facts[0] if is_wrong else None


def _end_of_range(item: Counted, found: Sequence[Counted], sentence: Sentence, known: Known) -> Fact | None:
    """The smallest or largest number of people, where the other end of `9 to 64 participants` is right and this end is
    not."""
    ends = sorted(
        {fact.n: fact for fact in known.facts if fact.needs == {"range"}}.values(), key=lambda one: one.n
    )
    if len(ends) != _ENDS or not any(word.name in _PEOPLE for word in sentence.nouns):
        return None
    for one, other in pairwise(found):
        between = sentence.text[one.number.end : other.number.start].strip()
        if item not in (one, other) or between not in _TO:
            continue
        right = [one.number.whole == ends[0].n, other.number.whole == ends[1].n]
        if sum(right) == 1:
            return ends[0] if item is one and not right[0] else ends[1] if item is other and not right[1] else None
    return None


def _listed(one: Prepared, sentence: Sentence, found: Sequence[Counted], known: Known) -> Iterator[CheckedClaim]:
    """The wrong one of `with 40 and 64 participants`, where the other is of a study, and the number of studies before
    them that is not two: `three of the studies tested it, with 40 and 64 participants`."""
    by_study = {fact.n: fact for fact in known.facts if fact.names and fact.nouns & _PEOPLE}
    for place, (first, second) in enumerate(pairwise(found)):
        between = sentence.text[first.number.end : second.number.start].strip()
        if between not in _AND or second.noun not in _PEOPLE or not _may_be_people(first):
            continue
        wrong = [each for each in (first, second) if each.number.whole not in by_study]
        if len(wrong) == 1 and wrong[0].number.whole:
            n = wrong[0].number.whole
            right = min(by_study, key=lambda known_n: abs(known_n - n))
            yield wrong_number(one, wrong[0].number, by_study[right].what, right, by_study[right].source)
        before = found[place - 1] if place else None
        if not wrong and before and _is_of_these(before):
            what = sentence.text[first.number.start : second.number.end]
            yield wrong_number(one, before.number, what, 2, by_study[first.number.whole or 0].source)


def _may_be_people(first: Counted) -> bool:
    return first.is_inherited or first.noun in ("", *_PEOPLE)


def _is_of_these(item: Counted) -> bool:
    """Whether a number is of the studies whose people are listed behind it, and is not two."""
    is_some = item.is_part or item.is_definite
    return item.noun == "study" and is_some and not item.names and item.number.whole not in (None, 1, 2)


def _is_near(n: int, right: int) -> bool:
    """Whether two numbers differ by a digit, two swapped digits, or by one."""
    if sorted(str(n)) == sorted(str(right)):
        return True
    if right < _FEWEST_OF_ANY and abs(n - right) > _FAR:
        return False
    return abs(n - right) == 1 or distance(str(n), str(right), 1) == 1
