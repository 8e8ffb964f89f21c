"""The form by which studies are charted (data extraction; JBI Manual for QuoteRule Synthesis, chapter 11.2.7).

A form is an agreement of the team: groups of fields, each with an id that never changes. What a person charts is an
act and names field, study and the version of the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewkit.errors import Place
from reviewkit.words import FieldType, QuoteRule, in_language


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One answer that a field offers; the id is what is logged and never changes."""

    id: str
    labels: dict[str, str]
    definitions: dict[str, str] = field(default_factory=dict)
    place: Place = Place("")

    def label(self, language: str) -> str:
        """The label in a language or the nearest there is (words.in_language), or the id."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a field that is a table."""

    id: str
    labels: dict[str, str]
    type: FieldType = FieldType.TEXT
    place: Place = Place("")

    def label(self, language: str) -> str:
        """The label in a language or the nearest there is, or the id."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked only where another one has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of the form.

    `choices` are those of choice and choices, `columns` those of a table. `repeat`: a study can have several instances
    (arms, measures, settings). `unit` is shown after a number. `evidence` says whether a value needs a quote.
    """

    id: str
    labels: dict[str, str]
    type: FieldType = FieldType.TEXT
    helps: dict[str, str] = field(default_factory=dict)
    choices: tuple[FormChoice, ...] = ()
    columns: tuple[FormColumn, ...] = ()
    required: bool = False
    when: When | None = None
    repeat: bool = False
    evidence: QuoteRule = QuoteRule.OPTIONAL
    unit: str = ""
    place: Place = Place("")

    def label(self, language: str) -> str:
        """The label in a language or the nearest there is, or the id."""
        return in_language(self.labels, language) or self.id

    def choice(self, choice_id: str) -> FormChoice | None:
        """The choice with this id."""
        return next((one for one in self.choices if one.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Fields that belong together; `question` is the research question of the review that they answer."""

    id: str
    labels: dict[str, str]
    fields: tuple[FormField, ...]
    question: str = ""
    place: Place = Place("")

    def label(self, language: str) -> str:
        """The label in a language or the nearest there is, or the id."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A version of the form, and why it was made."""

    version: str
    why: str
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Form:
    """The charting form: its groups in order, its version, and its versions with their reasons, the oldest first."""

    groups: tuple[FormGroup, ...]
    version: str = "1"
    versions: tuple[FormVersion, ...] = ()
    place: Place = Place("charting/form.yaml")

    def fields(self) -> Iterator[FormField]:
        """Every field in the order of the form."""
        return (one for group in self.groups for one in group.fields)

    def field(self, field_id: str) -> FormField | None:
        """The field with this id."""
        return next((one for one in self.fields() if one.id == field_id), None)
