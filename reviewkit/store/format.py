"""Which version of the folder's format a review is kept in, and how an older reviewkit is made to stop.

Format 1 is that of versions 0.1 and 0.2. Format 2 has acts that these would silently ignore: codings as events, imports
that were undone or renamed, undos of undos. `format: 2` in review.yaml says so. Version 0.2 does not know that key, but
it stops at a codebook that is not a mapping, and names the file: so the marker is such a file, whose name says what to
do.
"""

from pathlib import Path

from reviewkit import __version__
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.words import message

FORMAT = 2
MARK = "codebooks/this-review-needs-reviewkit-0.3-or-newer.yaml"
_MARK_TEXT = """\
- This review is kept in format 2, which reviewkit 0.3 and newer read and write.
- Older versions stop at this file on purpose, because they would count wrongly without a word.
- "Install the newest version: pipx install --force scoping-reviewkit"
- Please leave this file where it is. It is no codebook.
"""


def is_format_mark(name: str) -> bool:
    """Whether a file in codebooks/ is there only to stop older versions."""
    return name.startswith("this-review-needs-reviewkit-")


def write_mark(root: Path) -> None:
    """Write the file that makes version 0.2 stop."""
    from reviewkit.store.files import write_whole

    write_whole(root / MARK, _MARK_TEXT)


def needs_format(root: Path, stated: int, needed: int, act: str) -> None:
    """Check that the folder's format has such acts. Raises ReviewkitError with the next step otherwise."""
    may_write(stated)
    if stated < needed:
        raise ReviewkitError(
            message(
                "{root}: {act} needs the folder's new format, because reviewkit 0.2 would silently ignore "
                "it. To see what an upgrade changes: reviewkit upgrade --dry-run. To upgrade: reviewkit "
                "upgrade",
                root=root,
                act=act,
            )
        )


def may_write(stated: int) -> None:
    """Check that this version may write into a folder of this format. Raises ReviewkitError otherwise."""
    if stated > FORMAT:
        raise ReviewkitError(
            message(
                "This review has format {stated}, but reviewkit {version} can only write format {format}. "
                "Nothing was changed. Install the newest version: pipx install --force scoping-reviewkit",
                stated=stated,
                version=__version__,
                format=FORMAT,
            )
        )


def problems(root: Path, stated: int) -> list[Problem]:
    """A format newer than this version knows, or a missing marker file."""
    from reviewkit.store.files import is_there

    if stated > FORMAT:
        return [
            Problem(
                Place("review.yaml"),
                message(
                    "this review has format {stated}, which reviewkit {version} does not know, so numbers may be "
                    "wrong. Install the newest version: pipx install --force scoping-reviewkit",
                    stated=stated,
                    version=__version__,
                ),
                Level.ERROR,
                "format",
            )
        ]
    if stated >= 2 and not is_there(root / MARK):
        return [
            Problem(
                Place(MARK),
                message(
                    "this file is missing; without it reviewkit 0.2 would count wrongly in this folder. To put "
                    "it back: reviewkit upgrade"
                ),
                Level.WARNING,
                "format",
            )
        ]
    return []
