"""What a folder can show: the counts that a manuscript may state, the names that it may use, the studies it cites."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewkit import countries
from reviewkit.blind import ChartView
from reviewkit.coding import Matrix, themes_by_code
from reviewkit.countries import code_of, countries_in
from reviewkit.locales import Labels
from reviewkit.manuscript.boxes import BOXES, DIFFERENCES, SUMS, BoxWords
from reviewkit.model import FormField, Record, Study
from reviewkit.normalize import surname, whole_number
from reviewkit.prisma import Flow
from reviewkit.review import Review
from reviewkit.words import FieldType, in_language

PAPERS = frozenset({"record", "paper", "report", "study"})  # authors use these words for one another


class NameKind(StrEnum):
    """What a name is of."""

    THEME = "theme"
    CODE = "code"
    DATABASE = "database"
    REASON = "reason"
    COUNTRY = "country"
    CHOICE = "choice"  # of a field of the charting form, such as a design
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the folder: its id (`theme:trust`, `country:NO`), and how it is written."""

    id: str
    kind: NameKind
    spellings: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the folder shows: what it counts in the words of the lexicon, the names that it is of, and where it
    comes from (the id of a box, of a cell, of a study).

    A text speaks of it where it has one of `nouns` and one of `acts` (none: always), and none of `without`.
    """

    n: int
    nouns: frozenset[str]
    source: str
    what: str
    acts: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownStudy:
    """An included study: how it is cited, its authors' surnames, its year, its records, what was charted of it (as it
    could be typed, and the ids of choices and countries, by field), and in how many reports it is described."""

    key: str
    citation: str
    surnames: tuple[str, ...]
    year: str
    records: tuple[Record, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reports: int = 1


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source: its name, platform and date, all numbers that may be stated of it (hits, records, lines), and whether
    it is a database or register, and not another method."""

    name: str
    platform: str
    date: str
    numbers: frozenset[int]
    is_database: bool = True


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A coded quote: its words, the study that it is from, and its page as its coder wrote it."""

    words: str
    study: str
    page: str


@dataclass(frozen=True, slots=True)
class KnownText:
    """A full text of a study: what can be read in it, where each of its pages begins, and the number that is printed on
    the first one. `starts` is empty where it has no pages, `printed` is 0 where that number is not known."""

    text: str
    starts: tuple[int, ...] = ()
    printed: int = 0


def _no_texts(study: str) -> tuple[KnownText, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Known:
    """All that a folder can show of a manuscript. `years` are ranges that it may state, with their source; `cells`
    says which themes are in which studies, by theme and study; `codes_of` which codes count for each theme; `texts_of`
    reads the full texts of a study."""

    facts: tuple[Fact, ...]
    names: tuple[Name, ...]
    studies: tuple[KnownStudy, ...]
    quotes: tuple[KnownQuote, ...] = ()
    years: tuple[tuple[int, int, str], ...] = ()
    cells: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    fields: tuple[FormField, ...] = ()
    records: tuple[Record, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    codes_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    texts_of: Callable[[str], tuple[KnownText, ...]] = _no_texts

    @property
    def country_ids(self) -> set[str]:
        """The ids of all countries."""
        return {one.id for one in self.names if one.kind is NameKind.COUNTRY}

    @property
    def charted_countries(self) -> set[str]:
        """The ids of the countries that a study is from."""
        return {
            name for fact in self.facts if fact.n and fact.source.startswith("chart:") for name in fact.names
        } & (self.country_ids)

    def studies_with(self, name: str) -> frozenset[str]:
        """The keys of the included studies with a theme, a country or a choice of the form, by the id of its name."""
        kind, _, rest = name.partition(":")
        if kind == NameKind.THEME:
            return frozenset(key for (theme, key), found in self.cells.items() if found and theme == name)
        of_field, _, choice = rest.rpartition(":")
        return frozenset(
            one.key
            for one in self.studies
            for field_id, values in one.held.items()
            if (not of_field or field_id == of_field) and choice in values
        )

    @property
    def included(self) -> int:
        """How many studies are included."""
        return len(self.studies)


def known(review: Review, view: ChartView | None, words: Labels) -> Known:
    """What a folder shows of the text of its manuscript, as one person may see it."""
    studies = review.included_studies
    matrices = tuple(review.matrices.values())
    charted = _charted(view, studies)
    names = (*_theme_names(review), *_source_names(review), *_reason_names(review), *_charted_names(charted))
    facts = (
        *_of_flow(review.flow, words),
        *_of_sources(review, words),
        *_of_reasons(review.flow, review, words),
        *_of_matrices(matrices, words),
        *_of_codebooks(review, words),
        *_of_chart(charted, words),
        *_of_people(review),
    )
    return Known(
        tuple(facts),
        names,
        tuple(_study(one, review, charted) for one in studies),
        tuple(_quotes(review)),
        tuple(_years(review)),
        {
            (f"theme:{theme.id}", study.key): matrix.holds(theme, study)
            for matrix in matrices
            for theme in matrix.themes
            for study in matrix.studies
        },
        charted.fields,
        tuple(review.records[record] for study in studies for record in study.records if record in review.records),
        tuple(_known_sources(review)),
        _codes_of(review),
    )


# -- the flow


def _of_flow(flow: Flow, words: Labels) -> Iterator[Fact]:
    for box, spec in BOXES.items():
        if box in flow.boxes:
            yield _box_fact(spec, flow.n(box), box, _label(words, f"box.{box}", box))
    for boxes, spec in SUMS:
        present = [box for box in boxes if box in flow.boxes]
        if len(present) > 1:
            label = " + ".join(_label(words, f"box.{box}", box) for box in present)
            yield _box_fact(spec, sum(flow.n(box) for box in present), " + ".join(present), label)

    for box, without, spec in DIFFERENCES:
        if box in flow.boxes and without in flow.boxes:
            label = f"{_label(words, f'box.{box}', box)} - {_label(words, f'box.{without}', without)}"
            yield _box_fact(spec, flow.n(box) - flow.n(without), f"{box} - {without}", label)


def _box_fact(spec: BoxWords, n: int, source: str, what: str) -> Fact:
    return Fact(n, spec.nouns, source, what, spec.acts, spec.without, spec.needs)


def _label(words: Labels, key: str, otherwise: str) -> str:
    return words.words.get(key, otherwise)


# -- sources


def _source_names(review: Review) -> Iterator[Name]:
    for source in review.facts.sources:
        own = [one for one in (source.database, source.name) if len(one) > 2]
        spellings = dict.fromkeys([*own, *_other_words_of_method(own)] if source.arm == "other" else own)
        yield Name(f"source:{source.name}", NameKind.DATABASE, tuple(spellings), source.database or source.name)


# Other methods of searching, as sources are called and as manuscripts in English or Norwegian call them.
_METHODS = (
    ("reference lists", "reference list checking", "referanselister", "referanselistene"),
    (
        *("citation searching", "citation search", "citation searches", "citation tracking"),
        *("siteringssøk", "siteringssporing"),
    ),
    (
        *("hand searching", "hand-searching", "handsearching", "hand search", "hand searches"),
        *("håndsøk", "handsøk"),
    ),
    ("snowballing", "snøballmetoden", "snøballsøk"),
)


def _other_words_of_method(names: Iterable[str]) -> Iterator[str]:
    known = {name.lower() for name in names}
    return (word for words in _METHODS if not known.isdisjoint(words) for word in words)


def _of_sources(review: Review, words: Labels) -> Iterator[Fact]:
    counted = {source.name: n for source, n in review.sources_with_counts()}
    shares = {share.source: share for share in review.shares}
    sources = review.facts.sources
    databases = {source.database or source.name for source in sources if source.arm == "databases"}
    registers = {source.database or source.name for source in sources if source.arm == "registers"}
    nouns = PAPERS | {"duplicate"}
    for source in sources:
        names = frozenset({f"source:{source.name}"})
        for n in dict.fromkeys(one for one in (counted.get(source.name), source.hits) if one is not None):
            yield Fact(n, nouns, f"searches.yaml: {source.name}", source.database or source.name, names=names)
        if share := shares.get(source.name):
            yield Fact(
                share.only_here,
                nouns,
                f"sources: {source.name}",
                source.database,
                frozenset({"remaining"}),
                names=names,
            )
        for line in source.lines:
            if line.hits is not None:
                yield Fact(
                    line.hits, nouns, f"searches.yaml: {source.name}", line.step or source.name, names=names
                )
    yield Fact(len(databases), frozenset({"database"}), "searches.yaml", "searches.yaml")
    yield Fact(len(registers), frozenset({"register"}), "searches.yaml", "searches.yaml")
    total = len(databases | registers)
    yield Fact(total, frozenset({"source"}), "searches.yaml", "searches.yaml")
    others = {source.database or source.name for source in sources}
    yield Fact(len(others), frozenset({"source", "search"}), "searches.yaml", "searches.yaml")


def _known_sources(review: Review) -> Iterator[KnownSource]:
    counted = {source.name: n for source, n in review.sources_with_counts()}
    for source in review.facts.sources:
        lines = (line.hits for line in source.lines)
        numbers = frozenset(n for n in (counted.get(source.name), source.hits, *lines) if n is not None)
        yield KnownSource(source.name, source.platform, source.date, numbers, source.arm != "other")


# -- reasons


def _reason_names(review: Review) -> Iterator[Name]:
    for reason in review.protocol.reasons:
        spellings = tuple(dict.fromkeys((*reason.labels.values(), *reason.aliases)))
        yield Name(f"reason:{reason.id}", NameKind.REASON, spellings, reason.label(review.protocol.language))


def _of_reasons(flow: Flow, review: Review, words: Labels) -> Iterator[Fact]:
    total: dict[str, int] = {}
    for box in flow.excluded_boxes():
        for part in flow.parts(box):
            reason = part.id.rpartition(".")[2]
            total[reason] = total.get(reason, 0) + part.n
            label = words.name(part.names) if part.names else reason
            yield Fact(part.n, PAPERS, part.id, label, names=frozenset({f"reason:{reason}"}))
    for reason, n in total.items():
        yield Fact(n, PAPERS, f"excluded.{reason}", reason, names=frozenset({f"reason:{reason}"}))
    reasons = review.protocol.reasons
    yield Fact(len(reasons), frozenset({"reason"}), "review.yaml", "exclusion_reasons")


# -- themes and codes


def _theme_names(review: Review) -> Iterator[Name]:
    for book in review.facts.codebooks:
        themes = {theme.id for theme in review.matrices[book.name].themes}
        for code in book.codes:
            kind = NameKind.THEME if code.id in themes else NameKind.CODE
            if code.status == "active" or kind is NameKind.THEME:
                spellings = tuple(dict.fromkeys(code.labels.values()))
                yield Name(f"{kind}:{code.id}", kind, spellings, code.label(review.protocol.language))


def _of_matrices(matrices: Iterable[Matrix], words: Labels) -> Iterator[Fact]:
    for matrix in matrices:
        for theme in matrix.themes:
            label = theme.label(words.language)
            n = len(matrix.studies_with(theme))
            yield Fact(n, PAPERS, f"matrix: {theme.id}", label, names=frozenset({f"theme:{theme.id}"}))
        for study in matrix.studies:
            n = len(matrix.themes_of(study))
            names = frozenset({f"study:{study.key}"})
            yield Fact(n, frozenset({"theme"}), f"matrix: {study.key}", study.citation, names=names)


def _of_codebooks(review: Review, words: Labels) -> Iterator[Fact]:
    for book in review.facts.codebooks:
        themes = review.matrices[book.name].themes
        source = f"codebooks/{book.name}.yaml"
        yield Fact(len(themes), frozenset({"theme"}), source, book.title or book.name)
        for noun, kinds in (("code", ("code",)), ("category", ("category",)), ("subtheme", ("subtheme",))):
            n = sum(code.kind in kinds and code.status == "active" for code in book.codes)
            if n:
                yield Fact(n, frozenset({noun}), source, book.title or book.name)
        quotes = {(one.study.key, one.segment.quote) for one in review.coded_quotes(book)}
        if quotes:
            yield Fact(len(quotes), frozenset({"quote"}), source, book.title or book.name)
    questions = len(review.protocol.questions)
    if questions:
        yield Fact(questions, frozenset({"question"}), "review.yaml", "questions")


def _codes_of(review: Review) -> Mapping[str, frozenset[str]]:
    """The names of the codes that count for each theme."""
    found: dict[str, set[str]] = {}
    for book in review.facts.codebooks:
        for code, theme in themes_by_code(book, review.matrices[book.name].themes).items():
            if code != theme:
                found.setdefault(f"theme:{theme}", set()).add(f"code:{code}")
    return {theme: frozenset(codes) for theme, codes in found.items()}


def _of_people(review: Review) -> Iterator[Fact]:
    for stage in review.protocol.stages:
        acts = frozenset({"independent", "screened", "assessed"})
        yield Fact(stage.people, frozenset({"reviewer", "person"}), "review.yaml", str(stage.id), acts)


# -- what was charted


@dataclass(frozen=True, slots=True)
class _Charted:
    """What holds in the charting form: values by study and field, as they could be typed; choices and countries with
    the studies that have them."""

    fields: tuple[FormField, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    studies_of: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def _charted(view: ChartView | None, studies: Iterable[Study]) -> _Charted:
    keys = [study.key for study in studies]
    if view is None:
        return _Charted(values={study.key: study.characteristics for study in studies})
    fields = tuple(view.form.fields())
    found: dict[tuple[str, str], set[str]] = {}
    for key in keys:
        for one in fields:
            for value in _held(view, key, one):
                found.setdefault((one.id, value), set()).add(key)
    values = {key: view.characteristics(key) for key in keys}
    return _Charted(fields, values, {pair: frozenset(of) for pair, of in found.items()})


def _held(view: ChartView, study: str, one: FormField) -> Iterator[str]:
    for item in view.in_field(study, one.id):
        held = view.chart.held(item)
        if held is None or held.value is None:
            continue
        if one.type is FieldType.COUNTRY:
            named = str(held.value)
            yield from (code_of(part) or part for part in countries_in(named) or (named,))
        elif one.type is FieldType.CHOICE:
            yield str(held.value)
        elif one.type is FieldType.CHOICES and isinstance(held.value, tuple):
            yield from map(str, held.value)


def _charted_names(charted: _Charted) -> Iterator[Name]:
    seen: set[str] = set()
    for one in charted.fields:
        for choice in one.choices:
            spellings = tuple(dict.fromkeys(choice.labels.values()))
            yield Name(
                f"choice:{one.id}:{choice.id}",
                NameKind.CHOICE,
                spellings,
                spellings[0] if spellings else choice.id,
            )
    for field_id, value in charted.studies_of:
        is_country = any(one.id == field_id and one.type is FieldType.COUNTRY for one in charted.fields)
        if is_country and value not in seen:
            seen.add(value)
            spellings = countries.names_of(value) or (value,)
            yield Name(f"country:{value}", NameKind.COUNTRY, spellings, spellings[0])
    if seen:  # a country of no study is a claim too
        for code in countries.codes():
            if code not in seen:
                spellings = countries.names_of(code)
                yield Name(f"country:{code}", NameKind.COUNTRY, spellings, spellings[0])


def _of_chart(charted: _Charted, words: Labels) -> Iterator[Fact]:
    types = {one.id: one for one in charted.fields}
    for (field_id, value), studies in charted.studies_of.items():
        is_country = types[field_id].type is FieldType.COUNTRY
        name = f"country:{value}" if is_country else f"choice:{field_id}:{value}"
        choice = types[field_id].choice(value)
        label = (
            in_language(choice.labels, words.language) if choice else next(iter(countries.names_of(value)), value)
        )
        yield Fact(len(studies), PAPERS, f"chart: {field_id}", label or value, names=frozenset({name}))
    if any(types[field_id].type is FieldType.COUNTRY for field_id, _ in charted.studies_of):
        charted_codes = {
            value for field_id, value in charted.studies_of if types[field_id].type is FieldType.COUNTRY
        }
        for code in countries.codes():
            if code not in charted_codes:
                name = countries.names_of(code)[0]
                yield Fact(0, PAPERS, "chart: country", name, names=frozenset({f"country:{code}"}))
    countries_charted = {
        value for (field_id, value) in charted.studies_of if types[field_id].type is FieldType.COUNTRY
    }
    if countries_charted:
        yield Fact(len(countries_charted), frozenset({"country"}), "chart: country", "country")
    for one in charted.fields:
        if one.type is FieldType.INTEGER:
            yield from _of_numbers(one, charted, words)


def _of_numbers(one: FormField, charted: _Charted, words: Labels) -> Iterator[Fact]:
    nouns = frozenset({"participant", "sample", "person"})
    by_study = {
        key: number
        for key, values in charted.values.items()
        if (number := whole_number(values.get(one.id, ""))) is not None
    }
    if not by_study:
        return
    label, source = one.label(words.language), f"chart: {one.id}"
    yield Fact(sum(by_study.values()), nouns, source, label)
    for key, n in by_study.items():
        yield Fact(n, nouns, f"{source}, {key}", label, names=frozenset({f"study:{key}"}))
    yield Fact(min(by_study.values()), nouns, source, label, needs=frozenset({"range"}))
    yield Fact(max(by_study.values()), nouns, source, label, needs=frozenset({"range"}))


# -- studies, quotes, years


_CITATION_YEAR = re.compile(r"\b((?:1[89]|20)\d\d[a-z]?)\b")


def _study(study: Study, review: Review, charted: _Charted) -> KnownStudy:
    records = tuple(review.records[one] for one in study.records if one in review.records)
    year = _CITATION_YEAR.search(study.citation)
    cited = study.citation[: year.start()] if year else study.citation
    from_records = max((tuple(surname(one) for one in record.authors) for record in records), key=len, default=())
    written = tuple(
        re.split(
            r"(?:(?<!\s)\s++)?(?:,|&|\bog\b|\band\b)\s*+",
            re.sub(r"\bet al\.?|\bm\.?\s?fl\.?|\(", "", cited).strip(" ,"),
        )
    )
    first = tuple(one for one in written if one)
    surnames = (*first, *from_records[len(first) :]) if first else from_records
    known_year = year[1] if year else str(next((one.year for one in records if one.year), ""))
    held = {
        field: frozenset(
            value for (of, value), keys in charted.studies_of.items() if of == field and study.key in keys
        )
        for field in {of for of, _ in charted.studies_of}
    }
    values = charted.values.get(study.key, {})
    reports = len(review.reports_of_study(study))
    return KnownStudy(study.key, study.citation, surnames, known_year, records, values, held, reports)


def _quotes(review: Review) -> Iterator[KnownQuote]:
    for book in review.facts.codebooks:
        for one in review.coded_quotes(book):
            yield KnownQuote(one.segment.quote, one.study.key, one.segment.page)


def _years(review: Review) -> Iterator[tuple[int, int, str]]:
    for source in review.facts.sources:
        for low, high in re.findall(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b", source.limits):
            yield int(low), int(high), f"searches.yaml: {source.name}"
    years = [
        int(match[1][:4]) for one in review.included_studies if (match := _CITATION_YEAR.search(one.citation))
    ]
    if years:
        yield min(years), max(years), "studies.yaml"
