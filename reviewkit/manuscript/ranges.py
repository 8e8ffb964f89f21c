"""Ranges of years and dates of searches."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.name_claims import name_claim
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_YEAR = r"(?<![\d/.-])(?P<{}>(?:19|20)\d\d)(?![\d/]|\.\d)"
_RANGE = re.compile(
    _YEAR.format("low")
    + r"\s*(?:[-–—−]|to|and|og|til(?: og med)?|through|until|fram til|frem til)\s*(?:\w{3,9}\s+)?"
    + _YEAR.format("high")
)
_ONE_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/–-]|\.\d)")
_ALONE_IN_BRACKETS = re.compile(r"\(\s*$")
_MOST_BETWEEN = 4  # words between a source and its date
_SAYS_RANGE = ("published", "limited", "included", "searched")


def checked_years(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every range of years with its answer: those of what the searches were limited to and of the included studies."""
    for one in passages:
        cited = [(each.start, each.end) for each in one.citations]
        for sentence in one.sentences:
            for match in _RANGE.finditer(sentence.text, sentence.start, sentence.end):
                if not any(start <= match.start() < end for start, end in cited):
                    yield _range(one, sentence, match, known)
            yield from _ends(one, sentence, cited, known)


def _ends(
    one: Prepared, sentence: Sentence, cited: Sequence[tuple[int, int]], known: Known
) -> Iterator[CheckedClaim]:
    """The years of the oldest and of the newest study: `the oldest is from 2008`, `from 2013 (Berg, 2013) to 2024`."""
    years = [int(study.year[:4]) for study in known.studies if study.year]
    is_of_studies = any(word.name in ("study", "paper") for word in sentence.nouns)
    says_when = any(word.name in ("oldest", "newest", "published") for word in sentence.acts)
    if not years or not (is_of_studies or says_when):
        return
    said = [
        match
        for match in _ONE_YEAR.finditer(sentence.text, sentence.start, sentence.end)
        if not any(start <= match.start() < end for start, end in cited)
    ]
    for place, match in enumerate(said):
        before = sentence.text[said[place - 1].end() if place else sentence.start : match.start()]
        is_range_start = place + 1 < len(said) and _starts_range(
            sentence, before, match.end(), said[place + 1].start()
        )
        is_range_end = place > 0 and _starts_range(
            sentence, _before(sentence, said, place - 1), said[place - 1].end(), match.start()
        )
        if sentence.lexicon.has(before, "act", "oldest") or is_range_start:
            yield _end(one, match, min(years))
        elif sentence.lexicon.has(before, "act", "newest") or is_range_end:
            yield _end(one, match, max(years))


def _before(sentence: Sentence, said: Sequence[re.Match[str]], place: int) -> str:
    return sentence.text[said[place - 1].end() if place else sentence.start : said[place].start()]


def _starts_range(sentence: Sentence, before: str, end: int, start: int) -> bool:
    """Whether a year is the first of a range with a citation behind it: `from 2013 (Cullen, 2013) to 2024`."""
    between = re.sub(r"\([^()]*\)", "", sentence.text[end:start]).strip()
    opened = before.rstrip().lower().endswith(("from", "frå", "fra", "between", "mellom"))
    published = any(word.name == "published" for word in sentence.acts)
    return (
        opened
        and published
        and between in ("to", "til", "and", "og", "–", "-")
        and "(" in sentence.text[end:start]
    )


def _end(one: Prepared, match: re.Match[str], year: int) -> CheckedClaim:
    claim = Claim(ClaimKind.YEARS, one.passage.number, match.start(), match.end(), match[0])
    answer = Answer.AGREES if int(match[0]) == year else Answer.DISAGREES
    return CheckedClaim(claim, answer, message("{says}", says=year), ("studies.yaml",))


def _range(one: Prepared, sentence: Sentence, match: re.Match[str], known: Known) -> CheckedClaim:
    claim = Claim(ClaimKind.YEARS, one.passage.number, match.start(), match.end(), match[0])
    low, high = int(match["low"]), int(match["high"])
    for first, last, source in known.years:
        if (first, last) == (low, high):
            return CheckedClaim(claim, Answer.AGREES, message("{first}–{last}", first=first, last=last), (source,))
    text = sentence.text
    in_brackets = _ALONE_IN_BRACKETS.search(text[: match.start()]) and text[match.end() : match.end() + 1] == ")"
    acts = {word.name for word in sentence.acts}
    is_of_studies = any(word.name == "study" for word in sentence.nouns) and not any(
        sentence.start <= each.start < sentence.end for each in one.citations
    )
    is_said = bool(acts & set(_SAYS_RANGE)) or is_of_studies
    if in_brackets or not known.years or not is_said or low > high:
        return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    said = {(first, last): source for first, last, source in known.years}
    shown = ", ".join(f"{first}–{last}" for first, last in said)
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=shown), tuple(said.values()))


# -- dates


def checked_dates(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every date in a sentence about searches, held against the dates of the searches."""
    if not any(source.date for source in known.sources):
        return
    for one in passages:
        if one.passage.cell:
            continue
        for sentence in one.sentences:
            acts = {word.name for word in sentence.acts}
            if acts & {"searched", "search_day"} or any(
                named.name.kind is NameKind.DATABASE for named in sentence.names
            ):
                found = list(dates(sentence.text, sentence.start, sentence.end, sentence.lexicon.months))
                for place, (start, end, said) in enumerate(found):
                    before = found[place - 1][1] if place else sentence.start
                    after = found[place + 1][0] if place + 1 < len(found) else sentence.end
                    names = _names_of(sentence, start, end, before, after)
                    yield _date(one, start, end, said, names, known)


def _names_of(sentence: Sentence, start: int, end: int, before: int, after: int) -> list[Named]:
    """The databases that a date is of: those named between the date before it and itself, or else behind it."""
    names = [one for one in sentence.names if one.name.kind is NameKind.DATABASE]
    ahead = [one for one in names if before <= one.start and one.end <= start]
    behind = [one for one in names if end <= one.start and one.end <= after]
    if ahead and _is_close(sentence.text[ahead[-1].end : start]):
        return ahead
    return behind if behind and _is_close(sentence.text[end : behind[0].start]) else []


def _is_close(between: str) -> bool:
    return "," not in between and len(between.split()) <= _MOST_BETWEEN


def _date(
    one: Prepared, start: int, end: int, said: tuple[int, int, int], names: Sequence[Named], known: Known
) -> CheckedClaim:
    claim = Claim(ClaimKind.DATE, one.passage.number, start, end, one.passage.text[start:end])
    ids = {each.name.id.partition(":")[2] for each in names}
    dated = tuple(source for source in known.sources if source.date)
    of = tuple(source for source in dated if source.name in ids) or dated
    if found := next((source for source in of if is_day(said, source.date)), None):
        return CheckedClaim(
            claim, Answer.AGREES, message("{says}", says=found.date), (f"searches.yaml: {found.name}",)
        )
    shown = ", ".join(sorted({source.date for source in of}))
    return CheckedClaim(
        claim,
        Answer.DISAGREES,
        message("{says}", says=shown),
        tuple(f"searches.yaml: {source.name}" for source in of),
        name_claim(one, names[0]) if len(names) == 1 else None,
    )
