"""studies.yaml: which reports are one study, how it is cited, and what is known of it."""

from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.model import Study
from reviewkit.store.yaml_section import read_section

FILE = "studies.yaml"


def read(root: Path, problems: list[Problem]) -> tuple[Study, ...]:
    """The studies, in the order of the file. A folder without the file has none."""
    if not (root / FILE).exists():
        return ()
    found = []
    for key, section in read_section(root / FILE, FILE, problems).named():
        characteristics = section.section("characteristics")
        names = list(characteristics.values) if characteristics else []
        found.append(
            Study(
                key=key,
                citation=section.needed("citation"),
                records=section.texts("records"),
                characteristics={name: characteristics.text(name) for name in names} if characteristics else {},
                place=section.place,
            )
        )
        section.text("note")
        section.done()
    return tuple(found)
