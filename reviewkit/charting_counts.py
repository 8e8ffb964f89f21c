"""How many studies have each answer in a field of the form, and in two fields at once: what figures and tables count.

A number is the length of a tuple of study keys, so that the studies behind it can be listed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reviewkit.charting import answers_of, is_asked
from reviewkit.coding import Cell, Matrix
from reviewkit.locales import Labels, labels, languages
from reviewkit.model import Answer, FormField, Study
from reviewkit.words import FieldType, MatrixLevel, in_language

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

# Years without a study are counted between the first and the last, so that a gap is seen; a year that was mistyped by
# centuries must not give a thousand rows.
MOST_YEARS = 60
THEME = "theme"  # the name of the themes where fields are named

COUNTED = (
    FieldType.CHOICE,
    FieldType.CHOICES,
    FieldType.YES_NO,
    FieldType.YEAR,
    FieldType.DATE,
    FieldType.COUNTRY,
)


class Kind(StrEnum):
    """What a category holds: studies with one answer, or studies that have none, by reason.

    CHARTED: studies with any answer, where answers are free text, numbers or rows and no two are alike.
    """

    ANSWER = "answer"
    CHARTED = "charted"
    NR = "NR"
    NA = "NA"
    UNCLEAR = "UNCLEAR"
    NOT_SETTLED = "not-settled"  # people differ, or one of two has answered so far
    NOT_ASKED = "not-asked"  # the form does not ask it of this study
    NOT_CHARTED = "not-charted"
    CONTRADICTED = "contradicted"  # a theme was found, and a mark contradicts it; these studies have the theme too
    NOT_ASSESSED = "not-assessed"  # of a theme: neither found nor absent
    NO_THEME = "no-theme"  # coded to the end, and no theme was found
    NOT_CODED = "not-coded"


@dataclass(frozen=True, slots=True)
class Category:
    """One answer and the keys of the studies that have it, in the order of the studies.

    `id` is the id of a choice or theme, the answer as it was typed, or the kind of those without an answer. Where one
    country was written in several ways, `spellings` are these, the most frequent first.
    """

    id: str
    kind: Kind
    studies: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many studies have it."""
        return len(self.studies)

    def name(self, words: Labels) -> str:
        """What it is called in a language."""
        answer = in_language(self.labels, words.language) or self.id
        return answer if self.kind is Kind.ANSWER else words.sentence(f"counts.{self.kind}", theme=answer)


@dataclass(frozen=True, slots=True)
class Cross:
    """Two groupings of the same studies; `cells` are the studies in each row and column, in the order of both."""

    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]


def is_counted(field: FormField) -> bool:
    """Whether the answers in a field are such that several studies share one."""
    return field.type in COUNTED


def is_several(field: FormField) -> bool:
    """Whether a study can be in several categories of a field, which then add up to more than the studies."""
    return field.type is FieldType.CHOICES or field.repeat


def categories(
    view: "ChartView", field: FormField, studies: Sequence[Study] | None = None
) -> tuple[Category, ...]:
    """The studies by their answers in a field; every study is in at least one category, and in none twice.

    Choices are in the order of the form, also those without a study; years in order, countries by frequency. Studies
    without an answer come last, by reason, where there are any. `studies` are all of the view where they are not given.
    """
    shown = view.studies if studies is None else studies
    found: dict[tuple[Kind, str], list[str]] = {(Kind.ANSWER, one): [] for one in _offered(field)}
    written: dict[str, Counter[str]] = {}
    for study in shown:
        for kind, text in _of_study(view, field, study):
            key = _one_spelling(field, text)
            written.setdefault(key, Counter())[text] += 1
            keys = found.setdefault((kind, key), [])
            if study.key not in keys[-1:]:  # two arms of a study may have one country in two spellings
                keys.append(study.key)
    answers = [
        _category(field, key, keys, written.get(key, Counter()))
        for (kind, key), keys in found.items()
        if kind is Kind.ANSWER
    ]
    without = (kind for kind in Kind if kind is not Kind.ANSWER and (kind, "") in found)
    others = (Category(kind, kind, tuple(found[kind, ""])) for kind in without)
    return (*_in_order(field, answers), *others)


def theme_categories(matrix: Matrix) -> tuple[Category, ...]:
    """The studies by the themes that were found in them, in the order of the codebook, then those in which one is also
    contradicted, or is not assessed; last those without any: coded to the end, and not.

    Where a theme is not assessed in exactly the studies that are not coded to the end, these stand for it.
    """
    by_cell = [matrix.by_cell(theme) for theme in matrix.themes]
    themes = _of_themes(matrix, Kind.ANSWER, [matrix.studies_with(theme) for theme in matrix.themes])
    contradicted = _of_themes(matrix, Kind.CONTRADICTED, [one[Cell.CONTRADICTED] for one in by_cell])
    not_assessed = _of_themes(matrix, Kind.NOT_ASSESSED, [one[Cell.NOT_ASSESSED] for one in by_cell])
    found = {key for theme in themes for key in theme.studies}
    waiting = {key for theme in not_assessed for key in theme.studies}
    without = [study.key for study in matrix.studies if study.key not in found]
    none = tuple(key for key in without if key not in waiting)
    not_yet = tuple(key for key in without if key in waiting)
    others = (
        *contradicted,
        *(one for one in not_assessed if one.studies != not_yet),
        Category(Kind.NO_THEME, Kind.NO_THEME, none),
        Category(Kind.NOT_CODED, Kind.NOT_CODED, not_yet),
    )
    return (*themes, *(one for one in others if one.studies))


def _of_themes(matrix: Matrix, kind: Kind, found: Iterable[Sequence[Study]]) -> list[Category]:
    """A category of each theme with these studies."""
    return [
        Category(theme.id, kind, tuple(study.key for study in studies), dict(theme.labels))
        for theme, studies in zip(matrix.themes, found, strict=True)
    ]


