"""Numbers of studies that are said to be of a nation: `nine of the new studies are Norwegian`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import BoxId

_MOST_BETWEEN = 6  # words between a number and the nation
_NEAR = 20  # letters between a number and the word that says that its studies are new
_TOTALS = (BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES)
_LETTERS = re.compile(r"[^\W\d_]+")


def checked_nationalities(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of studies of a nation that is not that of its country."""
    facts = {name: fact for fact in known.facts for name in fact.names if name.startswith("country:")}
    totals = {fact.n for fact in known.facts if fact.source in _TOTALS}
    for one in passages if facts else ():
        if one.passage.cell or one.passage.role is Role.REFERENCE:
            continue
        whole: int | None = None  # what "of them" is of: the number of studies before
        for sentence in one.sentences:
            is_of_all = False  # the nation before in this sentence was said of all studies
            found = [item for item in part_of(list(counted(sentence)), sentence) if item.number.whole is not None]
            for place, item in enumerate(found):
                end = found[place + 1].number.start if place + 1 < len(found) else sentence.end
                fact = _fact(sentence, item, end, facts)
                is_of_all = bool(fact) and (_is_of_all(sentence, item, whole in totals) or is_of_all)
                if fact and is_of_all and fact.n != item.number.whole:
                    yield wrong_number(one, item.number, fact.what, fact.n, fact.source)
                if (
                    item.noun == "study"
                    and not (item.is_part or item.is_inherited)
                    and not item.number.may_be_a_year
                ):
                    whole = item.number.whole


def _fact(sentence: Sentence, item: Counted, end: int, facts: Mapping[str, Fact]) -> Fact | None:
    """The number of studies from the country whose people's adjective is said of a number: `are Norwegian`."""
    for code, match in _nations(sentence, item.number.end, end):
        before = sentence.text[item.number.end : match.start()]
        copula = [one for one in sentence.connects if one.name == "passive" and one.end <= match.start()]
        is_said = bool(copula) and not sentence.text[copula[-1].end : match.start()].strip()
        if is_said and copula[-1].start >= item.number.end and len(before.split()) <= _MOST_BETWEEN:
            return facts.get(f"country:{code}")
    return None


def _nations(sentence: Sentence, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """The countries whose adjectives are between two places."""
    nations = sentence.lexicon.nations
    for match in _LETTERS.finditer(sentence.text, start, end):
        if code := nations.get(match[0].lower()):
            yield code, match


def _is_of_all(sentence: Sentence, item: Counted, is_total: bool) -> bool:
    """Whether a number is of all studies of the review: `of the studies`, or `of them` where these are all."""
    if item.names or item.is_other or item.is_whole or sentence.heading:
        return False
    if item.of is not None:
        return item.of.noun == "study"
    behind = sentence.words(sentence.acts, item.number.end, item.number.end + _NEAR)
    is_new = any(word.name == "new" for word in behind)
    is_said = item.noun == "study" and not item.is_inherited
    return is_said or is_new or (is_total and (item.is_inherited or item.noun in ("", "?")))
