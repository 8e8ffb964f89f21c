"""A review folder: find it, or create a new one."""

import secrets
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.store import format as formats
from reviewkit.store import ledger, protocol, searches, studies
from reviewkit.store.files import write_whole
from reviewkit.words import message


def root_of(start: Path) -> Path:
    """The review folder that `start` is in. Raises ReviewkitError where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / protocol.FILE).is_file():
            return folder
    raise ReviewkitError(
        message(
            "{start}: this is not a review folder; there is no {file} in it or above it. Go to your "
            "review's folder, name it with --folder, or start a new review: reviewkit init",
            start=start,
            file=protocol.FILE,
        )
    )


def create(
    root: Path, title: str, reviewers: list[str], changed: Callable[[str], str] = lambda text: text
) -> list[Path]:
    """Create a review folder from the templates. Existing files are not changed. Returns the files created.

    `changed` gives the text of review.yaml, from that of the template.
    """
    for reviewer in reviewers:
        ledger.new_writer_name(reviewer)
    if (root / protocol.FILE).exists():
        raise ReviewkitError(
            message("{root}: this folder already has a review. Nothing was changed.", root=root / protocol.FILE)
        )
    created = []
    people = "".join(f'  - id: {reviewer}\n    name: ""\n' for reviewer in reviewers)
    values = {
        "{title}": _quoted(title),
        "{reviewers}": people,
        "{format}": str(formats.FORMAT),
        "{seed}": f"{secrets.randbelow(10**6):06d}",
    }
    for name in (
        protocol.FILE,
        searches.FILE,
        studies.FILE,
        "codebooks/themes.yaml",
        ".gitattributes",
        ".gitignore",
    ):
        path = root / name
        if path.exists():
            continue
        template = resources.files("reviewkit").joinpath("templates", name.replace("/", "-").lstrip("."))
        text = _filled(template.read_text(encoding="utf-8"), values)
        write_whole(path, changed(text) if name == protocol.FILE else text)
        created.append(path)
    formats.write_mark(root)
    return created


def _quoted(title: str) -> str:
    """A title as YAML in double quotes, control characters too."""
    import json

    return json.dumps("".join(letter if letter.isprintable() else " " for letter in title), ensure_ascii=False)


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with its placeholders replaced once; the replacements are not searched again."""
    import re

    return re.sub("|".join(map(re.escape, values)), lambda gap: values[gap[0]], template)
