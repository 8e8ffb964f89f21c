"""Ranges of years: those that the searches were limited to, and those of the included studies."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.known import Known, NameKind
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
    says_older = any(word.name == "older" for word in sentence.connects)
    if not years or not (is_of_studies or says_when or says_older):
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
        elif _says_none_older(sentence, before, match):
            yield from _none_older(one, match, _of_section(sentence, known) or years, known)
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
    is_said = is_said and (low <= high or _between_words(match))
    if in_brackets or not known.years or not is_said:
        return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    said = {(first, last): source for first, last, source in known.years}
    shown = ", ".join(f"{first}–{last}" for first, last in said)
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=shown), tuple(said.values()))


def _between_words(match: re.Match[str]) -> bool:
    """Whether a range is written with a word or a long dash, so that a later year before an earlier one is wrong."""
    return re.search(r"\d\s*-\s*\d", match[0]) is None


# -- the oldest of the studies


def _says_none_older(sentence: Sentence, before: str, match: re.Match[str]) -> bool:
    """Whether the words before a year say that none is older: `none of them is older than 2016`."""
    older = [one for one in sentence.connects if one.name == "older" and one.end <= match.start()]
    is_said = bool(older) and sentence.text[older[-1].end : match.start()].strip().lower() in (
        "",
        "from",
        "fra",
        "frå",
    )
    return is_said and sentence.lexicon.has(before, "connect", "none")


def _of_section(sentence: Sentence, known: Known) -> list[int]:
    """The years of the studies with the theme that a section is about."""
    themes = {named.name.id for named in sentence.heading if named.name.kind is NameKind.THEME}
    return [
        int(study.year[:4])
        for study in known.studies
        if study.year and any(known.cells.get((theme, study.key)) for theme in themes)
    ]


def _none_older(one: Prepared, match: re.Match[str], years: Sequence[int], known: Known) -> Iterator[CheckedClaim]:
    """That none is older names the year of the oldest, or where the searches began."""
    if int(match[0]) not in {first for first, _, _ in known.years}:
        yield _end(one, match, min(years))
