"""What a person was typing and had not saved when the browser or the computer stopped: in charting and in coding.

It is not in the review folder: an answer that is not given yet is nobody else's business. A damaged file says nothing.
"""

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reviewkit.errors import ReviewkitError
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.local import key_of, made_private, state_folder

_MOST = 200  # fields; the oldest goes first
_LARGEST = 200_000  # characters of one field

Form = Mapping[str, Sequence[str]]


class Place(NamedTuple):
    """The field of a study that something is typed into; or, with a colon before its name, the form of coding.

    The forms of the codebook belong to no study.
    """

    study: str
    field: str
    instance: int


def read(root: Path, who: str) -> dict[Place, Form]:
    """What a person had typed, by its field; nothing where this computer knows nothing, or nothing readable."""
    try:
        known = json.loads(read_text(_path(root, who)))
        drafts = known["drafts"]
        return {Place(str(one[0]), str(one[1]), int(one[2])): _form(one[3]) for one in drafts}
    except (ReviewkitError, ValueError, TypeError, LookupError, RecursionError, AttributeError):
        return {}


def _form(values: Mapping[str, Sequence[str]]) -> Form:
    return {str(name): [str(one) for one in several] for name, several in values.items()}


def keep(root: Path, who: str, place: Place, form: Form) -> None:
    """Keep what is typed into a field. Where this computer cannot keep it, it is not kept."""
    if sum(len(one) for several in form.values() for one in several) > _LARGEST:
        return
    known = read(root, who)
    known.pop(place, None)
    _write(root, who, {**known, place: form})


def drop(root: Path, who: str, place: Place) -> None:
    """Forget what was typed into a field, since it is logged."""
    known = read(root, who)
    if known.pop(place, None) is not None:
        _write(root, who, known)


def _write(root: Path, who: str, drafts: Mapping[Place, Form]) -> None:
    kept = [[*place, {name: list(several) for name, several in form.items()}] for place, form in drafts.items()]
    known = {"review": str(root.resolve()), "reviewer": who, "drafts": kept[-_MOST:]}
    with contextlib.suppress(OSError, ReviewkitError):
        made_private(state_folder())
        write_whole(_path(root, who), json.dumps(known, ensure_ascii=True) + "\n")


def _path(root: Path, who: str) -> Path:
    """One file for each review and person; ids may be spelled as no file can be called, so it has a hash of both."""
    name = hashlib.blake2b(f"{key_of(root)} {who}".encode("utf-8", "surrogateescape"), digest_size=12)
    return state_folder() / "drafts" / f"{name.hexdigest()}.json"
