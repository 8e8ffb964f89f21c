"""One investigation, which one or more reports tell of (studies.yaml)."""

from dataclasses import dataclass, field

from reviewkit.errors import Place


@dataclass(frozen=True, slots=True)
class Study:
    """One investigation: how it is cited, which records report it, what is known of it, and the sets that it is in.

    `proposed` says that studies.yaml does not name it: it stands for one included report.
    """

    key: str
    citation: str
    records: tuple[str, ...]
    characteristics: dict[str, str] = field(default_factory=dict)
    place: Place = Place("studies.yaml")
    proposed: bool = False
    sets: tuple[str, ...] = ()