def cross(
    view: "ChartView", row_field: FormField, column_field: FormField, studies: Sequence[Study] | None = None
) -> Cross:
    """The studies by their answers in two fields."""
    return crossed(categories(view, row_field, studies), categories(view, column_field, studies))


def crossed(rows: tuple[Category, ...], columns: tuple[Category, ...]) -> Cross:
    """Two groupings of the same studies put together."""
    members = [frozenset(column.studies) for column in columns]
    cells = tuple(
        tuple(tuple(study for study in row.studies if study in column) for column in members) for row in rows
    )
    return Cross(rows, columns, cells)


# -- one study


def _of_study(view: "ChartView", field: FormField, study: Study) -> Iterable[tuple[Kind, str]]:
    """The categories of a study, each once, with its answer as it was typed."""
    items = view.in_field(study.key, field.id)
    if not items:
        return [(_without_answer(view, field, study), "")]
    held = [view.chart.held(item) for item in items]
    return dict.fromkeys(one for answer in held for one in _of_answer(field, answer))


def _of_answer(field: FormField, answer: Answer | None) -> Iterable[tuple[Kind, str]]:
    if answer is None:
        return [(Kind.NOT_SETTLED, "")]
    if answer.missing is not None:
        return [(Kind(answer.missing), "")]
    if not is_counted(field):
        return [(Kind.CHARTED, "")]
    if isinstance(answer.value, tuple):
        return [(Kind.ANSWER, one) for one in answer.value if isinstance(one, str)]
    text = str(answer.value)
    return [(Kind.ANSWER, text[:4] if field.type is FieldType.DATE else text)]


def _without_answer(view: "ChartView", field: FormField, study: Study) -> Kind:
    """Why nothing was charted: the form does not ask it, or nobody has yet. While the field that decides this has no
    answer either, nobody has."""
    answers = answers_of(view.chart, study.key)
    if is_asked(field, answers) or field.when is None:
        return Kind.NOT_CHARTED
    decides = view.form.field(field.when.field)
    if answers.get(field.when.field) or decides is None:
        return Kind.NOT_ASKED
    return _without_answer(view, decides, study) if decides.when else Kind.NOT_CHARTED


# -- categories of a field


def _offered(field: FormField) -> Iterable[str]:
    """The answers that a field offers, in its order."""
    if field.type is FieldType.YES_NO:
        return ("yes", "no")
    return [choice.id for choice in field.choices] if field.type in (FieldType.CHOICE, FieldType.CHOICES) else ()


def _one_spelling(field: FormField, text: str) -> str:
    """One key for the spellings of a country: `norway` and `Norway `."""
    return " ".join(text.split()).casefold() if field.type is FieldType.COUNTRY else text


def _category(field: FormField, key: str, studies: Sequence[str], written: Counter[str]) -> Category:
    """The category of an answer, called as it was written most often."""
    spellings = tuple(sorted(written, key=lambda text: (-written[text], text)))
    is_country = field.type is FieldType.COUNTRY
    return Category(
        spellings[0] if is_country else key,
        Kind.ANSWER,
        tuple(studies),
        _labels(field, key),
        spellings if is_country else (),
    )


def _labels(field: FormField, key: str) -> Mapping[str, str]:
    """What an answer is called by language; nothing for one that is called as it was typed."""
    if field.type is FieldType.YES_NO and key in ("yes", "no"):
        return _in_all(f"charting.{key}")
    choice = field.choice(key)
    return dict(choice.labels) if choice else {}


def _in_order(field: FormField, found: Sequence[Category]) -> Iterable[Category]:
    """Countries by frequency, years one after the other with those between that have no study, choices as they are."""
    if field.type is FieldType.COUNTRY:
        return sorted(found, key=lambda one: (-one.n, one.id.casefold()))
    if field.type not in (FieldType.YEAR, FieldType.DATE) or not found:
        return found
    of_year = {int(one.id): one for one in found}
    first, last = min(of_year), max(of_year)
    years = range(first, last + 1) if last - first < MOST_YEARS else sorted(of_year)
    return [of_year.get(year) or Category(str(year), Kind.ANSWER) for year in years]


# -- what a figure or map is drawn along


@dataclass(frozen=True, slots=True)
class Axis:
    """A grouping of studies with its name: a field of the form, or the themes of a codebook.

    `is_several`: a study can be in more than one category. `is_of_time`: the categories are years.
    """

    id: str
    categories: tuple[Category, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    is_several: bool = False
    is_of_time: bool = False

    def title(self, words: Labels) -> str:
        """What it is called in a language."""
        return in_language(self.labels, words.language) or words.text("counts.themes")

    @property
    def with_studies(self) -> tuple[Category, ...]:
        """The categories that have a study."""
        return tuple(one for one in self.categories if one.studies)


def field_axis(view: "ChartView", field: FormField, studies: Sequence[Study] | None = None) -> Axis:
    """The studies by their answers in a field, under its label."""
    return Axis(
        field.id,
        categories(view, field, studies),
        field.labels or {"en": field.id},
        is_several(field),
        field.type in (FieldType.YEAR, FieldType.DATE),
    )


def theme_axis(matrix: Matrix) -> Axis:
    """The studies by the themes that were found in them, or by what else the matrix is of."""
    names = {} if matrix.level is MatrixLevel.THEME else _in_all(f"counts.level_{matrix.level}")
    return Axis(THEME, theme_categories(matrix), names, is_several=True)


def _in_all(key: str) -> Mapping[str, str]:
    """A label in each language."""
    return {language: labels(language).text(key) for language in languages()}
