"""studies.yaml: which reports belong to one study, how it is cited, and its characteristics."""

import unicodedata
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.model import Study
from reviewkit.store.files import leads_out, safe_name
from reviewkit.store.yaml_section import section_or_problem

FILE = "studies.yaml"


def is_study_key(key: str) -> bool:
    """Whether the key of a study can be a file name, the same on every system."""
    return bool(key) and safe_name(key) == key and not key.endswith(".yaml")


def _folded(key: str) -> str:
    """The key as seen by a disk that ignores case and the different ways to encode å."""
    return unicodedata.normalize("NFC", key.casefold())


def read(root: Path, problems: list[Problem]) -> tuple[Study, ...]:
    """The studies, in the order of the file. A folder without the file has none."""
    if leads_out(root, root / FILE) or not (root / FILE).exists():
        return ()
    found = []
    folded_keys: dict[str, str] = {}
    top = section_or_problem(root / FILE, FILE, problems)
    for key, section in top.named() if top else ():
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
        first = folded_keys.setdefault(_folded(key), key)
        if first != key:
            section.problem(
                "",
                f"the keys {first!r} and {key!r} are the same name on some disks, so their files would collide. "
                "Change one",
            )
        if not is_study_key(key):
            section.problem(
                "",
                f"{key!r} cannot be the key of a study, because files are named after it. Use letters, digits, - and "
                "_, such as berg2024",
            )
    return tuple(found)
