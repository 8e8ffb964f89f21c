"""Dates of searches: those of the databases that are named beside them, or of all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.dates import dates, day_after, is_day
from reviewkit.manuscript.known import Known, KnownSource, NameKind
from reviewkit.manuscript.name_claims import name_claim
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_MOST_BETWEEN = 4  # words between a source and its date
_MOST_BEHIND = (
    8  # the same where the source comes last: "on 4 March we went through the first hits in Google Scholar"
)
_AND = frozenset({"and", "og"})
# Between a date and a source they mean that the source is of something else.
_OTHER_CLAUSE = _AND | frozenset(
    "but except before after while whereas without men unntatt unnateke før etter mens medan uten utan".split()
)
_SIGNS = frozenset(",;:()–—")
_TO = ("and", "to", "til", "og", "–", "-")  # between the two ends of a range
_DAY = 10  # letters of a date with its day
_Said = tuple[int, int, tuple[int, int, int]]  # from where to where, and year, month and day


def checked_dates(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every date in a sentence about searches, held against the dates of the searches."""
    if not any(source.date for source in known.sources):
        return
    for one in passages:
        if one.passage.cell:
            continue
        for sentence in one.sentences:
            acts = {word.name for word in sentence.acts}
            if acts & {"searched", "search_day", "other_methods"} or any(
                named.name.kind is NameKind.DATABASE for named in sentence.names
            ):
                found = _dates(sentence)
                for place, (start, end, said) in enumerate(found):
                    before = found[place - 1][1] if place else sentence.start
                    after = found[place + 1][0] if place + 1 < len(found) else sentence.end
                    names = _names_of(sentence, start, end, before, after)
                    if end_of := _end_of_range(sentence, found, place, known) if not names else None:
                        yield _date_of(one, start, end, said, end_of)
                        continue
                    yield _date(one, sentence, start, end, said, names, known)


def _dates(sentence: Sentence) -> list[_Said]:
    """The dates of a sentence, also those that are said by the one before: `the next day`."""
    found = list(dates(sentence.text, sentence.start, sentence.end, sentence.lexicon.months))
    for word in sentence.connects:
        if word.name == "next_day":
            before = [said for _, end, said in found if end <= word.start]
            if before and (said := day_after(before[-1])):
                found.append((word.start, word.end, said))
    return sorted(found)


def _names_of(sentence: Sentence, start: int, end: int, before: int, after: int) -> list[Named]:
    """The databases that a date is of: those named between the date before it and itself, or else behind it. What is
    before `the next day` is of the day before."""
    names = [one for one in sentence.names if one.name.kind is NameKind.DATABASE]
    ahead = [one for one in names if before <= one.start and one.end <= start]
    behind = [one for one in names if end <= one.start and one.end <= after]
    if not (behind and _is_in_clause(sentence.text[end : behind[0].start])):
        behind = []
    is_next_day = not any(letter.isdigit() for letter in sentence.text[start:end])
    if ahead and not (is_next_day and behind) and _is_close(sentence.text[ahead[-1].end : start]):
        return ahead
    return behind


def _is_close(between: str) -> bool:
    return "," not in between and len(between.split()) <= _MOST_BETWEEN


def _is_in_clause(between: str) -> bool:
    """Whether a source behind a date is still of what was done then: not in "until 1 September and read reference
    lists", nor behind "but", "except for" and signs that end a clause."""
    words = between.lower().split()
    if words[:1] and words[0] in _AND:
        return False
    is_one = _SIGNS.isdisjoint(between) and _OTHER_CLAUSE.isdisjoint(words)
    return _is_close(between) or (is_one and len(words) <= _MOST_BEHIND)


def _date(
    one: Prepared,
    sentence: Sentence,
    start: int,
    end: int,
    said: tuple[int, int, int],
    names: Sequence[Named],
    known: Known,
) -> CheckedClaim:
    ids = {each.name.id.partition(":")[2] for each in names}
    of = tuple(source for source in known.sources if source.name in ids and source.date) or _of_all(
        sentence, known
    )
    checked = _date_of(one, start, end, said, of)
    is_one = checked.answer is Answer.DISAGREES and len(names) == 1
    return replace(checked, other=name_claim(one, names[0])) if is_one else checked


def _date_of(
    one: Prepared, start: int, end: int, said: tuple[int, int, int], of: Sequence[KnownSource]
) -> CheckedClaim:
    claim = Claim(ClaimKind.DATE, one.passage.number, start, end, one.passage.text[start:end])
    if found := next((source for source in of if is_day(said, source.date)), None):
        return CheckedClaim(
            claim, Answer.AGREES, message("{says}", says=found.date), (f"searches.yaml: {found.name}",)
        )
    shown = ", ".join(sorted({source.date for source in of}))
    sources = tuple(f"searches.yaml: {source.name}" for source in of)
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=shown), sources)


def _end_of_range(
    sentence: Sentence, found: Sequence[_Said], place: int, known: Known
) -> tuple[KnownSource, ...] | None:
    """The first or the last of the dated databases, where two dates are the ends of when databases were searched:
    `between 25 August and 1 September`."""
    of = sorted(_of_all(sentence, known), key=lambda source: source.date)
    if len(found) != 2 or not of or not any(one.name == "database" for one in sentence.nouns):
        return None
    between = sentence.text[found[0][1] : found[1][0]].strip()
    is_range = between in _TO and all(len(source.date) == _DAY for source in of)
    return (of[-place],) if is_range else None


def _of_all(sentence: Sentence, known: Known) -> tuple[KnownSource, ...]:
    """The sources that a date without a name beside it may be of: the databases where the sentence counts these, the
    other methods where it speaks of these alone."""
    dated = tuple(source for source in known.sources if source.date)
    databases = tuple(source for source in dated if source.is_database)
    others = tuple(source for source in dated if not source.is_database)
    counts_databases = any(one.name in ("database", "register") for one in sentence.nouns)
    is_named = any(one.name.kind is NameKind.DATABASE for one in sentence.names)
    has_others = any(one.name == "other_methods" for one in sentence.acts)
    if counts_databases and databases:
        return databases
    return others if has_others and not is_named and others else dated
