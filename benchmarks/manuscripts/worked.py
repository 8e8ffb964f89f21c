"""The published text of the worked example, and its claims: words in it that say what its folder says.

The text is not part of the project; it is read where it lies beside it. What it says otherwise than its folder is no
claim here, because it is wrong already.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.manuscripts import words, wrong
from benchmarks.manuscripts.filled import Claim, Filled, Kind
from reviewkit.blind import chart_view
from reviewkit.model import Study
from reviewkit.review import Review

FOLDER = Path(__file__).parent.parent.parent / "data" / "trygg-i-eget-hjem"
TEXTS = FOLDER.parent.parent.parent / "shared" / "seeds"
NAME = "trygg-i-eget-hjem"
_LANGUAGE = "nb"
_APPENDIX = "Vedlegg 1 Søk i databaser"
_OVERVIEW = "Vedlegg 2 Inkluderte studier"


def text() -> str | None:
    """The published text, or None where it is not there."""
    files = sorted(TEXTS.glob("000_*.txt"))
    return files[0].read_text(encoding="utf-8") if files else None


def manuscript(review: Review, published: str) -> Filled:
    """The published text with its claims."""
    claims = sorted({*_Text(review, published).claims()}, key=lambda claim: (claim.start, claim.end))
    apart = [
        claim
        for before, claim in zip([None, *claims], claims, strict=False)
        if not before or before.end <= claim.start
    ]
    return Filled(NAME, _LANGUAGE, published, tuple(apart), "txt")


class _Text:
    """The text beside the review that it is about."""

    def __init__(self, review: Review, published: str) -> None:
        self.review, self.text = review, published
        self.appendix = published.rfind(_APPENDIX)
        self.overview = published.rfind(_OVERVIEW)

    def claims(self) -> Iterator[Claim]:
        """All claims, of which some may be found twice."""
        yield from self._flow()
        yield from self._counts()
        yield from self._years()
        yield from self._names()
        for study in self.review.included_studies:
            yield from self._cited(study)
        yield from self._overview()
        yield from self._hits()

    def _at(
        self,
        kind: Kind,
        pattern: str,
        wrong_words: Callable[[str], Sequence[str]],
        about: str = "",
        first: int = 0,
    ) -> Iterator[Claim]:
        """A claim for each place of a pattern, of which the group (or all) is what is claimed."""
        for found in re.compile(pattern, re.MULTILINE).finditer(self.text, first):
            start, end = found.span(found.lastindex or 0)
            yield Claim(kind, start, end, tuple(wrong_words(self.text[start:end])), about)

    def _flow(self) -> Iterator[Claim]:
        """The numbers of the figure, without that of all records, which is printed at another box."""
        numbers = {box.n for box in self.review.flow.boxes.values()} - {self.review.flow.named("id").n}
        for number in sorted(numbers):
            yield from self._at(Kind.NUMBER, rf"\(n=({number})\)", _digits)

    def _counts(self) -> Iterator[Claim]:
        studies = len(self.review.included_studies)
        nouns = "vitenskapelige|forskningsartikler|artikler ble|inkluderte|studier b|scientific"
        yield from self._at(Kind.NUMBER, rf"\b({studies})\s+(?:{nouns})", _digits)
        matrix = next(iter(self.review.matrices.values()))
        for theme in matrix.themes:
            found = len(matrix.studies_with(theme))
            yield from self._at(Kind.NUMBER, rf"\b({found}) av (?:de )?{studies}", _digits)
            yield from self._at(Kind.NUMBER, rf"studiene i oppsummeringen fremhever ({found}) ", _digits)
            yield from self._at(Kind.NUMBER, rf"artikler \(({found})\)", _digits)
            word = words.in_words(found, _LANGUAGE)
            yield from self._at(Kind.WORDS, rf"(?:henholdsvis|\bog) ({word})(?: og [ås]|\.)", _in_words)
        themes = words.in_words(len(matrix.themes), _LANGUAGE)
        yield from self._at(Kind.WORDS, rf"\b({themes})\s+tematiske", _in_words)
        for country in ("Norge", "Sverige"):
            found = sum(self._charted(study)["country"] == country for study in self.review.included_studies)
            word = words.in_words(found, _LANGUAGE)
            yield from self._at(
                Kind.WORDS, rf"\b((?i:{word})) (?:av studiene er gjennomført )?i {country}", _in_words
            )
            yield from self._at(
                Kind.COUNTRY, rf"(?i:{word}) (?:av studiene er gjennomført )?i ({country})", _countries
            )

    def _years(self) -> Iterator[Claim]:
        years = [self._year(study) for study in self.review.included_studies]
        first, last = min(years), max(years)
        yield from self._at(Kind.YEARS, rf"{first}–{last}", lambda right: wrong.year_ranges(first, last))

    def _names(self) -> Iterator[Claim]:
        themes = [code.label(_LANGUAGE) for code in next(iter(self.review.matrices.values())).themes]
        for theme in themes:
            for said in (theme, theme.lower()):
                others = wrong.mixed(wrong.word_changed(said, _LANGUAGE), wrong.others(theme, themes))
                yield from self._at(
                    Kind.THEME, rf"^\s?\d[\d.]*\s+({said})\s*$|«({said.lower()})»", lambda _, o=others: o, said
                )  # type: ignore[misc]
        for source in self.review.facts.sources:
            unused = wrong.UNUSED_DATABASES[:1] + wrong.UNUSED_DATABASES[2:4]
            pattern = rf"^({re.escape(source.database)}) \(n="
            yield from self._at(Kind.DATABASE, pattern, lambda _, u=unused: u, source.database)  # type: ignore[misc]
        reasons = [reason.label(_LANGUAGE) for reason in self.review.protocol.reasons]
        for reason in reasons:
            others = wrong.others(reason, reasons)
            yield from self._at(Kind.REASON, rf"Årsak \d: ({reason}) \(n", lambda _, o=others: o, reason)  # type: ignore[misc]
        yield from self._at(Kind.POINTER, r"\b(?:figur|tabell|vedlegg) \d\b", wrong.pointers)

    def _cited(self, study: Study) -> Iterator[Claim]:
        """The year and the first author wherever a study is cited; the text has no list of references."""
        authors = re.sub(r" \(.*", "", study.citation)
        first, year = authors.split()[0], self._year(study)
        named = re.escape(authors).replace(r"\ ", r"\s+").replace("\\&", "(?:&|og)").replace("&", "(?:&|og)")
        cited = rf"{named},?\s+\(?{year}"
        for found in re.finditer(cited, self.text):
            yield Claim(Kind.CITATION, found.end() - 4, found.end(), wrong.years(year), first)
            yield Claim(Kind.CITATION, found.start(), found.start() + len(first), wrong.slips(first), first)

    @staticmethod
    def _year(study: Study) -> int:
        return int(re.findall(r"\d{4}", study.citation)[-1])

    def _overview(self) -> Iterator[Claim]:
        """The country and the number of participants of each study in the second appendix."""
        begun = self.overview
        for number, study in enumerate(self.review.included_studies, start=1):
            row = re.compile(rf"^ ?{number}\.\s*$", re.MULTILINE).search(self.text, begun)
            if row is None:
                continue
            begun = row.end()
            ended = re.compile(rf"^ ?{number + 1}\.\s*$", re.MULTILINE).search(self.text, begun)
            charted = self._charted(study)
            for kind_words, pattern in (
                (_countries, f"^({charted['country']})$"),
                (_digits, f"^({charted['n']}) "),
            ):
                for claim in self._at(Kind.CELL, pattern, kind_words, first=begun):
                    if claim.end < (ended.start() if ended else len(self.text)):
                        yield claim

    def _charted(self, study: Study) -> dict[str, object]:
        view = chart_view(self.review, "")
        held = {
            name: [view.chart.held(one) for one in view.in_field(study.key, name)] for name in ("country", "n")
        }
        return {name: answers[0].value for name, answers in held.items() if answers and answers[0]}

    def _hits(self) -> Iterator[Claim]:
        """The hits of the lines of the searches in the first appendix."""
        hits = {line.hits for source in self.review.facts.sources for line in source.lines if line.hits}
        for number in sorted(hits):
            said = f"{number:,}".replace(",", r"\s")
            for claim in self._at(Kind.CELL, rf"(?<!\d)(?<!\d\s)({said})\s*$", _digits, first=self.appendix):
                if claim.end < self.overview:
                    yield claim


def _digits(right: str) -> tuple[str, ...]:
    number = int(re.sub(r"\s", "", right))
    return wrong.in_digits(number, _LANGUAGE) if " " in right else tuple(map(str, wrong.numbers(number)))


def _in_words(right: str) -> tuple[str, ...]:
    number = next(one for one in range(words.MOST_IN_WORDS) if words.in_words(one, _LANGUAGE) == right.lower())
    others = wrong.in_words(number, _LANGUAGE)
    return tuple(one.capitalize() for one in others) if right[0].isupper() else others


def _countries(right: str) -> tuple[str, ...]:
    return tuple(one for one in ("Finland", "Norge", "Sverige", "Danmark", "Island") if one != right)
