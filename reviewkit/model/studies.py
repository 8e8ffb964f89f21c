"""One investigation, described in one or more reports (studies.yaml)."""

from dataclasses import dataclass, field

from reviewkit.errors import Place


@dataclass(frozen=True, slots=True)
class Study:
    """One investigation: how it is cited, which records report it, and its characteristics."""

    key: str
    citation: str
    records: tuple[str, ...]
    characteristics: dict[str, str] = field(default_factory=dict)
    place: Place = Place("studies.yaml")
