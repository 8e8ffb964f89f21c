"""One investigation, described in one or more reports (studies.yaml)."""

from dataclasses import dataclass, field

from reviewkit.errors import Place


@dataclass(frozen=True, slots=True)
class Study:
    """One investigation: how it is cited, which records report it, and its characteristics.

    `proposed` means that it is not in studies.yaml, but made from one included report.
    """

    key: str
    citation: str
    records: tuple[str, ...]
    characteristics: dict[str, str] = field(default_factory=dict)
    place: Place = Place("studies.yaml")
    proposed: bool = False
