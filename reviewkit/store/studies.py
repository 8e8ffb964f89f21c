"""studies.yaml: which reports belong to one study, how it is cited, and its characteristics."""

from pathlib import Path

from reviewkit.errors import Level, Problem
from reviewkit.model import Study
from reviewkit.normalize import letters
from reviewkit.store.files import is_there, leads_out, safe_name
from reviewkit.store.yaml_section import Section, parse_section, section_or_problem
from reviewkit.unicode_forms import in_form
from reviewkit.words import message

FILE = "studies.yaml"


def is_study_key(key: str) -> bool:
    """Whether the key of a study can be a file name, the same on every system."""
    return bool(key) and safe_name(key) == key and not key.endswith(".yaml")


def _folded(key: str) -> str:
    """The key as seen by a disk that ignores case and the different ways to encode å."""
    return in_form("NFC", key.casefold())


def _characteristics(section: Section | None, spelt: dict[str, tuple[str, str]]) -> dict[str, str]:
    """What is known of a study; the items of a list are joined with commas.

    `spelt` holds how each name was written where it was met first, and in which study.
    """
    if section is None:
        return {}
    found = {}
    for name in section.values:
        found[name] = ", ".join(section.texts(name)) if section.is_list(name) else section.text(name)
        first, where = spelt.setdefault(letters(name), (name, section.name))
        if first != name:
            said = message(
                "{section}.{name} is written {first!r} in {where}, so the table has a column for each. Write it alike",
                section=section.name,
                name=name,
                first=first,
                where=where,
            )
            section.problem(name, said, Level.WARNING)
    return found


def read(root: Path, problems: list[Problem]) -> tuple[Study, ...]:
    """The studies, in the order of the file. A folder without the file has none."""
    if leads_out(root, root / FILE) or not is_there(root / FILE):
        return ()
    top = section_or_problem(root / FILE, FILE, problems)
    return _studies(top) if top else ()


def of_text(text: str, problems: list[Problem]) -> tuple[Study, ...]:
    """The studies in a text of studies.yaml. Raises ReviewkitError where it is not YAML."""
    return _studies(parse_section(text, FILE, problems))


def notes_of(text: str) -> dict[str, str]:
    """The note of each study that has one, in a text of studies.yaml."""
    named = parse_section(text, FILE, []).named()
    return {key: note for key, section in named if (note := section.text("note"))}


def _studies(top: Section) -> tuple[Study, ...]:
    found = []
    spelt: dict[str, tuple[str, str]] = {}
    folded_keys: dict[str, str] = {}
    for key, section in top.named():
        found.append(
            Study(
                key=key,
                citation=section.needed("citation"),
                records=section.texts("records"),
                characteristics=_characteristics(section.section("characteristics"), spelt),
                place=section.place,
                sets=section.texts("sets"),
            )
        )
        section.text("note")
        section.done()
        first = folded_keys.setdefault(_folded(key), key)
        if first != key:
            section.problem(
                "",
                message(
                    "the keys {first!r} and {key!r} are the same name on some disks, so their files would "
                    "collide. Change one",
                    first=first,
                    key=key,
                ),
            )
        if not is_study_key(key):
            section.problem(
                "",
                message(
                    "{key!r} cannot be the key of a study, because files are named after it. Use letters, "
                    "digits, - and _, such as berg2024",
                    key=key,
                ),
            )
    return tuple(found)
