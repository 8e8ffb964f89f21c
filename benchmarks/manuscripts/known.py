"""What the folder of a review shows, by the names that the templates of its manuscripts use.

`studies`, `reports`, `themes`, `codes`, `databases`, `countries`, `people`, `reasons`, `participants` (also `.min` and
`.max`), `box.ID`, `theme.ID`, `country.NAME`, `n.STUDY`, `both.THEME.THEME`, `since.YEAR`, and `FIELD.ID` of a field of
the charting form. Names may be joined by + and --.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from benchmarks.manuscripts.folders import Plan, cited
from benchmarks.manuscripts.words import country, english_country
from reviewkit.blind import chart_view
from reviewkit.model import Code, FormField, Record, Source, Study
from reviewkit.review import Review
from reviewkit.words import Arm, in_language

Charted = str | int | float


@dataclass(frozen=True)
class Reference:
    """A report as manuscripts cite it."""

    authors: tuple[str, ...]  # "Family, Given"
    year: int
    title: str
    journal: str
    volume: str
    pages: str

    def name(self, joined: str, others: str) -> str:
        """The authors as a citation names them."""
        return cited(self.authors, joined, others)


class Known:
    """The numbers and names of a review."""

    def __init__(self, review: Review, plan: Plan) -> None:
        self.review = review
        self.plan = plan

    def number(self, name: str) -> int:
        """The number of this name; several are joined by + and --."""
        parts = re.split(r"(\+|--)", name)
        total = self._number(parts[0])
        for sign, part in zip(parts[1::2], parts[2::2], strict=True):
            total += self._number(part) * (1 if sign == "+" else -1)
        return total

    def _number(self, name: str) -> int:
        head, _, rest = name.partition(".")
        match head:
            case "box":
                return self.review.flow.named(rest).n
            case "theme":
                return len(self.studies_of[rest])
            case "both":
                first, second = rest.split(".")
                return len(self.studies_of[first] & self.studies_of[second])
            case "n":
                return int(self.charted[rest]["n"])
            case "since":
                return sum(self.references[key][0].year >= int(rest) for key in self.keys)
            case "participants":
                counts = [int(self.charted[key]["n"]) for key in self.keys]
                return {"": sum, "min": min, "max": max}[rest](counts)
        if rest:
            return len(self.with_answer(head, rest))
        return {
            "studies": len(self.keys),
            "reports": self.review.flow.n("new.reports"),  # type: ignore[arg-type]
            "themes": len(self.themes),
            "codes": len(self.codes),
            "databases": sum(source.arm is Arm.DATABASES for source in self.sources.values()),
            "countries": len({one["country"] for one in self.charted.values()}),
            "people": self.review.protocol.stages[0].people,
            "reasons": len(self.review.protocol.reasons),
        }[head]

    def with_answer(self, field: str, answer: str) -> list[str]:
        """The studies with this answer in a field of the form."""
        return [key for key, said in self.charted.items() if said[field] == answer]

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        return self.review.included_studies

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(study.key for study in self.studies)

    @cached_property
    def references(self) -> Mapping[str, tuple[Reference, ...]]:
        """The reports of each study, in the order of its records."""
        return {
            study.key: tuple(
                self._reference(self.review.records[one]) for one in self.review.reports_of_study(study)
            )
            for study in self.studies
        }

    @staticmethod
    def _reference(record: Record) -> Reference:
        pages = record.pages.replace("-", "–")
        return Reference(record.authors, record.year or 0, record.title, record.journal, record.volume, pages)

    @cached_property
    def charted(self) -> Mapping[str, Mapping[str, Charted]]:
        """What was charted of each study, by field; countries by their English names."""
        view = chart_view(self.review, "")
        found: dict[str, dict[str, Charted]] = {}
        for study in view.studies:
            for item in view.of(study.key):
                answer = view.chart.held(item)
                if answer and isinstance(answer.value, Charted):
                    found.setdefault(study.key, {})[item.field] = answer.value
        for said in found.values():
            said["country"] = english_country(str(said["country"]))
        return found

    @cached_property
    def fields(self) -> Mapping[str, FormField]:
        return {field.id: field for field in self.review.form.fields()}

    def choice(self, field: str, answer: str, language: str) -> str:
        """What an answer is called in a language."""
        if field == "country":
            return country(answer, language)
        found = next(choice for choice in self.fields[field].choices if choice.id == answer)
        return in_language(found.labels, language)

    def choices(self, field: str) -> tuple[str, ...]:
        """The ids of the choices of a field."""
        return tuple(choice.id for choice in self.fields[field].choices)

    @cached_property
    def _book(self) -> tuple[Code, ...]:
        return self.review.facts.codebooks[0].codes

    @cached_property
    def themes(self) -> Mapping[str, Code]:
        return {code.id: code for code in self._book if code.kind == "theme"}

    @cached_property
    def codes(self) -> Mapping[str, Code]:
        """The codes that themes are made of."""
        return {code.id: code for code in self._book if code.kind == "code"}

    @cached_property
    def studies_of(self) -> Mapping[str, set[str]]:
        """The studies in which each theme was found."""
        matrix = next(iter(self.review.matrices.values()))
        return {
            theme.id: {study.key for study in self.studies if matrix.holds(theme, study)}
            for theme in matrix.themes
        }

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {source.name: source for source in self.review.facts.sources}

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year in which an included report appeared."""
        years = [one.year for own in self.references.values() for one in own]
        return min(years), max(years)

    def quote(self, study: str, theme: str) -> Mapping[str, str]:
        """A coded quote, with its page; that it was coded is checked."""
        row = next(one for one in self.plan.quotes if (one["study"], one["theme"]) == (study, theme))
        coded = {segment.quote for coding in self.review.facts.codings for segment in coding.segments}
        assert row["quote"] in coded, row["quote"]
        return row
